"""What the statements of a batch did to what was shown before: what moved, and what stays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import find_project, read_catalog
from tracker.db.state import read_state
from tracker.db.statements import read_entries
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import TEXT_FIELDS, Field
from tracker.reports.log import moved_milestones, new_findings
from tracker.reports.outcome import FirstPromise, Outcome
from tracker.services.log import logged_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.state import ProjectState
    from tracker.reports.log import LoggedRow, MilestoneChange
    from tracker.reports.outcome import BatchReport, BatchRow

MOST_TOLD = 1000
"""Of a batch of at most so many lines it is told: it takes each project's state twice."""


def with_effects(connection: Connection, report: BatchReport, before: Clocks) -> BatchReport:
    """Tell of each new statement what it replaced, what stays in its place, which promise it moved.

    And which milestones look otherwise since, and what the rules find about their subjects,
    contradictions above all.

    What the same batch says later or better itself is no news. `before` is from when the batch had
    written nothing.
    """
    numbers = [one for row in report.rows for one in row.entries if one > before.entry]
    if not numbers or sum(row.count for row in report.rows) > MOST_TOLD:
        return report
    replaces: dict[int, LoggedRow] = {}
    stays: dict[int, LoggedRow] = {}
    moves: dict[int, FirstPromise] = {}
    beside: dict[int, list[Statement]] = {}
    milestones: list[MilestoneChange] = []
    findings: list[Finding] = []
    for project, subjects in _subjects(connection, numbers).items():
        catalog = read_catalog(connection, find_project(connection, project))
        was, now = (
            read_state(connection, catalog.project, clocks, catalog=catalog, rates=True)
            for clocks in (before, report.clocks)
        )
        known = {n: catalog.subjects[one] for n, one in subjects.items() if one in catalog.subjects}
        said = read_entries(connection, known)
        shown = [*_shown(said.values(), was, now)]
        replaces |= {row.statement.id: row for row in shown if _has_replaced(row)}
        stays |= {row.statement.id: row for row in shown if _is_passed_over(row, was)}
        moves |= _moving(said, was, now)
        beside |= {one.id: _beside(one, was) for one in said.values()}
        milestones += (one for one in moved_milestones(was, now) if one.before is not None)
        findings += new_findings(was, now, [*said.values()])
    rows = tuple(_told(row, replaces, stays, moves, beside) for row in report.rows)
    return replace(report, rows=rows, milestones=tuple(milestones), findings=tuple(findings))


def _subjects(connection: Connection, numbers: Iterable[int]) -> dict[str, dict[int, str]]:
    """The slugs of what statements are about, by project and number."""
    entry, subject, project = tables.entry, tables.subject, tables.project
    query = (
        select(project.c.slug, entry.c.id, subject.c.slug)
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .join(project, subject.c.project_id == project.c.id)
        .where(entry.c.id.in_(list(numbers)), entry.c.value.is_not(None))
    )
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for of, number, slug in connection.execute(query):
        found[of][number] = slug
    return found


def _shown(said: Iterable[Statement], was: ProjectState, now: ProjectState) -> Iterator[LoggedRow]:
    """What each statement did to what is shown, but for notes, which replace nothing."""
    return (
        logged_row(one, was, now, Outcome.CREATED) for one in said if one.field not in TEXT_FIELDS
    )


def _has_replaced(row: LoggedRow) -> bool:
    """Whether a statement is shown in the place of another value."""
    is_shown = row.shown is not None and row.shown.id == row.statement.id
    before = row.before
    return is_shown and before is not None and not same_value(row.statement.value, before.value)


def _is_passed_over(row: LoggedRow, was: ProjectState) -> bool:
    """Whether one that was there before is shown in the place of a statement, or nothing at all."""
    if row.shown is None:
        return True
    old = row.shown.id <= was.clocks.entry
    return old and not same_value(row.statement.value, row.shown.value)


def _moving(
    said: Mapping[int, Statement], was: ProjectState, now: ProjectState
) -> dict[int, FirstPromise]:
    """The statements that are a milestone's first promise now, where another one was."""
    moved = {}
    for slug, state in now.states.items():
        old, new = was.states.get(slug), state.baseline
        if new is None or old is None or old.baseline is None or old.baseline == new:
            continue
        for number, one in said.items():
            if (one.subject, one.field, one.value) == (slug, Field.TARGET, new):
                moved[number] = FirstPromise(before=old.baseline, after=new)
                break
    return moved


def _beside(new: Statement, was: ProjectState) -> list[Statement]:
    """What the same source, or the same person, said of the same on that day, but otherwise."""
    if new.key is not None or new.field in TEXT_FIELDS:
        return []
    return [
        one
        for one in was.said.get(new.subject, {}).get(new.field, ())
        if (one.source and one.source.slug) == (new.source and new.source.slug)
        and (one.stated_on, one.speaker) == (new.stated_on, new.speaker)
        and not same_value(one.value, new.value)
    ]


def _told(
    row: BatchRow,
    replaces: Mapping[int, LoggedRow],
    stays: Mapping[int, LoggedRow],
    moves: Mapping[int, FirstPromise],
    beside: Mapping[int, Sequence[Statement]],
) -> BatchRow:
    return replace(
        row,
        replaces=tuple(replaces[one] for one in row.entries if one in replaces),
        beside=tuple(old for one in row.entries for old in beside.get(one, ())),
        stays=tuple(stays[one] for one in row.entries if one in stays),
        moves=next((moves[one] for one in row.entries if one in moves), None),
    )
