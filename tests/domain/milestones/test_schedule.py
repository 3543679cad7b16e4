"""Baselines, slip, lateness, and the words derived from days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import day, said
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.schedule import (
    OPEN,
    Slip,
    is_due_soon,
    is_rescheduled,
    is_stale,
    late_days,
    original_baseline,
    slip,
)
from tracker.domain.periods.period import Period

TODAY = day("2026-11-22")
DAYS = st.dates(day("2020-01-01"), day("2040-12-31"))
WINDOWS = st.tuples(DAYS, DAYS).map(lambda ends: f"{min(ends)}/{max(ends)}")
BOUNDED = st.one_of(
    WINDOWS, st.sampled_from(["2027", "FY2027", "FY2027-H2", "2027-04", "~FY2031", "2028?"])
)
OPEN_ENDED = st.builds("{}{}".format, st.just("../"), DAYS) | st.builds("{}/..".format, DAYS)


def moved(baseline: str, now: str) -> tuple[int | None, int | None]:
    found = slip(Period.parse(baseline), Period.parse(now))
    return found.first, found.last


def baseline(*targets: Statement) -> str | None:
    found = original_baseline(targets, TODAY)
    return found.text if found else None


@pytest.mark.parametrize(
    ("first", "now", "days"),
    [
        ("2027", "FY2027-H2", (0, 91)),
        ("../2027-03", "FY2027-H2", (184, 366)),
        ("2027", "FY2028-H1", (92, 274)),
        ("FY2027-H2", "2027", (-273, 0)),
        ("2027", "2027-04-01", (0, 0)),
        ("2027", "2028-01-01", (1, 1)),
        ("2027", "2026-12-31", (-1, -1)),
        ("2027", "2026/2028", (-365, 366)),
        ("~2027", "2028-01", (1, 31)),
        ("2027", "~FY2027-H2", (0, 91)),
        ("FY2027/..", "2035", (0, 0)),
        ("../2028-03", "2024", (0, 0)),
        ("2027", "../2028-03", (0, 91)),
        ("2027", "../2027-06", (0, 0)),
        ("2027", "../2026-12-31", (-1, -1)),
        ("../2027-03", "../2027-04", (0, 30)),
        ("2027", "FY2028/..", (92, None)),
        ("2027", "2027-07/..", (0, None)),
        ("2027", "2026-12-31/..", (-1, None)),
        ("FY2027/..", "FY2028/..", (0, 0)),
        ("FY2027/..", "2026/..", (-455, 0)),
        ("../2027", "2028/..", (1, None)),
    ],
)
def test_slip_is_the_days_by_which_each_end_lies_outside(
    first: str, now: str, days: tuple[int, int | None]
) -> None:
    assert moved(first, now) == days


@given(BOUNDED | OPEN_ENDED)
def test_an_unmoved_target_has_not_slipped(text: str) -> None:
    assert moved(text, text) == (0, 0)
    assert not is_rescheduled(Period.parse(text), Period.parse(text))


@given(BOUNDED | OPEN_ENDED, BOUNDED | OPEN_ENDED)
def test_a_slip_never_begins_later_than_it_ends(first: str, now: str) -> None:
    early, late = moved(first, now)
    assert early is not None
    assert late is None or early <= late


@pytest.mark.parametrize(
    ("slip", "late"),
    [
        (Slip(0, 0), False),
        (Slip(-5, -1), False),
        (Slip(0, 1), True),
        (Slip(0, None), True),
        (OPEN, True),
    ],
)
def test_a_slip_is_late_where_it_may_lie_after_the_baseline(slip: Slip, *, late: bool) -> None:
    assert slip.late is late


@given(WINDOWS, st.integers(1, 4000))
def test_days_after_the_baseline_are_positive_and_days_before_it_negative(
    text: str, distance: int
) -> None:
    window = Period.parse(text)
    assert window.earliest
    assert window.latest
    later = Period.of_day(window.latest + timedelta(days=distance))
    before = Period.of_day(window.earliest - timedelta(days=distance))
    assert slip(window, later) == Slip(distance, distance)
    assert slip(window, before) == Slip(-distance, -distance)
    assert is_rescheduled(window, later)
    assert is_rescheduled(window, before)


@pytest.mark.parametrize(
    ("first", "now", "rescheduled"),
    [
        ("2027", "2027-04", False),
        ("2027", "FY2027-H2", True),
        ("FY2027", "FY2027-H2", False),
        ("2027", "2026-Q4", True),
    ],
)
def test_rescheduled_means_not_inside_the_original_window(
    first: str, now: str, *, rescheduled: bool
) -> None:
    assert is_rescheduled(Period.parse(first), Period.parse(now)) is rescheduled


def test_without_a_target_there_is_no_baseline() -> None:
    assert baseline() is None
    assert baseline(said("2027", on="2026-11-23")) is None


@pytest.mark.parametrize("tier", ["primary", "press"])
def test_the_baseline_is_the_first_narrow_target_of_company_or_press(tier: str) -> None:
    vague = said("2026/2029", on="2026-01-01")
    blog = said("2026", on="2026-01-02", tier="secondary")
    promise = said("2027", on="2026-01-03", tier=tier)
    later = said("FY2027-H2", on="2026-01-04")
    assert baseline(later, promise, blog, vague) == "2027"


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("FY2027", True),
        ("2028", True),
        ("2027-04-01/2028-03-31", True),
        ("~2027", True),
        ("2027/2028", False),
        ("../2027-03", False),
        ("FY2027/..", False),
    ],
)
def test_narrow_means_two_ends_at_most_a_year_apart(text: str, *, narrow: bool) -> None:
    assert baseline(said(text), said("2030-01")) == (text if narrow else "2030-01")


def test_without_a_narrow_promise_the_first_target_of_any_kind_is_the_baseline() -> None:
    blog = said("2026", on="2024-01-01", tier="secondary")
    company = said("../2028-03", on="2025-01-01")
    assert baseline(company, blog) == "2026"
    assert baseline(company) == "../2028-03"


def test_of_one_day_the_target_recorded_first_is_the_baseline() -> None:
    first, second = said("2027", on="2023-05-23"), said("2028", on="2023-05-23")
    assert baseline(second, first) == "2027"


def test_of_one_day_the_better_tier_and_then_the_finer_promise_is_the_baseline() -> None:
    press = said("2026-04", on="2023-05-23", tier="press")
    vague, fine = said("2027", on="2023-05-23"), said("2027-04", on="2023-05-23")
    assert baseline(press, vague, fine) == "2027-04"


def test_what_was_withdrawn_is_no_promise_and_leaves_the_first_one() -> None:
    first, withdrawn = said("2027", on="2023-05-23"), said("withdrawn", on="2024-05-23")
    assert baseline(first, withdrawn, said("2029", on="2025-05-23")) == "2027"
    assert baseline(said("withdrawn", on="2022-01-01")) is None


@given(st.lists(st.tuples(BOUNDED | OPEN_ENDED, DAYS), min_size=1, max_size=6))
def test_later_targets_never_move_the_baseline_once_it_is_narrow(
    rest: list[tuple[str, object]],
) -> None:
    promise = said("2027", on="2019-12-31")
    later = [said(text, on=str(when)) for text, when in rest]
    assert original_baseline([*later, promise], day("2041-01-01")) is promise


@pytest.mark.parametrize(
    ("target", "days"),
    [("2026-11-21", 1), ("2026-11-22", 0), ("2025-11", 357), ("2027", 0), ("FY2020/..", 0)],
)
def test_late_is_counted_from_the_last_day_of_the_target(target: str, days: int) -> None:
    assert late_days(Period.parse(target), TODAY) == days


@pytest.mark.parametrize(
    ("target", "soon"),
    [
        ("2026-11-21", False),
        ("2026-11-22", True),
        ("2027-02-20", True),
        ("2027-02-21", False),
        ("2026/..", False),
    ],
)
def test_due_soon_is_90_days_ahead_and_today_included(target: str, *, soon: bool) -> None:
    assert is_due_soon(Period.parse(target), TODAY) is soon


def test_stale_is_180_days_of_silence() -> None:
    assert not is_stale(day("2026-05-27"), TODAY)
    assert is_stale(day("2026-05-26"), TODAY)
