"""The fiscal calendar: when a fiscal year begins, and which calendar year names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.errors import UsageError

MONTHS_IN_YEAR = 12
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def month_name(month: int) -> str:
    """Return the English name of a month, 1 to 12."""
    return MONTHS[month - 1]


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Twelve months from the first day of `first_month` on (1 is January).

    `named_by` tells whether the fiscal year carries the name of the first calendar year that it
    touches (Japan) or of the last one (United States). Raises UsageError for any other value.
    """

    first_month: int = 4
    named_by: Literal["first", "last"] = "first"

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= MONTHS_IN_YEAR or self.named_by not in {"first", "last"}:
            raise UsageError(
                f"no fiscal year begins in month {self.first_month!r}, named by {self.named_by!r}",
                'the first month is 1 to 12, the naming year is "first" or "last"',
            )

    def year_containing(self, day: date) -> int:
        """The name of the fiscal year that the day falls into.

        >>> JAPAN.year_containing(date(2027, 3, 31)), JAPAN.year_containing(date(2027, 4, 1))
        (2026, 2027)
        >>> FiscalCalendar(first_month=10, named_by="last").year_containing(date(2026, 10, 1))
        2027
        """
        return day.year - (day.month < self.first_month) + self._name_lead

    def month_start(self, fiscal_year: int, offset_months: int) -> date:
        """The first day of the month so many months into the fiscal year: 0 its first, 11 its last.

        12 gives the first day of the next fiscal year, the exclusive end of this one.
        """
        years, month = divmod(self.first_month - 1 + offset_months, MONTHS_IN_YEAR)
        return date(fiscal_year - self._name_lead + years, month + 1, 1)

    @property
    def _name_lead(self) -> int:
        """Years by which the name runs ahead of the calendar year of the first day."""
        return int(self.named_by == "last" and self.first_month > 1)


JAPAN = FiscalCalendar()
CALENDAR_YEAR = FiscalCalendar(first_month=1)
