"""The grammar of periods: what a text says, in ISO, English or Japanese, or why it is refused.

What `words` leaves of a text is one end or two; each end must match one of the forms as a
whole. What matches none is refused: no part of a text is skipped, and no day is filled in.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.periods.calendar import CALENDAR_YEAR, MONTHS_IN_YEAR, FiscalCalendar
from tracker.domain.periods.words import (
    DECADE_PART,
    JAPANESE_PART,
    KANJI_YEAR,
    MONTH,
    NUMBER,
    PART,
    WEEKDAYS,
    YEAR_OF_ERA,
    Refusal,
    check_fiscal_pair,
    check_slashes,
    diagnose,
    number,
    part_code,
    simplify,
)
from tracker.errors import PeriodError

FIRST_YEAR, LAST_YEAR = 1900, 2199
SHOWN_LENGTH = 60

HINT = (
    "write 2027-04-01, 2027-04, 2027, 2027-Q3, 2027-H2, FY2027, FY2027-Q4, FY2027-H2, 203X, "
    '2027/2028, ../2028-03 (by), FY2027/.. (from), ~2027 (about), 2027? (uncertain), "April 2027", '
    '"second half of FY2027", "by March 2028", 2027年度後半 or 令和9年4月1日'
)


_ISO_DAY = re.compile("(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}")


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


def read(text: str, calendar: FiscalCalendar) -> Reading:
    """Read a whole text; raises PeriodError, naming it and the reason, if it is no period."""
    if _ISO_DAY.fullmatch(text):  # nine of ten texts, and one in ten thousand is no day
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return Reading(day, day, text)
    try:
        return _read_whole(simplify(text), calendar)
    except Refusal as reason:
        shown = repr(text[:SHOWN_LENGTH]) + ("..." if len(text) > SHOWN_LENGTH else "")
        raise PeriodError(f"{shown} is no period: {reason}", HINT) from None


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

_SLASH = re.compile(" ?/ ?")
_DASH = re.compile("[–—〜]| ?- ?(?=fy)|(?<=[0-9]) ?- ?(?=[0-9]{4}(?![0-9-]))")
# 中頃 is the middle, not 中, "in", and 頃, "about".
_END = re.compile(
    "(?P<front>[~?%]|(?:around|about|circa|roughly|approximately) |約|およそ)? ?(?P<form>.+?)"
    " ?(?P<about>(?:(?<!中)(?:頃|ごろ)|前後)に?)?(?P<back>[~?%])?"
)
_OPEN = Reading(None, None, "..")


def _read_whole(text: str, calendar: FiscalCalendar) -> Reading:
    """One end alone, or two joined by a slash or a dash."""
    if not text:
        raise Refusal("it is empty")
    check_fiscal_pair(text, calendar)
    check_slashes(text)
    separator = _SLASH if "/" in text else _DASH
    if len(separator.findall(text)) > 1:
        raise Refusal("a range has two ends")
    first, *others = [_read_end(end, calendar) for end in separator.split(text)]
    whole = _join(first, *others) if others else replace(first, label=_mark(first.label, first))
    check_fiscal_pair(whole.label.lower(), calendar)
    if separator is _DASH and any(_shape(other) != _shape(first) for other in others):
        raise Refusal("a dash joins two of one kind only; join others by a slash")
    if whole.earliest is None and whole.latest is None:
        raise Refusal("it is open at both ends")
    if whole.earliest and whole.latest and whole.earliest > whole.latest:
        raise Refusal("it ends before it begins")
    return whole


def _read_end(text: str, calendar: FiscalCalendar) -> Reading:
    """A form or an open end, with the marks around it; its label is still without them."""
    match = _END.fullmatch(text)
    if match is None:
        raise Refusal("an end of the range is empty")
    reading = _OPEN if match["form"] == ".." else _read_form(match["form"], calendar)
    marks = {match["front"], match["about"], match["back"]} - {None}
    return replace(reading, approximate=bool(marks - {"?"}), uncertain=bool(marks & {"?", "%"}))


def _join(first: Reading, last: Reading) -> Reading:
    """From where the first begins to where the last ends, as vague as either."""
    begins = _mark(first.label.partition("/")[0], first)
    ends = _mark(last.label.rpartition("/")[2], last)
    return Reading(
        earliest=first.earliest,
        latest=last.latest,
        label=f"{begins}/{ends}",
        inner=_inner(first, last),
        fiscal=first.fiscal or last.fiscal,
        approximate=first.approximate or last.approximate,
        uncertain=first.uncertain or last.uncertain,
    )


def _inner(first: Reading, last: Reading) -> date | None:
    if first.earliest is None:
        return last.earliest
    return first.latest if last.latest is None else None


def _mark(label: str, reading: Reading) -> str:
    """The label with the reading's marks: about in front, uncertain behind."""
    return "~" * reading.approximate + label + "?" * reading.uncertain


def _shape(reading: Reading) -> str:
    """What is left of the label without its figures: the same for ends of one kind."""
    return re.sub("[0-9]", "", reading.label)


