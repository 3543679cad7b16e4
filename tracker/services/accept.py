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
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Rule
    from tracker.domain.definitions.subject import Subject
    from tracker.services.moment import Moment


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule finds about a subject; with an entry only the findings that name it."""

    rule: Rule
    path: str
    entry: int | None = None

    def among(self, rows: Iterable[FindingRow], subject: Subject) -> list[FindingRow]:
        """Return the findings that are meant of those in the subject's project."""
        theirs = [row for row in rows if row.finding.subject == subject.slug]
        if self.entry is None:
            return theirs
        return [row for row in theirs if self.entry in {one.id for one in row.finding.statements}]


def accept(
    connection: Connection,
    choice: Choice,
    reason: str,
    moment: Moment,
) -> AcceptReport:
    """Accept what is chosen of the findings of today.

    What is accepted already stays. Needs the connection of a writing transaction. Raises
    NotFoundError where there is no such finding, UsageError without a reason.
    """
    check_reason(reason, "accepting a finding")
    writer = LogWriter(connection, moment.now)
    rule, subject = choice.rule, find_subject(connection, choice.path, moment.project)
    typed = choice.path.rpartition("/")[2]
    before = read_clocks(connection, moment.today, None)
    state = read_state(connection, subject.project, before, rates=True)
    wanted = choice.among(judge(connection, state, [rule]), subject)
    if not wanted:
        raise _finds_nothing(choice, subject)
    shared = NewEntry(
        kind=EntryKind.ACCEPT,
        subject_id=subject.id,
        subject=subject.path,
        reason=reason.strip(),
        recorded_by=moment.author,
    )
    created = [
        writer.append(replace(shared, finding=row.finding.name))
        for row in wanted
        if row.accepted is None
    ]
    writer.flush()
    after = read_clocks(connection, moment.today, None)
    found = judge(connection, replace(state, clocks=after), [rule])
    return AcceptReport(
        clocks=after,
        reason=reason.strip(),
        rows=tuple(choice.among(found, subject)),
        created=frozenset(created),
        read_as=() if typed == subject.slug else ((typed, subject.slug),),
    )


def _finds_nothing(choice: Choice, subject: Subject) -> NotFoundError:
    rule = choice.rule
    of_entry = f" that names entry #{choice.entry}" if choice.entry is not None else ""
    message = f"{rule.code} ({rule.name}) finds nothing about {subject.path}{of_entry}"
    return NotFoundError(message, f"see: tracker check {subject.project.slug} --select {rule.code}")
