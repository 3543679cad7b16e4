"""The unit in which a table counts money, and how sums are written in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.quantities.format import SIGNS, Units, figure
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.quantities.units import CURRENCIES, minor_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.quantities.amount import Amount

_OKU_IN_BN = 0.1
_CLOSE = 20
"""A sum in 億 is rounded by no more than its twentieth, as one of a billion with a decimal is."""
_FINER = {Units.BN: Units.BN, Units.OKU: Units.RAW}
"""What amounts are told in that are too small for a unit; billions are told in millions then."""


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """The unit in which a table counts money: billions, or millions where these are too coarse.

    In 億 and in full there is only one unit; what is below 1億 is told in full, and what a whole 億
    would tell wrong with as many decimals as it needs. `whole` leaves decimals out.
    """

    currency: str
    millions: bool = False
    units: Units = Units.BN
    whole: bool = False

    @classmethod
    def of(cls, minor: Iterable[int], currency: str, units: Units = Units.BN) -> MoneyScale:
        """Choose the unit in which the largest of some amounts reads well, and none reads as 0."""
        told = [one for one in minor if one]
        units = Units.BN if units is Units.WRITTEN else units
        scale = cls(currency, units=units)
        if units is Units.MN:
            large = min(told, default=0) >= _CLOSE * 10 ** (minor_places(currency) + 6)
            return cls(currency, millions=True, whole=large)
        if units is Units.RAW or not told:
            return scale
        least, decimals = (1, 1) if units is Units.BN else (_OKU_IN_BN, 2)
        billions = figure(max(told), currency, decimals=3).replace(",", "")
        smallest = figure(min(told), currency, units, decimals)
        if float(billions) >= least and smallest.strip("0."):
            return scale
        return cls(currency, millions=units is Units.BN, units=_FINER[units])

    def name(self, *, ascii_only: bool = False) -> str:
        """Name the unit: `¥bn`, `$m`, `JPY bn`, `億円`, `¥`.

        A currency that we do not know is not scaled.
        """
        if self.currency not in CURRENCIES:
            return self.currency
        if self.units is Units.OKU:
            return f"億{CURRENCIES[self.currency].japanese}"
        symbol = CURRENCIES[self.currency].symbol
        code = self.currency + " "
        mark = code if ascii_only and not symbol.isascii() else symbol
        return (mark + self.tail).rstrip()

    @property
    def tail(self) -> str:
        """What stands behind a number of the unit in prose: `bn`, `m`, `億円` or nothing."""
        if self.units is Units.OKU:
            return self.name()
        return "" if self.units is Units.RAW else "m" if self.millions else "bn"

    def number(self, minor: int, decimals: int = 1) -> str:
        """Write a bare number in the unit."""
        scaled = minor * 1000 if self.millions else minor
        if self.units is Units.OKU and not self.whole:
            decimals = max(decimals, 1 + self._needed(minor))
        return figure(scaled, self.currency, self.units, 0 if self.whole else decimals)

    def _needed(self, minor: int) -> int:
        """How many decimals of 億 tell a sum closely: none from 10億 on."""
        step, needed = 10 ** (minor_places(self.currency) + 8), 0
        while _CLOSE * min(abs(minor) % step, -abs(minor) % step) > abs(minor):
            step, needed = step // 10, needed + 1
        return needed

    def short(self, minor: int) -> str:
        """Write a bare number, with a decimal only where there is something behind the point."""
        return self.number(minor).removesuffix(".0")

    def amount(self, part: Amount, *, rounded: bool = False) -> str:
        """Write a sum with its qualifier and the mark of a derived figure: `<=2,354.0`, `~825*`.

        `rounded` leaves the decimals of hundreds of units out where the sum is an "about".
        """
        return (
            SIGNS[part.qualifier]
            + self._ends(part, rounded=rounded)
            + ("*" if part.derived else "")
        )

    def _ends(self, part: Amount, *, rounded: bool) -> str:
        if not rounded:
            ends = [self.number(end) for end in part.ends]
        elif part.qualifier is not Qualifier.ABOUT or len(self.number(part.figure, 0)) < len("100"):
            ends = [self.short(end) for end in part.ends]
        else:
            ends = [self.number(end, 0) for end in part.ends]
        return ends[0] if ends[0] == ends[1] else "..".join(ends)
