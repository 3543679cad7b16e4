"""A table of money for programs: figures in full, their unit and their marks in own columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.render.signs import UNICODE

if TYPE_CHECKING:
    from tracker.render.sheet import Sheet

DERIVED = "*"


def exact(sheet: Sheet, unit: str) -> Sheet:
    """Return a table that was written in full as one to be computed with.

    Figures lose their commas and keep their qualifier in front. Behind them stand the unit of the
    money, and the names of the columns whose figure is derived, or contradicted.
    """
    rows = tuple(_row(sheet, row, unit) for row in sheet.rows)
    return replace(sheet, columns=(*sheet.columns, "unit", "derived", "contradicted"), rows=rows)


def _row(sheet: Sheet, row: tuple[str, ...], unit: str) -> tuple[str, ...]:
    cells, derived, contradicted = [], [], []
    for name, cell in zip(sheet.columns, row, strict=True):
        figure = cell
        if name in sheet.right:
            figure = figure.removesuffix(UNICODE.conflict)
            contradicted += [name] if figure != cell else []
            derived += [name] if figure.endswith(DERIVED) else []
            figure = figure.removesuffix(DERIVED).replace(",", "")
        cells.append(figure)
    return *cells, unit, " ".join(derived), " ".join(contradicted)
