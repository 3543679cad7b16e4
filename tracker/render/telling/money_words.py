"""How the money of a report is told on a terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import By, NoAmount
from tracker.domain.money.coverage import NoGap
from tracker.domain.vocabulary import REACHED_STAGES, Stage, Status
from tracker.render.telling import words
from tracker.tables.money import group_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tracker.domain.money.breakdown import Breakdown, CountedTranche, Group, StageLevel, Totals
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.exchange import Exchange, RateUsed
    from tracker.domain.quantities.format import Units
    from tracker.render.telling.words import MoneyScale
    from tracker.reports.money import NeedRow

UNDISCLOSED = "undisclosed"
NO_RATE = "no rate"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The signs that stand in a table for what is no figure."""

    implied: str
    undisclosed: str
    unstated: str
    withdrawn: str
    conflict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table of money; `rank` is 0 for a sum, 1 for a tranche."""

    rank: int
    group: str
    name: str
    stages: Mapping[Stage, str]
    counted: str
    in_total: bool = True
    note: str = ""


def money_rows(money: Breakdown, scale: MoneyScale, marks: Marks) -> Iterator[Row]:
    """Yield sums and tranches: groups of cash, the total with its two parts, what is not added."""
    cash = [group for group in money.groups if group.key.in_total]
    apart = [group for group in money.groups if not group.key.in_total]
    for group in cash:
        yield from _group_rows(group, money.by, scale, marks)
    if cash:
        yield sum_row("total", money.total, scale, marks)
        yield sum_row(" public", money.public, scale, marks)
        yield sum_row(" private", money.private, scale, marks)
    for group in apart:
        yield from _group_rows(group, money.by, scale, marks)


def sum_row(
    name: str,
    sums: Totals,
    scale: MoneyScale,
    marks: Marks,
    *,
    in_total: bool = True,
    missing: NoAmount | None = None,
) -> Row:
    """Write sums, each yen in one stage; what is not there is empty, but for unstated payment."""
    stages = {
        stage: scale.amount(sums.stages[stage], rounded=True) if stage in sums.stages else ""
        for stage in REACHED_STAGES
    }
    if sums.paid_unstated and Stage.DISBURSED not in sums.stages:
        stages[Stage.DISBURSED] = words.UNSTATED
    whole = counted_text(sums.whole, missing or sums.no_total, scale, marks)
    return Row(rank=0, group=name, name="", stages=stages, counted=whole, in_total=in_total)


def tranche_row(group: str, part: CountedTranche, scale: MoneyScale, marks: Marks) -> Row:
    """Write the stages of a tranche as stated, and what of it counts in sums."""
    stages = {
        stage: cell_text(cell, scale, marks, must_be_told=part.paid_unstated)
        if stage is Stage.DISBURSED
        else cell_text(cell, scale, marks)
        for stage, cell in part.levels.items()
    }
    return Row(
        rank=1,
        group=group,
        name=part.state.tranche.slug,
        stages=stages,
        counted=counted_text(part.whole, part.no_total, scale, marks),
        in_total=part.in_total,
        note="; ".join(notes(part)),
    )


def counted_text(
    whole: Amount | None, missing: NoAmount | None, scale: MoneyScale, marks: Marks
) -> str:
    """Write a sum, or why there is none; empty where others are counted instead."""
    if whole is not None:
        return scale.amount(whole, rounded=True)
    reasons = {
        NoAmount.CANCELLED: CANCELLED,
        NoAmount.NO_RATE: NO_RATE,
        NoAmount.UNDISCLOSED: marks.undisclosed,
        NoAmount.UNSTATED: marks.unstated,
    }
    return reasons[missing] if missing else ""


def cell_text(
    cell: StageLevel, scale: MoneyScale, marks: Marks, *, must_be_told: bool = False
) -> str:
    """Write one stage of a tranche; `must_be_told` spells out that nobody states it."""
    conflict = marks.conflict if cell.conflict else ""
    if cell.implied:
        return marks.implied
    if cell.lost:
        return NO_RATE
    if cell.undisclosed:
        return marks.undisclosed + conflict
    if cell.withdrawn:
        return marks.withdrawn + conflict
    if cell.amount is None:
        return words.UNSTATED if must_be_told else marks.unstated
    return scale.amount(cell.amount, rounded=True) + conflict


def notes(part: CountedTranche) -> Iterator[str]:
    """Say what else is fixed of a tranche: its year, its whole, who pays it, what it waits for."""
    tranche = part.state.tranche
    if tranche.fiscal_year:
        yield f"FY{tranche.fiscal_year}"
    if tranche.parent:
        yield f"in {tranche.parent}"
    paid = part.state.payment
    if paid and (day := paid.became_so.latest):
        yield f"paid {words.month(day)}"
    off = part.state.level(Stage.CANCELLED)
    if off and not part.state.cancelled:
        yield f"{words.quantity(off)} {CANCELLED}"
    if tranche.paid_by:
        yield f"from {tranche.paid_by}"
    if tranche.gate:
        yield f"{_WAITS.get(part.state.gate_status, 'waits')} for {tranche.gate}"


_WAITS: dict[Status | None, str] = {Status.MET: "waited", Status.CANCELLED: "waits in vain"}


def need_text(row: NeedRow, scale: MoneyScale) -> str:
    """Write how much is needed, or why that has no figure here."""
    if row.amount is not None:
        return scale.amount(row.amount, rounded=True)
    return UNDISCLOSED if row.no_amount is NoAmount.UNDISCLOSED else "cannot be converted"


def gap_text(row: NeedRow, scale: MoneyScale) -> str:
    """Write what the money stated leaves of a need, or why nothing can be told."""
    gap = row.gap
    return gap.sentence if isinstance(gap, NoGap) else scale.amount(gap, rounded=True)


def rates_text(exchange: Exchange, rates: Iterable[RateUsed]) -> Iterator[str]:
    """Say at which rates money was converted, by whom they are given, and what is only near."""
    listed = list(rates)
    if not listed:
        yield "no rate within a year: cannot be converted"
        return
    pair = listed[0].rate
    how = "of each statement's month" if exchange.mode == "then" else "of the day of the report"
    yield f"at the rate {how}, {pair.quote} per {pair.base}:"
    told = []
    for one in listed:
        near = "" if one.exact else f" (nearest to {one.wanted})"
        told.append(f"{one.rate.month} {one.rate.text}{near}")
    yield ", ".join(told)
    sources = dict.fromkeys(one.rate.source_slug for one in listed)
    yield f"source: {', '.join(sources)}"


def fine_scale(
    levels: Iterable[int], currency: str, units: Units, *, converted: bool
) -> MoneyScale:
    """Choose the unit of a report; converted money has no decimals of millions."""
    scale = words.MoneyScale.of(levels, currency, units)
    return replace(scale, whole=True) if converted and scale.millions else scale


def _group_rows(group: Group, by: By, scale: MoneyScale, marks: Marks) -> Iterator[Row]:
    name = group_name(group)
    yield sum_row(
        name,
        group.totals,
        scale,
        marks,
        in_total=group.key.in_total,
        missing=group.no_total,
    )
    if by is By.TRANCHE:
        for part in group.parts:
            yield tranche_row(name, part, scale, marks)
