"""The forms that one end of a period may have, in ISO, English or Japanese, and the days of each.

`FORMS` is read from its top. A text must match a form from its first to its last character: no
part of it is skipped, and no day is filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.periods.answers import answer
from tracker.domain.periods.calendar import CALENDAR_YEAR, MONTHS_IN_YEAR, FiscalCalendar
from tracker.domain.periods.doubtful import two_years
from tracker.domain.periods.words import (
    DECADE_PART,
    JAPANESE_PART,
    JAPANESE_VAGUE_PARTS,
    KANJI_YEAR,
    MONTH,
    NUMBER,
    PART,
    SHORT_YEAR,
    THIRDS_OF_MONTH,
    VAGUE_PARTS,
    WEEKDAYS,
    YEAR_OF_ERA,
    Refusal,
    number,
    part_code,
)

FIRST_YEAR, LAST_YEAR = 1900, 2199
_CENTURY = 2000
_LONGEST_YEAR = 366


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: bounds (inclusive, None is open), its canonical label, its flags.

    `inner` is the other end of the unit that a text with one open end names: of `by 2027` its
    first day, of `from 2027` its last.
    """

    earliest: date | None
    latest: date | None
    label: str
    inner: date | None = None
    fiscal: bool = False
    approximate: bool = False
    uncertain: bool = False


# First and last day of each era. A year of an era is counted from the year it began in; both eras
# claim the day of change up to 1926, the later ones begin on the day after.
_ERAS = {
    ("m", "明治"): (date(1868, 10, 23), date(1912, 7, 30)),
    ("t", "大正"): (date(1912, 7, 30), date(1926, 12, 25)),
    ("s", "昭和"): (date(1926, 12, 25), date(1989, 1, 7)),
    ("h", "平成"): (date(1989, 1, 8), date(2019, 4, 30)),
    ("r", "令和"): (date(2019, 5, 1), date.max),
}
_DAYS_OF_ERA = {name: days for names, days in _ERAS.items() for name in names}

_YEAR = "(?P<year>[0-9]{4})"
# "2000s" may mean a century, so it is refused; that decade is written 200X.
_DECADE = "(?P<decade>[0-9]{2}[1-9])0"
_ERA = f"(?P<era>{'|'.join(_DAYS_OF_ERA)})"
_MONTH_NAME = f"(?P<month>{MONTH})"
_DAY_OF_MONTH = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_FY = "(?P<fiscal>fy ?)?"
_WEEKDAY = rf"(?:\((?P<weekday>[{WEEKDAYS}])\))?"
_JAPANESE_YEAR = (
    f"(?:(?P<year>[0-9]{{4}}|{SHORT_YEAR}|{KANJI_YEAR})|{_ERA}(?P<era_year>{YEAR_OF_ERA}))年"
)
_VAGUE = f"(?P<vague>{'|'.join(VAGUE_PARTS)})"
_JAPANESE_VAGUE = f"(?P<vague>{'|'.join(JAPANESE_VAGUE_PARTS)})"
_VAGUE_PARTS = VAGUE_PARTS | JAPANESE_VAGUE_PARTS
_ENDING = "(?:fye|(?:fy|(?:the )?year) ?end(?:s|ed|ing)(?: in| on)?) "
FORMS = [
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<next>1[3-9]|[2-9][0-9])",
        rf"{_YEAR}-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?",
        rf"{_YEAR}\.(?P<month>[0-9]{{1,2}})\.(?P<day>[0-9]{{1,2}})",
        rf"(?P<fiscal>fy ?)?{_YEAR}(?: ?-? ?{PART})?",
        rf"(?:the )?{PART}(?: of(?: the)?)?(?: |(?=fy)|(?<=[hq])){_FY}{_YEAR}",
        rf"(?:the )?{_VAGUE}(?: (?:in|of)(?: the)?)? {_FY}{_YEAR}",
        rf"(?:{_DAY_OF_MONTH}[ -])?{_MONTH_NAME}[ -]{_YEAR}",
        rf"{_MONTH_NAME} {_DAY_OF_MONTH}(?:, ?| ){_YEAR}",
        rf"{_JAPANESE_YEAR}(?P<fiscal>度)?(?:の?{JAPANESE_PART})?[中内]?に?",
        rf"{_JAPANESE_YEAR}(?P<fiscal>度)?の?{_JAPANESE_VAGUE}に?",
        rf"{_JAPANESE_YEAR}(?P<month>{NUMBER})月[中内]?に?",
        rf"{_JAPANESE_YEAR}(?P<month>{NUMBER})月の?(?P<third>{'|'.join(THIRDS_OF_MONTH)})に?",
        rf"{_JAPANESE_YEAR}(?P<month>{NUMBER})月(?P<day>{NUMBER})日{_WEEKDAY}[中内]?に?",
        rf"{_JAPANESE_YEAR}(?P<ending>{NUMBER})月期(?:の?{JAPANESE_PART})?[中内]?に?",
        rf"{_ENDING}(?:(?P<day>[0-9]{{1,2}}) )?(?P<ending>{MONTH}) {_YEAR}",
        rf"{_ENDING}(?P<ending>{MONTH}) (?P<day>[0-9]{{1,2}})(?:, ?| ){_YEAR}",
        rf"(?P<fiscal>fy) ?{_YEAR}{JAPANESE_PART}",
        rf"{_ERA}(?P<era_year>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<day>[0-9]{{1,2}})",
        "(?P<decade>[0-9]{3})x",
        rf"(?:(?:the )?{PART}(?: of)? )?(?:the )?{_DECADE}s",
        rf"(?:the )?{DECADE_PART}[ -]{_DECADE}s",
        rf"{_DECADE}年代(?:の?{JAPANESE_PART})?",
    )
]
_LAST_MONTH = re.compile(
    r"(?:(?:at|towards?) )?(?:the )?end (?:of (?:the )?)?(?P<of>.+)"
    "|(?P<of_japanese>.+[年度月期半])末(?P<day>日)?に?"
)


