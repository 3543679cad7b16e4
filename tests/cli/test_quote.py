"""A quote: the words of a source, kept with what it said, told wherever that is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run
from tracker.db.engine import Database

WORDS = "2027年度後半に\u2026量産を始める"
LOG = (
    *("log", "mass-production", "--target", "FY2028-H1"),
    *("--source", "https://fab.example/plan", "--on", "2026-11-22"),
)


@pytest.fixture
def quoted(run: Run) -> str:
    """The number of an entry with a quote."""
    (row,) = run(*LOG, "--quote", f" {WORDS}\n", "-f", "json").data["entries"]
    assert row["quote"] == WORDS
    return str(row["entry"])


def test_a_quote_is_told_with_what_was_said(run: Run, quoted: str) -> None:
    assert f"“{WORDS}”" in run("why", "mass-production").stdout
    assert ["quote", f"“{WORDS}”"] in [
        line.split(maxsplit=1) for line in run("entry", "show", quoted).stdout.splitlines()
    ]
    assert run("entry", "show", quoted, "-f", "json").data["statement"]["quote"] == WORDS
    (last,) = run("history", "-f", "json", "--limit", "1").data
    assert last["statement"]["quote"] == WORDS


def test_a_quote_is_exported_in_both_forms(
    run: Run, quoted: str, empty: Database, tmp_path: Path
) -> None:
    batch, whole = tmp_path / "batch.jsonl", tmp_path / "whole.jsonl"
    run("export", "mass-production", "-o", str(batch))
    run("export", "-o", str(whole))
    for path in (batch, whole):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [row["quote"] for row in rows if "quote" in row and "base" not in row] == [WORDS]
    run("apply", str(batch), db=empty)
    assert f"“{WORDS}”" in run("why", "rapidus/mass-production", db=empty).stdout
    assert quoted


def test_a_quote_is_a_part_of_what_a_key_stands_for(run: Run) -> None:
    run(*LOG, "--quote", WORDS, "--key", "plan")
    again = run(*LOG, "--quote", f"{WORDS} ", "--key", "plan")
    assert again.stdout.startswith("unchanged")
    run(*LOG, "--key", "plan", code=4)


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("年" * 301, "the quote is longer than 300 characters"),
        (" ", "the quote is empty"),
    ],
)
def test_what_is_no_quote_is_refused(run: Run, quote: str, reason: str) -> None:
    error, hint = run(*LOG, "--quote", quote, code=2).stderr.splitlines()
    assert error == f"error: {reason}"
    assert hint.startswith("hint: ")


TABLE = """\
[[statement]]
subject = "rapidus/toyota"
expected = "8bn"
on = "2026-11-01"
quote = "{quote}"
"""


def test_a_file_quotes_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "said.toml"
    path.write_text(TABLE.format(quote=WORDS), encoding="utf-8")
    run("apply", str(path))
    (field,) = run("why", "toyota.expected", "-f", "json").data["fields"]
    assert (field["text"], field["shown"]["quote"]) == ("8bn", WORDS)
    for quote, reason in {"年" * 301: "at most 300", " ": "must not be empty"}.items():
        path.write_text(TABLE.format(quote=quote), encoding="utf-8")
        told = run("apply", str(path), code=6).stderr
        assert "said.toml line 5" in told
        assert reason in told


def test_the_schema_bounds_a_quote(run: Run) -> None:
    schema = json.loads(run("schema", "statement").stdout)
    assert schema["properties"]["quote"]["maxLength"] == 300
    assert {"required": ["expected"]} in schema["anyOf"]


def test_a_secondary_word_that_ended_nothing_is_not_told_as_what_was_before(run: Run) -> None:
    on = ("--on", "2026-11-20", "--said-by", "rapidus")
    run("log", "pdk-2nm", "off-track", *on)
    told = " ".join(run("status", "--cite").stdout.split())
    assert "“2nm PDK released to customers” was off track" in told
    assert "(before: met)" not in told
