"""A report in a format, through its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.vocabulary import Format
from tracker.render.declared import declaration

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.render.writers import Declared

    Writer = Callable[[Declared, Any, Layout], str | Sequence[Text]]


def render(report: Any, form: Format, layout: Layout) -> str | Sequence[Text]:  # noqa: ANN401
    """Write a report in a format: lines for a terminal, all else as text."""
    return writer(form)(declaration(report), report, layout)


def writer(form: Format) -> Writer:
    """Return what writes a format; no other writer is imported."""
    match form:
        case Format.TABLE:
            from tracker.render.writers import terminal

            return terminal.write
        case Format.JSON:
            from tracker.render.writers import json

            return json.write
        case Format.CSV:
            from tracker.render.writers import csv

            return csv.write
        case Format.MARKDOWN:
            from tracker.render.writers import markdown

            return markdown.write
