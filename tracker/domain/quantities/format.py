"""Quantities as text: to be parsed again, to be read, and as bare figures for tables.

Money to be read stands in the largest of tn, bn, m and the plain unit that is not above the
figure and shows it exactly with at most three decimals; in tn only when its last printed digit is
coarser than 1bn, so `1.23T` stays `¥1.23tn` and `3,069.3bn` does not become `¥3.0693tn`. Zeros
that were printed are shown (`1,500億円` is `¥150.0bn`), unless they would go past the third
decimal (`150000000000` is `¥150bn`). Nothing is rounded, except by `figure` and `compact`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.quantities import qualifiers
from tracker.domain.quantities.qualifiers import Qualifier
from tracker.domain.quantities.units import CURRENCIES, PERCENT, minor_places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.domain.quantities.quantity import Quantity


class Units(StrEnum):
    """In what amounts of money are told; counts and percentages always stand as they are.

    WRITTEN is as their source wrote them; what no source wrote, as in BN. MN is in millions alone.
    """

    BN = "bn"
    MN = "mn"
    OKU = "oku"
    RAW = "raw"
    WRITTEN = "written"


SIGNS = {one: qualifiers.SIGNS.get(one, "") for one in Qualifier}
"""How a qualifier is written in front of a figure."""

_UNDISCLOSED = "undisclosed"

_MN, _BN, _TN = 6, 9, 12
_SCALES = {
    0: "",
    3: "k",
    _MN: "m",
    _BN: "bn",
    _TN: "tn",
    15: "quadrillion",
    18: "quintillion",
}
_READING_SCALES = (_TN, _BN, _MN)
_MYRIADS = {12: "兆", 8: "億", 4: "万"}
_MOST_DECIMALS = 3


def canonical(quantity: Quantity) -> str:
    """One text per meaning and step, conversion included, without its unit's name (but for `%`).

    Parsing it in the same unit gives an equal quantity, but for `text`.
    """
    beside = quantity.conversion
    if beside is None:
        return _canonical_side(quantity)
    return f"{_canonical_side(quantity)} as {_canonical_side(beside, f' {beside.unit}')}"


def amount(quantity: Quantity, units: Units = Units.BN, *, symbol: bool = True) -> str:
    """For reading, exact, with its qualifier as a sign: `~¥630bn`, `1,500億円`, `¥0.5bn..¥20.0bn`.

    `symbol=False` leaves out the currency's name, except in WRITTEN, which is the text itself. In
    all others the conversion is not told. With its symbol, the text parses to the same figures.
    """
    if units is Units.WRITTEN and quantity.text:
        return quantity.text
    if quantity.figure is None:
        return _UNDISCLOSED
    if quantity.unit not in CURRENCIES:
        return _worded(quantity, lambda end: _in_full(end, quantity))
    currency = CURRENCIES[quantity.unit]
    if units is Units.OKU:
        name = currency.japanese if symbol else ""
        return _worded(quantity, lambda end: _in_oku(end, currency.decimals) + name)
    mark = currency.symbol if symbol else ""
    if units is Units.RAW:
        return _worded(quantity, lambda end: _marked(_in_full(end, quantity), mark))
    scales = (_MN,) if units is Units.MN else _READING_SCALES
    return _worded(quantity, lambda end: _marked(_in_scale(end, quantity, scales), mark))


def figure(value_minor: int, unit: str, units: Units = Units.BN, decimals: int = 1) -> str:
    """Write a bare number for a table's cell, halves rounded away from zero: `2,354.0`.

    `decimals` counts those of bn; 億 show one fewer, as ten of them make one bn. RAW shows whole
    amounts with all decimals of the currency. Counts stand as they are, percentages keep their
    sign.
    """
    minor = minor_places(unit)
    if unit == PERCENT:
        return _rounded(value_minor, minor, decimals) + PERCENT
    if unit not in CURRENCIES or units is Units.RAW:
        return _rounded(value_minor, minor, minor)
    if units is Units.OKU:
        return _rounded(value_minor, minor + 8, max(decimals - 1, 0))
    return _rounded(value_minor, minor + _BN, decimals)


def _canonical_side(quantity: Quantity, name: str = "") -> str:
    if quantity.figure is None:
        return _UNDISCLOSED
    place, scale = _last_place(quantity), _canonical_scale(quantity)
    power = scale + minor_places(quantity.unit)
    tail = _SCALES[scale] + (PERCENT if quantity.unit == PERCENT else name)
    decimals = max(scale - place, 0)
    return _worded(quantity, lambda end: _rounded(end, power, decimals).replace(",", "") + tail)


def _canonical_scale(quantity: Quantity) -> int:
    """Choose the scale whose digits end at the step; behind "about" any does, so the figure's."""
    if quantity.qualifier is Qualifier.ABOUT and quantity.figure:
        size, minor = abs(quantity.figure), minor_places(quantity.unit)
        return max((scale for scale in _SCALES if 10 ** (scale + minor) <= size), default=0)
    return min(scale for scale in _SCALES if scale >= _last_place(quantity))


