"""What changed between two looks at a project: as of two days, or known at two entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.diff.event import STAGE_KINDS, Event, Kind
from tracker.domain.milestones.schedule import Slip
from tracker.domain.shown.standing import NOTHING_TOLD
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import PERIOD_FIELDS, TEXT_FIELDS, WITHDRAWN, Field, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.periods.period import Period
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.shown.standing import Told
    from tracker.domain.state import ProjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A statement that a mark took out of all reports, or let back in, after the first look."""

    statement: Statement
    deprecated: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page says of one subject: the part of a look that events are told from.

    `values` leaves out a milestone's status, which is the one that counts, not the one stated.
    """

    values: Mapping[Field, Value]
    contradictions: Mapping[Field, tuple[Value, ...]]
    status: Status | None = None
    met_on: Period | None = None
    overdue: bool = False
    stale: bool = False


def compare(
    before: ProjectState, after: ProjectState, corrections: Iterable[Correction] = ()
) -> list[Event]:
    """Return what changed, the weightiest kind first, subjects in the order defined.

    What is said again, vaguer or in other words, is no event.
    """
    was, now = picture(before), picture(after)
    subjects = list(dict.fromkeys((*now, *was)))
    pairs = (_Pair(slug, (before, after), (was.get(slug), now.get(slug))) for slug in subjects)
    found = [event for pair in pairs for event in pair.events()]
    found += [_corrected(one) for one in corrections]
    place = {slug: number for number, slug in enumerate(subjects)}
    return sorted(found, key=lambda e: (e.kind.rank, place.get(e.subject, len(place))))


def picture(state: ProjectState) -> dict[str, Shown]:
    """Return what the page says of every subject that somebody spoke of."""
    return {slug: _shown(one, state.states.get(slug)) for slug, one in state.told.items()}


def _shown(one: Told, state: MilestoneState | None) -> Shown:
    fields = one.fields
    against = {field: found.conflicts for field, found in fields.items()}
    if state is not None and state.unproved and Field.STATUS not in against:
        against[Field.STATUS] = state.unproved
    contradictions = {
        field: tuple(_distinct(said.value for said in conflicts))
        for field, conflicts in against.items()
        if conflicts
    }
    return Shown(
        values={
            field: found.shown.value for field, found in fields.items() if field is not Field.STATUS
        },
        contradictions=contradictions,
        status=state.status if state else None,
        met_on=state.met_on if state else None,
        overdue=state is not None and state.overdue,
        stale=state is not None and state.stale,
    )


NOTHING = Shown(values={}, contradictions={})
Slips = tuple[tuple[Slip | None, Slip | None], tuple[Slip | None, Slip | None]]
"""Against the original baseline and against the current one, each before and after."""

NO_SLIPS: Slips = ((None, None), (None, None))


class _Pair:
    """One subject at both states of the project."""

    def __init__(
        self,
        slug: str,
        states: tuple[ProjectState, ProjectState],
        shown: tuple[Shown | None, Shown | None],
    ) -> None:
        self._slug = slug
        self._before, self._after = shown
        before, after = states
        self._found = after.told.get(slug, NOTHING_TOLD).fields
        self._was = before.told.get(slug, NOTHING_TOLD).fields
        self._states = before.states.get(slug), after.states.get(slug)

    def events(self) -> Iterator[Event]:
        """A subject first spoken of is new by each value that is no level of money, or as such."""
        was, now = self._before or NOTHING, self._after or NOTHING
        if self._after is None:
            yield Event(kind=Kind.GONE, subject=self._slug)
            return
        if self._before is None and set(now.values) <= set(STAGE_KINDS):
            yield Event(kind=Kind.NEW, subject=self._slug)
        for field in Field:
            yield from self._value(field, was.values.get(field), now.values.get(field))
            old, new = (one.contradictions.get(field, ()) for one in (was, now))
            yield from self._contradictions(field, old, new)
        yield from self._status(was, now)
        yield from self._first_promise()
        for kinds, old_flag, new_flag in (
            ((Kind.OVERDUE, Kind.IN_TIME), was.overdue, now.overdue),
            ((Kind.STALE, Kind.HEARD), was.stale, now.stale),
        ):
            # One that ended late is no longer overdue, and was not in time either.
            ended = kinds[old_flag] is Kind.IN_TIME and now.status is not None and now.status.ends
            if old_flag != new_flag and not ended:
                yield Event(kind=kinds[old_flag], subject=self._slug)

    def _status(self, was: Shown, now: Shown) -> Iterator[Event]:
        """A milestone first spoken of was scheduled before, as far as anybody knew."""
        if now.status is None:
            return
        if now.met_on is not None and not _same(was.met_on, now.met_on):
            slips = self._slips()
            yield Event(
                kind=Kind.MET,
                subject=self._slug,
                field=Field.STATUS,
                before=was.met_on,
                after=now.met_on,
                slips=slips[0],
                current_slips=slips[1],
                statement=self._proof(),
            )
        elif now.met_on is None and not _is_same_status(was.status, now.status):
            yield Event(
                kind=Kind.RATED,
                subject=self._slug,
                field=Field.STATUS,
                before=was.status or Status.SCHEDULED,
                after=now.status,
                statement=self._said(Field.STATUS),
            )

    def _value(self, field: Field, was: Value | None, now: Value | None) -> Iterator[Event]:
        if _same(was, now):
            return
        is_new = self._before is None and field not in STAGE_KINDS
        moved = field in PERIOD_FIELDS
        slips = self._slips() if moved else NO_SLIPS
        yield Event(
            kind=Kind.NEW if is_new else self._kind(field, was, now),
            subject=self._slug,
            field=field,
            before=was,
            after=now,
            slips=slips[0],
            current_slips=slips[1],
            statement=self._said(field),
        )

    def _contradictions(
        self, field: Field, was: Sequence[Value], now: Sequence[Value]
    ) -> Iterator[Event]:
        for value in now:
            if not any(same_value(value, other) for other in was):
                said = self._against(self._found, self._states[1], field, value)
                yield self._disputed(Kind.CONTRADICTED, field, None, value, said)
        for value in was:
            if not any(same_value(value, other) for other in now):
                said = self._against(self._was, self._states[0], field, value)
                yield self._disputed(Kind.SETTLED, field, value, None, said)

    def _disputed(
        self, kind: Kind, field: Field, before: Value | None, after: Value | None, said: Statement
    ) -> Event:
        return Event(
            kind=kind, subject=self._slug, field=field, before=before, after=after, statement=said
        )

    @staticmethod
    def _against(
        found: Mapping[Field, Resolution], state: MilestoneState | None, field: Field, value: Value
    ) -> Statement:
        """The first statement of a value that contradicts what is shown of a field."""
        said = found[field].conflicts if field in found else state.unproved if state else ()
        return next(one for one in said if same_value(one.value, value))

    def _kind(self, field: Field, was: Value | None, now: Value | None) -> Kind:
        if now is WITHDRAWN:
            return Kind.WITHDRAWN
        if field in STAGE_KINDS:
            return STAGE_KINDS[field]
        if was is None:
            return Kind.STATED
        if field in PERIOD_FIELDS:
            before, run = self._was.get(field), self._found[field].run if now else ()
            narrowed = before is not None and any(said.id == before.shown.id for said in run)
            return Kind.NARROWED if narrowed else Kind.MOVED
        return Kind.NOTED if field in TEXT_FIELDS else Kind.FIGURE

    def _said(self, field: Field) -> Statement | None:
        found = self._found.get(field)
        return found.shown if found else None

    def _first_promise(self) -> Iterator[Event]:
        """Tell when an earlier promise came to light: all slips are against it."""
        was, now = self._states
        if was is None or now is None or was.baseline is None or now.baseline is None:
            return
        if not _same(was.baseline, now.baseline):
            slips = self._slips()
            yield Event(
                kind=Kind.MOVED,
                subject=self._slug,
                before=was.baseline,
                after=now.baseline,
                slips=slips[0],
                current_slips=slips[1],
            )

    def _proof(self) -> Statement | None:
        """The statement that shows a milestone as met: of its metric, or of its status."""
        state = self._states[1]
        return (state.met_by if state else None) or self._said(Field.STATUS)

    def _slips(self) -> Slips:
        was, now = self._states
        original = (was.slip if was else None, now.slip if now else None)
        current = (was.current_slip if was else None, now.current_slip if now else None)
        return original, current


def _is_same_status(was: Status | None, now: Status) -> bool:
    """Whether a milestone fares as before; that it is scheduled follows from its target."""
    idle = {None, Status.UNSTATED, Status.SCHEDULED}
    return was is now or {was, now} <= idle


def _corrected(one: Correction) -> Event:
    said = one.statement
    return Event(
        kind=Kind.CORRECTED,
        subject=said.subject,
        field=said.field,
        before=said.value if one.deprecated else None,
        after=None if one.deprecated else said.value,
        statement=said,
        reason=one.reason,
    )


def _same(one: Value | None, other: Value | None) -> bool:
    if one is None or other is None:
        return one is other
    return same_value(one, other)


def _distinct(values: Iterable[Value]) -> Iterator[Value]:
    """Leave out what means the same as one before it."""
    kept: list[Value] = []
    for value in values:
        if not any(same_value(value, other) for other in kept):
            kept.append(value)
            yield value
