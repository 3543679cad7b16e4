"""What is due next, window by window."""

from __future__ import annotations

from said import PROJECT, by_field, day, milestone, milestone_state, money, said, tranche
from tracker.domain.definitions.subject import Milestone
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.milestone import MilestoneState
from tracker.domain.milestones.upcoming import DueWindow, upcoming
from tracker.domain.money.tranches import TrancheState

TODAY = day("2026-11-22")


def due(*tranches: TrancheState, **targets: str) -> list[DueWindow]:
    """Milestones by name with their targets: `due(ipo="FY2031")`."""
    rows = dict(promised(slug, said(target)) for slug, target in targets.items())
    return upcoming(rows, tranches, TODAY, PROJECT.calendar)


def promised(slug: str, *statements: Statement) -> tuple[str, tuple[Milestone, MilestoneState]]:
    state = milestone_state(by_field(statements), TODAY)
    assert state is not None
    return slug, (milestone(slug), state)


def slugs(windows: list[DueWindow]) -> list[list[str]]:
    return [[item.slug for item in window.items] for window in windows]


def test_nothing_is_due_of_nothing() -> None:
    assert due() == []


def test_days_count_to_the_first_and_the_last_day_of_the_window() -> None:
    (window,) = due(mass_production="FY2027-H2")
    assert not window.open
    assert (window.days_to_first, window.days_to_last) == (313, 495)


def test_a_window_that_has_begun_is_open_and_counts_to_its_end() -> None:
    for target in ("FY2026", "../2027-03", "2026-11-22/2027-03-31"):
        (window,) = due(tools=target)
        assert window.open
        assert (window.days_to_first, window.days_to_last) == (0, 129)


def test_what_ends_on_one_day_is_one_window_once_it_has_begun() -> None:
    assert slugs(due(a="FY2026-H2", b="FY2026", c="../2027-03")) == [["a", "b", "c"]]


def test_what_has_not_begun_is_told_apart_by_both_ends() -> None:
    assert slugs(due(a="FY2027", b="FY2027-H2", c="2027年度")) == [["a", "c"], ["b"]]


def test_the_first_to_end_comes_first() -> None:
    assert slugs(due(a="FY2028", b="2027", c="2026-12")) == [["c"], ["b"], ["a"]]


def test_what_is_past_or_has_no_last_day_is_not_due() -> None:
    assert due(a="2026-11-21", b="FY2027/..") == []
    assert slugs(due(a="2026-11-22")) == [["a"]]


def test_what_has_ended_is_not_due() -> None:
    ended = [
        promised(word, said("2027"), said(word, field="status"))
        for word in ("met", "not-met", "cancelled")
    ]
    running = promised("running", said("2027"), said("off-track", field="status"))
    windows = upcoming(dict([*ended, running]), [], TODAY, PROJECT.calendar)
    assert slugs(windows) == [["running"]]


def test_a_target_in_conflict_is_marked() -> None:
    rows = dict(
        [
            promised("agreed", said("2027"), said("FY2027", tier="press")),
            promised("disputed", said("2027"), said("2029", tier="press")),
        ]
    )
    (window,) = upcoming(rows, [], TODAY, PROJECT.calendar)
    assert [(item.slug, item.conflict) for item in window.items] == [
        ("agreed", False),
        ("disputed", True),
    ]


def test_money_announced_for_a_fiscal_year_is_due_in_it() -> None:
    (window,) = due(money(tranche("rd-fy2027", year=2027), planned="~300bn"))
    assert (window.window.earliest, window.window.latest) == (day("2027-04-01"), day("2028-03-31"))
    assert window.items[0].amount
    assert window.items[0].amount.text == "~300bn"


def test_the_furthest_level_is_the_one_that_is_due() -> None:
    (window,) = due(money(tranche("rd", year=2027), planned="300bn", budgeted="280bn"))
    assert window.items[0].amount
    assert window.items[0].amount.text == "280bn"


def test_money_committed_paid_called_off_or_of_no_year_is_not_due() -> None:
    states = [
        money(tranche("committed", year=2027), planned="300bn", committed="300bn"),
        money(tranche("paid", year=2027), disbursed="300bn"),
        money(tranche("off", year=2027), planned="300bn", cancelled="300bn"),
        money(tranche("unknown", year=2027), planned="undisclosed"),
        money(tranche("some-day"), planned="300bn"),
    ]
    assert due(*states) == []


def test_money_called_off_in_part_is_still_due() -> None:
    part = money(tranche("part", year=2027), planned="300bn", cancelled="100bn")
    assert slugs(due(part)) == [["part"]]


def test_money_and_milestones_of_one_window_stand_together() -> None:
    loans = money(tranche("loans", year=2027), planned="<=2tn")
    assert slugs(due(loans, iim2="FY2027")) == [["iim2", "loans"]]


def test_parts_of_what_is_due_in_the_same_year_are_not_told_beside_the_whole() -> None:
    whole = money(tranche("lines", year=2026), enacted="3tn")
    part = money(tranche("chips", year=2026, parent="lines"), enacted="1tn")
    later = money(tranche("tail", year=2027, parent="lines"), planned="1tn")
    assert slugs(due(whole, part, later)) == [["lines"], ["tail"]]
    paid = money(tranche("lines", year=2026), disbursed="3tn")
    assert slugs(due(paid, part)) == [["chips"]]
