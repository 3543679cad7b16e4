"""What changed between two looks: as text, and in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.diff import tally
from tracker.render.canvas import styled
from tracker.render.telling import words
from tracker.render.telling.grid import as_grid
from tracker.reports.diff import event_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from tracker.domain.diff import Event
    from tracker.render.canvas import Layout
    from tracker.reports.diff import DiffReport


def as_text(report: DiffReport, layout: Layout) -> list[Text]:
    """Write between which looks, how much of each kind, and an event per line."""
    told = {report.title: "heading", summary(report.events): "plain"}
    for slug, count in report.elsewhere.items():
        entries = "entry" if count == 1 else "entries"
        told[f"not told here: {count} {entries} of {slug}: --project {slug}"] = "faint"
    canvas = layout.canvas
    head = [line for text, style in told.items() for line in canvas.indented(text, style=style)]
    if not report.events:
        return head
    return [*head, styled(""), *as_grid(event_table(report), layout)]


def summary(events: Iterable[Event]) -> str:
    """Count the subjects of each kind of event: `2 met, 1 moved`."""
    return words.counts(tally(events).items()) or "nothing changed"
