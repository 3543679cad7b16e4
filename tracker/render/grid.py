"""A sheet in aligned columns for a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tracker.domain.text import visible
from tracker.render.cells import styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from tracker.render.layout import Layout
    from tracker.render.sheet import Sheet
    from tracker.render.signs import Signs

GAP = 2
NARROWEST = 12


def as_grid(sheet: Sheet, layout: Layout) -> list[Text]:
    """Lay a sheet out with its header; only a terminal's width takes anything away.

    Texts are shortened with an ellipsis, the widest first, then columns dropped; where that is
    still not enough even names and figures are shortened.
    """
    width, signs = layout.width, layout.signs
    sheet = _drawn(sheet, signs)
    widths = _widths(sheet)
    for name in sheet.drop:
        if width is None or _narrowest(sheet, widths) <= width:
            break
        sheet = sheet.without(name)
        widths = _widths(sheet)
    if width is not None:
        _shrink(_can_shrink(sheet), widths, width, NARROWEST)
        _shrink(range(len(widths)), widths, width, 1)
    titles = [name.upper() for name in sheet.columns]
    lines = [styled(_line(titles, sheet, widths, signs), "heading")]
    lines += [styled(_line(row, sheet, widths, signs)) for row in sheet.rows]
    return lines if sheet.rows else [*lines, styled("(none)")]


def _drawn(sheet: Sheet, signs: Signs) -> Sheet:
    rows = tuple(tuple(signs.drawn(visible(cell)) for cell in row) for row in sheet.rows)
    return replace(sheet, rows=rows)


def _widths(sheet: Sheet) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(sheet.columns, *sheet.rows, strict=True)]


def _can_shrink(sheet: Sheet) -> list[int]:
    whole = sheet.right | sheet.whole | {sheet.columns[0]}
    return [place for place, name in enumerate(sheet.columns) if name not in whole]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _narrowest(sheet: Sheet, widths: Sequence[int]) -> int:
    saved = sum(max(0, widths[place] - NARROWEST) for place in _can_shrink(sheet))
    return _total(widths) - saved


def _shrink(places: Sequence[int], widths: list[int], width: int, narrowest: int) -> None:
    while places and _total(widths) > width:
        widest = max(places, key=lambda place: widths[place])
        if widths[widest] <= narrowest:
            return
        widths[widest] -= 1


def _line(cells: Sequence[str], sheet: Sheet, widths: Sequence[int], signs: Signs) -> str:
    fitted = [
        _fit(cell, room, signs.ellipsis, right=name in sheet.right)
        for cell, name, room in zip(cells, sheet.columns, widths, strict=True)
    ]
    return (" " * GAP).join(fitted).rstrip()


def _fit(cell: str, room: int, ellipsis: str, *, right: bool) -> str:
    if cell_len(cell) > room:
        return set_cell_size(cell, max(room - len(ellipsis), 0)) + ellipsis[:room]
    padding = " " * (room - cell_len(cell))
    return padding + cell if right else cell + padding
