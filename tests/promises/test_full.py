"""On a full disk a command leaves everything or nothing, and says so."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, event

from databases import Databases
from disturbed import judge, undisturbed
from jobs import COMMANDS, Job, Jobs, Make
from program import Run
from tally import Counts, Size, Tally
from tracker.db.engine import open_engine, transaction
from tracker.errors import BusyError

CODES = (0, 1, 5)
MOST_ROOM = 2 << 20
"""More than any of the commands writes."""

Full = Callable[[Job, int], AbstractContextManager[None]]
"""Leaves a job so many bytes of room."""


def survive(full: Full, make: Make, runs: int, tally: Tally) -> None:
    """Run a command with more or less room, and judge what it leaves.

    Python's own files are left out: it keeps what it compiled in part, and never reads it again.
    """
    random = Random(tally.database)  # noqa: S311
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)
        _survive(full, make, runs, random, tally)


def _survive(full: Full, make: Make, runs: int, random: Random, tally: Tally) -> None:
    for number in range(runs):
        job = make(number)
        room = int(MOST_ROOM ** random.random()) if number else 0
        with full(job, room):
            ran = undisturbed(job)
        judge(job, ran, tally, CODES)
        left = [*job.folder.rglob("*.unfinished*")]
        tally.expect("torn", not left, f"{job.args} left {left}: {ran}")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_may_grow_further(
    cleared: Databases, tmp_path: Path, tally: Counts, size: Size, command: str
) -> None:
    counted = tally("full disk")
    runs = size(1 if counted.database == "sqlite" else 0, 15)
    jobs = Jobs(cleared, tmp_path)
    survive(lambda _, room: full_disk(room), jobs.of(command), runs, counted)


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """No file may have more bytes, be it one that SQLite keeps beside the database."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def no_room() -> Iterator[None]:
    """No connection to a SQLite file may make it larger."""

    def limit(connection: Any, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@pytest.mark.sqlite
def test_what_is_full_is_told(cleared: Databases, tmp_path: Path) -> None:
    job = Jobs(cleared, tmp_path).of("apply")(1)
    with no_room():
        refused = undisturbed(job)
    assert (refused.code, refused.stdout) == (5, "")
    assert refused.stderr == (
        "error: the disk is full; nothing was written\nhint: make room, then try again\n"
    )
    assert job.held() == job.before


@pytest.mark.sqlite
def test_a_full_disk_is_told_within_a_savepoint(blank: Path) -> None:
    """SQLite ends the whole transaction there, and then knows of no savepoint to go back to."""
    engine = open_engine(blank)
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE row (text TEXT)")
    with (
        pytest.raises(BusyError, match="the disk is full"),
        transaction(engine, write=True) as connection,
        full_disk(),
        connection.begin_nested(),
    ):
        connection.exec_driver_sql("INSERT INTO row VALUES (zeroblob(10000000))")


@pytest.mark.sqlite
@pytest.mark.parametrize("room", [0, 4096])
def test_a_database_on_a_full_disk_can_be_read(run: Run, room: int) -> None:
    page, export = run("status").stdout, run("export").stdout
    with full_disk(room):
        for _ in range(2):
            assert run("status").stdout == page
            assert "whole" in run("verify").stdout
            assert run("export").stdout == export
            refused = run("log", "holder-count", "33", code=5)
            assert refused.stderr.startswith("error: the disk is full or read-only; nothing was w")
    run("log", "holder-count", "33")
    assert "whole" in run("verify").stdout


@pytest.mark.sqlite
def test_what_a_full_disk_keeps_from_being_read_is_told(
    run: Run, small: Path, tmp_path: Path
) -> None:
    """A copy of the file alone would be without what its writer has only logged."""
    cut_off = tmp_path / "cut-off.db"
    with closing(sqlite3.connect(small)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        with writer:
            writer.execute("UPDATE project SET title = 'Logged'")
        for end in ("", "-wal"):
            shutil.copy(f"{small}{end}", f"{cut_off}{end}")
    with full_disk():
        refused = run("project", "list", db=cut_off, code=5)
    assert refused.stderr == (
        "error: the disk is full; nothing was written\nhint: make room, then try again\n"
    )
    assert "Logged" in run("project", "list", db=cut_off).stdout
