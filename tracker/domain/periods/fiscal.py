"""A fiscal year as somebody wrote it: its number, or a period that is just it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import MONTHS_IN_YEAR
from tracker.domain.periods.period import Period
from tracker.domain.text import folded
from tracker.errors import PeriodError, UsageError

if TYPE_CHECKING:
    from tracker.domain.periods.calendar import FiscalCalendar

EXAMPLE = 2026
LONGEST_SHOWN = 60
DIGITS = re.compile("[0-9]{1,6}")
FOUR, TWO = re.compile("[0-9]{4}"), re.compile("(?<![0-9])[0-9]{2}(?![0-9])")


def fiscal_year(text: str, calendar: FiscalCalendar, option: str) -> int:
    """Return the number of the fiscal year that a text names; raises UsageError for another text.

    >>> from tracker.domain.periods.calendar import JAPAN
    >>> [fiscal_year(one, JAPAN, "") for one in ("2026", "FY2026", "令和8年度", "2027年3月期")]
    [2026, 2026, 2026, 2026]
    """
    word = folded(text).strip()
    if DIGITS.fullmatch(word) and not TWO.fullmatch(word):
        return int(word)
    shown = text[:LONGEST_SHOWN]
    hint = f"for example: {option} {_example(word)}"
    try:
        period = Period.parse(text, calendar)
    except PeriodError as error:
        raise UsageError(f"{option}: {error.message}", hint) from error
    year = calendar.year_containing(period.earliest) if period.earliest else EXAMPLE
    first, after = calendar.month_start(year, 0), calendar.month_start(year, MONTHS_IN_YEAR)
    window = (period.earliest, period.latest)
    if period.vague or window != (first, after - timedelta(days=1)):
        raise UsageError(f"{option}: '{shown}' is not one fiscal year", hint)
    return year


def _example(word: str) -> int:
    """The year that a text seems to name."""
    if found := FOUR.search(word):
        return int(found[0])
    found = TWO.search(word)
    return 2000 + int(found[0]) if found else EXAMPLE
