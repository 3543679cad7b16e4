"""The search for what differs between two states of a project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.diff.event import STAGE_KINDS, Event, Kind, weight
from tracker.domain.milestones.schedule import STALE_DAYS
from tracker.domain.shown.standing import NOTHING_TOLD
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import PERIOD_FIELDS, TEXT_FIELDS, WITHDRAWN, Field, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A statement that a mark took out of all reports, or let back in, after the first look."""

    statement: Statement
    deprecated: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One subject at one state of the project; a milestone has its `state` there."""

    spoken: bool
    fields: Mapping[Field, Resolution]
    state: MilestoneState | None

    def value(self, field: Field) -> Value | None:
        """Return what is shown of a field; of a milestone's status see its state."""
        found = None if field is Field.STATUS else self.fields.get(field)
        return found.shown.value if found else None

    def shown(self, field: Field) -> Statement | None:
        """Return the statement shown of a field."""
        found = self.fields.get(field)
        return found.shown if found else None

    def against(self, field: Field) -> list[Statement]:
        """Return what contradicts a field, of those that mean the same the first."""
        found = self.fields.get(field)
        alone = self.state.alone if self.state and field is Field.STATUS else ()
        return _distinct(found.conflicts if found else alone)


@dataclass(frozen=True, slots=True)
class Pair:
    """One subject at both states of the project, as of the days `since` and `until`."""

    slug: str
    before: Side
    after: Side
    since: date
    until: date

    def passed(self, day: date) -> bool:
        """Whether a day came after the earlier look, and by the later one."""
        return self.since < day <= self.until

    def with_slips(self, event: Event) -> Event:
        """Add how late the milestone was and is, against its original and current baseline."""
        was, now = self.before.state, self.after.state
        return replace(
            event,
            slips=(was.slip if was else None, now.slip if now else None),
            current_slips=(was.current_slip if was else None, now.current_slip if now else None),
        )


def compare(
    before: ProjectState, after: ProjectState, corrections: Iterable[Correction] = ()
) -> list[Event]:
    """Return what changed, the weightiest first, subjects in the order defined.

    What is said again, vaguer or in other words, is no event.
    """
    subjects = list(dict.fromkeys((*after.told, *before.told)))
    days = before.as_of, after.as_of
    pairs = (Pair(slug, _side(before, slug), _side(after, slug), *days) for slug in subjects)
    found = [event for pair in pairs for event in _events(pair)]
    found += [_corrected(one) for one in corrections]
    of = {**before.catalog.subjects, **after.catalog.subjects}
    found = [_weighed(event, of[event.subject], after) for event in found]
    place = {slug: number for number, slug in enumerate(subjects)}
    return sorted(
        found, key=lambda e: (e.weight.rank, e.kind.rank, place.get(e.subject, len(place)))
    )


def speakers(before: ProjectState, after: ProjectState) -> tuple[str, ...]:
    """Return who spoke between two looks, the first one first, whatever it changed.

    Counted is what the later look knows, and the earlier one did not: said after its day, or
    recorded after its entry; of a long series only the newest and the oldest.
    """
    day, entry = before.as_of, before.clocks.entry
    series = (said for fields in after.said.values() for said in fields.values())
    new = [one for said in series for one in said if one.day > day or one.id > entry]
    known = sorted((one for one in new if one.day <= after.as_of), key=lambda one: one.order)
    return tuple(dict.fromkeys(one.speaker for one in known))


def _weighed(event: Event, subject: Subject, after: ProjectState) -> Event:
    """Add to an event its weight, and what the later look shows of its field."""
    promised = event.kind in {Kind.OVERDUE, Kind.IN_TIME}
    field = Field.TARGET if promised else event.field
    shown = _side(after, event.subject).shown(field) if field else None
    value = shown.value if shown else None
    state = after.states.get(event.subject)
    return replace(
        event,
        shown=state.status if state and field is Field.STATUS else value,
        statement=event.statement or (shown if promised else None),
        weight=weight(event, subject),
        of=subject.kind,
    )


def _side(state: ProjectState, slug: str) -> Side:
    fields = state.told.get(slug, NOTHING_TOLD).fields
    return Side(slug in state.told, fields, state.states.get(slug))


def _events(pair: Pair) -> Iterator[Event]:
    if not pair.after.spoken:
        yield Event(kind=Kind.GONE, subject=pair.slug)
        return
    for find in WHOLE:
        yield from find(pair)
    for field in Field:
        for find_in in OF_FIELD:
            yield from find_in(pair, field)


def _new(pair: Pair) -> Iterator[Event]:
    """A subject first spoken of is new by each value that is no level of money, or as such."""
    values = {field for field in pair.after.fields if field is not Field.STATUS}
    if not pair.before.spoken and values <= set(STAGE_KINDS):
        yield Event(kind=Kind.NEW, subject=pair.slug)


def _met(pair: Pair) -> Iterator[Event]:
    """A milestone is met, or was on another day; what shows it is of its metric or its status."""
    now = pair.after.state
    met_before = pair.before.state.met_on if pair.before.state else None
    if now is None or now.met_on is None or _same(met_before, now.met_on):
        return
    event = Event(
        kind=Kind.MET,
        subject=pair.slug,
        field=Field.STATUS,
        before=met_before,
        after=now.met_on,
        statement=now.met_by or pair.after.shown(Field.STATUS),
    )
    yield pair.with_slips(event)


