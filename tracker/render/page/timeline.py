"""The milestones of the page on an axis of fiscal years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from tracker.render.charts import cells
from tracker.render.charts.picture import fiscal_time
from tracker.render.charts.timeline import key_of, marks_of, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.text import Text

    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.render.canvas import Canvas
    from tracker.reports.rows import MilestoneRow

YEARS = (4, 2, 1)
"""A fiscal year is so many cells wide, as many as fit."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Fiscal years beside the table of the page, as of a day."""

    ruler: cells.Ruler
    calendar: FiscalCalendar
    as_of: date

    @property
    def heading(self) -> str:
        """The years."""
        return self.ruler.heading

    def drawn(self, row: MilestoneRow, canvas: Canvas) -> Text:
        """Draw one milestone."""
        marks = marks_of(0, row.state, self.as_of, self.calendar)
        return cells.lane(marks, self.ruler, fiscal_time(self.as_of, self.calendar), canvas.signs)


def axis_for(
    rows: Sequence[MilestoneRow], as_of: date, calendar: FiscalCalendar, room: int
) -> Axis | None:
    """Choose the widest axis that holds all milestones and today; None without room for any."""
    scale = scale_of([row.state for row in rows], as_of, calendar)
    ruler = cells.ruler(scale, room, YEARS)
    return Axis(ruler, calendar, as_of) if ruler else None


def legend(axis: Axis, rows: Sequence[MilestoneRow], canvas: Canvas) -> Text:
    """Say what the signs on the axis mean."""
    marks = chain.from_iterable(marks_of(0, one.state, axis.as_of, axis.calendar) for one in rows)
    return cells.legend(key_of(marks), canvas.signs)
