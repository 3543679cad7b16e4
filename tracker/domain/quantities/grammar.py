"""The grammar of printed quantities: a text, read in the unit it must have, becomes integers.

Whatever is not exactly one of the forms below is refused; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.quantities.numerals import (
    Numeral,
    Printed,
    Refusal,
    normalise,
    plain_number,
    read_number,
)
from tracker.domain.quantities.units import (
    CURRENCIES,
    MARKS,
    MARKS_LONGEST_FIRST,
    PERCENT,
    UNIT_WORDS,
    check_unit,
    hint,
    minor_places,
    shown,
)
from tracker.errors import QuantityError


class Qualifier(StrEnum):
    """How a text holds the figure it names."""

    EXACT = "exact"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    UNDISCLOSED = "undisclosed"


_AT_LEAST_WORDS = ("at least ", "no less than ", "no fewer than ", "少なくとも")
_MORE_WORDS = ("more than ", "over ", "just over ", "in excess of ")
_AT_MOST_WORDS = ("at most ", "up to ", "no more than ", "as much as ", "as many as ")
_LESS_WORDS = ("less than ", "fewer than ", "under ", "just under ")
_ABOUT_WORDS = ("about ", "around ", "some ", "nearly ", "almost ", "roughly ", "approximately ")

# A word that begins another one stands after it.
_PREFIXES = {
    **dict.fromkeys((">=", "≥", "≧", *_AT_LEAST_WORDS), Qualifier.AT_LEAST),
    **dict.fromkeys((">", *_MORE_WORDS), Qualifier.MORE_THAN),
    **dict.fromkeys(("<=", "≤", "≦", *_AT_MOST_WORDS, "最大で", "最大"), Qualifier.AT_MOST),
    **dict.fromkeys(("<", *_LESS_WORDS), Qualifier.LESS_THAN),
    **dict.fromkeys(("~", "約", "およそ", *_ABOUT_WORDS), Qualifier.ABOUT),
}
_SUFFIXES = {
    **dict.fromkeys((" or more", "-plus", "+", "以上"), Qualifier.AT_LEAST),
    **dict.fromkeys(("超", "余り", "余", "強"), Qualifier.MORE_THAN),
    **dict.fromkeys((" or less", " or fewer", "以下"), Qualifier.AT_MOST),
    "未満": Qualifier.LESS_THAN,
    **dict.fromkeys(("程度", "規模", "前後", "近く", "弱"), Qualifier.ABOUT),
}

_FIRST_WORDS, _LAST_WORDS = tuple(_PREFIXES), tuple(_SUFFIXES)


def take_qualifier(text: str) -> tuple[Qualifier, str]:
    """Split a normalised text into what its first or last word says of the figure, and the rest."""
    if text.startswith(_FIRST_WORDS):
        word = next(word for word in _PREFIXES if text.startswith(word))
        return _PREFIXES[word], text.removeprefix(word).strip()
    if text.endswith(_LAST_WORDS):
        word = next(word for word in _SUFFIXES if text.endswith(word))
        return _SUFFIXES[word], text.removesuffix(word).strip()
    return Qualifier.EXACT, text


_LONGEST_TEXT = 100
_LARGEST_FIGURE = 2**63 - 1
"""What a BIGINT column holds."""

_COUNTERS = frozenset("社件基台枚人名個")
_COUNTED = frozenset(
    {
        *("companies", "firms", "holders", "shareholders", "investors", "customers", "partners"),
        *("organizations", "people", "persons", "employees", "engineers", "units"),
    }
)
"""What English names behind a number of the unit `count`; Japanese has a counter."""
_UNDISCLOSED = frozenset({"undisclosed", "非公開", "非公表", "不明"})
_CLIPPED = re.compile(r"[万億兆]\s*[\d,]+$")

_MINUS = "−△▲-"
"""Ends in the hyphen, to stand in a character class."""
_MINUSES = tuple(_MINUS)

_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        r"between (.+) and (.+)",
        r"(?:from )?(.+) to (.+)",
        r"(.+?)から(.+?)(?:まで)?",
        r"(.+?)(?:\.\.|〜)(.+)",
        r"([^~]+)~([^~]+)",
        rf"([^–{_MINUS}]+)[-–]( ?[¥$€]?[0-9][^–{_MINUS}]*)",
    )
)
_PLAIN = re.compile(rf"(>=|<=|[~<>])?((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(k|bn|tn)?({PERCENT})?")
"""What most texts are: read at once what the whole grammar would make of them too."""
_SIGNS = {
    None: Qualifier.EXACT,
    "~": Qualifier.ABOUT,
    ">=": Qualifier.AT_LEAST,
    ">": Qualifier.MORE_THAN,
    "<=": Qualifier.AT_MOST,
    "<": Qualifier.LESS_THAN,
}
_CONVERSION = re.compile(
    r"(.+?)(?:(?<!as much)(?<!as many)\s+as\s+(.+)|\s*[(（](.+)[)）])", re.IGNORECASE
)


class Reading(NamedTuple):
    """What a text says; the fields mean what those of `Quantity` mean.

    `scale_place` is the power of ten of the scale that it names, `bn` or `億`, 0 without one;
    `names_unit` tells whether it names its unit too.
    """

    text: str
    unit: str
    qualifier: Qualifier
    figure: int | None
    high: int | None
    step: int
    scale_place: int
    names_unit: bool
    conversion: Reading | None = None


class _Amount(NamedTuple):
    """A number, the unit that the text itself names, and whether a word closes the number."""

    number: Numeral
    named: str | None
    closed: bool

    def scales_to_borrow(self, other: _Amount) -> tuple[str, ...]:
        """The scales in which a reader may take it: the 0.5 of `0.5-20bn` in bn."""
        return () if self.closed else self.number.scales_to_borrow(other.number)


def read(text: str, unit: str) -> Reading:
    """Read a text of at most 100 characters. Raises QuantityError, and nothing else."""
    check_unit(unit)
    try:
        _check_outside(text)
        return _read_sides(text.strip(), unit)
    except Refusal as refused:
        message = f"'{shown(text)}' is no quantity of {shown(unit)}: {refused}"
        raise QuantityError(message, hint(unit)) from None


def _check_outside(text: str) -> None:
    if len(text) > _LONGEST_TEXT:
        raise Refusal(f"longer than {_LONGEST_TEXT} characters")
    if not text.strip():
        raise Refusal("it is empty")
    inner = text.strip()
    if not inner.isprintable() and any(unicodedata.category(c).startswith("C") for c in inner):
        raise Refusal("it holds control characters")


def _read_sides(text: str, unit: str) -> Reading:
    """`X`, `X as Y` or `X (Y)`, where Y is what the source printed beside it."""
    sides = _CONVERSION.fullmatch(text)
    if sides is None:
        return _read_side(text, unit)
    if unit not in CURRENCIES:
        raise Refusal("only money carries a conversion")
    main = _read_side(sides[1], unit)
    beside = _read_side((sides[2] or sides[3]).strip(), None)
    if beside.unit == unit:
        raise Refusal("the conversion must be in another currency")
    return main._replace(text=text, conversion=beside)


def _read_side(text: str, unit: str | None) -> Reading:
    """One quantity; without a unit asked for, it must name a currency itself."""
    if found := _PLAIN.fullmatch(text):
        qualifier = _SIGNS[found[1]]
        amount = _Amount(plain_number(found[2], found[3] or ""), found[4], closed=bool(found[4]))
    else:
        plain = normalise(text)
        if unit and plain in _UNDISCLOSED:
            return Reading(text, unit, Qualifier.UNDISCLOSED, None, None, 1, 0, names_unit=False)
        qualifier, body = take_qualifier(plain)
        if _CLIPPED.search(body):
            reason = "name the unit of its last number, 円 or 万円: newspapers leave out either"
            raise Refusal(reason)
        amount = _read_body(body, unit)
    settled = _settle_unit(amount.named, unit)
    low, high, *_ = amount.number
    named = (amount.number.scale_place, amount.named is not None)
    if high is None:
        low = low.without_zeros() if qualifier is Qualifier.ABOUT else low
        figure, step = _figure(low, settled), _step(low, settled)
        return Reading(text, settled, qualifier, figure, None, step, *named)
    if qualifier is not Qualifier.EXACT:
        raise Refusal("a range takes no qualifier")
    least, most = _figure(low, settled), _figure(high, settled)
    if least > most:
        raise Refusal("the range is upside down")
    step = min(_step(low, settled), _step(high, settled))
    return Reading(text, settled, Qualifier.RANGE, least, most, step, *named)


def _read_body(text: str, unit: str | None) -> _Amount:
    for pattern in _RANGES:
        if ends := pattern.fullmatch(text):
            low, high = (_read_amount(end.strip(), unit) for end in ends.groups())
            if low.number.high or high.number.high:
                raise Refusal("an end of a range must be one number")
            _check_scale(ends, 1, low.scales_to_borrow(high), unit)
            _check_scale(ends, 2, high.scales_to_borrow(low), unit)
            return _join(low, high)
    return _read_amount(text, unit)


def _check_scale(ends: re.Match[str], end: int, scales: tuple[str, ...], unit: str | None) -> None:
    """Refuse an end that can be taken in the other's scale, proposing the first that fits."""
    for scale in scales:
        written = ends[end].rstrip()
        proposal = f"{ends.string[: ends.start(end)]}{written}{scale}{ends.string[ends.end(end) :]}"
        if _is_read(proposal, unit):
            raise Refusal(f"both ends of a range need their scale: write {proposal}")
    if scales:
        raise Refusal("both ends of a range need their scale, or their unit")


