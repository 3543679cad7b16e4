"""Where a milestone stands: status, slip and progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from said import by_field, day, milestone_state, said
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.milestone import MilestoneState, ProgressBasis, StatusBasis
from tracker.domain.milestones.schedule import OPEN, Slip
from tracker.domain.vocabulary import Field, Status

TODAY = day("2026-11-22")


def state(
    *statements: Statement,
    metric: Sequence[Statement] = (),
    gates: Sequence[Status | None] = (),
    as_of: date = TODAY,
) -> MilestoneState:
    found = milestone_state(by_field(statements), as_of, metric=metric, gates=gates)
    assert found is not None
    return found


def holders(value: str, on: str, **more: Any) -> Statement:
    return said(value, on=on, field="value", about="shareholders", **more)


def threshold(value: str = "~30", on: str = "2024-01-01") -> Statement:
    return said(value, on=on, field="threshold")


def status(value: str, on: str = "2026-01-01", **more: Any) -> Statement:
    return said(value, on=on, field="status", **more)


def test_a_milestone_nobody_spoke_of_is_not_there() -> None:
    assert milestone_state({}, TODAY) is None
    early = by_field([said("2027", on="2026-11-23")])
    assert milestone_state(early, TODAY, metric=[holders("32", "2026-01-01")]) is None


@pytest.mark.parametrize("promise", [said("2027"), said("30", field="threshold")])
def test_without_a_stated_status_what_was_promised_is_scheduled(promise: Statement) -> None:
    found = state(promise)
    assert (found.status, found.status_basis) == (Status.SCHEDULED, StatusBasis.DERIVED)
    assert (found.met_on, found.late_days, found.overdue) == (None, 0, False)


@pytest.mark.parametrize(
    "word", [said("40%", field="progress"), said("hiring", field="note"), said("withdrawn")]
)
def test_without_a_promise_and_a_status_it_is_unstated(word: Statement) -> None:
    found = state(word)
    assert (found.status, found.status_basis) == (Status.UNSTATED, StatusBasis.DERIVED)
    assert found.word == "unstated"


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
def test_the_best_tier_that_speaks_ends_its_silence_and_so_does_its_metric(tier: str) -> None:
    promise = said("2029", on="2025-01-01", tier=tier)
    assert state(promise).stale
    assert not state(promise, said("2029", on="2026-11-01", tier=tier)).stale
    assert not state(promise, metric=[holders("20", "2026-11-01", tier=tier)]).stale


@pytest.mark.parametrize("tier", ["press", "secondary"])
def test_nobody_elses_word_keeps_a_promise_fresh(tier: str) -> None:
    promise = said("2029", on="2025-01-01")
    found = state(
        promise,
        said("2029", on="2026-11-01", tier=tier),
        metric=[holders("20", "2026-11-01", tier=tier)],
    )
    assert (found.stale, found.last_stated) == (True, promise.day)


def test_what_is_said_of_the_target_or_threshold_dates_the_promise() -> None:
    words = [
        said("2029", on="2025-01-01"),
        said("2029", on="2025-05-01"),
        threshold(on="2025-06-01"),
    ]
    since = [status("on-track", on="2026-11-01"), said("2029", on="2026-11-02", tier="press")]
    found = state(*words, *since)
    assert (found.promised_on, found.last_stated) == (day("2025-06-01"), day("2026-11-01"))
    assert state(status("on-track")).promised_on is None
    press = said("2029", on="2026-11-02", tier="press")
    assert state(status("on-track"), press).promised_on is None


def test_the_slip_is_measured_from_the_first_promise_to_the_target_shown() -> None:
    found = state(said("2027", on="2023-05-23"), said("FY2027-H2", on="2025-11-21"))
    assert found.baseline
    assert found.target
    assert (found.baseline.text, found.target.text) == ("2027", "FY2027-H2")
    assert found.slip == Slip(0, 91)
    assert found.rescheduled


def test_a_target_that_is_open_slips_by_at_least_so_much() -> None:
    found = state(said("2027", on="2023-05-23"), said("2029 or later", on="2025-11-21"))
    assert found.slip == Slip(367, None)
    assert found.rescheduled


def test_a_promise_that_was_withdrawn_stays_the_first_one_and_its_slip_is_open() -> None:
    promise, withdrawn = said("2027", on="2023-05-23"), said("withdrawn", on="2025-11-21")
    found = state(promise, said("2028", on="2024-05-23"), withdrawn)
    assert (found.target, found.baseline) == (None, promise.value)
    assert found.withdrawn
    assert found.withdrawn.text == "2028"
    assert (found.slip, found.overdue, found.due_soon) == (OPEN, False, False)
    again = state(promise, withdrawn, said("2029", on="2026-05-21"))
    assert (again.withdrawn, again.slip) == (None, Slip(367, 731))


def test_what_was_met_all_the_same_has_a_slip() -> None:
    promise, withdrawn = said("2024", on="2023-05-23"), said("withdrawn", on="2024-05-23")
    found = state(promise, withdrawn, status("met", happened="2025-01-31"))
    assert found.slip == Slip(31, 31)


def test_a_withdrawal_without_a_promise_withdraws_nothing() -> None:
    found = state(said("withdrawn"))
    assert (found.withdrawn, found.slip) == (None, None)


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
    assert (found.slip, found.last_slip) == (Slip(1, 1), Slip(1, 1))
    assert not found.rescheduled


@pytest.mark.parametrize(
    ("day_met", "last", "kept"),
    [
        ("2025-03-20", "2025-06", True),
        ("2025-03-20", "2025-02", False),
        ("2025-05-20", "2025-06", False),
        ("2025-05-20", "2025-04", False),
    ],
)
def test_a_promise_is_kept_that_was_met_within_the_first_and_the_last_one(
    day_met: str, last: str, *, kept: bool
) -> None:
    promises = [said("2025-03", on="2023-05-23"), said(last, on="2024-05-23")]
    met = state(*promises, status("met", happened=day_met))
    assert met.kept is kept
    assert met.last_slip
    assert not state(*promises).kept
    assert state(*promises).last_slip is None


def test_what_was_met_without_a_promise_is_kept() -> None:
    assert state(status("met")).kept


def test_met_without_a_day_is_met_on_the_day_it_was_said() -> None:
    found = state(status("met", on="2026-02-27"))
    assert found.met_on
    assert (found.met_on.earliest, found.met_on.latest) == (day("2026-02-27"), day("2026-02-27"))


def test_what_happened_is_cut_at_the_day_it_was_said() -> None:
    found = state(said("FY2025"), status("met", on="2026-02-27", happened="FY2025"))
    assert found.met_on
    assert (found.met_on.earliest, found.met_on.latest) == (day("2025-04-01"), day("2026-02-27"))


@pytest.mark.parametrize("end", ["met", "not-met", "cancelled"])
def test_who_alone_ends_a_milestone_that_better_ones_spoke_of_proves_nothing(end: str) -> None:
    blog = status(end, on="2026-09-01", tier="secondary")
    found = state(said("2029"), blog)
    assert (found.status, found.met_on, found.unproved) == (Status.SCHEDULED, None, (blog,))
    assert (found.conflicts, found.conflicting) == (1, (Field.STATUS,))
    rated = state(said("2029"), status("at-risk", on="2026-08-01", tier="secondary"), blog)
    assert (rated.status, rated.unproved, rated.conflicts) == (Status.AT_RISK, (blog,), 1)


@pytest.mark.parametrize("tier", ["primary", "press"])
@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "on-track"), ("target", "2029"), ("threshold", "30"), ("progress", "40%")],
)
def test_any_word_of_a_better_tier_on_how_it_stands_gives_standing(
    tier: str, field: str, value: str
) -> None:
    blog = status("met", on="2026-09-01", tier="secondary")
    assert state(said(value, field=field, tier=tier), blog).status is not Status.MET
    late = said(value, field=field, tier=tier, on="2026-10-01")
    assert state(late, blog).status is not Status.MET
    assert state(late, blog, as_of=day("2026-09-30")).status is Status.MET


def test_secondary_sources_among_themselves_end_it() -> None:
    words = [said("2026", tier="secondary"), said("hiring", field="note")]
    found = state(*words, status("met", on="2026-09-01", tier="secondary"))
    assert (found.status, found.unproved, found.conflicts) == (Status.MET, (), 0)


def test_it_was_met_on_the_day_that_the_best_tier_names_of_those_that_were_not_followed() -> None:
    early = status("met", on="2025-06-20", happened="2025-06", tier="press")
    back = status("on-track", on="2025-09-01")
    press = status("met", on="2026-02-09", happened="2026-02-07", tier="press")
    company = status("met", on="2026-02-10", happened="2026-02")
    finer = status("met", on="2026-02-20", happened="2026-02-08")
    undated = status("met", on="2026-02-08")
    for words, met_on in (
        ([early, back], None),
        ([early, back, undated], "2026-02-08"),
        ([early, back, undated, press], "2026-02-07"),
        ([early, back, undated, press, company], "2026-02"),
        ([early, back, undated, press, company, finer], "2026-02-08"),
    ):
        found = state(*words).met_on
        assert (found.text if found else None) == met_on


def test_progress_is_empty_when_nothing_tells_it() -> None:
    assert state(said("2027")).progress is None
    assert state(threshold()).progress is None


def test_met_without_a_threshold_is_all_of_it() -> None:
    found = state(status("met"), said("40%", field="progress"), gates=[None]).progress
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
    found = state(threshold("30"), metric=counts, gates=[Status.MET, None]).progress
    assert found
    assert found.basis is ProgressBasis.GATES


def test_stated_progress_carries_its_statement() -> None:
    stated = said("80%", on="2024-10-01", field="progress")
    found = state(stated, gates=[Status.MET]).progress
    assert found
    assert (found.basis, found.percent, found.stated) == (ProgressBasis.STATED, 80, stated)


def test_gates_met_are_counted() -> None:
    fare = [*[Status.MET] * 5, Status.AT_RISK, None]
    found = state(said("2027"), gates=fare).progress
    assert found
    assert (found.basis, found.value, found.threshold) == (ProgressBasis.GATES, 5, 7)
    assert (found.percent, found.called_off) == (71, 0)


def test_gates_that_were_called_off_are_asked_for_no_more() -> None:
    found = state(said("2027"), gates=[Status.MET, Status.CANCELLED, Status.NOT_MET]).progress
    assert found
    assert (found.value, found.threshold, found.called_off) == (1, 2, 1)
    assert state(said("2027"), gates=[Status.CANCELLED]).progress is None


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
