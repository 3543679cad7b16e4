"""What the page shows before a write, and after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.db.log import read_clocks
from tracker.db.snapshot import read_snapshot
from tracker.db.statements import statements_of
from tracker.domain.subject import Milestone, Subject
from tracker.reports.log import MilestoneChange

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.milestone import MilestoneState
    from tracker.domain.statement import Statement
    from tracker.domain.vocabulary import Field


class View:
    """A project at one moment, as of a day, and every live statement about one of its subjects."""

    def __init__(self, connection: Connection, subject: Subject, as_of: date, latest: date) -> None:
        self.clocks = read_clocks(connection, as_of, None)
        snapshot = read_snapshot(connection, subject.project, self.clocks)
        self.states = {row.milestone.slug: row.state for row in snapshot.milestones()}
        # East of us somebody may already have said something tomorrow.
        said_by = replace(self.clocks, as_of=max(as_of, latest))
        subjects = [subject]
        if isinstance(subject, Milestone) and subject.metric is not None:
            subjects.append(snapshot.catalog.metrics[subject.metric])
        self._said = statements_of(connection, subjects, said_by)

    def of(self, slug: str, field: Field) -> list[Statement]:
        """Return the live statements of one field of the subject or its metric, as recorded."""
        return self._said.get(slug, {}).get(field, [])


def changes(before: View, after: View) -> tuple[MilestoneChange, ...]:
    """Tell which milestones look otherwise on the page, whatever was written about."""
    slugs = dict.fromkeys((*before.states, *after.states))
    pairs = ((slug, before.states.get(slug), after.states.get(slug)) for slug in slugs)
    return tuple(
        MilestoneChange(subject=slug, before=was, after=now)
        for slug, was, now in pairs
        if _looks(was) != _looks(now)
    )


def _looks(state: MilestoneState | None) -> tuple[object, ...]:
    if state is None:
        return ()
    progress = (state.progress.percent, state.progress.basis) if state.progress else None
    return state.word, state.target, state.met_on, state.slip, progress
