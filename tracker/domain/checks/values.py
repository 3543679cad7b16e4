"""Rules about values that cannot be true together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.derived import explanation
from tracker.domain.checks.finding import Evidence, Rule, Severity
from tracker.domain.checks.spoken import others
from tracker.domain.checks.time import calendar_clashes
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import same_value
from tracker.domain.vocabulary import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.checks.case import Case
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement, Value

FACTORS = (10, 100, 1000)
LEAST_DIGITS = 2
TELLING_DIGITS = 3
"""Equal digits that no chance explains: so many tell a slip even where no conflict is seen."""


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
    shown, first = found.shown, same[0]
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
            *explanation(case, found),
        ),
        figure=f"{first.text} ≠ {shown.text}",
    )


def _powers_of_ten(case: Case) -> list[Evidence]:
    return _urgent_first(
        case,
        (
            _power_of_ten(found, same)
            for found in case.resolutions.values()
            for same in _by_value(said for said in others(found) if _factor(found, said))
        ),
    )


def _power_of_ten(found: Resolution, same: list[Statement]) -> Evidence:
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
        figure=f"×{_factor(found, same[0])}",
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
    return _factor(found, said) is not None or said in calendar_clashes(case, found)


def _factor(found: Resolution, said: Statement) -> int | None:
    """Return 10, 100 or 1000 where a statement is so many times the one shown, or a part of it.

    Beside a contradiction two equal digits are enough; statements that may both be true, or that
    are older than a contradiction can be, are asked for three.
    """
    factor, digits = _ratio(said.value, found.shown.value)
    disputed = said in found.conflicts
    return factor if digits >= (LEAST_DIGITS if disputed else TELLING_DIGITS) else None


def _ratio(one: Value, other: Value) -> tuple[int | None, int]:
    """Return the factor between two figures, and how many digits they share.

    Figures of a bound or about count as named, of a range both ends must fit. A factor fits when
    the figures differ, after it is taken out, by less than the larger step. An exact one of few
    digits (5 and 50) shares two.
    """
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or one.unit != other.unit:
        return None, 0
    small, large = sorted((one, other), key=lambda quantity: abs(quantity.figure or 0))
    if not _ends(small) or len(_ends(small)) != len(_ends(large)):
        return None, 0
    pairs = list(zip(_ends(small), _ends(large), strict=True))
    for factor in FACTORS:
        step = max(small.step * factor, large.step)
        if all(abs(low * factor - high) < step for low, high in pairs):
            digits = min(_digits(small), _digits(large))
            exact = all(low * factor == high for low, high in pairs)
            return factor, max(digits, LEAST_DIGITS) if exact else digits
    return None, 0


def _ends(quantity: Quantity) -> list[int]:
    """Return the figures named: none, one, or a range's two; 0 is no multiple of anything."""
    return [end for end in (quantity.figure, quantity.high) if end]


def _digits(quantity: Quantity) -> int:
    """Count the digits that were printed, zeros at the end left out: they prove nothing."""
    printed = (abs(end) // quantity.step for end in _ends(quantity))
    return max(len(str(digits).rstrip("0")) for digits in printed)


POWER_OF_TEN = Rule(
    code="V102",
    family="values",
    name="power-of-ten",
    severity=Severity.ERROR,
    explanation=(
        "A figure is 10, 100 or 1000 times the one shown within the digits printed: "
        "億 and 兆, billion and trillion, were mixed up or a point was lost."
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
