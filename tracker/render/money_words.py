"""How the money of a report is named and told, the same on the terminal and in files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tracker.domain.breakdown import By
from tracker.domain.coverage import NoGap
from tracker.domain.exchange import MICRO
from tracker.domain.spoken import figure_of
from tracker.domain.vocabulary import REACHED_STAGES, Stage
from tracker.render import words
from tracker.render.money_table import INSTRUMENTS, money_label
from tracker.render.signs import UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tracker.domain.breakdown import Breakdown, Cell, Group, Part, Sums
    from tracker.domain.exchange import Exchange, RateUsed
    from tracker.domain.quantity_format import Units
    from tracker.render.words import MoneyScale
    from tracker.reports.money import NeedRow

UNDISCLOSED = "undisclosed"
NO_RATE = "no rate"
CANCELLED = "cancelled"
NO_GAP = {
    NoGap.COVERED: "none, all of it is covered",
    NoGap.UNDISCLOSED: "unknown, the need is not disclosed",
    NoGap.NO_RATE: "unknown, the need cannot be converted",
    NoGap.MONEY_WITHOUT_RATE: "unknown, not all money can be converted",
    NoGap.OTHER_SCOPE: "none told, its scope is not that of the money",
    NoGap.NO_HEADLINE: "none told, of several needs not one alone is the headline",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What stands for what is no figure: in a table signs, in a file words.

    `rounded` leaves decimals out that say nothing, to keep a table narrow.
    """

    implied: str
    undisclosed: str
    unstated: str
    conflict: str
    rounded: bool = False


WORDS = Marks(
    implied="implied", undisclosed=UNDISCLOSED, unstated=words.UNSTATED, conflict=UNICODE.conflict
)


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


def group_name(group: Group) -> str:
    """Name what the tranches of a group share."""
    key = group.key
    if key.funder is not None:
        return key.funder.slug
    if key.instrument is not None:
        if key.kind is None:
            return INSTRUMENTS[key.instrument]
        return money_label(key.kind, key.instrument, group.parts)
    return f"FY{key.year}" if key.year else "no year"


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
    name: str, sums: Sums, scale: MoneyScale, marks: Marks, *, in_total: bool = True
) -> Row:
    """Write sums, each yen in one stage; what is not there is empty, but for unstated payment."""
    tell = partial(scale.amount, rounded=marks.rounded)
    stages = {
        stage: tell(sums.stages[stage]) if stage in sums.stages else "" for stage in REACHED_STAGES
    }
    if sums.paid_unstated and Stage.DISBURSED not in sums.stages:
        stages[Stage.DISBURSED] = words.UNSTATED
    none = marks.undisclosed if sums.undisclosed else marks.unstated
    whole = tell(sums.whole) if sums.whole else NO_RATE if sums.lost else none
    return Row(rank=0, group=name, name="", stages=stages, counted=whole, in_total=in_total)


def tranche_row(group: str, part: Part, scale: MoneyScale, marks: Marks) -> Row:
    """Write the stages of a tranche as stated, and what of it counts in sums."""
    stages = {
        stage: cell_text(cell, scale, marks, must_be_told=part.paid_unstated)
        if stage is Stage.DISBURSED
        else cell_text(cell, scale, marks)
        for stage, cell in part.cells.items()
    }
    return Row(
        rank=1,
        group=group,
        name=part.state.tranche.slug,
        stages=stages,
        counted=counted_text(part, scale, marks),
        in_total=part.in_total,
        note="; ".join(notes(part)),
    )


def counted_text(part: Part, scale: MoneyScale, marks: Marks) -> str:
    """Write what of a tranche counts in sums."""
    if part.whole is not None:
        return scale.amount(part.whole, rounded=marks.rounded)
    if part.state.cancelled:
        return CANCELLED
    if part.lost:
        return NO_RATE
    if any(cell.undisclosed for cell in part.cells.values()):
        return marks.undisclosed
    return "" if part.state.reached else marks.unstated


def cell_text(cell: Cell, scale: MoneyScale, marks: Marks, *, must_be_told: bool = False) -> str:
    """Write one stage of a tranche; `must_be_told` spells out that nobody states it."""
    conflict = marks.conflict if cell.conflict else ""
    if cell.implied:
        return marks.implied
    if cell.lost:
        return NO_RATE
    if cell.undisclosed:
        return marks.undisclosed + conflict
    if cell.amount is None:
        return words.UNSTATED if must_be_told else marks.unstated
    return scale.amount(cell.amount, rounded=marks.rounded) + conflict


def notes(part: Part) -> Iterator[str]:
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
        yield f"waits for {tranche.gate}"


def need_text(row: NeedRow, scale: MoneyScale, *, rounded: bool = False) -> str:
    """Write how much is needed, or why that has no figure here."""
    if row.amount is not None:
        return scale.amount(row.amount, rounded=rounded)
    stated = figure_of(row.statement)
    return "cannot be converted" if stated else UNDISCLOSED


def gap_text(row: NeedRow, scale: MoneyScale, *, rounded: bool = False) -> str:
    """Write what the money stated leaves of a need, or why nothing can be told."""
    return NO_GAP[row.gap] if isinstance(row.gap, NoGap) else scale.amount(row.gap, rounded=rounded)


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
        told.append(f"{one.rate.month} {rate_text(one)}{near}")
    yield ", ".join(told)
    sources = dict.fromkeys(one.rate.source_slug for one in listed)
    yield f"source: {', '.join(sources)}"


def rate_text(used: RateUsed) -> str:
    """Write a rate in full: `160.77`."""
    whole, rest = divmod(used.rate.rate_micro, MICRO)
    return f"{whole}.{f'{rest:06}'.rstrip('0') or '0'}"


def fine_scale(
    levels: Iterable[int], currency: str, units: Units, *, converted: bool
) -> MoneyScale:
    """Choose the unit of a report; converted money has no decimals of millions."""
    scale = words.MoneyScale.of(levels, currency, units)
    return replace(scale, whole=True) if converted and scale.millions else scale


def _group_rows(group: Group, by: By, scale: MoneyScale, marks: Marks) -> Iterator[Row]:
    name = group_name(group)
    row = sum_row(name, group.sums, scale, marks, in_total=group.key.in_total)
    off = group.sums.whole is None and all(part.state.cancelled for part in group.parts)
    yield replace(row, counted=CANCELLED) if off else row
    if by is By.TRANCHE:
        for part in group.parts:
            yield tranche_row(name, part, scale, marks)
