"""A period: a stretch of days as somebody wrote it, from a single day to an open end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from tracker.domain.calendar import CALENDAR_YEAR, JAPAN, FiscalCalendar
from tracker.domain.period_grammar import read

_DAY = timedelta(days=1)


class Precision(IntEnum):
    """How narrow a period is, the most precise first; LONGER also means an open end."""

    DAY = 1
    MONTH = 2
    QUARTER = 3
    HALF = 4
    YEAR = 5
    LONGER = 6


# The longest unit of each class: 31 days, July to September, July to December, a leap year.
_LONGEST_DAYS = {
    Precision.DAY: 1,
    Precision.MONTH: 31,
    Precision.QUARTER: 92,
    Precision.HALF: 184,
    Precision.YEAR: 366,
}

_UNIT_MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF: 6,
    Precision.YEAR: 12,
    Precision.LONGER: 12,
}

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
    parses to the same window and flags in the same calendar. `==` compares the wording too; ask
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

    @classmethod
    def parse(cls, text: str, calendar: FiscalCalendar = JAPAN) -> Period:
        """Read any of the forms of `period_grammar`; fiscal ones count in `calendar`.

        Raises PeriodError for everything else: nothing is guessed, nothing is filled in.
        """
        reading = read(text, calendar)
        return cls(
            text=text.strip(),
            earliest=reading.earliest,
            latest=reading.latest,
            precision=_classify(reading.earliest, reading.latest),
            approximate=reading.approximate,
            uncertain=reading.uncertain,
            fiscal=reading.fiscal,
            label=reading.label,
        )

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

    def encloses(self, other: Period) -> bool:
        """Whether the other says as much, or more precisely: no day of it lies without."""
        latest, earliest = self.sort_key
        within = earliest <= other.sort_key[1] and other.sort_key[0] <= latest
        return within and (self.approximate or not other.approximate)

    def compatible(self, other: Period) -> bool:
        """Whether both can be true: they share a day, or are two adjacent single days.

        Adjacent days are let pass because the same moment has two dates in two time zones. An
        approximate or uncertain period is widened first, on both ends, by one unit of its own
        precision class (a year if longer or open).
        """
        first, last = self._with_leeway()
        other_first, other_last = other._with_leeway()
        if first == last and other_first == other_last:
            return abs(first - other_first) <= _DAY
        return first <= other_last and other_first <= last

    def is_before(self, other: Period) -> bool:
        """Whether both cannot be true together, and this one is the earlier."""
        return not self.compatible(other) and self.sort_key < other.sort_key

    def same_window(self, other: Period) -> bool:
        """Whether both mean the same: equal bounds, equally vague, however they are worded."""
        return (
            self.sort_key == other.sort_key
            and self.approximate == other.approximate
            and self.uncertain == other.uncertain
        )

    def clashes_by_calendar(self, other: Period) -> bool:
        """Whether one dropped or added "FY": equal labels but for it, and so other days.

        Marks of vagueness do not count: `~FY2027` clashes with `2027`.
        """
        return _bare(self.label) == _bare(other.label) and self.sort_key != other.sort_key

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
            first = first and _shift(first, self.precision, -1)
            last = last and _shift(last + _DAY, self.precision, 1) - _DAY
        return first or date.min, last or date.max


def _classify(earliest: date | None, latest: date | None) -> Precision:
    """The narrowest class whose longest unit is no shorter than the window."""
    if earliest is None or latest is None:
        return Precision.LONGER
    days = (latest - earliest).days + 1
    return next((unit for unit, most in _LONGEST_DAYS.items() if days <= most), Precision.LONGER)


def _shift(day: date, unit: Precision, count: int) -> date:
    """Move by whole units; a day that its new month lacks becomes that month's last."""
    if unit is Precision.DAY:
        return day + count * _DAY
    offset = day.month - 1 + count * _UNIT_MONTHS[unit]
    start = CALENDAR_YEAR.month_start(day.year, offset)
    end = CALENDAR_YEAR.month_start(day.year, offset + 1) - _DAY
    return min(start + (day.day - 1) * _DAY, end)


def _bare(label: str) -> str:
    """The label without its marks and without "FY"."""
    return label.translate(dict.fromkeys(map(ord, "~?"))).replace("FY", "")
