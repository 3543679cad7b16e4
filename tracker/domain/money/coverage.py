"""The money of a project by funder and instrument, beside what it is said to need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import CountedTranche, Totals, counted_tranches, totals
from tracker.domain.quantities.amount import Amount, gap_above, of_quantity
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.vocabulary import Instrument, OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.domain.definitions.subject import Metric
    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import PaymentState, TrancheState
    from tracker.domain.quantities.exchange import Exchange
    from tracker.domain.shown.resolve import Resolution

NEED_FAMILY = "need"
"""The family of metrics that tell how much the programme needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """The tranches of one kind of funder in one instrument, and their sums."""

    funder_kind: OrganizationKind
    instrument: Instrument
    parts: tuple[CountedTranche, ...]
    totals: Totals

    @property
    def funders(self) -> tuple[str, ...]:
        """The slugs of those who give."""
        return tuple(dict.fromkeys(part.state.tranche.funder.slug for part in self.parts))

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal years of its tranches, each once."""
        return _fiscal_years(self.parts)

    def years(self, state: PaymentState) -> tuple[int, ...]:
        """Return the fiscal years behind the figure of a payment state."""
        return _fiscal_years(part for part in self.parts if state in part.payment_states)

    @property
    def payments(self) -> tuple[Statement, ...]:
        """The statements of what was paid, the oldest first."""
        paid = (part.state.payment for part in self.parts)
        return tuple(sorted(filter(None, paid), key=lambda said: said.became_so.sort_key))


def money_rows(parts: Sequence[CountedTranche]) -> list[MoneyRow]:
    """Group tranches by kind of funder and instrument, the state first."""
    groups: dict[tuple[OrganizationKind, Instrument], list[CountedTranche]] = defaultdict(list)
    for part in parts:
        groups[part.state.funder_kind, part.state.tranche.instrument].append(part)
    return [
        MoneyRow(funder_kind=kind, instrument=instrument, parts=tuple(of), totals=totals(of))
        for kind, instrument in product(OrganizationKind, Instrument)
        if (of := groups[kind, instrument])
    ]


def _fiscal_years(parts: Iterable[CountedTranche]) -> tuple[int, ...]:
    years = (part.state.tranche.fiscal_year for part in parts)
    return tuple(sorted({year for year in years if year}))


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
    """All money by funder and instrument; `total` adds the cash of it.

    `gap` is what no stated level covers of the need; None without a need, or where all is covered.
    """

    rows: tuple[MoneyRow, ...]
    total: Totals
    need: Need | None
    gap: Amount | None

    @property
    def parts(self) -> tuple[CountedTranche, ...]:
        """Every tranche, row by row."""
        return tuple(part for row in self.rows for part in row.parts)

    @property
    def not_added(self) -> tuple[MoneyRow, ...]:
        """The rows that are no cash, e.g. guarantees and gifts in kind."""
        return tuple(row for row in self.rows if not row.instrument.is_cash)


def coverage(states: Sequence[TrancheState], need: Need | None) -> Coverage:
    """Lay the tranches' money beside a need."""
    counted = counted_tranches(states)
    cash = totals([part for part in counted if part.in_total])
    return Coverage(
        rows=tuple(money_rows(counted)),
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
