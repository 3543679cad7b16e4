"""One thing with all that is known of it, a line for each; nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.render.canvas.cells import styled
from tracker.render.writers.told import value_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.tables.table import Document


def lines_of(document: Callable[[Any], Document]) -> Callable[[Any, Layout], list[Text]]:
    """Return what writes the one row of a document, what is not stated left out."""

    def text(report: Any, layout: Layout) -> list[Text]:  # noqa: ANN401 - any report
        table = document(report).tables[0]
        (row,) = table.rows
        told = {
            column.key.replace("_", " "): value_text(column, column.value(row), layout.units)
            for column in table.columns
        }
        width = max(map(len, told))
        return [styled(f"{key:<{width}}  {value}") for key, value in told.items() if value]

    return text
