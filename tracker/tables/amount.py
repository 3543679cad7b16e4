"""Amounts of money with their unit, as a table holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.money.breakdown import StageLevel
    from tracker.domain.quantities.amount import Amount


@dataclass(frozen=True, slots=True)
class UnitAmount:
    """A sum and what it is counted in: a currency, `%` or pieces."""

    amount: Amount
    unit: str


@dataclass(frozen=True, slots=True)
class Level:
    """How much reached a stage of a tranche, or why that has no figure, in a currency."""

    cell: StageLevel
    unit: str

    @property
    def amount(self) -> UnitAmount | None:
        """The amount; None where it is undisclosed, or cannot be converted."""
        return in_unit(self.cell.amount, self.unit)

    @property
    def rate_month(self) -> str | None:
        """The month of the rate that it was converted at."""
        return self.cell.rate.rate.month if self.cell.rate else None


def in_unit(amount: Amount | None, unit: str) -> UnitAmount | None:
    """Return an amount with its unit; None of none."""
    return None if amount is None else UnitAmount(amount, unit)
