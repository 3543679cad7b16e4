"""`tracker verify`: what somebody with rights on the database changed behind our back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from databases import SHIPPED
from program import Run
from recording import nth
from stored import STORED
from tampering import say, tamper
from tracker.db.engine import Database

SAID = nth(120, SHIPPED)
"""A statement."""
DEFINED = 120
"""A definition."""
TAMPERED = {
    "a value": (SAID, "UPDATE entry SET value = '1'", "is not what was recorded"),
    "a remark": (SAID, "UPDATE entry SET remark = 'so'", "is not what was recorded"),
    "an author": (SAID, "UPDATE entry SET recorded_by = 'kim'", "is not what was recorded"),
    "a hash": (SAID, "UPDATE entry SET hash = 'f00d'", "is not what was recorded"),
    "a day that is not hashed": (
        SAID,
        "UPDATE entry SET stated_until = '2020-02-02'",
        "is sorted by another day than it was said on",
    ),
    "a definition": (
        DEFINED,
        "UPDATE entry SET content = replace(content, 'publisher', 'title')",
        "is not what was recorded",
    ),
    "the author of a definition": (
        DEFINED,
        "UPDATE entry SET recorded_by = 'kim'",
        "is not what was recorded",
    ),
    "a statement in the middle": (SAID, "DELETE FROM entry", "is missing"),
    "a definition in the middle": (DEFINED, "DELETE FROM entry", "is missing"),
    "the first entry": (1, "DELETE FROM entry", "is missing"),
}


@pytest.mark.both
def test_a_whole_log_is_called_whole(run: Run) -> None:
    report = run("verify", "-f", "json")
    assert report.json["schema"] == "tracker/verify/v2"
    assert (report.data["whole"], report.data["broken"]) == (True, None)
    assert report.data["entries"] == report.json["known_at"] > 400
    told = " ".join(run("verify").stdout.split())
    assert told.startswith(f"whole: {report.data['entries']} entries, head {report.data['head']} ")
    assert told.endswith("; keep it: tracker help head")


@pytest.mark.both
@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_is_named(run: Run, shipped: Database, what: str) -> None:
    entry, change, problem = TAMPERED[what]
    tamper(shipped, f"{change} WHERE id = {entry}")
    report = run("verify", "-f", "json", code=8)
    assert not report.data["whole"]
    assert report.data["broken"] == entry
    assert report.data["entries"] in {entry - 1, entry}
    (told,) = (one for one in report.data["problems"] if one.startswith("entry #"))
    assert told == f"entry #{entry} {problem}"
    assert told in run("verify", code=8).stdout


CIRCLE = "UPDATE tranche SET paid_by_id = subject_id WHERE fiscal_year = 2026"


@pytest.mark.both
def test_what_belongs_to_itself_is_named(run: Run, shipped: Database) -> None:
    say(shipped, CIRCLE)
    circle, *strayed = run("verify", "-f", "json", code=8).data["problems"]
    assert circle.startswith("the tranche ")
    assert circle.endswith(" belongs to itself")
    assert strayed
    for one in strayed:
        assert one.startswith("the table tranche has ")
        assert " as paid_by_id of " in one


def test_an_old_export_of_what_belongs_to_itself_is_not_imported(
    run: Run, empty: Database, tmp_path: Path
) -> None:
    rows = [json.loads(line) for line in (STORED / "0003.jsonl").read_text().splitlines()]
    (grant,) = (row for row in rows if row["table"] == "tranche" and row["subject"] == "fab/grant")
    grant["paid_by"] = "fab/grant"
    path = tmp_path / "circle.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    refused = run("import", str(path), db=empty, code=6).stderr
    assert "the tranche grant belongs to itself" in refused
    assert run("project", "list", "-f", "json", db=empty).data == []


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
        f"UPDATE entry SET subject_id = 9999 WHERE id = {SAID}",  # noqa: S608
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
@pytest.mark.parametrize("entry", [3, nth(3, SHIPPED)])
def test_a_word_that_is_none_of_ours_is_named(
    run: Run, shipped: Path, change: str, entry: int
) -> None:
    with closing(sqlite3.connect(shipped)) as plain, plain:
        plain.execute("PRAGMA ignore_check_constraints = ON")
        plain.execute("DROP TRIGGER entry_no_update")
        plain.execute(f"UPDATE entry SET {change} WHERE id = {entry}")  # noqa: S608
    found = run("verify", "-f", "json", code=8)
    assert any(one.startswith("entry #") for one in found.data["problems"])
    assert found.data["broken"] <= entry


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change", ["value = CAST(x'00ff' AS BLOB)", "value = CAST(x'00ff' AS TEXT)", "hash = x'00'"]
)
@pytest.mark.parametrize("entry", [nth(5, SHIPPED), nth(300, SHIPPED)])
def test_what_is_no_text_is_named(run: Run, shipped: Path, change: str, entry: int) -> None:
    is_no_text(run, shipped, change, entry)


@pytest.mark.sqlite
@pytest.mark.parametrize("change", ["content = CAST(x'00ff' AS TEXT)", "hash = x'00'"])
@pytest.mark.parametrize("entry", [5, 300])
def test_a_definition_that_is_no_text_is_named(
    run: Run, shipped: Path, change: str, entry: int
) -> None:
    is_no_text(run, shipped, change, entry)


def is_no_text(run: Run, shipped: Path, change: str, entry: int) -> None:
    tamper(shipped, f"UPDATE entry SET {change} WHERE id = {entry}")  # noqa: S608
    found = run("verify", "-f", "json", code=8).data
    assert (found["broken"], found["entries"]) == (entry, entry - 1)
    assert any(one.startswith(f"entry #{entry} ") for one in found["problems"])


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
    last = cut.json["known_at"]
    assert cut.data["problems"][-1] == (
        f"no entry has the hash {later}: the log, which ends at #{last},"
        " is not a continuation of it"
    )
    assert not any("hash" in one for one in run("verify", "-f", "json", code=8).data["problems"])


@pytest.mark.parametrize(
    "text", ["", "abc", "xyzxyzxyz", "0" * 65, "12 abc", "#12", "x 0123abcd", "٣ 0123abcd"]
)
def test_what_is_no_hash_is_refused(run: Run, text: str) -> None:
    assert "is no hash" in run("verify", "--expect", text, code=2).stderr


def kept_head(run: Run, path: Path) -> tuple[int, str]:
    """Keep the head in a file, and return what stands there."""
    run("verify", "--write-head", str(path))
    number, _, digits = path.read_text().removesuffix("\n").partition(" ")
    return int(number), digits


@pytest.mark.both
def test_a_head_is_kept_in_a_file_and_expected_of_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "head.txt"
    head = kept_head(run, path)
    told = run("verify", "-f", "json")
    assert head == (told.data["entries"], told.data["head"])
    run("log", "holder-count", "33")
    assert run("verify", "--expect-file", str(path)).stdout == run("verify").stdout
    renewed = run("verify", "--expect-file", str(path), "--write-head", str(path))
    assert renewed.stderr == ""
    assert path.read_text() == f"{head[0] + 1} {run('verify', '-f', 'json').data['head']}\n"
    assert sorted(one.name for one in tmp_path.iterdir() if "head" in one.name) == ["head.txt"]


@pytest.mark.sqlite
def test_a_tail_that_was_cut_is_told_and_the_head_stays_as_it_was(
    run: Run, shipped: Path, tmp_path: Path
) -> None:
    path = tmp_path / "head.txt"
    run("log", "holder-count", "33")
    number, digits = kept_head(run, path)
    before = path.read_bytes()
    with closing(sqlite3.connect(shipped)) as plain, plain:
        (guard,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_no_delete'")
        plain.execute("DROP TRIGGER entry_no_delete")
        plain.execute("DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)")
        plain.execute(guard[0])
    assert "whole" in run("verify").stdout
    problem = f"the log ends at #{number - 1}, the head expected is #{number}: its tail was cut"
    both = ("--expect-file", str(path), "--write-head", str(path))
    assert run("verify", *both, code=8).stdout == f"! {problem}\n"
    assert run("verify", "--expect", f"#{number} {digits[:8]}", code=8).stdout == f"! {problem}\n"
    assert path.read_bytes() == before


@pytest.mark.both
def test_an_entry_of_another_hash_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "head.txt"
    number, digits = kept_head(run, path)
    path.write_text(f"{number - 1} {digits}\n")
    told = run("verify", "--expect-file", str(path), code=8).stdout
    assert told == (
        f"! entry #{number - 1} has another hash than the head expected: the log is another one\n"
    )
    assert "whole" in run("verify", "--expect", f"0 {'0' * 64}").stdout
    assert "entry #0 has another" in run("verify", "--expect", f"0 {digits}", code=8).stdout


@pytest.mark.both
def test_no_head_is_written_of_a_log_with_a_problem(
    run: Run, shipped: Database, tmp_path: Path
) -> None:
    path = tmp_path / "head.txt"
    tamper(shipped, f"UPDATE entry SET value = '1' WHERE id = {SAID}")  # noqa: S608
    run("verify", "--write-head", str(path), code=8)
    assert not path.exists()


HEADS = {
    "empty": ("", "is empty"),
    "blank": ("\n", "is empty"),
    "words": ("whole: 12 entries\n", "holds no head"),
    "only a hash": (f"{'0' * 64}\n", "holds no head"),
    "a part of a hash": ("12 0123abcd\n", "holds no head"),
    "two lines": (f"0 {'0' * 64}\n0 {'0' * 64}\n", "holds no head"),
    "no text": ("\udcff", "holds no head"),
    "a lot": ("0" * 100_000, "holds no head"),
}


@pytest.mark.parametrize("what", HEADS)
def test_a_file_without_a_head_is_told(run: Run, tmp_path: Path, what: str) -> None:
    content, problem = HEADS[what]
    path = tmp_path / "head.txt"
    path.write_bytes(content.encode(errors="surrogateescape"))
    refused = run("verify", "--expect-file", str(path), "--write-head", str(path), code=6)
    error, hint = refused.stderr.splitlines()
    assert error == f"error: {path} {problem}"
    assert "tracker verify --write-head FILE" in hint
    assert path.read_bytes() == content.encode(errors="surrogateescape")


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    error, hint = run("verify", "--expect-file", str(tmp_path / "no"), code=6).stderr.splitlines()
    assert error == f"error: cannot read {tmp_path / 'no'}: No such file or directory"
    assert hint == "hint: write it first: tracker verify --write-head FILE"


def test_a_head_that_cannot_be_written_is_told(run: Run, shipped: Path, tmp_path: Path) -> None:
    for place, problem in ((tmp_path / "no" / "head.txt", "cannot write"), (shipped, "a database")):
        refused = run("verify", "--write-head", str(place), code=1).stderr.splitlines()
        assert problem in refused[-2]


def test_a_head_is_expected_of_one_place(run: Run, tmp_path: Path) -> None:
    both = ("--expect", "0" * 8, "--expect-file", str(tmp_path / "head.txt"))
    assert "both name a head" in run("verify", *both, code=2).stderr
