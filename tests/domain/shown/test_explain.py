"""What a statement just logged did to the one shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import by_field, day, said
from tracker.domain.log.statement import Statement
from tracker.domain.shown.explain import Effect, effect
from tracker.domain.shown.resolve import resolve
from tracker.domain.shown.standing import told

TODAY = day("2026-11-22")


def did(new: Statement, *known: Statement) -> Effect:
    before, after = (
        told(by_field(words), TODAY).fields.get(new.field) for words in (known, (*known, new))
    )
    return effect(new, before, after)


def test_the_first_word_on_a_field_is_first() -> None:
    assert did(said("2027")) is Effect.FIRST


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        ("2027", "2029", Effect.REVISES),
        ("2027", "2029-04-01", Effect.REVISES),
        ("2027", "2027/2028", Effect.REVISES),
        ("2027", "2027-H2", Effect.NARROWS),
        ("2027", "FY2027-H2", Effect.NARROWS),
        ("2027-H2", "FY2027-H2", Effect.NARROWS),
        ("2027-04", "2027", Effect.BLURS),
        ("FY2027-H2", "2027", Effect.REPEATS),
        ("FY2027-H2", "2027年度後半", Effect.REPEATS),
        ("2027", "withdrawn", Effect.REVISES),
    ],
)
def test_a_later_word_of_the_same_tier(known: str, new: str, expected: Effect) -> None:
    earlier = said(known, on="2025-11-21")
    assert did(said(new, on="2026-02-27"), earlier) is expected


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        ("2027", "2029", Effect.OLDER),
        ("2027-H1", "2027", Effect.OLDER),
        ("FY2027-H2", "2027", Effect.OLDER),
        ("2027", "2027-H1", Effect.NARROWS),
        ("2027", "FY2027-H2", Effect.NARROWS),
        ("FY2027-H2", "2027年度後半", Effect.REPEATS),
    ],
)
def test_an_earlier_word_recorded_late(known: str, new: str, expected: Effect) -> None:
    later = said(known, on="2026-02-27")
    assert did(said(new, on="2025-11-21"), later) is expected


def test_a_word_recorded_late_between_two_others_revises_or_was_overtaken() -> None:
    first, vague = said("2027-H1", on="2025-01-01"), said("2027", on="2025-05-01")
    assert did(said("2027-H2", on="2025-03-01"), first, vague) is Effect.REVISES
    assert did(said("2028", on="2025-03-01"), first, vague) is Effect.OLDER


def test_what_was_narrowed_at_once_is_older_than_what_is_shown() -> None:
    first, fine = said("2028", on="2025-01-01"), said("2027-H1", on="2025-05-01")
    assert did(said("2027", on="2025-03-01"), first, fine) is Effect.OLDER


def test_the_company_takes_over_from_the_press() -> None:
    assert did(said("2027"), said("2029", tier="press")) is Effect.BETTER_TIER


def test_the_press_is_outranked_by_the_company() -> None:
    assert did(said("2029", tier="press"), said("2027")) is Effect.OUTRANKED


def test_the_press_counts_on_where_the_company_is_silent() -> None:
    known = said("22", field="value", on="2026-01-01")
    later = {"field": "value", "on": "2026-07-01", "tier": "press"}
    assert did(said("30", **later), known) is Effect.NEWER_COUNT
    assert did(said("21", **later), known) is Effect.OUTRANKED


@pytest.mark.parametrize("known", [[], [said("at-risk", field="status", tier="secondary")]])
def test_secondary_sources_alone_end_nothing(known: list[Statement]) -> None:
    blog = said("met", field="status", on="2026-06-01", tier="secondary")
    promise = said("2027", on="2025-01-01", tier="press")
    words = by_field([promise, *known]), by_field([promise, *known, blog])
    before, after = (told(one, TODAY).fields.get(blog.field) for one in words)
    assert effect(blog, before, after) is Effect.UNPROVED


@given(
    st.lists(
        st.builds(
            lambda value, tier, on: said(value, tier=tier, on=str(on)),
            st.sampled_from(["2027", "2027-H2", "FY2027-H2", "2029", "../2028-03", "withdrawn"]),
            st.sampled_from(["primary", "press", "secondary"]),
            st.dates(day("2026-01-01"), day("2026-03-01")),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_takes_over_is_shown_and_what_is_silent_is_not(series: list[Statement]) -> None:
    *known, new = series
    before, after = resolve(known, TODAY), resolve(series, TODAY)
    assert after is not None
    silent = {Effect.OUTRANKED, Effect.OLDER, Effect.BLURS}
    taken = {Effect.FIRST, Effect.BETTER_TIER, Effect.REVISES, Effect.NARROWS}
    found = effect(new, before, after)
    assert found in silent | taken | {Effect.REPEATS}
    assert (after.shown is new) or found not in taken
    assert (after.shown is not new) or found not in silent
