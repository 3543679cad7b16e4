"""The money of a project as the tree of a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, select

from tracker.db import tables
from tracker.db.catalog import find_project
from tracker.db.state import read_state
from tracker.domain.money.budget import CROSSING_FAMILY, BudgetLine, budget_lines, budget_total
from tracker.domain.vocabulary import MilestoneType
from tracker.reports.money import rates_used, read_exchange
from tracker.reports.rows import MetricRow, MilestoneRow, metric_rows, milestone_rows
from tracker.tables.common import in_unit, origin_columns
from tracker.tables.money import (
    NO_TOTAL,
    currency_facts,
    levels_of,
    part_columns,
    rate_table,
    sums_columns,
    sums_fact,
)
from tracker.tables.table import (
    Column,
    Document,
    Fact,
    Kind,
    Only,
    Report,
    Sort,
    SortedRow,
    Table,
    of_held,
    stacked,
)

if TYPE_CHECKING:
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.money.breakdown import Totals
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.quantities.exchange import Exchange, RateMode, RateUsed

    Paid = tuple[BudgetLine, TrancheState]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetReport(Report):
    """The money of a project as the tree of its lines.

    `crossing` are figures that cut across the lines and are never added; `process` are the
    approvals, by their day.
    """

    schema: ClassVar[str] = "budget/v2"

    project: Project
    clocks: Clocks
    currency: str
    exchange: Exchange | None
    rates: tuple[RateUsed, ...]
    lines: tuple[BudgetLine, ...]
    crossing: tuple[MetricRow, ...]
    process: tuple[MilestoneRow, ...]

    @property
    def levels(self) -> list[int]:
        """Every figure told of a line, in minor units of the report's currency."""
        return levels_of(line.counted for line in self.lines)

    @property
    def paid(self) -> list[Paid]:
        """Each line with each tranche of another project that it pays."""
        return [(line, state) for line in self.lines for state in line.pays]

    def document(self) -> Document:
        """Declare the lines in their order, each with its parent, and what stands beside them."""
        currency = self.currency
        total = budget_total(self.lines)
        return Document(
            facts=(
                Fact("project", self.project.slug),
                *currency_facts(currency, self.exchange),
                sums_fact("total", total, currency),
            ),
            tables=(
                _flat_table(self, total),
                Table(
                    key="lines",
                    title="Lines",
                    columns=_line_columns(currency),
                    rows=self.lines,
                    only=Only.JSON,
                ),
                Table(
                    key="pays",
                    title="Pays in another project",
                    columns=PAID_COLUMNS,
                    rows=self.paid,
                    only=Only.FLAT,
                ),
                Table(
                    key="crossing", title="Crossing", columns=CROSSING_COLUMNS, rows=self.crossing
                ),
                Table(key="process", title="Process", columns=PROCESS_COLUMNS, rows=self.process),
                rate_table(self.rates),
            ),
        )


def budget_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    currency: str | None = None,
    mode: RateMode,
) -> BudgetReport:
    """Read a project's money as a tree of lines; raises UsageError as `money_report` does."""
    state = read_state(connection, project, clocks)
    exchange = read_exchange(connection, project, clocks, currency, mode)
    elsewhere = _paid_elsewhere(connection, project, clocks)
    lines = budget_lines([*state.tranches.values()], elsewhere, exchange)
    process = [row for row in milestone_rows(state) if row.milestone.type is MilestoneType.APPROVAL]
    crossing = (row for row in metric_rows(state) if row.metric.family == CROSSING_FAMILY)
    return BudgetReport(
        project=project,
        clocks=clocks,
        currency=exchange.target if exchange else project.currency,
        exchange=exchange,
        rates=rates_used((line.counted for line in lines), exchange, ()),
        lines=tuple(lines),
        crossing=tuple(crossing),
        process=tuple(process),
    )


