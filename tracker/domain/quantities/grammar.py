"""The grammar of printed quantities: a text, read in the unit it must have, becomes integers.

Whatever is not exactly one of the forms below is refused; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tracker.domain.quantities.answers import CHANGE, answer
from tracker.domain.quantities.numerals import (
    Numeral,
    Printed,
    Refusal,
    normalise,
    plain_number,
    read_number,
    read_tenths,
)
from tracker.domain.quantities.qualifiers import SIGNS, Qualifier, take_qualifiers
from tracker.domain.quantities.units import (
    CURRENCIES,
    MARKS,
    MARKS_LONGEST_FIRST,
    PERCENT,
    UNIT_WORDS,
    check_unit,
    examples,
    minor_places,
    shown,
)
from tracker.errors import QuantityError

MOST_WAYS = 2
TOPIC = "; every way: tracker help amounts"

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
_CLIPPED = re.compile(r"[万億兆]\s*(?P<last>[\d,]+)$")

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
_SIGNS: dict[str | None, Qualifier] = {sign: qualifier for qualifier, sign in SIGNS.items()}
_SIGNS[None] = Qualifier.EXACT
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
        raise QuantityError(message, _hint(refused, unit)) from None


def _hint(refused: Refusal, unit: str) -> str:
    """Name the ways that are quantities of the unit; where there is none, two that always are."""
    ways = [way for way in dict.fromkeys(refused.ways) if _is_read(way, unit)][:MOST_WAYS]
    if not ways:
        return f"write for example {' or '.join(examples(unit))}{TOPIC}"
    return f"write {' or '.join(ways)}"


def _is_read(way: str, unit: str) -> bool:
    """Whether a way is a quantity, and told from the next one by the "or" between them."""
    if " or " in way:
        return False
    sides = _CONVERSION.fullmatch(way)
    if sides is None:
        return _is_side(way, unit)
    try:
        beside = _read_side((sides[2] or sides[3]).strip(), None)
    except Refusal:
        return False
    return unit in CURRENCIES and beside.unit != unit and _is_side(sides[1], unit)


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
        return _answered(text, unit)
    if unit not in CURRENCIES:
        raise Refusal("only money carries a conversion", sides[1])
    printed = (sides[2] or sides[3]).strip()
    main = _answered(sides[1], unit, behind=f" as {printed}")
    beside = _answered(printed, None, before=f"{sides[1]} as ")
    if beside.unit == unit:
        raise Refusal("the conversion must be in another currency", sides[1])
    return main._replace(text=text, conversion=beside)


def _answered(text: str, unit: str | None, before: str = "", behind: str = "") -> Reading:
    """One quantity; a refusal names ways to write it, with what stood before and behind it."""
    try:
        return _read_side(text, unit)
    except Refusal as refused:
        told = _told(text, unit, refused)
    raise told.put(before, behind)


def _told(text: str, unit: str | None, refused: Refusal) -> Refusal:
    """What is to be said of a text that was refused; its ways are held as it is, where they can."""
    try:
        qualifier, _, body = take_qualifiers(normalise(text))
    except Refusal:
        return refused
    told = answer(body, unit, refused)
    held = told.put(SIGNS.get(qualifier, ""))
    return held if any(_is_side(way, unit) for way in held.ways) else told


def _is_side(text: str, unit: str | None) -> bool:
    try:
        _read_side(text, unit)
    except Refusal:
        return False
    return True


def _read_side(text: str, unit: str | None) -> Reading:
    """One quantity; without a unit asked for, it must name a currency itself."""
    if found := _PLAIN.fullmatch(text):
        qualifier, about = _SIGNS[found[1]], found[1] == "~"
        amount = _Amount(plain_number(found[2], found[3] or ""), found[4], closed=bool(found[4]))
        return _read_held(text, unit, qualifier, amount, about=about)
    plain = normalise(text)
    if unit and plain in _UNDISCLOSED:
        return Reading(text, unit, Qualifier.UNDISCLOSED, None, None, 1, 0, names_unit=False)
    qualifier, about, body = take_qualifiers(plain)
    amount = _read_body(body, unit)
    if amount.number.high and qualifier is not Qualifier.EXACT:
        raise Refusal("a range takes no qualifier", body)
    return _read_held(text, unit, qualifier, amount, about=about)


def _read_held(
    text: str, unit: str | None, qualifier: Qualifier, amount: _Amount, *, about: bool
) -> Reading:
    """What an amount is, held so, in the unit that is asked for."""
    settled = _settle_unit(amount, unit)
    low, high, *_ = amount.number
    named = (amount.number.scale_place, amount.named is not None)
    if high is None:
        low = low.without_zeros() if about else low
        figure, step = _figure(low, settled), _step(low, settled)
        return Reading(text, settled, qualifier, figure, None, step, *named)
    least, most = _figure(low, settled), _figure(high, settled)
    if least > most:
        raise Refusal("the range is upside down", unread=True)
    step = min(_step(low, settled), _step(high, settled))
    return Reading(text, settled, Qualifier.RANGE, least, most, step, *named)


def _read_body(text: str, unit: str | None) -> _Amount:
    if clipped := _CLIPPED.search(text):
        money = CURRENCIES.get(unit or "")
        names = (f"万{money.japanese}", money.japanese) if money else ("万",)
        reason = f"name the unit of {clipped['last']}: newspapers leave it out"
        raise Refusal(reason, *(f"{text}{name}" for name in names))
    for pattern in _RANGES:
        if ends := pattern.fullmatch(text):
            low, high = (_read_amount(end.strip(), unit) for end in ends.groups())
            if low.number.high or high.number.high:
                raise Refusal("an end of a range must be one number")
            _check_scale(ends, 1, low.scales_to_borrow(high))
            _check_scale(ends, 2, high.scales_to_borrow(low))
            return _join(low, high)
    return _read_amount(text, unit)


def _check_scale(ends: re.Match[str], end: int, scales: tuple[str, ...]) -> None:
    """Refuse an end that can be taken in the other's scale, proposing it so."""
    written, text = ends[end].rstrip(), ends.string
    ways = [f"{text[: ends.start(end)]}{written}{scale}{text[ends.end(end) :]}" for scale in scales]
    if ways:
        raise Refusal("both ends of a range need their scale, or their unit", *ways)


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
        raise Refusal(CHANGE, *[text[1:].strip()] * (unit == PERCENT))
    negative = text.startswith(_MINUSES)
    rest = text[1:].lstrip() if negative else text
    mark = ""
    if rest.startswith(MARKS_LONGEST_FIRST):
        mark = next(mark for mark in MARKS_LONGEST_FIRST if rest.startswith(mark))
    number, tail = read_number(rest.removeprefix(mark).lstrip())
    if tenths := read_tenths(number, tail):
        number, tail = tenths, PERCENT
    named = _agree(MARKS.get(mark), _unit_named(tail, unit) if tail else None)
    return _Amount(number.negated() if negative else number, named, closed=bool(tail))


def _unit_named(word: str, unit: str | None) -> str:
    """Find the unit that the words behind a number name; counters count whatever is counted."""
    counted = unit is not None and unit not in CURRENCIES and unit != PERCENT
    counters = _COUNTERS | _COUNTED if unit == "count" else _COUNTERS
    if unit and counted and (word == normalise(unit) or word in counters):
        return unit
    if word not in UNIT_WORDS:
        raise Refusal(f"unknown unit '{shown(word)}'", unread=True)
    return UNIT_WORDS[word]


def _settle_unit(amount: _Amount, unit: str | None) -> str:
    """Take the unit asked for, unless the text names another one."""
    named = amount.named
    if unit is None:
        if named not in CURRENCIES:
            raise Refusal("the conversion names no currency")
        return str(named)
    if named is None and unit == PERCENT:
        raise Refusal("a percentage needs its sign", unread=True)
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
        raise Refusal(f"finer than the smallest unit of {shown(unit)}", unread=True)
    if abs(figure) > _LARGEST_FIGURE:
        raise Refusal("too large to be kept")
    return figure


def _step(printed: Printed, unit: str) -> int:
    return _figure(Printed(1, max(printed.place, -minor_places(unit))), unit)
