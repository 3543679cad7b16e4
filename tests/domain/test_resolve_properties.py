"""What holds for every lane of statements, whoever spoke and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from said import day, said
from tracker.domain.resolve import Resolution, agree, resolve
from tracker.domain.statement import Statement

TODAY = day("2026-11-22")
FIRST = day("2025-01-01")

STATEMENTS = st.builds(
    lambda value, tier, offset: said(
        value, tier=tier, on=(FIRST + timedelta(days=offset)).isoformat()
    ),
    st.sampled_from(["2027", "FY2027", "FY2027-H2", "H2 2027", "../2028-03", "2028", "~2027"]),
    st.sampled_from(["primary", "press", "secondary"]),
    st.integers(0, 120),
)
LANES = st.lists(STATEMENTS, min_size=1, max_size=12)
SOME_DAY = st.integers(-1, 130).map(lambda offset: FIRST + timedelta(days=offset))


def found(*statements: Statement) -> Resolution:
    resolution = resolve(statements, TODAY)
    assert resolution is not None
    return resolution


def texts(statements: Sequence[Statement]) -> list[str]:
    return [statement.text for statement in statements]


@given(LANES, SOME_DAY)
def test_only_what_was_said_by_the_day_matters(lane: list[Statement], as_of: date) -> None:
    assert resolve(lane, as_of) == resolve([s for s in lane if s.day <= as_of], as_of)


@given(LANES.flatmap(lambda lane: st.tuples(st.just(lane), st.permutations(lane))))
def test_the_order_in_which_statements_are_read_is_irrelevant(
    both: tuple[list[Statement], list[Statement]],
) -> None:
    assert resolve(both[0], TODAY) == resolve(both[1], TODAY)


@given(LANES, st.data())
def test_a_statement_taken_back_leaves_what_was_shown_without_it(
    lane: list[Statement], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(lane))
    left = [s for s in lane if s is not gone]
    never_said = [replace(s, id=number) for number, s in enumerate(left, 1)]
    after, never = resolve(left, TODAY), resolve(never_said, TODAY)
    assert (after is None) == (never is None)
    if after is not None and never is not None:
        assert left.index(after.shown) == never_said.index(never.shown)
        assert texts(after.conflicts) == texts(never.conflicts)
        assert texts(after.run) == texts(never.run)


@given(LANES)
def test_the_one_shown_is_of_the_best_tier_that_speaks(lane: list[Statement]) -> None:
    assert found(*lane).shown.tier.rank == min(s.tier.rank for s in lane)


@given(LANES)
def test_every_statement_is_in_exactly_one_place(lane: list[Statement]) -> None:
    one = found(*lane)
    placed = [*one.run, *one.beside, *one.conflicts, *one.earlier]
    assert sorted(s.id for s in placed) == sorted(s.id for s in lane)


@given(LANES)
def test_a_run_agrees_throughout_and_nothing_beside_the_shown_contradicts_it(
    lane: list[Statement],
) -> None:
    one = found(*lane)
    assert all(agree(a.value, b.value) for a in one.run for b in one.run)
    assert all(agree(s.value, one.shown.value) for s in one.beside)
    assert not any(agree(s.value, one.shown.value) for s in one.conflicts)
