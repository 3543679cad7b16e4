"""What scripts rely on: streams, formats, colours and widths."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from databases import SHIPPED
from program import Run
from recording import nth
from tracker.cli.commands import NOUNS
from tracker.cli.registry import ALONE, GROUPS
from tracker.db.engine import Database
from tracker.db.migrate import HEAD

REPORTS = {
    "status": ("status",),
    "why": ("why", "mass-production"),
    "history": ("history",),
    **{name: (name, "list") for name in NOUNS},
    "milestone show": ("milestone", "show", "ipo"),
    "milestone impact": ("milestone", "impact", "pdk-2nm"),
    "milestone needs": ("milestone", "needs", "mass-production"),
    "chart timeline": ("chart", "timeline"),
    "chart trend": ("chart", "trend"),
    "money": ("money",),
    "money by year": ("money", "--by", "year"),
    "money in dollars": ("money", "--currency", "USD"),
    "money tree": ("money", "--tree"),
    "owners": ("owners",),
    "source show": ("source", "show", "jiji-2026-02-27"),
}


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_has_every_format(run: Run, report: str) -> None:
    args = REPORTS[report]
    assert run(*args).stdout
    envelope = run(*args, "-f", "json").json
    assert set(envelope) == {"schema", "as_of", "known_at", "data"}
    rows = list(csv.reader(io.StringIO(run(*args, "-f", "csv").stdout)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert run(*args, "-f", "markdown").stdout.startswith("## ")


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_is_valid_when_there_is_nothing_to_show(run: Run, report: str) -> None:
    args = (*REPORTS[report], "--as-of", "1999-01-01")
    run(*args, "-f", "json")
    run(*args)
    run(*args, "-f", "csv")


@pytest.mark.parametrize("report", REPORTS)
def test_the_same_rows_stand_in_table_and_file(run: Run, tmp_path: Path, report: str) -> None:
    path = tmp_path / "out.txt"
    assert run(*REPORTS[report], "-f", "csv", "-o", str(path)).stdout == ""
    assert path.read_text() == run(*REPORTS[report], "-f", "csv").stdout


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize(
    "report", [name for name in REPORTS if name not in {"why", "milestone show", "source show"}]
)
def test_no_line_is_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, report: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(*REPORTS[report]).stdout.splitlines()
    assert max(map(cell_len, lines)) <= width


def test_a_pipe_is_never_cut(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    table = run("source", "list").stdout
    titles = [row["title"] for row in run("source", "list", "-f", "json").data]
    assert all(title in table for title in titles)


def test_colour_is_asked_for_or_left_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("status").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in run("status").stdout
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[" in run("status").stdout
    assert "\x1b" not in run("status", "-f", "json").stdout


def test_ascii_draws_with_ascii_only(run: Run) -> None:
    assert run("status", "--ascii", "--as-of", "2025-10-01").stdout.isascii()


SYMBOLS = set("●○×≠≈█▓░·─━│…▸→¥€£₩₹")
DRAWN = [
    *(("tranche", "list"), ("metric", "list"), ("milestone", "list"), ("holder", "list")),
    *(("check", "--fail-on", "none"), ("entry", "show", str(nth(446, SHIPPED)), "--units", "bn")),
    ("why", "rd-fy2026", "--units", "bn"),
    ("log", "rd-fy2026", "committed", "¥700bn", "--dry-run"),
    *(("diff", "2025-06-30"), ("history", "--limit", "0"), ("source", "list"), ("org", "list")),
]


@pytest.mark.parametrize("command", DRAWN, ids=" ".join)
def test_ascii_draws_no_symbol(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert SYMBOLS & set(run(*command).stdout)
    assert not SYMBOLS & set(run(*command, "--ascii").stdout)


def test_the_default_format_comes_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_FORMAT", "json")
    assert json.loads(run("status").stdout)["schema"] == "tracker/status/v2"


@pytest.mark.both
def test_the_database_may_be_named_anywhere(run: Run, shipped: Database) -> None:
    page = run("status").stdout
    assert run("status", "--db", str(shipped), db=None).stdout == page
    assert run("status", f"--db={shipped}", db=None).stdout == page
    assert run(f"--db={shipped}", db=None).stdout == page


def test_init_adds_what_a_database_lacks(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "folder" / "new.db"
    assert "added" in run("init", db=new).stderr
    assert "added 0 definitions, 0 statements, 0 marks" in run("init", db=new).stderr
    assert run("init", "--quiet", db=new).stderr == ""
    assert run("db", "upgrade", "--quiet", db=new).stderr == ""
    assert run("status", db=new).stdout == run("status").stdout
    assert run("db", "current", db=new).stdout == f"database {HEAD}, program {HEAD}\n"
    assert "up to date" in run("db", "upgrade", db=new).stderr


def test_what_is_quiet_says_what_it_did(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    assert "ready" in run("init", "--empty", "--quiet", db=new).stderr
    assert run("init", "--empty", "--quiet", db=new).stderr == ""
    assert "added" in run("init", "--quiet", db=new).stderr


def test_every_command_has_an_example(run: Run) -> None:
    for name in _commands():
        assert "Example" in run(*name, "--help").stdout, name


def test_help_begins_with_examples_that_can_be_copied(run: Run) -> None:
    for name in _commands():
        told = run(*name, "--help").stdout
        usage, examples, _ = told.split("\n\n")[:3]
        assert usage.startswith("Usage: ")
        title, *calls = examples.splitlines()
        assert title in {"  Example:", "  Examples:"}
        assert calls[0].startswith("    tracker "), name
        assert max(map(len, calls)) <= 100, name
        joined = "\n".join(calls).replace(" \\\n      ", " ")
        assert all(line.startswith("    tracker ") for line in joined.splitlines()), name


def _commands() -> list[tuple[str, ...]]:
    groups = [(name, verb) for name, group in GROUPS.items() for verb in group.places]
    return [*((name,) for name in ALONE), *groups]
