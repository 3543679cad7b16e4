"""Milestones along fiscal years: first promised, now, met, late; what nobody bounds stays open."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tracker.render.charts.picture import (
    Bar,
    Dot,
    Picture,
    Role,
    Row,
    Scale,
    fiscal_scale,
    fiscal_time,
)
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.domain.periods.period import Period
    from tracker.domain.vocabulary import Language
    from tracker.reports.rows import MilestoneRow

OPEN_YEARS = 1
"""So much is drawn of what has no first or no last day, where nothing else is as far away."""
KEY = (
    (Role.FIRST, "first promised"),
    (Role.NOW, "now"),
    (Role.LATE, "late"),
    (Role.MET, "met"),
    (Role.ENDED, Role.ENDED.value),
    (Role.WITHDRAWN, Role.WITHDRAWN.value),
    (Role.TODAY, "today"),
)
RARE = {Role.LATE, Role.ENDED, Role.WITHDRAWN}
"""What the key only tells where it is drawn."""


def timeline(
    title: str,
    milestones: Sequence[MilestoneRow],
    as_of: date,
    calendar: FiscalCalendar,
    language: Language,
) -> Picture:
    """Draw a row for each milestone, in their order."""
    marks = [
        mark
        for row, one in enumerate(milestones)
        for mark in marks_of(row, one.state, as_of, calendar)
    ]
    return Picture(
        name="timeline",
        title=title,
        about=_about(milestones, as_of),
        across=scale_of([one.state for one in milestones], as_of, calendar),
        rows=tuple(
            Row(one.milestone.slug, words.title(one.milestone, language), _beside(one.state))
            for one in milestones
        ),
        marks=tuple(marks),
        today=fiscal_time(as_of, calendar),
        key=key_of(marks),
    )


def key_of(marks: Iterable[Bar | Dot]) -> tuple[tuple[Role, str], ...]:
    """Say what is drawn, but for rare marks that are not."""
    drawn = {mark.role for mark in marks}
    return tuple((role, told) for role, told in KEY if role not in RARE or role in drawn)


def scale_of(states: Sequence[MilestoneState], as_of: date, calendar: FiscalCalendar) -> Scale:
    """Make the scale that holds every day that is named, and today; what is open gets a year."""
    windows = [*chain.from_iterable(map(_windows, states))]
    days = chain.from_iterable((one.ended_on, one.withdrawn_on) for one in states)
    starts = [fiscal_time(day, calendar) for day in (as_of, *days) if day is not None]
    ends = [fiscal_time(as_of, calendar, after=True)]
    for window in windows:
        if window.earliest:
            starts.append(fiscal_time(window.earliest, calendar))
            ends.append(starts[-1] + (0 if window.latest else OPEN_YEARS))
        if window.latest:
            # What ends on the last day of a year asks for no further one.
            ends.append(fiscal_time(window.latest, calendar, after=True))
            starts.append(ends[-1] - (0 if window.earliest else OPEN_YEARS))
    return fiscal_scale(min(starts), max(ends), calendar)


def marks_of(
    row: int, state: MilestoneState, as_of: date, calendar: FiscalCalendar
) -> Iterator[Bar | Dot]:
    """Draw one milestone; what is drawn later covers what was drawn before it.

    Of one that was cancelled, not met or withdrawn the first promise is drawn, and that day.
    """
    if state.baseline is not None:
        told = f"first promised: {words.period(state.baseline)}"
        yield _bar(row, state.baseline, Role.FIRST, told, calendar)
    if state.met_on is not None:
        day = state.met_on.latest or as_of
        told = f"met: {words.period(state.met_on)}"
        yield Dot(row=row, at=fiscal_time(day, calendar), role=Role.MET, told=told)
        return
    if state.ended_on is not None:
        told = f"{state.word}: {state.ended_on}"
        yield Dot(row=row, at=fiscal_time(state.ended_on, calendar), role=Role.ENDED, told=told)
        return
    if state.withdrawn_on is not None:
        day, told = state.withdrawn_on, f"withdrawn: {state.withdrawn_on}"
        yield Dot(row=row, at=fiscal_time(day, calendar), role=Role.WITHDRAWN, told=told)
    if state.target is None:
        return
    if state.overdue and state.target.latest is not None:
        yield Bar(
            row=row,
            start=fiscal_time(state.target.latest, calendar, after=True),
            end=fiscal_time(as_of, calendar),
            role=Role.LATE,
            told=words.slip(state),
        )
    told = f"now: {words.period(state.target)}"
    yield _bar(row, state.target, Role.NOW, told, calendar)


def _bar(row: int, window: Period, role: Role, told: str, calendar: FiscalCalendar) -> Bar:
    first, last = window.earliest, window.latest
    return Bar(
        row=row,
        start=fiscal_time(first, calendar) if first else None,
        end=fiscal_time(last, calendar, after=True) if last else None,
        role=role,
        told=told,
    )


def _windows(state: MilestoneState) -> Iterator[Period]:
    ended = state.status.ends
    for window in (state.baseline, state.met_on, None if ended else state.target):
        if window is not None:
            yield window


def _beside(state: MilestoneState) -> str:
    if state.status.ends and state.met_on is None:
        return state.word
    if state.withdrawn_on is not None:
        return Role.WITHDRAWN.value
    return words.slip(state)


def _about(milestones: Sequence[MilestoneRow], as_of: date) -> str:
    if not milestones:
        return f"No day of a milestone was known by {as_of}."
    met = sum(one.state.met_on is not None for one in milestones)
    late = sum(one.state.overdue for one in milestones)
    many = f"{len(milestones)} milestone{'' if len(milestones) == 1 else 's'}"
    return f"{many} as of {as_of}: {met} met, {late} overdue; first promises beside what holds now."
