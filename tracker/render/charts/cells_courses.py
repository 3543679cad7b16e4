"""What draws the courses of a picture in the cells of a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.render.canvas import styled
from tracker.render.charts.cells import LABEL, LEAST_ROOM, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.render.canvas import Signs
    from tracker.render.charts.picture import Course, Picture, Scale


@dataclass(slots=True)
class _Field:
    """Cells of courses, from the top left; what is set later covers what was there."""

    width: int
    height: int
    across: Scale
    up: Scale
    cells: list[list[Text]] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = [[styled(" ") for _ in range(self.width)] for _ in range(self.height)]

    def column(self, value: float) -> int:
        return round(self.across.part(value) * (self.width - 1))

    def line(self, value: float) -> int:
        return round((1 - self.up.part(value)) * (self.height - 1))

    def put(self, column: int, line: int, sign: str, style: str = "plain") -> None:
        self.cells[line][column] = styled(sign, style)

    def is_empty(self, column: int, line: int) -> bool:
        return self.cells[line][column].plain == " "


LEAST_FIELD = 24
"""In fewer cells no course can be followed."""
MOST_BANDS = 3
"""With more courses what is uncertain of them would hide the courses."""


def courses(picture: Picture, width: int, height: int, signs: Signs) -> list[Text]:
    """Draw the courses over their scales, named at the right, in so many cells and lines.

    Where that leaves too little room the names stand below, in lines of their own. Uncertainty is
    drawn where there are at most MOST_BANDS courses.
    """
    up = picture.up
    if up is None or not picture.courses:
        return []
    names = [one.name for one in picture.courses]
    gutter = max(len(tick.label) for tick in up.ticks) + 1
    room = width - gutter - max(Text(name).cell_len for name in names) - 2
    below = room < LEAST_FIELD
    room = width - gutter if below else room
    area = _Field(max(room, LEAST_ROOM), height, picture.across, up)
    if picture.diagonal:
        _diagonal(area, signs)
    if len(picture.courses) <= MOST_BANDS:
        for one in picture.courses:
            _band(area, one, signs)
    for one in picture.courses:
        _course(area, one, signs)
    return [
        *_with_names(area, picture, gutter, [] if below else names),
        *_below(area, picture.across, gutter),
        *(styled(name) for name in names if below),
    ]


def _diagonal(area: _Field, signs: Signs) -> None:
    low, high = area.across.low, area.across.high
    for column in range(area.width):
        value = low + (high - low) * column / max(area.width - 1, 1)
        if area.up.holds(value):
            area.put(column, area.line(value), signs.diagonal, "faint")


def _band(area: _Field, course: Course, signs: Signs) -> None:
    for rung, until in course.stretches():
        if rung.level is None:
            continue
        top = area.line(area.up.high if rung.high is None else rung.high)
        bottom = area.line(rung.since if rung.low is None else rung.low)
        for column in range(area.column(rung.since), area.column(until) + 1):
            for line in range(top, bottom + 1):
                if area.is_empty(column, line):
                    area.put(column, line, signs.empty, "faint")


def _course(area: _Field, course: Course, signs: Signs) -> None:
    before: int | None = None
    for rung, until in course.stretches():
        first, last = area.column(rung.since), area.column(until)
        if rung.level is None:
            before = None
            continue
        line = area.line(rung.level)
        if before is not None and before != line:
            for between in range(min(before, line) + 1, max(before, line)):
                area.put(first, between, signs.today)
        for column in range(first, last + 1):
            area.put(column, line, signs.first)
        area.put(first, line, course.letter)
        before = line
    if course.rungs and course.rungs[-1].level is not None:
        end = area.column(course.until), area.line(course.rungs[-1].level)
        area.put(
            *end, signs.met if course.ended else course.letter, "good" if course.ended else "plain"
        )


def _with_names(area: _Field, picture: Picture, gutter: int, names: Sequence[str]) -> list[Text]:
    """Set the labels of the scale up on the left, and the names of courses at their ends."""
    up = area.up
    ticks = {area.line(tick.value + 0.5): tick.label for tick in reversed(up.ticks)}
    ends = [_last_level(one, up.high) for one in picture.courses]
    places = _apart([area.line(end) for end in ends], area.height) if names else []
    named = dict(zip(places, names, strict=True))
    lines = []
    for at in range(max([area.height, *(place + 1 for place in places)])):
        cells = area.cells[at] if at < area.height else [styled(" " * area.width)]
        label = styled(ticks.get(at, "").rjust(gutter - 1) + " ", "faint")
        line = Text(end="", no_wrap=True).join([label, *cells, styled(f"  {named.get(at, '')}")])
        line.rstrip()
        lines.append(line)
    return lines


def _last_level(course: Course, top: float) -> float:
    levels = [rung.level for rung in course.rungs if rung.level is not None]
    return levels[-1] if levels else top


def _apart(wanted: Sequence[int], height: int) -> list[int]:
    """Give each name a line of its own, as near to the one wanted as those before it leave."""
    taken: set[int] = set()
    places = [0] * len(wanted)
    for at in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        below = next(line for line in count(wanted[at]) if line not in taken)
        above = next((line for line in range(wanted[at], -1, -1) if line not in taken), below)
        nearest = above if below >= height or wanted[at] - above < below - wanted[at] else below
        places[at] = nearest
        taken.add(nearest)
    return places


def _below(area: _Field, across: Scale, gutter: int) -> list[Text]:
    """Write the labels of the scale across below their places, as many as do not touch."""
    line = ""
    for tick in across.ticks:
        at = area.column(tick.value)
        label = short(tick.label)
        if (not line or at > len(line)) and at + len(label) <= area.width + LABEL:
            line = line.ljust(at) + label
    return [styled(" " * gutter + line, "faint")]
