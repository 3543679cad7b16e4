"""Which statements moved what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import day, look, said
from tracker.domain.log.statement import Statement
from tracker.domain.shown.explain import Change, newest, newest_figure
from tracker.domain.shown.explain import changes as moved
from tracker.domain.shown.resolve import resolve

TODAY = day("2026-11-22")


def changes(all_series: Sequence[Sequence[Statement]], as_of: date) -> list[Change]:
    return moved(
        look([said for series in all_series for said in series], as_of).resolutions.values()
    )


def test_the_first_word_on_a_field_is_a_change_from_nothing() -> None:
    first = said("2027")
    assert changes([[first]], TODAY) == [Change(first, None)]


def test_a_revision_is_a_change_from_the_one_shown_before() -> None:
    old, new = said("2027", on="2023-05-23"), said("2029", on="2025-11-21")
    assert changes([[new, old]], TODAY) == [Change(new, old)]
    assert changes([[new, old]], day("2025-11-20")) == [Change(old, None)]


def test_a_repetition_and_a_vaguer_word_change_nothing() -> None:
    first = said("FY2027-H2", on="2025-11-21")
    again, vague = said("FY2027-H2", on="2026-02-27"), said("2027", on="2026-03-01")
    assert changes([[first, again, vague]], TODAY) == [Change(first, None)]


def test_a_value_taken_up_again_is_a_change() -> None:
    first, other = said("2027", on="2023-05-23"), said("2029", on="2024-05-23")
    again = said("2027", on="2025-05-23")
    assert changes([[first, other, again]], TODAY) == [Change(again, other)]


def test_the_company_confirming_what_the_press_said_moves_nothing() -> None:
    press, company = said("2027", on="2026-01-01", tier="press"), said("2027", on="2026-02-01")
    assert changes([[press, company]], TODAY) == []


def test_press_that_the_company_outranks_moves_nothing() -> None:
    company, press = said("2027", on="2026-01-01"), said("2029", on="2026-02-01", tier="press")
    assert changes([[company, press]], TODAY) == [Change(company, None)]


def test_the_newest_change_comes_first_and_notes_are_none() -> None:
    early, late = said("2027", on="2026-01-01"), said("met", on="2026-02-01", field="status")
    same_day = said("631.5bn", on="2026-02-01", field="committed", about="rd")
    note = said("hiring", on="2026-03-01", field="note")
    found = changes([[early], [note], [same_day], [late], []], TODAY)
    assert [change.statement for change in found] == [same_day, late, early]


def test_a_status_moves_no_figure() -> None:
    figure = said("631.5bn", on="2026-01-01", field="committed", about="rd")
    status = said("met", on="2026-02-01", field="status")
    found = changes([[figure], [status]], TODAY)
    newest_of_all = newest_figure(found)
    assert newest_of_all is not None
    assert newest_of_all.day == day("2026-01-01")
    assert newest_figure([Change(status, None)]) is None


@pytest.mark.parametrize(
    ("value", "on"), [("2027", "2026-02-01"), ("2029", "2026-02-01"), ("2029", "2024-02-01")]
)
def test_the_newest_statement_is_found_wherever_it_stands(value: str, on: str) -> None:
    shown, other = said("2027", on="2026-01-01"), said(value, on=on)
    found = resolve([shown, other], TODAY)
    assert found
    assert newest([found]) is max(shown, other, key=lambda s: s.day)


@pytest.mark.parametrize("tier", ["press", "secondary"])
def test_the_newest_statement_is_one_of_the_best_tier_that_speaks(tier: str) -> None:
    company, other = said("2027", on="2026-01-01"), said("2029", on="2026-02-01", tier=tier)
    found = resolve([company, other], TODAY)
    assert found
    assert newest([found]) is company
    alone = resolve([other], TODAY)
    assert alone
    assert newest([alone]) is other


def test_of_nothing_there_is_no_newest() -> None:
    assert newest([]) is None


@given(
    st.lists(
        st.builds(
            lambda value, tier, on: said(value, tier=tier, on=str(on)),
            st.sampled_from(["2027", "FY2027-H2", "2029"]),
            st.sampled_from(["primary", "press"]),
            st.dates(day("2026-01-01"), day("2026-01-20")),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_change_is_the_one_shown_and_differs_from_the_one_before(series: list[Statement]) -> None:
    found, now = changes([series], TODAY), resolve(series, TODAY)
    assert now
    for change in found:
        assert change.statement is now.shown
        assert change.before is None or change.before.text != change.statement.text
        assert change.before is None or change.before.day <= change.statement.day
