"""What changed in a project between two looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, func, select

from tracker.db import tables
from tracker.db.state import read_state
from tracker.db.statements import StatementRow, cited_sources, read_statement, statement_rows
from tracker.domain.diff.compare import Correction, compare, speakers
from tracker.domain.diff.event import Event, tally
from tracker.domain.diff.event import Kind as EventKind
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.vocabulary import EntryKind
from tracker.tables.common import in_unit, statement_columns
from tracker.tables.table import Column, Document, Fact, Kind, Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.state import ProjectState
    from tracker.tables.common import UnitAmount


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffReport(Report):
    """The events between the clocks `before` and `clocks`, the weightiest first.

    The entry of `clocks` is where the next look begins. `speakers` are all who spoke between the
    two, `elsewhere` counts by slug the entries that other projects had there, `sources` are those
    cited for the first time. `subjects` are those of the project, by slug.
    """

    schema: ClassVar[str] = "diff/v2"

    project: Project
    before: Clocks
    clocks: Clocks
    events: tuple[Event, ...]
    speakers: tuple[str, ...]
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    subjects: Mapping[str, Subject] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The project and between which looks at it."""
        before, after = (f"{one.as_of} (log #{one.entry})" for one in (self.before, self.clocks))
        return f"{self.project.slug} from {before} to {after}"

    def document(self) -> Document:
        """Declare what changed between two looks; `cursor` is where `diff --after` goes on."""
        facts = (
            Fact("project", self.project.slug),
            Fact("before.as_of", self.before.as_of, Kind.DAY),
            Fact("before.known_at", self.before.entry, Kind.ENTRY),
            Fact("after.as_of", self.clocks.as_of, Kind.DAY),
            Fact("after.known_at", self.clocks.entry, Kind.ENTRY),
            Fact("cursor", self.clocks.entry, Kind.ENTRY),
            Fact("elsewhere", self.elsewhere, Kind.COUNTS),
            Fact("new_sources", self.sources, Kind.NAMES, screen=False),
            Fact("speakers", self.speakers, Kind.NAMES, screen=False),
            Fact("summary", tally(self.events), Kind.COUNTS),
        )
        return Document(facts=facts, tables=(event_table(self),))


def diff_report(
    connection: Connection, project: Project, before: Clocks, after: Clocks
) -> DiffReport:
    """Read what changed in a project from one look to another."""
    return _compared(connection, before, read_state(connection, project, after))


def diff_since(connection: Connection, after: ProjectState, day: date) -> DiffReport:
    """Read what changed since the end of a day, both known at the entry of the later look."""
    return _compared(connection, replace(after.clocks, as_of=day), after)


def _compared(connection: Connection, before: Clocks, after: ProjectState) -> DiffReport:
    project = after.catalog.project
    earlier = read_state(connection, project, before)
    marks = _corrections(connection, before, after)
    return DiffReport(
        project=project,
        before=before,
        clocks=after.clocks,
        events=tuple(compare(earlier, after, marks)),
        speakers=speakers(earlier, after),
        elsewhere=_entries_elsewhere(connection, project, before, after.clocks),
        sources=tuple(sorted(_cited(after) - _cited(earlier))),
        subjects=after.catalog.subjects,
    )


def _cited(state: ProjectState) -> set[str]:
    """The slugs of the sources of all that was said."""
    series = (said for fields in state.said.values() for said in fields.values())
    return {one.source.slug for said in series for one in said if one.source}


MARKS = (EntryKind.DEPRECATE, EntryKind.REINSTATE)


def _corrections(connection: Connection, before: Clocks, after: ProjectState) -> list[Correction]:
    """Return the statements whose last mark, known at the later clocks, is a new one.

    Those recorded since, and those that count again as they did, are left out.
    """
    subjects = {one.id: one for one in after.catalog.subjects.values()}
    entry, clocks = tables.entry, after.clocks
    marks = (
        select(entry.c.marks_id, entry.c.kind, entry.c.reason, entry.c.id)
        .where(
            entry.c.kind.in_(MARKS),
            entry.c.marks_id <= before.entry,
            entry.c.id <= clocks.entry,
            entry.c.subject_id.in_(list(subjects)),
        )
        .order_by(entry.c.id)
    )
    rows = connection.execute(marks).all()
    was = {row.marks_id: row.kind for row in rows if row.id <= before.entry}
    now = {row.marks_id: row for row in rows}
    standing = EntryKind.REINSTATE
    changed = [one for one in now if now[one].kind != was.get(one, standing)]
    day = max(before.as_of, clocks.as_of)
    query = statement_rows().where(entry.c.id.in_(changed), entry.c.stated_until <= day)
    found = [StatementRow._make(row) for row in connection.execute(query.order_by(entry.c.id))]
    sources = cited_sources(connection, (row.source_id for row in found), clocks)
    return [
        Correction(
            statement=read_statement(said, subjects[said.subject_id], sources),
            deprecated=now[said.id].kind == EntryKind.DEPRECATE,
            reason=now[said.id].reason,
        )
        for said in found
    ]


