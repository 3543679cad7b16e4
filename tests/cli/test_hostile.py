"""Text that wants to be more than text: shown harmless, or refused with one error and one hint."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from program import Run
from tracker.cli.app import app
from tracker.db.engine import Database

HOSTILE = {
    "escapes": "\x1b[2J\x1b]0;owned\x07 \x9b31m",
    "markup": "[/b] [link=file:///etc/passwd]x[/link] [red]",
    "bidi": "\u202egnp.exe\u2066 \u200b\ufeff \U000e0041\x7f",
    "lines": "a\nb\r\nc\x0bd\x85e\u2028f",
    "sql": "'; DROP TABLE entry; --\" OR 1=1 /* %s %(x)s :x ? {0} \\",
    "formula": '=HYPERLINK("http://evil","x")',
    "table": "a | b `c` <script>alert(1)</script> ](javascript:x)",
    "wide": "👩‍👩‍👧‍👦 Z̷̢a̶l̴g̵o 経済 ｱ",
}
REPORTS = [
    *(("why", "ipo"), ("history", "ipo"), ("milestone", "show", "ipo"), ("status", "--all")),
    *(("milestone", "list"), ("source", "list"), ("source", "show", "hostile"), ("org", "list")),
    *(("project", "list"), ("metric", "list"), ("why", "staff")),
]
WORKING = {"\x1b", "\x07", "\x9b", "\r", "\x0b", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff"}
WORKING |= {"\x7f", "\u200b", "\u200d", "\U000e0041"}
"""What does something on a screen; none of it may reach one."""


def texts(found: object) -> list[object]:
    """Every text within a JSON value."""
    if isinstance(found, dict):
        found = list(found.values())
    return [one for inner in found for one in texts(inner)] if isinstance(found, list) else [found]


def everywhere(run: Run, text: str) -> None:
    """Store a text in every field that takes any."""
    run("source", "add", "hostile", "--title", text, "--publisher", text, "--tier", "press")
    run("source", "edit", "hostile", "--url", f"https://x.example/{quote(text)}")
    run("milestone", "edit", "ipo", "--title", text, "--title-ja", text)
    run("org", "edit", "nedo", "--name", text)
    run("project", "edit", "rapidus", "--subtitle", text)
    staff = ("--title", "Staff", "--unit", "count", "--nature", "actual")
    run("metric", "add", "staff", *staff, "--scope", text)
    run("log", "staff", "5", "--on", "2026-11-20")
    said = ("--on", "2026-11-20", "--source", "hostile", "-m", text, "--reason", text)
    run("log", "ipo", "at-risk", *said)
    run("log", "ipo", "-m", text, "--on", "2026-11-20")


@pytest.mark.both
def test_hostile_text_is_stored_as_it_is_and_shown_harmless(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(HOSTILE.values())
    monkeypatch.setenv("TRACKER_AUTHOR", text)
    everywhere(run, text)
    for report in REPORTS:
        for form in ("table", "markdown", "csv", "json"):
            shown = run(*report, "-f", form)
            assert not WORKING & set(shown.stdout), (report, form)
            assert form != "json" or shown.data
    told = run("history", "ipo", "--limit", "1", "-f", "json")
    assert text.strip() in texts(told.data)
    assert "経済" in told.stdout
    for named in ((), ("ipo",)):
        exported = run("export", *named).stdout
        assert not WORKING & set(exported)
        assert text.strip() in texts([json.loads(line) for line in exported.splitlines()])
    assert "whole" in run("verify").stdout


@pytest.mark.sqlite
def test_markup_is_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(run, HOSTILE["markup"])
    monkeypatch.setenv("COLUMNS", "400")
    for colour in ("", "1"):
        monkeypatch.setenv("NO_COLOR", "" if colour else "1")
        monkeypatch.setenv("FORCE_COLOR", colour)
        assert "[/b]" in run("why", "ipo").stdout
        assert "[red]" in run("history", "ipo").stdout


@pytest.mark.sqlite
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", *"＝＋－＠"])
def test_no_cell_of_a_sheet_is_a_formula(run: Run, sign: str) -> None:
    everywhere(run, f"{sign}cmd|' /C calc'!A0")
    for report in REPORTS:
        rows = csv.reader(io.StringIO(run(*report, "-f", "csv").stdout))
        assert not [cell for row in rows for cell in row if cell.startswith(f"{sign}cmd")]


REFUSED = {
    "NUL in a remark": (("log", "ipo", "-m", "a\x00b"), 2),
    "NUL in a subject": (("log", "ip\x00o", "met"), 2),
    "a surrogate": (("log", "ipo", "-m", "\ud800"), 2),
    "a remark of 10 MB": (("log", "ipo", "-m", "x" * 10_000_000), 2),
    "a remark of 5000": (("log", "ipo", "-m", "x" * 5000), 2),
    "an amount of 100,000 digits": (("log", "rd-fy2026", "committed", "9" * 100_000), 2),
    "an amount of 100,000 zeros": (("log", "rd-fy2026", "committed", "0." + "0" * 99_990), 2),
    "an amount of 90,000 signs": (("log", "rd-fy2026", "committed", "<" * 90_000), 2),
    "a sum of 億": (("log", "rd-fy2026", "committed", "1億" * 30_000), 2),
    "a period of 90,000 digits": (("log", "ipo", "--target", "2" * 90_000), 2),
    "a period of slashes": (("log", "ipo", "--target", "2027/" * 15_000), 2),
    "SQL as a period": (("log", "ipo", "--target", HOSTILE["sql"]), 2),
    "SQL as an amount": (("log", "rd-fy2026", "committed", HOSTILE["sql"]), 2),
    "SQL as a subject": (("log", HOSTILE["sql"], "met"), 3),
    "SQL as a speaker": (("log", "ipo", "met", "--said-by", HOSTILE["sql"]), 3),
    "SQL as a source": (("log", "ipo", "met", "--source", HOSTILE["sql"]), 3),
    "SQL as a project": (("status", HOSTILE["sql"]), 3),
    "SQL as an instant": (("status", "--known-at", HOSTILE["sql"]), 2),
    "SQL as a slug": (("org", "add", HOSTILE["sql"], "--name", "x", "--kind", "state"), 2),
    "escapes as a subject": (("why", HOSTILE["escapes"]), 3),
    "escapes as a key": (("log", "ipo", "met", "--key", HOSTILE["escapes"]), 2),
    "escapes as an address": (("log", "ipo", "met", "--source", "https://x/\x1b[2J"), 2),
    "an entry of 5000 digits": (("entry", "show", "9" * 5000), 2),
    "a head of 5000 digits": (("status", "--known-at", "9" * 5000), 3),
    "a year of 5000 digits": (
        (
            "tranche",
            "add",
            "x",
            "--title",
            "x",
            "--funder",
            "nedo",
            "--instrument",
            "grant",
            "--fiscal-year",
            "9" * 4000,
        ),
        2,
    ),
    "a limit of 30 digits": (("history", "--limit", "9" * 30), 2),
    "another digit": (("status", "--known-at", "٣"), 2),
}


@pytest.mark.both
@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_with_a_line(run: Run, what: str) -> None:
    args, code = REFUSED[what]
    outcome = run(*args, code=code)
    error, hint = outcome.stderr.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert len(error) < 1000
    assert error.isprintable()
    assert outcome.stdout == ""


@pytest.mark.sqlite
@pytest.mark.parametrize("typed", [("why",), (), ("log", "ipo", "met", "--said-by")])
def test_a_password_that_was_typed_in_the_wrong_place_is_not_repeated(
    run: Run, typed: tuple[str, ...]
) -> None:
    code = 3 if typed else 2
    for address in ("me:hunter2@host/tracker", "me@/hunter2:d?host=none", "host/hunter2@me"):
        error = run(*typed, f"postgresql://{address}", code=code).stderr
        assert "hunter2" not in error
        assert error.startswith("error: ")


DEEP = '{"a":' * 100_000
FILES = {
    "deep JSON": DEEP,
    "deep lists": '{"subject": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "a long number": '{"subject": ' + "9" * 100_000 + "}",
    "a line of 10 MB": '{"subject": "' + "x" * 10_000_000 + '"}',
    "no object": "[1]\n",
    "NaN": '{"kind": "rate", "rate": NaN}',
    "NUL": '{"subject": "ipo", "note": "\\u0000", "on": "2026-11-20"}',
    "a surrogate": '{"subject": "ipo", "note": "\\ud800", "on": "2026-11-20"}',
    "a surrogate as key": '{"\\ud800": 1}',
    "a surrogate as subject": '{"subject": "\\ud800", "status": "met"}',
    "a rate without end": '{"kind": "rate", "month": "2026-01", "base": "USD", "quote": "JPY",'
    ' "source": "x", "rate": "1e9999999"}',
    "a large integer": '{"kind": "tranche", "slug": "x", "title": "x", "funder": "nedo",'
    ' "instrument": "grant", "project": "rapidus", "fiscal_year": 99999999999999999999}',
}


@pytest.mark.sqlite
@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("command", ["apply", "import"])
def test_a_hostile_file_is_refused_with_a_line(
    run: Run, tmp_path: Path, what: str, command: str
) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_text(FILES[what], encoding="utf-8")
    database = tmp_path / "tracker.db"
    if command == "import":
        database = tmp_path / "new.db"
        run("init", "--empty", db=database)
    outcome = run(command, str(path), db=database, code=6)
    error, hint = outcome.stderr.splitlines()
    assert "hostile.jsonl line 1" in error
    assert len(error) < 1000
    assert error.isprintable()
    assert hint.startswith("hint: ")


TOML = {
    "deep lists": ("a = " + "[" * 100_000, "is nested too deeply"),
    "deep tables": ("a = " + "{a=" * 2000, "is nested too deeply"),
    "a long number": (
        "\na = " + "9" * 5000,
        "line 2: a word or number of more than 4,000 characters",
    ),
    "a word of one long part": ("a=0x" + "f_" * 50_000, "line 1: a word or number of more than"),
    "a long key": ("x" + ".a" * 50_000 + " = 1", "line 1: a key of more than 4 parts"),
    "a long quoted key": ("a = {x" + ' . "\\""' * 50_000 + " = 1}", "line 1: a key of more than"),
    "a long header": ("#\n[" + "a." * 50_000 + "a]", "line 2: a key of more than 4 parts"),
    "17 MB": ("#" * 17_000_000, "is larger than 16 MB"),
    "many tables": ("".join(f"[[k{n}]]\n" for n in range(20_000)), "line 1: unknown table 'k0'"),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("what", TOML)
def test_a_hostile_dataset_is_refused_with_a_line(run: Run, tmp_path: Path, what: str) -> None:
    text, message = TOML[what]
    path = tmp_path / "hostile.toml"
    path.write_text(text, encoding="utf-8")
    error, hint = run("apply", str(path), code=6).stderr.splitlines()
    assert error.startswith("error: hostile.toml ")
    assert message in error
    assert hint.startswith("hint: ")


@pytest.mark.sqlite
@pytest.mark.parametrize("columns", ["99999999", "9" * 100_000, "٣", "-5", "0", "1e9"])
def test_any_width_is_a_page(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    page = run("status").stdout
    assert max(map(len, page.splitlines())) <= 1000


ROWS: dict[str, dict[str, object]] = {
    "a large integer": {"table": "project", "fiscal_year_starts": 2**70},
    "a list": {"table": "project", "slug": ["x"]},
    "an object": {"table": "project", "slug": {"x": 1}},
    "a surrogate": {"table": "project", "slug": "\ud800"},
    "an odd table": {"table": ["project"]},
    "a list for a reference": {"table": "entry", "subject": ["x"]},
    "an instant without a zone": {"recorded_at": "2026-01-01T00:00:00"},
    "an instant after all days": {"recorded_at": "9999-12-31T23:59:59-10:00"},
    "a number for a date": {"table": "entry", "stated_until": 5},
    "a large id": {"table": "entry", "id": 2**70},
    "a truth for a text": {"table": "project", "title": True},
}
PROJECT: dict[str, object] = {
    "table": "project",
    "slug": "x",
    "title": "x",
    "currency": "USD",
    "fiscal_year_starts": 1,
    "fiscal_year_named_by": "first",
    "recorded_at": "2026-01-01T00:00:00Z",
}


@pytest.mark.both
@pytest.mark.parametrize("what", ROWS)
def test_an_import_of_what_no_export_writes_is_refused(
    run: Run, tmp_path: Path, database: Database, what: str
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(PROJECT | ROWS[what]) + "\n")
    outcome = run("import", str(path), db=database, code=6)
    error, hint = outcome.stderr.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    assert run("project", "list", "-f", "json", db=database).data == []


words = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["met", "committed", "votes", "as", "5bn", "60%", "FY2027", "-5", "="]),
    ),
    max_size=5,
)
subjects = st.sampled_from(["ipo", "rd-fy2026", "holder-count", "toyota", "shareholders"])


@pytest.mark.sqlite
def test_any_words_are_logged_or_refused(shipped: Database) -> None:
    @settings(max_examples=60)
    @given(subjects, words)
    def fuzz(subject: str, typed: list[str]) -> None:
        call = ["--db", str(shipped), "log", "--dry-run", "--", subject, *typed]
        result = CliRunner().invoke(app, call)
        assert result.exit_code in {0, 2}, result.stderr
        if result.exit_code:
            assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["error", "hint"]

    fuzz()
