"""Deprecating one statement of the log, or reinstating it, and telling what that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.history import find_entry
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.domain.limits import check_reason
from tracker.domain.resolve import resolve
from tracker.domain.statement import date_on_earth
from tracker.domain.vocabulary import EntryKind
from tracker.errors import UsageError
from tracker.reports.entry import MarkReport
from tracker.reports.outcome import Outcome
from tracker.services.views import View, changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.statement import Statement


def mark(
    connection: Connection,
    kind: EntryKind,
    number: int,
    reason: str,
    *,
    now: Callable[[], datetime],
    today: date,
    author: str | None = None,
) -> MarkReport:
    """Deprecate or reinstate the entry `number`; what is so already stays.

    It is a statement, or the acceptance of a finding. Needs the connection of a writing
    transaction. Raises NotFoundError without such an entry, UsageError for an entry that is itself
    a mark, or without a reason.
    """
    check_reason(reason, "a mark")
    writer = LogWriter(connection, now)
    subject, found, marks = find_entry(connection, number, read_clocks(connection, today, None))
    if found.marks is not None:
        message = f"entry #{found.entry} is itself a mark ({found.kind})"
        raise UsageError(message, f"mark the entry that it marks: #{found.marks}")
    said = found.statement
    latest = date_on_earth(writer.recorded_at)
    before = View(connection, subject, today, latest)
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
    after = View(connection, subject, today, latest)
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
        milestones=changes(before, after),
    )


def _shown(view: View, said: Statement) -> Statement | None:
    as_of = max(view.clocks.as_of, said.day)
    found = resolve(view.of(said.subject, said.field), as_of)
    return found.shown if found else None
