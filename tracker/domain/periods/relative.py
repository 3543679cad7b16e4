"""A year as it is called from another one (来年度, last year), written with its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.domain.periods.words import YEARS_AWAY, any_of
from tracker.domain.text import folded

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.periods.calendar import FiscalCalendar

YEAR = re.compile(
    f"(?:the )?(?P<away>{any_of(YEARS_AWAY)})"
    "(?: ?(?P<fiscal>fiscal year|fy|年度)| ?(?:calendar )?(?:year|年))"
)


def relative_year(text: str, today: date, calendar: FiscalCalendar) -> str | None:
    """Return the year that a text means today, to be typed; None where it means none.

    >>> from datetime import date
    >>> from tracker.domain.periods.calendar import JAPAN
    >>> [relative_year(one, date(2027, 2, 1), JAPAN) for one in ("来年度", "Last Year", "FY2027")]
    ['FY2027', '2026', None]
    """
    found = YEAR.fullmatch(" ".join(folded(text).split()))
    if found is None:
        return None
    if found["fiscal"]:
        return f"FY{calendar.year_containing(today) + YEARS_AWAY[found['away']]}"
    return str(today.year + YEARS_AWAY[found["away"]])
