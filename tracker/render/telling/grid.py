"""A table in aligned columns for a terminal; only its width takes anything away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from tracker.domain.text import visible
from tracker.render.canvas import broken, hanging, styled
from tracker.render.telling.told import told, value_text
from tracker.tables.table import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from tracker.render.canvas import Layout
    from tracker.tables.table import Column, Table

GAP = 2
NARROWEST = 12
"""A text is left so many cells before another column is dropped."""
DATES = {Kind.PERIOD, Kind.DAY, Kind.INSTANT}
"""What is cut after all else: another day, or none, stands there then."""
READABLE, COMFORTABLE = 24, 32
"""A title is left so many cells before rows are stacked, and before another column is dropped but
those of priority 1."""


def as_lines(table: Table[Any], layout: Layout) -> list[Text]:
    """Write the one row of a table, a line for each thing known; nothing is cut."""
    (row,) = table.rows
    told = {
        column.key.replace("_", " "): value_text(column, column.value(row), layout.units)
        for column in table.columns
    }
    width = max(map(len, told))
    lines = [styled(f"{key:<{width}}  {value}") for key, value in told.items() if value]
    return [part for line in lines for part in hanging(line, layout.width, width + GAP)]


def as_grid(table: Table[Any], layout: Layout) -> list[Text]:
    """Lay a table out with its header.

    Columns are dropped, first those in which nothing stands, then texts shortened with an ellipsis,
    the widest first, and titles last below COMFORTABLE cells. Where that is not enough rows are
    stacked, and nothing is cut. A title stands right behind the name.
    """
    name, *others = [column for column in table.columns if column.screen]
    others.sort(key=lambda column: not column.titles)
    drawn = [
        _drawn(name, table, layout, is_name=True),
        *(_drawn(column, table, layout) for column in others),
    ]
    if layout.width is not None:
        if _total(drawn) > layout.width:
            drawn = [one for one in drawn if any(one.cells) or not one.column.priority]
        _drop(drawn, layout.width, COMFORTABLE, 2)
        _drop(drawn, layout.width, READABLE, 1)
        titled = [one for one in drawn if one.column.titles]
        _shrink(titled, drawn, layout.width, COMFORTABLE)
        _shrink([one for one in drawn if not one.is_last], drawn, layout.width)
        _shrink(titled, drawn, layout.width)
        _shrink(drawn, drawn, layout.width)
        if _total(drawn) > layout.width:
            return _stacked(drawn, table, layout.width)
    ellipsis = layout.signs.ellipsis
    titles = _line([one.column.heading.upper() for one in drawn], drawn, ellipsis)
    rows = zip(*(one.cells for one in drawn), strict=True)
    lines = [styled(_line(cells, drawn, ellipsis)) for cells in rows]
    return [styled(titles, "heading"), *(lines or [styled("(none)")])]


@dataclass(slots=True, eq=False)
class _Drawn:
    """A column with its cells, the width that it is left, and the least that it may be left."""

    column: Column[Any]
    cells: Sequence[str]
    width: int
    least: int

    @property
    def is_last(self) -> bool:
        """Whether texts are cut before it."""
        return self.column.titles or bool(self.column.least) or self.column.kind in DATES

    @property
    def right(self) -> bool:
        return self.column.right or self.column.kind.is_figure


def _drawn(
    column: Column[Any], table: Table[Any], layout: Layout, *, is_name: bool = False
) -> _Drawn:
    told_rows = (told(column, row, layout) for row in table.rows)
    cells = [layout.signs.drawn(visible(text)) for text in told_rows]
    width = max(map(cell_len, [column.heading, *cells]))
    is_whole = is_name or column.whole or column.right
    least = width if is_whole else READABLE if column.titles else column.least or NARROWEST
    return _Drawn(column, cells, width, min(width, least))


def _total(drawn: Sequence[_Drawn]) -> int:
    return sum(one.width for one in drawn) + GAP * (len(drawn) - 1)


def _drop(drawn: list[_Drawn], width: int, title: int, priority: int) -> None:
    """Leave columns of a priority or a higher one out until titles of so many cells fit a width."""
    while sum(_needed(one, title) for one in drawn) + GAP * (len(drawn) - 1) > width:
        worst = max(drawn, key=lambda one: one.column.priority)
        if worst.column.priority < priority:
            return
        drawn.remove(worst)


def _needed(one: _Drawn, title: int) -> int:
    return min(one.width, title) if one.column.titles else one.least


def _shrink(some: Sequence[_Drawn], drawn: Sequence[_Drawn], width: int, least: int = 0) -> None:
    """Shorten the widest of some columns until all fit a width, or none can get narrower."""
    while _total(drawn) > width:
        wide = [one for one in some if one.width > max(one.least, least)]
        if not wide:
            return
        max(wide, key=lambda one: one.width).width -= 1


def _stacked(drawn: Sequence[_Drawn], table: Table[Any], width: int) -> list[Text]:
    """Write each row as its name and title, and below them what else stands in it."""
    lines: list[Text] = []
    for at in range(len(table.rows)):
        told = [(one.column, one.cells[at]) for one in drawn if one.cells[at]]
        (_, name), *others = told
        title = [cell for column, cell in others if column.titles]
        rest = [f"{column.heading} {cell}" for column, cell in others if not column.titles]
        lines += broken(styled("  ".join([name, *title])), width, 2 * GAP)
        if rest:
            lines += broken(styled(" " * GAP + ", ".join(rest)), width, 2 * GAP)
    return lines or [styled("(none)")]


def _line(cells: Sequence[str], drawn: Sequence[_Drawn], ellipsis: str) -> str:
    fitted = (_fit(cell, one, ellipsis) for cell, one in zip(cells, drawn, strict=True))
    return (" " * GAP).join(fitted).rstrip()


def _fit(cell: str, into: _Drawn, ellipsis: str) -> str:
    room = into.width
    if cell_len(cell) > room:
        return set_cell_size(cell, max(room - len(ellipsis), 0)) + ellipsis[:room]
    padding = " " * (room - cell_len(cell))
    return padding + cell if into.right else cell + padding
