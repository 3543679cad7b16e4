"""A quantity as a source printed it, in exact integers, and whether two can both be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.quantity_grammar import read
from tracker.domain.quantity_qualifiers import Qualifier

if TYPE_CHECKING:
    from tracker.domain.quantity_grammar import Reading

__all__ = ["Qualifier", "Quantity"]

_FIGURES = frozenset({Qualifier.EXACT, Qualifier.ABOUT})
LOWER = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
UPPER = frozenset({Qualifier.AT_MOST, Qualifier.LESS_THAN})
_FAMILIES = (_FIGURES, LOWER, UPPER)

_PRECISION = {
    Qualifier.EXACT: 0,
    Qualifier.ABOUT: 1,
    Qualifier.RANGE: 2,
    **dict.fromkeys(LOWER | UPPER, 3),
    Qualifier.UNDISCLOSED: 4,
}


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
        return cls._of(read(text, unit))

    @classmethod
    def _of(cls, reading: Reading) -> Quantity:
        beside = reading.conversion
        return cls(
            text=reading.text,
            unit=reading.unit,
            qualifier=reading.qualifier,
            figure=reading.figure,
            high=reading.high,
            step=reading.step,
            conversion=cls._of(beside) if beside else None,
        )

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
        its own step. Undisclosed agrees with everything of its unit, other units never do.
        """
        if self.unit != other.unit:
            return False
        if self.figure is None or other.figure is None:
            return True
        if any({self.qualifier, other.qualifier} <= family for family in _FAMILIES):
            return abs(self.figure - other.figure) < max(self.step, other.step)
        return self._begins_before_end_of(other) and other._begins_before_end_of(self)

    def _begins_before_end_of(self, other: Quantity) -> bool:
        low, high = self._reach[0], other._reach[1]
        return low is None or high is None or low <= high

    @property
    def _reach(self) -> tuple[int | None, int | None]:
        """The interval, inclusive, that it covers beside a bound or a range."""
        if self.figure is not None and self.qualifier in _FIGURES:
            return self.figure - self.step + 1, self.figure + self.step - 1
        return self.low_bound, self.high_bound

    def precision_key(self) -> tuple[int, int]:
        """Sorts the more precise first: exact, about, range, bound, undisclosed; then by step."""
        return _PRECISION[self.qualifier], self.step

    def same_value(self, other: Quantity) -> bool:
        """Whether both say the same; how finely, in what words and what beside it is ignored."""
        return self._value == other._value

    @property
    def _value(self) -> tuple[str, Qualifier, int | None, int | None]:
        return self.unit, self.qualifier, self.figure, self.high
