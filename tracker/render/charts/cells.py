"""What draws a picture in the cells of a terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.render.canvas import STYLES, styled
from tracker.render.charts.picture import Bar, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.render.canvas import Signs
    from tracker.render.charts.picture import Course, Dot, Picture, Scale

LABEL = 4
"""A short label of a year is so many cells wide: `FY24`."""
YEAR = re.compile("^(?P<lead>[A-Z]*)[0-9]{2}(?P<year>[0-9]{2})$")
LEAST_ROOM = 8
DIGITS = 6
"""A place on a scale is rounded so before it falls into a cell, as thirds of a year have no end."""
STYLE = {Role.FIRST: "faint", Role.LATE: "bad", Role.MET: "good", Role.TODAY: "faint"}


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale laid over so many cells."""

    scale: Scale
    width: int

    @property
    def cells_per_unit(self) -> float:
        """How many cells a unit of the scale takes."""
        return self.width / (self.scale.high - self.scale.low)

    def cell(self, value: float) -> int:
        """Return the cell in which a value lies, which may be none of its own."""
        return floor(round((value - self.scale.low) * self.cells_per_unit, DIGITS))

    def cells(self, bar: Bar) -> range:
        """Return the cells of a bar, at least one; an open end reaches the edge."""
        first = 0 if bar.start is None else self.cell(bar.start)
        end = self.width
        if bar.end is not None:
            end = ceil(round((bar.end - self.scale.low) * self.cells_per_unit, DIGITS))
        return range(max(first, 0), min(max(end, first + 1), self.width))

    def beyond(self, bar: Bar) -> int | None:
        """Return the cell at the edge that points to a bar which lies outside; None of all else."""
        if bar.start is not None and self.cell(bar.start) >= self.width:
            return self.width - 1
        return 0 if bar.end is not None and bar.end <= self.scale.low else None

    @property
    def heading(self) -> str:
        """The labels of its ticks where they begin, shortened where they would touch.

        Where even these would, years stand each above the last cell of what it names, and of
        other labels some are left out.
        """
        ticks = [tick for tick in self.scale.ticks if self.cell(tick.value) < self.width]
        places = [self.cell(tick.value) for tick in ticks]
        room = min((after - at for at, after in pairwise(places)), default=self.width)
        if room <= LABEL and all(b.value - a.value == 1 for a, b in pairwise(ticks)):
            return self._crowded([tick.label for tick in ticks])
        line = ""
        for at, tick in zip(places, ticks, strict=True):
            label = tick.label if len(tick.label) < room else _short(tick.label)
            if at + len(label) <= self.width and (not line or at > len(line)):
                line = line.ljust(at) + label
        return line

    def _crowded(self, labels: Sequence[str]) -> str:
        step = max(LABEL // max(round(self.cells_per_unit), 1), 1)
        first, *others = labels[step - 1 :: step] or [""]
        return _short(first) + "".join(label[-2:].rjust(LABEL) for label in others)


def _short(label: str) -> str:
    """Write `FY2024` in the cells of a label; all that is no year stays as it is."""
    return YEAR.sub(r"\g<lead>\g<year>", label) if len(label) > LABEL else label


def ruler(scale: Scale, room: int, choices: Iterable[int]) -> Ruler | None:
    """Choose the widest of some numbers of cells a unit that fits; None without room for any.

    Where even the last one is too wide, the last units are left out.
    """
    units = round(scale.high - scale.low)
    widths = [*choices]
    if room < LEAST_ROOM:
        return None
    fits = next((cells for cells in widths if cells * units <= room), widths[-1])
    units = min(units, room // fits)
    return Ruler(replace(scale, high=scale.low + units), units * fits)


def lane(marks: Iterable[Bar | Dot], scale: Ruler, today: float | None, signs: Signs) -> Text:
    """Draw the marks of one row; a later one covers an earlier one, and all of them today."""
    cells = [styled(" ") for _ in range(scale.width)]
    if today is not None and 0 <= scale.cell(today) < scale.width:
        cells[scale.cell(today)] = styled(signs.today, STYLE[Role.TODAY])
    for mark in marks:
        if not isinstance(mark, Bar):
            if 0 <= scale.cell(mark.at) < scale.width:
                cells[scale.cell(mark.at)] = styled(signs.met, STYLE[Role.MET])
            continue
        taken, style = scale.cells(mark), STYLE.get(mark.role, "plain")
        if (outside := scale.beyond(mark)) is not None:
            cells[outside] = styled(signs.onward if outside else signs.before, style)
            continue
        for at in taken:
            cells[at] = styled(_sign(mark.role, signs), style)
        if taken and mark.start is None:
            cells[taken[0]] = styled(signs.before, style)
        if taken and mark.end is None:
            cells[taken[-1]] = styled(signs.onward, style)
    return Text(end="", no_wrap=True).join(cells)


def _sign(role: Role, signs: Signs) -> str:
    named = {
        Role.FIRST: signs.first,
        Role.NOW: signs.now,
        Role.LATE: signs.late,
        Role.MET: signs.met,
        Role.TODAY: signs.today,
        Role.PAID: signs.paid,
        Role.COMMITTED: signs.committed,
        Role.ENACTED: signs.enacted,
        Role.PLANNED: signs.planned,
        Role.UNKNOWN: signs.unknown,
        Role.OPEN: signs.open,
    }
    return named[role]


def legend(picture_key: Iterable[tuple[Role, str]], signs: Signs) -> Text:
    """Say what the signs mean."""
    told = "  ".join(f"{_sign(role, signs)} {text}" for role, text in picture_key)
    return Text(told, STYLES["faint"], end="", no_wrap=True)


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
    names = [f"{one.letter} {one.label}" for one in picture.courses]
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
        label = _short(tick.label)
        if (not line or at > len(line)) and at + len(label) <= area.width + LABEL:
            line = line.ljust(at) + label
    return [styled(" " * gutter + line, "faint")]
