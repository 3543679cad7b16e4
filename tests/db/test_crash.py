"""Killed, out of room or cut off from its server: the database holds whole batches."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from crashes import (
    LINES,
    batch,
    survive_apply,
    survive_dead_server,
    survive_init,
    survive_log,
    survive_upgrade,
)
from databases import Databases
from pressure import whole
from program import Run
from tracker.db.engine import Database

KILLS = 2


def test_a_killed_log_leaves_both_values_or_none(small: Database) -> None:
    survive_log(KILLS, small)


def test_a_killed_apply_leaves_all_lines_or_none(small: Database, tmp_path: Path) -> None:
    survive_apply(KILLS, small, tmp_path)


@pytest.mark.sqlite
def test_a_killed_init_leaves_nothing_or_all(cleared: Databases, tmp_path: Path) -> None:
    survive_init(KILLS, cleared, tmp_path)


@pytest.mark.sqlite
def test_a_killed_upgrade_leaves_the_old_or_the_new(cleared: Databases, tmp_path: Path) -> None:
    survive_upgrade(KILLS, cleared, tmp_path)


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
def test_a_full_disk_is_told_and_nothing_is_lost(run: Run, small: Database, tmp_path: Path) -> None:
    before = whole(small)
    with no_room():
        refused = run(*batch(tmp_path, 1), db=small, code=5)
    assert refused.stderr == (
        "error: the disk is full; nothing was written\nhint: make room, then try again\n"
    )
    assert refused.stdout == ""
    assert whole(small) == before
    run(*batch(tmp_path, 1), db=small)
    assert len(whole(small)) == len(before) + LINES


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """No file may have more bytes, be it one that SQLite keeps beside the database."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


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


@pytest.mark.postgresql
@pytest.mark.usefixtures("databases")
def test_a_server_that_dies_keeps_whole_batches(tmp_path: Path) -> None:
    survive_dead_server(1, tmp_path)
