"""Reported totals and counts beside those derived."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import day, metric, said
from tracker.domain.checks.finding import tell
from tracker.domain.definitions.subject import Metric
from tracker.domain.holdings import HolderCounts
from tracker.domain.log.statement import Statement
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.reconcile import Reconciliation, reason, reconcile_counts, reconcile_totals
from tracker.domain.shown.resolve import Resolution, resolve
from tracker.domain.vocabulary import Field, HolderCount

TODAY = day("2026-11-22")
BN = 10**9
RAISED = replace(metric("raised", unit="JPY"), sums=("a", "b"))
Resolutions = dict[tuple[str, Field], Resolution]


def paid(slug: str, text: str, on: str = "2026-02-01", stage: str = "disbursed") -> Statement:
    return said(text, field=stage, on=on, about=slug)


def shown(of: Metric, text: str, on: str = "2026-03-01") -> tuple[Metric, Resolution]:
    found = resolve([said(text, field="value", unit=of.counted_in, on=on)], TODAY)
    assert found
    return of, found


def resolutions(*statements: Statement) -> Resolutions:
    of = {(one.subject, one.field) for one in statements}
    all_series = {key: [s for s in statements if (s.subject, s.field) == key] for key in of}
    return {key: found for key, series in all_series.items() if (found := resolve(series, TODAY))}


def compared(text: str, *parts: Statement, on: str = "2026-03-01") -> Reconciliation | None:
    found = reconcile_totals([shown(RAISED, text, on)], resolutions(*parts), TODAY)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "same", "difference", "because"),
    [
        ("150bn", True, 0, ()),
        ("~150bn", True, 0, ()),
        ("107bn", False, -43, ()),
        ("100bn", False, -50, ("b",)),
        ("250bn", False, 100, ("a",)),
    ],
)
def test_the_difference_is_told_and_the_part_that_makes_it(
    text: str, *, same: bool, difference: int, because: tuple[str, ...]
) -> None:
    one = compared(text, paid("a", "100bn"), paid("b", "50bn"))
    assert one
    slugs = tuple(part.subject for part in one.because)
    assert (one.same, one.difference, slugs) == (same, difference * BN, because)
    assert (one.derived.figure, one.derived.derived) == (150 * BN, True)


def test_of_parts_that_may_explain_it_the_nearest_is_named() -> None:
    parts = [paid(slug, text) for slug, text in (("a", "70bn"), ("b", "100bn"))]
    third = replace(RAISED, sums=("a", "b", "c"))
    levels = resolutions(*parts, paid("c", "1652.5bn"))
    (one,) = reconcile_totals([shown(third, "~1.7tn")], levels, TODAY)
    assert tell(reason(one)) == "it is without b 100bn"
    (near,) = reconcile_totals([shown(third, "~1.6tn")], levels, TODAY)
    assert reason(near) == ()


def disputed(*texts: str, of: Metric = RAISED) -> tuple[Metric, Resolution]:
    first, *others = texts
    series = [said(first, field="value", unit=of.counted_in)]
    series += [said(one, field="value", unit=of.counted_in, tier="press") for one in others]
    found = resolve(series, TODAY)
    assert found
    return of, found


def test_each_contradiction_is_explained_once_beside_the_derived_figure() -> None:
    levels = resolutions(paid("a", "100bn"), paid("b", "50bn"))
    (one,) = reconcile_totals([disputed("150bn", "100bn", "100bn", "137bn")], levels, TODAY)
    assert (one.same, reason(one)) == (True, ())
    told = {text.text: (other.difference, tell(reason(other))) for text, other in one.disputed}
    assert told == {"100bn": (-50 * BN, "it is without b 50bn"), "137bn": (-13 * BN, "")}


def test_a_contradiction_may_be_what_the_parts_make() -> None:
    levels = resolutions(paid("a", "100bn"), paid("b", "50bn"))
    (one,) = reconcile_totals([disputed("1.5tn", "150bn")], levels, TODAY)
    assert tell(reason(one)) == "it is 10 times as much"
    ((_, other),) = one.disputed
    assert (other.same, other.difference) == (True, 0)


def test_a_count_is_explained_by_what_the_list_has() -> None:
    counts = HolderCounts(companies=32, with_state=33, by_group=31)
    companies = replace(metric("holders"), counts=HolderCount.HOLDERS)
    (one,) = reconcile_counts([disputed("33", "30", of=companies)], counts, TODAY)
    ways = "the list has 32 companies, 33 with the state, 31 by group"
    assert tell(reason(one)) == f"{ways}; it is the number with the state"
    assert [tell(reason(other)) for _, other in one.disputed] == [ways]
    alone = HolderCounts(companies=1, with_state=1, by_group=1)
    (one,) = reconcile_counts([shown(companies, "2")], alone, TODAY)
    assert tell(reason(one)) == "the list has 1 company, 1 with the state, 1 by group"


def test_the_furthest_stage_of_each_part_counts_and_keeps_its_qualifier() -> None:
    one = compared("150bn", paid("a", "<=100bn", stage="committed"), paid("b", "50bn"))
    assert one
    assert (one.same, one.derived.qualifier) == (True, Qualifier.AT_MOST)


def test_without_a_part_there_is_no_sum() -> None:
    assert compared("150bn", paid("a", "100bn")) is None
    assert compared("150bn", paid("a", "100bn"), paid("b", "undisclosed")) is None


def test_what_was_true_on_its_day_is_not_held_against_it() -> None:
    parts = (paid("a", "100bn"), paid("b", "50bn"), paid("b", "90bn", on="2026-06-01"))
    then = compared("150bn", *parts)
    assert then
    assert (then.same, then.as_of) == (True, day("2026-03-01"))
    later = compared("190bn", *parts)
    assert later
    assert (later.same, later.as_of) == (True, TODAY)


def test_a_metric_that_names_no_parts_is_not_compared() -> None:
    plain = metric("plain", unit="JPY")
    assert reconcile_totals([shown(plain, "5bn")], {}, TODAY) == []


def test_counts_are_laid_beside_the_list_in_the_way_that_they_say() -> None:
    counts = HolderCounts(companies=32, with_state=33, by_group=31)
    metrics = [
        shown(replace(metric(str(way)), counts=way), text)
        for way, text in zip(HolderCount, ("30", "33", "~30"), strict=True)
    ]
    found = reconcile_counts([*metrics, shown(metric("other"), "5")], counts, TODAY)
    assert [(one.derived.figure, one.difference, one.same) for one in found] == [
        (32, -2, False),
        (33, 0, True),
        (31, -1, True),
    ]


@pytest.mark.parametrize(
    ("b", "made"),
    [
        ((paid("b", "50bn", stage="planned"),), 100),
        ((paid("b", "50bn", stage="enacted"), paid("b", "50bn", stage="cancelled")), 100),
        ((paid("b", "50bn", stage="enacted"), paid("b", "undisclosed", stage="cancelled")), 100),
        ((paid("b", "50bn", stage="enacted"), paid("b", "20bn", stage="cancelled")), 130),
        ((paid("b", "50bn"), paid("b", "20bn", stage="cancelled")), 150),
        ((paid("b", "50bn"), paid("b", "undisclosed", stage="cancelled")), 150),
    ],
    ids=[
        "planned only",
        "called off",
        "called off in all",
        "called off in part",
        "paid before",
        "paid before all was called off",
    ],
)
def test_what_never_came_or_was_called_off_makes_no_total_of_what_is(
    b: tuple[Statement, ...], made: int
) -> None:
    one = compared("100bn", paid("a", "100bn"), *b)
    assert one
    assert one.derived.figure == made * BN


def test_what_was_called_off_in_a_range_leaves_a_range() -> None:
    off = paid("b", "20bn..50bn", stage="cancelled")
    one = compared("120bn", paid("a", "100bn"), paid("b", "50bn", stage="enacted"), off)
    assert one
    made = (one.derived.figure, one.derived.high, one.derived.qualifier)
    assert made == (100 * BN, 130 * BN, Qualifier.RANGE)
    assert one.same


@pytest.mark.parametrize(
    ("part", "made"),
    [([], 100), ([paid("b", "50bn", stage="enacted")], 100), ([paid("b", "50bn")], 150)],
    ids=["nobody spoke of it", "enacted", "paid"],
)
def test_what_was_paid_stays_when_its_whole_is_called_off(part: list[Statement], made: int) -> None:
    whole = [
        paid("w", "90bn", stage="enacted"),
        paid("w", "90bn", stage="cancelled", on="2026-02-20"),
    ]
    levels = resolutions(paid("a", "100bn"), *part, *whole)
    (one,) = reconcile_totals([shown(RAISED, "100bn")], levels, TODAY, {"b": "w"})
    assert one.derived.figure == made * BN
