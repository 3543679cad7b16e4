"""Rules about days: what is past, what nobody mentions, which calendar is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Rule, Severity
from tracker.domain.latest import newest
from tracker.domain.period import Period
from tracker.domain.quantity import Quantity
from tracker.domain.schedule import STALE_DAYS
from tracker.domain.spoken import everything
from tracker.domain.vocabulary import Field, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.checks.case import Case
    from tracker.domain.milestone import MilestoneState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement, Value


def _overdue(case: Case) -> Iterator[Evidence]:
    late = [(slug, state) for slug, state in case.open_milestones() if state.overdue]
    for slug, state in sorted(late, key=lambda pair: (-pair[1].late_days, pair[0])):
        shown = state.fields[Field.TARGET].shown
        done = _said_done(state)
        yield Evidence(
            subject=slug,
            statements=(shown, *([done] if done else []), *_count(state)),
            parts=("due ", shown.value, ", ", *_missing(state, done)),
            figure=f"{state.late_days} days",
        )


def _missing(state: MilestoneState, done: Statement | None) -> tuple[Value, ...]:
    """Say what is missing: a figure, a better witness, or any word at all."""
    progress = state.progress
    value, asked = (progress.value, progress.threshold) if progress else (None, None)
    if isinstance(value, Quantity) and isinstance(asked, Quantity):
        return (value, " of ", asked, " reached")
    if done is not None:
        return (f"only {done.speaker} has said that it is done",)
    return ("nobody has said that it is done",)


def _count(state: MilestoneState) -> tuple[Statement, ...]:
    """The count that falls short of a threshold."""
    return (state.metric.shown,) if state.metric and Field.THRESHOLD in state.fields else ()


def _said_done(state: MilestoneState) -> Statement | None:
    """Return the newest word that it is done, of whatever tier, that nobody has revised since."""
    found = state.fields.get(Field.STATUS)
    if found is None:
        return None
    standing = (said for said in everything(found) if said not in found.earlier)
    done = (said for said in standing if said.value is Status.MET)
    return max(done, key=lambda said: said.order, default=None)


def _stale(case: Case) -> Iterator[Evidence]:
    silent = [(slug, state) for slug, state in case.open_milestones() if state.stale]
    for slug, state in sorted(silent, key=lambda pair: (pair[1].last_stated, pair[0])):
        found = [*state.fields.values(), *([state.metric] if state.metric else [])]
        last = newest(found)
        days = (case.as_of - state.last_stated).days
        yield Evidence(
            subject=slug,
            statements=(last,) if last else (),
            parts=(f"not mentioned since {state.last_stated}",),
            figure=f"{days} days",
        )


def calendar_clashes(case: Case, found: Resolution) -> tuple[Statement, ...]:
    """Return who drops or adds the FY of an open milestone's target, the better tier first."""
    state = case.states.get(found.shown.subject)
    if found.shown.field is not Field.TARGET or state is None or state.status.ends:
        return ()
    return tuple(sorted(found.calendar_clashes, key=lambda said: said.tier.rank))


def _calendar(case: Case) -> Iterator[Evidence]:
    for slug, state in case.open_milestones():
        found = state.fields.get(Field.TARGET)
        clashes = calendar_clashes(case, found) if found else ()
        if found is None or not clashes:
            continue
        yield Evidence(
            subject=slug,
            statements=(found.shown, *clashes),
            parts=("some say ", clashes[0].value, ", not ", found.shown.value),
            figure=f"{_ends(clashes[0])} ≠ {_ends(found.shown)}",
        )


def _ends(said: Statement) -> str:
    """Write the last day that a period can mean."""
    latest = said.value.latest if isinstance(said.value, Period) else None
    return latest.isoformat() if latest else "open"


OVERDUE = Rule(
    code="T101",
    family="time",
    name="overdue",
    severity=Severity.WARNING,
    explanation="The last day of a milestone's target is past and it has not ended.",
    example="due 2025-11, today 2026-11-22, and nobody has said that it is done.",
    find=_overdue,
)

STALE = Rule(
    code="T102",
    family="time",
    name="stale",
    severity=Severity.INFO,
    explanation=f"Nobody of any tier has spoken of an open milestone for {STALE_DAYS} days.",
    example="not mentioned since 2026-01-10, today 2026-11-22.",
    find=_stale,
)

CALENDAR = Rule(
    code="T103",
    family="time",
    name="calendar",
    severity=Severity.WARNING,
    explanation=(
        "Two wordings of an open milestone's target are equal but for FY, and so mean other days: "
        "somebody dropped the fiscal year."
    ),
    example="2027-H2 (to 2027-12-31), where FY2027-H2 (to 2028-03-31) is shown.",
    find=_calendar,
)
