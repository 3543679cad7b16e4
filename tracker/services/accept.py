"""Accepting findings: somebody looked at the facts and leaves them as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.db.catalog import find_subject
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.state import read_state
from tracker.domain.log.limits import check_reason
from tracker.domain.vocabulary import EntryKind
from tracker.errors import NotFoundError
from tracker.reports.check import AcceptReport, FindingRow, judge

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Rule
    from tracker.domain.definitions.subject import Subject


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule finds about a subject; with an entry only the findings that name it."""

    rule: Rule
    path: str
    entry: int | None = None

    def means(self, row: FindingRow, subject: Subject) -> bool:
        """Whether a finding of the subject's project is meant."""
        named = {said.id for said in row.finding.statements}
        chosen = self.entry is None or self.entry in named
        return chosen and row.finding.subject == subject.slug


def accept(
    connection: Connection,
    choice: Choice,
    reason: str,
    *,
    now: Callable[[], datetime],
    today: date,
    author: str | None = None,
    project: str | None = None,
) -> AcceptReport:
    """Accept what is chosen of the findings of today.

    What is accepted already stays. Needs the connection of a writing transaction. Raises
    NotFoundError where there is no such finding, UsageError without a reason.
    """
    check_reason(reason, "accepting a finding")
    writer = LogWriter(connection, now)
    rule, subject = choice.rule, find_subject(connection, choice.path, project)
    before = read_clocks(connection, today, None)
    state = read_state(connection, subject.project, before, rates=True)
    wanted = [row for row in judge(connection, state, [rule]) if choice.means(row, subject)]
    if not wanted:
        of_entry = f" that names entry #{choice.entry}" if choice.entry is not None else ""
        message = f"{rule.code} ({rule.name}) finds nothing about {subject.path}{of_entry}"
        hint = f"see: tracker check {subject.project.slug} --select {rule.code}"
        raise NotFoundError(message, hint)
    shared = NewEntry(
        kind=EntryKind.ACCEPT,
        subject_id=subject.id,
        subject=subject.path,
        reason=reason.strip(),
        recorded_by=author,
    )
    created = [
        writer.append(replace(shared, finding=row.finding.name))
        for row in wanted
        if row.accepted is None
    ]
    writer.flush()
    after = read_clocks(connection, today, None)
    rows = judge(connection, replace(state, clocks=after), [rule])
    return AcceptReport(
        clocks=after,
        reason=reason.strip(),
        rows=tuple(row for row in rows if choice.means(row, subject)),
        created=frozenset(created),
    )
