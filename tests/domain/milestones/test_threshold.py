"""A milestone with a threshold is met by its metric, whatever is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import by_field, day, milestone_state, said
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.milestone import MilestoneState, StatusBasis, first_reached
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.resolve import LOOK_BACK, resolve
from tracker.domain.vocabulary import Status

TODAY = day("2026-11-22")


def state(
    *statements: Statement,
    metric: Sequence[Statement] = (),
    as_of: date = TODAY,
) -> MilestoneState:
    found = milestone_state(by_field(statements), as_of, metric=metric)
    assert found is not None
    return found


def holders(value: str, on: str, **more: Any) -> Statement:
    return said(value, on=on, field="value", about="shareholders", **more)


def threshold(value: str = "~30", on: str = "2024-01-01", **more: Any) -> Statement:
    return said(value, on=on, field="threshold", **more)


def status(value: str, on: str = "2026-01-01", **more: Any) -> Statement:
    return said(value, on=on, field="status", **more)


def test_a_threshold_is_met_by_the_first_shown_value_that_reaches_it() -> None:
    counts = [
        holders("22", "2025-11-01"),
        holders("32", "2026-02-27", happened="2026-02-20"),
        holders("33", "2026-06-01"),
    ]
    found = state(threshold(), metric=counts)
    assert (found.status, found.status_basis) == (Status.MET, StatusBasis.METRIC)
    assert found.met_on
    assert found.met_on.text == "2026-02-20"
    assert state(threshold(), metric=counts, as_of=day("2026-02-26")).status is Status.SCHEDULED


@pytest.mark.parametrize("typed", ["on-track", "at-risk", "not-met", "cancelled", "met"])
def test_a_threshold_reached_is_met_whatever_is_typed(typed: str) -> None:
    counts = [holders("30", "2026-02-27")]
    found = state(threshold(), status(typed, on="2026-05-01"), metric=counts)
    assert (found.status, found.status_basis) == (Status.MET, StatusBasis.METRIC)
    assert found.met_on
    assert found.met_on.text == "2026-02-27"


def test_met_as_typed_does_not_meet_a_threshold() -> None:
    found = state(threshold(), status("met"), metric=[holders("29", "2026-02-27")])
    assert (found.status, found.status_basis) == (Status.SCHEDULED, StatusBasis.METRIC)
    assert found.met_on is None


@pytest.mark.parametrize("tier", ["primary", "press"])
def test_met_as_typed_leaves_the_status_stated_before(tier: str) -> None:
    typed = [status("at-risk", on="2026-01-01", tier=tier), status("met", on="2026-03-01")]
    found = state(threshold(), *typed, metric=[holders("29", "2026-02-27")])
    assert (found.status, found.status_basis) == (Status.AT_RISK, StatusBasis.STATED)
    assert found.met_on is None
    early = state(threshold(), *typed, as_of=day("2025-12-31"))
    assert early.status_basis is StatusBasis.DERIVED


def test_another_status_stands_while_the_threshold_is_not_reached() -> None:
    found = state(threshold(), status("at-risk"), metric=[holders("29", "2026-02-27")])
    assert (found.status, found.status_basis) == (Status.AT_RISK, StatusBasis.STATED)


def test_a_threshold_once_reached_stays_met_when_the_figure_falls() -> None:
    counts = [holders("32", "2026-02-27"), holders("28", "2026-06-01")]
    found = state(threshold(), metric=counts)
    assert found.status is Status.MET
    assert found.metric
    assert found.metric.shown.text == "28"


def test_a_value_that_was_never_shown_meets_nothing() -> None:
    counts = [holders("22", "2026-01-01"), holders("40", "2026-02-01", tier="press")]
    assert state(threshold(), metric=counts).status is Status.SCHEDULED


def test_a_later_count_of_the_press_that_is_shown_meets_it() -> None:
    counts = [holders("22", "2026-01-01"), holders("40", "2026-07-01", tier="press")]
    found = state(threshold(), metric=counts)
    assert (found.status, found.met_by) == (Status.MET, counts[1])


@pytest.mark.parametrize(
    ("tier", "met"), [("primary", False), ("press", False), ("secondary", True)]
)
def test_a_count_of_secondary_sources_alone_meets_nothing_that_better_ones_spoke_of(
    tier: str, *, met: bool
) -> None:
    blog = holders("40", "2026-07-01", tier="secondary")
    found = state(threshold(tier=tier), metric=[blog])
    assert (found.status is Status.MET) is met
    assert found.metric
    assert found.metric.shown is blog


def test_a_threshold_that_was_withdrawn_asks_for_nothing() -> None:
    words = [threshold(), threshold("withdrawn", on="2025-01-01")]
    found = state(*words, metric=[holders("40", "2026-02-27")])
    assert (found.status, found.asked, found.progress) == (Status.UNSTATED, None, None)
    assert state(*words, status("met", on="2026-03-01")).status is Status.MET


@pytest.mark.parametrize(
    ("value", "reaches"),
    [
        ("30", True),
        ("~30", True),
        (">=30", True),
        ("30..40", True),
        ("29", False),
        ("25..35", False),
        ("<=30", False),
        ("<=400", False),
        ("<400", False),
        ("undisclosed", False),
    ],
)
def test_the_figure_named_decides_and_a_ceiling_proves_nothing(
    value: str, *, reaches: bool
) -> None:
    about_30 = Quantity.parse("~30", "companies")
    found = first_reached([holders(value, "2026-02-27")], about_30, TODAY)
    assert (found is not None) is reaches


def test_another_unit_reaches_nothing() -> None:
    counts = [holders("100", "2026-02-27")]
    assert first_reached(counts, Quantity.parse("30", "wafers"), TODAY) is None
    assert first_reached(counts, Quantity.parse("30", "companies"), TODAY) is counts[0]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["22", "29", "30", "32", "~30", "<=40", "30..35"]),
            st.dates(day("2026-01-01"), day("2026-01-09")).map(str),
            st.sampled_from(["primary", "press"]),
        ),
        max_size=8,
    )
)
def test_the_first_to_reach_it_is_the_one_shown_on_the_first_such_day(
    spoken: list[tuple[str, str, str]],
) -> None:
    counts = [holders(value, on, tier=tier) for value, on, tier in spoken]
    shown = [
        found.shown for on in sorted({s.day for s in counts}) if (found := resolve(counts, on))
    ]
    reaching = [s for s in shown if s.text in {"30", "32", "~30", "30..35"}]
    first = first_reached(counts, Quantity.parse("~30", "companies"), TODAY)
    assert first is (reaching[0] if reaching else None)


def test_the_first_to_reach_it_may_lie_behind_any_number_of_later_values() -> None:
    reached = holders("30", "2024-01-01")
    later = [holders("20", "2025-01-01") for _ in range(2 * LOOK_BACK)]
    assert first_reached([*later, reached], Quantity.parse("30", "companies"), TODAY) is reached
