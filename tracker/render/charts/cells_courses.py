"""What draws the courses of a picture in the cells of a terminal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.render.canvas import styled
from tracker.render.charts.cells import LABEL, LEAST_ROOM, STYLE, short, sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.render.canvas import Canvas, Signs
    from tracker.render.charts.picture import Course, Picture, Rung, Scale


@dataclass(slots=True)
class _Field:
    """Cells of courses, from the top left; what is set later covers what was there."""

    width: int
    height: int
    across: Scale
    up: Scale
    cells: list[list[Text]] = field(init=False)
    lines: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How many courses run along a cell."""
    signs: dict[tuple[int, int], str] = field(default_factory=dict)
    """What is written in a cell that nothing else may cover."""

    def __post_init__(self) -> None:
        self.cells = [[styled(" ") for _ in range(self.width)] for _ in range(self.height)]

    def column(self, value: float) -> int:
        return round(self.across.part(value) * (self.width - 1))

    def line(self, value: float) -> int:
        return round((1 - self.up.part(value)) * (self.height - 1))

    def columns(self, rung: Rung, until: float) -> range:
        return range(self.column(rung.since), self.column(until) + 1)

    def put(self, column: int, line: int, sign: str, style: str = "plain") -> None:
        self.cells[line][column] = styled(sign, style)

    def write(self, columns: Iterable[int], line: int, text: str, style: str = "plain") -> None:
        """Write a sign in the first of some columns where it covers no other; else nowhere.

        One that stands where it would begin is not written again.
        """
        for column in columns:
            places = [(at, line) for at in range(column, column + len(text))]
            if self.signs.get(places[0]) == text:
                return
            if column >= 0 and places[-1][0] < self.width and not self.signs.keys() & {*places}:
                for place, sign in zip(places, text, strict=True):
                    self.put(*place, sign, style)
                    self.signs[place] = text
                return

    def is_empty(self, column: int, line: int) -> bool:
        return self.cells[line][column].plain == " "


LEAST_FIELD = 24
"""In fewer cells no course can be followed."""
NEAR = 4
"""A sign that finds its cell taken stands fewer cells away from it."""
MOST_BANDS = 3
"""With more courses what is uncertain of them would hide the courses."""


def courses(picture: Picture, canvas: Canvas, height: int) -> list[Text]:
    """Draw the courses over their scales, named at the right, in so many lines.

    Where that leaves too little room the names stand below, in lines of their own. Uncertainty is
    drawn where there are at most MOST_BANDS courses.
    """
    up, signs = picture.up, canvas.signs
    if up is None or not picture.courses:
        return []
    names = [one.name for one in picture.courses]
    gutter = max(len(tick.label) for tick in up.ticks) + 1
    room = canvas.width - gutter - max(Text(name).cell_len for name in names) - 2
    below = room < LEAST_FIELD
    room = canvas.width - gutter if below else room
    area = _Field(max(room, LEAST_ROOM), height, picture.across, up)
    if picture.diagonal:
        _diagonal(area, signs)
    if len(picture.courses) <= MOST_BANDS:
        for one in picture.courses:
            _band(area, one, signs)
    for one in picture.courses:
        _track(area, one, signs)
    _write_signs(area, picture.courses, signs)
    lines = [
        *_with_names(area, picture, gutter, [] if below else names),
        *_below(area, picture.across, gutter),
        *(styled(canvas.pinched(name, canvas.width)) for name in names if below),
    ]
    return [canvas.fit(line) for line in lines]


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


def _track(area: _Field, course: Course, signs: Signs) -> None:
    """Draw the line of a course; where it runs along others the sign says so."""
    before: int | None = None
    for rung, until in course.stretches():
        if rung.level is None:
            before = None
            continue
        line, columns = area.line(rung.level), area.columns(rung, until)
        if before is not None:
            for between in range(min(before, line) + 1, max(before, line)):
                area.put(columns[0], between, signs.today)
        for column in columns:
            area.lines[column, line] += 1
            several = area.lines[column, line] > 1
            area.put(column, line, signs.several if several else signs.first)
        before = line


def _write_signs(area: _Field, drawn: Sequence[Course], signs: Signs) -> None:
    """Write where courses stop, their letters where they begin, then where they move and end.

    What is written first stays: other signs stand beside it.
    """
    for one in drawn:
        for role, at, level in one.stops():
            column = area.column(at)
            near = [*range(column, column + NEAR), *range(column - 1, column - NEAR, -1)]
            area.write(near, area.line(level), sign_of(role, signs), STYLE[role])
    for begins in (True, False):
        for one in drawn:
            _write_letters(area, one, begins=begins)


def _write_letters(area: _Field, course: Course, *, begins: bool) -> None:
    """Write the letter of a course where it begins, or else on its other rungs and at its end."""
    held = False
    for rung, until in course.stretches():
        if rung.level is not None and begins != held:
            columns = area.columns(rung, until)
            near = [*columns, *range(columns[0] - 1, columns[0] - NEAR, -1)]
            area.write(near if begins else columns[:NEAR], area.line(rung.level), course.letter)
        held = rung.level is not None
    if held and not begins and course.end is None:
        last, until = [*course.stretches()][-1]
        before = [at - len(course.letter) + 1 for at in reversed(area.columns(last, until))]
        area.write(before, area.line(last.level or 0), course.letter)


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
