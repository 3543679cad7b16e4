"""What draws a picture as a vector: SVG that needs nothing from elsewhere.

Colours are literal attributes, texts are in the fonts of the system, and every mark says in its
`title` what it tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tracker.domain.text import visible
from tracker.render.charts.palette import COURSES, FAINT, GRID, HATCHED, INK, MARKS, PAPER
from tracker.render.charts.picture import Bar, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.render.charts.picture import Course, Dot, Picture, Scale

WIDTH, TOP, BELOW, EDGE = 960, 64, 44, 16
SIZE, ROW, FIELD = 12, 24, 400
"""The size of text, the height of a row, and that of what courses are drawn on."""
CELL = 6.9
"""A cell of text of SIZE pixels is about so wide; a Japanese letter takes two."""
WIDEST_NAME, WIDEST_BESIDE = 44, 30
"""Longer names are cut, in cells; they stand whole in the titles of their marks."""
FONT = (
    "system-ui, 'Segoe UI', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK JP', 'Noto Sans',"
    " Arial, 'DejaVu Sans', sans-serif"
)
"""The system's own, then names that are known: not every program knows what `sans-serif` is."""
LINE, GAP = 14, 8
"""Names are at least so far apart, below and beside each other."""
TITLE = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the field of a picture lies, in pixels from the top left of the whole."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> int:
        """How high the whole picture is."""
        return round(self.bottom + BELOW)

    def x(self, part: float) -> float:
        """Return the place of a part of the scale across."""
        return round(self.left + part * (self.right - self.left), 1)

    def y(self, part: float) -> float:
        """Return the place of a part of the scale up."""
        return round(self.bottom - part * (self.bottom - self.top), 1)

    def row(self, number: int) -> float:
        """Return the middle of a row."""
        return self.top + number * ROW + ROW / 2


LONGEST = int((WIDTH - 2 * EDGE) / (CELL * TITLE / SIZE))
"""A longer title is cut."""


def frame_of(picture: Picture) -> Frame:
    """Return where the field lies: names stand to the left of rows, and to the right of courses."""
    if picture.up is not None:
        names = [f"{one.letter} {one.label}" for one in picture.courses]
        left = EDGE + CELL * max((len(tick.label) for tick in picture.up.ticks), default=0) + 8
        field = max(FIELD, LINE * len(names))
        return Frame(left, WIDTH - EDGE - _room(names, WIDEST_NAME) - 8, TOP, TOP + field)
    left = EDGE + _room([row.title or row.name for row in picture.rows], WIDEST_NAME) + 12
    right = WIDTH - EDGE - _room([row.beside for row in picture.rows], WIDEST_BESIDE) - 12
    return Frame(left, right, TOP, TOP + ROW * max(len(picture.rows), 1))


def as_svg(picture: Picture, name: str = "") -> str:
    """Write the whole file; the `name` parts its ids from those of others on one page."""
    svg = _drawn(picture)
    if not name:
        return svg
    for one in ("title", "about", *(role.name.lower() for role in HATCHED)):
        svg = svg.replace(f'id="{one}"', f'id="{name}-{one}"').replace(
            f"url(#{one})", f"url(#{name}-{one})"
        )
    return svg.replace('"title about"', f'"{name}-title {name}-about"')


def _drawn(picture: Picture) -> str:
    frame = frame_of(picture)
    inside = [
        _tag("title", _text(picture.title), id="title"),
        _tag("desc", _text(picture.about), id="about"),
        _hatching(),
        _tag("rect", width=WIDTH, height=frame.height, fill=PAPER),
        _label(EDGE, 26, _cut(picture.title, LONGEST), font_size=TITLE, font_weight="bold"),
        _label(EDGE, 44, picture.about, FAINT, font_size=11),
        *_grid(picture, frame),
        *(_rows(picture, frame) if picture.up is None else _courses(picture, frame)),
        *_key(picture, frame),
    ]
    return _tag(
        "svg",
        "\n" + "\n".join(inside) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=frame.height,
        viewBox=f"0 0 {WIDTH} {frame.height}",
        role="img",
        aria_labelledby="title about",
        font_family=FONT,
        font_size=SIZE,
    )


def _hatching() -> str:
    """Define how what is not solid is drawn, so that it is told apart without colours too."""
    patterns = []
    for role, turned in HATCHED.items():
        lines = [
            _tag("rect", width=5, height=5, fill=PAPER),
            _tag("rect", width=2.5, height=5, fill=MARKS[role]),
        ]
        patterns.append(
            _tag(
                "pattern",
                "".join(lines),
                id=role.name.lower(),
                width=5,
                height=5,
                patternUnits="userSpaceOnUse",
                patternTransform=f"rotate({turned})",
            )
        )
    return _tag("defs", "".join(patterns))


def _fill(role: Role) -> str:
    return f"url(#{role.name.lower()})" if role in HATCHED else MARKS[role]


