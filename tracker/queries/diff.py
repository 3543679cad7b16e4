"""Reading what changed between two pairs of clocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.db.between import corrections, entries_elsewhere
from tracker.db.state import read_state
from tracker.domain.diff.changes import compare
from tracker.reports.diff import DiffReport

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.state import ProjectState


def diff(connection: Connection, project: Project, before: Clocks, after: Clocks) -> DiffReport:
    """Read what changed in a project from one look to another."""
    return _compared(connection, before, read_state(connection, project, after))


def since(connection: Connection, after: ProjectState, day: date) -> DiffReport:
    """Read what changed since the end of a day, both known at the entry of the later look."""
    return _compared(connection, replace(after.clocks, as_of=day), after)


def _compared(connection: Connection, before: Clocks, after: ProjectState) -> DiffReport:
    project = after.catalog.project
    earlier = read_state(connection, project, before)
    marks = corrections(connection, before, after)
    return DiffReport(
        project=project,
        before=before,
        clocks=after.clocks,
        events=tuple(compare(earlier, after, marks)),
        elsewhere=entries_elsewhere(connection, project, before, after.clocks),
    )
