"""`tracker verify`: what somebody with rights on the database changed behind our back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from program import Run
from tampering import say, tamper
from tracker.db.engine import Database

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


@pytest.mark.both
def test_a_whole_log_is_called_whole(run: Run) -> None:
    report = run("verify", "-f", "json")
    assert report.json["schema"] == "tracker/verify/v2"
    assert (report.data["whole"], report.data["broken"]) == (True, None)
    assert report.data["entries"] == report.json["known_at"] > 400
    line = f"whole: {report.data['entries']} entries, head {report.data['head']}\n"
    assert run("verify").stdout == line


@pytest.mark.both
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


CIRCLE = "UPDATE tranche SET paid_by_id = subject_id WHERE fiscal_year = 2026"


@pytest.mark.both
def test_what_belongs_to_itself_is_named_and_not_imported(
    run: Run, shipped: Database, empty: Database, tmp_path: Path
) -> None:
    rows = [json.loads(line) for line in run("export").stdout.splitlines()]
    for row in rows:
        if row.get("subject") == "rapidus/rd-fy2026" and row["table"] == "tranche":
            row["paid_by"] = "rapidus/rd-fy2026"
    path = tmp_path / "circle.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    refused = run("import", str(path), db=empty, code=6).stderr
    assert "the tranche rd-fy2026 belongs to itself" in refused
    say(shipped, CIRCLE)
    (told,) = run("verify", "-f", "json", code=8).data["problems"]
    assert "the tranche " in told
    assert " belongs to itself" in told


MISSING = "the trigger entry_no_update, which guards the log, is missing"
CHANGED = "the trigger entry_no_update, which guards the log, is not as it was made"
REWRITTEN = "the function entry_refuse(), which guards the log, is not as it was made"
GATE = "FOREIGN KEY (gate_id) REFERENCES subject(id) ON DELETE RESTRICT"
OPEN = f"the table gate is without its {GATE}"
IDLE = "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry WHEN 0 BEGIN SELECT 1; END"
DELETION = (
    "CREATE TRIGGER entry_no_update BEFORE DELETE ON entry"
    " FOR EACH ROW EXECUTE FUNCTION entry_refuse()"
)
PERMITTED = (
    "CREATE OR REPLACE FUNCTION entry_refuse() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NEW; END $$"
)
WITHOUT = "ALTER TABLE gate DROP CONSTRAINT fk_gate_gate_id_subject"
UNGUARDED: dict[str, dict[str, tuple[str, list[str]]]] = {
    "sqlite": {
        "dropped": (MISSING, ["DROP TRIGGER entry_no_update"]),
        "of no effect": (CHANGED, ["DROP TRIGGER entry_no_update", IDLE]),
    },
    "postgresql": {
        "dropped": (MISSING, ["DROP TRIGGER entry_no_update ON entry"]),
        "off": (CHANGED, ["ALTER TABLE entry DISABLE TRIGGER entry_no_update"]),
        "of replicas": (CHANGED, ["ALTER TABLE entry ENABLE REPLICA TRIGGER entry_no_update"]),
        "of deletion": (CHANGED, ["DROP TRIGGER entry_no_update ON entry", DELETION]),
        "of no effect": (REWRITTEN, [PERMITTED]),
        "without a reference": (OPEN, [WITHOUT]),
        "of new rows": (OPEN, [WITHOUT, f"ALTER TABLE gate ADD {GATE} NOT VALID"]),
        "with references off": (OPEN, ["ALTER TABLE gate DISABLE TRIGGER ALL"]),
    },
}


@pytest.mark.sqlite
@pytest.mark.parametrize("how", UNGUARDED["sqlite"])
def test_a_file_that_no_longer_guards_is_told_of(run: Run, shipped: Database, how: str) -> None:
    is_told_of(run, shipped, *UNGUARDED["sqlite"][how])


@pytest.mark.postgresql
@pytest.mark.parametrize("how", UNGUARDED["postgresql"])
def test_a_server_that_no_longer_guards_is_told_of(run: Run, shipped: Database, how: str) -> None:
    is_told_of(run, shipped, *UNGUARDED["postgresql"][how])


def is_told_of(run: Run, database: Database, problem: str, changes: list[str]) -> None:
    say(database, *changes)
    assert problem in run("verify", "-f", "json", code=8).data["problems"]


@pytest.mark.both
@pytest.mark.parametrize("table", ["gate", "holding"])
def test_a_table_that_is_gone_is_named(run: Run, shipped: Database, table: str) -> None:
    say(shipped, f"DROP TABLE {table}")
    assert f"the table {table} is missing" in run("verify", code=8).stdout
    assert "error: the database is damaged" in run("owners", code=6).stderr


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


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change", ["value = CAST(x'00ff' AS BLOB)", "value = CAST(x'00ff' AS TEXT)", "hash = x'00'"]
)
@pytest.mark.parametrize("entry", [5, 300])
def test_what_is_no_text_is_named(run: Run, shipped: Path, change: str, entry: int) -> None:
    tamper(shipped, f"UPDATE entry SET {change} WHERE id = {entry}")  # noqa: S608
    found = run("verify", "-f", "json", code=8).data
    assert (found["broken"], found["entries"]) == (entry, entry - 1)
    assert found["problems"][-1].startswith(f"entry #{entry} ")


@pytest.mark.both
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
