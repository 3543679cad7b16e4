"""What draws the rows of a picture in the cells of a terminal, below a ruler; and the signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.render.canvas import STYLES, styled
from tracker.render.charts.picture import Bar, Role, Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.render.canvas import Signs
    from tracker.render.charts.picture import Dot

LABEL = 4
"""A short label of a year is so many cells wide: `FY24`."""
YEAR = re.compile("^(?P<lead>[A-Z]*)[0-9]{2}(?P<year>[0-9]{2})$")
LEAST_ROOM = 8
DIGITS = 6
"""A place on a scale is rounded so before it falls into a cell, as thirds of a year have no end."""
STYLE = {
    Role.FIRST: "faint",
    Role.LATE: "bad",
    Role.MET: "good",
    Role.ENDED: "plain",
    Role.WITHDRAWN: "warning",
    Role.TODAY: "faint",
}


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
            label = tick.label if len(tick.label) < room else short(tick.label)
            if at + len(label) <= self.width and (not line or at > len(line)):
                line = line.ljust(at) + label
        return line

    def _crowded(self, labels: Sequence[str]) -> str:
        step = max(LABEL // max(round(self.cells_per_unit), 1), 1)
        first, *others = labels[step - 1 :: step] or [""]
        return short(first) + "".join(label[-2:].rjust(LABEL) for label in others)


def short(label: str) -> str:
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


def step(amounts: Sequence[int], room: int) -> int:
    """Return how much one cell stands for: the least of 1, 2, 5, 10, 20 … that fits the room.

    Every amount above 0 takes a cell, so there must be as many cells as amounts.
    """
    power = 1
    while True:
        for one in (power, 2 * power, 5 * power):
            if sum(_taken(amount, one) for amount in amounts) <= room:
                return one
        power *= 10


def _taken(amount: int, step: int) -> int:
    return max((amount + step // 2) // step, 1)


def stacked(parts: Iterable[tuple[Role, int]], step: int) -> tuple[Ruler, list[Bar]]:
    """Set amounts behind each other, each in whole cells of so much, at least one."""
    bars: list[Bar] = []
    end = 0
    for role, amount in parts:
        start, end = end, end + _taken(amount, step)
        bars.append(Bar(row=0, start=start, end=end, role=role))
    return Ruler(Scale(0, end), end), bars


def lane(marks: Iterable[Bar | Dot], scale: Ruler, today: float | None, signs: Signs) -> Text:
    """Draw the marks of one row; a later one covers an earlier one, and all of them today."""
    cells = [styled(" ") for _ in range(scale.width)]
    if today is not None and 0 <= scale.cell(today) < scale.width:
        cells[scale.cell(today)] = styled(signs.today, STYLE[Role.TODAY])
    for mark in marks:
        if not isinstance(mark, Bar):
            if 0 <= scale.cell(mark.at) < scale.width:
                cells[scale.cell(mark.at)] = styled(sign_of(mark.role, signs), STYLE[mark.role])
            continue
        taken, style = scale.cells(mark), STYLE.get(mark.role, "plain")
        if (outside := scale.beyond(mark)) is not None:
            cells[outside] = styled(signs.onward if outside else signs.before, style)
            continue
        for at in taken:
            cells[at] = styled(sign_of(mark.role, signs), style)
        if taken and mark.start is None:
            cells[taken[0]] = styled(signs.before, style)
        if taken and mark.end is None:
            cells[taken[-1]] = styled(signs.onward, style)
    return Text(end="", no_wrap=True).join(cells)


def sign_of(role: Role, signs: Signs) -> str:
    """Return the sign of what a mark stands for."""
    named = {
        Role.FIRST: signs.first,
        Role.NOW: signs.now,
        Role.LATE: signs.late,
        Role.MET: signs.met,
        Role.ENDED: signs.ended,
        Role.WITHDRAWN: signs.withdrawn,
        Role.TODAY: signs.today,
        Role.PAID: signs.paid,
        Role.COMMITTED: signs.committed,
        Role.ENACTED: signs.enacted,
        Role.PLANNED: signs.planned,
        Role.UNKNOWN: signs.unknown,
        Role.OPEN: signs.open,
    }
    return named[role]


def told(key: Iterable[tuple[Role, str]], signs: Signs) -> list[str]:
    """Say of each sign what it means."""
    return [f"{sign_of(role, signs)} {text}" for role, text in key]


def legend(key: Iterable[tuple[Role, str]], signs: Signs) -> Text:
    """Say in a line what the signs mean."""
    return Text("  ".join(told(key, signs)), STYLES["faint"], end="", no_wrap=True)
