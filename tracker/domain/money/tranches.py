"""How far the money has come: stages of tranches that add up without counting anything twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.quantities.amount import of_quantity, remainder, total
from tracker.domain.shown.resolve import shown_figure
from tracker.domain.vocabulary import REACHED_STAGES, Field, OrganizationKind, Stage, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.domain.definitions.subject import Tranche
    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.quantity import Quantity
    from tracker.domain.shown.resolve import Resolution


class PaymentState(StrEnum):
    """Where a sum of money stands; each yen is in one column."""

    PAID = "paid"
    COMMITTED = "committed"
    PLANNED = "planned"

    @property
    def so_far(self) -> tuple[PaymentState, ...]:
        """The columns of money that came at least as far."""
        columns = tuple(PaymentState)
        return columns[: columns.index(self) + 1]


@dataclass(frozen=True, slots=True)
class TrancheState:
    """The stages of one tranche that sources speak of, as of a day.

    `within` is the slug of the whole that it is a part of: its parent, or where nobody spoke of
    that one yet, the nearest above it of which somebody did. `called_off` tells that such a whole
    was cancelled, after all that was said of the part. `gate_status` is how the milestone fares
    that it waits for; None where it waits for none.
    """

    tranche: Tranche
    stages: Mapping[Stage, Resolution]
    within: str | None = None
    called_off: bool = False
    gate_status: Status | None = None

    def level(self, stage: Stage) -> Quantity | None:
        """Return how much is stated to have reached a stage; None when nobody says."""
        return shown_figure(self.stages.get(stage))

    @property
    def payment(self) -> Statement | None:
        """The statement that names what was paid; None when nobody does."""
        known = self.level(Stage.DISBURSED) is not None
        return self.stages[Stage.DISBURSED].shown if known else None

    @property
    def furthest(self) -> tuple[Stage, Quantity] | None:
        """The furthest stage that has a figure, and it; those before count as reached, implied."""
        levels = ((stage, self.level(stage)) for stage in reversed(REACHED_STAGES))
        return next(((stage, level) for stage, level in levels if level is not None), None)

    @property
    def reached(self) -> Stage | None:
        """The furthest stage that has a figure."""
        return self.furthest[0] if self.furthest else None

    @property
    def hidden(self) -> frozenset[Stage]:
        """The stages that it is said to have reached with an amount that nobody discloses."""
        if self.cancelled:
            return frozenset()
        return frozenset(one for one in REACHED_STAGES if self._is_undisclosed(one))

    def _is_undisclosed(self, stage: Stage) -> bool:
        """Whether it stands without a figure; nothing stands that its speaker withdrew."""
        found = self.stages.get(stage)
        return found is not None and not found.withdrawn and found.figure is None

    @property
    def stands(self) -> bool:
        """Whether anything that was announced of it still holds, with a figure or without one."""
        return not self.cancelled and (self.furthest is not None or bool(self.hidden))

    @property
    def cancelled(self) -> bool:
        """Whether all that was announced of it was called off; an unknown amount means all."""
        if self.called_off:
            return True
        off = self.level(Stage.CANCELLED)
        if off is None:
            return self._is_undisclosed(Stage.CANCELLED)
        levels = [level for stage in REACHED_STAGES if (level := self.level(stage))]
        return all(of_quantity(off).high >= of_quantity(level).figure for level in levels)


def tranche_states(
    tranches: Mapping[str, Tranche], fields: Mapping[str, Mapping[Field, Resolution]]
) -> list[TrancheState]:
    """Fold what is shown of tranches, in the order given; both mappings are by slug.

    Those of which nobody spoke are left out.
    """
    states = {
        slug: TrancheState(one, {Stage(field.value): found for field, found in shown.items()})
        for slug, one in tranches.items()
        if (shown := fields.get(slug))
    }
    for slug, state in states.items():
        above = _above(state.tranche, tranches)
        whole = next((one for one in above if one in states), None)
        called_off = any(one in states and _calls_off(states[one], state) for one in above)
        states[slug] = replace(state, within=whole, called_off=called_off)
    return list(states.values())


def _above(tranche: Tranche, tranches: Mapping[str, Tranche]) -> list[str]:
    """The slugs of the wholes that a tranche is within, the nearest first."""
    found: list[str] = []
    whole = tranche.parent
    while whole is not None and whole in tranches and whole not in found:
        found.append(whole)
        whole = tranches[whole].parent
    return found


def _calls_off(whole: TrancheState, part: TrancheState) -> bool:
    """Whether a whole was cancelled for good, and nobody spoke of the part since."""
    if not whole.cancelled or Stage.CANCELLED not in whole.stages:
        return False
    day = whole.stages[Stage.CANCELLED].shown.day
    return all(found.shown.day <= day for found in part.stages.values())


def contributions(states: Sequence[TrancheState]) -> dict[str, dict[PaymentState, Amount]]:
    """Return what each tranche adds to each column, by slug.

    Only childless tranches add, and of a parent what its level leaves above all those below it.
    A parent whose money came further than that of its parts counts instead of what came less far:
    nobody says which of them it was.
    """
    known = {state.tranche.slug for state in states}
    children: dict[str | None, list[TrancheState]] = defaultdict(list)
    for state in states:
        children[state.within if state.within in known else None].append(state)
    added: dict[str, dict[PaymentState, Amount]] = {}

    def add_family(state: TrancheState) -> list[dict[PaymentState, Amount]]:
        below = [
            part
            for child in children[state.tranche.slug]
            for part in add_family(child)
            if child.tranche.instrument.is_cash is state.tranche.instrument.is_cash
        ]
        own = _addition(state, below)
        levels = [level.figure for level in _levels(state).values()]
        if _figure([own, *below]) > max(*levels, _figure(below), 0):
            own = _in_place_of(state, below)
        added[state.tranche.slug] = own
        return [own, *below]

    for root in children[None]:
        add_family(root)
    return added


def payment_state(stage: Stage) -> PaymentState:
    """Return the column of the page that shows a stage."""
    if stage is Stage.DISBURSED:
        return PaymentState.PAID
    return PaymentState.COMMITTED if stage is Stage.COMMITTED else PaymentState.PLANNED


def _addition(
    state: TrancheState, below: Sequence[dict[PaymentState, Amount]]
) -> dict[PaymentState, Amount]:
    """What a tranche's level leaves in each column above what counts there or before already."""
    added: dict[PaymentState, Amount] = {}
    for column, level in _levels(state).items():
        left = remainder(level, total(_so_far(column, [*below, added])))
        if left is not None:
            added[column] = left
    return added


