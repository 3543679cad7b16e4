"""Readers against a stopwatch, while others write."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Event, Thread

from databases import TODAY, reading
from pressure import write_at_once
from tally import Tally
from tracker.db.catalog import find_project
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.reports.status import status_report
from workers import record_often

READS = 200
SLOWER = 10


def test_readers_are_not_blocked(small: Database, tmp_path: Path) -> None:
    idle = _p99([_seconds_of_a_read(small) for _ in range(READS)])
    busy: list[float] = []
    done = Event()

    def read_on() -> None:
        while not done.is_set():
            busy.append(_seconds_of_a_read(small))

    reader = Thread(target=read_on)
    reader.start()
    try:
        counted = Tally("writers at once", "readers")
        write_at_once(record_often, small, tmp_path, counted, processes=8, calls=200)
        counted.require_clean()
    finally:
        done.set()
        reader.join()
    told = f"read p99: {idle * 1000:.1f} ms idle, {_p99(busy) * 1000:.1f} ms of {len(busy)} busy\n"
    sys.stdout.write(told)
    assert _p99(busy) < SLOWER * idle


def _seconds_of_a_read(database: Database) -> float:
    begin = time.perf_counter()
    with reading(database) as connection:
        status_report(
            connection, find_project(connection, None), read_clocks(connection, TODAY, None)
        )
    return time.perf_counter() - begin


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 99 // 100]
