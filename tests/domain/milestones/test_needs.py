"""What a milestone needs, and whether that is in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from said import TODAY, by_field, milestone, milestone_state, said
from tracker.domain.definitions.subject import Milestone
from tracker.domain.milestones.milestone import MilestoneState
from tracker.domain.milestones.needs import Needs, needs


def gated(slug: str, *gates: str) -> Milestone:
    return replace(milestone(slug), gates=gates)


CHAIN = [gated("pilot"), gated("tools"), gated("mass", "pilot", "tools"), gated("ipo", "mass")]


def needed(slug: str, last_day: date | None = None, **told: str) -> Needs:
    states: dict[str, MilestoneState] = {}
    for about, text in told.items():
        field = "status" if text in {"met", "cancelled"} else "target"
        state = milestone_state(by_field([said(text, field=field, about=about)]), TODAY)
        assert state
        states[about] = state
    return needs(slug, {m.slug: m for m in CHAIN}, states, TODAY, last_day)


def spare(found: Needs) -> dict[str, int | None]:
    return {one.milestone.slug: one.spare for one in found.needed}


def test_all_has_to_be_done_on_the_day_before_the_window_opens() -> None:
    found = needed("mass", mass="2029", pilot="2028", tools="2028-11")
    assert found.last_day == date(2028, 12, 31)
    assert spare(found) == {"pilot": 0, "tools": 31}


def test_of_a_window_that_opens_on_no_day_the_last_one_counts() -> None:
    assert needed("mass", mass="../2029", pilot="2029").last_day == date(2029, 12, 31)
    assert needed("mass").last_day is None


def test_a_day_may_be_asked_for() -> None:
    found = needed("mass", date(2028, 6, 30), mass="2029", pilot="2028", tools="2028-12")
    assert [(one.milestone.slug, one.spare, one.fits) for one in found.needed] == [
        ("pilot", -184, True),
        ("tools", -184, False),
    ]


def test_what_is_late_is_done_today_at_the_earliest() -> None:
    found = needed("mass", TODAY, pilot="1999")
    assert spare(found) == {"pilot": 0, "tools": None}


def test_gates_are_followed_backward_but_not_behind_what_has_ended() -> None:
    assert [one.by for one in needed("ipo", ipo="2031").needed] == ["ipo", "mass", "mass"]
    assert spare(needed("ipo", ipo="2031", mass="met")) == {"mass": None}


def test_the_tightest_stands_first_and_what_has_ended_last() -> None:
    found = needed("mass", mass="2029", pilot="met", tools="2030")
    assert [one.milestone.slug for one in found.needed] == ["tools", "pilot"]
    assert [one.milestone.slug for one in found.open] == ["tools"]


def test_a_circle_of_gates_is_walked_once() -> None:
    circle = {m.slug: m for m in (gated("a", "b"), gated("b", "a"))}
    assert [one.milestone.slug for one in needs("a", circle, {}, TODAY).needed] == ["b"]