def _is_read(text: str, unit: str | None) -> bool:
    try:
        _read_side(text, unit)
    except Refusal:
        return False
    return True


def _join(low: _Amount, high: _Amount) -> _Amount:
    place = max(low.number.scale_place, high.number.scale_place)
    span = low.number._replace(high=high.number.low, scale_place=place)
    return _Amount(span, _agree(low.named, high.named), closed=True)


def _agree(one: str | None, other: str | None) -> str | None:
    """Take the unit that both places name, or the only one that does."""
    if one and other and one != other:
        raise Refusal(f"currency mismatch: {one} and {other}")
    return one or other


def _read_amount(text: str, unit: str | None) -> _Amount:
    """`[minus] [currency] number [unit]`."""
    if text.startswith("+"):
        raise Refusal("it tells a change; write the level that it makes, without a sign")
    negative = text.startswith(_MINUSES)
    rest = text[1:].lstrip() if negative else text
    mark = ""
    if rest.startswith(MARKS_LONGEST_FIRST):
        mark = next(mark for mark in MARKS_LONGEST_FIRST if rest.startswith(mark))
    number, tail = read_number(rest.removeprefix(mark).lstrip())
    named = _agree(MARKS.get(mark), _unit_named(tail, unit) if tail else None)
    return _Amount(number.negated() if negative else number, named, closed=bool(tail))


