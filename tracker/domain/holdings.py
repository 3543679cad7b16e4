"""Who holds shares: the holders in short, and the register of what each invested."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import totals
from tracker.domain.money.tranches import PaymentState
from tracker.domain.quantities.amount import Amount, of_quantity, share, total, undisclosed_between
from tracker.domain.quantities.quantity import LOWER, Qualifier
from tracker.domain.shown.resolve import CONFLICT_WINDOW, Resolution, shown_figure, standing
from tracker.domain.vocabulary import (
    FIELDS,
    Field,
    HolderCount,
    HoldingClass,
    Instrument,
    OrganizationKind,
    SubjectKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.definitions.records import Organization
    from tracker.domain.definitions.subject import Holding
    from tracker.domain.log.statement import Statement
    from tracker.domain.money.breakdown import CountedTranche
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.quantities.quantity import Quantity

CONTROL_FAMILY = "state-control"
"""The family of metrics that tell what share the state has, or will have step by step."""


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
        return any(map(standing, (self.invested, self.votes)))

    @property
    def withdrawn(self) -> bool:
        """Whether it counted as held, and nobody stands by that any more."""
        return not self.held and (self.invested is not None or self.votes is not None)

    @property
    def awaited(self) -> bool:
        """Whether somebody is said to be going to invest, and nobody has told since what came."""
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
    def is_common(self) -> bool:
        """Whether common shares are held."""
        return self.held and self.holding.holding_class is HoldingClass.COMMON

    @property
    def brought_capital(self) -> bool:
        """Whether capital came for it, in whatever class.

        A golden share is a veto: it brought something only where a figure is stated.
        """
        is_golden = self.holding.holding_class is HoldingClass.GOLDEN
        return self.held and (self.amount is not None or not is_golden)

    @property
    def of_state(self) -> bool:
        """Whether the state holds it."""
        return self.holding.organization.kind is OrganizationKind.STATE


def holding_state(holding: Holding, fields: Mapping[Field, Resolution]) -> HoldingState | None:
    """Fold what is shown of a holding; None when nobody spoke of it."""
    expected, invested, votes = (fields.get(field) for field in FIELDS[SubjectKind.HOLDING])
    spoken = expected or invested or votes
    return HoldingState(holding, expected, invested, votes) if spoken else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The holders in short; sums in minor units of the project's currency.

    `known` are the companies whose investment has a figure, the largest first. `equity_paid` is all
    that is stated as paid, None while nothing is stated of a side, state or private, that holds.
    `state_payments` are the statements of what the state paid for shares.
    """

    counts: HolderCounts
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

        A lower bound while those of one are not stated. None of a single holder, or where they were
        said more than 31 days apart.
        """
        stated = [share for state in self.state if (share := state.share_of_votes)]
        days = [said.became_on for said in self.votes]
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
    common = [state for state in states if state.is_common]
    companies = [state for state in common if not state.of_state]
    known = [state for state in companies if state.amount is not None]
    equity = [part for part in money if part.state.tranche.instrument is Instrument.EQUITY]
    sides = {side: [part for part in equity if part.of_state is side] for side in (True, False)}
    paid = {side: totals(of).by_payment.get(PaymentState.PAID) for side, of in sides.items()}
    hidden = any(state.brought_capital and paid[state.of_state] is None for state in states)
    return Owners(
        counts=holder_counts(states),
        state=tuple(state for state in common if state.of_state),
        known=tuple(sorted(known, key=lambda state: _figure(state.amount), reverse=True)),
        golden_share=any(
            state.held and state.of_state and state.holding.holding_class is HoldingClass.GOLDEN
            for state in states
        ),
        state_paid=paid[True],
        private_paid=paid[False],
        equity_paid=None if hidden else total(side for side in paid.values() if side),
        state_payments=tuple(said for part in sides[True] if (said := part.state.payment)),
    )


def _figure(amount: Quantity | None) -> int:
    return (amount.figure or 0) if amount else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredHolding:
    """One holding; `share` is its part of the equity paid in parts per million, derived."""

    state: HoldingState
    founder: bool
    share: Amount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderCounts:
    """How many hold common shares: the companies, these and the state, companies by group."""

    companies: int
    with_state: int
    by_group: int

    def of(self, way: HolderCount) -> int:
        """Return the count of one way to count."""
        return {
            HolderCount.HOLDERS: self.companies,
            HolderCount.HOLDERS_WITH_STATE: self.with_state,
            HolderCount.GROUPS: self.by_group,
        }[way]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who holds what as of a day.

    `holdings` stand as: the state, founders, other companies; within these the largest investment
    first. `groups` are the companies of one parent where there are several. `known` is what
    companies invested in all classes. `expected` are said to be going to invest, the largest first:
    they are in no count and no sum. `undisclosed` is what the private equity paid leaves for the
    `unknown` companies of which nobody tells all that they invested, `most` what one of them can
    have invested. `withdrawn` held once, as far as anybody said, and are in no count either.
    """

    holdings: tuple[RegisteredHolding, ...]
    counts: HolderCounts
    groups: Mapping[str, tuple[str, ...]]
    known: Amount | None
    undisclosed: Amount | None
    most: Amount | None
    unknown: int
    expected: tuple[HoldingState, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @property
    def founders(self) -> int:
        """How many organizations hold since the first equity was paid."""
        return len({of.state.holding.organization.slug for of in self.holdings if of.founder})


def register(
    states: Sequence[HoldingState],
    owners: Owners,
    founders: frozenset[str],
) -> Register:
    """Lay the holdings beside the equity paid; `founders` are slugs of holdings."""
    whole, private = owners.equity_paid, owners.private_paid
    companies = [state for state in states if state.brought_capital and not state.of_state]
    known = [of_quantity(state.amount) for state in companies if state.amount]
    unknown = {state.holding.organization.slug for state in companies if state.amount is None}
    undisclosed = undisclosed_between(private, known) if private and unknown else None
    listed = [
        RegisteredHolding(
            state=state,
            founder=state.holding.slug in founders,
            share=share(of_quantity(state.amount), whole) if state.amount and whole else None,
        )
        for state in states
        if state.held
    ]
    awaited = [state for state in states if state.awaited]
    return Register(
        holdings=tuple(sorted(listed, key=_order)),
        counts=holder_counts(states),
        groups=_groups(
            state.holding.organization for state in states if state.is_common and not state.of_state
        ),
        known=total(known),
        undisclosed=undisclosed,
        most=_most(undisclosed),
        unknown=len(unknown),
        expected=tuple(sorted(awaited, key=_expected, reverse=True)),
        withdrawn=tuple(state.holding.slug for state in states if state.withdrawn),
    )


def holder_counts(states: Sequence[HoldingState]) -> HolderCounts:
    """Count organizations, not holdings; a share of another class than common is none."""
    common = [state for state in states if state.is_common]
    companies = [state.holding.organization for state in common if not state.of_state]
    return HolderCounts(
        companies=len({company.slug for company in companies}),
        with_state=len({state.holding.organization.slug for state in common}),
        by_group=len({company.parent or company.slug for company in companies}),
    )


def founders(
    holdings: Mapping[str, Iterable[Statement]], money: Iterable[TrancheState], as_of: date
) -> frozenset[str]:
    """Return the holdings that are as old as the first equity paid; none where none was paid.

    A holding is as old as the earliest day by which some statement says that it had become so.
    """
    paid = [
        payment.became_on
        for state in money
        if state.tranche.instrument is Instrument.EQUITY and (payment := state.payment)
    ]
    if not paid:
        return frozenset()
    first = min(paid)
    return frozenset(
        slug
        for slug, statements in holdings.items()
        if any(
            said.became_on <= first
            for said in statements
            if said.day <= as_of and said.field is not Field.EXPECTED
        )
    )


def _most(undisclosed: Amount | None) -> Amount | None:
    """The most that one company can have of what all left undisclosed; None without a limit."""
    if undisclosed is None or undisclosed.qualifier in LOWER:
        return None
    vague = Qualifier.ABOUT if undisclosed.qualifier is Qualifier.ABOUT else Qualifier.EXACT
    return Amount(undisclosed.high, undisclosed.high, vague, derived=True)


def _groups(companies: Iterable[Organization]) -> dict[str, tuple[str, ...]]:
    """The companies of each parent that has several, in order."""
    members: dict[str, dict[str, None]] = defaultdict(dict)
    for company in companies:
        if company.parent:
            members[company.parent][company.slug] = None
    return {parent: tuple(slugs) for parent, slugs in members.items() if len(slugs) > 1}


def _expected(state: HoldingState) -> int:
    return _figure(shown_figure(state.expected))


def _order(listed: RegisteredHolding) -> tuple[bool, bool, bool, int]:
    state = listed.state
    return not state.of_state, not listed.founder, state.amount is None, -_figure(state.amount)
