"""What asks for a human eye: overdue, contradicted, ambiguous, stale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.milestone import MilestoneState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement


class AttentionKind(StrEnum):
    """Why it asks, the most pressing first."""

    OVERDUE = "overdue"
    CONFLICT = "conflict"
    CALENDAR = "calendar"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """One thing that asks for a human eye; `subject` is a slug, empty for several at once."""

    kind: AttentionKind
    subject: str
    message: str


def attention(
    milestones: Mapping[str, MilestoneState], resolutions: Sequence[Resolution]
) -> list[Attention]:
    """List what asks for a human eye, the most pressing first."""
    return [
        *_overdue(milestones),
        *_conflicts(resolutions),
        *_calendar(milestones),
        *_stale(milestones),
    ]


def _overdue(milestones: Mapping[str, MilestoneState]) -> Iterator[Attention]:
    late = [(slug, state) for slug, state in milestones.items() if state.overdue]
    for slug, state in sorted(late, key=lambda pair: -pair[1].late_days):
        due = state.target.label if state.target else ""
        message = f"{slug}: due {due}, nobody has said that it is done"
        yield Attention(kind=AttentionKind.OVERDUE, subject=slug, message=message)


def _conflicts(resolutions: Sequence[Resolution]) -> Iterator[Attention]:
    for found in sorted(resolutions, key=_newest_conflict, reverse=True):
        if found.conflicts:
            shown, other = found.shown, found.conflicts[0]
            message = f"{shown.subject}: {_says(other)}, shown is {shown.text} by {shown.speaker}"
            yield Attention(kind=AttentionKind.CONFLICT, subject=shown.subject, message=message)


def _newest_conflict(found: Resolution) -> tuple[date, int]:
    newest = max((found.shown, *found.conflicts), key=lambda s: (s.day, s.id))
    return newest.day, newest.id


def _says(statement: Statement) -> str:
    field = "" if statement.field in {Field.VALUE, Field.STATUS} else f"{statement.field.word} "
    return f"{statement.speaker} says {field}{statement.text}"


def _calendar(milestones: Mapping[str, MilestoneState]) -> Iterator[Attention]:
    for slug, state in milestones.items():
        if state.calendar_clash and state.target is not None and not state.status.ends:
            clash = state.fields[Field.TARGET].calendar_clashes[0]
            message = f"{slug}: some say {clash.text}, not {state.target.label}"
            yield Attention(kind=AttentionKind.CALENDAR, subject=slug, message=message)


def _stale(milestones: Mapping[str, MilestoneState]) -> Iterable[Attention]:
    running = [state for state in milestones.values() if not state.status.ends]
    stale = [state for state in running if state.stale]
    if stale:
        newest = max(state.last_stated for state in stale)
        message = f"{len(stale)} of {len(running)} open milestones unmentioned since {newest}"
        yield Attention(kind=AttentionKind.STALE, subject="", message=message)
