"""What was cancelled or withdrawn is carried to everything that leans on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import TODAY, holding, holding_state, milestone, money, project_state, said, tranche
from tracker.domain.holdings import holder_counts
from tracker.domain.milestones.impact import impact
from tracker.domain.milestones.upcoming import upcoming
from tracker.domain.money.breakdown import NoAmount, counted_tranches, totals
from tracker.domain.money.tranches import TrancheState
from tracker.domain.periods.calendar import JAPAN
from tracker.domain.vocabulary import Field, Stage


def withdrawn(stage: str, **before: str) -> TrancheState:
    """Money of FY2027 with levels stated, of which one stage was withdrawn since."""
    levels = [said(text, field=one, about="rd") for one, text in before.items()]
    back = said("withdrawn", field=stage, about="rd", on="2026-02-01")
    return project_state(*levels, back, of=[tranche("rd", year=2027)]).tranches["rd"]


def test_a_withdrawn_stage_is_passed_over_and_not_hidden() -> None:
    state = withdrawn("committed", planned="100bn", committed="90bn")
    assert (state.reached, state.hidden, state.stands) == (Stage.PLANNED, frozenset(), True)
    gone = withdrawn("planned", planned="100bn")
    assert (gone.reached, gone.hidden, gone.stands) == (None, frozenset(), False)
    assert gone.cancelled is False


def test_a_withdrawn_amount_is_no_undisclosed_one_in_sums() -> None:
    (part,) = counted_tranches([withdrawn("planned", planned="100bn")])
    assert (part.unknown, part.whole) == (frozenset(), None)
    assert part.levels[Stage.PLANNED].no_amount is NoAmount.WITHDRAWN
    assert not totals([part]).undisclosed


def test_a_cancellation_that_was_withdrawn_cancels_nothing() -> None:
    state = withdrawn("cancelled", planned="100bn", cancelled="undisclosed")
    assert (state.cancelled, state.reached) == (False, Stage.PLANNED)


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (withdrawn("planned", planned="100bn"), 0),
        (withdrawn("budgeted", planned="100bn", budgeted="90bn"), 1),
        (money(tranche("rd", year=2027), planned="100bn", committed="undisclosed"), 0),
    ],
)
def test_what_was_withdrawn_or_settled_is_not_due(state: TrancheState, due: int) -> None:
    assert len(upcoming({}, [state], TODAY, JAPAN)) == due


def test_withdrawn_money_waits_for_nothing() -> None:
    waits = replace(tranche("rd"), gate="pilot")
    state = replace(withdrawn("planned", planned="100bn"), tranche=waits)
    found = impact("pilot", {"pilot": milestone("pilot")}, {}, [(waits, state)], TODAY)
    assert found.money == ()


@pytest.mark.parametrize("status", ["met", "cancelled"])
def test_nothing_waits_through_what_has_ended(status: str) -> None:
    gates = {"pilot": (), "line": ("pilot",), "ipo": ("line",)}
    of = [milestone(slug, gates=before) for slug, before in gates.items()]
    fares = said(status, field="status", about="line")
    known = project_state(fares, said("2029", about="pilot"), of=of)
    found = impact("pilot", known.milestones, known.states, [], TODAY)
    assert [(one.milestone.slug, one.ended) for one in found.waiting] == [("line", True)]


def test_a_cancelled_gate_leaves_the_count_of_what_waits_for_it() -> None:
    gates = ("one", "two", "three")
    fares = [
        said(status, field="status", about=slug)
        for slug, status in zip(gates, ("met", "met", "cancelled"), strict=True)
    ]
    known = project_state(said("2029", about="line"), *fares, of=[milestone("line", gates=gates)])
    progress = known.states["line"].progress
    assert progress is not None
    assert (progress.value, progress.threshold, progress.percent) == (2, 2, 100)
    assert progress.called_off == 1


def test_whose_investment_was_withdrawn_is_no_holder() -> None:
    maker = holding("maker")
    words = [
        said("5bn", field="invested", about="maker"),
        said("withdrawn", field="invested", about="maker", on="2026-02-01"),
    ]
    votes = said("2%", field="votes", about="maker")
    for more, held in (({}, 0), ({Field.VOTES: [votes]}, 1)):
        state = holding_state(maker, {Field.INVESTED: words, **more}, TODAY)
        assert state is not None
        assert holder_counts([state]).companies == held
