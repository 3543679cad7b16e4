"""How promises moved: the day that was promised over the day on which that was shown."""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING

from tracker.render.charts.picture import (
    Course,
    Picture,
    Role,
    Rung,
    fiscal_scale,
    fiscal_time,
)
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.domain.milestones.trend import Promise
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.domain.vocabulary import Language
    from tracker.reports.trend import Trend

LETTERS = ascii_letters.replace("x", "")
"""Without that which is the cross of what was cancelled, drawn in ASCII."""
KEY = (
    (Role.COURSE, "the last day promised"),
    (Role.WITHIN, "the whole window"),
    (Role.KEPT, "due on the day itself"),
    (Role.MET, "met"),
    (Role.ENDED, Role.ENDED.value),
    (Role.WITHDRAWN, Role.WITHDRAWN.value),
)


RARE = {Role.ENDED, Role.WITHDRAWN}
"""What the key only tells where it is drawn."""


def trend(
    title: str,
    trends: Sequence[Trend],
    as_of: date,
    calendar: FiscalCalendar,
    language: Language,
) -> Picture:
    """Draw a course for each milestone; the last day of a window is its level."""
    courses = [_course(one, letter(at), as_of, calendar, language) for at, one in enumerate(trends)]
    stops = {role for course in courses for role, *_ in course.stops()}
    rungs = [rung for course in courses for rung in course.rungs]
    ends = [end for rung in rungs for end in (rung.low, rung.level, rung.high) if end is not None]
    today = fiscal_time(as_of, calendar, after=True)
    since = min((rung.since for rung in rungs), default=today)
    return Picture(
        name="trend",
        title=title,
        about=_about(trends, as_of),
        across=fiscal_scale(since, today, calendar),
        across_title="as shown on",
        up=fiscal_scale(min([*ends, today]), max([*ends, today]), calendar),
        up_title="promised for",
        courses=tuple(courses),
        today=today,
        diagonal=True,
        key=tuple((role, told) for role, told in KEY if role not in RARE or role in stops),
    )


def letter(number: int) -> str:
    """Return the sign of a course by its number from 0: a letter, numbered where they have run out.

    >>> letter(0), letter(50), letter(51), letter(102)
    ('a', 'Z', 'a1', 'a2')
    """
    again, at = divmod(number, len(LETTERS))
    return LETTERS[at] + (str(again) if again else "")


def _course(
    one: Trend, sign: str, as_of: date, calendar: FiscalCalendar, language: Language
) -> Course:
    """A milestone's course: to the day on which it ended, else to today."""
    state = one.row.state
    until, stopped = state.ended_on or as_of, Role.ENDED if state.ended_on else None
    if state.met_on is not None:
        until, stopped = min(state.met_on.latest or as_of, as_of), Role.MET
    rungs = [_rung(promise, calendar) for promise in one.promises]
    end = max(fiscal_time(until, calendar, after=True), rungs[-1].since)
    return Course(
        title=words.short_name(one.row.milestone, language),
        beside=_beside(one),
        letter=sign,
        rungs=tuple(rungs),
        until=end,
        end=stopped,
    )


def _rung(promise: Promise, calendar: FiscalCalendar) -> Rung:
    since, window = fiscal_time(promise.day, calendar), promise.target
    told = f"{promise.day}: {words.value(promise.said.value)}, {promise.said.speaker}"
    if window is None:
        return Rung(since, None, told=told)
    low = fiscal_time(window.earliest, calendar) if window.earliest else None
    high = fiscal_time(window.latest, calendar, after=True) if window.latest else None
    level = low if high is None else high
    return Rung(since, level, low, high, told)


def _beside(one: Trend) -> str:
    """Where it stands: `met 2026-02-27`, `cancelled`, `FY2027-H2`."""
    state = one.row.state
    if state.met_on is not None:
        return f"met {words.period(state.met_on)}"
    return state.word if state.status.ends else words.now(state)


def _about(trends: Sequence[Trend], as_of: date) -> str:
    if not trends:
        return f"Nothing was promised by {as_of}."
    moved = sum(len(one.promises) > 1 for one in trends)
    many = f"{len(trends)} milestone{'' if len(trends) == 1 else 's'}"
    return (
        f"What was promised for {many} on each day up to {as_of};"
        f" {moved} of these promises moved. A level course keeps its word, a rising one slips."
    )
