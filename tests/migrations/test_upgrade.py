"""An upgrade keeps the old database: as a copy beside it, and as it was when it fails."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import inspect

from databases import NOW, TODAY, reading
from program import Run
from tracker.db.chain import Chain
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.db.migrate import HEAD, revision_of, upgrade
from tracker.errors import DatabaseError
from tracker.reports.verify import verify_report
from upgrading import NEXT, UNKNOWN, expect_next, migrations_with_next


def _columns(database: Database) -> set[str]:
    with reading(database) as connection:
        return {column["name"] for column in inspect(connection).get_columns("source")}


def _problems(database: Database) -> list[str]:
    with reading(database) as connection:
        report = verify_report(connection, read_clocks(connection, TODAY, None), now=NOW)
        chain = Chain({})
        assert chain.follow(connection) is None
    assert chain.id > 400
    return [*report.problems]


def test_an_upgrade_keeps_what_was_recorded(
    shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_next(monkeypatch, migrations_with_next(tmp_path))
    assert upgrade(shipped) == (HEAD, NEXT)
    assert "colour" in _columns(shipped)
    assert _problems(shipped) == [UNKNOWN]


@pytest.mark.sqlite
def test_a_file_is_copied_before_it_is_upgraded(
    run: Run, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = run("status").stdout
    shipped.chmod(0o600)
    with monkeypatch.context() as patch:
        expect_next(patch, migrations_with_next(tmp_path))
        copy = tmp_path / f"tracker.db.{HEAD}.bak"
        assert run("db", "upgrade").stderr == (
            f"{shipped}: upgraded from {HEAD}, revision {NEXT}; as it was before: {copy}\n"
        )
        assert "up to date" in run("db", "upgrade").stderr
    assert run("status", db=copy).stdout == page
    assert "whole" in run("verify", db=copy).stdout
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".*")) == []


def test_a_failed_upgrade_leaves_the_old_database(
    shipped: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        expect_next(patch, migrations_with_next(tmp_path, "op.execute('NONSENSE')"))
        with pytest.raises(Exception, match="syntax error"):
            upgrade(shipped)
    assert revision_of(shipped) == HEAD
    assert "colour" not in _columns(shipped)
    assert _problems(shipped) == []


@pytest.mark.sqlite
def test_without_a_copy_nothing_is_upgraded(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"tracker.db.{HEAD}.bak").mkdir()
    with monkeypatch.context() as patch:
        expect_next(patch, migrations_with_next(tmp_path))
        with pytest.raises(DatabaseError, match="cannot copy the database"):
            upgrade(shipped)
    assert revision_of(shipped) == HEAD
