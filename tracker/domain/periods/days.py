"""Days as somebody says them on a day: yesterday, 先週, 3 days ago, 11月20日.

`COUNTED` is read from its top. What counts from no day is a period: `period`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.domain.periods.calendar import JAPAN, FiscalCalendar
from tracker.domain.periods.period import Period
from tracker.domain.periods.windows import Precision, shift
from tracker.domain.periods.words import DAYS_AWAY, MONTH, NUMBER, WEEKDAYS, Refusal, number, plain
from tracker.errors import PeriodError

_MONTHS_IN_YEAR, _DAYS_IN_WEEK = 12, 7
_LONGEST_COUNT = 4
_LEAP_YEARS = 8
"""So many years lie at most between two 29ths of February."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: count for count, word in enumerate(_WORDS, 1)} | {"a": 1, "an": 1}
_COUNT = f"(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}|[0-9]+)"
_KANJI = f"(?P<kanji>[0-9]+|{NUMBER})"

COUNTED: tuple[tuple[re.Pattern[str], Precision, int], ...] = tuple(
    (re.compile(pattern), unit, count)
    for pattern, unit, count in (
        *((words, Precision.DAY, away) for words, away in DAYS_AWAY.items()),
        ("last week|先週", Precision.DAY, -_DAYS_IN_WEEK),
        ("next week|来週", Precision.DAY, _DAYS_IN_WEEK),
        ("先々週", Precision.DAY, -2 * _DAYS_IN_WEEK),
        ("last month|先月", Precision.MONTH, -1),
        ("next month|来月", Precision.MONTH, 1),
        ("先々月", Precision.MONTH, -2),
        ("半年前|half a year ago", Precision.MONTH, -6),
        (f"{_COUNT} days? ago", Precision.DAY, -1),
        (f"{_KANJI}日前", Precision.DAY, -1),
        (" (?P<count>[0-9]+) ?d(?:ays?)?", Precision.DAY, -1),  # of -7d: a hyphen is a blank here
        (" (?P<count>[0-9]+) ?w(?:eeks?)?", Precision.DAY, -_DAYS_IN_WEEK),
        (f"{_COUNT} weeks? ago", Precision.DAY, -_DAYS_IN_WEEK),
        (f"{_KANJI}週間前", Precision.DAY, -_DAYS_IN_WEEK),
        (f"{_COUNT} months? ago", Precision.MONTH, -1),
        (f"{_KANJI}(?:か|ヶ|カ|ケ|ヵ|箇)月前", Precision.MONTH, -1),
        (f"{_COUNT} years? ago", Precision.MONTH, -_MONTHS_IN_YEAR),
        (f"{_KANJI}年前", Precision.MONTH, -_MONTHS_IN_YEAR),
    )
)
"""What counts from today: how many of which unit, times the count that is named."""

