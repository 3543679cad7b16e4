"""Who holds shares: how many, how much of it is known, and what the state's part is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import totals
from tracker.domain.money.tranches import PaymentState
from tracker.domain.quantities.amount import of_quantity, share, total
from tracker.domain.shown.resolve import CONFLICT_WINDOW, Resolution
from tracker.domain.shown.spoken import shown_figure
from tracker.domain.vocabulary import (
    FIELDS,
    Field,
    HoldingClass,
    Instrument,
    OrganizationKind,
    SubjectKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.domain.definitions.subject import Holding
    from tracker.domain.log.statement import Statement
    from tracker.domain.money.breakdown import CountedTranche
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.quantity import Quantity


@dataclass(frozen=True, slots=True)
class HoldingState:
    """What is stated of one holding as of a day; None where nobody speaks of it."""

    holding: Holding
    expected: Resolution | None
    invested: Resolution | None
    votes: Resolution | None

    def found(self, field: Field) -> Resolution | None:
        """What is shown of one of its fields."""
        shown = {
            Field.EXPECTED: self.expected,
            Field.INVESTED: self.invested,
            Field.VOTES: self.votes,
        }
        return shown[field]

    @property
    def speaker(self) -> str | None:
        """Who says what is shown of the investment, else of the votes, else of the expectation."""
        found = self.invested or self.votes or self.expected
        return found.shown.speaker if found else None

    @property
    def held(self) -> bool:
        """Whether it counts as held, which nothing expected or withdrawn does."""
        stated = (self.invested, self.votes)
        return any(found is not None and not found.withdrawn for found in stated)

    @property
    def withdrawn(self) -> bool:
        """Whether it counted as held, and nobody stands by that any more."""
        return not self.held and (self.invested is not None or self.votes is not None)

    @property
    def awaited(self) -> bool:
        """Whether somebody is said to be going to invest, and nobody told since of what came."""
        if self.expected is None or self.expected.withdrawn:
            return False
        return self.invested is None or self.invested.shown.day < self.expected.shown.day

    @property
    def amount(self) -> Quantity | None:
        """What was invested; None when undisclosed or not stated."""
        return shown_figure(self.invested)

    @property
    def share_of_votes(self) -> Quantity | None:
        """The share of votes, in parts per million; None when not stated."""
        return shown_figure(self.votes)

    @property
    def of_state(self) -> bool:
        """Whether the state holds it."""
        return self.holding.organization.kind is OrganizationKind.STATE


def holding_state(holding: Holding, fields: Mapping[Field, Resolution]) -> HoldingState | None:
    """Fold what is shown of a holding; None when nobody spoke of it."""
    expected, invested, votes = (fields.get(field) for field in FIELDS[SubjectKind.HOLDING])
    spoken = expected or invested or votes
    return HoldingState(holding, expected, invested, votes) if spoken else None


def common_holders(states: Sequence[HoldingState], *, of_state: bool) -> list[HoldingState]:
    """Return the holdings of common shares by the state or by all others, in order."""
    return [
        state
        for state in states
        if state.held
        and state.of_state is of_state
        and state.holding.holding_class is HoldingClass.COMMON
    ]


def capital_holders(states: Sequence[HoldingState], *, of_state: bool) -> list[HoldingState]:
    """Return the holdings that brought capital, of every class, in order.

    A golden share is a veto: it brought something only where a figure is stated.
    """
    return [
        state
        for state in states
        if state.held
        and state.of_state is of_state
        and (state.amount is not None or state.holding.holding_class is not HoldingClass.GOLDEN)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The holders in short; sums in minor units of the project's currency.

    `known` are the companies whose investment has a figure, the largest first. `equity_paid` is all
    that is stated as paid, None while nothing is stated of a side, state or private, that holds.
    `state_payments` are the statements of what the state paid for shares.
    """

    companies: int
    state: tuple[HoldingState, ...]
    known: tuple[HoldingState, ...]
    golden_share: bool
    state_paid: Amount | None
    private_paid: Amount | None
    equity_paid: Amount | None
    state_payments: tuple[Statement, ...]

    @property
    def votes(self) -> tuple[Statement, ...]:
        """The statements of the state's shares of votes, holder by holder."""
        return tuple(state.votes.shown for state in self.state if state.votes)

    @property
    def state_votes(self) -> Amount | None:
        """The votes of several state holders together, in parts per million, derived.

        A least while those of one are not stated. None of a single holder, or when they were said
        more than 31 days apart.
        """
        stated = [share for state in self.state if (share := state.share_of_votes)]
        days = [said.became_so.latest or said.day for said in self.votes]
        if len(stated) <= 1 or max(days) - min(days) > CONFLICT_WINDOW:
            return None
        made = total(map(of_quantity, stated), unknown=len(stated) < len(self.state))
        return made and replace(made, derived=True)

    def unstated_since(self, votes: Statement) -> bool:
        """Whether the state paid for more shares after its votes were stated."""
        return any(paid.day > votes.day for paid in self.state_payments)

    @property
    def state_share(self) -> Amount | None:
        """The state's part of the equity paid, in parts per million; None when unknown."""
        if not self.state_paid or not self.private_paid or not self.equity_paid:
            return None
        return share(self.state_paid, self.equity_paid)


def owners(states: Sequence[HoldingState], money: Sequence[CountedTranche]) -> Owners:
    """Sum the holdings up, and set the equity paid beside them."""
    companies = common_holders(states, of_state=False)
    known = [state for state in companies if state.amount is not None]
    equity = [part for part in money if part.state.tranche.instrument is Instrument.EQUITY]
    sides = {side: [part for part in equity if part.of_state is side] for side in (True, False)}
    paid = {side: totals(of).by_payment.get(PaymentState.PAID) for side, of in sides.items()}
    hidden = any(paid[side] is None and capital_holders(states, of_state=side) for side in paid)
    return Owners(
        companies=len({state.holding.organization.slug for state in companies}),
        state=tuple(common_holders(states, of_state=True)),
        known=tuple(sorted(known, key=_investment, reverse=True)),
        golden_share=any(
            state.held and state.of_state and state.holding.holding_class is HoldingClass.GOLDEN
            for state in states
        ),
        state_paid=paid[True],
        private_paid=paid[False],
        equity_paid=None if hidden else total(one for one in paid.values() if one),
        state_payments=tuple(said for part in sides[True] if (said := part.state.payment)),
    )


def _investment(state: HoldingState) -> int:
    return (state.amount.figure or 0) if state.amount else 0
