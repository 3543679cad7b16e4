"""Tables without rules: columns are a list, and the least important ones make room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from tracker.render.canvas import joined, padded, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas import Canvas

Row = TypeVar("Row")

_NARROWEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: its title and what it shows of a row.

    Where a table is too wide, the column of the highest `priority` gives way first, to its
    `shorter` form if it has one; 0 always stays. `flexible` marks prose: cut as a last resort,
    the last column first, or down to its `floor` before any column gives way.
    """

    title: str
    cell: Callable[[Row], Text]
    right: bool = False
    least: int = 0
    priority: int = 0
    shorter: Column[Row] | None = None
    flexible: bool = False
    floor: int | None = None


def table(
    canvas: Canvas, columns: Sequence[Column[Row]], rows: Sequence[Row], *, gap: int = 1
) -> list[Text]:
    """Lay rows out below a line of titles; without any title that line is left out."""
    chosen, drawn = list(columns), _Drawn(rows)
    while canvas.cut and _least_width(chosen, drawn, gap) > canvas.width and _can_shrink(chosen):
        chosen = _shrunk(chosen)
    widths = _cut(canvas, chosen, _widths(chosen, drawn), gap)
    titles = [styled(column.title, "heading") for column in chosen]
    lines = [titles] if any(titles) else []
    lines += map(list, zip(*(drawn.cells(column) for column in chosen), strict=True))
    return [canvas.fit(_line(canvas, chosen, widths, cells, gap)) for cells in lines]


def table_width(columns: Sequence[Column[Row]], rows: Sequence[Row], gap: int) -> int:
    """Return how many cells the table takes when nothing is cut."""
    return sum(_widths(columns, _Drawn(rows))) + gap * (len(columns) - 1)


class _Drawn(Generic[Row]):
    """The cells of a table's rows, a column drawn once however often it is measured."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._cells: dict[int, list[Text]] = {}

    def cells(self, column: Column[Row]) -> list[Text]:
        if id(column) not in self._cells:
            self._cells[id(column)] = [column.cell(row) for row in self._rows]
        return self._cells[id(column)]


def _least_width(columns: Sequence[Column[Row]], drawn: _Drawn[Row], gap: int) -> int:
    widths = _widths(columns, drawn)
    least = (
        width if column.floor is None else min(width, column.floor)
        for column, width in zip(columns, widths, strict=True)
    )
    return sum(least) + gap * (len(columns) - 1)


def _widths(columns: Sequence[Column[Row]], drawn: _Drawn[Row]) -> list[int]:
    return [
        max([column.least, len(column.title), *(cell.cell_len for cell in drawn.cells(column))])
        for column in columns
    ]


def _can_shrink(columns: Sequence[Column[Row]]) -> bool:
    return any(column.priority for column in columns)


def _shrunk(columns: Sequence[Column[Row]]) -> list[Column[Row]]:
    """Replace the least important column by its shorter form, or drop it."""
    worst = max(columns, key=lambda column: column.priority)
    at = list(columns).index(worst)
    return [*columns[:at], *([worst.shorter] if worst.shorter else []), *columns[at + 1 :]]


def _cut(
    canvas: Canvas, columns: Sequence[Column[Row]], widths: Sequence[int], gap: int
) -> list[int]:
    """Take what is still too wide away from the flexible columns."""
    over = sum(widths) + gap * (len(widths) - 1) - canvas.width if canvas.cut else 0
    kept = list(widths)
    for at, column in reversed([*enumerate(columns)]):
        if column.flexible and over > 0:
            taken = min(over, max(widths[at] - (column.floor or _NARROWEST), 0))
            kept[at] -= taken
            over -= taken
    return kept


def _line(
    canvas: Canvas,
    columns: Sequence[Column[Row]],
    widths: Sequence[int],
    cells: Sequence[Text],
    gap: int,
) -> Text:
    parts = [
        joined(" " * gap if at else "", padded(canvas.fit(cell, width), width, right=column.right))
        for at, (column, width, cell) in enumerate(zip(columns, widths, cells, strict=True))
    ]
    line = joined(*parts)
    line.rstrip()
    return line
