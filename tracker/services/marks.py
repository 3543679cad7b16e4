"""Deprecating one statement of the log, or reinstating it, and telling what that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.db import tables
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.state import read_state
from tracker.domain.log.limits import check_reason
from tracker.domain.vocabulary import EntryKind
from tracker.errors import NotFoundError, UsageError
from tracker.reports.history import find_entry
from tracker.reports.log import MarkReport, MarksReport
from tracker.reports.outcome import Outcome
from tracker.services.moved import moved_milestones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.log.statement import Statement
    from tracker.domain.state import ProjectState


def mark(
    connection: Connection,
    kind: EntryKind,
    numbers: Iterable[int | None],
    reason: str,
    *,
    now: Callable[[], datetime],
    today: date,
    author: str | None = None,
) -> MarksReport:
    """Deprecate or reinstate entries; what is so already stays.

    Each is a statement, or the acceptance of a finding; None means the last of these in the log.
    Needs the connection of a writing transaction, in which all are marked or none. Raises
    NotFoundError without such an entry, UsageError for an entry that is itself a mark or
    a definition, or without a reason.
    """
    check_reason(reason, "a mark")
    wanted = [_last(connection) if number is None else number for number in numbers]
    rows = [
        _mark(connection, kind, number, reason, now=now, today=today, author=author)
        for number in dict.fromkeys(wanted)
    ]
    return MarksReport(clocks=rows[-1].clocks, rows=tuple(rows))


def _last(connection: Connection) -> int:
    """The newest entry that can be marked."""
    entry = tables.entry.c
    kinds = (EntryKind.STATEMENT, EntryKind.ACCEPT)
    query = select(func.max(entry.id)).where(entry.kind.in_(kinds))
    found: int | None = connection.scalar(query)
    if found is None:
        raise NotFoundError("the log holds nothing to mark", "see: tracker history")
    return found


def _mark(
    connection: Connection,
    kind: EntryKind,
    number: int,
    reason: str,
    *,
    now: Callable[[], datetime],
    today: date,
    author: str | None,
) -> MarkReport:
    writer = LogWriter(connection, now)
    subject, found, marks = find_entry(connection, number, read_clocks(connection, today, None))
    if found.marks is not None:
        message = f"entry #{found.entry} is itself a mark ({found.kind})"
        raise UsageError(message, f"mark the entry that it marks: #{found.marks}")
    if subject is None or found.kind is EntryKind.DEFINE:
        message = f"entry #{found.entry} is a definition, which no mark takes back"
        raise UsageError(message, "define it anew, or correct its wording: tracker NOUN edit")
    said = found.statement
    before = read_state(connection, subject.project, read_clocks(connection, today, None))
    is_so = found.deprecated is (kind is EntryKind.DEPRECATE)
    entry = marks[-1].entry if marks else None
    if not is_so:
        new = NewEntry(
            kind=kind,
            subject_id=subject.id,
            subject=subject.path,
            field=said.field if said else None,
            marks_id=found.entry,
            reason=reason.strip(),
            recorded_by=author,
        )
        entry = writer.append(new)
        writer.flush()
    # Read anew: what is marked may let an older statement into view.
    after = read_state(connection, subject.project, read_clocks(connection, today, None))
    return MarkReport(
        clocks=after.clocks,
        result=Outcome.UNCHANGED if is_so else Outcome.CREATED,
        kind=kind,
        entry=entry,
        reason=reason.strip(),
        subject=subject.path,
        marked=found,
        before=_shown(before, said) if said else None,
        shown=_shown(after, said) if said else None,
        milestones=moved_milestones(before, after),
    )


def _shown(state: ProjectState, said: Statement) -> Statement | None:
    """What is shown of a statement's field today, or on its day where that is still to come."""
    on = state if said.day <= state.as_of else state.on(said.day)
    found = on.resolutions.get((said.subject, said.field))
    return found.shown if found else None