def _entries_elsewhere(
    connection: Connection, project: Project, before: Clocks, after: Clocks
) -> dict[str, int]:
    """Count by slug what was recorded of other projects after one look and by the other."""
    entry, subject, other = tables.entry, tables.subject, tables.project
    query = (
        select(other.c.slug, func.count())
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .join(other, subject.c.project_id == other.c.id)
        .where(
            entry.c.id > before.entry,
            entry.c.id <= after.entry,
            entry.c.kind != EntryKind.DEFINE,
            other.c.id != project.id,
        )
        .group_by(other.c.slug)
        .order_by(other.c.slug)
    )
    return dict(connection.execute(query).all())


STATEMENT_SHOWN = {
    "entry": ("entry", 3),
    "speaker": ("said by", 2),
    "stated_on": ("said on", 1),
}
"""What a terminal shows of an event's statement, as `statement_columns` takes it."""


def _field(event: Event) -> str | None:
    """The field; the first promise is none, but the oldest target."""
    if event.field is not None:
        return event.field.value
    return "first" if event.kind is EventKind.MOVED else None


def _field_word(event: Event) -> str:
    if event.field is not None:
        return event.field.word
    return "first promise" if event.kind is EventKind.MOVED else ""


def _reason(event: Event) -> str:
    said = event.statement.reason if event.statement else None
    return event.reason or said or ""


def _difference(event: Event) -> UnitAmount | None:
    unit = event.after.unit if isinstance(event.after, Quantity) else ""
    return in_unit(event.difference, unit)


def _stated(slips: tuple[Slip | None, Slip | None]) -> tuple[Slip | None, Slip | None] | None:
    """A slip before and after; None where nothing can slip."""
    return None if slips == (None, None) else slips


EVENT_COLUMNS: tuple[Column[Event], ...] = (
    Column(key="kind", title="what", value=lambda event: event.kind.value),
    Column(key="subject", value=lambda event: event.subject, whole=True),
    Column(key="field", value=_field, told=_field_word),
    Column(key="before", value=lambda event: event.before, kind=Kind.BRIEF),
    Column(
        key="after",
        value=lambda event: event.after,
        kind=Kind.BRIEF,
        hidden=lambda event: event.lost,
    ),
    Column(
        key="slip_months",
        title="slip",
        value=lambda event: _stated(event.slips),
        kind=Kind.SLIP_MONTHS,
        whole=True,
    ),
    Column(
        key="slip_days",
        value=lambda event: _stated(event.slips),
        kind=Kind.SLIPS,
        priority=4,
    ),
    Column(
        key="current_slip_days",
        value=lambda event: _stated(event.current_slips),
        kind=Kind.SLIPS,
        screen=False,
    ),
    *statement_columns(lambda event: event.statement, under="statement", shown=STATEMENT_SHOWN),
    Column(key="reason", value=lambda event: event.reason, told=_reason, priority=5),
    Column(key="weight", value=lambda event: event.weight.value, screen=False),
    Column(key="subject_kind", value=lambda event: event.of and event.of.value, screen=False),
    Column(key="shown", value=lambda event: event.shown, kind=Kind.BRIEF, screen=False),
    Column(key="difference", value=_difference, kind=Kind.AMOUNT, screen=False),
    Column(key="lapsed", value=lambda event: event.lapsed, kind=Kind.FLAG, screen=False),
)


def event_table(report: DiffReport) -> Table[Event]:
    """Declare what changed; a slip is against the original baseline."""
    return Table(key="events", title=report.title, columns=EVENT_COLUMNS, rows=report.events)
