"""A period: a stretch of days as somebody wrote it, from a single day to an open end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.domain.periods.calendar import JAPAN, FiscalCalendar
from tracker.domain.periods.grammar import read
from tracker.domain.periods.windows import (
    Precision,
    classify,
    contains,
    days,
    is_calendar_unit,
    shift,
)

_DAY = timedelta(days=1)


# EDTF level 2 (Library of Congress, 2019), sub-year groupings: by first and last month.
_EDTF_GROUPINGS = {
    ("01", "03"): "33",
    ("04", "06"): "34",
    ("07", "09"): "35",
    ("10", "12"): "36",
    ("01", "06"): "40",
    ("07", "12"): "41",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `earliest` to `latest`, both inclusive; None is an open end.

    `text` is what was typed, without the space around it; `label` is its short English form, which
    parses to the same window and flags in the same calendar. `inner` is the other end of the unit
    that a period with one open end names: of `by 2027` its first day, of `from 2027` its last, else
    None. `==` compares the wording too; ask
    `same_window` whether two periods mean the same.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    fiscal: bool = False
    label: str = ""
    inner: date | None = None

    @classmethod
    def parse(cls, text: str, calendar: FiscalCalendar = JAPAN) -> Period:
        """Read any of the forms of `grammar`; fiscal ones count in `calendar`.

        Raises PeriodError for everything else: nothing is guessed, nothing is filled in.
        """
        return _parsed(text, calendar, kept=False)

    @classmethod
    def recall(cls, text: str, calendar: FiscalCalendar) -> Period:
        """Read what was accepted before, by rules that may have been wider.

        年度 was taken for a fiscal year of any calendar: what was recorded so keeps its meaning.
        """
        return _parsed(text, calendar, kept=True)

    @classmethod
    def of_day(cls, day: date) -> Period:
        """The single day, written as ISO 8601; PeriodError outside the years 1900 to 2199."""
        return cls.parse(day.isoformat())

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders by last day, then first day; an open end is infinitely late or early."""
        return self.latest or date.max, self.earliest or date.min

    @property
    def vague(self) -> bool:
        """Whether its bounds are only about right, or uncertain."""
        return self.approximate or self.uncertain

    @property
    def is_by(self) -> bool:
        """Whether it names only its last day: `by 2028-03`."""
        return self.earliest is None

    @property
    def is_from(self) -> bool:
        """Whether it names only its first day: `2028 or later`."""
        return self.latest is None

    @property
    def is_unit(self) -> bool:
        """Whether it is one unit of a calendar: a day, month, quarter, half, year or decade.

        A fiscal year and its parts are units, half a decade is, and marks of vagueness do not
        count. Two units joined are none, unless they are as long as one of the calendar year
        (2027-04/2027-06 is its second quarter).
        """
        if self.earliest is None or self.latest is None:
            return False
        return "/" not in self.label or is_calendar_unit(self.earliest, self.latest)

    def contains(self, other: Period) -> bool:
        """Whether every day of the other is one of its own; an open end reaches to the end of time.

        >>> Period.parse("2029").contains(Period.parse("2029-H2"))
        True
        >>> Period.parse("by 2029").contains(Period.parse("2029 or later"))
        False
        """
        return contains(self._reach, other._reach)

    def names(self, day: date) -> bool:
        """Whether the unit that "by" or "from" stands before holds a day: of `by 2027` all of 2027.

        Of a period without an open end, whether the period holds it.
        """
        first, last = self._unit
        return first <= day <= last

    def overlaps(self, other: Period) -> bool:
        """Whether both may be the same time: they share a day, or are two adjacent single days.

        Adjacent days are let pass because the same moment has two dates in two time zones. An
        approximate or uncertain period is widened first, on both ends, by one unit of its own
        precision class (a year if longer or open).
        """
        first, last = self._with_leeway()
        other_first, other_last = other._with_leeway()
        if first == last and other_first == other_last:
            return abs(first - other_first) <= _DAY
        return first <= other_last and other_first <= last

    def compatible(self, other: Period) -> bool:
        """Whether both promises can be true: symmetric, and true of a period with itself.

        One contains the other, which one that is vague does with one unit of leeway; both are
        calendar twins, or two adjacent single days; or at least half of the shorter lies in the
        longer. Two that are "by", or two that are "from", agree when the units that they name
        overlap: "by 2028-03" and "by FY2027" do, "by 2027" and "by 2028" do not.

        >>> Period.parse("2029-H2").compatible(Period.parse("2029"))
        True
        >>> Period.parse("2029").compatible(Period.parse("2029-Q4/2031"))
        False
        """
        if self.is_twin_of(other):
            return True
        if (self.is_by and other.is_by) or (self.is_from and other.is_from):
            (first, last), (other_first, other_last) = self._unit, other._unit
            return first <= other_last and other_first <= last
        return (
            contains(self._with_leeway(), other._reach)
            or contains(other._with_leeway(), self._reach)
            or self._share_half(other)
            or (self._is_day and other._is_day and self.overlaps(other))
        )

    def is_before(self, other: Period) -> bool:
        """Whether both cannot be the same time, and this one is the earlier."""
        return not self.overlaps(other) and self.sort_key < other.sort_key

    def same_window(self, other: Period) -> bool:
        """Whether both mean the same: equal bounds, equally vague, however they are worded.

        >>> Period.parse("by March 2028").same_window(Period.parse("../FY2027"))
        True
        """
        return (
            self.sort_key == other.sort_key
            and self.approximate == other.approximate
            and self.uncertain == other.uncertain
        )

    def is_twin_of(self, other: Period) -> bool:
        """Whether one dropped the "FY" of the other: a calendar twin, symmetric.

        The calendar one names a year, a half or a quarter, "by" or not, that with FY before it
        would equal or contain the fiscal one, and as it stands does not. Marks of vagueness do not
        count.

        >>> Period.parse("2027").is_twin_of(Period.parse("FY2027-H2"))
        True
        >>> Period.parse("2027").is_twin_of(Period.parse("FY2027-H1"))
        False
        """
        if self.fiscal is other.fiscal:
            return False
        fiscal, calendar = (self, other) if self.fiscal else (other, self)
        named, meant = _PART.fullmatch(_bare(calendar.label)), _PART.fullmatch(_bare(fiscal.label))
        if named is None or meant is None or calendar.contains(fiscal):
            return False
        equal = named["year"] == meant["year"] and (named["by"] or not meant["by"])
        return bool(equal) and meant["part"] in _PARTS_WITHIN[named["part"]]

    @property
    def _is_day(self) -> bool:
        return self.precision is Precision.DAY and not self.vague

    @property
    def _reach(self) -> tuple[date, date]:
        return self.earliest or date.min, self.latest or date.max

    @property
    def _unit(self) -> tuple[date, date]:
        """First and last day of the unit that "by" or "from" stands before, else of the period."""
        first = self.inner if self.is_by else self.earliest
        last = self.inner if self.is_from else self.latest
        return first or date.min, last or date.max

    def _share_half(self, other: Period) -> bool:
        windows = sorted((self._reach, other._reach), key=days)
        (first, last), (other_first, other_last) = windows
        shared = days((max(first, other_first), min(last, other_last)))
        return shared * 2 >= days(windows[0])

    def edtf(self) -> str:
        """The window as an EDTF string (ISO 8601-2), level 2 at most.

        EDTF has no fiscal year, and no quarter or half with a mark: these become an interval.
        """
        mark = ("", "?", "~", "%")[2 * self.approximate + self.uncertain]
        width = self._iso_width()
        first = self.earliest.isoformat()[:width] if self.earliest else ".."
        last = self.latest.isoformat()[:width] if self.latest else ".."
        if first == last:
            return first + mark
        if width == len("2027") and first[3:] == "0" and last == first[:3] + "9":
            return first[:3] + "X" + mark
        grouping = _EDTF_GROUPINGS.get((first[5:], last[5:]))
        if grouping and first[:4] == last[:4] and not mark and not self.fiscal:
            return f"{first[:4]}-{grouping}"
        return "/".join(end if end == ".." else end + mark for end in (first, last))

    def _iso_width(self) -> int:
        """How much of an ISO date says both bounds exactly: the year, year and month, or all."""
        starts = self.earliest or date(1, 1, 1)
        follows = self.latest + _DAY if self.latest else date(1, 1, 1)
        if starts.day != 1 or follows.day != 1:
            return len("2027-04-01")
        return len("2027") if starts.month == follows.month == 1 else len("2027-04")

    def _with_leeway(self) -> tuple[date, date]:
        """First and last day that the period can mean, an open end being the end of time."""
        first, last = self.earliest, self.latest
        if self.vague:
            first = first and shift(first, self.precision, -1)
            last = last and shift(last + _DAY, self.precision, 1) - _DAY
        return first or date.min, last or date.max


