"""The money of a project on a terminal: stages, sums, needs, reported totals and rates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import By, NoAmount
from tracker.domain.money.coverage import NoGap
from tracker.domain.vocabulary import REACHED_STAGES, Stage, Status
from tracker.render.canvas import PIPED, Canvas, heading, styled
from tracker.render.columns import Column, table
from tracker.render.reconcile import reconciliation_lines
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale
from tracker.tables.money import group_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.text import Text

    from tracker.domain.log.statement import Statement
    from tracker.domain.money.breakdown import Breakdown, CountedTranche, Group, StageLevel, Totals
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.exchange import Exchange, RateUsed
    from tracker.render.canvas import Layout, Signs
    from tracker.reports.budget import BudgetReport
    from tracker.reports.money import MoneyReport


UNDISCLOSED = "undisclosed"
CANCELLED = "cancelled"
UNKNOWN = "?"
"""What stands in a table for a sum that is not disclosed."""
ONCE = (
    "Sums count each tranche once: what was paid, what is committed and not yet paid, "
    "of the rest what came furthest. Only cash is added."
)
TOTALS = "REPORTED TOTALS beside the sums of their parts"
GIVES_WAY = {Stage.ENACTED: 3, Stage.BUDGETED: 2, Stage.PLANNED: 1}


def as_text(report: MoneyReport, layout: Layout) -> list[Text]:
    """Write the whole report; an empty one says that nothing is stated."""
    canvas = layout.canvas
    scale = scale_of(report, layout)
    rows = list(money_rows(report.money, scale, layout.signs))
    what = f"money by {report.money.by}, in {scale.name(ascii_only=layout.ascii)}"
    head = heading(canvas, report.project, report.clocks, what)
    if not rows and not report.needs:
        return [*head, styled("No money is stated.")]
    return [
        *head,
        *rate_lines(canvas, report),
        styled(""),
        *money_lines(canvas, rows, [ONCE, *legend(canvas, rows)]),
        *_needs(canvas, report, scale),
        *reconciliation_lines(canvas, report.reconciled, TOTALS),
    ]


def scale_of(report: MoneyReport | BudgetReport, layout: Layout) -> MoneyScale:
    """Return the unit in which the report counts money; converted millions have no decimals."""
    scale = MoneyScale.of(report.levels, report.currency, layout.units)
    return replace(scale, whole=True) if report.exchange and scale.millions else scale


def rate_lines(canvas: Canvas, report: MoneyReport | BudgetReport) -> list[Text]:
    """Say at which rates everything was converted; nothing where nothing was."""
    if report.exchange is None:
        return []
    told = rates_text(report.exchange, report.rates)
    return [line for text in told for line in canvas.indented(text)]


def money_lines(canvas: Canvas, rows: Sequence[Row], legend: Sequence[str]) -> list[Text]:
    """Lay rows of money out with a column per stage, and say what the marks in it mean."""
    figures = [
        Column(
            title=stage.word,
            cell=partial(_stage, stage),
            right=True,
            priority=GIVES_WAY.get(stage, 0),
        )
        for stage in REACHED_STAGES
    ]
    columns: list[Column[Row]] = [
        Column(
            cell=lambda row: f" {row.name}" if row.rank else _bold(row, row.group), flexible=True
        ),
        *figures,
        Column(title="counted", cell=lambda row: _bold(row, row.counted), right=True),
    ]
    roomy = [*columns, Column(cell=lambda row: row.note, style="faint", priority=4)]
    lines = table(canvas, roomy, rows, gap=1 if canvas.width < PIPED and canvas.cut else 2)
    apart = next((at for at, row in enumerate(rows, 1) if not row.in_total), None)
    if apart is not None:
        lines.insert(apart, styled("NOT ADDED", "heading"))
    titles = lines[0].plain.split()
    gone = ", ".join(stage.word for stage in REACHED_STAGES if stage.word not in titles)
    narrow = [f"No room for: {gone}"] if gone else []
    told = [canvas.indented(text, style="faint") for text in [*narrow, *legend]]
    return [*lines, *chain.from_iterable(told)]


def told_by(canvas: Canvas, text: str, said: Statement, *below: str) -> list[Text]:
    """Set a figure to the left and who said it when to the right, all else below it."""
    left, who = styled(f"  {text}"), words.told_by(said)
    right = styled(who, "faint")
    if canvas.width - left.cell_len - right.cell_len > 1 or not canvas.cut:
        lines = canvas.spread(left, right)
    else:
        lines = [canvas.fit(left), *canvas.indented(who, 4)]
    return [*lines, *chain.from_iterable(canvas.indented(one, 4) for one in below)]


def _stage(stage: Stage, row: Row) -> Text:
    text = row.stages.get(stage, "")
    return styled(text, "warning") if text == words.UNSTATED else _bold(row, text)


def _bold(row: Row, text: str) -> Text:
    return styled(text, "plain" if row.rank else "heading")


def legend(canvas: Canvas, rows: Sequence[Row]) -> Iterator[str]:
    """Explain the marks, only those that stand in the table, each on one line."""
    signs = canvas.signs
    there = {text for row in rows for text in row.stages.values()} | {row.counted for row in rows}
    meanings = {
        signs.implied: "not stated, reached because a later stage is",
        words.NOTHING: "nobody states it",
        signs.ended: "withdrawn",
        UNKNOWN: UNDISCLOSED,
        words.NO_RATE: "cannot be converted",
    }
    bare = {text.removesuffix(signs.conflict) for text in there}
    told = [f"{mark} {meaning}" for mark, meaning in meanings.items() if mark in bare]
    if any(text.endswith("*") for text in bare):
        told.append("* derived")
    if any(text.endswith(signs.conflict) for text in there):
        told.append(f"{signs.conflict} contradicted: tracker why TRANCHE")
    line = ""
    for one in told:
        longer = f"{line}; {one}" if line else one
        if line and canvas.cut and len(longer) > canvas.width:
            yield line
            longer = one
        line = longer
    if line:
        yield line


def _needs(canvas: Canvas, report: MoneyReport, scale: MoneyScale) -> list[Text]:
    """List every need with its scope; only one is laid beside the money."""
    if not report.needs:
        return []
    title = "NEED, each in its own scope; scopes are never subtracted"
    lines, stated = [styled(""), styled(title, "heading")], report.money.total.whole
    for row in report.needs:
        needed = UNDISCLOSED if row.no_amount is NoAmount.UNDISCLOSED else "cannot be converted"
        if row.amount is not None:
            needed = scale.amount(row.amount, rounded=True)
        gap = row.gap
        left = gap.sentence if isinstance(gap, NoGap) else scale.amount(gap, rounded=True)
        if row.gap_amount and stated:
            left += (
                f" above {scale.amount(stated, rounded=True)} stated, plans and ceilings in full"
            )
        conflict = canvas.signs.conflict if row.conflict else ""
        told = f"{row.metric.slug}  {needed}{conflict}"
        lines += told_by(canvas, told, row.statement, row.metric.scope, f"gap: {left}")
    return [canvas.fit(line) for line in lines]


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


def money_rows(money: Breakdown, scale: MoneyScale, signs: Signs) -> Iterator[Row]:
    """Yield sums and tranches: groups of cash, the total with its two parts, what is not added."""
    cash = [group for group in money.groups if group.key.in_total]
    apart = [group for group in money.groups if not group.key.in_total]
    for group in cash:
        yield from _group_rows(group, money.by, scale, signs)
    if cash:
        yield sum_row("total", money.total, scale)
        yield sum_row(" public", money.public, scale)
        yield sum_row(" private", money.private, scale)
    for group in apart:
        yield from _group_rows(group, money.by, scale, signs)


def sum_row(
    name: str,
    sums: Totals,
    scale: MoneyScale,
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
    whole = counted_text(sums.whole, missing or sums.no_total, scale)
    return Row(rank=0, group=name, name="", stages=stages, counted=whole, in_total=in_total)


def tranche_row(group: str, part: CountedTranche, scale: MoneyScale, signs: Signs) -> Row:
    """Write the stages of a tranche as stated, and what of it counts in sums."""
    stages = {
        stage: cell_text(cell, scale, signs, must_be_told=part.paid_unstated)
        if stage is Stage.DISBURSED
        else cell_text(cell, scale, signs)
        for stage, cell in part.levels.items()
    }
    return Row(
        rank=1,
        group=group,
        name=part.state.tranche.slug,
        stages=stages,
        counted=counted_text(part.whole, part.no_total, scale),
        in_total=part.in_total,
        note="; ".join(notes(part)),
    )


def counted_text(whole: Amount | None, missing: NoAmount | None, scale: MoneyScale) -> str:
    """Write a sum, or why there is none; empty where others are counted instead."""
    if whole is not None:
        return scale.amount(whole, rounded=True)
    reasons = {
        NoAmount.CANCELLED: CANCELLED,
        NoAmount.NO_RATE: words.NO_RATE,
        NoAmount.UNDISCLOSED: UNKNOWN,
        NoAmount.UNSTATED: words.NOTHING,
    }
    return reasons[missing] if missing else ""


def cell_text(
    cell: StageLevel, scale: MoneyScale, signs: Signs, *, must_be_told: bool = False
) -> str:
    """Write one stage of a tranche; `must_be_told` spells out that nobody states it."""
    if cell.implied:
        return signs.implied
    if must_be_told and cell.no_amount is NoAmount.UNSTATED:
        return words.UNSTATED
    withdrawn = cell.no_amount is NoAmount.WITHDRAWN
    text = signs.ended if withdrawn else counted_text(cell.amount, cell.no_amount, scale)
    # Where nothing can be converted the mark would take the room of a column.
    return text + (signs.conflict if cell.conflict and text != words.NO_RATE else "")


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


def _group_rows(group: Group, by: By, scale: MoneyScale, signs: Signs) -> Iterator[Row]:
    name = group_name(group)
    yield sum_row(
        name,
        group.totals,
        scale,
        in_total=group.key.in_total,
        missing=group.no_total,
    )
    if by is By.TRANCHE:
        for part in group.parts:
            yield tranche_row(name, part, scale, signs)