def _grid(picture: Picture, frame: Frame) -> Iterator[str]:
    """Draw the scales: lines from edge to edge with their labels, and today.

    A label that would cover the one before it is left out, with its line.
    """
    up, free = picture.up, 0.0
    for tick in picture.across.ticks:
        x, width = frame.x(picture.across.part(tick.value)), CELL * cell_len(tick.label)
        if x < free or x + width > WIDTH:
            continue
        free = x + width + GAP
        yield _line(x, frame.top, x, frame.bottom, GRID)
        yield _label(x + 2, frame.bottom + 14 if up else frame.top - 4, tick.label, FAINT)
    if up is not None:
        covered = frame.bottom + LINE
        for tick in up.ticks:
            y, middle = frame.y(up.part(tick.value)), frame.y(up.part(tick.value + 0.5))
            if middle > covered - LINE:
                continue
            covered = middle
            yield _line(frame.left, y, frame.right, y, GRID)
            yield _label(frame.left - 6, middle + 4, tick.label, FAINT, text_anchor="end")
        yield _label(EDGE, frame.top - 6, picture.up_title, FAINT, font_size=11)
        at = frame.right, frame.bottom + 14
        yield _label(*at, picture.across_title, FAINT, font_size=11, text_anchor="end")
    elif picture.across_title:
        yield _label(WIDTH - EDGE, frame.top - 4, picture.across_title, FAINT, text_anchor="end")
    if up is None and picture.today is not None:
        x = frame.x(picture.across.part(picture.today))
        colour = MARKS[Role.TODAY]
        yield _line(x, frame.top, x, frame.bottom, colour, stroke_dasharray="3 3", class_="today")


def _rows(picture: Picture, frame: Frame) -> Iterator[str]:
    for at, row in enumerate(picture.rows):
        y, whole = frame.row(at) + 4, row.title or row.name
        yield _label(EDGE, y, _cut(whole, WIDEST_NAME))
        beside = _cut(row.beside, WIDEST_BESIDE)
        yield _label(WIDTH - EDGE, y, beside, FAINT, text_anchor="end")
    for mark in picture.marks:
        name = picture.rows[mark.row]
        told = _tag("title", _text(f"{name.title or name.name}: {mark.told}"))
        if isinstance(mark, Bar):
            yield _bar(mark, picture, frame, told)
        else:
            yield _dot(mark, picture, frame, told)


THICKNESS = {Role.FIRST: (-8.0, 4.0), Role.NOW: (-3.0, 9.0), Role.LATE: (-2.0, 7.0)}
"""How far above its row's middle a bar begins, and how thick it is."""
WHOLE = (-7.0, 14.0)
ARROW = 8
LEAST = 2.0
"""A day is a bar of so many pixels, else it would not be seen."""


def _bar(mark: Bar, picture: Picture, frame: Frame, told: str) -> str:
    """Draw a bar; an end that is open is a point at the edge."""
    start = frame.left if mark.start is None else frame.x(picture.across.part(mark.start))
    end = frame.right if mark.end is None else frame.x(picture.across.part(mark.end))
    end = max(end, start + LEAST)
    above, thick = THICKNESS.get(mark.role, WHOLE)
    top = frame.row(mark.row) + above
    middle, bottom = top + thick / 2, top + thick
    points = [(start, top), (end, top), (end, bottom), (start, bottom)]
    if mark.end is None:
        points[1:3] = [(end - ARROW, top), (end, middle), (end - ARROW, bottom)]
    if mark.start is None:
        points[0], points[-1] = (start + ARROW, top), (start + ARROW, bottom)
        points.append((start, middle))
    hollow = mark.role in HATCHED or mark.role is Role.OPEN
    return _tag(
        "polygon",
        told,
        class_=mark.role.name.lower(),
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        fill=PAPER if mark.role is Role.OPEN else _fill(mark.role),
        stroke=MARKS[mark.role] if hollow else "none",
    )


def _dot(mark: Dot, picture: Picture, frame: Frame, told: str) -> str:
    return _round(frame.x(picture.across.part(mark.at)), frame.row(mark.row) + 1, told)


def _round(x: float, y: float, told: str = "") -> str:
    """Draw that something was met."""
    colour = MARKS[Role.MET]
    return _tag(
        "circle", told, class_="met", cx=x, cy=y, r=5.5, fill=colour, stroke=PAPER, stroke_width=1.5
    )


def _courses(picture: Picture, frame: Frame) -> Iterator[str]:
    """Draw the diagonal, what is uncertain, and over that the courses with their names."""
    up = picture.up
    if up is None:
        return
    plane = Plane(frame, picture.across, up)
    if picture.diagonal:
        ends = max(plane.across.low, up.low), min(plane.across.high, up.high)
        (x1, y1), (x2, y2) = (plane.place(end, end) for end in ends)
        yield _line(x1, y1, x2, y2, MARKS[Role.KEPT], stroke_dasharray="2 4")
    for at, one in enumerate(picture.courses):
        yield from _bands(one, COURSES[at % len(COURSES)], plane)
    ends_at = [plane.place(one.until, _last_level(one)) for one in picture.courses]
    places = _apart([y for _, y in ends_at], frame)
    for at, (one, (x, y)) in enumerate(zip(picture.courses, ends_at, strict=True)):
        colour = COURSES[at % len(COURSES)]
        dashes = {"stroke_dasharray": "6 3"} if at // len(COURSES) % 2 else {}
        yield from _steps(one, colour, plane, **dashes)
        if one.ended:
            yield _round(x, y)
        yield _line(x + 6, y, frame.right + 6, places[at], GRID)
        name = _cut(f"{one.letter} {one.label}", WIDEST_NAME)
        yield _label(frame.right + 8, places[at] + 4, name, colour)


