"""Statements put together: those that say the same, those of one speaker, the urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from tracker.domain.checks.finding import Evidence
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.state import ProjectState


def urgent_first(project: ProjectState, seen: Iterable[Evidence]) -> list[Evidence]:
    """Sort headline subjects first, then what the better tier says, then the newest."""
    headlines = project.headlines()

    def urgency(one: Evidence) -> tuple[bool, tuple[int, int, int]]:
        return one.subject not in headlines, _authority(one.statements[1])

    return sorted(seen, key=urgency)


def by_value(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Group statements that say the same; within and among groups the best witness first."""
    groups: dict[Hashable, list[Statement]] = {}
    for said in sorted(statements, key=_authority):
        groups.setdefault(meaning(said.value), []).append(said)
    return list(groups.values())


def by_speaker(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Group the words of each speaker, the oldest first."""
    groups: dict[str, list[Statement]] = {}
    for said in sorted(statements, key=lambda one: one.order):
        groups.setdefault(said.speaker, []).append(said)
    return list(groups.values())


def _authority(said: Statement) -> tuple[int, int, int]:
    """Sorts the better tier first, then the newest."""
    return said.tier.rank, -said.day.toordinal(), -said.id


def meaning(value: Value) -> Hashable:
    """Return what is equal for values that mean the same, however they are written."""
    if isinstance(value, Period):
        return value.sort_key, value.approximate, value.uncertain
    if isinstance(value, Quantity):
        return value.unit, value.qualifier, value.figure, value.high
    return value
