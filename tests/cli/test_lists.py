"""`NOUN list`: all that is defined of a kind, what of it is asked for, in which order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from program import Run

pytestmark = pytest.mark.sqlite

SILENT = {
    "milestone": ("site-two", "--title", "A second site", "--type", "delivery"),
    "tranche": ("rd-2", "--title", "A second grant", "--funder", "nedo", "--instrument", "grant"),
    "metric": ("beds", "--title", "Beds", "--unit", "count", "--nature", "actual", "--scope", "x"),
    "holder": ("meti", "--class", "golden"),
}
"""Of each kind of subject one of which nobody speaks, as it is added."""


@pytest.mark.parametrize("noun", SILENT)
def test_what_nobody_spoke_of_comes_last_and_is_told_as_such(run: Run, noun: str) -> None:
    page = run("status", "-f", "json").data
    run(noun, "add", *SILENT[noun])
    *others, last = run(noun, "list", "-f", "json").data
    assert all(row["spoken"] for row in others)
    assert (last["spoken"], last["slug"].startswith(SILENT[noun][0])) == (False, True)
    shown = run(noun, "list").stdout.splitlines()
    assert [line for line in shown if "nobody spoke" in line] == [shown[-1]]
    page["counts"]["unspoken_milestones"] += noun == "milestone"
    assert run("status", "-f", "json").data == page


def listed(run: Run, line: str) -> list[str]:
    """The slugs of a list in its order, which is the same in all formats."""
    words = line.split()
    slugs = [row["slug"] for row in run(*words, "-f", "json").data]
    lines = run(*words, "-f", "csv").stdout.splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == slugs
    return slugs


def is_late(slip: list[int | None] | None) -> bool:
    """Whether a slip, as JSON has it, ends after the promise, or never."""
    return slip is not None and (slip[1] is None or slip[1] > 0)


NARROWED: dict[str, Callable[[dict[str, Any]], bool]] = {
    "milestone list --type approval": lambda row: row["type"] == "approval",
    "milestone list --status met --status cancelled": lambda row: (
        row["status"] in {"met", "cancelled"}
    ),
    "milestone list --overdue": lambda row: row["overdue"],
    "milestone list --status overdue": lambda row: row["overdue"],
    "milestone list --stale": lambda row: row["stale"],
    "milestone list --slipped": lambda row: (
        row["overdue"] or is_late(row["slip_days"]) or is_late(row["last_slip_days"])
    ),
    "milestone list --disputed": lambda row: row["disputed"] != [],
    "tranche list --disputed": lambda row: row["disputed"] != [],
    "metric list --disputed": lambda row: row["conflicts"] > 0,
    "milestone list --open": lambda row: row["status"] not in {"met", "not-met", "cancelled"},
    "milestone list --open --type financing": lambda row: (
        row["status"] not in {"met", "not-met", "cancelled"} and row["type"] == "financing"
    ),
    "tranche list --funder NEDO --fiscal-year 2026": lambda row: (
        row["funder"] == "nedo" and row["fiscal_year"] == 2026
    ),
    "tranche list --instrument equity": lambda row: row["instrument"] == "equity",
    "tranche list --stage paid": lambda row: row["reached"] == "disbursed",
    "tranche list --gate mass-production": lambda row: row["gate"] == "mass-production",
    "metric list --family need": lambda row: row["family"] == "need",
    "metric list --nature planned": lambda row: row["nature"] == "planned",
    "holder list --kind bank --kind state": lambda row: row["kind"] in {"bank", "state"},
    "holder list --class golden": lambda row: row["class"] == "golden",
    "source list --tier primary --unread": lambda row: row["tier"] == "primary" and row["unread"],
    "source list --publisher NIKKEI": lambda row: "nikkei" in (row["publisher"] or "").lower(),
    "org list --kind bank": lambda row: row["kind"] == "bank",
}


@pytest.mark.parametrize("line", NARROWED)
def test_a_list_is_narrowed_to_what_is_asked_for(run: Run, line: str) -> None:
    noun = line.split(maxsplit=1)[0]
    fits = [row["slug"] for row in run(noun, "list", "-f", "json").data if NARROWED[line](row)]
    assert fits or "stale" in line or "gate" in line
    assert listed(run, line) == fits


def test_what_waits_for_a_milestone(run: Run) -> None:
    waiting = listed(run, "milestone list --gate 2nm-pi")
    assert waiting
    for slug in waiting:
        gates = run("why", slug, "-f", "json").data["definition"]["gates"]
        assert "2nm-pilot" in [gate["slug"] for gate in gates]


def test_what_is_due_before_a_day_is_open_and_ends_before_it(run: Run) -> None:
    early = listed(run, "milestone list --due-before FY2027")
    assert early == listed(run, "milestone list --due-before 2027-04-01")
    for last in ("2027-03-31", "FY2026", "2027-03"):
        assert early == listed(run, f"milestone list --due-by {last}")
    targets = {row["slug"]: row for row in run("milestone", "list", "-f", "json").data}
    assert early
    assert all(targets[slug]["target"]["latest"] < "2027-04-01" for slug in early)
    assert all(targets[slug]["status"] != "met" for slug in early)


def test_what_nobody_spoke_of_is_open_and_unstated(run: Run) -> None:
    run("milestone", "add", *SILENT["milestone"])
    assert "site-two" in listed(run, "milestone list --open")
    assert "site-two" in listed(run, "milestone list --status unstated")
    assert "site-two" not in listed(run, "milestone list --overdue")


SORTED: dict[str, tuple[Any, ...]] = {
    "milestone list --open --sort now": ("target", "latest"),
    "milestone list --sort due_soon": ("due_soon",),
    "tranche list --sort paid": ("stages", "disbursed", "amount"),
    "tranche list --sort FY": ("fiscal_year",),
    "metric list --sort said-on": ("stated_on", "latest"),
    "holder list --sort name": ("name",),
    "source list --sort statements": ("statements",),
    "org list --sort said": ("said",),
    "project list --sort subjects": ("subjects",),
}


@pytest.mark.parametrize("line", SORTED)
def test_a_list_is_sorted_by_a_column_and_what_has_nothing_is_last(run: Run, line: str) -> None:
    def values(*more: str) -> list[Any]:
        found = run(*line.split(), *more, "-f", "json").data
        nothing = [row[SORTED[line][0]] is None for row in found]
        assert nothing == sorted(nothing)
        for key in SORTED[line]:
            found = [row and row[key] for row in found]
        return [one for one in found if one is not None]

    def comparable(value: object) -> Any:
        text = str(value)
        return int(text) if text.lstrip("-").isdigit() else text.casefold()

    there = [comparable(one) for one in values()]
    assert there == sorted(there)
    backwards = [comparable(one) for one in values("--reverse")]
    assert backwards == sorted(there, reverse=True)


def test_what_is_overdue_is_sorted_among_slips_by_how_late_it_is(run: Run) -> None:
    rows = run("milestone", "list", "--sort", "slip", "-f", "json").data
    late = [
        row["late_days"] if row["overdue"] else (row["slip_days"] or [0, None])[1] for row in rows
    ]
    days = [one for one in late if one is not None]
    assert days == sorted(days)
    assert any(late)
    latest = listed(run, "milestone list --slipped --sort slip --reverse")[0]
    assert latest == max(rows, key=lambda row: row["late_days"])["slug"]


def test_a_milestone_that_was_met_is_listed_with_the_day_and_how_late_that_was(run: Run) -> None:
    printed = run("milestone", "list", "--slipped").stdout.splitlines()
    _, row = next(line.split("met", 1) for line in printed if line.startswith("packaging-pilot"))
    assert row.split() == ["2026-04", "late", "13d"]
    printed = run("milestone", "list", "--sort", "now").stdout.splitlines()
    assert " ".join(printed[1].split()) == "founded Company founded met 2022-08"
    pilot = next(line for line in printed if line.startswith("2nm-pilot"))
    assert pilot.split()[-1] == "2025-04-01"  # whoever said another target is overtaken by it


def test_a_holder_is_disputed_of_whom_two_say_otherwise(run: Run) -> None:
    assert listed(run, "holder list --disputed") == []
    for source, amount in (("jiji-2026-02-27", "70bn"), ("nikkei-2025-11-25", "90bn")):
        told = ("--source", source, "--on", "2026-11-20", "--tier", "press")
        run("log", "toyota", "expected", amount, *told)
    assert listed(run, "holder list --disputed") == ["toyota"]


REFUSED = {
    "milestone list --status soon": (2, "is not one of 'unstated', 'scheduled'"),
    "milestone list --type nothing": (2, "is not one of 'delivery'"),
    "tranche list --stage spent": (2, "is not one of 'planned'"),
    "milestone list --sort nothing": (2, "sort by one of: milestone, title, type, status"),
    "milestone list --due-before soon": (2, "soon"),
    "milestone list --gate mass-producton": (3, "did you mean mass-production"),
    "milestone list --gate rapidus": (3, "see: tracker milestone list"),
    "tranche list --funder nedoo": (3, "did you mean nedo"),
    "metric list --family suport": (3, "did you mean"),
    "source list --publisher Nikkey": (3, "did you mean Nikkei"),
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_has_no_meaning_is_refused(run: Run, line: str) -> None:
    code, told = REFUSED[line]
    assert told in run(*line.split(), code=code).stderr
