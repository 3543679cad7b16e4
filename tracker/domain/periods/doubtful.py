"""Texts that may mean two periods: each is refused, with a way to write either.

What has one meaning only, but slashes or dots where they mean something else, is refused with it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import JAPAN, MONTHS_IN_YEAR, FiscalCalendar, month_name
from tracker.domain.periods.words import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

_FISCAL_PAIR = re.compile("[~?%]*fy ?([0-9]{4})[~?%]* ?[/–-] ?[~?%]*([0-9]{2})?([0-9]{2})[~?%]*")


def check_fiscal_pair(text: str, calendar: FiscalCalendar) -> None:
    """Raise Refusal for `FY2029/2030`, which is one fiscal year in Britain and two elsewhere."""
    pair = _FISCAL_PAIR.fullmatch(text)
    first, century, last = pair.groups() if pair else ("0", "", "0")
    begun, ended = int(first), int((century or first[:2]) + last)
    if ended > begun + 1:
        ways = (f"FY{begun}/FY{ended}", f"FY{begun}/{ended}-12")
        raise Refusal("is its last year fiscal too?", *ways)
    if ended == begun + 1:
        single = ended if calendar.named_by == "last" else begun
        raise Refusal("one fiscal year or two?", f"FY{single}", f"FY{begun}/FY{ended}")


_SHARED_YEAR = re.compile("[~?%]?([0-9]{4})年?[〜–-](?:([0-9]{2})|([0-9]{4}))年度[~?%]?")


def check_shared_year(text: str) -> None:
    """Raise Refusal for `2027〜2030年度`, which says of its last year only that it is fiscal."""
    if not (shared := _SHARED_YEAR.fullmatch(text)):
        return
    first = int(shared[1])
    last = int(shared[3] or shared[1][:2] + shared[2])
    if last == first + 1:
        raise Refusal("one fiscal year or two?", f"FY{first}", f"FY{first}/FY{last}")
    raise Refusal("is its first year fiscal too?", f"FY{first}/FY{last}", f"{first}/FY{last}")


def two_years(year: int, last: int) -> Refusal:
    """Make the refusal of `2025/26` or `2025-27`: years that may be fiscal, or not."""
    until = year // 100 * 100 + last
    if until <= year:
        return Refusal(f"there is no month {last}", f"{year}", f"FY{year}")
    fiscal = f"FY{year}" if until == year + 1 else f"FY{year}/FY{until}"
    return Refusal("fiscal years or calendar years?", fiscal, f"{year}/{until}")


_SLASHED_ERA = re.compile("([mtshr明治大正昭和平成令]+[0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2})")
_FISCAL_END = re.compile("(?<![a-z0-9])fy ?([0-9]{1,2})/([0-9]{4})(?![0-9/-])")
_YEAR_FIRST = re.compile("(?<![0-9/-])([0-9]{4})/([0-9]{1,2})(?:/([0-9]{1,2}))?(?![0-9/-])")
_NO_YEAR = re.compile("([0-9]{1,2})/([0-9]{1,2})")
_YEAR_LAST = re.compile(
    "(?<![0-9a-z/.-])(?:([0-9]{1,2})([/.-]))?([0-9]{1,2})(?(2)[/.-]|[/.])([0-9]{4})(?![0-9/.-])"
)


def check_slashes(text: str) -> None:
    """Raise Refusal where slashes stand within a day, a month or a year: `2027/03/31`, `2025/26`.

    Dots too, where the year stands last. Both days are proposed where the month may be either.
    """
    if era := _SLASHED_ERA.search(text):
        raise Refusal("slashes do not join its parts", ".".join(era.groups()).upper())
    if ended := _FISCAL_END.search(text):
        month, year = ended.groups()
        raise Refusal("which year is that?", f"{year}年{month}月期", f"{year}-{month.zfill(2)}")
    if slashed := _YEAR_FIRST.search(text):
        year, month, day = slashed.groups()
        if iso := _iso(year, month, day):
            raise Refusal("slashes do not join its parts", iso)
        if day is None:
            raise two_years(int(year), int(month))
    if short := _NO_YEAR.fullmatch(text):
        _propose(
            _days("2027", *short.groups()) or _days("2028", *short.groups()),
            "of which year?",
            lead="write the year, as in",
        )
    if slashed := _YEAR_LAST.search(text):
        one, _, other, year = slashed.groups()
        likely = _days(year, one, other) if one else [_iso(year, other)]
        _propose(likely, "the year stands first")


def _propose(likely: list[str], reason: str, lead: str = "write") -> None:
    """Raise Refusal with the days, if there are any."""
    if len(likely) > 1:
        raise Refusal("month and day cannot be told apart", *likely, lead=lead)
    if likely:
        raise Refusal(reason, *likely, lead=lead)


def _days(year: str, one: str, other: str) -> list[str]:
    """The days that two numbers mean, whichever of them is the month; none, one or two."""
    return sorted({_iso(year, one, other), _iso(year, other, one)} - {""}, reverse=True)


def check_japanese_year(text: str, calendar: FiscalCalendar, ways: Callable[[], list[str]]) -> None:
    """Raise Refusal for 年度 where the fiscal year is another one than that of Japan.

    `ways` gives the months that are meant by it, and the same words by the other calendar.
    """
    if calendar == JAPAN or "年度" not in text:
        return
    theirs = f"begins in {month_name(calendar.first_month)}"
    if calendar.first_month == JAPAN.first_month:
        theirs = "has the name of its last year"
    raise Refusal(
        f"年度 is Japan's, from April 1st; a fiscal year of this project {theirs}", *ways()
    )


def _iso(year: str, month: str, day: str | None = None) -> str:
    """The day or the month in ISO 8601; empty for one that does not exist."""
    if not 1 <= int(month) <= MONTHS_IN_YEAR:
        return ""
    try:
        iso = date(int(year), int(month), int(day or "1")).isoformat()
    except ValueError:
        return ""
    return iso if day else iso[:7]
