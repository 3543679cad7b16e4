"""The rule about values that cannot be true together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.derived import explanation
from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, tell
from tracker.domain.checks.grouping import by_value, urgent_first
from tracker.domain.checks.slips import POWER_OF_TEN, slips
from tracker.domain.shown.verdict import counts_more
from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.checks.finding import Finding
    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


def _conflicts(project: ProjectState) -> list[Evidence]:
    return urgent_first(
        project,
        (
            _conflict(project, found, same)
            for found in project.resolutions.values()
            if found.conflicts
            for same in _told_nowhere_else(project, found)
        ),
    )


def _told_nowhere_else(project: ProjectState, found: Resolution) -> list[list[Statement]]:
    """The contradictions by value, but for those of which another rule says what is wrong."""
    state = project.states.get(found.shown.subject)
    alone = {said.id for said in state.unproved} if state else set()
    told = alone | slips(found, found.conflicts).keys()
    return by_value(said for said in found.conflicts if said.id not in told)


def _conflict(project: ProjectState, found: Resolution, same: list[Statement]) -> Evidence:
    shown, first, beside = found.shown, same[0], explanation(project, found)
    field = "" if first.field in {Field.VALUE, Field.STATUS} else f"{first.field.word} "
    newer = counts_more(first, shown, found.last_said)
    return Evidence(
        subject=shown.subject,
        statements=(shown, *same),
        parts=(
            f"{first.speaker} counts more since: {field}"
            if newer
            else f"{first.speaker} says {field}",
            first.value,
            ", shown is ",
            shown.value,
            f" by {shown.speaker}",
            *beside,
        ),
        proof=f"{first.text} {'>' if newer else '≠'} {shown.text}",
        facts=(tell(beside),) if beside else (),
    )


def disputed(found: Iterable[Finding]) -> int:
    """Count the fields of which the findings say that something cannot be true there."""
    kinds = {CONFLICT.name, POWER_OF_TEN.name}
    return len({(one.subject, one.statements[0].field) for one in found if one.kind in kinds})


CONFLICT = Rule(
    code="V101",
    family="values",
    name="conflict",
    severity=Severity.WARNING,
    reach=Reach.SUBJECT,
    explanation=(
        "A statement that was not overtaken cannot be true together with the one shown of the same "
        "field. What is counted may have grown: a larger count that is said later is told as newer."
    ),
    example="30 holders, where 32 are shown; 250bn, where 267.6bn are shown.",
    find=_conflicts,
)
