"""Why a text that matches no form is no period, and how what it may mean is written.

`ANSWERS` is read from its top: the first line whose pattern is found in the text, and which has
something to say of it, answers.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import CALENDAR_YEAR, MONTHS, MONTHS_IN_YEAR
from tracker.domain.periods.words import (
    DAYS_AWAY,
    JAPANESE_PART,
    KANJI_DIGITS,
    MONTH,
    NUMBER,
    PART,
    SEASONS,
    WEEKDAYS,
    YEARS_AWAY,
    Refusal,
    any_of,
    number,
    part_code,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.domain.periods.calendar import FiscalCalendar

    Answer = Callable[[re.Match[str], FiscalCalendar], Refusal | None]

THE_YEAR = "write the year, as in"
NONE = "it is none of the accepted forms"
INCLUDED = "is that itself included?"
_EXAMPLE = 2027
"""A year to show how one is named."""


def answer(text: str, calendar: FiscalCalendar) -> Refusal:
    """Make the refusal of a text that matches no form."""
    for pattern, answered in ANSWERS:
        if (found := pattern.search(text)) and (refusal := answered(found, calendar)):
            return refusal
    return Refusal(NONE)


def _say(reason: str, *ways: str, lead: str = "write") -> Answer:
    r"""Answer in fixed words, in which `\g<name>` stands for what was found under it."""
    return lambda found, _: Refusal(reason, *map(found.expand, ways), lead=lead)


_NEXT = r"\b(?:this|next|last|current|coming|previous|following|the same) "
_LAI = f"(?:{any_of(word for word in YEARS_AWAY if not word.isascii())})"
_DAY = "|".join(DAYS_AWAY)
_RELATIVE_YEAR = rf"{_NEXT}(?:calendar )?(?:year|fy)\b|{_LAI}年度?|{_LAI}期"
_RELATIVE = (
    rf"{_NEXT}(?:calendar |fy ?)?(?:half|quarter|month|week|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:ago|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|(?<![a-z])(?:{_DAY})(?![a-z])"
    f"|[{WEEKDAYS}]曜|(?:先々|[来今先再])[週月]|{_LAI}(?:春|夏|秋|冬)|(?:日|週間|月|年)前$"
)


def _relative(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    """Of `来年度後半`: the same words with a year."""
    word = found[0]
    fiscal = "fy" in word or word.endswith(("度", "期"))
    named = f"FY{_EXAMPLE}" if fiscal else str(_EXAMPLE)
    if not word.isascii():
        named = f"{_EXAMPLE}年" + "度" * fiscal
    text = found.string.replace(word, named)
    coded = f"FY{_EXAMPLE}" if fiscal else str(_EXAMPLE)
    ways = dict.fromkeys((text, coded if text != coded else f"{coded}-H1"))
    return Refusal("it depends on the day it was said", *ways, lead=THE_YEAR)


_SEASON = f"(?P<season>{'|'.join(SEASONS)})"


def _season(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    year, first = int(found["year"]), SEASONS[found["season"]]
    ways = (f"{year}-{first:02}/{year}-{first + 2:02}", f"~{year}-{first + 1:02}")
    if first == MONTHS_IN_YEAR:
        ways = (f"{year - 1}-12/{year}-02", f"{year}-12/{year + 1}-02")
    return Refusal("from when until when?", *ways)


_THIRDS = {
    **dict.fromkeys(("early", "start", "beginning", "初", "頭"), (1, 10)),
    **dict.fromkeys(("mid", "middle", "中", "半"), (11, 20)),
    "前半": (1, 15),
    "後半": (16, 31),
    "late": (21, 31),
}
_THIRD = f"(?P<third>{'|'.join(_THIRDS)})"


def _part_of_month(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    year, month = int(found["year"]), number(found["month"])
    first, last = _THIRDS[found["third"]]
    if not 1 <= month <= MONTHS_IN_YEAR:
        return Refusal(f"there is no month {month}")
    length = (CALENDAR_YEAR.month_start(year, month) - timedelta(days=1)).day
    days = f"{year}-{month:02}-{first:02}/{year}-{month:02}-{min(last, length):02}"
    return Refusal("from when until when?", days, f"~{year}-{month:02}")


def _beginning(found: re.Match[str], calendar: FiscalCalendar) -> Refusal:
    year, fiscal = int(found["year"]), found["fiscal"]
    first = calendar.month_start(year, 0) if fiscal else date(year, 1, 1)
    quarter = f"~{'FY' if fiscal else ''}{year}-Q1"
    return Refusal("it has no last day", f"~{first:%Y-%m}", quarter)


def _year_end(found: re.Match[str], calendar: FiscalCalendar) -> Refusal:
    fiscal = "fy" in found[0] or (not found[0].isascii() and found[0] != "年末")
    last = (calendar if fiscal else CALENDAR_YEAR).month_start(_EXAMPLE, MONTHS_IN_YEAR - 1)
    named = f"end of {'FY' * fiscal}{_EXAMPLE}"
    return Refusal("of which year?", named, f"~{last:%Y-%m}", lead=THE_YEAR)


def _of_no_year(found: re.Match[str], _: FiscalCalendar) -> Refusal | None:
    month, day = number(found["month"]), found.groupdict().get("day")
    if not 1 <= month <= MONTHS_IN_YEAR:
        return None
    ways = (f"{_EXAMPLE}-{month:02}", f"by {MONTHS[month - 1]} {_EXAMPLE}")
    if day:
        ways = (f"{ways[0]}-{number(day):02}", f"{number(day)} {MONTHS[month - 1]} {_EXAMPLE}")
    return Refusal("of which year?", *ways, lead=THE_YEAR)


def _part_of_no_year(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    part = part_code(found["part"]).upper()
    ways = (f"{_EXAMPLE}-{part}", f"FY{_EXAMPLE}-{part}")
    return Refusal("of which year?", *ways, lead=THE_YEAR)


def _short_year_of_part(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    part, year = part_code(found["part"].strip()).upper(), found["short"]
    return Refusal("a year has four digits", f"20{year}-{part}", f"FY20{year}-{part}")


_FIRST_OF_CENTURY = 70


def _short_japanese_year(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    """Of `9年度`, 2009 or the ninth year of an era, and of `98年`."""
    year = int(found["short"])
    western = f"20{year:02}"
    other = f"19{year}" if year >= _FIRST_OF_CENTURY else f"令和{year}"
    rest = found.string[found.end("short") :]
    return Refusal("a year has four digits, or an era", western + rest, other + rest)


def _unjoined(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    parts = [part.zfill(2) for part in found.groups() if part]
    return Refusal("months and days have two digits", "-".join(parts))


_KANJI_FIGURE = re.compile(f"[{KANJI_DIGITS}]{{2,}}")


def _kanji_digits(found: re.Match[str], _: FiscalCalendar) -> Refusal:
    plain = _KANJI_FIGURE.sub(lambda figure: str(number(figure[0])), found.string)
    return Refusal("its digits are not 0 to 9", plain)


def _beyond(word: str, step: int) -> Answer:
    """Answer `before 2028`: up to the year before it, or to its own end; months alike."""

    def answered(found: re.Match[str], _: FiscalCalendar) -> Refusal:
        year, month = int(found["year"]), found["month"]
        if month is None:
            return Refusal(INCLUDED, f"{word} {year + step}", f"{word} {year}")
        first = CALENDAR_YEAR.month_start(year, number(month) - 1 + step)
        return Refusal(INCLUDED, f"{word} {first:%Y-%m}", f"{word} {year}-{number(month):02}")

    return answered


def _misspelt(found: re.Match[str], _: FiscalCalendar) -> Refusal | None:
    months = [month.lower() for month in MONTHS]
    near = get_close_matches(found[0], months, n=1, cutoff=0.75)
    if not near or near[0] == found[0]:
        return None
    return Refusal(NONE, found.string.replace(found[0], near[0]))


_YEAR = "(?P<year>(?:19|20|21)[0-9]{2})"
_FY = "(?P<fiscal>fy ?)?"
_OF = "(?: (?:in|of)(?: the)?)?"
_VAGUE = (
    r"\b(?:soon|early|mid|middle|late|start|beginning|end|spring|summer|autumn|fall|winter)\b"
    "|[初末旬春夏秋冬]|中頃|中ごろ|半ば"
)
_OPEN = "it has no exact bounds"

ANSWERS: tuple[tuple[re.Pattern[str], Answer], ...] = tuple(
    (re.compile(pattern), answered)
    for pattern, answered in (
        # What has no year of its own.
        (_RELATIVE_YEAR, _relative),
        (
            _RELATIVE,
            _say(
                "it depends on the day it was said",
                "2026-11-20",
                "20 Nov 2026",
                lead="write the day, as in",
            ),
        ),
        (r"^(?:the )?(?:year[ -]?end|fy ?end|end of (?:the )?(?:year|fy))$", _year_end),
        ("^(?:年度?|期)末", _year_end),
        (f"^(?:the )?(?:end[ -](?:of )?)?(?P<month>{MONTH})$", _of_no_year),
        (f"^(?P<month>{MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?$", _of_no_year),
        (f"^(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<month>{MONTH})$", _of_no_year),
        (f"^(?P<month>{NUMBER})月(?:(?P<day>{NUMBER})日|末)?", _of_no_year),
        (f"^(?:the )?{PART}$", _part_of_no_year),
        (f"^{JAPANESE_PART}$", _part_of_no_year),
        # A year of fewer or more digits than one has.
        (
            "(?P<century>[0-9]{2})00(?:s|年代)$",
            _say(
                "it may mean ten years or a hundred",
                r"\g<century>00/\g<century>09",
                r"\g<century>00/\g<century>99",
            ),
        ),
        (
            "^(?P<short>[0-9]0)(?:年代|s)",
            _say("of which century?", r"20\g<short>s", r"19\g<short>s"),
        ),
        (
            r"(?P<before>.*\bfy ?)(?P<short>[0-9]{2})(?![0-9])(?P<behind>.*)",
            _say("a year has four digits", r"\g<before>20\g<short>\g<behind>"),
        ),
        ("^(?P<part>[1-4][qh]|[qh][1-4] ) ?'?(?P<short>[0-9]{2})$", _short_year_of_part),
        (
            "^['’]?(?P<short>[0-9]{2})$",
            _say("a year has four digits", r"20\g<short>", r"FY20\g<short>"),
        ),
        ("^(?P<short>[0-9]{1,2})年", _short_japanese_year),
        # Digits that are joined or written otherwise.
        ("^[−-]+(?P<rest>(?:fy ?)?[0-9]{4}.*)$", _say(NONE, r"\g<rest>")),
        (r"^(?P<one>[^ ]+)\.\.(?P<other>[^ ]+)$", _say(NONE, r"\g<one>/\g<other>")),
        ("^([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?$", _unjoined),
        ("^([0-9]{4})([0-9]{2})([0-9]{2})?$", _unjoined),
        ("^([0-9]{4})-([0-9]{2})-([0-9]{2})[t ]", _unjoined),
        (r"^([0-9]{4})\.([0-9]{1,2})$", _unjoined),
        (_KANJI_FIGURE.pattern, _kanji_digits),
        # What has no first or no last day.
        (f"{_SEASON}{_OF} {_YEAR}", _season),
        (f"{_YEAR}年の?{_SEASON}", _season),
        (f"{_THIRD}{_OF}[ -](?P<month>{MONTH}) {_YEAR}", _part_of_month),
        (f"{_YEAR}年(?P<month>{NUMBER})月の?{_THIRD}", _part_of_month),
        (f"(?:start|beginning|turn){_OF} {_FY}{_YEAR}", _beginning),
        (f"{_YEAR}年(?P<fiscal>度)?の?年?(?:初|頭|早々|明け)", _beginning),
        (
            f"year[ -]?end(?: of)? {_YEAR}",
            _say("the end of which year?", r"end of \g<year>", r"end of FY\g<year>"),
        ),
        (
            f"{_YEAR} year[ -]?end",
            _say("the end of which year?", r"end of \g<year>", r"end of FY\g<year>"),
        ),
        (
            f"^{_YEAR}末",
            _say("the end of which year?", r"end of \g<year>", r"end of FY\g<year>"),
        ),
        (f"^before (?:(?P<month>{MONTH}) )?{_YEAR}$", _beyond("by", -1)),
        (f"^after (?:(?P<month>{MONTH}) )?{_YEAR}$", _beyond("from", 1)),
        (
            "^(?:mid|middle of(?: the)?) (?P<decade>[0-9]{3})0s",
            _say(_OPEN, r"\g<decade>4/\g<decade>6", r"~\g<decade>5"),
        ),
        (
            "^(?P<decade>[0-9]{3})0年代の?[半中央]",
            _say(_OPEN, r"\g<decade>4/\g<decade>6", r"~\g<decade>5"),
        ),
        # What else is near a form.
        (
            f"^{_YEAR}{JAPANESE_PART}$",
            lambda found, _: Refusal(
                "of which year, 2027年 or 2027年度?",
                f"{found['year']}-{part_code(found['part']).upper()}",
                f"FY{found['year']}-{part_code(found['part']).upper()}",
            ),
        ),
        (
            f"^(?:fy ?{_YEAR}[ -]?)(?P<month>[01][0-9])$",
            _say(NONE, r"\g<year>-\g<month>", r"FY\g<year>"),
        ),
        ("^(?P<one>[^ ]+) or (?P<other>[^ ]+)$", _say(NONE, r"\g<one>/\g<other>")),
        ("[a-z]{4,}", _misspelt),
        (f"(?:{_VAGUE}).*{_YEAR}", _say(_OPEN, r"\g<year>", r"FY\g<year>")),
        (f"{_YEAR}.*(?:{_VAGUE})", _say(_OPEN, r"\g<year>", r"FY\g<year>")),
        (_VAGUE, _say(_OPEN)),
        (f"(?<![0-9]){_YEAR}(?![0-9])", _say(NONE, r"\g<year>", r"FY\g<year>")),
    )
)
