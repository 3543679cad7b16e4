"""What draws the courses of a picture as a vector: steps, each with a letter and a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.render.canvas import pinched
from tracker.render.charts.frame import WIDEST_NAME, Plane
from tracker.render.charts.palette import COURSES, GRID, MARKS
from tracker.render.charts.picture import Role
from tracker.render.charts.shapes import CELL, LINE, SIZE, dot, label, line, tag, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.render.charts.frame import Frame
    from tracker.render.charts.picture import Course, Picture


def courses(picture: Picture, frame: Frame) -> Iterator[str]:
    """Draw the diagonal, what is uncertain, and over that the courses with their names."""
    up = picture.up
    if up is None:
        return
    plane = Plane(frame, picture.across, up)
    if picture.diagonal:
        ends = max(plane.across.low, up.low), min(plane.across.high, up.high)
        (x1, y1), (x2, y2) = (plane.place(end, end) for end in ends)
        yield line(x1, y1, x2, y2, MARKS[Role.KEPT], stroke_dasharray="2 4")
    shade = round(min(SHADE, MOST_SHADE / max(len(picture.courses), 1)), 4)
    for at, one in enumerate(picture.courses):
        yield from _bands(one, COURSES[at % len(COURSES)], plane, shade)
    planes = _asides(picture.courses, plane)
    ends_at = [
        own.place(one.until, _last_level(one))
        for one, own in zip(picture.courses, planes, strict=True)
    ]
    places = _apart([y for _, y in ends_at], frame)
    letters = _Letters(frame.left)
    for at, (one, (x, y)) in enumerate(zip(picture.courses, ends_at, strict=True)):
        colour = COURSES[at % len(COURSES)]
        dashes = {"stroke_dasharray": "6 3"} if at // len(COURSES) % 2 else {}
        yield from _steps(one, colour, planes[at], letters, **dashes)
        yield from (dot(role, *planes[at].place(*stop)) for role, *stop in one.stops())
        yield line(x + 6, y, frame.right + 6, places[at], GRID)
        yield label(frame.right + 8, places[at] + 4, pinched(one.name, WIDEST_NAME), colour)
    yield from letters.drawn


SHADE, MOST_SHADE = 0.1, 0.8
"""How much a window hides of what is behind it, and all of them together."""
ASIDES = (0.0, 3.0, -3.0, 6.0, -6.0, 9.0, -9.0)
"""By how much a course is moved aside, the first of them by which it covers least of others."""
TOUCHING = 2.5
"""Nearer lines cover each other."""


def _asides(courses: Sequence[Course], plane: Plane) -> list[Plane]:
    """Give each course a plane of its own, so that those that coincide run beside each other."""
    planes: list[Plane] = []
    drawn: list[tuple[float, float, float]] = []
    for one in courses:
        own = min(
            (replace(plane, aside=aside) for aside in ASIDES),
            key=lambda plane: sum(_covered(run, drawn) for run in _runs(one, plane)),
        )
        planes.append(own)
        drawn += _runs(one, own)
    return planes


def _runs(course: Course, plane: Plane) -> list[tuple[float, float, float]]:
    """Return the level parts of a course: from where to where, and how high."""
    runs = []
    for rung, until in course.stretches():
        if rung.level is not None:
            start, y = plane.place(rung.since, rung.level)
            end, _ = plane.place(until, rung.level)
            runs.append((start, max(end, start + 1), y))
    return runs


def _covered(
    run: tuple[float, float, float], others: Iterable[tuple[float, float, float]]
) -> float:
    """Return how much of a level part runs along others."""
    first, last, y = run
    return sum(
        max(min(last, end) - max(first, start), 0)
        for start, end, beside in others
        if abs(y - beside) < TOUCHING
    )


@dataclass(slots=True)
class _Letters:
    """The letters of courses where they begin, each left of those that are there already."""

    left: float
    drawn: list[str] = field(default_factory=list)
    places: list[tuple[float, float, float]] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, colour: str) -> None:
        """Write a letter left of a point; nothing where others take all the room."""
        width = CELL * len(text)
        at = x - 2 - width
        on_line = [(start, end) for start, end, above in self.places if abs(above - y) < SIZE - 2]
        while near := [start for start, end in on_line if start < at + width and at < end]:
            at = min(near) - width - 1
        if at >= self.left:
            self.places.append((at, at + width, y))
            self.drawn.append(label(at, y, text, colour))


def _last_level(course: Course) -> float:
    return next((one.level for one in reversed(course.rungs) if one.level is not None), 0.0)


def _bands(course: Course, colour: str, plane: Plane, shade: float) -> Iterator[str]:
    """Draw how wide the window of each rung is: what nobody bounds reaches to the edge."""
    for rung, until in course.stretches():
        if rung.level is None:
            continue
        left, top = plane.place(rung.since, plane.up.high if rung.high is None else rung.high)
        right, bottom = plane.place(until, rung.since if rung.low is None else rung.low)
        yield tag(
            "rect",
            class_="within",
            x=left,
            y=top,
            width=round(max(right - left, 0), 1),
            height=round(max(bottom - top, 0), 1),
            fill=colour,
            fill_opacity=shade,
        )


def _steps(
    course: Course, colour: str, plane: Plane, letters: _Letters, **more: str
) -> Iterator[str]:
    """Draw the steps as one line, broken where nothing held; each step says what it tells."""
    drawn, before, corners = "", False, []
    for rung, until in course.stretches():
        if rung.level is None:
            before = False
            continue
        x, y = plane.place(rung.since, rung.level)
        end, _ = plane.place(until, rung.level)
        drawn += (f"H{x}V{y}" if before else f"M{x},{y}") + f"H{end}"
        told = titled(f"{course.label}: {rung.told}")
        corners.append(tag("circle", told, class_="rung", cx=x, cy=y, r=3, fill=colour))
        if not before:
            letters.write(x, y - 4, course.letter, colour)
        before = True
    pen = {"fill": "none", "stroke": colour, "stroke_width": "2", **more}
    yield tag("path", class_="course", d=drawn, **pen)
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
