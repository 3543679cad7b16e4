"""A table in aligned columns for a terminal; only its width takes anything away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from tracker.domain.text import visible
from tracker.render.canvas import styled
from tracker.render.telling.told import told, value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from tracker.render.canvas import Layout, Signs
    from tracker.tables.column import Column
    from tracker.tables.table import Table

GAP = 2
NARROWEST = 12


def as_lines(table: Table[Any], layout: Layout) -> list[Text]:
    """Write the one row of a table, a line for each thing known; nothing is cut."""
    (row,) = table.rows
    told = {
        column.key.replace("_", " "): value_text(column, column.value(row), layout.units)
        for column in table.columns
    }
    width = max(map(len, told))
    return [styled(f"{key:<{width}}  {value}") for key, value in told.items() if value]


def as_grid(table: Table[Any], layout: Layout) -> list[Text]:
    """Lay a table out with its header.

    Texts are shortened with an ellipsis, the widest first, then columns dropped; where that is
    still not enough even names and figures are shortened.
    """
    drawn = layout.signs.drawn
    columns = [column for column in table.columns if column.screen]
    cells = [
        [drawn(visible(told(column, row, layout.units))) for column in columns]
        for row in table.rows
    ]
    if layout.width is not None:
        columns, cells = _fitting(columns, cells, layout.width)
    widths = _widths(columns, cells)
    if layout.width is not None:
        _shrink(_can_shrink(columns), widths, layout.width, NARROWEST)
        _shrink(range(len(widths)), widths, layout.width, 1)
    titles = [column.heading.upper() for column in columns]
    lines = [styled(_line(titles, columns, widths, layout.signs), "heading")]
    lines += [styled(_line(row, columns, widths, layout.signs)) for row in cells]
    return lines if cells else [*lines, styled("(none)")]


def _fitting(
    columns: list[Column[Any]], cells: list[list[str]], width: int
) -> tuple[list[Column[Any]], list[list[str]]]:
    """Leave out columns, the one of the highest priority first, until the rest fits."""
    while _narrowest(columns, _widths(columns, cells)) > width:
        worst = max(range(len(columns)), key=lambda at: columns[at].priority)
        if not columns[worst].priority:
            break
        columns = [*columns[:worst], *columns[worst + 1 :]]
        cells = [[*row[:worst], *row[worst + 1 :]] for row in cells]
    return columns, cells


def _widths(columns: Sequence[Column[Any]], cells: Sequence[Sequence[str]]) -> list[int]:
    return [
        max([cell_len(column.heading), *(cell_len(row[at]) for row in cells)])
        for at, column in enumerate(columns)
    ]


def _can_shrink(columns: Sequence[Column[Any]]) -> list[int]:
    return [at for at, column in enumerate(columns) if at and not _is_whole(column)]


def _is_whole(column: Column[Any]) -> bool:
    return column.whole or _is_right(column)


def _is_right(column: Column[Any]) -> bool:
    return column.right or column.kind.is_figure


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _narrowest(columns: Sequence[Column[Any]], widths: Sequence[int]) -> int:
    saved = sum(max(0, widths[at] - NARROWEST) for at in _can_shrink(columns))
    return _total(widths) - saved


def _shrink(places: Sequence[int], widths: list[int], width: int, narrowest: int) -> None:
    while places and _total(widths) > width:
        widest = max(places, key=lambda at: widths[at])
        if widths[widest] <= narrowest:
            return
        widths[widest] -= 1


def _line(
    cells: Sequence[str], columns: Sequence[Column[Any]], widths: Sequence[int], signs: Signs
) -> str:
    fitted = [
        _fit(cell, room, signs.ellipsis, right=_is_right(column))
        for cell, column, room in zip(cells, columns, widths, strict=True)
    ]
    return (" " * GAP).join(fitted).rstrip()


def _fit(cell: str, room: int, ellipsis: str, *, right: bool) -> str:
    if cell_len(cell) > room:
        return set_cell_size(cell, max(room - len(ellipsis), 0)) + ellipsis[:room]
    padding = " " * (room - cell_len(cell))
    return padding + cell if right else cell + padding
