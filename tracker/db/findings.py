"""What the rules find in a project, and which findings the log accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.db.state import read_state
from tracker.db.statements import stands
from tracker.domain.checks import RULES, run
from tracker.domain.vocabulary import EntryKind
from tracker.reports.check import Acceptance, FindingRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Rule
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.state import ProjectState


def read_findings(
    connection: Connection, project: Project, clocks: Clocks, rules: Iterable[Rule] = RULES
) -> list[FindingRow]:
    """Return what the rules find as of both clocks, rule by rule, accepted or not."""
    return judge(connection, read_state(connection, project, clocks, rates=True), rules)


def judge(connection: Connection, state: ProjectState, rules: Iterable[Rule]) -> list[FindingRow]:
    """Return what the rules find in a project, each with the entry that accepts it, or once did."""
    project = state.catalog.project
    accepted = _acceptances(connection, project, state.clocks)
    found = run(state, rules)
    standing = {one.name for one in found}
    lapsed = {_matter(name): one for name, one in accepted.items() if name not in standing}
    return [
        FindingRow(
            project=project.slug,
            finding=one,
            accepted=accepted.get(one.name),
            lapsed=None if one.name in accepted else lapsed.get(_matter(one.name)),
        )
        for one in found
    ]


def _matter(name: str) -> str:
    """The rule and the subject of a finding's name, without the digest of its facts."""
    return name.rpartition(" ")[0]


def _acceptances(
    connection: Connection, project: Project, clocks: Clocks
) -> Mapping[str, Acceptance]:
    """The findings of a project accepted by the known entry, by name; the first entry of each.

    An acceptance that was deprecated since is none.
    """
    entry, subject = tables.entry, tables.subject
    query = (
        select(
            entry.c.id, entry.c.finding, entry.c.reason, entry.c.recorded_at, entry.c.recorded_by
        )
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(
            entry.c.kind == EntryKind.ACCEPT,
            subject.c.project_id == project.id,
            entry.c.id <= clocks.entry,
            stands(entry, clocks),
        )
        .order_by(entry.c.id.desc())
    )
    return {
        row.finding: Acceptance(
            entry=row.id,
            reason=row.reason,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )
        for row in connection.execute(query)
    }
