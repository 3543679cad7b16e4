"""Sums of money: figures with the weakest qualifier of their parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.quantities.quantity import LOWER, UPPER, Qualifier, Quantity, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE_PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in minor units with the weakest qualifier of its parts.

    `high` is above `figure` only where a range is among them. `derived` tells that we subtracted,
    not a source.
    """

    figure: int
    high: int
    qualifier: Qualifier = Qualifier.EXACT
    derived: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """The figures to be named: both ends, or the one that a bound names."""
        if self.qualifier in UPPER:
            return self.high, self.high
        return (self.figure, self.figure) if self.qualifier in LOWER else (self.figure, self.high)


def total(parts: Iterable[Amount], *, unknown: bool = False) -> Amount | None:
    """Add amounts; the sum has their weakest qualifier. None when there is nothing to add.

    A lower and an upper bound together make an "about", and so does an "about" with anything.
    `unknown` tells that a part is not stated, which counts as "at least 0".

    >>> def of(text: str) -> Amount:
    ...     return of_quantity(Quantity.parse(text, "JPY"))
    >>> for parts in (("1bn", "~2bn"), ("1bn", "<=2bn"), (">1bn", "<=2bn")):
    ...     made = total(map(of, parts))
    ...     print(made.figure, made.qualifier)
    3000000000 about
    3000000000 at-most
    3000000000 about
    """
    listed = list(parts)
    if not listed:
        return None
    qualifiers = {part.qualifier for part in listed}
    return Amount(
        figure=sum(part.figure for part in listed),
        high=sum(part.high for part in listed),
        qualifier=weakest(qualifiers | {Qualifier.AT_LEAST} if unknown else qualifiers),
        derived=any(part.derived for part in listed),
    )


def gap_above(need: Quantity, stated: Amount | None) -> Amount | None:
    """Return what a need lacks above all money stated, derived; None when it is covered.

    Ceilings, ranges and plans are taken in full: the gap is what not even they would cover, and so
    a lower bound. An "about" leaves an "about"; the gap of a need that is a lower bound is one too.

    >>> need, stated = (Quantity.parse(text, "count") for text in ("50", "<=30"))
    >>> gap = gap_above(need, of_quantity(stated))
    >>> (gap.figure, gap.qualifier.value)
    (20, 'at-least')
    """
    if need.figure is None:
        return None
    whole, covered = of_quantity(need), stated.high if stated else 0
    low, high = max(0, whole.figure - covered), whole.high - covered
    beyond = _opposite(stated.qualifier) if stated else Qualifier.EXACT
    if beyond is Qualifier.RANGE:
        beyond = Qualifier.AT_LEAST
    stays = need.qualifier in LOWER and beyond is not Qualifier.AT_MOST
    if stays or beyond is Qualifier.EXACT:
        qualifier = need.qualifier
    else:
        qualifier = weakest({need.qualifier, beyond})
    return Amount(low, high, qualifier, derived=True) if high > 0 else None


def of_quantity(quantity: Quantity) -> Amount:
    """Return a stated quantity as a part of a sum; undisclosed ones must be left out before."""
    figure = quantity.figure or 0
    high = figure if quantity.high is None else quantity.high
    return Amount(figure, high, quantity.qualifier)


def as_quantity(amount: Amount, unit: str) -> Quantity:
    """Return a sum as a quantity that no source wrote, to be read.

    >>> as_quantity(of_quantity(Quantity.parse("<=631.5bn", "JPY")), "JPY").qualifier.value
    'at-most'
    """
    low, high = amount.ends
    end = high if high > low else None
    return replace(plain(low, unit), qualifier=amount.qualifier, high=end)


