"""Databases that old programs made: upgraded, and then used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy import exc, text

import tampering
from databases import reading, writing
from migrating import migrate
from program import Outcome, Run
from recording import define
from stored import STORED, hashes, put
from tracker.db.engine import Database
from tracker.db.intact import broken_guards, missing_references, open_references
from tracker.db.migrate import HEAD, revision_of, upgrade
from tracker.errors import AnotherVersionError

ENTRIES = 18


@pytest.fixture
def old(blank: Database) -> Database:
    """A database of revision 0001 with a little of everything."""
    return put("0001", blank)


def test_what_an_old_program_recorded_is_used_after_the_upgrade(
    run: Run, old: Database, empty: Database, tmp_path: Path
) -> None:
    before = hashes(old)
    assert len(before) == ENTRIES
    assert "older than this program" in run("status", db=old, code=6).stderr
    assert f"upgraded from 0001, revision {HEAD}" in run("db", "upgrade", db=old).stderr
    assert hashes(old) == before
    assert "whole" in run("verify", "--expect", before[-1][1], db=old).stdout
    page = run("status", db=old).stdout
    assert "Fab" in page
    assert "pilot" in page

    said = ("log", "maker", "expected", "9bn", "--source", "release", "--quote", "We go on.")
    assert f"created   #{ENTRIES + 1} maker expected 9bn" in run(*said, db=old).stdout
    bond = ("--title", "Bond", "--funder", "ministry", "--instrument", "bond")
    run("tranche", "add", "bond-2026", *bond, db=old)
    run("log", "bond-2026", "planned", "100bn", db=old)
    assert "“We go on.”" in run("why", "maker", db=old).stdout
    assert "bonds" in run("money", "--by", "instrument", db=old).stdout
    assert "deprecate #11" in run("history", db=old).stdout
    assert hashes(old)[:ENTRIES] == before
    assert "whole" in run("verify", db=old).stdout

    copy = tmp_path / "copy.jsonl"
    run("export", "-o", str(copy), db=old)
    run("import", str(copy), db=empty)
    assert hashes(empty) == hashes(old)
    assert run("status", db=empty).stdout == run("status", db=old).stdout


def test_an_old_export_is_imported(run: Run, old: Database, empty: Database) -> None:
    run("import", str(STORED / "0001.jsonl"), db=empty)
    assert hashes(empty) == hashes(old)
    assert run("metric", "show", "grants", "-f", "json", db=empty).data["definition"] == {
        "aliases": None,
        "unit": "JPY",
        "nature": "planned",
        "scope": "what was promised for both years",
        "family": None,
        "cumulative": False,
        "counts": None,
        "sums": ["grant-fy2026"],
    }


def test_what_has_no_key_is_called_in_a_batch_as_old_programs_called_it(
    run: Run, old: Database
) -> None:
    upgrade(old)
    batch = run("export", "maker", "pilot", db=old).stdout
    assert '"key": "content-44b1cf13424e603e"' in batch
    assert '"key": "content-d3c92a98189a5226"' in batch


def test_an_upgraded_log_is_guarded_and_refers_to_what_is_there(old: Database) -> None:
    upgrade(old)
    with reading(old) as connection:
        assert [*broken_guards(connection)] == []
        assert [*open_references(connection), *missing_references(connection)] == []
    for change in ("UPDATE entry SET value = 'met' WHERE id = 1", "DELETE FROM entry"):
        with pytest.raises(exc.IntegrityError, match="append-only"), writing(old) as connection:
            connection.execute(text(change))


def test_what_was_upgraded_goes_back_while_it_has_nothing_new(old: Database) -> None:
    before = hashes(old)
    upgrade(old)
    migrate(old, "0001")
    assert hashes(old) == before
    with reading(old) as connection:
        assert [*broken_guards(connection)] == []
    assert upgrade(old) == ("0001", HEAD)


def _quoted(run: Run, old: Database) -> str:
    run("log", "maker", "9bn", "--quote", "We go on.", db=old)
    return "1 in entry"


def _expected(run: Run, old: Database) -> str:
    run("log", "maker", "expected", "9bn", db=old)
    return "1 in entry"


def _defined(run: Run, old: Database) -> str:
    del run
    define(old, "pilot")
    return "2 in entry"


def _in_another_form(run: Run, old: Database) -> str:
    new = ("credit", "--title", "Credit", "--funder", "ministry", "--instrument", "tax-credit")
    run("tranche", "add", *new, db=old)
    return "1 in tranche"


def _growing(run: Run, old: Database) -> str:
    new = ("wafers", "--title", "W", "--unit", "count", "--nature", "actual", "--scope", "all")
    run("metric", "add", *new, "--cumulative", db=old)
    return "1 in metric"


@pytest.mark.parametrize("record", [_quoted, _expected, _defined, _in_another_form, _growing])
def test_what_revision_0001_cannot_hold_is_never_lost(
    run: Run, old: Database, record: Callable[[Run, Database], str]
) -> None:
    upgrade(old)
    lost = record(run, old)
    before = hashes(old)
    with pytest.raises(CommandError, match=f"no room for what was recorded: {lost}"):
        migrate(old, "0001")
    assert revision_of(old) == HEAD
    assert hashes(old) == before


OTHERWISE = {
    "a column less": ["ALTER TABLE metric DROP COLUMN sums"],
    "a column more": ["ALTER TABLE entry ADD COLUMN quote TEXT"],
    "a column that must be filled": ["ALTER TABLE source ADD COLUMN mood TEXT NOT NULL DEFAULT ''"],
    "a table less": ["DROP TABLE gate"],
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_what_another_version_made_is_not_upgraded(run: Run, old: Database, how: str) -> None:
    tampering.say(old, *OTHERWISE[how])
    before = hashes(old)
    for call in (("db", "upgrade"), ("status",), ("log", "maker", "9bn"), ("init",)):
        assert told(run(*call, db=old, code=6)) == ANOTHER
    assert revision_of(old) == "0001"
    assert hashes(old) == before


ANOTHER = AnotherVersionError().message


def told(outcome: Outcome) -> str:
    """The message of an error that has a hint."""
    error, hint = outcome.stderr.splitlines()
    assert hint.startswith("hint: ")
    return error.removeprefix("error: ")


@pytest.mark.parametrize("table", ["metric", "entry"])
def test_what_another_version_made_at_this_revision_is_neither_read_nor_written(
    run: Run, shipped: Database, table: str
) -> None:
    column = {"metric": "cumulative", "entry": "content"}[table]
    rules = [f"ALTER TABLE {table} DROP CONSTRAINT ck_entry_define_shape"]
    without = [*(rules if table == "entry" else []), f"ALTER TABLE {table} DROP COLUMN {column}"]
    if isinstance(shipped, Path):
        without = [f"ALTER TABLE {table} RENAME COLUMN {column} TO other"]
    tampering.say(shipped, *without)
    for call in (
        ("status",),
        ("why", "ipo"),
        ("history",),
        ("export",),
        ("log", "holder-count", "33"),
        ("init",),
        ("db", "upgrade"),
        ("verify",),
    ):
        assert told(run(*call, code=6)) == ANOTHER, call


NARROWER = {
    "sqlite": [
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, '''expected'', ', '') WHERE name = 'entry'",
    ],
    "postgresql": [
        "ALTER TABLE entry DROP CONSTRAINT ck_entry_field",
        "ALTER TABLE entry ADD CONSTRAINT ck_entry_field CHECK (field <> 'expected') NOT VALID",
    ],
}


def test_a_rule_of_another_version_is_no_bug_of_this_one(run: Run, shipped: Database) -> None:
    tampering.say(shipped, *NARROWER[tampering.kind_of(shipped)])
    run("status")
    assert told(run("log", "toyota", "expected", "8bn", code=6)) == ANOTHER
    assert told(run("db", "upgrade", code=6)) == ANOTHER


def test_a_column_that_may_stay_empty_disturbs_nobody(run: Run, shipped: Database) -> None:
    tampering.say(shipped, "ALTER TABLE source ADD COLUMN mood TEXT")
    run("log", "toyota", "expected", "8bn")
    assert "up to date" in run("db", "upgrade").stderr


def test_a_failure_of_the_program_is_not_blamed_on_another_version(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr("tracker.reports.status.status_report", fail)
    with pytest.raises(ValueError, match="a bug"):
        run("status")
