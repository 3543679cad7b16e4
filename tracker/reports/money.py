"""Where the money is: tranche by tranche, and summed up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_rates, read_state
from tracker.domain.money.breakdown import (
    Breakdown,
    By,
    CountedTranche,
    Group,
    NoAmount,
    Totals,
    breakdown,
)
from tracker.domain.money.coverage import NoGap, beside_money, gap, stated_needs
from tracker.domain.quantities.amount import Amount, of_quantity
from tracker.domain.quantities.exchange import Exchange, RateMode, RateUsed
from tracker.domain.quantities.units import CURRENCIES, unit_meant
from tracker.domain.reconcile import Reconciliation, reconcile_totals
from tracker.errors import UsageError
from tracker.reports.rows import metric_rows
from tracker.tables.common import in_unit
from tracker.tables.money import (
    FUNDER_KIND,
    IN_TOTAL,
    INSTRUMENT,
    NO_TOTAL,
    currency_facts,
    group_name,
    levels_of,
    of_group,
    part_columns,
    rate_table,
    sums_columns,
    sums_fact,
)
from tracker.tables.reconcile import reconciliation_tables
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
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Metric, Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState

    GroupPart = tuple[Group, CountedTranche]


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
    def gap_amount(self) -> Amount | None:
        """What is left; None where that cannot be told."""
        return None if isinstance(self.gap, NoGap) else self.gap

    @property
    def no_gap(self) -> NoGap | None:
        """Why nothing is left, or nothing can be told; None where something is."""
        return self.gap if isinstance(self.gap, NoGap) else None

    @property
    def no_amount(self) -> NoAmount | None:
        """Why it has no figure here; None where it has one."""
        if self.amount is not None:
            return None
        return NoAmount.NO_RATE if self.statement.figure else NoAmount.UNDISCLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReport(Report):
    """The money of a project, in `currency`; `rates` are those used, the oldest month first.

    Without an `exchange` everything stands in the project's own currency. `reconciled` are reported
    totals beside derived ones, always in the currency of their metric.
    """

    schema: ClassVar[str] = "money/v2"

    project: Project
    clocks: Clocks
    currency: str
    exchange: Exchange | None
    rates: tuple[RateUsed, ...]
    money: Breakdown
    needs: tuple[NeedRow, ...]
    reconciled: tuple[Reconciliation, ...]

    @property
    def levels(self) -> list[int]:
        """Every figure told of a tranche, in minor units of the report's currency."""
        return levels_of(self.money.parts)

    def document(self) -> Document:
        """Declare the money: sums and tranches, the needs, reported totals, the rates used."""
        of, currency = self.money, self.currency
        return Document(
            facts=(
                Fact("project", self.project.slug),
                Fact("by", of.by.value),
                *currency_facts(currency, self.exchange),
                sums_fact("total", of.total, currency),
                sums_fact("public", of.public, currency),
                sums_fact("private", of.private, currency),
            ),
            tables=(
                _flat_table(of, currency),
                _group_table(of, currency),
                _need_table(self),
                *reconciliation_tables(self.reconciled),
                rate_table(self.rates),
            ),
        )


def money_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    by: By,
    *,
    currency: str | None = None,
    mode: RateMode,
) -> MoneyReport:
    """Read the money of a project and its needs, in a currency or in the project's own.

    Raises UsageError for a currency that we do not know.
    """
    state = read_state(connection, project, clocks)
    return money_of(state, by, read_exchange(connection, project, clocks, currency, mode))


def money_of(state: ProjectState, by: By, exchange: Exchange | None = None) -> MoneyReport:
    """Sum the money of a project and lay its needs beside, in its own currency without exchange."""
    project, clocks = state.catalog.project, state.clocks
    money = breakdown([*state.tranches.values()], by, exchange)
    shown = [(row.metric, row.found) for row in metric_rows(state)]
    needs = tuple(_needs(shown, money, exchange))
    return MoneyReport(
        project=project,
        clocks=clocks,
        currency=exchange.target if exchange else project.currency,
        exchange=exchange,
        rates=rates_used(money.parts, exchange, needs),
        money=money,
        needs=needs,
        reconciled=tuple(
            one
            for one in reconcile_totals(shown, state.resolutions, clocks.as_of, state.wholes)
            if one.metric.counted_in in CURRENCIES
        ),
    )


def read_exchange(
    connection: Connection, project: Project, clocks: Clocks, currency: str | None, mode: RateMode
) -> Exchange | None:
    """Read the rates known by the report's day; None when nothing has to be converted."""
    target = unit_meant(currency or project.currency).upper()
    if target not in CURRENCIES:
        raise UsageError(f"'{target[:20]}' is no currency", "one of: " + ", ".join(CURRENCIES))
    if target == project.currency:
        return None
    latest = f"{clocks.as_of:%Y-%m}"
    rates = tuple(r for r in read_rates(connection, clocks.instant) if r.month <= latest)
    return Exchange(target=target, mode=mode, as_of=clocks.as_of, rates=rates)


