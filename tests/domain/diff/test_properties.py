"""What holds for every two states: the events between them lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from said import day, look, said
from tracker.domain.diff.compare import compare
from tracker.domain.diff.event import Event, Kind
from tracker.domain.log.statement import Statement, Value
from tracker.domain.periods.period import Period
from tracker.domain.shown.verdict import same_value
from tracker.domain.state import ProjectState
from tracker.domain.vocabulary import STAGE_FIELDS, Field, Status

FIRST = day("2025-01-01")
VALUES = {
    "target": ["2025-03", "2025", "FY2025-H2", "~2026", "../2026-03", "2027"],
    "baseline": ["2026", "FY2026"],
    "status": ["scheduled", "at-risk", "met", "not-met"],
    "note": ["one", "two"],
    "committed": ["10bn", "~10bn", "12bn", "<=12bn"],
    "disbursed": ["4bn", "5bn"],
    "value": ["30", "~30", "32"],
}
ABOUT = {
    "committed": ("rd-1", "rd-2"),
    "disbursed": ("rd-1", "rd-2"),
    "value": ("holders", "tools"),
}
DAYS = st.integers(-5, 400).map(lambda offset: FIRST + timedelta(days=offset))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    field = draw(st.sampled_from(sorted(VALUES)))
    return said(
        draw(st.sampled_from(VALUES[field])),
        field=field,
        about=draw(st.sampled_from(ABOUT.get(field, ("pilot", "mass-production")))),
        tier=draw(st.sampled_from(["primary", "press", "secondary"])),
        on=draw(DAYS).isoformat(),
    )


LOGS = st.lists(statements(), max_size=14)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What the page says of one subject; a milestone's status is the one that counts."""

    values: Mapping[Field, Value]
    contradictions: Mapping[Field, tuple[Value, ...]]
    status: Status | None = None
    met_on: Period | None = None
    overdue: bool = False
    stale: bool = False


EMPTY = Picture(values={}, contradictions={})


def picture(state: ProjectState) -> dict[str, Picture]:
    """The picture of every subject that somebody spoke of."""
    found = {}
    for slug, told in state.told.items():
        one = state.states.get(slug)
        against = {field: found.conflicts for field, found in told.fields.items()}
        if one is not None:
            against.setdefault(Field.STATUS, one.unproved)
        found[slug] = Picture(
            values={
                field: found.shown.value
                for field, found in told.fields.items()
                if field is not Field.STATUS
            },
            contradictions={
                field: tuple(statement.value for statement in conflicts)
                for field, conflicts in against.items()
                if conflicts
            },
            status=one.status if one else None,
            met_on=one.met_on if one else None,
            overdue=one is not None and one.overdue,
            stale=one is not None and one.stale,
        )
    return found


def applied(before: Mapping[str, Picture], events: Iterable[Event]) -> dict[str, Picture]:
    """The picture after the events, told from them and the picture before alone."""
    now = dict(before)
    for event in events:
        if event.kind is Kind.GONE:
            del now[event.subject]
        else:
            now[event.subject] = _one_applied(now.get(event.subject, EMPTY), event)
    milestone = ("pilot", "mass-production")
    return {
        slug: replace(one, status=one.status or (Status.SCHEDULED if slug in milestone else None))
        for slug, one in now.items()
    }


def _one_applied(one: Picture, event: Event) -> Picture:
    flags: dict[Kind, dict[str, Any]] = {
        Kind.OVERDUE: {"overdue": True},
        Kind.IN_TIME: {"overdue": False},
        Kind.STALE: {"stale": True},
        Kind.HEARD: {"stale": False},
        Kind.MET: {"status": Status.MET, "met_on": event.after, "overdue": False},
        Kind.RATED: {"status": event.after, "met_on": None},
    }
    if event.kind is Kind.RATED and isinstance(event.after, Status) and event.after.ends:
        flags[Kind.RATED]["overdue"] = False  # what has ended is overdue no more
    if event.kind in flags:
        return replace(one, **flags[event.kind])
    if event.field is None or event.kind is Kind.CORRECTED:
        return one
    if event.kind in {Kind.CONTRADICTED, Kind.SETTLED}:
        said_so = list(one.contradictions.get(event.field, ()))
        if event.kind is Kind.CONTRADICTED and event.after is not None:
            said_so.append(event.after)
        if event.before is not None:
            said_so = [v for v in said_so if not same_value(v, event.before)]
        rest = {f: v for f, v in one.contradictions.items() if f is not event.field}
        return replace(
            one, contradictions=rest | ({event.field: tuple(said_so)} if said_so else {})
        )
    values = {field: v for field, v in one.values.items() if field is not event.field}
    return replace(one, values=values | ({event.field: event.after} if event.after else {}))


