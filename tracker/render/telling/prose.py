"""How days, periods and amounts are written in sentences, which are pasted into a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import month_name
from tracker.domain.periods.period import Period
from tracker.domain.quantities.format import amount
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.domain.quantities.units import CURRENCIES, PERCENT

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.log.statement import Value


ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
PARTS = {"H": "half", "Q": "quarter"}
LABEL = re.compile(
    r"(?P<fy>FY)?(?P<year>\d{3}[\dX])"
    r"(?:-(?P<part>[HQ])(?P<number>\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)
QUALIFIERS = {
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.LESS_THAN: "less than ",
}
SIGNS = "~<>="


def day_words(when: date) -> str:
    """Write a day: `21 November 2025`."""
    return f"{when.day} {month_name(when.month)} {when.year}"


def when_words(period: Period) -> str:
    """Write a period with its preposition: `in 2027`, `on 1 April 2025`, `by the end of 2027`.

    A part of a calendar year and whatever is fiscal is named as such, the latter with its months.
    """
    first, slash, last = period.label.partition("/")
    if slash and first == "..":
        return f"by {_end_of(last)}{_doubt(last)}"
    if slash and last == "..":
        return f"from {_unit(first)} on{_doubt(first)}"
    if slash:
        return f"between {_unit(first)} and {_unit(last)}{_doubt(period.label)}"
    preposition = "around" if period.approximate else "on" if _is_day(first) else "in"
    return f"{preposition} {_unit(first)}{_months(period)}{_doubt(first)}"


def period_words(period: Period) -> str:
    """Write a period as somebody spoke of it: `the second half of calendar 2027`."""
    preposition, _, rest = (text := when_words(period)).partition(" ")
    if preposition == "around":
        return f"about {rest}"
    return rest if preposition in {"in", "on"} else f"a date {text}"


def dated(period: Period) -> str:
    """Write when something was said as the beginning of a sentence: `On 21 November 2025`."""
    text = when_words(period)
    comma = "," if "," in text else ""
    return f"{text[0].upper()}{text[1:]}{comma}"


def quantity_words(value: Quantity) -> str:
    """Write an amount with its qualifier in words: `at most ¥631.5bn`, `about 30 companies`."""
    if value.figure is None:
        return "an undisclosed amount"
    bare = amount(value).lstrip(SIGNS)
    if ".." in bare:
        low, _, high = bare.partition("..")
        about = value.qualifier is Qualifier.ABOUT
        bare = f"{low} to {high}" if about else f"between {low} and {high}"
    counted = "" if value.unit in {*CURRENCIES, PERCENT, "count"} else f" {value.unit}"
    return f"{QUALIFIERS.get(value.qualifier, '')}{bare}{counted}".rstrip()


def value_words(said: Value) -> str:
    """Write any value as the object of a sentence."""
    if isinstance(said, Period):
        return period_words(said)
    return quantity_words(said) if isinstance(said, Quantity) else str(said).replace("-", " ")


def _is_day(label: str) -> bool:
    found = LABEL.fullmatch(label.strip("~?"))
    return found is not None and found["day"] is not None


def _unit(label: str) -> str:
    """Write one end: a day, a month, a half, a quarter, a year or a decade."""
    found = LABEL.fullmatch(label.strip("~?"))
    if found is None:
        return label
    if found["month"]:
        month = f"{month_name(int(found['month']))} {found['year']}"
        return f"{int(found['day'])} {month}" if found["day"] else month
    year = f"FY{found['year']}" if found["fy"] else found["year"].replace("X", "0s")
    if found["year"].endswith("X"):
        year = f"the {year}"
    if found["part"]:
        calendar = "" if found["fy"] else "calendar "
        return f"the {ORDINALS[found['number']]} {PARTS[found['part']]} of {calendar}{year}"
    return year


def _end_of(label: str) -> str:
    return _unit(label) if _is_day(label) else f"the end of {_unit(label)}"


def _months(period: Period) -> str:
    if not period.fiscal or period.earliest is None or period.latest is None:
        return ""
    ends = (f"{month_name(end.month)} {end.year}" for end in (period.earliest, period.latest))
    return f" ({' to '.join(ends)})"


def _doubt(label: str) -> str:
    return ", which is uncertain" if "?" in label else ""
