"""A budget as a tree of lines: on a terminal, as JSON and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.budget import budget_total
from tracker.domain.quantity_format import Units, amount
from tracker.domain.vocabulary import REACHED_STAGES
from tracker.render import encode, words
from tracker.render.cells import Canvas, joined, padded, styled
from tracker.render.columns import Column, table, table_width
from tracker.render.exact import exact
from tracker.render.layout import heading
from tracker.render.money_data import currency_data, part_data, rate_sheets, sums_data
from tracker.render.money_report import (
    legend,
    marks_of,
    money_lines,
    rate_lines,
    scale_of,
    told_by,
)
from tracker.render.money_words import WORDS, Row, sum_row, tranche_row
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from tracker.domain.budget import Line
    from tracker.domain.money import TrancheState
    from tracker.render.layout import Layout
    from tracker.render.money_words import Marks
    from tracker.reports.listing import MetricRow, MilestoneRow
    from tracker.reports.money import BudgetReport

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
    rows = list(tree_rows(report.lines, scale, marks_of(layout)))
    if not rows:
        return [*head, styled("No money is stated.")]
    lines = money_lines(canvas, rows, [EXPLAINED, *legend(canvas, rows, layout)])
    return [
        *head,
        *rate_lines(canvas, report),
        styled(""),
        *lines,
        *_elsewhere(canvas, report),
        *_crossing(canvas, report.crossing),
        *_process(canvas, report.process),
    ]


def tree_rows(lines: Sequence[Line], scale: words.MoneyScale, marks: Marks) -> Iterator[Row]:
    """Yield each line, after those within one what they leave of it, and last the total."""
    open_ones: list[Line] = []
    for line in lines:
        while open_ones and open_ones[-1].depth >= line.depth:
            yield from _rest(open_ones.pop(), scale, marks)
        row = tranche_row("", line.part, scale, marks)
        counted = row.counted if line.unexplained is None else ""
        apart = "" if line.part.in_total else NOT_ADDED
        name = "  " * line.depth + row.name + apart
        yield Row(rank=1, group="", name=name, stages=row.stages, counted=counted, note=row.note)
        if line.children:
            open_ones.append(line)
    while open_ones:
        yield from _rest(open_ones.pop(), scale, marks)
    if lines:
        yield sum_row("total", budget_total(lines), scale, marks)


def as_data(report: BudgetReport) -> dict[str, Any]:
    """Return the JSON form: the lines in their order, each with its parent's slug."""
    currency = report.currency
    return {
        "project": report.project.slug,
        **currency_data(report),
        "lines": [
            {
                **part_data(line.part, currency),
                "depth": line.depth,
                "children": line.children,
                "unexplained": encode.amount(line.unexplained, currency),
                "pays": [_pays_data(paid) for paid in line.pays],
            }
            for line in report.lines
        ],
        "total": sums_data(budget_total(report.lines), currency),
        "crossing": [
            {
                "metric": row.metric.slug,
                "scope": row.metric.scope,
                "value": encode.value(row.found.shown.value),
                "speaker": row.found.shown.speaker,
                "conflicts": len(row.found.conflicts),
            }
            for row in report.crossing
        ],
        "process": [
            {
                "slug": row.milestone.slug,
                "title": row.milestone.title,
                "status": row.state.status.value,
                "target": encode.period(row.state.target),
                "met_on": encode.period(row.state.met_on),
            }
            for row in report.process
        ],
    }


def sheets(report: BudgetReport, units: Units = Units.BN) -> list[Sheet]:
    """Return the tree as a table, then what cuts across it and the approvals."""
    scale = words.MoneyScale.of(report.levels, report.currency, units)
    stages = tuple(stage.word for stage in REACHED_STAGES)
    columns = ("line", *stages, "counted", "note")
    rows = tuple(
        (
            row.name or row.group,
            *(row.stages.get(s, "") for s in REACHED_STAGES),
            *(row.counted, row.note),
        )
        for row in tree_rows(report.lines, scale, WORDS)
    )
    found = [
        Sheet(f"Budget in {scale.name()}", columns, rows, right=frozenset({*stages, "counted"}))
    ]
    crossing = tuple(
        (row.metric.slug, words.shown(row.found, units), row.metric.scope)
        for row in report.crossing
    )
    process = tuple(
        (row.milestone.slug, row.state.word, _when(row), row.milestone.title)
        for row in report.process
    )
    paid = tuple((line.part.state.tranche.slug, *_pays(one)) for line, one in _paid(report))
    titled = (
        ("Pays in another project", ("line", "tranche", "stage", "amount"), paid),
        ("Crossing", ("metric", "value", "scope"), crossing),
        ("Process", ("approval", "status", "day", "title"), process),
    )
    return [
        *found,
        *(Sheet(title, columns, rows) for title, columns, rows in titled if rows),
        *rate_sheets(report),
    ]


