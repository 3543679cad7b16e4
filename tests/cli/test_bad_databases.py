"""A database that cannot serve is exit 6 with the cure, for reports and for `log`."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from program import Run, nobody

pytestmark = pytest.mark.sqlite

LOG = ("log", "mass-production")


def missing(folder: Path) -> Path:
    return folder / "none.db"


def directory(folder: Path) -> Path:
    return folder


def no_database(folder: Path) -> Path:
    path = folder / "text.db"
    path.write_text("This is a letter, not a database. " * 50)
    return path


def foreign(folder: Path) -> Path:
    path = folder / "foreign.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.db"
    path.touch()
    return path


def older(folder: Path) -> Path:
    return _revision(folder, "0000")


def newer(folder: Path) -> Path:
    return _revision(folder, "9999")


def _revision(folder: Path, revision: str) -> Path:
    path = folder / "tracker.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE tracker_schema SET version_num = ?", (revision,))
    return path


DATABASES = [
    (missing, "there is no database at"),
    (directory, "is a directory, not a database file"),
    (no_database, "not a tracker database"),
    (foreign, "not a tracker database"),
    (empty, "the database is empty"),
    (older, "older than this program"),
    (newer, "newer than this program"),
]


@pytest.mark.parametrize(("make", "message"), DATABASES)
@pytest.mark.parametrize("command", [("status",), (*LOG, "met")])
def test_a_database_that_cannot_serve_is_exit_6(
    run: Run, tmp_path: Path, make: object, message: str, command: tuple[str, ...]
) -> None:
    assert callable(make)
    outcome = run(*command, db=make(tmp_path), code=6)
    error, hint = outcome.stderr.splitlines()
    assert message in error
    assert hint.startswith("hint: ")


def test_a_file_that_may_not_be_read_is_exit_6(run: Run, shipped: Path, open_folder: Path) -> None:
    path = Path(shutil.copy(shipped, open_folder))
    run("status", db=path)
    path.chmod(0)
    with nobody():
        outcome = run("status", db=path, code=6)
    assert outcome.stderr.startswith(f"error: cannot read {path}\nhint: ")


def test_a_read_only_file_can_be_read_but_not_logged_to(
    run: Run, shipped: Path, open_folder: Path
) -> None:
    path = Path(shutil.copy(shipped, open_folder))
    page = run("status", db=path).stdout
    run("log", "mass-production", "met", "--dry-run", db=path)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with nobody():
        assert run("status", db=path).stdout == page
        outcome = run(*LOG, "met", db=path, code=6)
    assert outcome.stderr.startswith(f"error: {path} is read-only\nhint: ")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE source SET retrieved_on = '0000'",
        "UPDATE milestone SET type = 'x' || type",
        "UPDATE subject SET recorded_at = 'never'",
    ],
)
def test_a_row_that_no_program_writes_is_damage_and_no_bug(
    run: Run, shipped: Path, damage: str
) -> None:
    with closing(sqlite3.connect(shipped)) as client, client:
        client.execute("PRAGMA ignore_check_constraints = ON")
        client.execute(damage)
    for call in (("status",), ("why", "ipo"), ("check",), ("log", "ipo", "-m", "x")):
        refused = run(*call, code=6)
        error, hint = refused.stderr.splitlines()
        assert error.startswith(f"error: {shipped}: the database is damaged: "), call
        assert hint == "hint: restore it from a backup; all that is wrong: tracker verify"
    assert run("verify", code=8).stdout.startswith("! ")
