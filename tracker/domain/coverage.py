"""How much of the need is covered: the money of a project beside what it is said to need."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.amount import Amount, remaining
from tracker.domain.breakdown import Sums, parts, sums
from tracker.domain.money_rows import MoneyRow, money_rows
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tracker.domain.breakdown import Part
    from tracker.domain.money import TrancheState
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Metric

NEED_FAMILY = "need"


class NoGap(StrEnum):
    """Why of a need no gap can be told."""

    COVERED = "covered"
    UNDISCLOSED = "undisclosed"
    NO_RATE = "no-rate"
    MONEY_WITHOUT_RATE = "money-without-rate"
    OTHER_SCOPE = "other-scope"
    NO_HEADLINE = "no-headline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How much the programme is said to need in all, in the scope of its metric."""

    metric: Metric
    statement: Statement
    amount: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All money by funder and instrument; `total` adds the cash of it.

    `rest` is the need that no stated level covers.
    """

    rows: tuple[MoneyRow, ...]
    total: Sums
    need: Need | None
    rest: Amount | None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every tranche, row by row."""
        return tuple(part for row in self.rows for part in row.parts)

    @property
    def not_added(self) -> tuple[MoneyRow, ...]:
        """The rows that are no cash: guarantees and gifts in kind."""
        return tuple(row for row in self.rows if not row.instrument.is_cash)


def coverage(states: Sequence[TrancheState], need: Need | None) -> Coverage:
    """Lay the tranches' money beside a need; without a need there is no rest."""
    counted = parts(states)
    cash = sums([part for part in counted if part.in_total])
    rest = remaining(need.amount, cash.whole) if need else None
    return Coverage(rows=tuple(money_rows(counted)), total=cash, need=need, rest=rest)


def gap(need: Quantity | None, cash: Sums) -> Amount | NoGap:
    """Return what a need leaves above all cash, or why that cannot be told.

    None is a need that cannot be converted.
    """
    if need is None:
        return NoGap.NO_RATE
    if need.figure is None:
        return NoGap.UNDISCLOSED
    if cash.lost:
        return NoGap.MONEY_WITHOUT_RATE
    return remaining(need, cash.whole) or NoGap.COVERED


def stated_need(
    metrics: Sequence[Metric], said: Mapping[str, Sequence[Statement]], as_of: date
) -> Need | None:
    """Return the need to lay beside the money: the headline one, else the only one stated.

    Metrics of the family have different scopes and are never compared, so of several without a
    headline none is taken.
    """
    stated = []
    for metric in metrics:
        found = resolve(said.get(metric.slug, ()), as_of) if metric.family == NEED_FAMILY else None
        if found is not None and isinstance(found.shown.value, Quantity):
            stated.append(Need(metric=metric, statement=found.shown, amount=found.shown.value))
    headlines = [need for need in stated if need.metric.headline]
    taken = headlines or stated
    return taken[0] if len(taken) == 1 else None
