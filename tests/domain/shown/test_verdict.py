"""What one word does to another: repeats, narrows, blurs, revises; and whether both can be true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import day, said
from strategies_period import near
from strategies_quantity import UNITS, quantities
from tracker.domain.log.statement import Statement, Value
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.verdict import (
    COUNT_AGES,
    Verdict,
    agree,
    contradicts,
    counted_apart,
    is_new_count,
    same_value,
    verdict,
)
from tracker.domain.vocabulary import STATUSES, WITHDRAWN, Status
from tracker.errors import PeriodError

FIRST = day("2026-01-01")


def periods_of(text: str) -> st.SearchStrategy[Period]:
    """The period; of a range that ends before it begins none."""
    try:
        return st.just(Period.parse(text))
    except PeriodError:
        return st.nothing()


PERIODS = near.flatmap(periods_of)
PAIRS_OF_PERIODS = st.tuples(PERIODS, PERIODS)
PAIRS_OF_QUANTITIES = st.sampled_from(UNITS).flatmap(
    lambda unit: st.tuples(quantities(unit), quantities(unit))
)
WORDS = st.sampled_from([*map(Status, STATUSES), WITHDRAWN, "hiring", "pilot runs"])
PAIRS: st.SearchStrategy[tuple[Value, Value]] = st.one_of(
    PAIRS_OF_PERIODS, PAIRS_OF_QUANTITIES, st.tuples(WORDS, WORDS)
)
LATER = st.integers(0, 400).map(timedelta)
OF_A_TARGET, OF_A_PLAN = said("2027"), said("1bn", field="planned")
OF_A_COUNT, OF_A_NOTE = said("1", field="value"), said("any", field="note")


def of(value: Value, *, measured: bool = False) -> Statement:
    """A statement of the value on the first day, of a field that has such values."""
    if isinstance(value, Quantity):
        return replace(OF_A_COUNT if measured else OF_A_PLAN, value=value)
    return replace(OF_A_TARGET if isinstance(value, Period) else OF_A_NOTE, value=value)


def did(new: str, claim: str, after: int = 60, **more: str) -> str:
    """What a word did that was said so many days after the claim."""
    on = (FIRST + timedelta(days=after)).isoformat()
    return verdict(said(new, on=on, **more), said(claim, **more), FIRST).value


@pytest.mark.parametrize(
    ("claim", "new", "expected"),
    [
        ("2029", "2029", "repeats"),
        ("FY2029-H2", "2029年度後半", "repeats"),
        ("FY2029-Q4", "2030-Q1", "repeats"),
        ("2029", "2029-H1", "narrows"),
        ("~2029", "2029", "narrows"),
        ("2029", "FY2029-H2", "narrows"),
        ("../2029", "../2028", "narrows"),
        ("2029/..", "2030-06", "narrows"),
        ("2029-06", "2029-Q2", "blurs"),
        ("2029-06", "~2029", "blurs"),
        ("2029", "2029?", "blurs"),
        ("2029", "2020s", "blurs"),
        ("2029", "2025/2029", "blurs"),
        ("2029-06", "../2029", "blurs"),
        ("2029-H1/2029-H2", "../2029", "blurs"),
        ("FY2029-H2", "2029", "repeats"),
        ("FY2029-H2", "../2029", "repeats"),
        ("../FY2029", "../2029", "repeats"),
        ("../2029", "../FY2029", "narrows"),
        ("2029", "../2030", "revises"),
        ("../2029", "../2030", "revises"),
        ("../2029-06", "2029", "revises"),
        ("2029", "2029/2030", "revises"),
        ("2029", "2029/..", "revises"),
        ("2029-H1", "2029-H2", "revises"),
        ("2029", "~2030", "revises"),
        ("FY2029-H2", "2030", "revises"),
        ("2026-01", "2026", "revises"),
        ("2026-01", "../2026", "revises"),
    ],
)
def test_a_later_promise(claim: str, new: str, expected: str) -> None:
    assert did(new, claim) == expected


@pytest.mark.parametrize("new", ["2029/2031", "../2031", "2028/..", "~2029/2031"])
def test_on_its_day_all_that_contains_a_promise_blurs_it(new: str) -> None:
    assert did(new, "2029", after=0) == "blurs"
    assert did(new, "2029", after=1) == "revises"


@pytest.mark.parametrize(
    ("claim", "new", "expected"),
    [
        ("1.23tn", "1,230bn", "repeats"),
        ("850bn as $5.6bn", "800bn as $5.6bn", "repeats"),
        ("1.23tn", "1,239bn", "narrows"),
        ("~30bn", "32bn", "narrows"),
        (">10bn", "16bn", "narrows"),
        ("5bn..8bn", "6bn..7bn", "narrows"),
        ("undisclosed", ">10bn", "narrows"),
        ("1,239bn", "1.23tn", "blurs"),
        ("46bn", ">40bn", "blurs"),
        ("<=631.5bn", "<=631bn", "blurs"),
        ("32bn", "undisclosed", "blurs"),
        ("2.9bn", "2bn", "revises"),
        ("16bn", ">10bn", "revises"),
        ("6.5bn", "5bn..8bn", "revises"),
        (">40bn", ">45bn", "revises"),
        ("5bn", "6bn", "revises"),
    ],
)
def test_a_later_amount(claim: str, new: str, expected: str) -> None:
    assert did(new, claim, field="planned") == expected


@pytest.mark.parametrize("new", [">10bn", "5bn..20bn", "~20bn"])
def test_on_its_day_all_that_an_amount_can_be_true_with_blurs_it(new: str) -> None:
    assert did(new, "16bn", after=0, field="planned") == "blurs"
    assert did(new, "16bn", after=1, field="planned") == "revises"


@pytest.mark.parametrize(
    ("field", "claim", "new"), [("status", "on-track", "at-risk"), ("note", "one", "another")]
)
def test_statuses_and_notes_repeat_or_revise(field: str, claim: str, new: str) -> None:
    assert did(claim, claim, field=field) == "repeats"
    assert did(new, claim, field=field) == "revises"


@pytest.mark.parametrize(("field", "value"), [("target", "2029"), ("planned", "5bn")])
def test_what_is_withdrawn_is_revised_by_the_next_value(field: str, value: str) -> None:
    assert did("withdrawn", value, field=field) == "revises"
    assert did("withdrawn", "withdrawn", field=field) == "repeats"
    assert did(value, "withdrawn", field=field) == "revises"


@pytest.mark.parametrize(
    ("field", "nature", "new", "after", "expected"),
    [
        ("value", "actual", "~1000", 180, True),
        ("value", "actual", ">990", 180, True),
        ("value", "actual", "~1000", 179, False),
        ("value", "planned", "~1000", 180, False),
        ("value", "actual", "980", 180, False),
        ("value", "actual", "987", 180, False),
        ("value", "actual", "<=1000", 180, False),
        ("value", "actual", "undisclosed", 180, False),
        ("threshold", "actual", "~1000", 180, False),
    ],
)
def test_a_larger_figure_of_what_is_measured_is_a_new_count_after_180_days(
    field: str, nature: str, new: str, after: int, *, expected: bool
) -> None:
    claim = said("987", field=field, nature=nature)
    on = (FIRST + timedelta(days=after)).isoformat()
    later = said(new, on=on, field=field, nature=nature)
    assert is_new_count(later, claim, FIRST) is expected
    if expected:
        assert verdict(later, claim, FIRST) is Verdict.REVISES


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2026-03", "2026-04", True),
        ("2026-03", "2026-03-31", False),
        ("2026-03-31", "2026-04-01", False),
        ("2026-03", None, False),
        (None, None, False),
    ],
)
def test_figures_are_counted_apart_where_both_have_a_day_and_no_day_in_common(
    one: str | None, other: str | None, *, apart: bool
) -> None:
    first = said("30", field="value", happened=one)
    second = said("~30", field="value", happened=other)
    assert counted_apart(first, second) is counted_apart(second, first) is apart
    assert verdict(second, first, FIRST) is (Verdict.REVISES if apart else Verdict.BLURS)


def test_statuses_are_not_counted() -> None:
    first, second = (said("met", field="status", happened=on) for on in ("2026-03", "2026-04"))
    assert not counted_apart(first, second)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (Status.MET, Status.ON_TRACK, True),
        (Status.AT_RISK, Status.ON_TRACK, False),
        (Status.MET, Status.MET, False),
        ("hiring", "pilot runs", False),
        (WITHDRAWN, Period.parse("2029"), True),
        (WITHDRAWN, WITHDRAWN, False),
        (Period.parse("2029"), Period.parse("2029-H2"), False),
        (Period.parse("2029"), Period.parse("2030"), True),
    ],
)
def test_what_contradicts_what(one: Value, other: Value, *, against: bool) -> None:
    assert contradicts(one, other) is contradicts(other, one) is against


@given(PAIRS)
def test_to_agree_and_to_contradict_are_symmetric_and_nothing_contradicts_itself(
    pair: tuple[Value, Value],
) -> None:
    one, other = pair
    assert agree(one, other) is agree(other, one)
    assert contradicts(one, other) is contradicts(other, one)
    assert agree(one, one)
    assert not contradicts(one, one)


@given(PAIRS)
def test_what_is_the_same_agrees(pair: tuple[Value, Value]) -> None:
    one, other = pair
    assert same_value(one, one)
    if same_value(one, other):
        assert agree(one, other)


@given(PAIRS, LATER)
def test_what_is_equal_repeats_whenever_it_is_said(
    pair: tuple[Value, Value], later: timedelta
) -> None:
    on = Period.of_day(FIRST + later)
    for measured in (False, True):
        claim, other = (of(value, measured=measured) for value in pair)
        assert verdict(replace(claim, stated_on=on), claim, FIRST) is Verdict.REPEATS
        if same_value(claim.value, other.value):
            assert verdict(replace(other, stated_on=on), claim, FIRST) is Verdict.REPEATS


@given(PAIRS, LATER)
def test_what_narrows_or_blurs_can_be_true_with_the_claim(
    pair: tuple[Value, Value], later: timedelta
) -> None:
    """But for two open ends: a later `from` lies in what the first left open, and moves it."""
    claim, new = (of(value) for value in pair)
    told = verdict(replace(new, stated_on=Period.of_day(FIRST + later)), claim, FIRST)
    moves = all(isinstance(v, Period) and (v.is_from or v.is_by) for v in pair)
    if told is not Verdict.REVISES and not moves:
        assert agree(new.value, claim.value)


@given(PAIRS_OF_QUANTITIES, LATER)
def test_a_larger_count_never_blurs_once_counts_have_aged(
    pair: tuple[Quantity, Quantity], later: timedelta
) -> None:
    claim, new = (of(value, measured=True) for value in pair)
    told = verdict(replace(new, stated_on=Period.of_day(FIRST + COUNT_AGES + later)), claim, FIRST)
    one, other = claim.figure, new.figure
    if one and other and (other.figure or 0) > (one.figure or 0) and other.low_bound is not None:
        assert told is not Verdict.BLURS


@given(PAIRS_OF_PERIODS, LATER)
def test_of_two_promises_only_one_narrows_the_other(
    pair: tuple[Period, Period], later: timedelta
) -> None:
    one, other = (replace(of(value), stated_on=Period.of_day(FIRST + later)) for value in pair)
    told = {verdict(one, other, FIRST), verdict(other, one, FIRST)}
    assert told != {Verdict.NARROWS}
