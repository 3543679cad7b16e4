"""Whether one printed figure is another times a power of ten that a scribe slips by."""

from __future__ import annotations

from tracker.domain.quantities.quantity import UPPER, Quantity
from tracker.domain.vocabulary import REACHED_STAGES

THOUSAND = 1000
FACTORS = (10, 100, THOUSAND, 10_000, 1_000_000)
"""A lost point; a thousand for million and billion, ten thousand for 億 and 兆."""

LEAST_DIGITS = 2
TELLING_DIGITS = 3
"""Equal digits that no chance explains: so many tell a slip even where no conflict is seen."""


PROMISED = REACHED_STAGES[:-1]
"""Stages at which one sum is told again and again; a tenth of it may well be what was paid."""


def magnitude_slip(one: object, other: object) -> tuple[int | None, int]:
    """Return the factor between two figures, None without one, and how many digits they share.

    Figures of a bound or about count as named, of a range both ends must fit. A factor fits when
    the figures differ, after it is taken out, by less than the larger step. An exact one of few
    digits (5 and 50) shares two, up to a thousand.
    """
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or one.unit != other.unit:
        return None, 0
    in_order = abs(one.figure or 0) <= abs(other.figure or 0)
    small, large = (one, other) if in_order else (other, one)
    lows, highs = _ends(small), _ends(large)
    if not lows or len(lows) != len(highs):
        return None, 0
    pairs = list(zip(lows, highs, strict=True))
    for factor in FACTORS:
        step = max(small.step * factor, large.step)
        for low, high in pairs:
            if abs(low * factor - high) >= step:
                break
        else:
            digits = min(_digits(small), _digits(large))
            exact = factor <= THOUSAND and all(low * factor == high for low, high in pairs)
            return factor, max(digits, LEAST_DIGITS) if exact else digits
    return None, 0


def proven_magnitude_slip(one: object, other: object) -> int | None:
    """Return the factor that so many equal digits prove that chance does not explain it."""
    factor, digits = magnitude_slip(one, other)
    return factor if digits >= TELLING_DIGITS else None


def magnitude_slip_below(one: object, other: object) -> int | None:
    """Return how many times exactly a ceiling is the figure beside it, up to a thousand.

    So 15bn and <=150bn; both can be true, so two digits at least must be equal.
    """
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return None
    figure, ceiling = sorted((one, other), key=lambda quantity: quantity.qualifier in UPPER)
    factor, _ = magnitude_slip(figure, ceiling)
    if ceiling.qualifier not in UPPER or figure.is_bound or factor is None or factor > THOUSAND:
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
