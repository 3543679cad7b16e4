"""Days that are said as of today, in every option that takes one. Today is 2026-11-22."""

from __future__ import annotations

import pytest

from program import Run


@pytest.mark.parametrize(
    "said", ["last week", "last-week", "先週", "7 days ago", "-7d", "-1 week", "11/15", "11月15日"]
)
def test_a_report_is_as_of_a_day_that_is_said(run: Run, said: str) -> None:
    assert run("status", "--as-of", said, "-f", "json").json["as_of"] == "2026-11-15"


@pytest.mark.parametrize("arguments", [("status", "--as-of"), ("diff",), ("status", "--known-at")])
def test_a_day_that_may_be_two_is_refused_with_both(run: Run, arguments: tuple[str, ...]) -> None:
    assert "2026-06-08" in run(*arguments, "6/8", code=2).stderr


def test_a_day_of_the_week_is_refused_with_the_newest_two(run: Run) -> None:
    for said in ("last friday", "Friday", "on friday", "先週の金曜日", "金曜"):
        refused = run("log", "mass-production", "at-risk", "--on", said, code=2).stderr
        assert refused.endswith("hint: write 2026-11-20 or 2026-11-13\n")
    assert "2026-11-15 or 2026-11-08" in run("status", "--as-of", "sunday", code=2).stderr


def test_a_report_is_known_at_the_end_of_a_day(run: Run) -> None:
    everything = run("status", "-f", "json").json["known_at"]
    assert run("status", "--known-at", "2026-11-22", "-f", "json").json["known_at"] == everything
    assert run("status", "--known-at", "昨日", "-f", "json").json["known_at"] == 0


@pytest.mark.parametrize("said", ["昨日", "yesterday", "11/21", "2026.11.21"])
def test_a_statement_is_told_the_day_that_it_was_given(run: Run, said: str) -> None:
    told = run("log", "mass-production", "at-risk", "--on", said, "--dry-run", "-f", "json")
    (row,) = told.data["entries"]
    assert row["stated_on"]["latest"] == "2026-11-21"


def test_a_list_tells_the_day_that_it_took(run: Run) -> None:
    due = run("milestone", "list", "--due-before", "来月", "-f", "json")
    assert due.stderr == "--due-before 2026-12-22\n"
    assert due.data == run("milestone", "list", "--due-before", "2026-12-22", "-f", "json").data
    assert "2027-04-13" in run("milestone", "list", "--due-by", "4/13", code=2).stderr


def test_a_source_takes_the_day_on_which_it_is_said_to_be_published(run: Run) -> None:
    tier = ("--tier", "press", "--publisher", "P", "--title", "T")
    run("source", "add", "new", *tier, "--published-on", "昨日", "--retrieved-on", "今日")
    (told,) = [run("source", "show", "new", "-f", "json").data]
    assert "2026-11-21" in str(told["published_on"])
    assert "2026-11-22" in str(told["retrieved_on"])


def test_a_project_counts_its_own_fiscal_years(run: Run) -> None:
    fiscal = ("--fiscal-year-starts", "October", "--fiscal-year-named-by", "last")
    run("project", "add", "moon", "--title", "Moon", "--currency", "USD", *fiscal)
    run("milestone", "add", "moon/landing", "--title", "Landing", "--type", "delivery")
    assert run("status", "moon", "--as-of", "FY2026", "-f", "json").json["as_of"] == "2026-09-30"
    days = ("diff", "FY2025", "FY2026", "--project", "moon", "-f", "json")
    assert run(*days).json["as_of"] == "2026-09-30"
    refused = run("log", "moon/landing", "--target", "2027年度", code=2).stderr
    assert refused.endswith("hint: write 2027-04/2028-03 or FY2027\n")


def test_a_currency_is_read_as_its_code(run: Run) -> None:
    call = ("project", "add", "x", "--title", "X", "--currency", "€")
    assert "EUR does not tell when the fiscal year begins" in run(*call, code=2).stderr
    assert run(*call, "--fiscal-year-starts", "1").stderr == "read € as EUR\n"
    assert run("project", "show", "x", "-f", "json").data["currency"] == "EUR"