def _needs(
    shown: Iterable[tuple[Metric, Resolution]], money: Breakdown, exchange: Exchange | None
) -> Iterable[NeedRow]:
    needs = stated_needs(shown)
    taken = beside_money(needs)
    for need in needs:
        stated = need.turned(exchange)
        yield NeedRow(
            metric=need.metric,
            statement=need.statement,
            amount=of_quantity(stated) if stated and stated.figure is not None else None,
            gap=gap(need, taken, stated, money.total),
            conflict=bool(need.found.conflicts),
            beside_money=need == taken,
        )


def rates_used(
    parts: Iterable[CountedTranche], exchange: Exchange | None, needs: Iterable[NeedRow]
) -> tuple[RateUsed, ...]:
    """Return the rates at which money and needs were converted, the oldest month first."""
    if exchange is None:
        return ()
    used = [cell.rate for part in parts for cell in part.levels.values() if cell.rate]
    said = [(row.metric.counted_in, row.statement.day) for row in needs]
    used += [rate for unit, day in said if (rate := exchange.used(unit, day))]
    return tuple(sorted(set(used), key=lambda one: (one.rate.month, one.months_off)))


def _flat_table(of: Breakdown, currency: str) -> Table[SortedRow]:
    """Lay out groups of cash, the total with its two parts, and what is not added."""
    summed = sums_columns(currency, Kind.LEVEL)
    tranche: Sort[GroupPart] = Sort(
        "tranche",
        (
            *of_held(lambda row: row[0], GROUP_NAME),
            *of_held(lambda row: row[1], part_columns(currency)),
        ),
    )
    group: Sort[Group] = Sort("group", (*GROUP_KEYS, *of_group(summed), NO_TOTAL))
    totals: list[tuple[Sort[Totals], Totals]] = [
        (Sort(name, (*summed, NO_TOTAL)), sums)
        for name, sums in (("total", of.total), ("public", of.public), ("private", of.private))
    ]

    rows: dict[bool, list[SortedRow]] = {True: [], False: []}
    for one in of.groups:
        rows[one.key.in_total].append(SortedRow(group, one))
        rows[one.key.in_total] += [SortedRow(tranche, (one, part)) for part in one.parts]
    sums = [SortedRow(sort, one) for sort, one in totals] if rows[True] else []
    title = f"Money by {of.by}"
    return stacked(title, (tranche, group), [*rows[True], *sums, *rows[False]])


def _group_table(of: Breakdown, currency: str) -> Table[Group]:
    """Nest tranches in their groups."""
    columns = part_columns(currency)
    return Table(
        key="groups",
        title="Groups",
        columns=(
            *GROUP_KEYS,
            *of_group(sums_columns(currency)),
            NO_TOTAL,
            Column(key="tranches", value=lambda row: row.parts, kind=Kind.ROWS, inner=columns),
        ),
        rows=of.groups,
        only=Only.JSON,
    )


def _need_table(report: MoneyReport) -> Table[NeedRow]:
    currency = report.currency
    columns: tuple[Column[NeedRow], ...] = (
        Column(key="metric", title="need", value=lambda row: row.metric.slug),
        Column(
            key="amount",
            value=lambda row: in_unit(row.amount, currency),
            kind=Kind.AMOUNT,
            disputed=lambda row: row.conflict,
        ),
        Column(key="no_amount", value=lambda row: row.no_amount and row.no_amount.value),
        Column(
            key="not_covered", value=lambda row: in_unit(row.gap_amount, currency), kind=Kind.AMOUNT
        ),
        Column(
            key="no_gap",
            value=lambda row: row.no_gap and row.no_gap.value,
        ),
        Column(
            key="stated_on",
            title="said on",
            value=lambda row: row.statement.stated_on,
            kind=Kind.PERIOD,
        ),
        Column(key="speaker", title="said by", value=lambda row: row.statement.speaker),
        Column(key="conflict", value=lambda row: row.conflict, kind=Kind.FLAG),
        Column(key="beside_money", value=lambda row: row.beside_money, kind=Kind.FLAG),
        Column(key="scope", value=lambda row: row.metric.scope),
    )
    return Table(key="needs", title="Need", columns=columns, rows=report.needs)


GROUP_NAME: tuple[Column[Group], ...] = (
    Column(key="group", value=group_name),
    IN_TOTAL,
)

GROUP_KEYS: tuple[Column[Group], ...] = (
    *GROUP_NAME,
    FUNDER_KIND,
    Column(key="funder", value=lambda row: row.key.funder.slug if row.key.funder else None),
    INSTRUMENT,
    Column(key="fiscal_year", value=lambda row: row.key.year, kind=Kind.COUNT),
)
"""What its tranches share; only what the grouping goes by is stated."""
