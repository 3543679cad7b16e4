"""Who holds shares: how many, how much of it is known, and what the state's part is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.money import Column, total
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import Resolution, resolve
from tracker.domain.vocabulary import Field, HoldingClass, Instrument, OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tracker.domain.money import Amount, MoneyRow
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Holding


@dataclass(frozen=True, slots=True)
class HoldingState:
    """What is stated of one holding as of a day; None where nobody speaks of it."""

    holding: Holding
    invested: Resolution | None
    votes: Resolution | None

    @property
    def amount(self) -> Quantity | None:
        """What was invested; None when undisclosed or not stated."""
        return _figure(self.invested)

    @property
    def share_of_votes(self) -> Quantity | None:
        """The share of votes, in parts per million; None when not stated."""
        return _figure(self.votes)

    @property
    def of_state(self) -> bool:
        """Whether the state holds it."""
        return self.holding.organization.kind is OrganizationKind.STATE


def holding_state(
    holding: Holding, statements: Mapping[Field, Sequence[Statement]], as_of: date
) -> HoldingState | None:
    """Fold a holding's live statements as of a day; None when nothing was said by then."""
    invested = resolve(statements.get(Field.INVESTED, ()), as_of)
    votes = resolve(statements.get(Field.VOTES, ()), as_of)
    return HoldingState(holding, invested, votes) if invested or votes else None


def common_holders(states: Sequence[HoldingState], *, of_state: bool) -> list[HoldingState]:
    """Return the holdings of common shares by the state or by all others, in order."""
    return [
        state
        for state in states
        if state.of_state is of_state and state.holding.holding_class is HoldingClass.COMMON
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The holders in short; sums in minor units of the project's currency.

    `known` are the companies whose investment has a figure, the largest first. `state_share_ppm`
    is derived: the state's part of all equity that is stated as paid.
    """

    companies: int
    state: tuple[HoldingState, ...]
    known: tuple[HoldingState, ...]
    golden_share: bool
    state_paid: Amount | None
    private_paid: Amount | None

    @property
    def votes(self) -> Statement | None:
        """The statement of the state's share of votes."""
        stated = (state.votes for state in self.state if state.votes)
        return next((votes.shown for votes in stated), None)

    @property
    def state_share_ppm(self) -> int | None:
        """The state's part of the equity paid, in parts per million; None when unknown."""
        if self.state_paid is None or self.private_paid is None:
            return None
        paid = self.state_paid.figure + self.private_paid.figure
        return self.state_paid.figure * 1_000_000 // paid if paid else None


def owners(states: Sequence[HoldingState], money: Sequence[MoneyRow]) -> Owners:
    """Sum the holdings up, and set the equity paid beside them."""
    companies = common_holders(states, of_state=False)
    known = [state for state in companies if state.amount is not None]
    return Owners(
        companies=len({state.holding.organization.slug for state in companies}),
        state=tuple(common_holders(states, of_state=True)),
        known=tuple(sorted(known, key=_investment, reverse=True)),
        golden_share=any(s.holding.holding_class is HoldingClass.GOLDEN for s in states),
        state_paid=_equity_paid(money, of_state=True),
        private_paid=_equity_paid(money, of_state=False),
    )


def _investment(state: HoldingState) -> int:
    return (state.amount.figure or 0) if state.amount else 0


def _equity_paid(money: Sequence[MoneyRow], *, of_state: bool) -> Amount | None:
    return total(
        row.columns[Column.PAID]
        for row in money
        if row.instrument is Instrument.EQUITY
        and (row.funder_kind is OrganizationKind.STATE) is of_state
        and Column.PAID in row.columns
    )


def _figure(found: Resolution | None) -> Quantity | None:
    value = found.shown.value if found else None
    return value if isinstance(value, Quantity) and value.figure is not None else None
