"""The money of a project by funder and instrument, beside what it is said to need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import (
    By,
    CountedTranche,
    Group,
    Totals,
    counted_tranches,
    grouped,
    totals,
)
from tracker.domain.quantities.amount import Amount, gap_above, of_quantity
from tracker.domain.quantities.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.domain.definitions.subject import Metric
    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.quantities.exchange import Exchange
    from tracker.domain.shown.resolve import Resolution

NEED_FAMILY = "need"
"""The family of metrics that tell how much the programme needs."""


class NoGap(StrEnum):
    """Why of a need no gap can be told."""

    COVERED = "covered"
    UNDISCLOSED = "undisclosed"
    NO_RATE = "no-rate"
    MONEY_WITHOUT_RATE = "money-without-rate"
    OTHER_SCOPE = "other-scope"
    NO_HEADLINE = "no-headline"

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return {
            NoGap.COVERED: "none, all of it is covered",
            NoGap.UNDISCLOSED: "unknown, the need is not disclosed",
            NoGap.NO_RATE: "unknown, the need cannot be converted",
            NoGap.MONEY_WITHOUT_RATE: "unknown, not all money can be converted",
            NoGap.OTHER_SCOPE: "none told, its scope is not that of the money",
            NoGap.NO_HEADLINE: "none told, of several needs not one alone is the headline",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How much the programme is said to need in all, in the scope of its metric."""

    metric: Metric
    found: Resolution
    amount: Quantity

    @property
    def statement(self) -> Statement:
        """Who says so."""
        return self.found.shown

    def turned(self, exchange: Exchange | None) -> Quantity | None:
        """Return the amount in the currency asked for; None where it cannot be converted."""
        value = self.amount
        if exchange is None or value.figure is None or value.unit == exchange.target:
            return value
        made = exchange.turn(of_quantity(value), value.unit, self.statement.day)
        if made is None:
            return None
        high = None if value.high is None else made.high
        return replace(value, unit=exchange.target, figure=made.figure, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All money by funder and instrument, the state first; `total` adds the cash of it.

    `gap` is what no stated level covers of the need; None without a need, or where all is covered.
    """

    rows: tuple[Group, ...]
    total: Totals
    need: Need | None
    gap: Amount | None

    @property
    def parts(self) -> tuple[CountedTranche, ...]:
        """Every tranche, row by row."""
        return tuple(part for row in self.rows for part in row.parts)

    @property
    def not_added(self) -> tuple[Group, ...]:
        """The rows that are no cash, e.g. guarantees and gifts in kind."""
        return tuple(row for row in self.rows if not row.key.in_total)


def coverage(states: Sequence[TrancheState], need: Need | None) -> Coverage:
    """Lay the tranches' money beside a need."""
    counted = counted_tranches(states)
    cash = totals([part for part in counted if part.in_total])
    return Coverage(
        rows=tuple(grouped(counted, By.TRANCHE)),
        total=cash,
        need=need,
        gap=gap_above(need.amount, cash.whole) if need else None,
    )


def gap(need: Need, taken: Need | None, amount: Quantity | None, cash: Totals) -> Amount | NoGap:
    """Return what a need leaves above all cash, or why that cannot be told.

    Only the one need that is laid beside the money, if any is `taken`, has its scope. An `amount`
    of None cannot be converted.
    """
    if taken is None:
        return NoGap.NO_HEADLINE
    if need != taken:
        return NoGap.OTHER_SCOPE
    if amount is None:
        return NoGap.NO_RATE
    if amount.figure is None:
        return NoGap.UNDISCLOSED
    if cash.lost:
        return NoGap.MONEY_WITHOUT_RATE
    return gap_above(amount, cash.whole) or NoGap.COVERED


def stated_needs(metrics: Iterable[tuple[Metric, Resolution]]) -> list[Need]:
    """Return the needs among what is shown of metrics, the headline one first."""
    needs = [
        Need(metric=metric, found=found, amount=found.shown.value)
        for metric, found in metrics
        if metric.family == NEED_FAMILY and isinstance(found.shown.value, Quantity)
    ]
    return sorted(needs, key=lambda need: not need.metric.headline)


def beside_money(needs: Sequence[Need]) -> Need | None:
    """Return the need to lay beside the money: the headline one, else the only one stated.

    They have different scopes and are never compared, so of several without a headline none is
    taken.
    """
    taken = [need for need in needs if need.metric.headline] or needs
    return taken[0] if len(taken) == 1 else None
