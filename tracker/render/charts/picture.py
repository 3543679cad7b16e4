"""A picture as a value: marks in the measures of what they tell, whatever draws them.

A drawer asks a `Scale` where a value lies between both ends, and knows a sign or a colour for each
`Role`. Rows are counted from the top, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import count, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from tracker.domain.periods.calendar import FiscalCalendar

MONTHS = 12


class Role(StrEnum):
    """What a mark stands for."""

    FIRST = "first promised"
    NOW = "now"
    LATE = "late"
    MET = "met"
    ENDED = "not met or cancelled"
    WITHDRAWN = "withdrawn"
    TODAY = "today"
    WITHIN = "within"
    KEPT = "as promised"
    COURSE = "course"
    PAID = "paid"
    COMMITTED = "committed"
    ENACTED = "in budget"
    PLANNED = "planned"
    UNKNOWN = "not told"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Tick:
    """A value that is named along a scale."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`, which is larger; ticks ascend."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    def part(self, value: float) -> float:
        """Return how far along a value lies: 0 at the low end, 1 at the high one, never beyond.

        >>> Scale(2024, 2028).part(2025), Scale(2024, 2028).part(2050)
        (0.25, 1.0)
        """
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def holds(self, value: float) -> bool:
        """Whether a value lies on it, both ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of a row; None for an end that nobody knows, which is drawn open to the edge."""

    row: int
    start: float | None
    end: float | None
    role: Role
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value of a row."""

    row: int
    at: float
    role: Role
    told: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """From `since` on the level of a course lies between `low` and `high`; None is open.

    Without a level nothing holds until the next rung.
    """

    since: float
    level: float | None
    low: float | None = None
    high: float | None = None
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A level that changes in steps; the last one holds up to `until`.

    `letter`, which may have a number behind it, names it where its `label` has no room: its
    `title` and what stands `beside` that. `end` is what it stopped at, None where it goes on.
    """

    title: str
    beside: str
    letter: str
    rungs: tuple[Rung, ...]
    until: float
    end: Role | None = None

    @property
    def label(self) -> str:
        """What it is, and where it stands: `mass-production FY2027-H2`."""
        return f"{self.title} {self.beside}"

    @property
    def name(self) -> str:
        """Its letter with its label, as it is named at its end."""
        return f"{self.letter} {self.label}"

    def stretches(self) -> Iterator[tuple[Rung, float]]:
        """Give each rung with the value up to which it holds."""
        ends = [*(rung.since for rung in self.rungs[1:]), self.until]
        return zip(self.rungs, ends, strict=True)

    def stops(self) -> Iterator[tuple[Role, float, float]]:
        """Give each mark at which it stops with its place across and its level."""
        for before, rung in pairwise(self.rungs):
            if before.level is not None and rung.level is None:
                yield Role.WITHDRAWN, rung.since, before.level
        last = next((one.level for one in reversed(self.rungs) if one.level is not None), None)
        if self.end is not None and last is not None:
            yield self.end, self.until, last


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its name, a longer title where one is asked for, and what stands beside it."""

    name: str
    title: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn: `rows` of bars and dots, or courses over a scale `up`.

    The `name` parts it from others on one page; `about` says in a sentence what is seen, for those
    who do not see it. `today` lies on the scale across; `diagonal` tells that both scales measure
    the same, and draws where they are equal.
    """

    name: str
    title: str
    about: str
    across: Scale
    across_title: str = ""
    rows: tuple[Row, ...] = ()
    up: Scale | None = None
    up_title: str = ""
    marks: tuple[Bar | Dot, ...] = ()
    courses: tuple[Course, ...] = ()
    today: float | None = None
    diagonal: bool = False
    key: tuple[tuple[Role, str], ...] = ()


def fiscal_time(day: date, calendar: FiscalCalendar, *, after: bool = False) -> float:
    """Return a day as fiscal years and a part of one; `after` gives the end of the day.

    Months are of one length, so that a quarter always begins at a quarter of the year.

    >>> from datetime import date
    >>> from tracker.domain.periods.calendar import JAPAN
    >>> fiscal_time(date(2027, 10, 1), JAPAN), fiscal_time(date(2028, 3, 31), JAPAN, after=True)
    (2027.5, 2028.0)
    """
    year = calendar.year_containing(day)
    month = (day.month - calendar.first_month) % MONTHS
    begins = calendar.month_start(year, month)
    days = (calendar.month_start(year, month + 1) - begins).days
    return round(year + (month + (day.day - 1 + after) / days) / MONTHS, 9)


_STEPS = (1, 2, 5)
_MOST_TICKS = 6


def amount_scale(most: int, name: Callable[[int], str]) -> Scale:
    """Make a scale from 0 to an amount, with a tick at every 1, 2 or 5 times a power of ten.

    >>> [tick.label for tick in amount_scale(7000, str).ticks]
    ['0', '2000', '4000', '6000']
    """
    most = max(most, 1)
    steps = (step * 10**power for power in count() for step in _STEPS)
    step = next(one for one in steps if most < _MOST_TICKS * one)
    return Scale(0, most, tuple(Tick(at, name(at)) for at in range(0, most, step)))


def fiscal_scale(first: float, last: float, calendar: FiscalCalendar) -> Scale:
    """Make a scale of whole fiscal years around two values, each named at its beginning."""
    low, high = int(first), max(int(-(-last // 1)), int(first) + 1)
    lead = "" if calendar.first_month == 1 else "FY"
    return Scale(low, high, tuple(Tick(year, f"{lead}{year}") for year in range(low, high)))
