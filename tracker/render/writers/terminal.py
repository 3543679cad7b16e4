"""A terminal: reports in a layout of their own, one thing as lines, and else the first table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.render.canvas import hanging
from tracker.render.telling.grid import as_grid, as_lines
from tracker.tables.table import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas import Layout
    from tracker.tables.table import Report

    Lay = Callable[[Any, Layout], Sequence[Text]]


def own_layout(schema: str) -> Lay | None:  # noqa: C901, PLR0911 - a table of imports
    """Return what lays out a kind of report, by the schema of its JSON; its file alone is loaded.

    None for those that are tables.
    """
    match schema.partition("/")[0]:
        case "status":
            from tracker.render.page import page

            return page.status_page
        case "why" | "subjects" | "source" as kind:
            from tracker.render import evidence

            return evidence.LAYOUTS[kind]
        case "needs":
            from tracker.render import needs

            return needs.as_text
        case "timeline" | "trend" as kind:
            from tracker.render.charts import pages

            return pages.CHARTS[kind].page
        case "search":
            from tracker.render import search

            return search.as_text
        case "impact":
            from tracker.render import impact

            return impact.as_text
        case "money":
            from tracker.render import money

            return money.as_text
        case "budget":
            from tracker.render import budget

            return budget.as_text
        case "owners":
            from tracker.render import owners

            return owners.as_text
        case "diff":
            from tracker.render import diff

            return diff.as_text
        case "check" | "accept" | "rules" | "verify" as kind:
            from tracker.render import checked

            return checked.LAYOUTS[kind]
        case "log" | "history" | "entry" | "mark" | "definition" | "apply" as kind:
            from tracker.render import log

            return log.LAYOUTS[kind]
    return None


FURTHER = 4
"""How far what goes on below is set in behind where a line begins."""


def write(report: Report, layout: Layout) -> Sequence[Text]:
    """Lay a report out, and break between words what is wider than the terminal.

    A longer word, as addresses are, stays whole.
    """
    return [part for line in _laid_out(report, layout) for part in _broken(line, layout.width)]


def _laid_out(report: Report, layout: Layout) -> Sequence[Text]:
    """Lay a report out in its own way, one thing as lines, and else its first table."""
    lay = own_layout(report.schema)
    if lay is not None:
        return lay(report, layout)
    document = report.document()
    table = document.flat[0]
    return as_lines(table, layout) if document.shape is Shape.ROW else as_grid(table, layout)


def _broken(line: Text, width: int | None) -> list[Text]:
    indent = len(line.plain) - len(line.plain.lstrip())
    return hanging(line, width, indent + FURTHER)
