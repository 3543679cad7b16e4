"""Databases that old programs made: upgraded, and then used."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy import exc, text
from typer.testing import CliRunner

import tampering
from databases import NOW, TODAY, Databases, now, reading, writing
from migrating import migrate
from program import Outcome, Run
from recording import define, everything
from stored import STORED, hashes, put
from tracker.cli.app import app
from tracker.db.catalog import find_project, read_catalog
from tracker.db.engine import Database
from tracker.db.intact import broken_guards, missing_references, open_references
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.migrate import HEAD, revision_of, upgrade
from tracker.domain.vocabulary import Field, Tier
from tracker.errors import AnotherVersionError

ENTRIES = {"0001": 18, "0003": 20}
"""The databases by their revision, with the number of entries in each."""
ADOPTED = {"0001": 17, "0003": 19}
"""What each defines."""


@pytest.fixture
def old(blank: Database) -> Database:
    """A database of revision 0001 with a little of everything."""
    return put("0001", blank)


@pytest.mark.parametrize("revision", ENTRIES)
def test_what_an_old_program_recorded_is_used_after_the_upgrade(
    run: Run, blank: Database, empty: Database, tmp_path: Path, revision: str
) -> None:
    old = put(revision, blank)
    before, entries = hashes(old), ENTRIES[revision]
    head = entries + ADOPTED[revision]
    assert len(before) == entries
    assert "older than this program" in run("status", db=old, code=6).stderr
    assert f"upgraded from {revision}, revision {HEAD}" in run("db", "upgrade", db=old).stderr
    assert hashes(old)[:entries] == before
    told = run("verify", "--expect", before[-1][1], db=old).stdout
    assert told.startswith(f"whole: {head} entries, head")
    assert told.endswith(f"\ndefinitions adopted at #{entries + 1}, not proved before\n")
    page = run("status", db=old).stdout
    assert "Fab" in page
    assert "pilot" in page

    said = ("log", "maker", "expected", "9bn", "--source", "release", "--quote", "We go on.")
    assert f"created   #{head + 1} maker expected 9bn" in run(*said, db=old).stdout
    bond = ("--title", "Bond", "--funder", "ministry", "--instrument", "bond")
    run("tranche", "add", "bond-2027", *bond, db=old)
    run("log", "bond-2027", "planned", "100bn", db=old)
    assert "“We go on.”" in run("why", "maker", db=old).stdout
    assert "bonds" in run("money", "--by", "instrument", db=old).stdout
    assert "deprecate #11" in run("history", db=old).stdout
    assert hashes(old)[:entries] == before
    assert "whole" in run("verify", db=old).stdout

    copy = tmp_path / "copy.jsonl"
    run("export", "-o", str(copy), db=old)
    run("import", str(copy), db=empty)
    assert hashes(empty) == hashes(old)
    assert run("status", db=empty).stdout == run("status", db=old).stdout
    assert run("verify", db=empty).stdout == run("verify", db=old).stdout


@pytest.mark.parametrize("revision", ENTRIES)
def test_an_old_export_is_imported(
    run: Run, blank: Database, empty: Database, revision: str
) -> None:
    old = put(revision, blank)
    before = hashes(old)
    run("import", str(STORED / f"{revision}.jsonl"), db=empty)
    assert hashes(empty)[: len(before)] == before
    assert f"adopted at #{len(before) + 1}, not proved" in run("verify", db=empty).stdout
    run("db", "upgrade", db=old)
    assert hashes(empty) == hashes(old)
    assert run("status", db=empty).stdout == run("status", db=old).stdout
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


def test_what_is_adopted_keeps_the_moment_at_which_it_was_defined(blank: Database) -> None:
    old = put("0003", blank)
    upgrade(old, now)
    adopted = everything(old)[ENTRIES["0003"] :]
    assert {row.recorded_at for row in adopted} == {NOW}
    contents = [json.loads(row.content) for row in adopted]
    made = {one["since"] for one in contents if "bond-2026" in str(one.get("tranche"))}
    assert made == {"2026-07-03T09:00:00Z"}
    with reading(old) as connection:
        last_of_june = read_clocks(connection, TODAY, "2026-06-30T00:00:00Z")
        catalog = read_catalog(connection, find_project(connection, None), last_of_june)
        assert "maker" in catalog.subjects
        assert "bond-2026" not in catalog.subjects


def test_what_is_adopted_is_adopted_once(blank: Database) -> None:
    old = put("0003", blank)
    upgrade(old)
    once = hashes(old)
    upgrade(old)
    assert hashes(old) == once
    assert len(once) == ENTRIES["0003"] + ADOPTED["0003"]


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
    migrate(old, f"+{HEAD}")
    migrate(old, "0001")
    assert hashes(old) == before
    with reading(old) as connection:
        assert [*broken_guards(connection)] == []
    assert upgrade(old) == ("0001", HEAD)


@pytest.mark.parametrize("revision", ENTRIES)
def test_what_the_log_adopted_is_never_lost(blank: Database, revision: str) -> None:
    old = put(revision, blank)
    upgrade(old)
    before = hashes(old)
    with pytest.raises(CommandError, match="definitions that the log tells of would be lost"):
        migrate(old, "0003")
    assert revision_of(old) == HEAD
    assert hashes(old) == before


SAID = NewEntry(
    subject_id=1,
    subject="fab/holder-count",
    field=Field.VALUE,
    value="33",
    tier=Tier.PRIMARY,
    stated_on="2026-11-20",
    stated_until=date(2026, 11, 20),
)


def _said(old: Database, entry: NewEntry) -> str:
    with writing(old) as connection:
        writer = LogWriter(connection, now)
        writer.append(entry)
        writer.flush()
    return "1 in entry"


def _quoted(old: Database) -> str:
    return _said(old, replace(SAID, quote="We go on."))


def _expected(old: Database) -> str:
    return _said(old, replace(SAID, field=Field.EXPECTED))


def _defined(old: Database) -> str:
    define(old, "pilot")
    return "2 in entry"


def _in_another_form(old: Database) -> str:
    tampering.say(old, "UPDATE tranche SET instrument = 'tax-credit' WHERE fiscal_year = 2026")
    return "1 in tranche"


def _growing(old: Database) -> str:
    tampering.say(old, "UPDATE metric SET cumulative = true WHERE nature = 'planned'")
    return "1 in metric"


@pytest.mark.parametrize("record", [_quoted, _expected, _defined, _in_another_form, _growing])
def test_what_revision_0001_cannot_hold_is_never_lost(
    old: Database, record: Callable[[Database], str]
) -> None:
    migrate(old, "+0003")
    lost = record(old)
    before = hashes(old)
    with pytest.raises(CommandError, match=f"no room for what was recorded: {lost}"):
        migrate(old, "0001")
    assert revision_of(old) == "0003"
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
    calls: list[tuple[str, ...]] = [("status",), ("why", "ipo"), ("history",)]
    calls += [("log", "holder-count", "33"), ("init",), ("db", "upgrade")]
    if table == "entry":
        calls.append(("export",))  # which reads the log alone
    for call in calls:
        assert told(run(*call, code=6)) == ANOTHER, call
    assert f"the table {table} is without {column} " in run("verify", code=8).stdout


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


@pytest.mark.parametrize("revision", ENTRIES)
def test_an_old_export_that_was_cut_is_refused_or_whole(
    run: Run, cleared: Databases, tmp_path: Path, revision: str
) -> None:
    lines = (STORED / f"{revision}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    taken = 0
    for cut in range(1, len(lines), 3):
        folder = tmp_path / str(cut)
        folder.mkdir()
        file = folder / "cut.jsonl"
        file.write_text("".join(lines[:cut]), encoding="utf-8")
        other = cleared.copy("empty", lambda _: None, folder)
        if CliRunner().invoke(app, ["--db", str(other), "import", str(file)]).exit_code == 0:
            taken += 1
            assert run("verify", db=other).stdout.startswith("whole")
    assert 0 < taken < len(lines) // 3
