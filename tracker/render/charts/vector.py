"""What draws a picture as a vector: SVG that needs nothing from elsewhere.

Colours are literal attributes, texts are in the fonts of the system, and every mark says in its
`title` what it tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.render.charts.frame import BELOW, EDGE, WIDTH, frame_of
from tracker.render.charts.palette import FAINT, GRID, HATCHED, MARKS, PAPER
from tracker.render.charts.picture import Role
from tracker.render.charts.shapes import (
    CELL,
    GAP,
    LINE,
    SIZE,
    cut,
    dot,
    fill,
    hatching,
    label,
    line,
    shown,
    tag,
)
from tracker.render.charts.vector_courses import courses
from tracker.render.charts.vector_rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.render.charts.frame import Frame
    from tracker.render.charts.picture import Picture

FONT = (
    "system-ui, 'Segoe UI', 'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK JP', 'Noto Sans',"
    " Arial, 'DejaVu Sans', sans-serif"
)
"""The system's own, then names that are known: not every program knows what `sans-serif` is."""
TITLE = 16
LONGEST = int((WIDTH - 2 * EDGE) / (CELL * TITLE / SIZE))
"""A longer title is cut."""


def as_svg(picture: Picture) -> str:
    """Write the whole file."""
    frame, title, about = frame_of(picture), f"{picture.name}-title", f"{picture.name}-about"
    inside = [
        tag("title", shown(picture.title), id=title),
        tag("desc", shown(picture.about), id=about),
        _hatching(picture.name),
        tag("rect", width=WIDTH, height=frame.height, fill=PAPER),
        label(EDGE, 26, cut(picture.title, LONGEST), font_size=TITLE, font_weight="bold"),
        label(EDGE, 44, picture.about, FAINT, font_size=11),
        *_grid(picture, frame),
        *(rows(picture, frame) if picture.up is None else courses(picture, frame)),
        *_key(picture, frame),
    ]
    return tag(
        "svg",
        "\n" + "\n".join(inside) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=frame.height,
        viewBox=f"0 0 {WIDTH} {frame.height}",
        role="img",
        aria_labelledby=f"{title} {about}",
        font_family=FONT,
        font_size=SIZE,
    )


def _hatching(name: str) -> str:
    """Define how what is not solid is drawn, so that it is told apart without colours too."""
    patterns = []
    for role, turned in HATCHED.items():
        lines = [
            tag("rect", width=5, height=5, fill=PAPER),
            tag("rect", width=2.5, height=5, fill=MARKS[role]),
        ]
        patterns.append(
            tag(
                "pattern",
                "".join(lines),
                id=hatching(role, name),
                width=5,
                height=5,
                patternUnits="userSpaceOnUse",
                patternTransform=f"rotate({turned})",
            )
        )
    return tag("defs", "".join(patterns))


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
        yield line(x, frame.top, x, frame.bottom, GRID)
        yield label(x + 2, frame.bottom + 14 if up else frame.top - 4, tick.label, FAINT)
    if up is not None:
        covered = frame.bottom + LINE
        for tick in up.ticks:
            y, middle = frame.y(up.part(tick.value)), frame.y(up.part(tick.value + 0.5))
            if middle > covered - LINE:
                continue
            covered = middle
            yield line(frame.left, y, frame.right, y, GRID)
            yield label(frame.left - 6, middle + 4, tick.label, FAINT, text_anchor="end")
        yield label(EDGE, frame.top - 8, picture.up_title, FAINT, font_size=11)
        at = frame.right, frame.bottom + 14
        yield label(*at, picture.across_title, FAINT, font_size=11, text_anchor="end")
    elif picture.across_title:
        yield label(WIDTH - EDGE, frame.top - 4, picture.across_title, FAINT, text_anchor="end")
    if up is None and picture.today is not None:
        x = frame.x(picture.across.part(picture.today))
        colour = MARKS[Role.TODAY]
        yield line(x, frame.top, x, frame.bottom, colour, stroke_dasharray="3 3", class_="today")


def _key(picture: Picture, frame: Frame) -> Iterator[str]:
    """Draw what each mark means, one behind the other."""
    x, y = float(EDGE), frame.bottom + BELOW - 14
    for role, told in picture.key:
        yield _sample(role, picture.name, x, y - 4)
        yield label(x + 19, y, told, FAINT)
        x += 19 + CELL * cell_len(told) + 18


def _sample(role: Role, picture: str, x: float, y: float) -> str:
    """Draw a mark as the key shows it, right of a point."""
    colour = MARKS[role]
    if role in {Role.MET, Role.ENDED, Role.WITHDRAWN}:
        return dot(role, x + 7, y)
    if role in {Role.TODAY, Role.KEPT}:
        return line(x, y, x + 14, y, colour, stroke_dasharray="3 3")
    thick = 4 if role in {Role.FIRST, Role.COURSE} else 8
    return tag(
        "rect",
        x=x,
        y=y - thick / 2,
        width=14,
        height=thick,
        fill=PAPER if role is Role.OPEN else fill(role, picture),
        fill_opacity=0.25 if role is Role.WITHIN else 1,
        stroke=colour if role is Role.OPEN else "none",
    )
