"""Windows of days, both ends inclusive: how long they are, and which units of a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

from tracker.domain.periods.calendar import CALENDAR_YEAR

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


def classify(earliest: date | None, latest: date | None) -> Precision:
    """The narrowest class whose longest unit is no shorter than the window."""
    if earliest is None or latest is None:
        return Precision.LONGER
    days = (latest - earliest).days + 1
    return next((unit for unit, most in _LONGEST_DAYS.items() if days <= most), Precision.LONGER)


def shift(day: date, unit: Precision, count: int) -> date:
    """Move by whole units; a day that its new month lacks becomes that month's last."""
    if unit is Precision.DAY:
        return day + count * _DAY
    offset = day.month - 1 + count * _UNIT_MONTHS[unit]
    start = CALENDAR_YEAR.month_start(day.year, offset)
    end = CALENDAR_YEAR.month_start(day.year, offset + 1) - _DAY
    return min(start + (day.day - 1) * _DAY, end)


def contains(window: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether each day of the other is one of the window's."""
    return window[0] <= other[0] and other[1] <= window[1]


def days(window: tuple[date, date]) -> int:
    """Count its days; 0 or less where it ends before it begins."""
    return (window[1] - window[0]).days + 1


def is_calendar_unit(earliest: date, latest: date) -> bool:
    """Whether the days are a calendar month, quarter, half, year, decade or half a decade."""
    follows = latest + _DAY
    if earliest.day != 1 or follows.day != 1:
        return False
    begins = earliest.year * 12 + earliest.month - 1
    months = follows.year * 12 + follows.month - 1 - begins
    return months in {1, 3, 6, 12, 60, 120} and begins % months == 0
