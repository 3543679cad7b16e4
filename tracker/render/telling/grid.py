"""A table in aligned columns for a terminal; only its width takes anything away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from tracker.domain.text import visible
from tracker.render.canvas import hanging, styled
from tracker.render.telling.told import told, value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from tracker.render.canvas import Layout
    from tracker.tables.table import Column, Table

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
    lines = [styled(f"{key:<{width}}  {value}") for key, value in told.items() if value]
    return [part for line in lines for part in hanging(line, layout.width, width + GAP)]


def as_grid(table: Table[Any], layout: Layout) -> list[Text]:
    """Lay a table out with its header.

    Texts are shortened with an ellipsis, the widest first and titles last, then columns dropped,
    first those in which nothing stands; where that is still not enough even names and figures are
    shortened.
    """
    drawn = [_drawn(column, table, layout) for column in table.columns if column.screen]
    if layout.width is not None:
        while _total(drawn) - _spare(drawn) > layout.width:
            worst = max(drawn, key=_dispensable)
            if not worst.column.priority:
                break
            drawn.remove(worst)
        texts = _texts(drawn)
        _shrink([one for one in texts if not one.column.least], drawn, layout.width)
        _shrink([one for one in texts if one.column.least], drawn, layout.width)
        _shrink(drawn, drawn, layout.width, 1)
    ellipsis = layout.signs.ellipsis
    titles = _line([one.column.heading.upper() for one in drawn], drawn, ellipsis)
    rows = zip(*(one.cells for one in drawn), strict=True)
    lines = [styled(_line(cells, drawn, ellipsis)) for cells in rows]
    return [styled(titles, "heading"), *(lines or [styled("(none)")])]


@dataclass(slots=True, eq=False)
class _Drawn:
    """A column with its cells, and the width that it is left."""

    column: Column[Any]
    cells: Sequence[str]
    width: int

    @property
    def least(self) -> int:
        """The cells that a text is left before another column is dropped."""
        return self.column.least or NARROWEST

    @property
    def right(self) -> bool:
        return self.column.right or self.column.kind.is_figure


def _drawn(column: Column[Any], table: Table[Any], layout: Layout) -> _Drawn:
    told_rows = (told(column, row, layout.units) for row in table.rows)
    cells = [layout.signs.drawn(visible(text)) for text in told_rows]
    return _Drawn(column, cells, max(map(cell_len, [column.heading, *cells])))


def _texts(drawn: Sequence[_Drawn]) -> list[_Drawn]:
    """The columns that may be shortened before others are dropped: no name, no figure."""
    return [one for one in drawn[1:] if not (one.column.whole or one.right)]


def _total(drawn: Sequence[_Drawn]) -> int:
    return sum(one.width for one in drawn) + GAP * (len(drawn) - 1)


def _spare(drawn: Sequence[_Drawn]) -> int:
    return sum(max(0, one.width - one.least) for one in _texts(drawn))


def _dispensable(one: _Drawn) -> tuple[bool, int]:
    """What is dropped first, of two the greater."""
    return bool(one.column.priority) and not any(one.cells), one.column.priority


def _shrink(
    some: Sequence[_Drawn], drawn: Sequence[_Drawn], width: int, narrowest: int | None = None
) -> None:
    """Shorten the widest of some columns until all fit a width, or none can get narrower."""
    while _total(drawn) > width:
        wide = [one for one in some if one.width > (narrowest or one.least)]
        if not wide:
            return
        max(wide, key=lambda one: one.width).width -= 1


def _line(cells: Sequence[str], drawn: Sequence[_Drawn], ellipsis: str) -> str:
    fitted = (_fit(cell, one, ellipsis) for cell, one in zip(cells, drawn, strict=True))
    return (" " * GAP).join(fitted).rstrip()


def _fit(cell: str, into: _Drawn, ellipsis: str) -> str:
    room = into.width
    if cell_len(cell) > room:
        return set_cell_size(cell, max(room - len(ellipsis), 0)) + ellipsis[:room]
    padding = " " * (room - cell_len(cell))
    return padding + cell if into.right else cell + padding