def read_form(text: str, calendar: FiscalCalendar) -> Reading:
    """The days of the first form that the text matches from end to end."""
    if match := _LAST_MONTH.fullmatch(text):
        try:
            whole = read_form(match["of"] or match["of_japanese"], calendar)
        except Refusal:
            raise answer(text, calendar) from None
        return _end_of(whole, last_day=bool(match["day"]))
    for form in FORMS:
        if match := form.fullmatch(text):
            named = {name: words for name, words in match.groupdict().items() if words}
            if "part" in named:
                named["part"] = part_code(named["part"])
            return _read_parts(named, calendar)
    raise answer(text, calendar)


def _read_parts(named: dict[str, str], calendar: FiscalCalendar) -> Reading:
    """The days that the named parts of a form mean together."""
    if "decade" in named:
        return _decade(_in_range(10 * int(named["decade"])), named.get("part"))
    if "era" not in named:
        return _within(_in_range(_year(named["year"])), named, calendar)
    begun, ended = _DAYS_OF_ERA[named["era"]]
    ordinal = number(named["era_year"])
    reading = _within(_in_range(begun.year + ordinal - 1), named, calendar)
    if ordinal == 0 or _outside(reading, begun, ended):
        raise Refusal("its era has no such time", reading.label)
    return reading


def _year(text: str) -> int:
    """The year of four digits, or of two of this century."""
    digits = text.lstrip("'’")
    return number(digits) + (_CENTURY if len(digits) == len("27") else 0)


def _within(year: int, named: dict[str, str], calendar: FiscalCalendar) -> Reading:
    """The year, or what of it the parts name."""
    if "next" in named:
        return _two_years(year, int(named["next"]), calendar)
    if "ending" in named:
        return _year_ending(year, named, calendar)
    if "month" in named:
        reading = _date(year, number(named["month"]), named.get("day"))
        if "weekday" in named and reading.earliest:
            _check_weekday(named["weekday"], reading.earliest)
        return _third(reading, named["third"]) if "third" in named else reading
    of = calendar if "fiscal" in named else CALENDAR_YEAR
    label = f"FY{year}" if "fiscal" in named else str(year)
    if "vague" in named:
        parts = [_part(label, year, part.lower(), of) for part in _VAGUE_PARTS[named["vague"]]]
        reading = replace(_span(parts[0], parts[-1]), approximate=True)
    else:
        reading = _part(label, year, named.get("part"), of)
    return replace(reading, fiscal="fiscal" in named)


def _two_years(year: int, last: int, calendar: FiscalCalendar) -> Reading:
    """The fiscal year that begins in a year and ends in the next: `2025-26`."""
    if (year + 1) % 100 != last or calendar.first_month == 1:
        raise two_years(year, last)
    name = calendar.year_containing(date(year, calendar.first_month, 1))
    return replace(_part(f"FY{name}", name, None, calendar), fiscal=True)


