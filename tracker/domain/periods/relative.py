"""A year as it is called from another one (来年度, last year), written with its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.domain.text import folded

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.periods.calendar import FiscalCalendar

AWAY = {
    **dict.fromkeys(("今", "本", "当", "this", "current"), 0),
    **dict.fromkeys(("来", "翌", "next", "coming"), 1),
    **dict.fromkeys(("再来", "翌々"), 2),
    **dict.fromkeys(("昨", "去", "前", "last", "previous"), -1),
    **dict.fromkeys(("一昨", "前々"), -2),
}
_WORDS = "|".join(sorted(AWAY, key=len, reverse=True))
YEAR = re.compile(
    f"(?:the )?(?P<away>{_WORDS})(?: ?(?P<fiscal>fiscal year|fy|年度)| ?(?:calendar )?(?:year|年))"
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
        return f"FY{calendar.year_containing(today) + AWAY[found['away']]}"
    return str(today.year + AWAY[found["away"]])
