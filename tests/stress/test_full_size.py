"""The full size of tests/db/test_concurrency.py and tests/db/test_crash.py, and slow readers."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from crashes import (
    survive_apply,
    survive_dead_server,
    survive_init,
    survive_log,
    survive_upgrade,
)
from databases import TODAY, Databases, reading
from pressure import call_at_once
from tracker.db.catalog import find_project
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.reports.status import status_report

KILLS = 25
"""For each of four commands."""

DEATHS = 10

READS = 200
SLOWER = 10


def test_writers_at_once_record_everything_once(small: Database, tmp_path: Path) -> None:
    call_at_once(small, tmp_path, processes=8, calls=200, commands=40)


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
        call_at_once(small, tmp_path, processes=8, calls=200, commands=0)
    finally:
        done.set()
        reader.join()
    told = f"read p99: {idle * 1000:.1f} ms idle, {_p99(busy) * 1000:.1f} ms of {len(busy)} busy\n"
    sys.stdout.write(told)
    assert _p99(busy) < SLOWER * idle


def test_a_killed_log_leaves_both_values_or_none(small: Database) -> None:
    survive_log(KILLS, small)


def test_a_killed_apply_leaves_all_lines_or_none(small: Database, tmp_path: Path) -> None:
    survive_apply(KILLS, small, tmp_path)


def test_a_killed_init_leaves_nothing_or_all(cleared: Databases, tmp_path: Path) -> None:
    survive_init(KILLS, cleared, tmp_path)


def test_a_killed_upgrade_leaves_the_old_or_the_new(cleared: Databases, tmp_path: Path) -> None:
    survive_upgrade(KILLS, cleared, tmp_path)


@pytest.mark.postgresql
@pytest.mark.usefixtures("databases")
def test_a_server_that_dies_keeps_whole_batches(tmp_path: Path) -> None:
    survive_dead_server(DEATHS, tmp_path)


def _seconds_of_a_read(database: Database) -> float:
    begin = time.perf_counter()
    with reading(database) as connection:
        status_report(
            connection, find_project(connection, None), read_clocks(connection, TODAY, None)
        )
    return time.perf_counter() - begin


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 99 // 100]
