"""What asks for a human eye: one line for each kind of it, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.domain.attention import Attention, AttentionKind
from tracker.render import words
from tracker.render.cells import Canvas, joined, styled
from tracker.render.columns import Column, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text

    from tracker.reports.listing import MilestoneRow
    from tracker.reports.status import StatusReport

MORE = "tracker status --all"
OTHER_SIGN = "-"
_MEANINGS = {AttentionKind.OVERDUE: "bad", AttentionKind.CONFLICT: "bad"}
_GAP = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """Everything of one kind, the most pressing first; at least one."""

    kind: AttentionKind
    found: Sequence[Attention]

    @property
    def label(self) -> str:
        """Its kind in a word, several contradictions as their number."""
        if self.kind is AttentionKind.CONFLICT:
            return f"x{len(self.found)}" if len(self.found) > 1 else self.kind.value
        return "FY/CY" if self.kind is AttentionKind.CALENDAR else self.kind.value


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the section; those that go on with a text have no sign."""

    sign: Text
    label: Text
    text: Text


_COLUMNS: list[Column[Line]] = [
    Column(title="", cell=lambda line: line.sign),
    Column(title="", cell=lambda line: line.label),
    Column(title="", cell=lambda line: line.text, flexible=True),
]


def attention(canvas: Canvas, report: StatusReport, *, every: bool) -> list[Text]:
    """Say what asks for an eye; `every` gives each single thing a line. Empty when nothing does."""
    alarms = _alarms(report.attention, every=every)
    if not alarms:
        return []
    rows = {row.milestone.slug: row for row in report.milestones}
    label_width = max(len(alarm.label) for alarm in alarms)
    sign_width = max(_sign(canvas, alarm).cell_len for alarm in alarms)
    room = canvas.width - sign_width - label_width - 2 * _GAP
    lines = []
    for alarm in alarms:
        first, *more = (
            canvas.wrapped(alarm.found[0].message, room)
            if every
            else [_told(canvas, alarm, rows, room)]
        )
        lines.append(Line(_sign(canvas, alarm), styled(alarm.label), first))
        lines += [Line(styled(""), styled(""), text) for text in more]
    heading = canvas.spread(styled("ATTENTION", "heading"), styled(MORE, "faint"))
    return [*heading, *table(canvas, _COLUMNS, lines, gap=_GAP)]


def _alarms(found: Sequence[Attention], *, every: bool) -> list[Alarm]:
    if every:
        return [Alarm(one.kind, [one]) for one in found]
    return [Alarm(kind, [*group]) for kind, group in groupby(found, key=lambda one: one.kind)]


def _sign(canvas: Canvas, alarm: Alarm) -> Text:
    signs = {
        AttentionKind.OVERDUE: canvas.signs.overdue,
        AttentionKind.CONFLICT: canvas.signs.conflict,
        AttentionKind.CALENDAR: canvas.signs.clash,
    }
    sign = signs.get(alarm.kind, OTHER_SIGN)
    return styled(f"  {sign}", _MEANINGS.get(alarm.kind, "warning"))


def _told(canvas: Canvas, alarm: Alarm, rows: Mapping[str, MilestoneRow], room: int) -> Text:
    """Tell a single thing in full; of several, all that are overdue, else the first open one."""
    if len(alarm.found) > 1 and alarm.kind is AttentionKind.OVERDUE:
        due = [_due(one, rows.get(one.subject)) for one in alarm.found]
        return styled(canvas.listing(due, room))
    first = min(alarm.found, key=lambda one: _ended(rows.get(one.subject)))
    others = len(alarm.found) - 1
    counted = f" +{others}" if others and alarm.kind is not AttentionKind.CONFLICT else ""
    return joined(canvas.prose(first.message, room - len(counted)), counted)


def _due(one: Attention, row: MilestoneRow | None) -> str:
    """Name it with the window that is past."""
    return f"{one.subject} {words.period(row.state.target)}" if row else one.subject


def _ended(row: MilestoneRow | None) -> bool:
    return row is not None and row.state.status.ends
