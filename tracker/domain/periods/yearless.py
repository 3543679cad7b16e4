"""A period without its year (年末, next spring, October), written with the one that is meant.

Nothing is recorded so: hints propose it, as of the day on which it was said.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import JAPAN, MONTHS_IN_YEAR
from tracker.domain.periods.period import Period
from tracker.domain.periods.words import (
    JAPANESE_PART,
    MONTH,
    NUMBER,
    PART,
    SEASONS,
    YEARS_AWAY,
    any_of,
    number,
    part_code,
)
from tracker.domain.text import folded
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.domain.periods.calendar import FiscalCalendar

    Written = Callable[[re.Match[str], date, FiscalCalendar], list[str]]

_YEAR_AGO = timedelta(days=365)
_HAS_YEAR = re.compile("(?:19|20|21)[0-9]{2}|(?:令和|平成)")


def with_year(text: str, said: date, calendar: FiscalCalendar, *, past: bool = False) -> list[str]:
    """Return a text with the year that it means on the day it was said, likeliest first.

    What is told by its month or its season is the next one that is not over; of what is `past` the
    last one that has begun. Nothing where the text has its year, or none that is known.

    >>> from datetime import date
    >>> day = date(2026, 11, 20)
    >>> [with_year(one, day, JAPAN)[0] for one in ("年末", "来年度後半", "spring", "10月")]
    ['2026年末', '2027年度後半', '2027-03/2027-05', '2027年10月']
    """
    word = " ".join(folded(text).split()).rstrip("に")
    if _HAS_YEAR.search(word) or _is_period(word, calendar):
        return []
    for pattern, written in _FORMS:
        if found := pattern.search(word):
            before, behind = word[: found.start()], word[found.end() :]
            for day in (said, said - _YEAR_AGO) if past and written is not _relative else (said,):
                ways = [f"{before}{way}{behind}" for way in written(found, day, calendar)]
                ways = [way for way in ways if _is_period(way, calendar)]
                if not past or any(_has_begun(way, said, calendar) for way in ways):
                    return ways
    return []


def _has_begun(text: str, said: date, calendar: FiscalCalendar) -> bool:
    first = Period.parse(text, calendar).earliest
    return first is None or first <= said


def _is_period(text: str, calendar: FiscalCalendar) -> bool:
    try:
        Period.parse(text, calendar)
    except UsageError:
        return False
    return True


def _fiscal(year: int, calendar: FiscalCalendar, rest: str = "") -> str:
    """A fiscal year in Japanese; 年度 is a year of Japan's calendar, and of no other one."""
    if calendar == JAPAN:
        return f"{year}年度{rest}"
    return f"end of FY{year}" if rest == "末" else f"FY{year}{rest}"


def _relative(found: re.Match[str], said: date, calendar: FiscalCalendar) -> list[str]:
    """Of `来年度` and `next year`; of a season in one, its months."""
    word, season = found["away"], found["season"]
    fiscal = found["fiscal"]
    year = (calendar.year_containing(said) if fiscal else said.year) + YEARS_AWAY[word]
    if season:
        return [_months(year, season)]
    if word.isascii():
        return [f"FY{year}" if fiscal else str(year)]
    return [_fiscal(year, calendar) if fiscal else f"{year}年"]


def _season(found: re.Match[str], said: date, _: FiscalCalendar) -> list[str]:
    """Of `spring`: the next one that is not over; of `来春`, that of the next year."""
    word, season = found["away"], found["season"]
    if word and not word.isascii():
        return [_months(said.year + YEARS_AWAY[word], season)]
    over = said.month >= SEASONS[season] + 3
    return [_months(said.year + over, season)]


def _months(year: int, season: str) -> str:
    first = SEASONS[season]
    if first == MONTHS_IN_YEAR:
        return f"{year}-12/{year + 1}-02"
    return f"{year}-{first:02}/{year}-{first + 2:02}"


def _year_end(found: re.Match[str], said: date, calendar: FiscalCalendar) -> list[str]:
    if found["fiscal"]:
        year = calendar.year_containing(said)
        return [f"end of FY{year}" if found[0].isascii() else _fiscal(year, calendar, "末")]
    return [f"end of {said.year}" if found[0].isascii() else f"{said.year}年末"]


def _within(found: re.Match[str], said: date, calendar: FiscalCalendar) -> list[str]:
    if found["fiscal"]:
        return [_fiscal(calendar.year_containing(said), calendar)]
    return [f"{said.year}年"]


def _month(found: re.Match[str], said: date, _: FiscalCalendar) -> list[str]:
    month = number(found["month"])
    year = said.year + (month < said.month)
    if found[0].isascii():
        return [f"{found[0].title()} {year}"]
    return [f"{year}年{found[0]}"]


def _part(found: re.Match[str], said: date, calendar: FiscalCalendar) -> list[str]:
    part = part_code(found["part"]).upper()
    return [f"{said.year}-{part}", f"FY{calendar.year_containing(said)}-{part}"]


_AWAY = any_of(YEARS_AWAY)
_OF_SEASON = f"(?P<season>{'|'.join(SEASONS)})"
_YEAR = f"(?:calendar )?(?:year|年)の?{_OF_SEASON}?"

_FORMS: tuple[tuple[re.Pattern[str], Written], ...] = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (
            r"(?:the )?(?:(?P<fiscal>fiscal[ -]year|fy)[ -]?end|year[ -]?end)\b",
            _year_end,
        ),
        (
            r"(?:the )?end of (?:the |this )?(?:(?P<fiscal>fiscal year|fy)|calendar year|year)\b",
            _year_end,
        ),
        (
            rf"(?:the )?(?P<away>{_AWAY}) ?(?:(?P<fiscal>fiscal year|fy|年度|期)|{_YEAR})",
            _relative,
        ),
        (rf"(?:the )?(?:(?P<away>{_AWAY}) ?)?{_OF_SEASON}", _season),
        ("^(?:(?P<fiscal>年度|期)|年)末", _year_end),
        ("^(?:(?P<fiscal>年度)|年)内", _within),
        (f"(?<![^ ])(?P<month>{MONTH})(?: [0-9]{{1,2}})?$", _month),
        (f"^(?P<month>{NUMBER})月(?:{NUMBER}日)?", _month),
        (f"^(?:the )?{PART}$", _part),
        (f"^{JAPANESE_PART}$", _part),
    )
)
