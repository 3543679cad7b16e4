"""`tracker db backup` and `db restore`: another database with the same record."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from databases import SHIPPED, Databases, writing
from program import Run
from recording import nth
from tampering import tamper
from tracker.db.engine import Database

SAID = nth(120, SHIPPED)
"""A statement."""


@pytest.fixture
def other(cleared: Databases, tmp_path: Path) -> Database:
    """A database of the same kind without a table."""
    folder = tmp_path / "other"
    folder.mkdir()
    return cleared.blank(folder)


@pytest.mark.both
def test_a_backup_restores_to_the_same_reports_and_hashes(
    run: Run, other: Database, tmp_path: Path
) -> None:
    file = tmp_path / "backup.db"
    entries = run("status", "-f", "json").json["known_at"]
    assert run("db", "backup", str(file)).stderr == f"{file}: {entries} entries\n"
    assert run("db", "restore", str(file), db=other).stderr == f"restored {entries} entries\n"
    for command in (("status",), ("verify",), ("source", "list", "-f", "csv"), ("export",)):
        expected = run(*command).stdout
        assert run(*command, db=file).stdout == expected
        assert run(*command, db=other).stdout == expected
    run("log", "holder-count", "33", db=other)
    assert "whole" in run("verify", db=other).stdout


@pytest.mark.both
def test_a_backup_is_of_one_moment(run: Run, shipped: Database, tmp_path: Path) -> None:
    with writing(shipped) as connection:
        connection.exec_driver_sql("UPDATE project SET title = 'Half done'")
        run("db", "backup", str(tmp_path / "backup.db"))
    assert "Half done" not in run("status", db=tmp_path / "backup.db").stdout


@pytest.mark.sqlite
def test_a_backup_overwrites_nothing_and_leaves_nothing_half_done(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter"
    file.write_text("dear")
    assert "exists already" in run("db", "backup", str(file), code=4).stderr
    assert file.read_text() == "dear"
    run("db", "backup", str(tmp_path / "none" / "backup.db"), code=6)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter", "tracker.db"]


@pytest.mark.sqlite
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_backup_has_the_mode_of_what_it_copies(
    run: Run, shipped: Path, tmp_path: Path, mode: int
) -> None:
    shipped.chmod(mode)
    run("db", "backup", str(tmp_path / "backup.db"))
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == mode


@pytest.mark.both
def test_only_an_empty_database_is_restored_to(run: Run, tmp_path: Path) -> None:
    run("db", "backup", str(tmp_path / "backup.db"))
    assert "not empty" in run("db", "restore", str(tmp_path / "backup.db"), code=4).stderr


@pytest.mark.sqlite
def test_what_is_no_backup_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear " * 1000)
    (tmp_path / "empty").touch()
    new = tmp_path / "new.db"
    for file, reason in (
        ("none", "there is no database at"),
        ("letter", "not a tracker database"),
        ("empty", "the database is empty"),
    ):
        assert reason in run("db", "restore", str(tmp_path / file), db=new, code=6).stderr
        assert not new.exists()


@pytest.mark.both
def test_a_log_that_is_not_what_was_recorded_is_neither_kept_nor_restored(
    run: Run, shipped: Database, other: Database, tmp_path: Path
) -> None:
    file = tmp_path / "backup.db"
    run("db", "backup", str(file))
    for database in (shipped, file):
        tamper(database, f"UPDATE entry SET value = '1' WHERE id = {SAID}")  # noqa: S608
    refused = run("db", "backup", str(tmp_path / "again.db"), code=6)
    assert refused.stderr.startswith(
        f"error: {shipped}: the database is damaged: entry #{SAID} is not what was recorded\n"
    )
    assert not (tmp_path / "again.db").exists()
    refused = run("db", "restore", str(file), db=other, code=6)
    assert refused.stderr.startswith(
        f"error: {file}: the database is damaged: entry #{SAID} is not what was recorded\nhint: "
    )
    assert run("project", "list", "-f", "json", db=other).data == []


def test_a_database_is_its_owners_and_so_is_a_backup(run: Run, tmp_path: Path) -> None:
    made, copy = tmp_path / "own.db", tmp_path / "copy.db"
    run("init", "--empty", db=made)
    run("db", "backup", str(copy), db=made)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (made, copy)] == [0o600, 0o600]
    assert "exists already" in run("db", "backup", str(copy), db=made, code=4).stderr
    nowhere = run("db", "backup", str(tmp_path / "none" / "copy.db"), db=made, code=6)
    assert nowhere.stderr.startswith("error: cannot write ")
