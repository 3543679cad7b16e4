"""Where the money is: tranche by tranche, summed up, and as the tree of a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.coverage import NoGap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.amount import Amount
    from tracker.domain.breakdown import Breakdown, Part
    from tracker.domain.budget import Line
    from tracker.domain.clocks import Clocks
    from tracker.domain.exchange import Exchange, RateUsed
    from tracker.domain.reported import Comparison
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Metric, Project
    from tracker.reports.listing import MetricRow, MilestoneRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One stated need in its own scope; None is an amount undisclosed, or not to be converted.

    `gap` is what all money stated leaves of it, for the one need that is laid beside the money, or
    why that cannot be told.
    """

    metric: Metric
    statement: Statement
    amount: Amount | None
    gap: Amount | NoGap
    conflict: bool
    beside_money: bool

    @property
    def rest(self) -> Amount | None:
        """What is left; None where that cannot be told."""
        return None if isinstance(self.gap, NoGap) else self.gap

    @property
    def no_gap(self) -> NoGap | None:
        """Why nothing is left, or nothing can be told; None where something is."""
        return self.gap if isinstance(self.gap, NoGap) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReport:
    """The money of a project, in `currency`; `rates` are those used, the oldest month first.

    Without an `exchange` everything stands in the project's own currency. `compared` are reported
    totals beside derived ones, always in the currency of their metric.
    """

    project: Project
    clocks: Clocks
    currency: str
    exchange: Exchange | None
    rates: tuple[RateUsed, ...]
    money: Breakdown
    needs: tuple[NeedRow, ...]
    compared: tuple[Comparison, ...]

    @property
    def levels(self) -> list[int]:
        """Every figure told of a tranche, in minor units of the report's currency."""
        return _levels(self.money.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetReport:
    """The money of a project as the tree of its lines.

    `crossing` are figures that cut across the lines and are never added; `process` are the
    approvals, by their day.
    """

    project: Project
    clocks: Clocks
    currency: str
    exchange: Exchange | None
    rates: tuple[RateUsed, ...]
    lines: tuple[Line, ...]
    crossing: tuple[MetricRow, ...]
    process: tuple[MilestoneRow, ...]

    @property
    def levels(self) -> list[int]:
        """Every figure told of a line, in minor units of the report's currency."""
        return _levels(line.part for line in self.lines)


def _levels(parts: Iterable[Part]) -> list[int]:
    return [cell.amount.high for part in parts for cell in part.cells.values() if cell.amount]