def _worded(quantity: Quantity, write: Callable[[int], str]) -> str:
    return SIGNS[quantity.qualifier] + "..".join(map(write, _ends(quantity)))


def _ends(quantity: Quantity) -> tuple[int, ...]:
    return tuple(end for end in (quantity.figure, quantity.high) if end is not None)


def _marked(number: str, mark: str) -> str:
    """Put the currency's symbol before the number, behind its minus."""
    return f"-{mark}{number[1:]}" if number.startswith("-") else mark + number


def _in_full(value: int, quantity: Quantity) -> str:
    text = _rounded(value, minor_places(quantity.unit), max(-_last_place(quantity), 0))
    return text + PERCENT if quantity.unit == PERCENT else text


def _in_oku(value: int, minor: int) -> str:
    """`1兆7,225億`: a part that is 0 is left out, and the rest is written in full."""
    parts, rest = [], abs(value)
    for place, name in _MYRIADS.items():
        count, rest = divmod(rest, 10 ** (place + minor))
        if count:
            parts.append(f"{count:,}{name}")
    if rest or not parts:
        parts.append(_rounded(rest, minor, minor if rest % 10**minor else 0))
    return ("-" if value < 0 else "") + "".join(parts)


def _in_scale(value: int, quantity: Quantity, scales: Sequence[int]) -> str:
    """As the module's docstring says; both ends of a range in the scale of the larger one."""
    scale = _reading_scale(quantity, scales)
    decimals = scale - _last_place(quantity)
    if decimals > _MOST_DECIMALS:
        decimals = scale - _exact_place(quantity)
    return _rounded(value, scale + minor_places(quantity.unit), max(decimals, 0)) + _SCALES[scale]


def _reading_scale(quantity: Quantity, scales: Sequence[int]) -> int:
    minor = minor_places(quantity.unit)
    largest = max(map(abs, _ends(quantity)))
    for scale in scales:
        short = scale - _exact_place(quantity) <= _MOST_DECIMALS
        coarse = scale < _TN or quantity.step > 10 ** (_BN + minor)
        if largest >= 10 ** (scale + minor) and short and coarse:
            return scale
    return 0


def _last_place(quantity: Quantity) -> int:
    """Find the power of ten, in printed units, of the last digit that was printed or counts."""
    step = _zeros(quantity.step) - minor_places(quantity.unit)
    return min(step, _exact_place(quantity))


def _exact_place(quantity: Quantity) -> int:
    """Find the power of ten of the last digit that is not 0; that of the step where all are."""
    ends = [end for end in _ends(quantity) if end] or [quantity.step]
    return min(map(_zeros, ends)) - minor_places(quantity.unit)


def _zeros(value: int) -> int:
    digits = str(value)
    return len(digits) - len(digits.rstrip("0"))


def _rounded(value: int, power: int, decimals: int) -> str:
    """`value` / 10^power, with commas."""
    whole, fraction = divmod(abs(_round(value, power - decimals)), 10**decimals)
    sign = "-" if value < 0 and (whole or fraction) else ""
    return f"{sign}{whole:,}" + (f".{fraction:0{decimals}}" if decimals else "")


def _round(value: int, power: int) -> int:
    """`value` / 10^power to the nearest integer, halves away from zero."""
    divisor = 10 ** max(power, 0)
    size = (2 * abs(value) * 10 ** max(-power, 0) + divisor) // (2 * divisor)
    return int(-size if value < 0 else size)
