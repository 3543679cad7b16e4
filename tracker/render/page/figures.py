"""The figures of the page that are neither money in tranches nor progress: the metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.canvas.cells import Canvas, joined, styled
from tracker.render.canvas.columns import Column, table
from tracker.render.telling import words

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.reports.listing import MetricRow
    from tracker.reports.status import StatusReport

INDENT = "  "
_LEAST_TITLE = 20


def figures(canvas: Canvas, report: StatusReport, most: int | None) -> list[Text]:
    """List metrics with who said them, headline ones first; empty for none or at most 0.

    What stands elsewhere on the page (a milestone's threshold, the need) is told here only where
    everything is.
    """
    rows = sorted(report.figures, key=lambda row: not row.metric.headline)
    if most is not None:
        elsewhere = {row.milestone.metric for row in report.milestones}
        need = report.money.need
        elsewhere.add(need.metric.slug if need else None)
        rows = [row for row in rows if row.metric.slug not in elsewhere]
    shown = rows[:most]
    columns: list[Column[MetricRow]] = [
        Column(title="", cell=lambda row: styled(INDENT + row.metric.slug), flexible=True),
        Column(title="", cell=lambda row: _value(canvas, row), right=True),
        Column(
            title="",
            cell=lambda row: styled(_title(row)),
            priority=0 if most is None else 1,
            flexible=True,
            floor=None if most is None else _LEAST_TITLE,
        ),
        Column(title="", cell=_when, priority=2),
        Column(title="", cell=_who, priority=3),
    ]
    lines = table(canvas, columns, shown, gap=2)
    left = f"  {len(rows) - len(shown)} more: tracker metric list" if len(rows) > len(shown) else ""
    heading = joined(styled("FIGURES", "heading"), styled(left, "faint"))
    return [canvas.fit(heading), *lines] if lines else []


def _value(canvas: Canvas, row: MetricRow) -> Text:
    text = styled(words.value(row.found.shown.value, canvas.units))
    conflict = styled(canvas.signs.conflict, "bad") if row.found.conflicts else styled("")
    return joined(text, conflict)


def _title(row: MetricRow) -> str:
    return "" if row.metric.title == row.metric.slug else row.metric.title


def _when(row: MetricRow) -> Text:
    return styled(words.month(row.found.shown.day), "faint")


def _who(row: MetricRow) -> Text:
    return styled(row.found.shown.speaker, "faint")
