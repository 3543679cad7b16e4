"""Where a milestone stands: status, slip and progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from said import by_field, day, said
from tracker.domain.milestone import (
    MilestoneState,
    ProgressBasis,
    StatusBasis,
    milestone_state,
)
from tracker.domain.schedule import Slip
from tracker.domain.statement import Statement
from tracker.domain.vocabulary import Field, Status

TODAY = day("2026-11-22")


def state(
    *statements: Statement,
    metric: Sequence[Statement] = (),
    gates: Sequence[bool] = (),
    as_of: date = TODAY,
) -> MilestoneState:
    found = milestone_state(by_field(statements), as_of, metric=metric, gates_met=gates)
    assert found is not None
    return found


def holders(value: str, on: str, **more: str) -> Statement:
    return said(value, on=on, field="value", about="shareholders", **more)


def threshold(value: str = "~30", on: str = "2024-01-01") -> Statement:
    return said(value, on=on, field="threshold")


def status(value: str, on: str = "2026-01-01", **more: str) -> Statement:
    return said(value, on=on, field="status", **more)


def test_a_milestone_nobody_spoke_of_is_not_there() -> None:
    assert milestone_state({}, TODAY) is None
    early = by_field([said("2027", on="2026-11-23")])
    assert milestone_state(early, TODAY, metric=[holders("32", "2026-01-01")]) is None


def test_without_a_stated_status_it_is_scheduled_and_derived() -> None:
    found = state(said("2027"))
    assert (found.status, found.status_basis) == (Status.SCHEDULED, StatusBasis.DERIVED)
    assert (found.met_on, found.late_days, found.overdue) == (None, 0, False)


def test_a_stated_status_is_shown_as_stated() -> None:
    found = state(said("2027"), status("at-risk"))
    assert (found.status, found.status_basis) == (Status.AT_RISK, StatusBasis.STATED)


def test_a_target_that_passed_makes_it_overdue_until_it_ends() -> None:
    late = state(said("2025-11"), status("on-track"))
    assert (late.late_days, late.overdue) == (357, True)
    for end in ("met", "not-met", "cancelled"):
        ended = state(said("2025-11"), status(end))
        assert (ended.late_days, ended.overdue) == (0, False)


def test_due_soon_and_stale_are_of_running_milestones_only() -> None:
    running = state(said("2026-12", on="2026-01-01"))
    assert (running.due_soon, running.stale) == (True, True)
    met = state(said("2026-12", on="2026-01-01"), status("met"))
    assert (met.due_soon, met.stale) == (False, False)


@pytest.mark.parametrize("tier", ["primary", "press", "secondary"])
def test_any_word_of_any_tier_or_of_its_metric_ends_the_silence(tier: str) -> None:
    promise = said("2029", on="2025-01-01")
    assert not state(promise, said("2029", on="2026-11-01", tier=tier)).stale
    assert not state(promise, metric=[holders("20", "2026-11-01", tier=tier)]).stale


def test_the_slip_is_measured_from_the_first_promise_to_the_target_shown() -> None:
    found = state(said("2027", on="2023-05-23"), said("FY2027-H2", on="2025-11-21"))
    assert found.baseline
    assert found.target
    assert (found.baseline.text, found.target.text) == ("2027", "FY2027-H2")
    assert found.slip == Slip(0, 91)
    assert found.rescheduled


def test_a_new_baseline_is_kept_beside_the_original_and_moves_no_slip() -> None:
    plan = said("FY2027-H2", on="2025-11-21", field="baseline")
    found = state(said("2027", on="2023-05-23"), said("FY2027-H2", on="2025-11-21"), plan)
    assert found.baseline
    assert found.current_baseline
    assert (found.baseline.text, found.current_baseline.text) == ("2027", "FY2027-H2")
    assert found.slip == Slip(0, 91)


def test_without_a_new_baseline_the_original_is_the_current_one() -> None:
    found = state(said("2027"))
    assert found.current_baseline == found.baseline


def test_without_a_target_there_is_no_slip() -> None:
    found = state(status("on-track"))
    assert (found.target, found.baseline, found.slip, found.rescheduled) == (
        None,
        None,
        None,
        False,
    )


def test_once_met_the_day_takes_the_place_of_the_target() -> None:
    promise = said("2025-03", on="2023-05-23")
    found = state(promise, status("met", on="2025-04-10", happened="2025-04-01"))
    assert found.met_on
    assert found.met_on.text == "2025-04-01"
    assert found.slip == Slip(1, 1)
    assert not found.rescheduled


def test_met_without_a_day_is_met_on_the_day_it_was_said() -> None:
    found = state(status("met", on="2026-02-27"))
    assert found.met_on
    assert (found.met_on.earliest, found.met_on.latest) == (day("2026-02-27"), day("2026-02-27"))


def test_what_happened_is_cut_at_the_day_it_was_said() -> None:
    found = state(said("FY2025"), status("met", on="2026-02-27", happened="FY2025"))
    assert found.met_on
    assert (found.met_on.earliest, found.met_on.latest) == (day("2025-04-01"), day("2026-02-27"))


def test_progress_is_empty_when_nothing_tells_it() -> None:
    assert state(said("2027")).progress is None
    assert state(threshold()).progress is None


def test_met_without_a_threshold_is_all_of_it() -> None:
    found = state(status("met"), said("40%", field="progress"), gates=[False]).progress
    assert found
    assert (found.basis, found.percent) == (ProgressBasis.MET, 100)


@pytest.mark.parametrize(
    ("value", "of", "percent"),
    [
        ("32", "~30", 107),
        ("15", "30", 50),
        ("20", "30", 67),
        ("299", "300", 99),
        ("300", "300", 100),
    ],
)
def test_progress_to_a_threshold_is_rounded_but_never_full_too_early(
    value: str, of: str, percent: int
) -> None:
    found = state(threshold(of), metric=[holders(value, "2026-02-27")]).progress
    assert found
    assert (found.basis, found.percent) == (ProgressBasis.METRIC, percent)


@pytest.mark.parametrize("ceiling", ["<=40", "<31", "<=20"])
def test_a_ceiling_is_no_progress_to_a_threshold(ceiling: str) -> None:
    counts = [holders(ceiling, "2026-02-27")]
    assert state(threshold("30"), metric=counts).progress is None
    found = state(threshold("30"), metric=counts, gates=[True, False]).progress
    assert found
    assert found.basis is ProgressBasis.GATES


def test_stated_progress_carries_its_statement() -> None:
    stated = said("80%", on="2024-10-01", field="progress")
    found = state(stated, gates=[True]).progress
    assert found
    assert (found.basis, found.percent, found.stated) == (ProgressBasis.STATED, 80, stated)


def test_gates_met_are_counted() -> None:
    found = state(said("2027"), gates=[True, False, True, True, True, False, True]).progress
    assert found
    assert (found.basis, found.value, found.threshold) == (ProgressBasis.GATES, 5, 7)
    assert found.percent == 71


def test_conflicts_are_counted_over_fields_and_metric() -> None:
    press = said("2029", tier="press")
    counts = [holders("32", "2026-02-27"), holders("30", "2026-02-27", tier="press")]
    found = state(said("2027"), press, threshold(), metric=counts)
    assert found.conflicts == 2
    assert found.conflicting == (Field.TARGET, Field.VALUE)


def test_a_dropped_fy_is_marked() -> None:
    assert state(said("FY2027-H2"), said("H2 2027", tier="press")).calendar_clash
    assert not state(said("FY2027-H2"), said("2028-01", tier="press")).calendar_clash


def test_an_undisclosed_progress_is_no_progress() -> None:
    undisclosed = by_field([said("undisclosed", field="progress", on="2026-01-01")])
    state = milestone_state(undisclosed, day("2026-11-22"))
    assert state is not None
    assert state.progress is None
