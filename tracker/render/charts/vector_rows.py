"""What draws the rows of a picture as a vector: bars and dots, with their names and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.charts.frame import EDGE, WIDEST_BESIDE, WIDEST_NAME, WIDTH, Frame
from tracker.render.charts.palette import FAINT, HATCHED, MARKS, PAPER
from tracker.render.charts.picture import Bar, Role
from tracker.render.charts.shapes import cut, dot, fill, label, tag, titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.render.charts.picture import Picture

THICKNESS = {Role.FIRST: (-8.0, 4.0), Role.NOW: (-3.0, 9.0), Role.LATE: (-2.0, 7.0)}
"""How far above its row's middle a bar begins, and how thick it is."""
WHOLE = (-7.0, 14.0)
ARROW = 8
LEAST = 2.0
"""A day is a bar of so many pixels, else it would not be seen."""


def rows(picture: Picture, frame: Frame) -> Iterator[str]:
    """Draw each row's name and what stands beside it, then all marks."""
    for at, row in enumerate(picture.rows):
        y = frame.row(at) + 4
        yield label(EDGE, y, cut(row.title or row.name, WIDEST_NAME))
        yield label(WIDTH - EDGE, y, cut(row.beside, WIDEST_BESIDE), FAINT, text_anchor="end")
    for mark in picture.marks:
        name = picture.rows[mark.row]
        told = titled(f"{name.title or name.name}: {mark.told}")
        if isinstance(mark, Bar):
            yield _bar(mark, picture, frame, told)
        else:
            x = frame.x(picture.across.part(mark.at))
            yield dot(mark.role, x, frame.row(mark.row) + 1, told)


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
    return tag(
        "polygon",
        told,
        class_=mark.role.name.lower(),
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        fill=PAPER if mark.role is Role.OPEN else fill(mark.role, picture.name),
        stroke=MARKS[mark.role] if hollow else "none",
    )