def _paid_elsewhere(
    connection: Connection, project: Project, clocks: Clocks
) -> dict[str, list[TrancheState]]:
    """The tranches of other projects by the path of the line of this one that pays them."""
    tranche, subject, owner = tables.tranche, tables.subject.alias("line"), tables.subject
    query = (
        select(tables.project.c.slug)
        .join_from(tranche, subject, tranche.c.paid_by_id == subject.c.id)
        .join(owner, tranche.c.subject_id == owner.c.id)
        .join(tables.project, owner.c.project_id == tables.project.c.id)
        .where(subject.c.project_id == project.id, owner.c.project_id != project.id)
        .distinct()
        .order_by(tables.project.c.slug)
    )
    found: dict[str, list[TrancheState]] = {}
    for slug in connection.scalars(query).all():
        other = read_state(connection, find_project(connection, slug), clocks)
        for state in other.tranches.values():
            if state.tranche.paid_by:
                found.setdefault(state.tranche.paid_by, []).append(state)
    return found


def _flat_table(report: BudgetReport, total: Totals) -> Table[SortedRow]:
    """Lay out each line before those within it, and last the total."""
    line: Sort[BudgetLine] = Sort("line", _line_columns(report.currency))
    whole: Sort[Totals] = Sort("total", (*sums_columns(report.currency, Kind.LEVEL), NO_TOTAL))
    rows = [SortedRow(line, one) for one in report.lines]
    sums = [SortedRow(whole, total)] if rows else []
    return stacked("Budget", (line,), [*rows, *sums])


def _line_columns(currency: str) -> tuple[Column[BudgetLine], ...]:
    return (
        *of_held(lambda row: row.counted, part_columns(currency)),
        Column(key="in_total", value=lambda row: row.counted.in_total, kind=Kind.FLAG),
        Column(key="depth", value=lambda row: row.depth, kind=Kind.COUNT),
        Column(key="children", value=lambda row: row.children, kind=Kind.COUNT),
        Column(
            key="unexplained",
            value=lambda row: in_unit(row.remainder, currency),
            kind=Kind.AMOUNT,
        ),
        Column(
            key="pays",
            value=lambda row: row.pays,
            kind=Kind.ROWS,
            inner=PAYS_COLUMNS,
        ),
    )


PAYS_COLUMNS: tuple[Column[TrancheState], ...] = (
    Column(key="path", value=lambda row: row.tranche.path),
    Column(
        key="stage",
        value=lambda row: row.reached.value if row.reached else None,
    ),
    Column(
        key="amount",
        value=lambda row: row.furthest[1] if row.furthest else None,
        kind=Kind.QUANTITY,
        right=True,
    ),
)
PAID_COLUMNS: tuple[Column[Paid], ...] = (
    Column(key="line", value=lambda row: row[0].counted.state.tranche.slug),
    *of_held(lambda row: row[1], PAYS_COLUMNS),
)

CROSSING_COLUMNS: tuple[Column[MetricRow], ...] = (
    Column(key="metric", value=lambda row: row.metric.slug),
    Column(
        key="value",
        value=lambda row: row.found.shown.value,
        kind=Kind.QUANTITY,
        disputed=lambda row: bool(row.found.conflicts),
        right=True,
    ),
    *of_held(lambda row: row.found.shown, origin_columns()),
    Column(key="conflicts", value=lambda row: len(row.found.conflicts), kind=Kind.COUNT),
    Column(key="scope", value=lambda row: row.metric.scope),
)

PROCESS_COLUMNS: tuple[Column[MilestoneRow], ...] = (
    Column(key="slug", title="approval", value=lambda row: row.milestone.slug),
    Column(key="status", value=lambda row: row.state.status.value),
    Column(key="target", value=lambda row: row.state.target, kind=Kind.PERIOD),
    Column(key="met_on", value=lambda row: row.state.met_on, kind=Kind.PERIOD),
    Column(key="title", value=lambda row: row.milestone.title),
)