def meaning(pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """Pictures by what they mean: periods by their window, contradictions in any order.

    That a milestone is scheduled follows from its target, and is no event of its own.
    """
    return {
        slug: (
            {field: _meant(value) for field, value in one.values.items()},
            {field: {_meant(v) for v in all_} for field, all_ in one.contradictions.items()},
            Status.SCHEDULED if one.status is Status.UNSTATED else one.status,
            _meant(one.met_on),
            one.overdue,
            one.stale,
        )
        for slug, one in pictures.items()
    }


def _meant(value: Any) -> Any:
    if isinstance(value, Period):
        return (*value.sort_key, value.approximate, value.uncertain)
    if hasattr(value, "figure"):
        return (value.figure, value.high, value.qualifier, value.unit)
    return value


@given(LOGS, DAYS, DAYS)
def test_the_events_between_two_days_lead_from_one_state_to_the_other(
    log: Sequence[Statement], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    before, after = look(log, first), look(log, last)
    events = compare(before, after)
    assert meaning(applied(picture(before), events)) == meaning(picture(after))


@given(LOGS, DAYS, DAYS)
def test_only_the_calendar_did_something_where_nobody_spoke(
    log: Sequence[Statement], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    known = [said for said in log if said.day <= first]
    events = compare(look(known, first), look(known, last))
    assert {event.kind for event in events} <= {Kind.OVERDUE, Kind.STALE}
    assert all(event.lapsed for event in events)
    assert not any(event.lapsed for event in compare(look(known, last), look(log, last)))


@given(LOGS, st.data())
def test_so_do_the_events_between_two_entries_whatever_was_marked(
    log: Sequence[Statement], data: st.DataObject
) -> None:
    """A log known at an entry is any part of it: later ones are missing, marked ones left out."""
    parts = [data.draw(st.lists(st.sampled_from(log), unique=True) if log else st.just([]))] * 1
    parts.append(data.draw(st.lists(st.sampled_from(log), unique=True) if log else st.just([])))
    before, after = (look(sorted(part, key=lambda s: s.id)) for part in parts)
    events = compare(before, after)
    assert meaning(applied(picture(before), events)) == meaning(picture(after))


@given(LOGS, DAYS)
def test_nothing_changed_between_a_day_and_itself(log: Sequence[Statement], on: date) -> None:
    assert compare(look(log, on), look(log, on)) == []


@given(LOGS, DAYS, st.data())
def test_a_mark_taken_back_leaves_no_event(
    log: Sequence[Statement], on: date, data: st.DataObject
) -> None:
    """Marks are reversible: out and in again, the state is the one before."""
    gone = data.draw(st.sampled_from(log)) if log else None
    without = [s for s in log if s is not gone]
    there, back = (
        compare(look(log, on), look(without, on)),
        compare(look(without, on), look(log, on)),
    )
    start = picture(look(log, on))
    assert meaning(applied(applied(start, there), back)) == meaning(start)


@given(LOGS, DAYS, DAYS)
def test_what_is_said_after_a_day_is_no_part_of_its_state(
    log: Sequence[Statement], on: date, later: date
) -> None:
    by_then = [s for s in log if s.day <= on]
    assert picture(look(log, on)) == picture(look(by_then, on))
    first, last = sorted((on, later))
    events = compare(look(log, first), look(log, last))
    known = compare(look(log, first), look([s for s in log if s.day <= last], last))
    assert sorted(events, key=repr) == sorted(known, key=repr)


@given(LOGS, DAYS, st.data())
def test_of_one_day_only_competing_values_of_one_field_and_tier_depend_on_the_order_recorded(
    log: Sequence[Statement], on: date, data: st.DataObject
) -> None:
    """Load order within a day does not matter, but where the last word recorded wins by design.

    Two statements compete when they are of one series, tier and day and have different values.
    """
    kept: dict[tuple[str, Field, str, date], str] = {}
    quiet = [
        s for s in log if kept.setdefault((s.subject, s.field, s.tier, s.day), s.text) == s.text
    ]
    shuffled = data.draw(st.permutations(quiet))
    ids = sorted(s.id for s in quiet)
    by_day = sorted(shuffled, key=lambda s: s.day)
    reloaded = [replace(s, id=number) for number, s in zip(ids, by_day, strict=True)]
    one, other = look(quiet, on), look(reloaded, on)
    assert meaning(picture(one)) == meaning(picture(other))
    for slug, state in one.states.items():
        assert _meant(state.baseline) == _meant(other.states[slug].baseline)
        assert state.slip == other.states[slug].slip


@given(LOGS, DAYS)
def test_levels_of_money_keep_the_name_of_their_stage(log: Sequence[Statement], on: date) -> None:
    for event in compare(look([], on), look(log, on)):
        if event.field in STAGE_FIELDS and event.after and event.kind is not Kind.CONTRADICTED:
            assert event.kind.value == event.field.word
