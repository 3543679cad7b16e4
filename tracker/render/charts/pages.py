"""Pictures on a terminal, with their headings and keys."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from rich.cells import cell_len

from tracker.domain.vocabulary import Language
from tracker.render.canvas import heading, joined, styled
from tracker.render.charts import cells
from tracker.render.charts.cells_courses import courses
from tracker.render.charts.money import money
from tracker.render.charts.owners import owners
from tracker.render.charts.picture import Role, Row, Tick
from tracker.render.charts.timeline import timeline
from tracker.render.charts.trend import RARE, trend
from tracker.render.columns import Column, table, table_width
from tracker.render.telling import words
from tracker.render.telling.japanese import brief, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.text import Text

    from tracker.render.canvas import Canvas, Layout
    from tracker.render.charts.picture import Bar, Course, Dot, Picture, Scale
    from tracker.reports.money import MoneyReport
    from tracker.reports.owners import OwnersReport
    from tracker.reports.rows import MilestoneRow
    from tracker.reports.timeline import TimelineReport
    from tracker.reports.trend import TrendReport

Numbered: TypeAlias = "tuple[int, MilestoneRow]"
YEARS = (12, 8, 6, 4, 2, 1)
"""A fiscal year is so many cells wide, as many as fit."""
LABELLED = (4, 2, 1)
"""The first of them by which a year is not too wide is what its picture wants."""
GAP = 2
WIDEST = 100
"""A picture of amounts is not drawn wider."""
LEAST_NAME, LEAST_AMOUNTS = 10, 20
"""Names are shortened to so many cells, before a picture of amounts gets fewer than so many."""
MILESTONE = "MILESTONE"
NARROW = "No room to draw."
HEIGHT, LEAST_HEIGHT = 22, 8
LISTED = 30
"""So many cells name the milestones that cannot be drawn."""
AROUND = 5
"""So many lines are above and below a picture and its key: its heading, its scale, the prompt."""


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
        return [*lines, *canvas.indented("No day of a milestone is known.")]
    drawn = timeline_picture(report, layout)
    rows = list(enumerate(report.milestones))
    columns, room = _beside(canvas, drawn, rows)
    name = room.name
    ruler = cells.ruler(drawn.across, room.picture, YEARS)
    if ruler is not None:
        by_row = {at: [mark for mark in drawn.marks if mark.row == at] for at, _ in rows}
        draw = partial(_lane, ruler=ruler, by_row=by_row, today=drawn.today, canvas=canvas)
        columns.insert(0, Column(title=ruler.heading, cell=draw))
        name += room.picture - ruler.width
    else:
        name += room.picture
    columns.insert(0, Column(title=MILESTONE, cell=partial(_name, canvas, most=name)))
    key = [
        (role, f"{told}, over {canvas.signs.first}" if role is Role.NOW else told)
        for role, told in drawn.key
    ]
    told = [f"{report.out} more ended: --all"] if report.out else []
    told += (
        [f"no day is known of {canvas.listing(report.undated, LISTED)}"] if report.undated else []
    )
    more = "; ".join(told)
    return [
        *lines,
        styled(""),
        *table(canvas, columns, rows, gap=GAP),
        *_explained(canvas, cells.told(key, canvas.signs) if ruler else [NARROW], more),
    ]


def _beside(
    canvas: Canvas, drawn: Picture, rows: Sequence[Numbered]
) -> tuple[list[Column[Numbered]], Room]:
    """Choose what stands in words beside the picture of milestones, and share the rest out.

    To the picture gives way the date first, then the middle of names, at last the slip.
    """
    slip: Column[Numbered] = Column(title="SLIP", cell=lambda row: drawn.rows[row[0]].beside)
    now: Column[Numbered] = Column(title="NOW", cell=lambda row: words.now(row[1].state))
    longest = max(len(MILESTONE), *(_name(canvas, row).cell_len for row in rows))
    units, most = round(drawn.across.high - drawn.across.low), canvas.width * 2 // 3
    wanted = next((each * units for each in LABELLED if each * units <= most), most)
    ways: tuple[tuple[list[Column[Numbered]], int, int], ...] = (
        ([slip, now], max(canvas.width // 3, LEAST_NAME), wanted),
        ([slip], LEAST_NAME, cells.LEAST_ROOM),
        ([], LEAST_NAME, cells.LEAST_ROOM),
    )
    shared = [
        (columns, _room(canvas, table_width(columns, rows, GAP), longest, wanted, least), enough)
        for columns, least, enough in ways
    ]
    enough_for = ((columns, room) for columns, room, enough in shared if room.picture >= enough)
    return next(enough_for, shared[-1][:2])


class Room(NamedTuple):
    """How many cells names take at most, and how many are left for the picture beside them."""

    name: int
    picture: int


def _room(canvas: Canvas, beside: int, longest: int, wanted: int, least: int) -> Room:
    """Share a line out, of which other columns take some cells.

    Names are shortened to so many cells at `least` where the picture does not get what is wanted.
    """
    left = canvas.width - beside - 2 * GAP
    if not canvas.cut:
        return Room(longest, max(left - longest, wanted))
    name = min(longest, max(left - wanted, least))
    return Room(name, left - name)


def _lane(
    row: Numbered,
    ruler: cells.Ruler,
    by_row: Mapping[int, Sequence[Bar | Dot]],
    today: float | None,
    canvas: Canvas,
) -> Text:
    return cells.lane(by_row[row[0]], ruler, today, canvas.signs)


def _name(canvas: Canvas, row: Numbered, most: int | None = None) -> Text:
    state = row[1].state
    sign = canvas.signs.overdue if state.overdue else canvas.signs.of(state.status)
    meaning = "bad" if state.overdue else "good" if state.met_on else "plain"
    name = words.short_name(row[1].milestone, canvas.language)
    if most is not None:
        name = canvas.pinched(name, most - len("! "))
    return joined(styled(sign, meaning), " ", name)


def _explained(canvas: Canvas, told: Sequence[str], more: str = "") -> list[Text]:
    """Say below a picture what its signs mean, in as many lines as that takes, and what is left."""
    lines = [""]
    for one in told:
        longer = f"{lines[-1]}  {one}".lstrip()
        if canvas.cut and lines[-1] and cell_len(longer) > canvas.width:
            lines.append(one)
        else:
            lines[-1] = longer
    *above, last = (styled(line, "faint") for line in lines)
    if more and canvas.cut and last.cell_len + len(more) + GAP > canvas.width:
        return [*above, canvas.fit(last), canvas.fit(styled(more, "faint"))]
    return [*above, *canvas.spread(last, styled(more, "faint"))]


def trend_text(report: TrendReport, layout: Layout) -> list[Text]:
    """Draw the courses, as high as the screen allows."""
    canvas, project = layout.canvas, report.project
    lines = heading(canvas, project, report.clocks, "trend of promises")
    if not report.trends:
        return [*lines, *canvas.indented("Nothing was promised.")]
    drawn, signs = trend_picture(report, layout), canvas.signs
    told = [
        f"{signs.diagonal} due that day",
        f"{signs.met} met",
        *cells.told([(role, text) for role, text in drawn.key if role in RARE], signs),
        *([f"{signs.several} several"] if len(drawn.courses) > 1 else []),
        "a rising course slips",
    ]
    key = _explained(canvas, told, f"{report.out} more: --all" if report.out else "")
    height = HEIGHT if layout.height is None else layout.height - AROUND - len(key)
    measured = f"{drawn.up_title} (up), {drawn.across_title} (across)"
    return [
        *lines,
        *canvas.indented(measured, style="faint"),
        *courses(drawn, canvas, max(height, LEAST_HEIGHT)),
        *key,
    ]


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
        return canvas.indented(nothing)
    rows = list(enumerate(drawn.rows))
    figures: Column[tuple[int, Row]] = Column(
        title=canvas.signs.drawn(drawn.across_title),
        cell=lambda row: canvas.signs.drawn(row[1].beside),
        right=True,
    )
    longest = max(cell_len(row.name) for row in drawn.rows)
    room = _room(canvas, table_width([figures], rows, GAP), longest, LEAST_AMOUNTS, LEAST_NAME)
    drawable = room.picture >= cells.LEAST_ROOM
    most = room.name if drawable else room.name + room.picture
    columns = [Column(cell=lambda row: canvas.pinched(row[1].name, most)), figures]
    if drawable:
        ruler = cells.Ruler(drawn.across, min(room.picture, WIDEST))
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
        *_explained(canvas, cells.told(drawn.key, canvas.signs) if drawable else [NARROW]),
        *canvas.indented(drawn.about, style="faint"),
    ]


def drawn_for_file(chart: str, report: Any, layout: Layout) -> Picture:  # noqa: ANN401 - its own
    """Draw a report as a picture of a file, which is in one language throughout."""
    picture = CHARTS[chart].picture(report, layout)
    if layout.language is not Language.JAPANESE:
        return picture
    project, _, what = picture.title.rpartition(": ")
    return replace(
        picture,
        title=f"{project}：{say(what)}",
        about=say(picture.about),
        across=_told(picture.across),
        across_title=say(picture.across_title),
        up=_told(picture.up) if picture.up else None,
        up_title=say(picture.up_title),
        rows=tuple(Row(say(one.name), say(one.title), say(one.beside)) for one in picture.rows),
        courses=tuple(replace(one, beside=_beside_in_japanese(one)) for one in picture.courses),
        key=tuple((role, say(told)) for role, told in picture.key),
    )


def _beside_in_japanese(course: Course) -> str:
    met, _, when = course.beside.rpartition("met ")
    return f"{brief(when)}達成" if not met and course.end is Role.MET else brief(course.beside)


def _told(scale: Scale) -> Scale:
    return replace(scale, ticks=tuple(Tick(one.value, say(one.label)) for one in scale.ticks))


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
