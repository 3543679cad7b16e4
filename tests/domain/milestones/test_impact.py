"""What waits for a milestone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import TODAY, by_field, milestone, milestone_state, money, said, tranche
from tracker.domain.definitions.subject import Milestone
from tracker.domain.milestones.impact import Impact, impact
from tracker.domain.milestones.milestone import MilestoneState
from tracker.domain.periods.period import Period


def gated(slug: str, *gates: str) -> Milestone:
    return replace(milestone(slug), gates=gates)


CHAIN = [gated("pilot"), gated("mass", "pilot"), gated("ipo", "mass", "profit"), gated("profit")]


def states(**targets: str) -> dict[str, MilestoneState]:
    found = {}
    for slug, text in targets.items():
        field = "status" if text == "met" else "target"
        state = milestone_state(by_field([said(text, field=field, about=slug)]), TODAY)
        assert state
        found[slug] = state
    return found


def waiting(slug: str, target: str | None = None, **targets: str) -> Impact:
    window = Period.parse(target) if target else None
    return impact(slug, {m.slug: m for m in CHAIN}, states(**targets), [], TODAY, window)


def told(found: Impact) -> list[tuple[str, str, int | None, bool]]:
    return [(one.milestone.slug, one.through, one.days, one.affected) for one in found.waiting]


def test_gates_are_followed_to_the_end() -> None:
    found = waiting("pilot", mass="2028", ipo="FY2031", pilot="2027-12-31")
    assert told(found) == [("mass", "pilot", 0, False), ("ipo", "mass", 0, False)]


def test_a_window_that_opens_before_the_new_one_closes_is_touched() -> None:
    found = waiting("pilot", "2028-01", mass="2028", ipo="FY2031")
    assert told(found) == [("mass", "pilot", 31, True), ("ipo", "mass", 0, False)]


def test_its_present_target_is_taken_without_another() -> None:
    assert told(waiting("pilot", pilot="2028-01-01", mass="2028"))[0] == ("mass", "pilot", 1, True)


@pytest.mark.parametrize(
    ("target", "mass"), [("2028/..", "2028"), ("2028", "../2029"), (None, "2029")]
)
def test_windows_without_the_ends_that_count_are_not_compared(
    target: str | None, mass: str
) -> None:
    assert told(waiting("pilot", target, mass=mass))[0] == ("mass", "pilot", None, False)


def test_what_nobody_spoke_of_waits_all_the_same() -> None:
    assert told(waiting("pilot", "2028"))[0] == ("mass", "pilot", None, False)


def test_what_is_done_waits_no_more() -> None:
    assert not waiting("pilot", "2028", mass="met").waiting[0].affected
    over = waiting("pilot", pilot="met", mass="2028")
    assert (over.over, over.target) == (True, None)
    assert not waiting("pilot", "2029", pilot="met", mass="2028").over


def test_a_circle_of_gates_is_walked_once() -> None:
    circle = {m.slug: m for m in (gated("a", "b"), gated("b", "a"))}
    assert [one.milestone.slug for one in impact("a", circle, {}, [], TODAY).waiting] == ["b"]


def test_money_hangs_on_the_milestone_and_on_those_that_wait_for_it() -> None:
    own, later, other = (replace(tranche(g), gate=g) for g in ("pilot", "ipo", "profit"))
    spoken = money(own, planned="5bn")
    hang = [(own, spoken), (later, None), (other, None)]
    found = impact("pilot", {m.slug: m for m in CHAIN}, {}, hang, TODAY)
    assert [(one.tranche.slug, one.gate, one.state) for one in found.money] == [
        ("pilot", "pilot", spoken),
        ("ipo", "ipo", None),
    ]


def test_money_that_was_called_off_or_is_paid_waits_for_nothing() -> None:
    one = replace(tranche("one"), gate="pilot")
    for settled, stages in (
        (True, {"planned": "5bn", "cancelled": "undisclosed"}),
        (True, {"planned": "5bn", "disbursed": "5bn"}),
        (False, {"planned": "5bn", "disbursed": "2bn"}),
        (False, {"planned": "5bn", "cancelled": "2bn"}),
    ):
        spoken = money(one, **stages)
        found = impact("pilot", {m.slug: m for m in CHAIN}, {}, [(one, spoken)], TODAY)
        assert (found.money == ()) is settled
