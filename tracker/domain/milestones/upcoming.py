"""What is due next, by the window in which it is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import Field, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tracker.domain.definitions.subject import Milestone
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.domain.quantities.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due: a milestone, or a tranche with the level that is planned."""

    slug: str
    title: str
    window: Period
    amount: Quantity | None = None
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWindow:
    """What is due in one window; `open` when its first day has come.

    Days count from the report's day: to the first day and to the last one, inclusive.
    """

    window: Period
    open: bool
    days_to_first: int
    days_to_last: int
    items: tuple[Due, ...]


def upcoming(
    milestones: Mapping[str, tuple[Milestone, MilestoneState]],
    tranches: Iterable[TrancheState],
    as_of: date,
    calendar: FiscalCalendar,
) -> list[DueWindow]:
    """Return the windows that end on or after a day, the first to end first.

    Windows that have begun and end on the same day count as one.
    """
    due = [*_milestones_due(milestones), *_tranches_due(tranches, calendar)]
    groups: dict[tuple[date, date], list[Due]] = {}
    for item in due:
        first, last = item.window.earliest, item.window.latest
        if last is None or last < as_of:
            continue
        begins = max(first or as_of, as_of)
        groups.setdefault((last, begins), []).append(item)
    return [
        DueWindow(
            window=items[0].window,
            open=first == as_of,
            days_to_first=(first - as_of).days,
            days_to_last=(last - as_of).days,
            items=tuple(items),
        )
        for (last, first), items in sorted(groups.items())
    ]


def _milestones_due(
    milestones: Mapping[str, tuple[Milestone, MilestoneState]],
) -> Iterable[Due]:
    for milestone, state in milestones.values():
        if state.status.ends or state.target is None:
            continue
        yield Due(
            slug=milestone.slug,
            title=milestone.title,
            window=state.target,
            conflict=Field.TARGET in state.conflicting,
        )


def _tranches_due(tranches: Iterable[TrancheState], calendar: FiscalCalendar) -> Iterable[Due]:
    """Money announced for a fiscal year and not yet committed or paid is due in that year.

    A part is left out where its whole is due in the same year.
    """
    due = {state.tranche.slug: state for state in tranches if _is_due(state)}
    for state in due.values():
        year, furthest = state.tranche.fiscal_year, state.furthest
        whole = due.get(state.within or "")
        if furthest is None or (whole is not None and whole.tranche.fiscal_year == year):
            continue
        yield Due(
            slug=state.tranche.slug,
            title=state.tranche.title,
            window=Period.parse(f"FY{year}", calendar),
            amount=furthest[1],
        )


def _is_due(state: TrancheState) -> bool:
    settled = {Stage.COMMITTED, Stage.DISBURSED}
    if state.tranche.fiscal_year is None or state.cancelled or state.hidden & settled:
        return False
    return state.reached not in {None, *settled}
