"""The money of a project on a terminal: stages, sums, needs, reported totals and rates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tracker.domain.vocabulary import REACHED_STAGES, Stage
from tracker.render.canvas.cells import Canvas, joined, styled
from tracker.render.canvas.columns import Column, table
from tracker.render.canvas.layout import PIPED, heading
from tracker.render.money.reconcile import reconciliation_lines
from tracker.render.telling import words
from tracker.render.telling.money_words import (
    UNDISCLOSED,
    Marks,
    fine_scale,
    gap_text,
    money_rows,
    need_text,
    rates_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.amount import Amount
    from tracker.render.canvas.layout import Layout
    from tracker.render.telling.money_words import Row
    from tracker.reports.budget import BudgetReport
    from tracker.reports.money import MoneyReport, NeedRow

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
    rows = list(money_rows(report.money, scale, marks_of(layout)))
    what = f"money by {report.money.by}, in {scale.name(ascii_only=layout.ascii)}"
    head = heading(canvas, report.project, report.clocks, what)
    if not rows and not report.needs:
        return [*head, styled("No money is stated.")]
    return [
        *head,
        *rate_lines(canvas, report),
        styled(""),
        *money_lines(canvas, rows, [ONCE, *legend(canvas, rows, layout)]),
        *_needs(canvas, report, scale),
        *reconciliation_lines(canvas, report.reconciled, TOTALS),
    ]


def marks_of(layout: Layout) -> Marks:
    """Return the signs that stand for what is no figure in a table."""
    arrow = "->" if layout.ascii else "→"
    return Marks(
        implied=arrow,
        undisclosed="?",
        unstated=words.NOTHING,
        withdrawn="x" if layout.ascii else "×",
        conflict=layout.signs.conflict,
    )


def scale_of(report: MoneyReport | BudgetReport, layout: Layout) -> words.MoneyScale:
    """Return the unit in which the report counts money."""
    converted = report.exchange is not None
    return fine_scale(report.levels, report.currency, layout.units, converted=converted)


def rate_lines(canvas: Canvas, report: MoneyReport | BudgetReport) -> list[Text]:
    """Say at which rates everything was converted; nothing where nothing was."""
    if report.exchange is None:
        return []
    told = [*rates_text(report.exchange, report.rates)]
    return [line for text in told for line in canvas.wrapped(text, canvas.width)]


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
        Column(title="", cell=_label, flexible=True),
        *figures,
        Column(title="counted", cell=lambda row: _bold(row, row.counted), right=True),
    ]
    roomy = [*columns, Column(title="", cell=lambda row: styled(row.note, "faint"), priority=4)]
    lines = table(canvas, roomy, rows, gap=1 if canvas.width < PIPED and canvas.cut else 2)
    apart = next((at for at, row in enumerate(rows, 1) if not row.in_total), None)
    if apart is not None:
        lines.insert(apart, styled("NOT ADDED", "heading"))
    titles = lines[0].plain.split()
    gone = ", ".join(stage.word for stage in REACHED_STAGES if stage.word not in titles)
    narrow = [f"No room for: {gone}"] if gone else []
    told = [line for text in [*narrow, *legend] for line in canvas.wrapped(text, canvas.width)]
    return [*lines, *(styled(line.plain, "faint") for line in told)]


def told_by(canvas: Canvas, text: str, said: Statement) -> list[Text]:
    """Set a figure to the left and who said it when to the right, else below it."""
    who = f"{words.month(said.day)}, {said.speaker}"
    left, right = styled(f"  {text}"), styled(who, "faint")
    if canvas.width - left.cell_len - right.cell_len > 1 or not canvas.cut:
        return canvas.spread(left, right)
    below = canvas.wrapped(who, canvas.width - 4)
    return [canvas.fit(left), *(joined("    ", line) for line in below)]


def _label(row: Row) -> Text:
    return styled(f" {row.name}") if row.rank else styled(row.group, "heading")


def _stage(stage: Stage, row: Row) -> Text:
    text = row.stages.get(stage, "")
    return styled(text, "warning") if text == words.UNSTATED else _bold(row, text)


def _bold(row: Row, text: str) -> Text:
    return styled(text, "plain" if row.rank else "heading")


def legend(canvas: Canvas, rows: Sequence[Row], layout: Layout) -> Iterator[str]:
    """Explain the marks, only those that stand in the table, each on one line."""
    marks = marks_of(layout)
    there = {text for row in rows for text in row.stages.values()} | {row.counted for row in rows}
    meanings = {
        marks.implied: "not stated, reached because a later stage is",
        marks.unstated: "nobody states it",
        marks.withdrawn: "withdrawn",
        marks.undisclosed: UNDISCLOSED,
        "no rate": "cannot be converted",
    }
    told = [f"{mark} {meaning}" for mark, meaning in meanings.items() if mark in there]
    if any(text.endswith("*") for text in there):
        told.append("* derived")
    if any(text.endswith(marks.conflict) for text in there):
        told.append(f"{canvas.signs.conflict} contradicted: tracker why TRANCHE")
    line = ""
    for one in told:
        longer = f"{line}; {one}" if line else one
        if line and canvas.cut and len(longer) > canvas.width:
            yield line
            longer = one
        line = longer
    if line:
        yield line


def _needs(canvas: Canvas, report: MoneyReport, scale: words.MoneyScale) -> list[Text]:
    """List every need with its scope; only one is laid beside the money."""
    if not report.needs:
        return []
    lines = [
        styled(""),
        styled("NEED, each in its own scope; scopes are never subtracted", "heading"),
    ]
    for row in report.needs:
        lines += _need(canvas, row, scale, report.money.total.whole)
    return [canvas.fit(line) for line in lines]


def _need(
    canvas: Canvas, row: NeedRow, scale: words.MoneyScale, stated: Amount | None
) -> list[Text]:
    conflict = canvas.signs.conflict if row.conflict else ""
    told = f"{row.metric.slug}  {need_text(row, scale)}{conflict}"
    scope = canvas.wrapped(row.metric.scope, canvas.width - 4)
    gap = f"gap: {gap_text(row, scale)}"
    if row.gap_amount and stated:
        gap += f" above {scale.amount(stated, rounded=True)} stated, plans and ceilings in full"
    lines = [*scope, *canvas.wrapped(gap, canvas.width - 4)]
    return [*told_by(canvas, told, row.statement), *(joined("    ", line) for line in lines)]