_YEAR = "(?P<year>[0-9]{4})"
# "2000s" may mean a century, so it is refused; that decade is written 200X.
_DECADE = "(?P<decade>[0-9]{2}[1-9])0"
_ERA = f"(?P<era>{'|'.join(_DAYS_OF_ERA)})"
_MONTH_NAME = f"(?P<month>{MONTH})"
_DAY_OF_MONTH = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_JAPANESE = (
    rf"(?:(?P<year>[0-9]{{4}}|{KANJI_YEAR})|{_ERA}(?P<era_year>{YEAR_OF_ERA}))年"
    rf"(?:(?P<month>{NUMBER})月(?:(?P<day>{NUMBER})日(?:\((?P<weekday>[{WEEKDAYS}])\))?)?|(?P<fiscal>度)?(?:の?{JAPANESE_PART})?)"
    "[中内]?に?"
)
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?",
        rf"(?P<fiscal>fy ?)?{_YEAR}(?: ?-? ?{PART})?",
        rf"(?:the )?{PART}(?: of(?: the)?)?(?: |(?=fy)|(?<=[hq]))(?P<fiscal>fy ?)?{_YEAR}",
        rf"(?:{_DAY_OF_MONTH} )?{_MONTH_NAME} {_YEAR}",
        rf"{_MONTH_NAME} {_DAY_OF_MONTH}(?:, ?| ){_YEAR}",
        _JAPANESE,
        rf"(?P<fiscal>fy) ?{_YEAR}{JAPANESE_PART}",
        rf"{_ERA}(?P<era_year>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<day>[0-9]{{1,2}})",
        "(?P<decade>[0-9]{3})x",
        rf"(?:(?:the )?{PART}(?: of)? )?(?:the )?{_DECADE}s",
        rf"(?:the )?{DECADE_PART}[ -]{_DECADE}s",
        rf"{_DECADE}年代(?:の?{JAPANESE_PART})?",
    )
]


def _read_form(text: str, calendar: FiscalCalendar) -> Reading:
    """The days of the first form that the text matches from end to end."""
    for form in _FORMS:
        if match := form.fullmatch(text):
            named = {name: words for name, words in match.groupdict().items() if words}
            if "part" in named:
                named["part"] = part_code(named["part"])
            return _read_parts(named, calendar)
    raise Refusal(diagnose(text, calendar))


def _read_parts(named: dict[str, str], calendar: FiscalCalendar) -> Reading:
    """The days that the named parts of a form mean together."""
    if "decade" in named:
        return _decade(_in_range(10 * int(named["decade"])), named.get("part"))
    if "era" not in named:
        return _within(_in_range(number(named["year"])), named, calendar)
    begun, ended = _DAYS_OF_ERA[named["era"]]
    ordinal = number(named["era_year"])
    reading = _within(_in_range(begun.year + ordinal - 1), named, calendar)
    if ordinal == 0 or _outside(reading, begun, ended):
        raise Refusal("its era has no such time; write the western year")
    return reading


def _within(year: int, named: dict[str, str], calendar: FiscalCalendar) -> Reading:
    """The year, or what of it the parts name."""
    if "month" in named:
        reading = _date(year, number(named["month"]), named.get("day"))
        if "weekday" in named and reading.earliest:
            _check_weekday(named["weekday"], reading.earliest)
        return reading
    if "fiscal" in named:
        return replace(_part(f"FY{year}", year, named.get("part"), calendar), fiscal=True)
    return _part(str(year), year, named.get("part"), CALENDAR_YEAR)


def _part(label: str, year: int, part: str | None, calendar: FiscalCalendar) -> Reading:
    """The year, or its `q1` to `q4`, `h1` or `h2`, counted from the calendar's first month."""
    if part is None:
        return _months(label, calendar, year, 0, MONTHS_IN_YEAR)
    months = 3 if part[0] == "q" else 6
    offset = months * (int(part[1]) - 1)
    if not 0 <= offset < MONTHS_IN_YEAR:
        raise Refusal("a year has quarters Q1 to Q4 and halves H1 and H2")
    return _months(f"{label}-{part.upper()}", calendar, year, offset, months)


def _months(label: str, calendar: FiscalCalendar, year: int, offset: int, count: int) -> Reading:
    """So many whole months of a year of the calendar."""
    end = calendar.month_start(year, offset + count)
    return Reading(calendar.month_start(year, offset), end - timedelta(days=1), label)


def _date(year: int, month: int, day: str | None) -> Reading:
    """A month, or one day of it."""
    if not 1 <= month <= MONTHS_IN_YEAR:
        raise Refusal(f"there is no month {month}")
    if day is None:
        return _months(f"{year}-{month:02}", CALENDAR_YEAR, year, month - 1, 1)
    try:
        single = date(year, month, number(day))
    except ValueError:
        raise Refusal("its month has no such day") from None
    return Reading(single, single, single.isoformat())


def _check_weekday(printed: str, day: date) -> None:
    actual = WEEKDAYS[day.weekday()]
    if printed != actual:
        raise Refusal(f"that day was no {printed} but a {actual}")


def _decade(year: int, half: str | None) -> Reading:
    """The ten years from this one on, or their `h1` or `h2`."""
    if half is None:
        return Reading(date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10}X")
    if half not in {"h1", "h2"}:
        raise Refusal("a decade has two halves")
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