def exact_sheet(report: BudgetReport) -> Sheet:
    """Return the tree with figures in full."""
    return exact(sheets(report, Units.RAW)[0], report.currency)


def _rest(line: Line, scale: words.MoneyScale, marks: Marks) -> Iterator[Row]:
    left = line.unexplained
    if left is None:
        return
    yield Row(
        rank=1,
        group="",
        name="  " * (line.depth + 1) + REST,
        stages={},
        counted=scale.amount(left, rounded=marks.rounded),
        note=f"what the lines in {line.part.state.tranche.slug} leave of it",
    )


def _elsewhere(canvas: Canvas, report: BudgetReport) -> list[Text]:
    """Say what lines pay in other projects; their money stands there and is not added here."""
    paid = _paid(report)
    if not paid:
        return []
    lines = [
        styled(""),
        styled("PAYS IN ANOTHER PROJECT, told there and never added here", "heading"),
    ]
    for line, state in paid:
        path, stage, figure = _pays(state, symbol=not canvas.ascii)
        text = f"{line.part.state.tranche.slug} pays {path}: {figure} {stage}".rstrip()
        lines += [joined("  ", one) for one in canvas.wrapped(text, canvas.width - 2)]
    return lines


def _paid(report: BudgetReport) -> list[tuple[Line, TrancheState]]:
    return [(line, state) for line in report.lines for state in line.pays]


def _pays(state: TrancheState, *, symbol: bool = True) -> tuple[str, str, str]:
    if state.furthest is None:
        return state.tranche.path, "", words.UNSTATED
    stage, level = state.furthest
    return state.tranche.path, stage.word, amount(level, symbol=symbol)


def _pays_data(state: TrancheState) -> dict[str, Any]:
    stage, level = state.furthest or (None, None)
    return {
        "path": state.tranche.path,
        "stage": stage.value if stage else None,
        "amount": encode.quantity(level),
    }


def _crossing(canvas: Canvas, rows: Sequence[MetricRow]) -> list[Text]:
    if not rows:
        return []
    lines = [styled(""), styled("BESIDE THE LINES, cutting across them and never added", "heading")]
    for row in rows:
        told = words.shown(row.found, canvas.units, symbol=not canvas.ascii)
        left = f"{row.metric.slug}  {canvas.signs.drawn(told)}"
        lines += told_by(canvas, left, row.found.shown)
        lines += [joined("    ", one) for one in canvas.wrapped(row.metric.scope, canvas.width - 4)]
    return lines


def _process(canvas: Canvas, rows: Sequence[MilestoneRow]) -> list[Text]:
    if not rows:
        return []
    columns: list[Column[MilestoneRow]] = [
        Column(title="", cell=lambda row: styled(f"  {row.milestone.slug}"), flexible=True),
        Column(title="", cell=lambda row: styled(row.state.word)),
        Column(title="", cell=lambda row: styled(_when(row))),
    ]
    start = table_width(columns, rows, 2) + 2
    lines = [styled(""), styled("PROCESS", "heading")]
    for row, line in zip(rows, table(canvas, columns, rows, gap=2), strict=True):
        first, *more = canvas.wrapped(row.milestone.title, max(canvas.width - start, 20))
        lines.append(joined(padded(line, start), first))
        lines += [joined(" " * start, part) for part in more]
    return [canvas.fit(line) for line in lines]


def _when(row: MilestoneRow) -> str:
    return words.period(row.state.met_on or row.state.target)
