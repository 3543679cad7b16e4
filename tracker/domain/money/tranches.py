"""How far the money has come: stages of tranches that add up without counting anything twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.definitions.links import wholes
from tracker.domain.quantities.amount import Amount, of_quantity, remainder, total
from tracker.domain.shown.resolve import shown_figure, standing
from tracker.domain.vocabulary import (
    REACHED_STAGES,
    WITHDRAWN,
    Field,
    OrganizationKind,
    Stage,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tracker.domain.definitions.subject import Tranche
    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.quantity import Quantity
    from tracker.domain.shown.resolve import Resolution

    Added = Mapping["PaymentState", Amount]


class PaymentState(StrEnum):
    """How far money came towards being paid, the furthest first; each yen is in one of them.

    What is `committed` is still to be paid; `enacted` is what a budget holds, be it not passed yet.
    """

    PAID = "paid"
    COMMITTED = "committed"
    ENACTED = "enacted"
    PLANNED = "planned"

    @property
    def word(self) -> str:
        """The word on the page: what a budget holds has one for budgeted and enacted money."""
        return "in budget" if self is PaymentState.ENACTED else self.value

    @property
    def so_far(self) -> tuple[PaymentState, ...]:
        """The states of money that came at least as far."""
        states = tuple(PaymentState)
        return states[: states.index(self) + 1]


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

    @property
    def is_cash(self) -> bool:
        """Whether it is added to other money: what is no cash stands beside every sum."""
        return self.tranche.instrument.is_cash

    @property
    def funder_kind(self) -> OrganizationKind:
        """Who gives, as sums tell them apart: companies and the rest are private money."""
        kind = self.tranche.funder.kind
        return OrganizationKind.COMPANY if kind is OrganizationKind.OTHER else kind

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
        return frozenset(stage for stage in REACHED_STAGES if self._is_undisclosed(stage))

    def _is_undisclosed(self, stage: Stage) -> bool:
        """Whether it stands without a figure."""
        found = standing(self.stages.get(stage))
        return found is not None and found.figure is None

    @property
    def told(self) -> Stage | None:
        """The furthest stage that is told of it, though its amount be undisclosed, or cancelled."""
        if self.cancelled:
            return Stage.CANCELLED
        return self.reached or max(self.hidden, key=list(Stage).index, default=None)

    @property
    def stands(self) -> bool:
        """Whether anything that was announced of it still holds, with a figure or without one."""
        return not self.cancelled and (self.furthest is not None or bool(self.hidden))

    @property
    def cancelled(self) -> bool:
        """Whether all that was announced of it was called off; an unknown amount means all."""
        if self.called_off:
            return True
        levels = [level for stage in REACHED_STAGES if (level := self.level(stage))]
        return is_called_off(levels, self.off)

    @property
    def off(self) -> Statement | None:
        """The statement of what was called off; None where nothing was."""
        found = standing(self.stages.get(Stage.CANCELLED))
        return found.shown if found else None


def left_of(level: Quantity, off: Statement | None) -> Amount | None:
    """Return what of a level was not called off; None where nothing can be left.

    An unknown amount means all. Of what lies in a range as much is left as the range allows.
    """
    if off is None or off.value is WITHDRAWN:
        return of_quantity(level)
    return remainder(of_quantity(level), of_quantity(off.figure)) if off.figure else None


def is_called_off(levels: Iterable[Quantity], off: Statement | None) -> bool:
    """Whether nothing can be left of any level: all of it was called off."""
    called = off is not None and off.value is not WITHDRAWN
    return called and all(left_of(level, off) is None for level in levels)


def tranche_states(
    tranches: Mapping[str, Tranche], fields: Mapping[str, Mapping[Field, Resolution]]
) -> list[TrancheState]:
    """Fold what is shown of tranches, in the order given; both mappings are by slug.

    Those of which nobody spoke are left out.
    """
    states = {
        slug: TrancheState(tranche, {Stage(field.value): found for field, found in shown.items()})
        for slug, tranche in tranches.items()
        if (shown := fields.get(slug))
    }
    parents = {slug: tranche.parent for slug, tranche in tranches.items()}
    for slug, state in states.items():
        spoken = [whole for whole in wholes(slug, parents) if whole in states]
        states[slug] = replace(
            state,
            within=spoken[0] if spoken else None,
            called_off=any(_calls_off(states[whole], state) for whole in spoken),
        )
    return list(states.values())


def _calls_off(whole: TrancheState, part: TrancheState) -> bool:
    """Whether a whole was cancelled for good, and nobody spoke of the part since."""
    if not whole.cancelled or Stage.CANCELLED not in whole.stages:
        return False
    day = whole.stages[Stage.CANCELLED].shown.day
    return all(found.shown.day <= day for found in part.stages.values())


@dataclass(frozen=True, slots=True)
class Family:
    """A tranche and those within it, of which each adds to the sums what nobody else there does.

    `levels` are what is stated of it as a whole, each yen in the furthest state that it came to.

    >>> def added(family: Family) -> dict[str, dict[str, int]]:
    ...     of = family.added()
    ...     return {slug: {k.value: v.figure for k, v in of[slug].items()} for slug in sorted(of)}

    Of a whole counts what is left of it above all that its parts add:

    >>> part = Family("part", {PaymentState.PAID: Amount(100, 100)})
    >>> added(Family("whole", {PaymentState.COMMITTED: Amount(250, 250)}, (part,)))
    {'part': {'paid': 100}, 'whole': {'committed': 150}}

    Where its money came further, it takes the place of what came less far in its parts:

    >>> part = Family("part", {PaymentState.PLANNED: Amount(100, 100)})
    >>> added(Family("whole", {PaymentState.COMMITTED: Amount(250, 250)}, (part,)))
    {'part': {}, 'whole': {'committed': 250}}
    """

    slug: str
    levels: Added
    children: tuple[Family, ...] = ()

    def added(self) -> dict[str, Added]:
        """Return what each adds, by slug."""
        below = {slug: added for child in self.children for slug, added in child.added().items()}
        own = self._beyond(below)
        counted = _figure([own, *below.values()])
        stated = max(level.figure for level in self.levels.values()) if self.levels else 0
        if counted > max(stated, _figure(below.values())):
            return self._in_place_of(below)
        return {self.slug: own, **below}

    def _beyond(self, below: Mapping[str, Added]) -> Added:
        """What a level leaves above all that came as far or further in the parts."""
        own: dict[PaymentState, Amount] = {}
        for state, level in self.levels.items():
            left = remainder(level, total(_so_far(state, [*below.values(), own])))
            if left is not None:
                own[state] = left
        return own

    def _in_place_of(self, below: Mapping[str, Added]) -> dict[str, Added]:
        """Keep of the parts what came as far as the whole does, and count the whole for the rest.

        How far that is, is the first state in which the whole has more than its parts.
        """
        furthest = next(
            state
            for state, level in self.levels.items()
            if level.figure > sum(amount.figure for amount in _so_far(state, below.values()))
        )
        kept: dict[str, Added] = {
            slug: {state: amount for state, amount in added.items() if state in furthest.so_far}
            for slug, added in below.items()
        }
        own: dict[PaymentState, Amount] = {}
        for state, amount in self._together(below.values()).items():
            left = remainder(amount, total(part[state] for part in kept.values() if state in part))
            if left is not None:
                own[state] = left
        return {self.slug: own, **kept}

    def _together(self, below: Collection[Added]) -> Added:
        """What the whole and its parts make, up to each state by whichever has more."""
        made: dict[PaymentState, Amount] = {}
        for state in PaymentState:
            parts = total(_so_far(state, below))
            known = [*_so_far(state, [self.levels]), *([parts] if parts else [])]
            reached = max(known, key=lambda amount: amount.figure, default=None)
            left = remainder(reached, total(made.values())) if reached else None
            if left is not None:
                made[state] = left
        return made


def contributions(states: Sequence[TrancheState]) -> dict[str, Added]:
    """Return what each tranche adds to each payment state, by slug; each yen is counted once.

    Cash counts within cash alone, and what is none within the same.
    """
    known = {state.tranche.slug: state for state in states}
    children: dict[str | None, list[TrancheState]] = defaultdict(list)
    for state in states:
        whole = known.get(state.within or "")
        alike = whole is not None and whole.is_cash is state.is_cash
        children[state.within if alike else None].append(state)

    def family(state: TrancheState) -> Family:
        slug = state.tranche.slug
        return Family(slug, _levels(state), tuple(map(family, children[slug])))

    return {slug: own for root in children[None] for slug, own in family(root).added().items()}


def payment_state(stage: Stage) -> PaymentState:
    """Return how far money of a stage came towards being paid."""
    return PAYMENT_STATES[stage]


PAYMENT_STATES = {
    Stage.PLANNED: PaymentState.PLANNED,
    Stage.BUDGETED: PaymentState.ENACTED,
    Stage.ENACTED: PaymentState.ENACTED,
    Stage.COMMITTED: PaymentState.COMMITTED,
    Stage.DISBURSED: PaymentState.PAID,
}


def _so_far(state: PaymentState, added: Iterable[Added]) -> list[Amount]:
    return [amount for own in added for at, amount in own.items() if at in state.so_far]


def _figure(added: Iterable[Added]) -> int:
    return sum(amount.figure for own in added for amount in own.values())


def _levels(state: TrancheState) -> Added:
    """What was paid, and what was committed, or where neither is known what came furthest."""
    paid = state.level(Stage.DISBURSED)
    levels = {} if paid is None else {PaymentState.PAID: of_quantity(paid)}
    stage = state.reached if paid is None else Stage.COMMITTED
    level = state.level(stage) if stage else None
    if stage is None or level is None or state.cancelled:
        return levels
    left = left_of(level, state.off)
    return levels if left is None else {**levels, payment_state(stage): left}


def is_paid_unstated(state: TrancheState, added: Added) -> bool:
    """Whether nobody says what was paid of money that counts as committed, or is said to be."""
    committed = PaymentState.COMMITTED in added or Stage.COMMITTED in state.hidden
    return committed and state.level(Stage.DISBURSED) is None
