"""`tracker entry`: showing one entry, and marking a statement as wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from databases import SHIPPED
from program import Run, milestone
from recording import nth
from tracker.db.engine import Database

AT_RISK = ("log", "mass-production", "at-risk", "--on", "2026-10-01", "-m", "Tools are late")


@pytest.fixture
def logged(run: Run) -> str:
    """The number of an entry that moves the page."""
    (row,) = run(*AT_RISK, "-f", "json").data["entries"]
    return str(row["entry"])


def status_of(run: Run, *args: str) -> str:
    row = milestone(run("status", *args, "-f", "json"), "mass-production")
    return str(row["status"])


@pytest.mark.both
def test_a_deprecated_statement_is_gone_from_every_report(run: Run, logged: str) -> None:
    head = str(run("status", "-f", "json").json["known_at"])
    assert status_of(run, "--as-of", "2026-10-02") == "at-risk"
    outcome = run("entry", "deprecate", logged, "--reason", "misread")
    mark = int(logged) + 1
    told = outcome.stdout.splitlines()
    assert told[0].startswith(f"created   #{mark} deprecate #{logged} mass-production status")
    assert told[-3:] == [
        "mass-production status: at-risk -> on-track",
        "mass-production shown as: at-risk -> on-track",
        f"  to take it back: tracker entry reinstate {logged} --reason TEXT",
    ]
    assert status_of(run) == "on-track"
    assert status_of(run, "--as-of", "2026-10-02") == "on-track"
    assert status_of(run, "--as-of", "2026-10-02", "--known-at", head) == "at-risk"
    assert "Tools are late" not in run("why", "mass-production").stdout


@pytest.mark.both
def test_a_reinstated_statement_is_back(run: Run, logged: str) -> None:
    run("entry", "deprecate", logged, "--reason", "misread")
    outcome = run("entry", "reinstate", f"#{logged}", "--reason", "read it again", "-f", "json")
    assert outcome.json["schema"] == "tracker/mark/v2"
    (mark,) = outcome.data["marks"]
    assert mark["result"] == "created"
    assert mark["before"]["text"] == "on-track"
    assert mark["shown"]["text"] == "at-risk"
    assert [change["slug"] for change in mark["milestones"]] == ["mass-production"]
    assert status_of(run) == "at-risk"


def test_marking_what_is_so_already_writes_nothing(run: Run, logged: str) -> None:
    made = run("entry", "deprecate", logged, "--reason", "misread", "-f", "json")
    again = run("entry", "deprecate", logged, "--reason", "once more", "-f", "json")
    first, second = made.data["marks"][0], again.data["marks"][0]
    assert (second["result"], second["entry"]) == ("unchanged", first["entry"])
    assert again.json["known_at"] == made.json["known_at"]
    text = run("entry", "deprecate", logged, "--reason", "x").stdout
    assert f"#{logged} is deprecated already, nothing written" in text
    said = str(nth(1, SHIPPED))
    (fine,) = run("entry", "reinstate", said, "--reason", "x", "-f", "json").data["marks"]
    assert (fine["result"], fine["entry"]) == ("unchanged", None)
    assert "is in force already" in run("entry", "reinstate", said, "--reason", "x").stdout


@pytest.mark.both
def test_several_entries_are_marked_together_or_none(run: Run, logged: str) -> None:
    run("entry", "deprecate", logged, "99999", "--reason", "misread", code=3)
    assert status_of(run) == "at-risk"
    run("log", "mass-production", "--target", "2029")
    outcome = run("entry", "deprecate", logged, "last", logged, "--reason", "x", "-f", "json")
    marks = outcome.data["marks"]
    assert [mark["result"] for mark in marks] == ["created", "created"]
    assert marks[0]["marks"] == int(logged)
    assert marks[1]["statement"]["text"] == "2029"
    assert status_of(run) != "at-risk"


def test_last_is_the_newest_entry_that_can_be_marked(run: Run, logged: str) -> None:
    run("entry", "deprecate", "last", "--reason", "x")
    again = run("entry", "deprecate", "last", "--reason", "x").stdout
    assert f"#{logged} is deprecated already" in again


def test_a_mark_that_moves_nothing_says_what_stays(run: Run) -> None:
    said = ("--tier", "press", "--source", "https://example.com/x", "--on", "2026-11-20")
    (row,) = run("log", "ipo", "--target", "FY2033", *said, "-f", "json").data["entries"]
    outcome = run("entry", "deprecate", str(row["entry"]), "--reason", "a hoax")
    assert "ipo target: stays ~FY2031" in outcome.stdout


def test_an_entry_is_shown_with_the_marks_on_it(
    run: Run, logged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_AUTHOR", "desk")
    head = run("status", "-f", "json").json["known_at"]
    run("entry", "deprecate", logged, "--reason", "misread")
    shown = run("entry", "show", logged).stdout
    for part in ("rapidus/mass-production", "Tools are late", "deprecated", "misread"):
        assert part in shown
    data = run("entry", "show", f"#{logged}", "-f", "json").data
    assert data["deprecated"] is True
    (mark,) = data["marked_by"]
    assert (mark["kind"], mark["reason"], mark["recorded_by"]) == ("deprecate", "misread", "desk")
    before = run("entry", "show", logged, "--known-at", str(head), "-f", "json").data
    assert (before["deprecated"], before["marked_by"]) == (False, [])
    mark_itself = run("entry", "show", str(mark["entry"]), "-f", "json").data
    assert (mark_itself["kind"], mark_itself["marks"]) == ("deprecate", int(logged))
    assert f"#{logged}" in run("entry", "show", str(mark["entry"])).stdout


@pytest.mark.parametrize("form", ["csv", "markdown", "table"])
def test_every_format_names_the_mark(run: Run, logged: str, form: str) -> None:
    assert logged in run("entry", "deprecate", logged, "--reason", "x", "-f", form).stdout
    assert "mass-production" in run("entry", "show", logged, "-f", form).stdout


MISTAKES = {
    "a missing entry": (("deprecate", "99999", "--reason", "x"), 3, "there is no entry #99999"),
    "a huge number": (("deprecate", "9" * 18, "--reason", "x"), 3, "there is no entry #999"),
    "no number": (("deprecate", "ipo", "--reason", "x"), 2, "'ipo' is no number of an entry"),
    "a digit of another script": (("show", "٣"), 2, "is no number of an entry"),
    "an endless number": (("show", "9" * 5000), 2, "is no number of an entry"),
    "zero": (("show", "0"), 3, "there is no entry #0"),
    "no reason": (("deprecate", "1"), 2, "missing option --reason"),
    "an empty reason": (("reinstate", "1", "--reason", " "), 2, "a mark needs a reason"),
    "an endless reason": (("deprecate", "1", "--reason", "x" * 4001), 2, "longer than 4,000"),
    "nothing to show": (("show", "99999"), 3, "there is no entry #99999"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told(run: Run, case: str) -> None:
    args, code, message = MISTAKES[case]
    outcome = run("entry", *args, code=code)
    error, hint = outcome.stderr.splitlines()
    assert message in error
    assert hint.startswith("hint: ")


@pytest.mark.parametrize("verb", ["deprecate", "reinstate"])
def test_a_mark_cannot_be_marked(run: Run, logged: str, verb: str) -> None:
    (made,) = run("entry", "deprecate", logged, "--reason", "x", "-f", "json").data["marks"]
    mark = made["entry"]
    outcome = run("entry", verb, str(mark), "--reason", "x", code=2)
    assert f"entry #{mark} is itself a mark (deprecate)" in outcome.stderr
    assert f"#{logged}" in outcome.stderr.splitlines()[1]


def test_an_acceptance_can_be_taken_back_and_given_again(run: Run) -> None:
    accepting = ("accept", "V101", "holder-count", "--reason", "rounded", "-f", "json")
    (accepted,) = run(*accepting).data["created"]
    standing = ("check", "--select", "V101", "--fail-on", "none", "-f", "json")
    before = run(*standing).data["standing"]["warning"]
    undone = run("entry", "deprecate", str(accepted), "--reason", "it is no rounding")
    assert f"deprecate #{accepted} accept V101 rapidus/holder-count" in undone.stdout
    assert "rapidus/holder-count: the finding stands again" in undone.stdout
    assert run(*standing).data["standing"]["warning"] == before + 1
    assert run("entry", "show", str(accepted), "-f", "json").data["deprecated"] is True
    again = run("entry", "deprecate", str(accepted), "--reason", "x")
    assert again.stdout.startswith("unchanged")
    run("entry", "reinstate", str(accepted), "--reason", "it is after all")
    assert run(*standing).data["standing"]["warning"] == before
    assert run(*accepting).data["created"] == []


def test_a_definition_in_the_log_is_read_and_not_marked(
    run: Run, empty: Database, tmp_path: Path
) -> None:
    before = run("status", "-f", "json").json["known_at"]
    run("org", "edit", "toyota", "--name", "TMC")
    run("milestone", "edit", "ipo", "--title", "The listing")
    first, second = before + 1, before + 2
    assert "edit title" in run("history", "ipo").stdout.splitlines()[-1]
    alone, about = (run("entry", "show", str(n), "-f", "json").data for n in (first, second))
    assert (alone["kind"], alone["subject"]) == ("define", None)
    assert "changes      name\n" in run("entry", "show", str(first)).stdout
    assert json.loads(alone["content"])["organization"]["name"] == "TMC"
    assert (about["subject"], about["statement"]) == ("rapidus/ipo", None)
    assert json.loads(about["content"])["milestone"]["title"] == "The listing"
    for number in (first, second):
        assert "define" in run("entry", "show", str(number)).stdout
        refused = run("entry", "deprecate", str(number), "--reason", "x", code=2)
        assert refused.stderr.startswith(f"error: entry #{number} is a definition")
    assert "whole" in run("verify").stdout
    assert run("diff", "--after", str(before), "--exit-code").code == 0
    copy = str(tmp_path / "copy.jsonl")
    run("export", "-o", copy)
    run("import", copy, db=empty)
    assert run("verify", db=empty).stdout == run("verify").stdout
    assert run("status", db=empty).stdout == run("status").stdout
