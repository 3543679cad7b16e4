"""The rule about figures that are another one times a power of ten."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.domain.checks.finding import Evidence, Reach, Rule, Severity, by_value, urgent_first
from tracker.domain.quantities.quantity import (
    LEAST_DIGITS,
    TELLING_DIGITS,
    Quantity,
    magnitude_slip,
    magnitude_slip_below,
    proven_magnitude_slip,
)
from tracker.domain.shown.resolve import CONFLICT_WINDOW
from tracker.domain.shown.verdict import agree
from tracker.domain.vocabulary import PROMISED, Field, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState


def slips(found: Resolution, among: Iterable[Statement]) -> Mapping[int, int]:
    """Return which statements are the one shown times a power of ten, or a part of it.

    By entry, with how many times it is, where that is a slip of the pen.
    """
    value = found.shown.value
    like = [said for said in among if magnitude_slip(said.value, value)[0] is not None]
    if not like:  # as of most figures: what stands around them is not asked for
        return {}
    around = _Around.of(found)
    factors = ((said.id, around.factor(said)) for said in like)
    return {entry: factor for entry, factor in factors if factor is not None}


@dataclass(frozen=True, slots=True)
class _Around:
    """What decides about slips of one field: the parts that its statements play, by entry.

    `said_first` is the day on which each tier first said what can be true with the one shown.
    """

    shown: Statement
    run: frozenset[int]
    conflicts: frozenset[int]
    earlier: frozenset[int]
    said_first: Mapping[Tier, date]

    @classmethod
    def of(cls, found: Resolution) -> _Around:
        said_first: dict[Tier, date] = {}
        for said in found.everything:
            if agree(said.value, found.shown.value):
                said_first[said.tier] = min(said.day, said_first.get(said.tier, said.day))
        parts = (found.run, found.conflicts, found.earlier)
        run, conflicts, earlier = (frozenset(said.id for said in part) for part in parts)
        return cls(found.shown, run, conflicts, earlier, said_first)

    def factor(self, said: Statement) -> int | None:
        """Return how many times a statement is the one shown, or a part of it, where it is a slip.

        Two equal digits are enough beside a contradiction, a bound, or where the older word is said
        again since. Of statements that may both be true, or that were revised, three are needed. A
        smaller level of an earlier day is no slip where the level may have grown since.
        """
        factor, digits = magnitude_slip(said.value, self.shown.value)
        if factor is None:
            return None
        if said.id in self.conflicts or self._beside_bound(said) or self._said_again(said):
            return factor if digits >= LEAST_DIGITS else None
        if self._may_have_grown(said):
            return None
        if digits >= TELLING_DIGITS:
            return factor
        return magnitude_slip_below(said.value, self.shown.value) if self._stands(said) else None

    def _stands(self, said: Statement) -> bool:
        """Whether it says what is shown, or was said about then."""
        return said.id in self.run or said.day >= self.shown.day - CONFLICT_WINDOW

    def _beside_bound(self, said: Statement) -> bool:
        """Whether one is a figure and the other "over" a tenth of it, which is seldom meant."""
        one, other = said.value, self.shown.value
        if not isinstance(one, Quantity) or not isinstance(other, Quantity):
            return False
        least, figure = (one, other) if one.is_bound else (other, one)
        over = least.is_bound and least.low_bound is not None and not figure.is_bound
        return over and said.day >= self.shown.day - CONFLICT_WINDOW

    def _said_again(self, said: Statement) -> bool:
        """Whether what is shown was said before it already, by no worse a witness, and since."""
        if said.id not in self.earlier:
            return False
        better = (self.said_first.get(tier) for tier in Tier if tier.rank <= said.tier.rank)
        return any(day is not None and day < said.day for day in better)

    def _may_have_grown(self, said: Statement) -> bool:
        """Whether a smaller figure of an earlier day may have been true on that day."""
        grows = said.measured or said.field is Field.COMMITTED
        one, other = said.figure, self.shown.figure
        smaller = one is not None and other is not None and _size(one) < _size(other)
        return grows and smaller and said.id in self.earlier


def _size(quantity: Quantity) -> int:
    return abs(quantity.figure or 0)


def _powers_of_ten(project: ProjectState) -> list[Evidence]:
    return urgent_first(
        project,
        (
            *(slip for found in project.resolutions.values() for slip in _told(found)),
            *(slip for state in project.tranches.values() for slip in _between_stages(state)),
        ),
    )


def _told(found: Resolution) -> Iterator[Evidence]:
    factors = slips(found, found.others)
    for same in by_value(said for said in found.others if said.id in factors):
        yield Evidence(
            subject=found.shown.subject,
            statements=(found.shown, *same),
            parts=_blame(found, same[0]),
            proof=f"×{factors[same[0].id]}",
        )


def _blame(found: Resolution, said: Statement) -> tuple[Value, ...]:
    """Say which of the two is the slip: the one that fewer speakers hold."""
    shown = found.shown
    ours, theirs = _voices(found, shown.value), _voices(found, said.value)
    if theirs <= ours:
        return (f"{said.speaker} says ", said.value, " for ", shown.value, f" by {shown.speaker}")
    says = " says " if ours == 1 else f" and {ours - 1} more say "
    return (f"{shown.speaker}{says}", shown.value, f", {theirs} others say ", said.value)


def _voices(found: Resolution, value: Value) -> int:
    """Count the speakers who hold a figure, each once however often it was repeated."""
    return len({said.speaker for said in found.everything if _holds(said, value)})


def _holds(said: Statement, value: Value) -> bool:
    slipped, _ = magnitude_slip(said.value, value)
    return said.figure is not None and slipped is None and agree(said.value, value)


def _between_stages(state: TrancheState) -> Iterator[Evidence]:
    """Tell of each stage that repeats the digits of the one before it, at another power of ten."""
    stages = [stage for stage in PROMISED if state.level(stage) is not None]
    for before, after in pairwise(stages):
        factor = proven_magnitude_slip(state.level(before), state.level(after))
        if factor is not None:
            was, now = state.stages[before].shown, state.stages[after].shown
            yield Evidence(
                subject=state.tranche.slug,
                statements=(now, was),
                parts=(f"{after.word} are ", now.value, f", {before.word} were ", was.value),
                proof=f"×{factor}",
            )


POWER_OF_TEN = Rule(
    code="V102",
    family="values",
    name="power-of-ten",
    severity=Severity.ERROR,
    reach=Reach.SERIES,
    explanation=(
        "A figure is 10, 100, 1,000, 10,000 or a million times the one shown, or that of the stage "
        "before, within the digits printed: 億 and 兆, billion and trillion, were mixed up or a "
        "point was lost. So is one that is exactly 10, 100 or 1,000 times below a ceiling of its "
        "stage. Who has fewer voices is blamed, each speaker counted once."
    ),
    example="30.7tn for 3,069.3bn: ten times too much.",
    find=_powers_of_ten,
)