def _rated(pair: Pair) -> Iterator[Event]:
    """A milestone first spoken of was scheduled before, as far as anybody knew."""
    now = pair.after.state
    was = pair.before.state.status if pair.before.state else None
    if now is None or now.met_on is not None or _is_same_status(was, now.status):
        return
    yield Event(
        kind=Kind.RATED,
        subject=pair.slug,
        field=Field.STATUS,
        before=was or Status.SCHEDULED,
        after=now.status,
        statement=pair.after.shown(Field.STATUS),
    )


def _first_promise(pair: Pair) -> Iterator[Event]:
    """An earlier promise came to light: all slips are against it."""
    was, now = (side.state.baseline if side.state else None for side in (pair.before, pair.after))
    if was is not None and now is not None and not _same(was, now):
        yield pair.with_slips(Event(kind=Kind.MOVED, subject=pair.slug, before=was, after=now))


def _overdue(pair: Pair) -> Iterator[Event]:
    """The last day passed, or is ahead again; what ended late was not in time either."""
    was, now = (bool(side.state and side.state.overdue) for side in (pair.before, pair.after))
    ended = pair.after.state is not None and pair.after.state.status.ends
    if now and not was:
        yield Event(kind=Kind.OVERDUE, subject=pair.slug, lapsed=_day_passed(pair))
    elif was and not now and not ended:
        yield Event(kind=Kind.IN_TIME, subject=pair.slug)


def _day_passed(pair: Pair) -> bool:
    """Whether the target's last day passed between the looks, after it was promised."""
    promise, state = pair.after.shown(Field.TARGET), pair.after.state
    last = state.target.latest if state and state.target else None
    if promise is None or last is None:
        return False
    return promise.day <= last and pair.passed(last + timedelta(days=1))


def _stale(pair: Pair) -> Iterator[Event]:
    was, now = (bool(side.state and side.state.stale) for side in (pair.before, pair.after))
    state = pair.after.state
    if state is not None and now and not was:
        lapsed = pair.passed(state.last_stated + timedelta(days=STALE_DAYS))
        yield Event(kind=Kind.STALE, subject=pair.slug, lapsed=lapsed)
    elif was and not now:
        yield Event(kind=Kind.HEARD, subject=pair.slug)


def _value(pair: Pair, field: Field) -> Iterator[Event]:
    was, now = pair.before.value(field), pair.after.value(field)
    if _same(was, now):
        return
    is_new = not pair.before.spoken and field not in STAGE_KINDS
    event = Event(
        kind=Kind.NEW if is_new else _kind(pair, field),
        subject=pair.slug,
        field=field,
        before=was,
        after=now,
        statement=pair.after.shown(field),
    )
    yield pair.with_slips(event) if field in PERIOD_FIELDS else event


def _kind(pair: Pair, field: Field) -> Kind:
    was, now = pair.before.fields.get(field), pair.after.fields.get(field)
    if now is not None and now.shown.value is WITHDRAWN:
        return Kind.WITHDRAWN
    if field in STAGE_KINDS:
        return STAGE_KINDS[field]
    if was is None:
        return Kind.STATED
    if field in PERIOD_FIELDS:
        narrowed = now is not None and any(said.id == was.shown.id for said in now.run)
        return Kind.NARROWED if narrowed else Kind.MOVED
    return Kind.NOTED if field in TEXT_FIELDS else Kind.FIGURE


def _contradicted(pair: Pair, field: Field) -> Iterator[Event]:
    """What somebody says against what is shown, and nobody said before."""
    known = pair.before.against(field)
    for said in pair.after.against(field):
        if not _is_among(said, known):
            yield _disputed(Kind.CONTRADICTED, said, after=said.value)


def _settled(pair: Pair, field: Field) -> Iterator[Event]:
    """What nobody says any more against what is shown."""
    known = pair.after.against(field)
    for said in pair.before.against(field):
        if not _is_among(said, known):
            yield _disputed(Kind.SETTLED, said, before=said.value)


def _disputed(
    kind: Kind, said: Statement, *, before: Value | None = None, after: Value | None = None
) -> Event:
    return Event(
        kind=kind,
        subject=said.subject,
        field=said.field,
        before=before,
        after=after,
        statement=said,
    )


WHOLE: tuple[Callable[[Pair], Iterator[Event]], ...] = (
    _new,
    _met,
    _rated,
    _first_promise,
    _overdue,
    _stale,
)
"""What can happen to a subject as a whole."""

OF_FIELD: tuple[Callable[[Pair, Field], Iterator[Event]], ...] = (_value, _contradicted, _settled)
"""What can happen to each field of it."""


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


def _is_among(said: Statement, others: Sequence[Statement]) -> bool:
    """Whether one of some statements means the same."""
    return any(same_value(said.value, other.value) for other in others)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Leave out what means the same as one before it."""
    kept: list[Statement] = []
    for said in statements:
        if not _is_among(said, kept):
            kept.append(said)
    return kept
