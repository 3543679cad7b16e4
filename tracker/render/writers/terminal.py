"""A terminal: reports in a layout of their own, one thing as lines, and else the first table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.render.telling.grid import as_grid, as_lines
from tracker.tables.table import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.tables.report import Report

    Lay = Callable[[Any, Layout], Sequence[Text]]


def own_layout(schema: str) -> Lay | None:  # noqa: C901, PLR0911, PLR0912 - a table of imports
    """Return what lays out a kind of report, by the schema of its JSON; it alone is imported."""
    match schema.partition("/")[0]:
        case "status":
            from tracker.render.page import page

            return page.status_page
        case "why":
            from tracker.render.subject import evidence

            return evidence.as_text
        case "history":
            from tracker.render.subject import history

            return history.as_text
        case "impact":
            from tracker.render.subject import impact

            return impact.as_text
        case "check":
            from tracker.render import checked

            return checked.as_text
        case "accept":
            from tracker.render import checked

            return checked.accept_text
        case "rules":
            from tracker.render import checked

            return checked.rules_text
        case "verify":
            from tracker.render import checked

            return checked.verified_text
        case "money":
            from tracker.render.money import money

            return money.as_text
        case "budget":
            from tracker.render.money import budget

            return budget.as_text
        case "owners":
            from tracker.render.money import owners

            return owners.as_text
        case "diff":
            from tracker.render import diff

            return diff.as_text
        case "log":
            from tracker.render.log import logged

            return logged.as_text
        case "entry":
            from tracker.render.log import entry

            return entry.entry_text
        case "mark":
            from tracker.render.log import entry

            return entry.marks_text
        case "definition":
            from tracker.render.log import defined

            return defined.definition_text
        case "apply":
            from tracker.render.log import defined

            return defined.batch_text
    return None


def write(report: Report, layout: Layout) -> Sequence[Text]:
    """Lay a report out in its own way, one thing as lines, and else its first table."""
    lay = own_layout(report.schema)
    if lay is not None:
        return lay(report, layout)
    document = report.document()
    table = document.flat[0]
    return as_lines(table, layout) if document.shape is Shape.ROW else as_grid(table, layout)
