"""Tables without rules: columns are a list, and the least important ones make room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import cell_len
from rich.text import Text

from tracker.render.canvas import padded, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.render.canvas import Canvas

Row = TypeVar("Row")

_NARROWEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: its title and what it shows of a row; `style` is that of a cell without one.

    Where a table is too wide, the column of the highest `priority` gives way first, to its
    `shorter` form if it has one; 0 always stays. `flexible` marks prose: cut as a last resort,
    the last column first, or down to its `floor` before any column gives way.
    """

    cell: Callable[[Row], Text | str]
    title: str = ""
    style: str = "plain"
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
    drawn = [_drawn(column, rows) for column in columns]
    while canvas.cut and _least_width(drawn, gap) > canvas.width:
        at = max(range(len(drawn)), key=lambda at: drawn[at].column.priority)
        if not drawn[at].column.priority:
            break
        shorter = drawn[at].column.shorter
        drawn[at : at + 1] = [_drawn(shorter, rows)] if shorter else []
    widths = _cut(canvas, drawn, gap)
    titles = tuple(styled(one.column.title, "heading") for one in drawn)
    lines = [titles] if any(titles) else []
    lines += zip(*(one.cells for one in drawn), strict=True)
    laid = []
    for cells in lines:
        parts = (
            padded(canvas.fit(cell, width), width, right=one.column.right)
            for one, width, cell in zip(drawn, widths, cells, strict=True)
        )
        line = Text(" " * gap, end="", no_wrap=True).join(parts)
        line.rstrip()
        laid.append(canvas.fit(line))
    return laid


def table_width(columns: Sequence[Column[Row]], rows: Sequence[Row], gap: int) -> int:
    """Return how many cells the table takes when nothing is cut."""
    return sum(_drawn(column, rows).width for column in columns) + gap * (len(columns) - 1)


@dataclass(frozen=True, slots=True)
class _Drawn(Generic[Row]):
    """A column with its cells, and how wide it is uncut."""

    column: Column[Row]
    cells: Sequence[Text]
    width: int


def _drawn(column: Column[Row], rows: Sequence[Row]) -> _Drawn[Row]:
    told = map(column.cell, rows)
    cells = [styled(cell, column.style) if isinstance(cell, str) else cell for cell in told]
    width = max([column.least, cell_len(column.title), *(cell.cell_len for cell in cells)])
    return _Drawn(column, cells, width)


def _least_width(drawn: Sequence[_Drawn[Row]], gap: int) -> int:
    least = (min(one.width, one.column.floor or one.width) for one in drawn)
    return sum(least) + gap * (len(drawn) - 1)


def _cut(canvas: Canvas, drawn: Sequence[_Drawn[Row]], gap: int) -> list[int]:
    """Take what is still too wide away from the flexible columns."""
    widths = [one.width for one in drawn]
    over = sum(widths) + gap * (len(widths) - 1) - canvas.width if canvas.cut else 0
    for at, one in reversed([*enumerate(drawn)]):
        if one.column.flexible and over > 0:
            taken = min(over, max(widths[at] - (one.column.floor or _NARROWEST), 0))
            widths[at] -= taken
            over -= taken
    return widths