# A log says the same periods over and over: these are more than the days of forty years.
@lru_cache(maxsize=16_384)
def _parsed(text: str, calendar: FiscalCalendar, *, kept: bool) -> Period:
    reading = read(text, calendar, kept=kept)
    return Period(
        text=text.strip(),
        earliest=reading.earliest,
        latest=reading.latest,
        precision=classify(reading.earliest, reading.latest),
        approximate=reading.approximate,
        uncertain=reading.uncertain,
        fiscal=reading.fiscal,
        label=reading.label,
        inner=reading.inner,
    )


def _bare(label: str) -> str:
    """The label without its marks and without "FY"."""
    return label.translate(dict.fromkeys(map(ord, "~?"))).replace("FY", "")


_PART = re.compile(r"(?P<by>\.\./)?(?P<year>[0-9]{4})(?:-(?P<part>[HQ][1-4]))?")
_PARTS_WITHIN: dict[str | None, set[str | None]] = {
    None: {None, "H1", "H2", "Q1", "Q2", "Q3", "Q4"},
    "H1": {"H1", "Q1", "Q2"},
    "H2": {"H2", "Q3", "Q4"},
    **{quarter: {quarter} for quarter in ("Q1", "Q2", "Q3", "Q4")},
}
"""The parts of a year that each part contains; None is the whole."""


def brief(period: Period) -> str:
    """Write a period as the page does: `2024-12-11/20`, `by 2025-06`, `from 2028`, `FY2027-H2`.

    It parses to the same window.

    >>> [brief(Period.parse(text)) for text in ("2024-12-11/2024-12-20", "by June 2025", "FY2027")]
    ['2024-12-11/20', 'by 2025-06', 'FY2027']
    """
    first, slash, last = period.label.partition("/")
    if not slash:
        return first
    if first == "..":
        return f"by {last}"
    if last == "..":
        return f"from {first}"
    (begun, dash, start), (ended, _, end) = first.rpartition("-"), last.rpartition("-")
    shared = dash and begun == ended and start.isdigit() and end.isdigit()
    return f"{first}/{end}" if shared else period.label


def due_order(when: Period | None) -> tuple[date, date]:
    """Sort by last day, then by first; what has no period comes last."""
    return when.sort_key if when else (date.max, date.max)
