"""Why a text is no period, and what to write instead."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import MONTHS_IN_YEAR
from tracker.domain.periods.words import KANJI_DIGITS, MONTH, Refusal, number

if TYPE_CHECKING:
    from tracker.domain.periods.calendar import FiscalCalendar

_FISCAL_PAIR = re.compile("[~?%]*fy ?([0-9]{4})[~?%]* ?[/–-] ?[~?%]*([0-9]{2})?([0-9]{2})[~?%]*")
_SLASHED_ERA = re.compile("([mtshr明治大正昭和平成令]+[0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2})")
_YEAR_FIRST = re.compile("(?<![0-9/-])([0-9]{4})/([0-9]{1,2})(?:/([0-9]{1,2}))?(?![0-9/-])")
_YEAR_LAST = re.compile("(?<![0-9a-z/-])(?:([0-9]{1,2})/)?([0-9]{1,2})/([0-9]{4})(?![0-9/-])")


def check_fiscal_pair(text: str, calendar: FiscalCalendar) -> None:
    """Raise Refusal for `FY2029/2030`, which is one fiscal year in Britain and two elsewhere."""
    pair = _FISCAL_PAIR.fullmatch(text)
    first, century, last = pair.groups() if pair else ("0", "", "0")
    begun, ended = int(first), int((century or first[:2]) + last)
    if ended > begun + 1:
        raise Refusal(f"is its last year fiscal too? write FY{begun}/FY{ended}")
    if ended == begun + 1:
        single = ended if calendar.named_by == "last" else begun
        raise Refusal(f"one fiscal year or two? write FY{begun}/FY{ended}, or FY{single}")


def check_slashes(text: str) -> None:
    """Raise Refusal where slashes stand within a day, a month or a year: `2027/03/31`, `2025/26`.

    The spelling that was likely meant is proposed, both where month and day may be swapped.
    """
    if era := _SLASHED_ERA.search(text):
        raise Refusal("write " + ".".join(era.groups()).upper())
    if slashed := _YEAR_FIRST.search(text):
        year, month, day = slashed.groups()
        _propose(_iso(year, month, day))
        if day is None:
            raise Refusal(f"write {year}/{year[:2]}{month}")
    if slashed := _YEAR_LAST.search(text):
        one, other, year = slashed.groups()
        either = {_iso(year, other, one), _iso(year, one, other)} if one else {_iso(year, other)}
        _propose(*sorted(either, reverse=True))


def _iso(year: str, month: str, day: str | None = None) -> str:
    """The day or the month in ISO 8601; empty for one that does not exist."""
    try:
        found = date(int(year), int(month), int(day or "1")).isoformat()
    except ValueError:
        return ""
    return found if day else found[:7]


def _propose(*likely: str) -> None:
    """Raise Refusal with the spellings that are none empty, if any."""
    spellings = [one for one in likely if one]
    if len(spellings) > 1:
        raise Refusal(f"month and day cannot be told apart: write {' or '.join(spellings)}")
    if spellings:
        raise Refusal(f"write {spellings[0]}")


_UNPADDED = re.compile("([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_SHORT_YEAR = re.compile(r"\bfy ?([0-9]{2})(?![0-9])")
_SHORT_YEAR_OF_PART = re.compile("([1-4][qh]|[qh][1-4] ) ?'?([0-9]{2})")
_YEAR_ENDING = re.compile(
    rf"(?:fy|year) ?end(?:s|ing|ed)?(?: in| on)? (?:[0-9]{{1,2}} )?(?P<month>{MONTH})"
    r"(?: [0-9]{1,2},?)? (?P<year>[0-9]{4})"
)
_JAPANESE_YEAR_ENDING = re.compile("(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月期")
_KANJI_FIGURE = re.compile(f"[{KANJI_DIGITS}]{{2,}}")
_CENTURY = re.compile("[0-9]00(?:s|年代)")
_VAGUE = re.compile(
    r"\b(?:soon|early|mid|middle|late|start|beginning|end|spring|summer|autumn|fall|winter)\b"
    "|[初末旬春夏秋冬]|中頃|中ごろ|半ば"
)


def diagnose(text: str, calendar: FiscalCalendar) -> str:
    """Why a text that matches no form is refused."""
    if match := _YEAR_ENDING.search(text) or _JAPANESE_YEAR_ENDING.search(text):
        return _year_ending(int(match["year"]), number(match["month"]), calendar)
    if _CENTURY.search(text):
        return "it may mean ten years or a hundred"
    if _VAGUE.search(text):
        return "it has no exact bounds"
    return _digits_wrong(text) or "it is none of the accepted forms"


def _digits_wrong(text: str) -> str:
    """What is to be said of its figures, if that alone keeps it from being a period."""
    if match := _UNPADDED.fullmatch(text):
        padded = "-".join(part.zfill(2) for part in match.groups() if part)
        return f"months and days have two digits: {padded}"
    if _SHORT_YEAR.search(text):
        return "a year has four digits: " + _SHORT_YEAR.sub(r"fy20\1", text).upper()
    if match := _SHORT_YEAR_OF_PART.fullmatch(text):
        return "a year has four digits: " + f"{match[1]}20{match[2]}".upper()
    if _KANJI_FIGURE.search(text):
        plain = _KANJI_FIGURE.sub(lambda figure: str(number(figure[0])), text)
        return f"write its digits as 0 to 9: {plain}"
    return ""


def _year_ending(year: int, month: int, calendar: FiscalCalendar) -> str:
    """Name the twelve months that end with that one."""
    if not 1 <= month <= MONTHS_IN_YEAR:
        return f"there is no month {month}"
    fiscal = calendar.year_containing(date(year, month, 1))
    last = calendar.month_start(fiscal, MONTHS_IN_YEAR - 1)
    if (last.year, last.month) == (year, month):
        return f"the fiscal year that ends then is written FY{fiscal}"
    begun = f"{year - 1}-{month + 1:02}" if month < MONTHS_IN_YEAR else f"{year}-01"
    return f"the year that ends then is written {begun}/{year}-{month:02}"
