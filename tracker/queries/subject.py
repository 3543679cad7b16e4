"""Reading all that is said of one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.state import read_state
from tracker.domain.definitions.subject import Milestone, Tranche
from tracker.domain.milestones.milestone import StatusBasis
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.vocabulary import Field, kind_of
from tracker.errors import NotFoundError
from tracker.reports.subject import SubjectReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Metric, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution


def subject_report(
    connection: Connection,
    subject: Subject,
    clocks: Clocks,
    field: Field | None = None,
    breach: BreachLimits = DEFAULT_LIMITS,
) -> SubjectReport:
    """Read what is shown of a subject and why, of one field or of all that have been stated."""
    known = read_state(connection, subject.project, clocks)
    wanted = [one for one in subject.fields if field in {None, one}]
    fields = known.fields(subject)
    found = {one: fields.get(one) for one in wanted}
    state: MilestoneState | None = None
    metric: Resolution | None = None
    counted: Metric | None = None
    if isinstance(subject, Milestone):
        states = known.states
        state = states.get(subject.slug)
        counted = known.metrics.get(subject.metric or "")
        if state is not None and (field in {None, Field.VALUE} or _decides(state, field)):
            metric = state.metric
    return SubjectReport(
        clocks=clocks,
        subject=subject,
        state=state,
        fields={one: resolution for one, resolution in found.items() if resolution is not None},
        metric=metric,
        counted=counted,
        gates=tuple((gate, known.status_of(gate)) for gate in _gates(subject)),
        breach=breach,
        field=field,
    )


def _decides(state: MilestoneState, field: Field | None) -> bool:
    """Whether the count, and no statement, tells the status that is asked for."""
    return field is Field.STATUS and state.status_basis is StatusBasis.METRIC


def require_kind(subject: Subject, noun: str) -> None:
    """Raise NotFoundError when a subject is not of the kind that a noun names."""
    if subject.kind != kind_of(noun):
        raise NotFoundError(
            f"{subject.slug} is a {subject.kind}, no {noun}", f"see: tracker why {subject.slug}"
        )


def _gates(subject: Subject) -> Sequence[str]:
    """What it waits for: a milestone for several others, a tranche for one."""
    if isinstance(subject, Tranche):
        return [subject.gate] if subject.gate else []
    return subject.gates if isinstance(subject, Milestone) else []
