"""The formats of a report, and the writer of each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas import Layout
    from tracker.tables.table import Report

    Written = str | Sequence[Text]
    Writer = Callable[[Report, Layout], Written]


class Format(StrEnum):
    """How a report is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"

    @property
    def for_programs(self) -> bool:
        """Whether a program reads it, which has to find the same bytes on every machine."""
        return self not in {Format.TABLE, Format.MARKDOWN}


def render(report: Report, form: Format, layout: Layout) -> Written:
    """Write a report in a format: lines for a terminal, all else as text."""
    return writer(form)(report, layout)


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