def _in_place_of(
    state: TrancheState, below: Sequence[dict[PaymentState, Amount]]
) -> dict[PaymentState, Amount]:
    """What a tranche counts in place of what in its parts came less far than it, taken from them.

    Up to the first column in which the whole has more, the parts keep what they have.
    """
    levels = _levels(state)
    furthest = next(
        c for c in PaymentState if c in levels and _exceeds(levels[c], _so_far(c, below))
    )
    own: dict[PaymentState, Amount] = {}
    for column, amount in _family(state, below).items():
        kept = column in furthest.so_far
        parts = total(part[column] for part in below if column in part) if kept else None
        left = remainder(amount, parts)
        if left is not None:
            own[column] = left
    for part in below:
        for column in [one for one in part if one not in furthest.so_far]:
            del part[column]
    return own


def _exceeds(level: Amount, parts: Iterable[Amount]) -> bool:
    return level.figure > sum(one.figure for one in parts)


def _family(
    state: TrancheState, below: Sequence[dict[PaymentState, Amount]]
) -> dict[PaymentState, Amount]:
    """What a tranche and its parts make together, each yen in the column that it came to.

    Up to each column the whole's level counts, or that of its parts where these have more.
    """
    made: dict[PaymentState, Amount] = {}
    for column in PaymentState:
        parts = total(_so_far(column, below))
        known = [*_so_far(column, [_levels(state)]), *([parts] if parts else [])]
        reached = max(known, key=lambda one: one.figure, default=None)
        left = remainder(reached, total(made.values())) if reached else None
        if left is not None:
            made[column] = left
    return made


def _so_far(column: PaymentState, parts: Iterable[Mapping[PaymentState, Amount]]) -> list[Amount]:
    return [amount for part in parts for at, amount in part.items() if at in column.so_far]


def _figure(parts: Iterable[Mapping[PaymentState, Amount]]) -> int:
    return sum(amount.figure for part in parts for amount in part.values())


def _levels(state: TrancheState) -> dict[PaymentState, Amount]:
    """What was paid, what committed, or where neither is known what reached the furthest stage."""
    paid, off = state.level(Stage.DISBURSED), state.level(Stage.CANCELLED)
    levels = {} if paid is None else {PaymentState.PAID: of_quantity(paid)}
    stage = state.reached if paid is None else Stage.COMMITTED
    level = state.level(stage) if stage else None
    if stage is None or level is None or state.cancelled:
        return levels
    left = remainder(of_quantity(level), of_quantity(off) if off else None)
    return levels if left is None else {**levels, payment_state(stage): left}


def is_paid_unstated(state: TrancheState, added: Mapping[PaymentState, Amount]) -> bool:
    """Whether nobody says what was paid of money that counts as committed, or is said to be."""
    committed = PaymentState.COMMITTED in added or Stage.COMMITTED in state.hidden
    return committed and state.level(Stage.DISBURSED) is None


def funder_kind(state: TrancheState) -> OrganizationKind:
    """Return who gives, as sums tell them apart: companies and the rest are private money."""
    kind = state.tranche.funder.kind
    return OrganizationKind.COMPANY if kind is OrganizationKind.OTHER else kind
