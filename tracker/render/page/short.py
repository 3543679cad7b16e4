"""The page on a small screen: the gist, the milestones that matter, and a line of each rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.money.tranches import PaymentState
from tracker.domain.quantities.amount import of_quantity
from tracker.render.canvas import joined, styled
from tracker.render.columns import table
from tracker.render.page.attention import alarms_told
from tracker.render.page.milestones import MilestoneCells, choose
from tracker.render.page.money import bar, scale_of
from tracker.render.page.sections import upcoming
from tracker.render.page.signs import signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from tracker.render.canvas import Canvas
    from tracker.reports.status import StatusReport

MOST_ROWS, FEWEST_ROWS = 8, 3
ALARMS = 2
MORE = "tracker status --full   why NAME   diff last-month   help signs"


def short_page(canvas: Canvas, report: StatusReport, top: Sequence[Text], most: int) -> list[Text]:
    """Lay out the page in so many lines, as long as three milestones have room."""
    cells = MilestoneCells(canvas, report.clocks.as_of, bar_cells=6, titled=True)
    below = [
        styled(""),
        *_money(canvas, report),
        *_next(canvas, report),
        *_check(canvas, report),
        styled(""),
    ]
    room = most - len(top) - len(below) - len(("", "titles", "signs", "more"))
    choice = choose(report, min(max(room, FEWEST_ROWS), MOST_ROWS), 0)
    rows = table(canvas, cells.columns(), [*choice.headline, *choice.others])
    lines = [*top, styled(""), *rows, *below]
    return [*lines, *signs(canvas, lines), canvas.fit(styled(MORE, "faint"))]


def _money(canvas: Canvas, report: StatusReport) -> list[Text]:
    """Say in one line how far the money is, and draw it in another."""
    coverage = report.money
    scale = scale_of(canvas, coverage, report.project.currency)
    parts = [
        f"{reached.word} {scale.amount(part, rounded=True)}"
        for reached in PaymentState
        if (part := coverage.total.by_payment.get(reached))
    ]
    if not parts:
        return []
    if coverage.need is not None and coverage.need.amount.figure is not None:
        parts.append(f"need {scale.amount(of_quantity(coverage.need.amount), rounded=True)}")
    told = canvas.prose("  ".join(parts), canvas.width - len("MONEY  ") - len(scale.tail) - 5)
    unit = scale.name(ascii_only=canvas.ascii)
    head = joined(styled("MONEY", "heading"), f" {unit}  ", told)
    return [head, *bar(canvas, coverage, scale)[:1]]


def _next(canvas: Canvas, report: StatusReport) -> list[Text]:
    first = upcoming(canvas.narrowed(canvas.width - len("NEXT ")), report, 1, titled=True)[1:]
    return [joined(styled("NEXT", "heading"), line) for line in first]


def _check(canvas: Canvas, report: StatusReport) -> list[Text]:
    """Tell the two things that weigh most, and count the rest."""
    told = alarms_told(canvas.narrowed(canvas.width - len("CHECK")), report)
    lines = [
        joined(styled("CHECK" if at == 0 else "     ", "heading"), one)
        for at, one in enumerate(told[:ALARMS])
    ]
    left = len(told) - ALARMS
    if left > 0:
        lines.append(styled(f"       {left} more kinds: tracker check", "faint"))
    return lines
