"""The rule about a sum that a source printed in a second currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity
from tracker.domain.periods.calendar import MONTHS_IN_YEAR
from tracker.domain.quantities.exchange import MICRO, RateUsed, rate_for
from tracker.domain.quantities.format import amount
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.domain.quantities.units import minor_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.log.statement import Statement
    from tracker.domain.periods.period import Period
    from tracker.domain.state import ProjectState

TOLERANCE = Fraction(1, 10)
"""Beyond rounding a newsroom's rate lies this near to the month's."""

FAR_TOLERANCE = Fraction(1, 2)
"""How near to the rate of another month within a year: currencies moved by a third in one."""

MOST = 36
"""Months of a period of speaking that are looked at."""

LEAST_PRECISE = 20
"""Behind "about" a figure is taken to be known to a twentieth: it was converted as printed."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures of one sum; `base` is the currency whose price the table gives in the other."""

    quoted: Quantity
    base: Quantity

    @property
    def named(self) -> Fraction:
        """The price of one unit of the base that the two figures imply."""
        return _whole(self.quoted)[1] / _whole(self.base)[1]

    @property
    def bounds(self) -> tuple[Fraction, Fraction | None]:
        """The least and the greatest price that rounding allows; None without a limit."""
        (low, _, high), (least, _, most) = _whole(self.quoted), _whole(self.base)
        return low / most, high / least if least > 0 else None

    def is_off(self, used: RateUsed) -> bool:
        """Whether no rounding brings the implied price near to a rate."""
        low, high = self.bounds
        rate, tolerance = _price(used), TOLERANCE if used.exact else FAR_TOLERANCE
        above = low > rate * (1 + tolerance)
        return above or (high is not None and high < rate * (1 - tolerance))


def _conversions(project: ProjectState) -> Iterator[Evidence]:
    for found in project.resolutions.values():
        for said in sorted(found.everything, key=lambda said: said.id):
            evidence = _conversion(project, said)
            if evidence is not None:
                yield evidence


def _conversion(project: ProjectState, said: Statement) -> Evidence | None:
    value = said.figure
    other = value.conversion if value else None
    if value is None or other is None or not value.figure or not other.figure:
        return None
    periods = [said.stated_on, *([said.happened_on] if said.happened_on else [])]
    rates = [used for when in periods for used in _rates(project, value.unit, other.unit, when)]
    if not rates:
        return None
    base_first = rates[0].rate.base == value.unit
    pair = _Pair(quoted=other, base=value) if base_first else _Pair(quoted=value, base=other)
    if not all(map(pair.is_off, rates)):
        return None
    nearest = min(rates, key=lambda used: abs(_price(used) - pair.named))
    return _evidence(said, pair, nearest)


def _evidence(said: Statement, pair: _Pair, used: RateUsed) -> Evidence:
    implied, usual = _digits(pair.named), _digits(_price(used))
    quote, base, month = used.rate.quote, used.rate.base, used.rate.month
    known = month if used.exact else f"{month}, the nearest month known"
    value = said.figure
    beside = pair.base.text if pair.quoted == value else pair.quoted.text
    # Without the second currency, which may or may not stand in the text of the first.
    bare = replace(value, text=amount(value), conversion=None) if value else said.value
    compared = f"{implied} {quote} a {base}, where it was about {usual} in {known}"
    return Evidence(
        subject=said.subject,
        statements=(said,),
        parts=(f"{said.speaker} says ", bare, f" as {beside}: {compared}"),
        proof=f"{implied} ≠ {usual} {quote}/{base}",
        facts=(f"{quote}/{base} {known}: {usual}",),
    )


def _price(used: RateUsed) -> Fraction:
    return Fraction(used.rate.rate_micro, MICRO)


def _rates(project: ProjectState, unit: str, other: str, when: Period) -> list[RateUsed]:
    """The rates of the months that a period may mean; where none is known, the nearest one."""
    used = [
        rate
        for day in _months(when)
        if (rate := rate_for(project.rates, unit, other, day)) is not None
    ]
    return [rate for rate in used if rate.exact] or used[:1]


def _months(when: Period) -> list[date]:
    """A day of each month of a period, the last one first; none of one that is open ahead."""
    if when.latest is None:
        return []
    first, last = when.earliest or when.latest, when.latest
    newest, oldest = (day.year * MONTHS_IN_YEAR + day.month - 1 for day in (last, first))
    months = range(newest, max(oldest, newest - MOST) - 1, -1)
    return [date(month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1, 1) for month in months]


def _whole(quantity: Quantity) -> tuple[Fraction, Fraction, Fraction]:
    """Least, named and greatest figure in whole units of the currency, half a step to each side."""
    figure, unit = abs(quantity.figure or 0), 10 ** minor_places(quantity.unit)
    half = Fraction(quantity.step, 2)
    if quantity.qualifier is Qualifier.ABOUT:
        half = min(Fraction(quantity.step), Fraction(figure, LEAST_PRECISE))
    return (figure - half) / unit, Fraction(figure, unit), (figure + half) / unit


def _digits(price: Fraction) -> str:
    """Write a price with three digits."""
    places = 2 - floor(log10(price))
    return f"{float(price):.{max(places, 0)}f}"


CONVERSION = Rule(
    code="V103",
    family="values",
    name="conversion",
    severity=Severity.ERROR,
    reach=Reach.SERIES,
    explanation=(
        "A sum was printed in two currencies, and the rate that they imply is more than 10 % off "
        "the mean rate of that month and of the month that it tells of, rounding allowed for; "
        "without a rate of these months, more than half off the nearest within a year."
    ),
    example=(
        "1.23tn yen as $79bn implies 15.6 yen a dollar, where a dollar cost about 157: "
        "ten times too many dollars."
    ),
    find=_conversions,
)
