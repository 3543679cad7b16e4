"""What can have happened to a subject: its kind, and how much weight it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.definitions.subject import Holding, Metric, Milestone, Tranche
from tracker.domain.milestones.schedule import STALE_DAYS
from tracker.domain.quantities.amount import Amount, change, of_quantity
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.vocabulary import TEXT_FIELDS, Field, MilestoneType, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracker.domain.definitions.subject import Subject
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


class Weight(StrEnum):
    """Under which heading an event is told, the weightiest first.

    LIGHT is what is only counted where it is much: agreements, new figures beside those of a
    family, holders of whom nobody tells how much, and of whom nobody speaks any more.
    """

    HEADLINE = "headline"
    MILESTONES = "milestones"
    MONEY = "money"
    OWNERS = "owners"
    FIGURES = "figures"
    LIGHT = "light"
    NOTES = "notes"

    @property
    def rank(self) -> int:
        """0 for the weightiest."""
        return list(Weight).index(self)


EXPLAINED = {
    Kind.MOVED: "another target or baseline",
    Kind.WITHDRAWN: "nobody stands by it any more",
    Kind.NARROWED: "more precise, within what it was",
    Kind.OVERDUE: "its last day passed",
    Kind.RATED: "another status",
    Kind.FIGURE: "another value",
    Kind.CONTRADICTED: "somebody says otherwise",
    Kind.SETTLED: "nobody says otherwise any more",
    Kind.CORRECTED: "a statement taken back, or counted again",
    Kind.NEW: "first spoken of",
    Kind.STATED: "said for the first time",
    Kind.NOTED: "another note",
    Kind.IN_TIME: "no longer overdue",
    Kind.STALE: f"best sources silent for {STALE_DAYS} days",
    Kind.HEARD: "spoken of again",
    Kind.GONE: "no statement is left",
}
"""What the words mean; that something is met, and stages of money, speak for themselves."""

STAGE_KINDS = {
    Field.DISBURSED: Kind.PAID,
    Field.COMMITTED: Kind.COMMITTED,
    Field.ENACTED: Kind.ENACTED,
    Field.BUDGETED: Kind.BUDGETED,
    Field.PLANNED: Kind.PLANNED,
    Field.CANCELLED: Kind.CANCELLED,
}

DISPUTES = frozenset({Kind.CONTRADICTED, Kind.SETTLED, Kind.CORRECTED})
"""Kinds whose values were said beside the one shown, or instead of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One difference; `field` is None where the subject as a whole is meant.

    `before` and `after` are the values shown, None where there is none: of a met milestone the day
    it was met, of a contradiction the value that contradicts. `shown` is what the later look shows
    of the field, whatever happened. The slips are against the original and the current baseline, of
    what moved or was met. `statement` is the one behind it; a correction has the reason of its
    mark. `lapsed` tells that it came on a day between the looks, by
    what had been said before. `of` is the kind of its subject.
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
    shown: Value | None = None
    weight: Weight = Weight.FIGURES
    lapsed: bool = False
    of: SubjectKind | None = None

    @property
    def lost(self) -> bool:
        """Whether `after` is not what the later look shows."""
        return self.kind in {Kind.CONTRADICTED, Kind.CORRECTED} and self.after is not None

    @property
    def difference(self) -> Amount | None:
        """By how much a figure rose or fell; a level that first reached a stage of money is a rise.

        Of two bounds of one kind it is between the figures that they name.
        """
        if self.kind in DISPUTES or not isinstance(self.after, Quantity):
            return None
        if self.before is None and self.field in set(STAGE_KINDS) - {Field.CANCELLED}:
            is_level = self.after.qualifier in {Qualifier.EXACT, Qualifier.ABOUT}
            return of_quantity(self.after) if is_level else None
        return change(self.before, self.after) if isinstance(self.before, Quantity) else None


def tally(events: Iterable[Event]) -> dict[Kind, int]:
    """Count the subjects of each kind of event, the weightiest kind first."""
    counts = Counter(kind for kind, _ in {(event.kind, event.subject) for event in events})
    return {kind: counts[kind] for kind in Kind if counts[kind]}


def kinds_by_subject(events: Iterable[Event]) -> Mapping[str, list[Kind]]:
    """Return what happened to each subject, the weightiest first, each kind once."""
    found: dict[str, list[Kind]] = {}
    for event in sorted(events, key=lambda event: event.kind.rank):
        kinds = found.setdefault(event.subject, [])
        if event.kind not in kinds:
            kinds.append(event.kind)
    return found


def weight(event: Event, subject: Subject) -> Weight:  # noqa: PLR0911 - a table of kinds
    """Return under which heading an event is told, which depends on what it happened to."""
    if event.field in TEXT_FIELDS:
        return Weight.NOTES
    if event.kind in {Kind.STALE, Kind.HEARD} or (event.kind is Kind.NEW and event.field is None):
        return Weight.LIGHT
    new = event.kind in {Kind.NEW, Kind.MET, Kind.STATED}
    if isinstance(subject, Milestone):
        if subject.headline:
            return Weight.HEADLINE
        agreed = subject.type is MilestoneType.AGREEMENT
        return Weight.LIGHT if new and agreed else Weight.MILESTONES
    if isinstance(subject, Tranche):
        return Weight.MONEY
    if isinstance(subject, Holding):
        names_sum = isinstance(event.after, Quantity) and event.after.figure is not None
        return Weight.OWNERS if names_sum or not new else Weight.LIGHT
    if isinstance(subject, Metric):
        return _of_figure(subject, new=new)
    return Weight.FIGURES


def _of_figure(metric: Metric, *, new: bool) -> Weight:
    if metric.counts is not None:
        return Weight.OWNERS
    if new and metric.family is None:
        return Weight.LIGHT
    return Weight.MONEY if metric.counted_in in CURRENCIES else Weight.FIGURES
