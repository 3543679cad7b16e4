"""`tracker verify`: what somebody with rights on the database changed behind our back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from databases import writing
from program import Run
from tracker.db.engine import Database

DISARM = {
    "sqlite": [f"DROP TRIGGER entry_{name}" for name in ("no_update", "no_delete", "only_append")],
    "postgresql": ["ALTER TABLE entry DISABLE TRIGGER USER"],
}
TAMPERED = {
    "a value": ("UPDATE entry SET value = '1' WHERE id = 120", "entry #120 is not what was rec"),
    "a remark": ("UPDATE entry SET remark = 'so' WHERE id = 120", "entry #120 is not what was rec"),
    "an author": (
        "UPDATE entry SET recorded_by = 'kim' WHERE id = 120",
        "entry #120 is not what was recorded",
    ),
    "a hash": (
        "UPDATE entry SET hash = 'f00d' WHERE id = 120",
        "entry #120 is not what was recorded",
    ),
    "a day that is not hashed": (
        "UPDATE entry SET stated_until = '2020-02-02' WHERE id = 120",
        "entry #120 is sorted by another day than it was said on",
    ),
    "an entry in the middle": ("DELETE FROM entry WHERE id = 120", "entry #120 is missing"),
    "the first entry": ("DELETE FROM entry WHERE id = 1", "entry #1 is missing"),
}


def kind_of(database: Database) -> str:
    return "sqlite" if str(database).startswith("/") else "postgresql"


def tamper(database: Database, *statements: str) -> None:
    """Do what a client may that takes the triggers away first."""
    with writing(database) as client:
        for statement in (*DISARM[kind_of(database)], *statements):
            client.exec_driver_sql(statement)


def test_a_whole_log_is_called_whole(run: Run) -> None:
    report = run("verify", "-f", "json")
    assert report.json["schema"] == "tracker/verify/v1"
    assert (report.data["whole"], report.data["broken"]) == (True, None)
    assert report.data["entries"] == report.json["known_at"] > 400
    line = f"whole: {report.data['entries']} entries, head {report.data['head']}\n"
    assert run("verify").stdout == line


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_is_named(run: Run, shipped: Database, what: str) -> None:
    change, problem = TAMPERED[what]
    tamper(shipped, change)
    report = run("verify", "-f", "json", code=8)
    assert not report.data["whole"]
    assert report.data["broken"] == int(problem.split("#")[1].split()[0])
    assert report.data["entries"] in {report.data["broken"] - 1, report.data["broken"]}
    assert report.data["problems"][-1].startswith(problem)
    assert problem in run("verify", code=8).stdout


def test_missing_triggers_are_named(run: Run, shipped: Database) -> None:
    tamper(shipped)
    problems = run("verify", "-f", "json", code=8).data["problems"]
    assert len(problems) == 3
    assert "the trigger entry_no_update, which guards the log, is missing" in problems


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tranche SET funder_id = 9999",
        "UPDATE entry SET subject_id = 9999 WHERE id = 120",
        "DELETE FROM source WHERE id = 1",
    ],
)
def test_a_reference_to_nothing_is_named(run: Run, shipped: Path, change: str) -> None:
    with closing(sqlite3.connect(shipped)) as plain, plain:
        plain.execute("DROP TRIGGER entry_no_update")
        plain.execute(change)
    assert "refers to a row that is not there" in run("verify", code=8).stdout


@pytest.mark.sqlite
@pytest.mark.parametrize("change", ["kind = 'gossip'", "tier = 'best'", "recorded_at = 'soon'"])
def test_a_word_that_is_none_of_ours_is_named(run: Run, shipped: Path, change: str) -> None:
    with closing(sqlite3.connect(shipped)) as plain, plain:
        plain.execute("PRAGMA ignore_check_constraints = ON")
        plain.execute("DROP TRIGGER entry_no_update")
        plain.execute(f"UPDATE entry SET {change} WHERE id = 3")  # noqa: S608
    found = run("verify", "-f", "json", code=8)
    assert found.data["problems"][-1].startswith("entry #")
    assert found.data["broken"] <= 3


def test_a_head_seen_earlier_must_still_be_contained(run: Run, shipped: Database) -> None:
    earlier = run("verify", "-f", "json").data["head"]
    run("log", "holder-count", "33")
    later = run("verify", "-f", "json").data["head"]
    for head in (earlier, earlier[:8], later.upper(), "0" * 64):
        assert "whole" in run("verify", "--expect", head).stdout
    tamper(shipped, "DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)")
    cut = run("verify", "--expect", later, "-f", "json", code=8)
    assert cut.data["broken"] is None
    assert cut.data["problems"][-1] == (
        f"no entry has the hash {later}: the log is not a continuation of it"
    )
    assert not any("hash" in one for one in run("verify", "-f", "json", code=8).data["problems"])


@pytest.mark.parametrize("text", ["", "abc", "xyzxyzxyz", "0" * 65])
def test_what_is_no_hash_is_refused(run: Run, text: str) -> None:
    assert "is no hash" in run("verify", "--expect", text, code=2).stderr
