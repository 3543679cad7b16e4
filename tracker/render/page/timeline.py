"""Milestones on an axis of fiscal years: what was first promised, what holds now, what is met."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.render.canvas import STYLES, styled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.domain.periods.period import Period
    from tracker.render.canvas import Canvas
    from tracker.reports.listing import MilestoneRow

LABEL_CELLS = 4
_CELLS_PER_YEAR = (4, 2, 1)
_LEAST_ROOM = 8


@dataclass(frozen=True, slots=True)
class Axis:
    """So many fiscal years from the first one on, each of 4, 2 or 1 cells."""

    calendar: FiscalCalendar
    first_year: int
    years: int
    cells_per_year: int

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return self.years * self.cells_per_year

    def cell(self, day: date) -> int:
        """Return the cell of a day, negative before the axis and past its width behind it."""
        years = self.calendar.year_containing(day) - self.first_year
        month = (day.month - self.calendar.first_month) % 12
        return years * self.cells_per_year + month * self.cells_per_year // 12

    def cells(self, window: Period | None) -> range:
        """Return the cells of a window on the axis; an open end reaches its edge."""
        if window is None:
            return range(0)
        first = self.cell(window.earliest) if window.earliest else 0
        last = self.cell(window.latest) if window.latest else self.width - 1
        return range(max(first, 0), min(last, self.width - 1) + 1)

    @property
    def heading(self) -> str:
        """The years, each label ending above the last cell of the year that it names."""
        step = LABEL_CELLS // self.cells_per_year
        ends = range(self.first_year + step - 1, self.first_year + self.years, step)
        return "".join(self._label(year, first=at == 0) for at, year in enumerate(ends))

    def _label(self, year: int, *, first: bool) -> str:
        if not first:
            return f"{year % 100:02}".rjust(LABEL_CELLS)
        return str(year) if self.calendar.first_month == 1 else f"FY{year % 100:02}"


def axis_for(
    rows: Iterable[MilestoneRow], as_of: date, calendar: FiscalCalendar, room: int
) -> Axis | None:
    """Choose the widest axis that holds all milestones and today; None without room for any.

    Where even one cell per year is too wide, the last years are left out.
    """
    if room < _LEAST_ROOM:
        return None
    days = [as_of, *chain.from_iterable(map(_days, rows))]
    named = [calendar.year_containing(day) for day in days]
    first, years = min(named), max(named) - min(named) + 1
    fits = (cells for cells in _CELLS_PER_YEAR if cells * years <= room)
    cells = next(fits, _CELLS_PER_YEAR[-1])
    return Axis(calendar, first, min(years, room // cells), cells)


def drawn(row: MilestoneRow, axis: Axis, as_of: date, canvas: Canvas) -> Text:
    """Draw one milestone; what is met or holds now covers what was promised, and that today."""
    signs, state = canvas.signs, row.state
    cells = [styled(" ") for _ in range(axis.width)]
    if 0 <= axis.cell(as_of) < axis.width:
        cells[axis.cell(as_of)] = styled(signs.today, "faint")
    for at in axis.cells(state.baseline):
        cells[at] = styled(signs.first, "faint")
    if state.met_on is not None:
        for at in axis.cells(state.met_on)[-1:]:
            cells[at] = styled(signs.met, "good")
    elif not state.status.ends:
        for at in axis.cells(state.target):
            cells[at] = styled(signs.now, "bad" if state.overdue else "plain")
    return Text(end="", no_wrap=True).join(cells)


def legend(canvas: Canvas) -> Text:
    """Say what the signs on the axis mean."""
    signs = canvas.signs
    words = f"{signs.first} first promised  {signs.now} now  {signs.met} met  {signs.today} today"
    return Text(words, STYLES["faint"], end="")


def _days(row: MilestoneRow) -> Iterable[date]:
    state = row.state
    windows = [state.baseline, state.met_on, None if state.status.ends else state.target]
    ends = ((window.earliest, window.latest) for window in windows if window)
    return (day for day in chain.from_iterable(ends) if day)
