"""Deprecating statements of the log, or reinstating them, and telling what that changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.state import read_state
from tracker.domain.log.limits import check_reason
from tracker.domain.vocabulary import EntryKind
from tracker.errors import NotFoundError, UsageError
from tracker.reports.history import find_entry
from tracker.reports.log import MarkReport, MarksReport, moved_milestones, shown_on_its_day
from tracker.reports.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Subject
    from tracker.reports.history import HistoryRow
    from tracker.services.moment import Moment


def mark(
    connection: Connection,
    kind: EntryKind,
    numbers: Iterable[int | None],
    reason: str,
    moment: Moment,
) -> MarksReport:
    """Deprecate or reinstate entries; what is so already stays.

    Each is a statement, or the acceptance of a finding; None means the last of these in the log.
    Needs the connection of a writing transaction, in which all are marked or none. Raises
    NotFoundError without such an entry, UsageError for an entry that is itself a mark or
    a definition, or without a reason.
    """
    check_reason(reason, "a mark")
    wanted = [_last(connection) if number is None else number for number in numbers]
    marks = (
        NewEntry(kind=kind, marks_id=number, reason=reason.strip(), recorded_by=moment.author)
        for number in dict.fromkeys(wanted)
    )
    rows = [_mark(connection, one, moment) for one in marks]
    return MarksReport(clocks=rows[-1].clocks, rows=tuple(rows))


def _last(connection: Connection) -> int:
    """The newest entry that can be marked."""
    entry = tables.entry.c
    kinds = (EntryKind.STATEMENT, EntryKind.ACCEPT)
    found: int | None = connection.scalar(select(func.max(entry.id)).where(entry.kind.in_(kinds)))
    if found is None:
        raise NotFoundError("the log holds nothing to mark", "see: tracker history")
    return found


def _mark(connection: Connection, new: NewEntry, moment: Moment) -> MarkReport:
    """Append a mark that names only what it marks, unless that is so already."""
    writer = LogWriter(connection, moment.now)
    clocks = read_clocks(connection, moment.today, None)
    about, marked, marks = find_entry(connection, new.marks_id or 0, clocks)
    subject, said = _of_markable(about, marked), marked.statement
    before = after = read_state(connection, subject.project, clocks, also=subject.slug)
    is_so = marked.deprecated is (new.kind is EntryKind.DEPRECATE)
    entry = marks[-1].entry if marks else None
    if not is_so:
        field = said.field if said else None
        entry = writer.append(
            replace(new, subject_id=subject.id, subject=subject.path, field=field)
        )
        writer.flush()
        # Read anew: what is marked may let an older statement into view.
        known = read_clocks(connection, moment.today, None)
        after = read_state(connection, subject.project, known, also=subject.slug)
    earlier = shown_on_its_day(before, said) if said else None
    later = shown_on_its_day(after, said) if said else None
    return MarkReport(
        clocks=after.clocks,
        result=Outcome.UNCHANGED if is_so else Outcome.CREATED,
        kind=new.kind,
        entry=entry,
        reason=new.reason or "",
        subject=subject.path,
        marked=marked,
        before=earlier.shown if earlier else None,
        shown=later.shown if later else None,
        milestones=moved_milestones(before, after),
    )


def _of_markable(subject: Subject | None, found: HistoryRow) -> Subject:
    """The subject of an entry; raises UsageError for one that no mark can be about."""
    if found.marks is not None:
        message = f"entry #{found.entry} is itself a mark ({found.kind})"
        raise UsageError(message, f"mark the entry that it marks: #{found.marks}")
    if subject is None or found.kind is EntryKind.DEFINE:
        message = f"entry #{found.entry} is a definition, which no mark takes back"
        raise UsageError(message, "define it anew, or correct its wording: tracker NOUN edit")
    return subject
