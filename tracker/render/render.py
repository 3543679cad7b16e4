"""A report in a format: its document through a writer, or its own way to stand on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.vocabulary import Format
from tracker.render.declared import declaration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from tracker.render.canvas.layout import Layout


def render(report: Any, form: Format, layout: Layout) -> str | Sequence[Text]:  # noqa: ANN401
    """Write a report in a format: lines for a terminal, all else as text."""
    declared = declaration(report)
    if form is Format.TABLE and declared.text is not None:
        return declared.text(report, layout)
    document = declared.document(report)
    match form:
        case Format.JSON:
            from tracker.render import encode
            from tracker.render.writers import json

            return encode.envelope(declared.schema, report.clocks, json.data(document))
        case Format.CSV:
            from tracker.render.writers import csv

            return csv.as_csv(document.flat[0])
        case Format.MARKDOWN:
            from tracker.render.writers import markdown

            return markdown.as_markdown(document, layout.units)
        case Format.TABLE:
            from tracker.render.writers import terminal

            return terminal.as_grid(document.flat[0], layout)