@dataclass(frozen=True, slots=True)
class Plane:
    """Two scales laid over the field of a picture."""

    frame: Frame
    across: Scale
    up: Scale

    def place(self, value: float, level: float) -> tuple[float, float]:
        """Return where a level lies above a value, in pixels."""
        return self.frame.x(self.across.part(value)), self.frame.y(self.up.part(level))


def _last_level(course: Course) -> float:
    return next((one.level for one in reversed(course.rungs) if one.level is not None), 0.0)


def _bands(course: Course, colour: str, plane: Plane) -> Iterator[str]:
    """Draw how wide the window of each rung is: what nobody bounds reaches to the edge."""
    for rung, until in course.stretches():
        if rung.level is None:
            continue
        left, top = plane.place(rung.since, plane.up.high if rung.high is None else rung.high)
        right, bottom = plane.place(until, rung.since if rung.low is None else rung.low)
        yield _tag(
            "rect",
            class_="within",
            x=left,
            y=top,
            width=round(max(right - left, 0), 1),
            height=round(max(bottom - top, 0), 1),
            fill=colour,
            fill_opacity=0.1,
        )


def _steps(course: Course, colour: str, plane: Plane, **more: str) -> Iterator[str]:
    """Draw the steps as one line, broken where nothing held; each step says what it tells."""
    drawn, before, corners = "", False, []
    for rung, until in course.stretches():
        if rung.level is None:
            before = False
            continue
        x, y = plane.place(rung.since, rung.level)
        end, _ = plane.place(until, rung.level)
        drawn += (f"H{x}V{y}" if before else f"M{x},{y}") + f"H{end}"
        told = _tag("title", _text(f"{course.label}: {rung.told}"))
        corners.append(_tag("circle", told, class_="rung", cx=x, cy=y, r=3, fill=colour))
        if not before:
            corners.append(_label(x - 9, y - 4, course.letter, colour))
        before = True
    line = {"fill": "none", "stroke": colour, "stroke_width": "2", **more}
    yield _tag("path", class_="course", d=drawn, **line)
    yield from corners


def _apart(wanted: Sequence[float], frame: Frame) -> list[float]:
    """Move names down until none covers another, and up again where they leave the field."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    places = [*wanted]
    last = frame.top - LINE
    for at in order:
        last = places[at] = max(wanted[at], last + LINE)
    last = frame.bottom + LINE
    for at in reversed(order):
        last = places[at] = min(places[at], last - LINE)
    return places


def _key(picture: Picture, frame: Frame) -> Iterator[str]:
    """Draw what each mark means, one behind the other."""
    x, y = float(EDGE), frame.bottom + BELOW - 14
    for role, told in picture.key:
        colour = MARKS[role]
        if role is Role.MET:
            yield _round(x + 7, y - 4)
        elif role in {Role.TODAY, Role.KEPT}:
            yield _line(x, y - 4, x + 14, y - 4, colour, stroke_dasharray="3 3")
        else:
            thick = 4 if role in {Role.FIRST, Role.COURSE} else 8
            fill, edge = (PAPER, colour) if role is Role.OPEN else (_fill(role), "none")
            shade = 0.25 if role is Role.WITHIN else 1
            top = y - 4 - thick / 2
            box = _tag(
                "rect",
                x=x,
                y=top,
                width=14,
                height=thick,
                fill=fill,
                fill_opacity=shade,
                stroke=edge,
            )
            yield box
        yield _label(x + 19, y, told, FAINT)
        x += 19 + CELL * cell_len(told) + 18


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, **more: str) -> str:
    return _tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **more)


def _label(x: float, y: float, text: str, colour: str = INK, **more: float | str) -> str:
    return _tag("text", _text(text), x=round(x, 1), y=round(y, 1), fill=colour, **more)


def _tag(name: str, inside: str = "", **attributes: float | str) -> str:
    """Write an element; `_` in an attribute's name is `-`, but at its end nothing.

    What is `inside` is markup already.
    """
    given = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
    )
    opened = f"<{name}{''.join(given)}"
    return f"{opened}>{inside}</{name}>" if inside else f"{opened}/>"


def _text(text: str) -> str:
    return escape(visible(text))


def _room(texts: Sequence[str], most: int) -> float:
    """How wide the widest of some texts is, of which no more than so many cells are drawn."""
    return CELL * min(max(map(cell_len, texts), default=0), most)


def _cut(text: str, most: int) -> str:
    return text if cell_len(text) <= most else f"{set_cell_size(text, most - 1).rstrip()}…"
