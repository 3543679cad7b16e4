"""Turning money of one currency into another at a month's rate, in integers alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import MONTHS_IN_YEAR
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.units import minor_places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MICRO = 1_000_000
FARTHEST = 12
"""So many months from its own a rate is still taken."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The mean price of one unit of `base` in a month (`2026-02`), in millionths of `quote`."""

    month: str
    base: str
    quote: str
    rate_micro: int
    source_slug: str

    @property
    def text(self) -> str:
        """The rate in full: `160.77`."""
        whole, rest = divmod(self.rate_micro, MICRO)
        return f"{whole}.{f'{rest:06}'.rstrip('0') or '0'}"


@dataclass(frozen=True, slots=True)
class RateUsed:
    """The rate taken for a day; `months_off` is 0 for its own month, negative for an older one."""

    rate: Rate
    months_off: int

    @property
    def exact(self) -> bool:
        """Whether it is the rate of the day's own month."""
        return self.months_off == 0

    @property
    def wanted(self) -> str:
        """The month that it was taken for."""
        year, month = divmod(_ordinal(self.rate.month) - self.months_off - 1, MONTHS_IN_YEAR)
        return f"{year}-{month + 1:02}"


class RateMode(StrEnum):
    """At which rate a figure is converted: of its statement's month, or of the report's."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The currency in which a report tells its money, and by which rates."""

    target: str
    mode: RateMode
    as_of: date
    rates: tuple[Rate, ...]

    def used(self, currency: str, said_on: date) -> RateUsed | None:
        """Return the rate for a figure said on a day; None where it cannot be converted."""
        day = said_on if self.mode is RateMode.THEN else self.as_of
        return rate_for(self.rates, currency, self.target, day)

    def turn(self, amount: Amount, currency: str, said_on: date) -> Amount | None:
        """Return what a sum said on a day is worth; None where it cannot be converted."""
        used = self.used(currency, said_on)
        return convert_amount(amount, used.rate, self.target) if used else None


def rate_for(rates: Iterable[Rate], base: str, quote: str, day: date) -> RateUsed | None:
    """Return the rate between two currencies, quoted either way round, of a day's month.

    Without one the nearest within a year, of two equally near the older one; None where there is
    none, nor for a currency with itself.
    """
    pair = {base, quote}
    wanted = day.year * MONTHS_IN_YEAR + day.month
    near = [
        RateUsed(rate, _ordinal(rate.month) - wanted)
        for rate in rates
        if {rate.base, rate.quote} == pair
    ]
    nearest = min(near, key=lambda used: (abs(used.months_off), used.months_off), default=None)
    return nearest if nearest is not None and abs(nearest.months_off) <= FARTHEST else None


def convert(value_minor: int, rate: Rate, target: str) -> int:
    """Turn minor units of a rate's other currency into those of `target`, half up.

    Off by at most half a minor unit of `target`: converted into a currency with a finer unit and
    back, a figure is the same.

    >>> rate = Rate("2026-02", "USD", "JPY", 156_250_000, "central-bank")
    >>> convert(1_000_00, rate, "JPY"), convert(156_250, rate, "USD")
    (156250, 100000)
    """
    up = rate.rate_micro * _minor(rate.quote)
    down = MICRO * _minor(rate.base)
    if target == rate.base:
        up, down = down, up
    return (2 * value_minor * up + down) // (2 * down)


def convert_amount(amount: Amount, rate: Rate, target: str) -> Amount:
    """Turn both ends of a sum; its qualifier stays."""
    return Amount(
        figure=convert(amount.figure, rate, target),
        high=convert(amount.high, rate, target),
        qualifier=amount.qualifier,
        derived=amount.derived,
    )


def _minor(currency: str) -> int:
    units: int = 10 ** minor_places(currency)
    return units


def _ordinal(month: str) -> int:
    year, number = month.split("-")
    return int(year) * MONTHS_IN_YEAR + int(number)
