"""The register of holders: what each invested, who founded, who is one group, what counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.holdings.owners import HoldingState, Owners, capital_holders, common_holders
from tracker.domain.quantities.amount import Amount, of_quantity, share, total, undisclosed_between
from tracker.domain.quantities.quantity import LOWER, Qualifier
from tracker.domain.shown.spoken import shown_figure
from tracker.domain.vocabulary import Field, HolderCount, Instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import TrancheState

CONTROL_FAMILY = "state-control"
"""The family of metrics that tell what share the state has, or will have step by step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
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

    Holders stand as: the state, founders, other companies; within these the largest investment
    first. `groups` are the companies of one parent where there are several. `known` is what
    companies invested in all classes. `expected` are said to be going to invest, the largest first:
    they are in no count and no sum. `undisclosed` is what the private equity paid leaves for the
    `unknown` companies of which nobody tells all that they invested, `most` what one of them can
    have invested. `withdrawn` held once, as far as anybody said, and are in no count either.
    """

    holders: tuple[Holder, ...]
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
        return len({one.state.holding.organization.slug for one in self.holders if one.founder})


def register(
    states: Sequence[HoldingState],
    owners: Owners,
    founders: frozenset[str],
) -> Register:
    """Lay the holdings beside the equity paid; `founders` are slugs of holdings."""
    whole, private = owners.equity_paid, owners.private_paid
    companies = capital_holders(states, of_state=False)
    known = [of_quantity(one.amount) for one in companies if one.amount]
    unknown = {one.holding.organization.slug for one in companies if one.amount is None}
    left = undisclosed_between(private, known) if private and unknown else None
    holders = [
        Holder(state=one, founder=one.holding.slug in founders, share=_share(one, whole))
        for one in states
        if one.held
    ]
    awaited = [one for one in states if one.awaited]
    return Register(
        holders=tuple(sorted(holders, key=_order)),
        counts=holder_counts(states),
        groups=_groups(common_holders(states, of_state=False)),
        known=total(known),
        undisclosed=left,
        most=_most(left),
        unknown=len(unknown),
        expected=tuple(sorted(awaited, key=_expectation, reverse=True)),
        withdrawn=tuple(one.holding.slug for one in states if one.withdrawn),
    )


def holder_counts(states: Sequence[HoldingState]) -> HolderCounts:
    """Count organizations, not holdings; a share of another class than common is none."""
    companies = [one.holding.organization for one in common_holders(states, of_state=False)]
    state = {one.holding.organization.slug for one in common_holders(states, of_state=True)}
    slugs = {one.slug for one in companies}
    return HolderCounts(
        companies=len(slugs),
        with_state=len(slugs | state),
        by_group=len({one.parent or one.slug for one in companies}),
    )


def founders(
    holdings: Mapping[str, Iterable[Statement]], money: Iterable[TrancheState], as_of: date
) -> frozenset[str]:
    """Return the holdings that are as old as the first equity paid; none where none was paid.

    A holding is as old as the earliest day by which some statement says that it had become so.
    """
    paid = [
        day
        for state in money
        if state.tranche.instrument is Instrument.EQUITY and (payment := state.payment)
        if (day := payment.became_so.latest)
    ]
    if not paid:
        return frozenset()
    first = min(paid)
    return frozenset(
        slug
        for slug, said in holdings.items()
        if any(
            one.became_so.latest is not None and one.became_so.latest <= first
            for one in said
            if one.day <= as_of and one.field is not Field.EXPECTED
        )
    )


def _most(left: Amount | None) -> Amount | None:
    """The most that one of those can have who share what is left; None without a limit."""
    if left is None or left.qualifier in LOWER:
        return None
    vague = Qualifier.ABOUT if left.qualifier is Qualifier.ABOUT else Qualifier.EXACT
    return Amount(left.high, left.high, vague, derived=True)


def _share(state: HoldingState, whole: Amount | None) -> Amount | None:
    invested = state.amount
    return share(of_quantity(invested), whole) if invested and whole else None


def _groups(companies: Sequence[HoldingState]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = defaultdict(list)
    for one in companies:
        organization = one.holding.organization
        if organization.parent and organization.slug not in members[organization.parent]:
            members[organization.parent].append(organization.slug)
    return {parent: tuple(slugs) for parent, slugs in members.items() if len(slugs) > 1}


def _expectation(state: HoldingState) -> int:
    amount = shown_figure(state.expected)
    return (amount.figure or 0) if amount else 0


def _order(holder: Holder) -> tuple[bool, bool, bool, int]:
    amount = holder.state.amount
    figure = amount.figure if amount and amount.figure else 0
    return not holder.state.of_state, not holder.founder, amount is None, -figure
