"""Reading all that is said of one subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db.state import read_state
from tracker.domain.milestone import StatusBasis
from tracker.domain.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.subject import Milestone
from tracker.domain.vocabulary import Field, Status, kind_of
from tracker.errors import NotFoundError
from tracker.reports.listing import SubjectReport

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.domain.clocks import Clocks
    from tracker.domain.milestone import MilestoneState
    from tracker.domain.resolve import Resolution
    from tracker.domain.subject import Metric, Subject


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
    gates: list[tuple[str, Status]] = []
    if isinstance(subject, Milestone):
        states = known.states
        state = states.get(subject.slug)
        counted = known.metrics.get(subject.metric or "")
        if state is not None and (field in {None, Field.VALUE} or _decides(state, field)):
            metric = state.metric
        gates = [
            (gate, states[gate].status if gate in states else Status.UNSTATED)
            for gate in subject.gates
        ]
    return SubjectReport(
        clocks=clocks,
        subject=subject,
        state=state,
        fields={one: resolution for one, resolution in found.items() if resolution is not None},
        metric=metric,
        counted=counted,
        gates=tuple(gates),
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
