"""What can change between two looks at a project, in the words of a diff."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.milestones.schedule import STALE_DAYS
from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.schedule import Slip


class Kind(StrEnum):
    """What happened, the weightiest first; a level of money has the name of its stage."""

    MET = "met"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    NARROWED = "narrowed"
    OVERDUE = "overdue"
    RATED = "re-rated"
    PAID = "paid"
    COMMITTED = "committed"
    ENACTED = "enacted"
    BUDGETED = "budgeted"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    FIGURE = "figure"
    CONTRADICTED = "contradicted"
    SETTLED = "settled"
    CORRECTED = "corrected"
    NEW = "new"
    STATED = "stated"
    NOTED = "noted"
    IN_TIME = "in-time"
    STALE = "gone-stale"
    HEARD = "heard-again"
    GONE = "gone"

    @property
    def rank(self) -> int:
        """0 for the weightiest."""
        return list(Kind).index(self)


EXPLAINED = {
    Kind.MET: "a milestone was met, or is said to have been met on another day",
    Kind.MOVED: "a target or a baseline is another one",
    Kind.WITHDRAWN: "nobody stands by a date, a level or a figure any more",
    Kind.NARROWED: "a target or a baseline is told more precisely, within what it was",
    Kind.OVERDUE: "the last day of its target passed",
    Kind.RATED: "the status is another one",
    Kind.FIGURE: "a metric, a holding, a threshold or progress has another value",
    Kind.CONTRADICTED: "somebody says what cannot be true with what is shown",
    Kind.SETTLED: "nobody contradicts in that way any more",
    Kind.CORRECTED: "a statement was deprecated, or reinstated",
    Kind.NEW: "a subject is spoken of for the first time",
    Kind.STATED: "a field is stated for the first time",
    Kind.NOTED: "the note is another one",
    Kind.IN_TIME: "no longer overdue",
    Kind.STALE: f"nobody has spoken of it for {STALE_DAYS} days",
    Kind.HEARD: "no longer stale",
    Kind.GONE: "no statement about the subject is left",
}
"""What the words mean; stages of money speak for themselves."""

STAGE_KINDS = {
    Field.DISBURSED: Kind.PAID,
    Field.COMMITTED: Kind.COMMITTED,
    Field.ENACTED: Kind.ENACTED,
    Field.BUDGETED: Kind.BUDGETED,
    Field.PLANNED: Kind.PLANNED,
    Field.CANCELLED: Kind.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One difference; `field` is None where the subject as a whole is meant.

    `before` and `after` are the values shown, None where there is none: of a met milestone the day
    it was met, of a contradiction the value that contradicts. The slips are against the original
    and the current baseline, of what moved or was met. `statement` is the one behind it; a
    correction has the reason of its mark.
    """

    kind: Kind
    subject: str
    field: Field | None = None
    before: Value | None = None
    after: Value | None = None
    slips: tuple[Slip | None, Slip | None] = (None, None)
    current_slips: tuple[Slip | None, Slip | None] = (None, None)
    statement: Statement | None = None
    reason: str | None = None


def tally(events: Iterable[Event]) -> dict[Kind, int]:
    """Count the subjects of each kind of event, the weightiest kind first."""
    counts = Counter(kind for kind, _ in {(event.kind, event.subject) for event in events})
    return {kind: counts[kind] for kind in Kind if counts[kind]}


def kinds_by_subject(events: Iterable[Event]) -> Mapping[str, list[Kind]]:
    """Return what happened to each subject, the weightiest first, each kind once."""
    found: dict[str, list[Kind]] = {}
    for event in events:
        kinds = found.setdefault(event.subject, [])
        if event.kind not in kinds:
            kinds.append(event.kind)
    return found