def _year_ending(year: int, named: dict[str, str], calendar: FiscalCalendar) -> Reading:
    """The twelve months that end with a month, or a part of them: `2028年3月期`."""
    month = number(named["ending"])
    last = _date(year, month, None).latest
    if last is None or int(named.get("day", last.day)) != last.day:
        raise Refusal("a fiscal year ends with a month", f"year ending {named['ending']} {year}")
    follows = month % MONTHS_IN_YEAR + 1
    own = FiscalCalendar(follows)
    name = own.year_containing(last)
    reading = _part(str(name), _in_range(name), named.get("part"), own)
    if calendar.first_month == follows:
        theirs = calendar.year_containing(last)
        label = f"FY{theirs}" if follows > 1 else str(theirs)
        return replace(_part(label, theirs, named.get("part"), calendar), fiscal=follows > 1)
    if follows == 1:
        return reading
    return replace(reading, label=f"{reading.earliest:%Y-%m}/{reading.latest:%Y-%m}")


def _end_of(whole: Reading, *, last_day: bool) -> Reading:
    """About the last month of what is a month or longer; with `last_day` exactly that day."""
    if whole.earliest is None or whole.latest is None or whole.approximate:
        raise Refusal("it has no exact bounds")
    if whole.earliest == whole.latest or (whole.latest - whole.earliest).days > _LONGEST_YEAR:
        year = whole.latest.year
        raise Refusal("the end of which month?", f"~{year}", f"by {year}")
    if last_day:
        return Reading(whole.latest, whole.latest, whole.latest.isoformat())
    month = _date(_in_range(whole.latest.year), whole.latest.month, None)
    return replace(month, approximate=True)


def _span(first: Reading, last: Reading) -> Reading:
    """From the first day of the one to the last of the other."""
    label = first.label if first == last else f"{first.label}/{last.label}"
    return Reading(first.earliest, last.latest, label)


def _third(month: Reading, words: str) -> Reading:
    """The first ten days of a month, the next ten or the rest: 上旬, 中旬, 下旬."""
    first, last = THIRDS_OF_MONTH[words]
    start, end = month.earliest or date.min, month.latest or date.max
    begins, ends = start.replace(day=first), start.replace(day=min(last, end.day))
    return Reading(begins, ends, f"{begins}/{ends}")


def _part(label: str, year: int, part: str | None, calendar: FiscalCalendar) -> Reading:
    """The year, or its `q1` to `q4`, `h1` or `h2`, counted from the calendar's first month."""
    if part is None:
        return _months(label, calendar, year, 0, MONTHS_IN_YEAR)
    months = 3 if part[0] == "q" else 6
    offset = months * (int(part[1]) - 1)
    if not 0 <= offset < MONTHS_IN_YEAR:
        ways = (f"{label}-H2", f"{label}-Q4")
        raise Refusal("a year has Q1 to Q4, H1 and H2", *ways)
    return _months(f"{label}-{part.upper()}", calendar, year, offset, months)


def _months(label: str, calendar: FiscalCalendar, year: int, offset: int, count: int) -> Reading:
    """So many whole months of a year of the calendar."""
    end = calendar.month_start(year, offset + count)
    return Reading(calendar.month_start(year, offset), end - timedelta(days=1), label)


def _date(year: int, month: int, day: str | None) -> Reading:
    """A month, or one day of it."""
    if not 1 <= month <= MONTHS_IN_YEAR:
        raise Refusal(f"there is no month {month}", f"{year}", f"FY{year}")
    if day is None:
        return _months(f"{year}-{month:02}", CALENDAR_YEAR, year, month - 1, 1)
    try:
        single = date(year, month, number(day))
    except ValueError:
        whole = _date(year, month, None)
        raise Refusal("its month has no such day", f"{whole.latest}", whole.label) from None
    return Reading(single, single, single.isoformat())


def _check_weekday(printed: str, day: date) -> None:
    actual = WEEKDAYS[day.weekday()]
    if printed != actual:
        raise Refusal(f"that day was no {printed} but a {actual}", day.isoformat())


def _decade(year: int, half: str | None) -> Reading:
    """The ten years from this one on, or their `h1` or `h2`."""
    if half is None:
        return Reading(date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10}X")
    if half not in {"h1", "h2"}:
        ways = (f"{year}/{year + 4}", f"{year + 5}/{year + 9}")
        raise Refusal("a decade has two halves", *ways)
    first = year if half == "h1" else year + 5
    return Reading(date(first, 1, 1), date(first + 4, 12, 31), f"{first}/{first + 4}")


def _in_range(year: int) -> int:
    """The year, refused where a typing mistake is likelier than the meaning."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"years run from {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _outside(reading: Reading, begun: date, ended: date) -> bool:
    """Whether the days read share none with the era."""
    return (reading.earliest or date.min) > ended or (reading.latest or date.max) < begun
