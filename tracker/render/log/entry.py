"""One entry of the log, and what marking one changed on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.log.clocks import utc_text
from tracker.domain.vocabulary import EntryKind
from tracker.render.canvas.cells import styled
from tracker.render.log import logged
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.quantities.format import Units
    from tracker.render.canvas.layout import Layout
    from tracker.reports.history import EntryReport, HistoryRow
    from tracker.reports.log import MarkReport, MarksReport


def entry_text(report: EntryReport, layout: Layout) -> list[Text]:
    """Write an entry, a line for each thing known of it; nothing is cut."""
    rows = [(key, value) for key, value in _entry(report, layout.units) if value]
    width = max(len(key) for key, _ in rows)
    lines = (f"{key:<{width}}  {value}" for key, value in rows)
    return [styled(layout.signs.drawn(line)) for line in lines]


def marks_text(report: MarksReport, layout: Layout) -> list[Text]:
    """Write each mark, then what it did to the page."""
    return [line for row in report.rows for line in _mark_text(row, layout)]


def _mark_text(report: MarkReport, layout: Layout) -> list[Text]:
    number = f"#{report.entry} " if report.entry else ""
    first = f"{report.result:<9} {number}{report.kind} #{report.marked.entry} {_marked(report)}"
    lines = [first, *_effect(report)]
    moved = (line for change in report.milestones for line in logged.milestone_lines(change))
    lines += [line for line in moved if line not in lines]
    return [styled(layout.signs.drawn(line)) for line in lines]


def _marked(report: MarkReport) -> str:
    said = report.marked.statement
    if said is None:
        return f"{report.marked.deed} {report.subject}"
    what = f"{said.subject} {said.field.word} {said.text}"
    return f"{what}  {said.stated_on.text}, {said.speaker} ({said.tier})"


def _effect(report: MarkReport) -> Iterator[str]:
    said = report.marked.statement
    name = f"{said.subject} {said.field.word}" if said else report.subject
    was = report.before.text if report.before else words.UNSTATED
    now = report.shown.text if report.shown else words.UNSTATED
    if report.result == "unchanged":
        state = "deprecated" if report.kind is EntryKind.DEPRECATE else "in force"
        yield f"{name}: #{report.marked.entry} is {state} already, nothing written"
    elif said is None:
        again = "stands again" if report.kind is EntryKind.DEPRECATE else "is accepted again"
        yield f"{name}: the finding {again}"
    else:
        yield f"{name}: stays {now}" if was == now else f"{name}: {was} -> {now}"


def _entry(report: EntryReport, units: Units) -> Iterator[tuple[str, str]]:
    row, said = report.entry, report.entry.statement
    yield "entry", f"#{row.entry}"
    yield "kind", row.kind.value
    yield "subject", report.subject or ""
    yield "content", row.content or ""
    if said is not None:
        yield "field", said.field.value
        yield "value", words.said(said, units)
        yield "said on", said.stated_on.text
        yield "happened on", said.happened_on.text if said.happened_on else ""
        yield "said by", f"{said.speaker} ({said.tier})"
        if said.source is not None:
            yield "source", f"{said.source.slug}: {said.source.title}"
            yield "address", said.source.url or ""
        yield "quote", f"“{said.quote}”" if said.quote else ""
        yield "remark", said.remark or ""
        yield "key", said.key or ""
    yield "marks", f"#{row.marks}" if row.marks else ""
    yield "reason", row.reason or ""
    yield "recorded at", utc_text(row.recorded_at)
    yield "recorded by", row.recorded_by or ""
    yield "finding", row.finding or ""
    yield "state", _state(row) if row.marks is None else ""
    for mark in report.marks:
        yield "marked by", f"#{mark.entry} {mark.kind}: {mark.reason or ''}"


def _state(row: HistoryRow) -> str:
    return "deprecated: no report counts it" if row.deprecated else "in force"
