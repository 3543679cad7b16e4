"""What holds for every series of statements, whoever spoke and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from hypothesis import assume, given
from hypothesis import strategies as st

from said import by_field, day, milestone_state, said
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.schedule import original_baseline
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.resolve import Resolution, in_order, resolve
from tracker.domain.shown.standing import told
from tracker.domain.shown.verdict import (
    COUNT_AGES,
    Verdict,
    agree,
    contradicts,
    same_value,
    verdict,
)
from tracker.domain.vocabulary import Tier

TODAY = day("2026-11-22")
FIRST = day("2025-01-01")
PROMISES = (
    *(
        "2027",
        "FY2027",
        "FY2027-H2",
        "H2 2027",
        "../2028-03",
        "2028",
        "~2027",
        "2027-04",
        "../2027",
    ),
    *("2027/2028", "2027-H2/..", "2020s", "2025-01", "2025", "withdrawn"),
)
AMOUNTS = (
    *("1,239bn", "1.23T", "~1.2T", ">1tn", ">1.2tn", "<=1.3tn", "1tn..1.3tn", "1.1tn..1.25tn"),
    *("2tn", "15tn", "undisclosed", "withdrawn", "1.23T as $8bn", "1.2T as $8bn"),
)
STATUSES = ("on-track", "at-risk", "met", "cancelled")
TIERS = st.sampled_from(["primary", "press", "secondary"])
SPEAKERS = st.sampled_from(["Maker", "Ministry", "Daily"])
OFFSETS = st.integers(0, 120)


def days(offsets: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    return offsets.map(lambda offset: (FIRST + timedelta(days=offset)).isoformat())


def words(
    field: str, values: Sequence[str], offsets: st.SearchStrategy[int] = OFFSETS
) -> st.SearchStrategy[Statement]:
    return st.builds(
        lambda value, tier, on, by: said(value, tier=tier, on=on, by=by, field=field),
        st.sampled_from(values),
        TIERS,
        days(offsets),
        SPEAKERS,
    )


def lanes_of(one: st.SearchStrategy[Statement]) -> st.SearchStrategy[list[Statement]]:
    return st.lists(one, min_size=1, max_size=12)


TARGETS = lanes_of(words("target", PROMISES))
PLANS = lanes_of(words("planned", AMOUNTS))
COUNTS = lanes_of(words("disbursed", AMOUNTS, st.integers(0, 600)))
SERIES = st.one_of(TARGETS, PLANS, COUNTS, lanes_of(words("status", STATUSES)))
MILESTONES = st.lists(st.one_of(words("target", PROMISES), words("status", STATUSES)), max_size=12)
SOME_DAY = st.integers(-1, 620).map(lambda offset: FIRST + timedelta(days=offset))


def found(*statements: Statement) -> Resolution:
    resolution = resolve(statements, TODAY)
    assert resolution is not None
    return resolution


def texts(statements: Sequence[Statement]) -> list[str]:
    return [statement.text for statement in statements]


@given(SERIES, SOME_DAY)
def test_only_what_was_said_by_the_day_matters(series: list[Statement], as_of: date) -> None:
    assert resolve(series, as_of) == resolve([s for s in series if s.day <= as_of], as_of)


@given(MILESTONES, SOME_DAY)
def test_nor_does_a_milestone_depend_on_what_was_said_later(
    log: list[Statement], as_of: date
) -> None:
    by_then = [s for s in log if s.day <= as_of]
    assert milestone_state(by_field(log), as_of) == milestone_state(by_field(by_then), as_of)
    assert told(by_field(log), as_of) == told(by_field(by_then), as_of)


@given(SERIES, SOME_DAY)
def test_a_resolution_knows_what_was_shown_on_each_day_before(
    series: list[Statement], as_of: date
) -> None:
    then = resolve(series, as_of)
    assert found(*series).at(as_of) == (then.shown if then else None)


@given(SERIES.flatmap(lambda series: st.tuples(st.just(series), st.permutations(series))))
def test_the_order_in_which_statements_are_read_is_irrelevant(
    both: tuple[list[Statement], list[Statement]],
) -> None:
    assert resolve(both[0], TODAY) == resolve(both[1], TODAY)


@given(SERIES, st.data())
def test_a_statement_taken_back_leaves_what_was_shown_without_it(
    series: list[Statement], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(series))
    left = [s for s in series if s is not gone]
    never_said = [replace(s, id=number) for number, s in enumerate(left, 1)]
    after, never = resolve(left, TODAY), resolve(never_said, TODAY)
    assert (after is None) == (never is None)
    if after is not None and never is not None:
        assert left.index(after.shown) == never_said.index(never.shown)
        assert texts(after.conflicts) == texts(never.conflicts)
        assert texts(after.run) == texts(never.run)


@given(st.one_of(TARGETS, PLANS, lanes_of(words("status", STATUSES))))
def test_the_one_shown_is_of_the_best_tier_that_speaks(series: list[Statement]) -> None:
    assert found(*series).shown.tier.rank == min(s.tier.rank for s in series)


@given(COUNTS)
def test_only_a_larger_count_of_the_press_is_shown_above_an_old_one_of_a_better_tier(
    series: list[Statement],
) -> None:
    shown = found(*series).shown
    best = [s for s in series if s.tier.rank == min(s.tier.rank for s in series)]
    if shown.tier is not best[0].tier:
        known = found(*best)
        assert (shown.tier, best[0].tier) == (Tier.PRESS, Tier.PRIMARY)
        assert shown.day - known.last_said >= COUNT_AGES
        assert 1 < (figure(shown) / figure(known.shown)) < 10


def figure(said: Statement) -> int:
    assert said.figure
    return said.figure.figure or 0


@given(SERIES)
def test_every_statement_is_in_exactly_one_place(series: list[Statement]) -> None:
    one = found(*series)
    placed = [*one.run, *one.beside, *one.conflicts, *one.earlier]
    assert sorted(s.id for s in placed) == sorted(s.id for s in series)
    assert one.shown in one.run


@given(SERIES)
def test_nothing_beside_the_shown_contradicts_it_and_all_conflicts_do(
    series: list[Statement],
) -> None:
    one = found(*series)
    assert all(contradicts(s.value, one.shown.value) for s in one.conflicts)
    same_tier = [s for s in one.beside if s.tier is one.shown.tier]
    assert not same_tier


@given(TARGETS)
def test_no_finer_promise_is_shown_for_a_newer_revision(series: list[Statement]) -> None:
    """All that its tier said since says it again: more coarsely, or without its FY."""
    shown = found(*series).shown
    for said_since in since(shown, series):
        assert isinstance(shown.value, Period) is isinstance(said_since.value, Period)
        if isinstance(shown.value, Period) and isinstance(said_since.value, Period):
            new, old = said_since.value, shown.value
            assert new.contains(old) or new.is_twin_of(old)


@given(PLANS)
def test_no_finer_amount_is_shown_for_a_newer_revision(series: list[Statement]) -> None:
    shown = found(*series).shown
    for said_since in since(shown, series):
        assert isinstance(shown.value, Quantity) is isinstance(said_since.value, Quantity)
        assert agree(shown.value, said_since.value)


def since(shown: Statement, series: Sequence[Statement]) -> list[Statement]:
    """What the tier of the one shown said after it, as the rule reads."""
    newest_first = reversed(in_order([s for s in series if s.tier is shown.tier]))
    return list(takewhile(lambda one: one is not shown, newest_first))


@given(SERIES, st.integers(0, 100))
def test_repeating_what_is_shown_never_revises_it(series: list[Statement], later: int) -> None:
    before = found(*series)
    newest = max(s.day for s in series)
    again = replace(
        before.shown,
        id=max(s.id for s in series) + 1,
        stated_on=Period.of_day(newest + timedelta(days=later)),
    )
    as_of = newest + timedelta(days=later)
    assume((shown_then := resolve(series, as_of)) and shown_then.shown is before.shown)
    after = resolve([*series, again], as_of)
    assert after
    assert after.shown is before.shown
    assert {one.id for one in after.run} == {again.id, *(one.id for one in before.run)}


NESTED = st.sampled_from(
    [
        ["2020s", "2025/2029", "2027/2028", "2027", "2027-H2", "2027-Q4", "2027-11", "2027-11-05"],
        ["../2029", "../2028", "2026/2028-06", "FY2027", "~2027-12", "2027-12"],
        ["2026/..", "2027/..", "2027/2029", "~2028", "2028", "2028-Q1"],
        ["FY2027/..", "FY2027/FY2028", "FY2027", "FY2027-H2", "FY2027-Q4", "2028-03-10"],
    ]
)
NESTED_AMOUNTS = st.sampled_from(
    [
        ["undisclosed", ">1tn", "1tn..1.3tn", "1.2tn..1.25tn", "1,239bn"],
        ["undisclosed", "<=2tn", "1tn..1.3tn", "~1.2tn", "1.23tn", "1,234bn"],
        [">=1.2tn", "1.2tn..1.3tn", "~1.24tn", "1.24tn", "1.240tn"],
    ]
)


@st.composite
def one_day_twice(
    draw: st.DrawFn, chains: st.SearchStrategy[list[str]], field: str, others: Sequence[str]
) -> tuple[list[Statement], list[Statement]]:
    """A series with one day of nested words, in two orders of recording."""
    rest = draw(st.lists(st.tuples(st.sampled_from(others), st.integers(0, 80)), max_size=5))
    chain = draw(st.lists(st.sampled_from(draw(chains)), min_size=2, max_size=4, unique=True))
    spoken = [*((text, offset) for text, offset in rest if offset != 40), *((t, 40) for t in chain)]
    series = [
        said(text, on=(FIRST + timedelta(days=offset)).isoformat(), field=field)
        for text, offset in spoken
    ]
    of_day = series[len(series) - len(chain) :]
    numbers = draw(st.permutations([s.id for s in of_day]))
    moved = [replace(s, id=number) for s, number in zip(of_day, numbers, strict=True)]
    return series, [*series[: -len(chain)], *moved]


@given(one_day_twice(NESTED, "target", PROMISES))
def test_in_which_order_nested_promises_of_a_day_were_recorded_is_irrelevant(
    both: tuple[list[Statement], list[Statement]],
) -> None:
    one, other = both
    assert same_value(found(*one).shown.value, found(*other).shown.value)
    promised = [original_baseline(series, TODAY) for series in both]
    assert promised[0]
    assert promised[1]
    assert same_value(promised[0].value, promised[1].value)


@given(one_day_twice(NESTED_AMOUNTS, "planned", AMOUNTS))
def test_in_which_order_nested_amounts_of_a_day_were_recorded_is_irrelevant(
    both: tuple[list[Statement], list[Statement]],
) -> None:
    one, other = both
    assert same_value(found(*one).shown.value, found(*other).shown.value)


SAYS_IT_AGAIN = (Verdict.BLURS, Verdict.REPEATS)


@st.composite
def a_lane_and_a_vaguer_repeat(
    draw: st.DrawFn,
    all_series: st.SearchStrategy[list[Statement]],
    values: Sequence[str],
    most: int,
) -> tuple[list[Statement], Statement]:
    """A series, and a word of a lower tier that says coarsely what is shown of it."""
    series = draw(all_series)
    shown, newest = found(*series).shown, max(s.day for s in series)
    lower = [tier for tier in Tier if tier.rank > shown.tier.rank]
    assume(lower)
    on = (newest + timedelta(days=draw(st.integers(1, most)))).isoformat()
    spoken = [said(value, on=on, field=shown.field, by=draw(SPEAKERS)) for value in values]
    vaguer = [one for one in spoken if verdict(one, shown, newest) in SAYS_IT_AGAIN]
    assume(vaguer)
    return series, replace(draw(st.sampled_from(vaguer)), tier=draw(st.sampled_from(lower)))


def changes_nothing(series: list[Statement], repeat: Statement) -> bool:
    before, after = found(*series), found(*series, repeat)
    return after.shown is before.shown and repeat not in after.conflicts


@given(a_lane_and_a_vaguer_repeat(TARGETS, PROMISES, 500))
def test_a_vaguer_repeat_of_a_lower_tier_leaves_a_promise_as_it_is(
    both: tuple[list[Statement], Statement],
) -> None:
    assert changes_nothing(*both)


@given(a_lane_and_a_vaguer_repeat(PLANS, AMOUNTS, 500))
def test_a_vaguer_repeat_of_a_lower_tier_leaves_a_plan_as_it_is(
    both: tuple[list[Statement], Statement],
) -> None:
    assert changes_nothing(*both)


@given(a_lane_and_a_vaguer_repeat(lanes_of(words("disbursed", AMOUNTS)), AMOUNTS, 59))
def test_a_vaguer_repeat_of_a_lower_tier_leaves_a_count_as_it_is_within_180_days(
    both: tuple[list[Statement], Statement],
) -> None:
    assert changes_nothing(*both)
