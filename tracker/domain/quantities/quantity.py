"""A quantity as a source printed it, in exact integers, and whether two can both be true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.domain.quantities.grammar import read
from tracker.domain.quantities.qualifiers import Qualifier
from tracker.domain.quantities.units import CURRENCIES, PERCENT
from tracker.errors import QuantityError

if TYPE_CHECKING:
    from tracker.domain.quantities.grammar import Reading


__all__ = ["Qualifier", "Quantity"]

_FIGURES = frozenset({Qualifier.EXACT, Qualifier.ABOUT})
LOWER = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
UPPER = frozenset({Qualifier.AT_MOST, Qualifier.LESS_THAN})
_FAMILY = {one: at for at, family in enumerate((_FIGURES, LOWER, UPPER)) for one in family}

_KINDS = {
    **dict.fromkeys(_FIGURES, 0),
    Qualifier.RANGE: 1,
    **dict.fromkeys(LOWER | UPPER, 2),
    Qualifier.UNDISCLOSED: 3,
}
COUNT = "count"
MILLIONS = 6
"""A bare number in such a scale is money sooner than a count."""
_LAST_WORD = re.compile(r"[^\W\d][^\d\s]*$")
_TENTH, _TWENTIETH = 10, 20

_THOUSAND = 1000
_FACTORS = (10, 100, _THOUSAND, 10_000, 1_000_000)
"""A lost point; a thousand for million and billion, ten thousand for 億 and 兆."""

LEAST_DIGITS = 2
"""Equal digits that tell a slip beside a conflict."""
TELLING_DIGITS = 3
"""Equal digits that no chance explains: so many tell a slip even where no conflict is seen."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a text says of an amount, a count or a share; `text` itself is kept verbatim.

    All integers are in the smallest unit: the currency's minor unit (yen, US cents), parts per
    million for `%`, else pieces. `figure` is the one named (a range's low end, None when
    undisclosed), `high` a range's high end, `step` the unit of the last printed digit, at least 1
    (of a range the finer one; behind "about" trailing zeros do not count as printed).
    `conversion` is what the source printed beside it, in another currency.
    """

    text: str
    unit: str
    qualifier: Qualifier
    figure: int | None
    high: int | None
    step: int
    conversion: Quantity | None = None

    @classmethod
    def parse(cls, text: str, unit: str) -> Quantity:
        """Read what was printed; surrounding space is dropped.

        Raises QuantityError for everything that is not exactly one of the accepted forms, and
        for a text that names another unit or currency than the one asked for.
        """
        return _parsed(text, unit)

    @property
    def is_bound(self) -> bool:
        """Whether it names a limit (`>1tn`, `<=590bn`) and not the figure itself."""
        return self.qualifier in LOWER | UPPER

    @property
    def low_bound(self) -> int | None:
        """The least value that the words allow, inclusive; None where they set no limit.

        "About" allows one step to either side; `>5` begins at 6 of the smallest unit.
        """
        if self.figure is None or self.qualifier in UPPER:
            return None
        if self.qualifier is Qualifier.ABOUT:
            return self.figure - self.step
        return self.figure + (self.qualifier is Qualifier.MORE_THAN)

    @property
    def high_bound(self) -> int | None:
        """The greatest value that the words allow, inclusive; None where they set no limit."""
        if self.figure is None or self.qualifier in LOWER:
            return None
        if self.qualifier is Qualifier.ABOUT:
            return self.figure + self.step
        highest = self.figure if self.high is None else self.high
        return highest - (self.qualifier is Qualifier.LESS_THAN)

    def compatible(self, other: Quantity) -> bool:
        """Whether both can be true; symmetric, and true of a quantity with itself.

        Two figures, or two bounds of one direction, when they differ by less than the larger
        step; all else when their intervals meet, a figure reaching to either side by less than
        its own step. Amounts also agree that were printed with one conversion, up to a tenth.
        Undisclosed agrees with everything of its unit, other units never do.

        >>> def agrees(one: str, other: str) -> bool:
        ...     return Quantity.parse(one, "JPY").compatible(Quantity.parse(other, "JPY"))
        >>> agrees("1.2tn", "1,299bn"), agrees("1.2tn", "1,300bn"), agrees("<=1tn", "900bn")
        (True, False, True)
        """
        if self.unit != other.unit:
            return False
        if self.figure is None or other.figure is None:
            return True
        if self.converts_like(other):
            return True
        if self._is_like(other):
            return abs(self.figure - other.figure) < max(self.step, other.step)
        return self._begins_before_end_of(other) and other._begins_before_end_of(self)

    def _is_like(self, other: Quantity) -> bool:
        """Whether both are figures, or both bounds of one direction."""
        family = _FAMILY.get(self.qualifier)
        return family is not None and family == _FAMILY.get(other.qualifier)

    def _begins_before_end_of(self, other: Quantity) -> bool:
        low, high = self.reach[0], other.reach[1]
        return low is None or high is None or low <= high

    @property
    def reach(self) -> tuple[int | None, int | None]:
        """The least and the greatest figure, inclusive, that it stands for, cut off or rounded.

        A whole step to either side, as nobody knows how a source rounds: whether two can be true is
        asked with it. Rules that add levels up take them narrower (`least` in `checks/money.py`).
        """
        if self.figure is not None and self.qualifier in _FIGURES:
            return self.figure - self.step + 1, self.figure + self.step - 1
        return self.low_bound, self.high_bound

    def converts_like(self, other: Quantity) -> bool:
        """Whether both were printed with the same conversion, and differ by at most a tenth.

        Rates move so far within the life of a figure; slips of a power of ten do not.
        """
        one, another = self.conversion, other.conversion
        if one is None or another is None or not one.same_value(another):
            return False
        return self._is_near(other, _TENTH)

    def is_finer_than(self, other: Quantity) -> bool:
        """Whether it is worded more precisely, true or not.

        The kinds in order are figure, range, bound and undisclosed; of ranges the shorter is finer,
        else of one kind the smaller step, and of one step what is exact (a bound: what leaves the
        figure out that it names).

        >>> Quantity.parse("32", "people").is_finer_than(Quantity.parse("~30", "people"))
        True
        """
        return self._fineness < other._fineness

    def rounds(self, finer: Quantity) -> bool:
        """Whether a figure is what a finer one becomes when it is rounded or cut as printed.

        That is within half a step above it, or less than a step below, and by no more than a
        twentieth of it, behind "about" a tenth. Bounds of one direction round each other alike.

        >>> Quantity.parse("1.23tn", "JPY").rounds(Quantity.parse("1,239bn", "JPY"))
        True
        >>> Quantity.parse("2bn", "JPY").rounds(Quantity.parse("2.9bn", "JPY"))
        False
        >>> Quantity.parse("~30", "people").rounds(Quantity.parse("26", "people"))
        False
        """
        if self.figure is None or finer.figure is None:
            return False
        if not self._is_like(finer):
            return False
        beyond = abs(finer.figure) - abs(self.figure)
        if finer.figure * self.figure < 0 or not -self.step <= 2 * beyond < 2 * self.step:
            return False
        return self._is_near(finer, _TENTH if self.qualifier is Qualifier.ABOUT else _TWENTIETH)

    def keeps(self, finer: Quantity) -> bool:
        """Whether all that a finer figure or range names lies within a bound, or a range.

        >>> Quantity.parse(">40", "people").keeps(Quantity.parse("46", "people"))
        True
        """
        if finer.figure is None or finer.is_bound or self.qualifier in _FIGURES:
            return False
        highest = finer.figure if finer.high is None else finer.high
        low, high = self.low_bound, self.high_bound
        return (low is None or low <= finer.figure) and (high is None or highest <= high)

    def is_quarter_from(self, figure: Quantity) -> bool:
        """Whether a bound lies within a quarter of a figure: "over 40" of 46, not of 60."""
        return abs((self.figure or 0) - (figure.figure or 0)) * 4 <= abs(figure.figure or 0)

    def _is_near(self, other: Quantity, parts: int) -> bool:
        """Whether both figures differ by no more than the larger one divided by `parts`."""
        one, another = self.figure or 0, other.figure or 0
        return abs(one - another) * parts <= max(abs(one), abs(another))

    @property
    def _fineness(self) -> tuple[int, int, bool]:
        loose = self.qualifier in {Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST}
        width = self.step if self.high is None else self.high - (self.figure or 0)
        return _KINDS[self.qualifier], width, loose

    def same_value(self, other: Quantity) -> bool:
        """Whether both say the same, however finely and in whatever words, conversions ignored."""
        return self._value == other._value

    def is_figure_of(self, other: Quantity) -> bool:
        """Whether both name the same figure of a unit, whatever stands before it."""
        return (self.unit, self.figure, self.high) == (other.unit, other.figure, other.high)

    def is_rounded_from(self, other: Quantity) -> bool:
        """Whether it is a figure as it stands in few digits, but more than one: 6.3tn for 6,315bn.

        What rounds up and down alike counts as both.
        """
        pairs = [*zip(_ends(self), _ends(other), strict=False)]
        if self.unit != other.unit or len(_ends(self)) != len(_ends(other)) or not pairs:
            return False
        near = all(2 * abs(own - exact) <= self.step for own, exact in pairs)
        return near and _digits(self) >= LEAST_DIGITS

    @property
    def _value(self) -> tuple[str, Qualifier, int | None, int | None]:
        return self.unit, self.qualifier, self.figure, self.high


def asked_for(text: str, unit: str) -> Quantity | None:
    """Read what is looked for as a figure of a unit.

    None for what is none, and for a bare number: it has to name its unit, or a scale.
    """
    try:
        reading = read(text, unit)
    except QuantityError:
        return None
    named = reading.names_unit or reading.scale_place
    return _of(reading) if named and reading.figure is not None else None


def unit_told(text: str, currency: str) -> str:
    """Return the unit that a figure seems to be of, whatever it is of; the currency of all else.

    >>> [unit_told(one, "JPY") for one in ("約32社", "3工場", "10k wafers", "50%", "$5bn", "130bn")]
    ['count', '工場', 'wafers', '%', 'USD', 'JPY']
    """
    for unit in (currency, *CURRENCIES, PERCENT):
        if (found := _reading(text, unit)) and found.names_unit:
            return unit
    if counted := _reading(text, COUNT):
        is_money = counted.scale_place >= MILLIONS and not counted.names_unit
        return currency if is_money or counted.figure is None else COUNT
    word = _LAST_WORD.search(text)
    return word[0] if word and _reading(text, word[0]) else currency


def _reading(text: str, unit: str) -> Reading | None:
    try:
        return read(text, unit)
    except QuantityError:
        return None


def plain(figure: int, unit: str, step: int = 1) -> Quantity:
    """Make the exact quantity of a figure that nobody wrote, in the smallest unit."""
    return Quantity(
        text="", unit=unit, qualifier=Qualifier.EXACT, figure=figure, high=None, step=step
    )


# A log says the same figures over and over, and each report reads them.
@lru_cache(maxsize=16_384)
def _parsed(text: str, unit: str) -> Quantity:
    return _of(read(text, unit))


def _of(reading: Reading) -> Quantity:
    beside = reading.conversion
    return Quantity(
        text=reading.text,
        unit=reading.unit,
        qualifier=reading.qualifier,
        figure=reading.figure,
        high=reading.high,
        step=reading.step,
        conversion=_of(beside) if beside else None,
    )


def magnitude_slip(one: object, other: object) -> tuple[int | None, int]:
    """Return how many times one figure is the other, and how many digits they share; None if not.

    Figures of a bound or about count as named, of a range both ends must fit. A factor fits when
    the figures differ, after it is taken out, by less than the larger step. An exact one of few
    digits (5 and 50) shares two, up to a thousand.

    >>> def slip(one: str, other: str) -> tuple[int | None, int]:
    ...     return magnitude_slip(Quantity.parse(one, "JPY"), Quantity.parse(other, "JPY"))
    >>> slip("30.7tn", "3,069.3bn"), slip("150bn", "250bn")
    ((10, 3), (None, 0))
    """
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or one.unit != other.unit:
        return None, 0
    in_order = abs(one.figure or 0) <= abs(other.figure or 0)
    small, large = (one, other) if in_order else (other, one)
    lows, highs = _ends(small), _ends(large)
    if not lows or len(lows) != len(highs):
        return None, 0
    pairs = list(zip(lows, highs, strict=True))
    for factor in _FACTORS:
        step = max(small.step * factor, large.step)
        if all(abs(low * factor - high) < step for low, high in pairs):
            digits = min(_digits(small), _digits(large))
            exact = factor <= _THOUSAND and all(low * factor == high for low, high in pairs)
            return factor, max(digits, LEAST_DIGITS) if exact else digits
    return None, 0


def proven_magnitude_slip(one: object, other: object) -> int | None:
    """Return how many times one figure is the other, where so many digits are no chance."""
    factor, digits = magnitude_slip(one, other)
    return factor if digits >= TELLING_DIGITS else None


def magnitude_slip_below(one: object, other: object) -> int | None:
    """Return how many times exactly a ceiling is the figure beside it, up to a thousand.

    As 15bn and <=150bn are. Both can be true, so at least two digits must be equal.
    """
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return None
    figure, ceiling = sorted((one, other), key=lambda quantity: quantity.qualifier in UPPER)
    factor, _ = magnitude_slip(figure, ceiling)
    if ceiling.qualifier not in UPPER or figure.is_bound or factor is None or factor > _THOUSAND:
        return None
    exact = (figure.figure or 0) * factor == ceiling.figure
    return factor if exact and min(_digits(figure), _digits(ceiling)) >= LEAST_DIGITS else None


def _ends(quantity: Quantity) -> list[int]:
    """Return the figures named: none, one, or a range's two; 0 is no multiple of anything."""
    return [end for end in (quantity.figure, quantity.high) if end]


def _digits(quantity: Quantity) -> int:
    """Count the digits that were printed, zeros at the end left out: they prove nothing."""
    printed = (abs(end) // quantity.step for end in _ends(quantity))
    return max(len(str(digits).rstrip("0")) for digits in printed)
