"""A server that dies at random moments of a batch has all of it or nothing, once it runs again."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from databases import load
from disturbed import judge
from jobs import Job, batch, keys, problems
from postgres import own_server
from program import Outcome
from tally import Counts, Size
from tracker.db.engine import Database
from tracker.db.migrate import upgrade
from tracker.db.postgresql import server_at
from tracker.errors import TrackerError
from workers import program, working
from world import world

LINES = 2000
LONGEST_PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 60
TOLD = re.compile("(error|hint): ")


@pytest.mark.postgresql
@pytest.mark.usefixtures("databases")
def test_a_server_that_dies_keeps_whole_batches(
    tmp_path: Path, binaries: Path | None, tally: Counts, size: Size
) -> None:
    counted = tally("server killed")
    with own_server(binaries, durable=True) as address:
        database = server_at(address)
        upgrade(database)
        load(database, world())
        for number in range(size(1, 20)):
            job = _job(database, tmp_path, number)
            out, err = tmp_path / "stdout", tmp_path / "stderr"
            with working(program, *job.call, results=out, complaints=err) as process:
                writer = _writer(address)
                time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311
                with suppress(ProcessLookupError):  # it has ended its work
                    os.kill(writer, signal.SIGKILL)
                process.join()
                code = process.exitcode
            assert code is not None
            _recovered(database)
            ran = Outcome(code, out.read_text(), err.read_text())
            judge(job, ran, counted, (5, 0))
            ours = ran.code == 0 or all(map(TOLD.match, ran.stderr.splitlines()))
            counted.expect("untrue", ours, f"not ours: {ran.stderr}")


def _job(database: Database, folder: Path, number: int) -> Job:
    before = keys(database)
    args = tuple(batch(folder, number, LINES))
    return Job(
        folder=folder,
        database=database,
        args=args,
        before=before,
        after=before + type(before)(f"batch-{number}-{line}" for line in range(LINES)),
        held=lambda: keys(database),
        problems=lambda: problems(database),
        tells=f"{LINES} created",
    )


def _writer(address: str) -> int:
    """The server's process for whoever is in the middle of a batch."""
    asked = "SELECT max(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with _admin(address) as connection:
        while (found := connection.exec_driver_sql(asked).scalar()) is None:
            time.sleep(0.001)
    return int(found)


def _admin(address: str) -> Connection:
    return create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect()


def _recovered(database: Database) -> None:
    """Wait until the server, which starts again by itself, answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            keys(database)
        except TrackerError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return