_ENDS = (
    (re.compile("(?:先月|前月)末|(?:the )?end of last month"), 1),
    (re.compile("先々月末"), 2),
    (re.compile("(?:昨年|去年|前年)末|(?:the )?end of last year"), 0),
)
"""What is the last day of a month gone by, so many before this one; or of the last year, with 0."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"(?:(?:on|last|this|past) )*(?P<day>{'|'.join(_DAYS)})"
    f"|(?:先週|今週|前)?の?(?P<japanese>[{WEEKDAYS}])曜日?"
)

_OF_A_YEAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<month>{NUMBER})月(?P<day>{NUMBER})日(?:\((?P<weekday>[{WEEKDAYS}])\))?",
        f"(?P<month>{MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?",
        f"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month>{MONTH})",
        "(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})",
    )
)


def read_day(text: str, today: date, calendar: FiscalCalendar = JAPAN) -> Period:
    """Read a day, or a period whose last day is meant; raises PeriodError for all else."""
    return counted_day(text, today) or Period.parse(text, calendar)


def counted_day(text: str, today: date, *, past: bool = True) -> Period | None:
    """Return the day that a text means today; None where it means the same on every day.

    A day without its year is the newest such day that is not after today, and the month stands
    first in 11/20. PeriodError, with both days, where either number may be the month; for all days
    without a year where the `past` is not meant.

    >>> [counted_day(text, date(2026, 11, 29)).text for text in ("先週", "11/20", "12月1日")]
    ['2026-11-22', '2026-11-20', '2025-12-01']
    """
    try:
        said = plain(text)
        _ask_of_weekday(said, today)
        return _counted(said.replace("-", " "), today) or _of_year(said, today, past=past)
    except Refusal as refused:
        if not refused.ways:
            return None
        hint = f"{refused.lead} {' or '.join(refused.ways)}"
        raise PeriodError(f"{text.strip()[:60]!r} is no day: {refused}", hint) from None


def _ask_of_weekday(said: str, today: date) -> None:
    """Refuse a day of the week with the newest two such days before today: either may be meant."""
    if found := _WEEKDAY.fullmatch(said):
        at = _DAYS.index(found["day"]) if found["day"] else WEEKDAYS.index(found["japanese"])
        newest = shift(today, Precision.DAY, -((today.weekday() - at - 1) % _DAYS_IN_WEEK + 1))
        before = shift(newest, Precision.DAY, -_DAYS_IN_WEEK)
        raise Refusal("of which week?", newest.isoformat(), before.isoformat())


def _counted(said: str, today: date) -> Period | None:
    if said in {"last year", "昨年", "去年"}:
        ago = shift(today, Precision.MONTH, -_MONTHS_IN_YEAR)
        raise Refusal("that day, or that year?", ago.isoformat(), str(ago.year))
    for pattern, months in _ENDS:
        if pattern.fullmatch(said):
            first = today.replace(day=1) if months else date(today.year, 1, 1)
            after = shift(first, Precision.MONTH, 1 - months) if months else first
            return Period.of_day(after - timedelta(days=1))
    for pattern, unit, times in COUNTED:
        if found := pattern.fullmatch(said):
            return _shifted(today, unit, times * _count(found.groupdict()))
    return None


def _count(named: dict[str, str | None]) -> int:
    word = named.get("count") or named.get("kanji")
    if word is None:
        return 1
    if len(word) > _LONGEST_COUNT and word.isdigit():
        raise Refusal("so long ago nothing was said", "2026-11-20")
    return int(word) if word.isdigit() else _COUNTS.get(word) or number(word)


def _shifted(today: date, unit: Precision, count: int) -> Period:
    try:
        return Period.of_day(shift(today, unit, count))
    except (ValueError, OverflowError):
        raise Refusal("so long ago nothing was said", "2026-11-20") from None


def _of_year(said: str, today: date, *, past: bool) -> Period | None:
    """The day that a month and a day of it mean without their year."""
    found = next((found for form in _OF_A_YEAR if (found := form.fullmatch(said))), None)
    if found is None:
        return None
    month, day = number(found["month"]), number(found["day"])
    pairs = [(month, day)]
    if "/" in said and day != month:
        pairs.append((day, month))
    newest = [last for pair in pairs if (last := _newest(*pair, today))]
    if not newest:
        raise Refusal("its month has no such day", today.isoformat())
    if len(newest) > 1:
        meant = newest if past else map(_next, newest)
        raise Refusal("month and day cannot be told apart", *map(date.isoformat, meant))
    last = newest[0]
    weekday = found.groupdict().get("weekday")
    if weekday and weekday != WEEKDAYS[last.weekday()]:
        raise Refusal(f"that day was no {weekday}", last.isoformat())
    if not past:
        raise Refusal("of which year?", last.isoformat(), _next(last).isoformat())
    return Period.of_day(last)


def _newest(month: int, day: int, today: date) -> date | None:
    """The newest such day that is not after today; None where there is none."""
    for year in range(today.year, today.year - _LEAP_YEARS - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _next(day: date) -> date:
    """The same day of the next year that has it."""
    for year in range(day.year + 1, day.year + _LEAP_YEARS):
        try:
            return day.replace(year=year)
        except ValueError:
            continue
    return day
