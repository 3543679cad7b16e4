"""What a statement just logged did to the one shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import day, said
from tracker.domain.explain import Effect, effect
from tracker.domain.resolve import resolve
from tracker.domain.statement import Statement

TODAY = day("2026-11-22")


def did(new: Statement, *known: Statement) -> Effect:
    after = resolve([*known, new], TODAY)
    assert after is not None
    return effect(new, resolve(known, TODAY), after)


def test_the_first_word_on_a_field_is_first() -> None:
    assert did(said("2027")) is Effect.FIRST


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        ("2027", "2029", Effect.NEWER),
        ("2027", "2029-04-01", Effect.NEWER),
        ("2027", "FY2027-H2", Effect.MORE_PRECISE),
        ("FY2027-H2", "2027", Effect.VAGUER),
        ("FY2027-H2", "2027年度後半", Effect.REPEATS),
        ("2027-H2", "FY2027-H2", Effect.NEWER),
    ],
)
def test_a_later_word_of_the_same_tier(known: str, new: str, expected: Effect) -> None:
    earlier = said(known, on="2025-11-21")
    assert did(said(new, on="2026-02-27"), earlier) is expected


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        ("2027", "2029", Effect.OLDER),
        ("2027", "FY2027-H2", Effect.MORE_PRECISE),
        ("FY2027-H2", "2027", Effect.VAGUER),
        ("FY2027-H2", "2027-H2", Effect.OLDER),
        ("FY2027-H2", "2027年度後半", Effect.REPEATS),
    ],
)
def test_an_earlier_word_recorded_late(known: str, new: str, expected: Effect) -> None:
    later = said(known, on="2026-02-27")
    assert did(said(new, on="2025-11-21"), later) is expected


def test_a_vaguer_word_that_ends_the_run_is_newer_and_not_more_precise() -> None:
    june_or_july = said("2027-06-15/2027-07-14", on="2025-01-01")
    first_half = said("2027-H1", on="2025-06-01")
    assert did(first_half, june_or_july) is Effect.VAGUER
    assert did(said("2027-H2", on="2026-01-01"), june_or_july, first_half) is Effect.NEWER


def test_the_company_takes_over_from_the_press() -> None:
    assert did(said("2027"), said("2029", tier="press")) is Effect.BETTER_TIER


def test_the_press_is_outranked_by_the_company() -> None:
    assert did(said("2029", tier="press"), said("2027")) is Effect.OUTRANKED


@given(
    st.lists(
        st.builds(
            lambda value, tier, on: said(value, tier=tier, on=str(on)),
            st.sampled_from(["2027", "FY2027-H2", "2027-H2", "2029", "../2028-03"]),
            st.sampled_from(["primary", "press", "secondary"]),
            st.dates(day("2026-01-01"), day("2026-03-01")),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_takes_over_is_shown_and_what_is_silent_is_not(lane: list[Statement]) -> None:
    *known, new = lane
    before, after = resolve(known, TODAY), resolve(lane, TODAY)
    assert after is not None
    silent = {Effect.OUTRANKED, Effect.OLDER, Effect.VAGUER}
    taken = {Effect.FIRST, Effect.BETTER_TIER, Effect.NEWER, Effect.MORE_PRECISE}
    found = effect(new, before, after)
    assert (after.shown is new) or found not in taken
    assert (after.shown is not new) or found not in silent
