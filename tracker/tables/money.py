"""Columns of money: of a tranche, of sums, of the rates at which it was converted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.money.breakdown import CountedTranche, Group, NoAmount, StageLevel, Totals
from tracker.domain.vocabulary import REACHED_STAGES, Instrument, OrganizationKind, Stage
from tracker.tables.common import Level, in_unit
from tracker.tables.table import Column, Fact, Kind, Table, of_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.domain.holdings import Owners
    from tracker.domain.periods.period import Period
    from tracker.domain.quantities.exchange import Exchange, RateUsed

NO_TOTAL: Column[Any] = Column(
    key="no_total", value=lambda row: row.no_total.value if row.no_total else None
)
"""Why of a tranche, a group or sums there is no total."""
PAID_UNSTATED: Column[Any] = Column(
    key="paid_unstated", value=lambda row: row.paid_unstated, kind=Kind.FLAG
)
"""Whether of a tranche or of sums nobody tells how much of what was committed was paid."""

IN_TOTAL: Column[Group] = Column(key="in_total", value=lambda row: row.key.in_total, kind=Kind.FLAG)
FUNDER_KIND: Column[Group] = Column(
    key="funder_kind", value=lambda row: row.key.kind.value if row.key.kind else None
)
INSTRUMENT: Column[Group] = Column(
    key="instrument", value=lambda row: row.key.instrument.value if row.key.instrument else None
)


def part_columns(currency: str) -> tuple[Column[CountedTranche], ...]:
    """Return the columns of a tranche: its definition, its stages as stated, and what counts.

    `funder_kind` is what its funder is defined as; in that of a group `other` counts as `company`.
    """
    return (
        Column(key="slug", title="tranche", value=lambda row: row.state.tranche.slug),
        Column(key="title", value=lambda row: row.state.tranche.title),
        Column(key="funder", value=lambda row: row.state.tranche.funder.slug),
        Column(key="funder_kind", value=lambda row: row.state.tranche.funder.kind.value),
        Column(key="instrument", value=lambda row: row.state.tranche.instrument.value),
        Column(key="fiscal_year", value=lambda row: row.state.tranche.fiscal_year, kind=Kind.COUNT),
        Column(key="parent", value=lambda row: row.state.tranche.parent),
        Column(key="gate", value=lambda row: row.state.tranche.gate),
        Column(key="gate_status", value=lambda row: row.state.gate_status, screen=False),
        Column(key="paid_by", value=lambda row: row.state.tranche.paid_by),
        Column(key="cancelled", value=lambda row: row.state.cancelled, kind=Kind.FLAG),
        Column(
            key="cancelled_amount",
            value=lambda row: row.state.level(Stage.CANCELLED),
            kind=Kind.QUANTITY,
            right=True,
        ),
        *(_level(stage, currency) for stage in REACHED_STAGES),
        Column(key="paid_on", value=_paid_on, kind=Kind.PERIOD),
        PAID_UNSTATED,
        *(_counted(stage, currency) for stage in REACHED_STAGES),
        _counted_total(currency),
        NO_TOTAL,
    )


def sums_columns(currency: str, kind: Kind = Kind.AMOUNT) -> tuple[Column[Totals], ...]:
    """Return the columns of sums by stage, each yen once.

    As levels they may stand in one table with those of tranches.
    """
    return (
        *(_sum(stage, currency, kind) for stage in REACHED_STAGES),
        _counted_total(currency),
        PAID_UNSTATED,
    )


def of_group(columns: Iterable[Column[Totals]]) -> tuple[Column[Group], ...]:
    """Make columns of a group from those of its sums."""
    return of_held(lambda group: group.totals, columns)


RATE_COLUMNS: tuple[Column[RateUsed], ...] = (
    Column(key="month", value=lambda row: row.rate.month),
    Column(key="wanted", title="taken for", value=lambda row: row.wanted),
    Column(key="base", value=lambda row: row.rate.base),
    Column(key="quote", value=lambda row: row.rate.quote),
    Column(key="rate", value=lambda row: row.rate.text, right=True),
    Column(key="source", value=lambda row: row.rate.source_slug),
)


def rate_table(rates: Sequence[RateUsed]) -> Table[RateUsed]:
    """Declare the rates that brought money into the currency of a report."""
    return Table(key="rates", title="Rates", columns=RATE_COLUMNS, rows=rates)


def currency_facts(currency: str, exchange: Exchange | None) -> tuple[Fact, ...]:
    """Tell the currency of a report, and the rates of which day brought money there."""
    return Fact("currency", currency), Fact("rate", exchange.mode.value if exchange else None)


def sums_fact(key: str, sums: Totals, currency: str) -> Fact:
    """Declare sums as a record, which is a row of its own where tables are flat."""
    return Fact(key, sums, Kind.RECORD, (*sums_columns(currency), NO_TOTAL), screen=False)


def _level(stage: Stage, currency: str) -> Column[CountedTranche]:
    def level(row: CountedTranche) -> Level | None:
        cell = row.levels[stage]
        return None if cell.no_amount is NoAmount.UNSTATED else Level(cell, currency)

    return Column(
        key=f"stages.{stage.value}", title=stage.word, value=level, kind=Kind.LEVEL, stands=True
    )


def _counted(stage: Stage, currency: str) -> Column[CountedTranche]:
    return Column(
        key=f"counted.{stage.value}",
        title=f"counted {stage.word}",
        value=lambda row: in_unit(row.counted.get(stage), currency),
        kind=Kind.AMOUNT,
        stands=True,
    )


def _counted_total(currency: str) -> Column[Any]:
    return Column(
        key="counted_total", value=lambda row: in_unit(row.whole, currency), kind=Kind.AMOUNT
    )


def _sum(stage: Stage, currency: str, kind: Kind) -> Column[Totals]:
    def level(row: Totals) -> Level | None:
        amount = row.stages.get(stage)
        return Level(StageLevel(amount=amount), currency) if amount else None

    return Column(
        key=f"stages.{stage.value}",
        title=stage.word,
        value=level if kind is Kind.LEVEL else lambda row: in_unit(row.stages.get(stage), currency),
        kind=kind,
        stands=True,
    )


def _paid_on(row: CountedTranche) -> Period | None:
    payment = row.state.payment
    return payment.became_so if payment else None


def levels_of(parts: Iterable[CountedTranche]) -> list[int]:
    """Return every figure told of some tranches, in minor units."""
    return [cell.amount.high for part in parts for cell in part.levels.values() if cell.amount]


FUNDERS = {
    OrganizationKind.STATE: "state",
    OrganizationKind.COMPANY: "private",
    OrganizationKind.BANK: "bank",
    OrganizationKind.OTHER: "other",
}
INSTRUMENTS = {
    Instrument.COMMISSIONED_RD: "R&D",
    Instrument.EQUITY: "equity",
    Instrument.GRANT: "grants",
    Instrument.LOAN: "loans",
    Instrument.BOND: "bonds",
    Instrument.GUARANTEE: "guarantee",
    Instrument.IN_KIND: "in kind",
    Instrument.TAX_CREDIT: "tax credits",
    Instrument.OTHER: "other forms",
}


def group_name(group: Group) -> str:
    """Name what the tranches of a group share: `state R&D (NEDO)`, `private equity`, `FY2026`.

    The office is named where the state gives through one alone.
    """
    key = group.key
    if key.funder is not None:
        return key.funder.slug
    if key.instrument is not None:
        if key.kind is None:
            return INSTRUMENTS[key.instrument]
        name = f"{FUNDERS[key.kind]} {INSTRUMENTS[key.instrument]}"
        offices = {part.state.tranche.funder.slug for part in group.parts if part.of_state}
        return f"{name} ({offices.pop().upper()})" if len(offices) == 1 else name
    return f"FY{key.year}" if key.year else "no year"


def capital_facts(held: Owners, currency: str, under: str = "") -> tuple[Fact, ...]:
    """Declare what the state and companies paid for shares, and the state's part in the capital."""
    amounts = {
        "state_votes_together": in_unit(held.state_votes, "%"),
        "state_paid": in_unit(held.state_paid, currency),
        "private_paid": in_unit(held.private_paid, currency),
        "equity_paid": in_unit(held.equity_paid, currency),
        "state_share": in_unit(held.state_share, "%"),
    }
    return tuple(Fact(under + key, amount, Kind.AMOUNT) for key, amount in amounts.items())
