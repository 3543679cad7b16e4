"""Where the field of a picture lies in its vector, and a plane of two scales on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.render.charts.shapes import CELL, LINE, room

if TYPE_CHECKING:
    from tracker.render.charts.picture import Picture, Scale

WIDTH, TOP, BELOW, EDGE = 960, 72, 44, 16
UP_TITLE = 8
"""What measures upwards is named on a line of its own above the field."""
ROW, FIELD = 24, 400
"""The height of a row, and that of what courses are drawn on."""
WIDEST_NAME, WIDEST_BESIDE = 44, 30
"""Longer names are cut, in cells; they stand whole in the titles of their marks."""


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


@dataclass(frozen=True, slots=True)
class Plane:
    """Two scales laid over the field of a picture."""

    frame: Frame
    across: Scale
    up: Scale
    aside: float = 0

    def place(self, value: float, level: float) -> tuple[float, float]:
        """Return where a level lies above a value, in pixels; `aside` is down and to the right."""
        x, y = self.frame.x(self.across.part(value)), self.frame.y(self.up.part(level))
        return round(x + self.aside, 1), round(y + self.aside, 1)


def frame_of(picture: Picture) -> Frame:
    """Return where the field lies: names stand to the left of rows, and to the right of courses."""
    if picture.up is not None:
        names = [one.name for one in picture.courses]
        left = EDGE + CELL * max((len(tick.label) for tick in picture.up.ticks), default=0) + 8
        field = max(FIELD, LINE * len(names))
        top = TOP + UP_TITLE
        return Frame(left, WIDTH - EDGE - room(names, WIDEST_NAME) - 8, top, top + field)
    left = EDGE + room([row.title or row.name for row in picture.rows], WIDEST_NAME) + 12
    right = WIDTH - EDGE - room([row.beside for row in picture.rows], WIDEST_BESIDE) - 12
    return Frame(left, right, TOP, TOP + ROW * max(len(picture.rows), 1))
