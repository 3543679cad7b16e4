"""Rules about values that cannot be true together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.domain.checks.derived import explanation
from tracker.domain.checks.finding import Evidence, Rule, Severity, tell
from tracker.domain.checks.time import calendar_clashes
from tracker.domain.factor import (
    LEAST_DIGITS,
    PROMISED,
    TELLING_DIGITS,
    factor_between,
    telling_factor,
)
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import CONFLICT_WINDOW, agree, same_value
from tracker.domain.spoken import everything, figure_of, others
from tracker.domain.vocabulary import Field, MetricNature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.domain.checks.case import Case
    from tracker.domain.checks.finding import Finding
    from tracker.domain.money import TrancheState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement

GROWING = frozenset({Field.PROGRESS, Field.COMMITTED, Field.DISBURSED, Field.INVESTED})
"""Levels that rise as time goes by, beside the values of actual metrics."""


def _conflicts(case: Case) -> list[Evidence]:
    return _urgent_first(
        case,
        (
            _conflict(case, found, same)
            for found in case.resolutions.values()
            for same in _by_value(
                said for said in found.conflicts if not _told_otherwise(case, found, said)
            )
        ),
    )


def _conflict(case: Case, found: Resolution, same: list[Statement]) -> Evidence:
    shown, first, beside = found.shown, same[0], explanation(case, found)
    field = "" if first.field in {Field.VALUE, Field.STATUS} else f"{first.field.word} "
    return Evidence(
        subject=shown.subject,
        statements=(shown, *same),
        parts=(
            f"{first.speaker} says {field}",
            first.value,
            ", shown is ",
            shown.value,
            f" by {shown.speaker}",
            *beside,
        ),
        figure=f"{first.text} ≠ {shown.text}",
        facts=(tell(beside),) if beside else (),
    )


def _powers_of_ten(case: Case) -> list[Evidence]:
    return _urgent_first(
        case,
        (
            *(
                _power_of_ten(case, found, same)
                for found in case.resolutions.values()
                for same in _by_value(said for said in others(found) if _factor(case, found, said))
            ),
            *(slip for state in case.tranches.values() for slip in _between_stages(state)),
        ),
    )


def _power_of_ten(case: Case, found: Resolution, same: list[Statement]) -> Evidence:
    return Evidence(
        subject=found.shown.subject,
        statements=(found.shown, *same),
        parts=(
            f"{same[0].speaker} says ",
            same[0].value,
            " for ",
            found.shown.value,
            f" by {found.shown.speaker}",
        ),
        figure=f"×{_factor(case, found, same[0])}",
    )


def _between_stages(state: TrancheState) -> Iterator[Evidence]:
    """Tell of each stage that repeats the digits of the one before it, at another power of ten."""
    stages = [stage for stage in PROMISED if state.level(stage) is not None]
    for before, after in pairwise(stages):
        factor = telling_factor(state.level(before), state.level(after))
        if factor is not None:
            was, now = state.stages[before].shown, state.stages[after].shown
            yield Evidence(
                subject=state.tranche.slug,
                statements=(now, was),
                parts=(f"{after.word} are ", now.value, f", {before.word} were ", was.value),
                figure=f"×{factor}",
            )


def _urgent_first(case: Case, seen: Iterable[Evidence]) -> list[Evidence]:
    """Sort headline subjects first, then what the better tier says, then the newest."""

    def urgency(one: Evidence) -> tuple[bool, tuple[int, int, int]]:
        return not case.is_headline(one.subject), _authority(one.statements[1])

    return sorted(seen, key=urgency)


def _authority(said: Statement) -> tuple[int, int, int]:
    """Sorts the better tier first, then the newest."""
    return said.tier.rank, -said.day.toordinal(), -said.id


def _by_value(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Group statements that say the same; within and among groups the best witness first."""
    groups: list[list[Statement]] = []
    for said in sorted(statements, key=_authority):
        group = next((g for g in groups if same_value(g[0].value, said.value)), None)
        if group is None:
            groups.append([said])
        else:
            group.append(said)
    return groups


def _told_otherwise(case: Case, found: Resolution, said: Statement) -> bool:
    """Whether another rule says what is wrong with the same pair."""
    return _factor(case, found, said) is not None or said in calendar_clashes(case, found)


def _factor(case: Case, found: Resolution, said: Statement) -> int | None:
    """Return how many times a statement is the one shown, or a part of it, where that is a slip.

    Two equal digits are enough beside a contradiction, a bound, or where the older word is said
    again since; statements that may both be true, or that were revised, are asked for three. A
    level that may have grown tenfold did.
    """
    factor, digits = factor_between(said.value, found.shown.value)
    if said in found.conflicts or _beside_bound(found, said) or _said_again(found, said):
        return factor if digits >= LEAST_DIGITS else None
    if said in found.earlier and _may_have_grown(case, said, found.shown):
        return None
    return factor if digits >= TELLING_DIGITS else None


def _beside_bound(found: Resolution, said: Statement) -> bool:
    """Whether one is a figure and the other "over" a tenth of it, which is seldom meant."""
    one, other = said.value, found.shown.value
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    least, figure = (one, other) if one.is_bound else (other, one)
    over = least.is_bound and least.low_bound is not None and not figure.is_bound
    return over and said.day >= found.shown.day - CONFLICT_WINDOW


def _said_again(found: Resolution, said: Statement) -> bool:
    """Whether what is shown was said before it already, by no worse a witness, and since."""
    return said in found.earlier and any(
        one.day < said.day
        and one.tier.rank <= said.tier.rank
        and agree(one.value, found.shown.value)
        for one in everything(found)
    )


def _may_have_grown(case: Case, said: Statement, shown: Statement) -> bool:
    """Whether a smaller figure of an earlier day may have been true on that day."""
    metric = case.metrics.get(said.subject)
    grows = said.field in GROWING or (metric is not None and metric.nature is MetricNature.ACTUAL)
    one, other = figure_of(said), figure_of(shown)
    return grows and one is not None and other is not None and _size(one) < _size(other)


def _size(quantity: Quantity) -> int:
    return abs(quantity.figure or 0)


def disputed(found: Iterable[Finding]) -> int:
    """Count the fields of which the findings say that something cannot be true there."""
    kinds = {CONFLICT.name, POWER_OF_TEN.name}
    return len({(one.subject, one.statements[0].field) for one in found if one.kind in kinds})


POWER_OF_TEN = Rule(
    code="V102",
    family="values",
    name="power-of-ten",
    severity=Severity.ERROR,
    explanation=(
        "A figure is 10, 100, 1,000, 10,000 or a million times the one shown, or that of the stage "
        "before, within the digits printed: 億 and 兆, billion and trillion, were mixed up or a "
        "point was lost."
    ),
    example="30.7tn for 3,069.3bn: ten times too much.",
    find=_powers_of_ten,
)

CONFLICT = Rule(
    code="V101",
    family="values",
    name="conflict",
    severity=Severity.WARNING,
    explanation=(
        "A statement that was not overtaken cannot be true together with the one shown "
        "of the same field."
    ),
    example="30 holders, where 32 are shown; 250bn, where 267.6bn are shown.",
    find=_conflicts,
)
