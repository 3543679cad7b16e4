"""Who may say that a milestone has ended, and when it was met."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import by_field, day, said
from tracker.domain.log.statement import Statement
from tracker.domain.shown.standing import has_standing, met_by, still_met, told
from tracker.domain.vocabulary import STATUSES, Field, Status, Tier

TODAY = day("2026-11-22")


def status(
    word: str, on: str, tier: str = "secondary", happened: str | None = None, by: str | None = None
) -> Statement:
    return said(word, field="status", on=on, tier=tier, happened=happened, by=by)


def test_nothing_is_told_of_a_field_of_which_nobody_spoke_yet() -> None:
    later = said("2029", on="2026-11-23")
    assert told(by_field([later]), TODAY).fields == {}


def test_where_nobody_else_states_a_status_there_is_none() -> None:
    promise, blog = said("2029", tier="press"), status("met", "2026-09-01")
    found = told(by_field([promise, blog]), TODAY)
    assert set(found.fields) == {Field.TARGET}
    assert found.unproved == (blog,)


def test_who_ends_it_without_standing_contradicts_what_stays() -> None:
    promise, rated = said("2029", tier="press"), status("at-risk", "2026-08-01", by="Digest")
    words = [status("met", "2026-09-01", by="Blog"), status("met", "2026-10-01", by="Other")]
    found = told(by_field([promise, rated, *words]), TODAY)
    assert found.unproved == (words[1], words[0])
    assert found.fields[Field.STATUS].shown is rated
    assert found.fields[Field.STATUS].conflicts == found.unproved


def test_a_status_of_better_sources_needs_no_proof() -> None:
    met = status("met", "2026-09-01", tier="press")
    found = told(by_field([said("2029"), met, status("cancelled", "2026-10-01")]), TODAY)
    assert (found.fields[Field.STATUS].shown, found.unproved) == (met, ())


@pytest.mark.parametrize(
    ("field", "value", "gives"),
    [
        ("status", "on-track", True),
        ("target", "withdrawn", True),
        ("threshold", "30", True),
        ("progress", "40%", True),
        ("baseline", "2029", False),
        ("note", "hiring", False),
    ],
)
def test_what_gives_standing_is_a_word_on_how_it_stands(
    field: str, value: str, *, gives: bool
) -> None:
    press = by_field([said(value, field=field, tier="press", on="2026-03-01")])
    assert has_standing(press, TODAY) is gives
    assert not has_standing(press, day("2026-02-28"))
    assert not has_standing(by_field([said(value, field=field, tier="secondary")]), TODAY)


def test_of_several_days_the_best_tiers_counts_then_the_finest_then_the_first_said() -> None:
    press = status("met", "2026-02-01", "press", "2026-01-30")
    month = status("met", "2026-02-02", "primary", "2026-01")
    fine = status("met", "2026-02-03", "primary", "2026-01-29")
    again = status("met", "2026-02-04", "primary", "2026-01-28")
    words = [status("met", "2026-01-31", "secondary", "2026-01-02"), press, month, fine, again]
    assert [met_by(words[:count], TODAY) for count in (2, 3, 4, 5)] == [press, month, fine, fine]


def test_where_nobody_tells_the_day_the_one_who_said_it_first_counts() -> None:
    blog, press = status("met", "2026-01-01"), status("met", "2026-02-01", "press")
    company = status("met", "2026-03-01", "primary")
    assert met_by([company, press, blog], TODAY) is press
    assert met_by([blog], TODAY) is blog
    assert met_by([company, press], day("2026-01-31")) is None


def test_a_met_that_another_status_of_its_tier_or_a_better_one_followed_dates_nothing() -> None:
    early = status("met", "2026-01-01", "press")
    for tier, stands in (("primary", False), ("press", False), ("secondary", True)):
        followed = [early, status("on-track", "2026-02-01", tier)]
        assert (met_by(followed, TODAY) is early) is stands
        assert met_by([early, status("on-track", "2025-12-31", tier)], TODAY) is early


@given(
    st.lists(
        st.builds(
            status,
            st.sampled_from(["met", "met", *STATUSES]),
            st.dates(day("2026-01-01"), day("2026-01-09")).map(str),
            st.sampled_from(list(Tier)),
        ),
        max_size=10,
    )
)
def test_a_met_still_stands_where_nobody_of_its_tier_or_a_better_one_said_otherwise_since(
    words: list[Statement],
) -> None:
    standing = {one.id for one in still_met(words)}
    for met in words:
        followed = any(
            one.value is not Status.MET and one.order > met.order and one.tier.rank <= met.tier.rank
            for one in words
        )
        assert (met.id in standing) is (met.value is Status.MET and not followed)
