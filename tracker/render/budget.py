"""A budget as a tree of lines on a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.money.budget import budget_total
from tracker.domain.quantities.format import amount
from tracker.render.canvas import Canvas, heading, styled
from tracker.render.columns import Column, table, table_width
from tracker.render.money import (
    Row,
    legend,
    money_lines,
    rate_lines,
    scale_of,
    sum_row,
    told_by,
    tranche_row,
)
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from tracker.domain.money.budget import BudgetLine
    from tracker.render.canvas import Layout, Signs
    from tracker.render.telling.scale import MoneyScale
    from tracker.reports.budget import BudgetReport
    from tracker.reports.rows import MetricRow, MilestoneRow

REST = "(in no line)"
NOT_ADDED = " (not added)"
EXPLAINED = (
    "A line's own levels stand in its row; what its parts leave of it is derived. Each yen counts "
    "once, so that the last column adds up."
)


def as_text(report: BudgetReport, layout: Layout) -> list[Text]:
    """Write the tree, then what cuts across it and the approvals."""
    canvas = layout.canvas
    scale = scale_of(report, layout)
    unit = scale.name(ascii_only=layout.ascii)
    head = heading(canvas, report.project, report.clocks, f"lines of the budget, in {unit}")
    rows = list(tree_rows(report.lines, scale, layout.signs))
    if not rows:
        return [*head, styled("No money is stated.")]
    lines = money_lines(canvas, rows, [EXPLAINED, *legend(canvas, rows)])
    return [
        *head,
        *rate_lines(canvas, report),
        styled(""),
        *lines,
        *_elsewhere(canvas, report),
        *_crossing(canvas, report.crossing),
        *_process(canvas, report.process),
    ]


def tree_rows(lines: Sequence[BudgetLine], scale: MoneyScale, signs: Signs) -> Iterator[Row]:
    """Yield each line, after those within one what they leave of it, and last the total."""
    open_ones: list[BudgetLine] = []
    for line in lines:
        while open_ones and open_ones[-1].depth >= line.depth:
            yield from _rest(open_ones.pop(), scale)
        row = tranche_row("", line.counted, scale, signs)
        counted = row.counted if line.remainder is None else ""
        apart = "" if line.counted.in_total else NOT_ADDED
        name = "  " * line.depth + row.name + apart
        yield replace(row, name=name, counted=counted, in_total=True)
        if line.children:
            open_ones.append(line)
    while open_ones:
        yield from _rest(open_ones.pop(), scale)
    if lines:
        yield sum_row("total", budget_total(lines), scale)


def _rest(line: BudgetLine, scale: MoneyScale) -> Iterator[Row]:
    left = line.remainder
    if left is None:
        return
    yield Row(
        rank=1,
        group="",
        name="  " * (line.depth + 1) + REST,
        stages={},
        counted=scale.amount(left, rounded=True),
        note=f"what the lines in {line.counted.state.tranche.slug} leave of it",
    )


def _elsewhere(canvas: Canvas, report: BudgetReport) -> list[Text]:
    """Say what lines pay in other projects; their money stands there and is not added here."""
    if not report.paid:
        return []
    lines = [
        styled(""),
        canvas.fit(styled("PAYS IN ANOTHER PROJECT, told there and never added here", "heading")),
    ]
    for line, state in report.paid:
        told = words.UNSTATED
        if state.furthest is not None:
            stage, level = state.furthest
            told = f"{amount(level, symbol=not canvas.ascii)} {stage.word}"
        text = f"{line.counted.state.tranche.slug} pays {state.tranche.path}: {told}"
        lines += canvas.indented(text, 2)
    return lines


def _crossing(canvas: Canvas, rows: Sequence[MetricRow]) -> list[Text]:
    if not rows:
        return []
    title = styled("BESIDE THE LINES, cutting across them and never added", "heading")
    lines = [styled(""), canvas.fit(title)]
    for row in rows:
        told = words.shown(row.found, canvas.units, symbol=not canvas.ascii)
        left = f"{row.metric.slug}  {canvas.signs.drawn(told)}"
        lines += told_by(canvas, left, row.found.shown, row.metric.scope)
    return lines


def _process(canvas: Canvas, rows: Sequence[MilestoneRow]) -> list[Text]:
    if not rows:
        return []
    columns: list[Column[MilestoneRow]] = [
        Column(cell=lambda row: f"  {row.milestone.slug}", flexible=True),
        Column(cell=lambda row: row.state.word),
        Column(cell=lambda row: words.period(row.state.when)),
    ]
    start = table_width(columns, rows, 2) + 2
    lines = [styled(""), styled("PROCESS", "heading")]
    for row, line in zip(rows, table(canvas, columns, rows, gap=2), strict=True):
        lines += canvas.labelled(line, words.title(row.milestone, canvas.language), start, least=20)
    return [canvas.fit(line) for line in lines]
