"""`tracker milestone needs`: what a milestone waits for."""

from __future__ import annotations

from typing import Any

from program import Run


def needs(run: Run, *args: str) -> Any:
    return run("milestone", "needs", *args, "-f", "json").data


def test_gates_are_told_with_what_is_left_until_the_window_opens(run: Run) -> None:
    data = needs(run, "mass-production", "--as-of", "2026-11-22")
    assert (data["last_day"], data["last_day_supposed"]) == ("2027-09-30", False)
    late = {one["slug"]: one["spare_days"] for one in data["needed"] if one["overdue"]}
    assert late == {"iim1-built": 312, "pdk-2nm": 312}
    assert {one["by"] for one in data["needed"]} == {"mass-production"}


def test_a_window_bears_the_marks_that_it_has_on_the_page(run: Run) -> None:
    page = run("milestone", "needs", "ipo").stdout
    assert "FY2027-H2≈" in page
    assert "by 2026-Q1≠" in page


def test_a_day_is_supposed(run: Run) -> None:
    page = run("milestone", "needs", "ipo", "--by", "FY2027-Q4").stdout
    assert "supposed: needed by 2028-03-31" in page
    assert "24mo too late" in page
    assert needs(run, "ipo", "--by", "2028-03-31")["last_day"] == "2028-03-31"


def test_gates_at_any_depth_name_what_needs_them(run: Run) -> None:
    by = {one["slug"]: one["by"] for one in needs(run, "ipo")["needed"]}
    assert (by["mass-production"], by["pdk-2nm"]) == ("ipo", "mass-production")


def test_what_needs_nothing_and_what_is_done_is_told(run: Run) -> None:
    page = run("milestone", "needs", "2nm-pilot").stdout
    assert page.splitlines()[1:] == ["It is met already, on 2025-04-01.", "No milestone gates it."]


def test_only_milestones_need_others(run: Run) -> None:
    assert "is a tranche" in run("milestone", "needs", "rd-fy2026", code=3).stderr
    run("milestone", "needs", "ipo", "--by", "soon", code=2)
    run("milestone", "needs", "ipo", "--by", "from 2028", code=2)