def _unit_named(word: str, unit: str | None) -> str:
    """Find the unit that the words behind a number name; counters count whatever is counted."""
    counted = unit is not None and unit not in CURRENCIES and unit != PERCENT
    counters = _COUNTERS | _COUNTED if unit == "count" else _COUNTERS
    if unit and counted and (word == normalise(unit) or word in counters):
        return unit
    if word not in UNIT_WORDS:
        raise Refusal(f"unknown unit '{shown(word)}'")
    return UNIT_WORDS[word]


def _settle_unit(named: str | None, unit: str | None) -> str:
    """Take the unit asked for, unless the text names another one."""
    if unit is None:
        if named not in CURRENCIES:
            raise Refusal("the conversion names no currency")
        return str(named)
    if named is None and unit == PERCENT:
        raise Refusal("a percentage needs its sign")
    if named not in {None, unit}:
        kind = "currency" if {named, unit} <= CURRENCIES.keys() else "unit"
        raise Refusal(f"{kind} mismatch: it says {named} where {shown(unit)} is expected")
    return unit


def _figure(printed: Printed, unit: str) -> int:
    """Count the number in the unit's integers."""
    place = printed.place + minor_places(unit)
    factor: int = 10 ** abs(place)
    figure, rest = (printed.digits * factor, 0) if place > 0 else divmod(printed.digits, factor)
    if rest:
        raise Refusal(f"finer than the smallest unit of {shown(unit)}")
    if abs(figure) > _LARGEST_FIGURE:
        raise Refusal("too large to be kept")
    return figure


def _step(printed: Printed, unit: str) -> int:
    return _figure(Printed(1, max(printed.place, -minor_places(unit))), unit)