def change(before: Quantity, after: Quantity) -> Amount | None:
    """Return by how much a figure rose, below 0 where it fell; None where that has no one answer.

    That is so of ranges, other units and what names no figure. Of two bounds of one kind it is what
    lies between the figures that they name, and all else is as sure as the less sure of the two.

    >>> for was, now in (("100", "<=150"), ("<=100", "<=150"), ("~100", "150"), ("150", "100")):
    ...     made = change(Quantity.parse(was, "count"), Quantity.parse(now, "count"))
    ...     print(made.figure, made.qualifier)
    50 about
    50 exact
    50 about
    -50 exact
    """
    one, other = before.figure, after.figure
    both = {before.qualifier, after.qualifier}
    if one is None or other is None or before.unit != after.unit or Qualifier.RANGE in both:
        return None
    known = both == {Qualifier.EXACT} or (len(both) == 1 and both <= UPPER | LOWER)
    qualifier = Qualifier.EXACT if known else Qualifier.ABOUT
    return Amount(other - one, other - one, qualifier, derived=True)


def remainder(whole: Amount, part: Amount | None) -> Amount | None:
    """What remains of a whole; None when nothing does.

    Taking an upper bound away leaves a lower one.

    >>> left = remainder(Amount(250, 250), Amount(100, 100, Qualifier.AT_MOST))
    >>> (left.figure, left.qualifier.value)
    (150, 'at-least')
    """
    if part is None:
        return whole
    figure, high = max(0, whole.figure - part.high), whole.high - part.figure
    if high <= 0:
        return None
    qualifier = weakest({whole.qualifier, _opposite(part.qualifier)})
    return Amount(figure, high, qualifier, derived=True)


def undisclosed_between(whole: Amount, parts: Iterable[Amount]) -> Amount | None:
    """Return what parts leave of a whole, between its least and its most.

    The figure behind an upper bound may be nothing: taken from an exact whole it leaves a range.
    "About" among the parts makes an "about". Where the whole is a lower bound, so is what is left.
    None when nothing can be left, or nothing is known of what is.

    >>> def of(text: str) -> Amount:
    ...     return of_quantity(Quantity.parse(text, "count"))
    >>> left = undisclosed_between(of("100"), [of("30"), of("<=20")])
    >>> (left.figure, left.high, left.qualifier.value)
    (50, 70, 'range')
    """
    listed = list(parts)
    least, most = _least(whole), _most(whole)
    lows, highs = [_least(part) for part in listed], [_most(part) for part in listed]
    low = 0 if None in highs else max(0, least - sum(high or 0 for high in highs))
    if most is None:
        return Amount(low, low, Qualifier.AT_LEAST, derived=True) if low else None
    high = most - sum(lows)
    if high <= 0:
        return None
    qualifier = Qualifier.RANGE if low else Qualifier.AT_MOST
    if any(amount.qualifier is Qualifier.ABOUT for amount in (whole, *listed)):
        qualifier = Qualifier.ABOUT
    elif low == high:
        qualifier = Qualifier.EXACT
    return Amount(low, high, qualifier, derived=True)


def share(part: Amount, whole: Amount) -> Amount | None:
    """Return a part of a whole in parts per million, rounded half up; None of a whole of 0."""
    if not whole.figure:
        return None
    pairs = ((part.figure, whole.high), (part.high, whole.figure))
    low, high = ((2 * end * WHOLE_PPM + of) // (2 * of) for end, of in pairs)
    qualifier = weakest({part.qualifier, _opposite(whole.qualifier)})
    return Amount(low, high, qualifier, derived=True)


def _opposite(qualifier: Qualifier) -> Qualifier:
    """The qualifier of what a part leaves: an upper bound leaves a lower one, and back."""
    if qualifier in UPPER:
        return Qualifier.AT_LEAST
    return Qualifier.AT_MOST if qualifier in LOWER else qualifier


def _least(amount: Amount) -> int:
    return 0 if amount.qualifier in UPPER else amount.figure


def _most(amount: Amount) -> int | None:
    return None if amount.qualifier in LOWER else amount.high


def weakest(qualifiers: set[Qualifier]) -> Qualifier:
    """Return what can be said of a sum of parts with these qualifiers."""
    if Qualifier.ABOUT in qualifiers or (qualifiers & UPPER and qualifiers & LOWER):
        return Qualifier.ABOUT
    if qualifiers & UPPER:
        return Qualifier.AT_MOST
    if qualifiers & LOWER:
        return Qualifier.AT_LEAST
    return Qualifier.RANGE if Qualifier.RANGE in qualifiers else Qualifier.EXACT
