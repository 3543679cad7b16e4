"""Pictures on a terminal, with their headings and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.render.canvas import heading, joined, styled
from tracker.render.charts import cells
from tracker.render.charts.cells_courses import courses
from tracker.render.charts.money import money
from tracker.render.charts.owners import owners
from tracker.render.charts.timeline import timeline
from tracker.render.charts.trend import RARE, trend
from tracker.render.columns import Column, table, table_width
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.text import Text

    from tracker.render.canvas import Canvas, Layout
    from tracker.render.charts.picture import Bar, Dot, Picture, Row
    from tracker.reports.listing import MilestoneRow
    from tracker.reports.money import MoneyReport
    from tracker.reports.owners import OwnersReport
    from tracker.reports.timeline import TimelineReport
    from tracker.reports.trend import TrendReport

YEARS = (12, 8, 6, 4, 2, 1)
"""A fiscal year is so many cells wide, as many as fit."""
GAP = 2
WIDEST = 100
"""A picture of amounts is not drawn wider."""
LEAST_NAME = 16
HEIGHT, LEAST_HEIGHT = 22, 8
AROUND = 6
"""So many lines are above and below a picture: its heading, its scale, its key, the prompt."""


def timeline_picture(report: TimelineReport, layout: Layout) -> Picture:
    """Draw the milestones of a report, whatever draws the picture."""
    project, language = report.project, layout.language
    title = language.choose(project.title, project.title_ja)
    title += ": milestones in time"
    return timeline(title, report.milestones, report.clocks.as_of, project.calendar, language)


def trend_picture(report: TrendReport, layout: Layout) -> Picture:
    """Draw the courses of a report, whatever draws the picture."""
    project, language = report.project, layout.language
    title = language.choose(project.title, project.title_ja)
    title += ": how promises moved"
    return trend(title, report.trends, report.clocks.as_of, project.calendar, language)


def timeline_text(report: TimelineReport, layout: Layout) -> list[Text]:
    """Draw a line for each milestone, with what is promised now and how far that slipped."""
    canvas, project = layout.canvas, report.project
    lines = heading(canvas, project, report.clocks, "timeline")
    if not report.milestones:
        return [*lines, styled("No day of a milestone is known.")]
    drawn = timeline_picture(report, layout)
    rows = list(enumerate(report.milestones))
    columns: list[Column[tuple[int, MilestoneRow]]] = [
        Column(title="MILESTONE", cell=partial(_name, canvas), flexible=True, floor=LEAST_NAME),
        Column(title="SLIP", cell=lambda row: styled(drawn.rows[row[0]].beside)),
        Column(title="NOW", cell=lambda row: words.now(row[1].state)),
    ]
    ruler = _ruler(canvas, drawn, columns, rows)
    while len(columns) > 1 and (ruler is None or ruler.cells_per_unit < cells.LABEL):
        columns.pop()  # what stands in words gives way to the picture
        ruler = _ruler(canvas, drawn, columns, rows)
    if ruler is not None:
        by_row = {at: [mark for mark in drawn.marks if mark.row == at] for at, _ in rows}
        draw = partial(_lane, ruler=ruler, by_row=by_row, today=drawn.today, canvas=canvas)
        columns.insert(1, Column(title=ruler.heading, cell=draw))
    lines += [styled(""), *table(canvas, columns, rows, gap=GAP)]
    more = f"{report.out} more have ended: --all" if report.out else ""
    return [*lines, *canvas.spread(cells.legend(drawn.key, canvas.signs), styled(more, "faint"))]


def _ruler(
    canvas: Canvas,
    drawn: Picture,
    columns: Sequence[Column[tuple[int, MilestoneRow]]],
    rows: Sequence[tuple[int, MilestoneRow]],
) -> cells.Ruler | None:
    """Choose how wide a year is beside some columns."""
    room = canvas.width - table_width(columns, rows, GAP) - GAP
    return cells.ruler(drawn.across, room, YEARS)


def _lane(
    row: tuple[int, MilestoneRow],
    ruler: cells.Ruler,
    by_row: Mapping[int, Sequence[Bar | Dot]],
    today: float | None,
    canvas: Canvas,
) -> Text:
    return cells.lane(by_row[row[0]], ruler, today, canvas.signs)


def _name(canvas: Canvas, row: tuple[int, MilestoneRow]) -> Text:
    state = row[1].state
    sign = canvas.signs.overdue if state.overdue else canvas.signs.of(state.status)
    meaning = "bad" if state.overdue else "good" if state.met_on else "plain"
    return joined(styled(sign, meaning), " ", words.short_name(row[1].milestone, canvas.language))


def trend_text(report: TrendReport, layout: Layout) -> list[Text]:
    """Draw the courses, as high as the screen allows."""
    canvas, project = layout.canvas, report.project
    lines = heading(canvas, project, report.clocks, "trend of promises")
    if not report.trends:
        return [*lines, styled("Nothing was promised.")]
    drawn = trend_picture(report, layout)
    height = HEIGHT if layout.height is None else layout.height - AROUND
    lines += [
        styled(f"{drawn.up_title} (up), {drawn.across_title} (across)", "faint"),
        *map(
            canvas.fit,
            courses(drawn, canvas.width, max(height, LEAST_HEIGHT), canvas.signs),
        ),
    ]
    signs = canvas.signs
    told = [f"{signs.diagonal} due that day", f"{signs.met} met"]
    told += [f"{cells.sign_of(role, signs)} {text}" for role, text in drawn.key if role in RARE]
    told += [f"{signs.several} several"] if len(drawn.courses) > 1 else []
    told += ["a rising course slips"]
    more = f"{report.out} more: --all" if report.out else ""
    return [*lines, *canvas.spread(styled("  ".join(told), "faint"), styled(more, "faint"))]


def money_picture(report: MoneyReport, layout: Layout) -> Picture:
    """Draw the money of a report by year, whatever draws the picture."""
    project = report.project
    title = layout.language.choose(project.title, project.title_ja)
    return money(f"{title}: money by fiscal year", report, layout.units)


def owners_picture(report: OwnersReport, layout: Layout) -> Picture:
    """Draw who holds what, whatever draws the picture."""
    project, language = report.project, layout.language
    title = language.choose(project.title, project.title_ja)
    return owners(f"{title}: who holds shares", report, layout.units, language)


def money_text(report: MoneyReport, layout: Layout) -> list[Text]:
    """Draw a line for each fiscal year, and one for what is needed."""
    lines = heading(layout.canvas, report.project, report.clocks, "money by fiscal year")
    return [*lines, *_amounts(money_picture(report, layout), layout.canvas, "No money is stated.")]


def owners_text(report: OwnersReport, layout: Layout) -> list[Text]:
    """Draw a line for each holder whose investment has a figure, and one for the others."""
    lines = heading(layout.canvas, report.project, report.clocks, "owners")
    return [
        *lines,
        *_amounts(owners_picture(report, layout), layout.canvas, "Nobody holds shares."),
    ]


def _amounts(drawn: Picture, canvas: Canvas, nothing: str) -> list[Text]:
    """Lay rows of amounts out: their names, the picture in what room is left, the figures."""
    if not drawn.rows:
        return [styled(nothing)]
    rows = list(enumerate(drawn.rows))
    columns: list[Column[tuple[int, Row]]] = [
        Column(cell=lambda row: row[1].name, flexible=True, floor=LEAST_NAME),
        Column(
            title=drawn.across_title if not canvas.ascii else "",
            cell=lambda row: canvas.signs.drawn(row[1].beside),
            right=True,
        ),
    ]
    room = canvas.width - table_width(columns, rows, GAP) - GAP
    if room >= cells.LEAST_ROOM:
        ruler = cells.Ruler(drawn.across, min(room, WIDEST))
        by_row = {at: [mark for mark in drawn.marks if mark.row == at] for at, _ in rows}
        columns.insert(
            1,
            Column(
                title=ruler.heading,
                cell=lambda row: cells.lane(by_row[row[0]], ruler, None, canvas.signs),
            ),
        )
    return [
        styled(""),
        *table(canvas, columns, rows, gap=GAP),
        *canvas.spread(cells.legend(drawn.key, canvas.signs), styled("")),
        *canvas.indented(drawn.about, style="faint"),
    ]


class Chart(NamedTuple):
    """How a report is drawn: laid out on a terminal, or as a picture for any drawer."""

    page: Callable[[Any, Layout], list[Text]]
    picture: Callable[[Any, Layout], Picture]


CHARTS = {
    "timeline": Chart(timeline_text, timeline_picture),
    "trend": Chart(trend_text, trend_picture),
    "money": Chart(money_text, money_picture),
    "owners": Chart(owners_text, owners_picture),
}
