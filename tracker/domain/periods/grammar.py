"""The grammar of periods: what a whole text says, or why it is refused and what to write instead.

What `words` leaves of a text is one end or two; each is one of the `forms`, or refused.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import JAPAN
from tracker.domain.periods.doubtful import (
    check_fiscal_pair,
    check_japanese_year,
    check_shared_year,
    check_slashes,
)
from tracker.domain.periods.forms import Reading, read_form
from tracker.domain.periods.words import MONTH, Refusal, simplify
from tracker.errors import PeriodError

if TYPE_CHECKING:
    from tracker.domain.periods.calendar import FiscalCalendar

SHOWN_LENGTH = 60
ANY_WAYS = ("2027-04", "FY2027-H2")
"""What to write in place of a text of which nothing can be made out."""
TOPIC = "; every way: tracker help dates"

_ISO_DAY = re.compile("(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}")


def read(text: str, calendar: FiscalCalendar, *, kept: bool = False) -> Reading:
    """Read a whole text; raises PeriodError, naming it and the reason, if it is no period.

    In a text that is `kept`, 年度 means a fiscal year of the calendar, as it did once to all texts.
    """
    if _ISO_DAY.fullmatch(text):  # nine of ten texts, and one in ten thousand is no day
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return Reading(day, day, text)
    try:
        plain = simplify(text)
        if not kept:
            check_japanese_year(plain, calendar, lambda: _either_year(plain, calendar))
        return _read_whole(plain, calendar)
    except Refusal as refused:
        shown = repr(text[:SHOWN_LENGTH]) + ("..." if len(text) > SHOWN_LENGTH else "")
        raise PeriodError(f"{shown} is no period: {refused}", _hint(refused, calendar)) from None


def _either_year(plain: str, calendar: FiscalCalendar) -> list[str]:
    """The months that 年度 means in Japan, and the same words by the calendar."""
    meant = _read_whole(plain, JAPAN)
    first, last = (f"{end:%Y-%m}" if end else ".." for end in (meant.earliest, meant.latest))
    return [_mark(first if first == last else f"{first}/{last}", meant), _label(plain, calendar)]


def _label(plain: str, calendar: FiscalCalendar) -> str:
    return _read_whole(plain, calendar).label


def _hint(refused: Refusal, calendar: FiscalCalendar) -> str:
    """Name the ways that are periods themselves; where there is none, two that always are."""
    ways = [way for way in dict.fromkeys(refused.ways) if _is_read(way, calendar)]
    if not ways:
        return f"write for example {' or '.join(ANY_WAYS)}{TOPIC}"
    return f"{refused.lead} {' or '.join(map(_printed, ways))}"


_CODES = re.compile(rf"\b(?:fy|[1-4][hq]|[hq][1-4])(?![a-z])|\b{MONTH}")


def _printed(way: str) -> str:
    """Write codes in capitals, and months with one."""
    return _CODES.sub(
        lambda word: word[0].upper() if len(word[0]) <= len("fy") else word[0].title(), way
    )


def _is_read(way: str, calendar: FiscalCalendar) -> bool:
    """Whether a way is a period, and told from the next one by the "or" between them."""
    if " or " in way:
        return False
    try:
        plain = simplify(way)
        _read_whole(plain, calendar)
    except Refusal:
        return False
    return calendar == JAPAN or "年度" not in plain


_SLASH = re.compile(" ?/ ?")
_DASH = re.compile("[–—〜]| ?- ?(?=fy)|(?<=[0-9]) ?- ?(?=[0-9]{4}(?![0-9-]))")
# 中頃 is the middle, not 中, "in", and 頃, "about".
_ABOUT = r"(?:around|about|circa|roughly|approximately|approx\.?|ca?\.?) |約|およそ"
_END = re.compile(
    f"(?P<front>[~?%]|{_ABOUT})? ?(?P<form>.+?)"
    " ?(?P<about>(?:(?<!中)(?:頃|ごろ)|前後)に?)?(?P<back>[~?%])?"
)
_OPEN = Reading(None, None, "..")


def _read_whole(text: str, calendar: FiscalCalendar) -> Reading:
    """One end alone, or two joined by a slash or a dash."""
    if not text:
        raise Refusal("it is empty")
    check_fiscal_pair(text, calendar)
    check_shared_year(text)
    check_slashes(text)
    separator = _SLASH if "/" in text else _DASH
    if len(separator.findall(text)) > 1:
        raise Refusal("a range has two ends")
    first, *others = _read_ends(separator.split(text), calendar)
    whole = _join(first, *others) if others else replace(first, label=_mark(first.label, first))
    check_fiscal_pair(whole.label.lower(), calendar)
    if separator is _DASH and any(_shape(other) != _shape(first) for other in others):
        raise Refusal("a dash joins two of one kind only, a slash any", whole.label)
    if whole.earliest is None and whole.latest is None:
        raise Refusal("it is open at both ends")
    if whole.earliest and whole.latest and whole.earliest > whole.latest:
        raise Refusal("it ends before it begins", *_turned(whole))
    return whole


def _read_ends(texts: list[str], calendar: FiscalCalendar) -> list[Reading]:
    """Each end; what is said of how one could be written is said of the whole."""
    ends = []
    for place, text in enumerate(texts):
        try:
            ends.append(_read_end(text, calendar))
        except Refusal as refused:
            if len(texts) == 1:
                raise
            ways = ["/".join([*texts[:place], way, *texts[place + 1 :]]) for way in refused.ways]
            raise Refusal(str(refused), *ways, lead=refused.lead) from None
    return ends


def _read_end(text: str, calendar: FiscalCalendar) -> Reading:
    """A form or an open end, with the marks around it; its label is still without them."""
    match = _END.fullmatch(text)
    if match is None:
        raise Refusal("an end of the range is empty", "..")
    reading = _OPEN if match["form"] == ".." else read_form(match["form"], calendar)
    marks = {match["front"], match["about"], match["back"]} - {None}
    return replace(
        reading,
        approximate=reading.approximate or bool(marks - {"?"}),
        uncertain=bool(marks & {"?", "%"}),
    )


_MONTHS = re.compile("([0-9]{4})-[0-9]{2}/([0-9]{4})(-[0-9]{2})")


def _turned(whole: Reading) -> list[str]:
    """The ends the other way round; of months of one year, the last of the next: `10〜3月`."""
    first, _, last = whole.label.partition("/")
    months = _MONTHS.fullmatch(whole.label)
    later = months and months[1] == months[2] and f"{int(months[2]) + 1}{months[3]}"
    return ([f"{first}/{later}"] if later else []) + [f"{last}/{first}"]


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
    """The same for ends of one kind: whole years, or what is shorter; fiscal, or not."""
    return re.sub("-.*", "-", re.sub("[0-9]", "", reading.label))
