"""The money of a project tranche by tranche, and the same money summed by what one asks for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.money.tranches import (
    PaymentState,
    TrancheState,
    contributions,
    is_paid_unstated,
    payment_state,
)
from tracker.domain.quantities.amount import Amount, of_quantity, total
from tracker.domain.shown.resolve import standing
from tracker.domain.vocabulary import REACHED_STAGES, Instrument, OrganizationKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.domain.definitions.records import Organization
    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.exchange import Exchange, RateUsed

LAST_YEAR = 9999


class By(StrEnum):
    """What money is summed by."""

    TRANCHE = "tranche"
    FUNDER = "funder"
    INSTRUMENT = "instrument"
    YEAR = "year"


class NoAmount(StrEnum):
    """Why no amount can be told."""

    CANCELLED = "cancelled"
    NO_RATE = "no-rate"
    UNDISCLOSED = "undisclosed"
    UNSTATED = "unstated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLevel:
    """One stage of one tranche.

    `implied` means that the amount is that of a later stage; `rate` is the one that it was
    converted at. `no_amount` is None where there is an amount.
    """

    amount: Amount | None = None
    conflict: bool = False
    implied: bool = False
    no_amount: NoAmount | None = None
    rate: RateUsed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTranche:
    """One tranche: its stages as stated, and what of it counts in sums, each yen in one stage."""

    state: TrancheState
    levels: Mapping[Stage, StageLevel]
    counted: Mapping[Stage, Amount]
    paid_unstated: bool

    @property
    def in_total(self) -> bool:
        """Whether it is cash, which alone is summed."""
        return self.state.is_cash

    @property
    def of_state(self) -> bool:
        """Whether the state gives it."""
        return self.state.funder_kind is OrganizationKind.STATE

    @property
    def whole(self) -> Amount | None:
        """All that counts of it; None when nothing does."""
        return total(self.counted.values())

    @property
    def no_total(self) -> NoAmount | None:
        """Why nothing of it counts; None where something does, or other tranches instead of it."""
        if self.whole is not None:
            return None
        if self.state.cancelled:
            return NoAmount.CANCELLED
        if self.lost:
            return NoAmount.NO_RATE
        if any(level.no_amount is NoAmount.UNDISCLOSED for level in self.levels.values()):
            return NoAmount.UNDISCLOSED
        return None if self.state.reached else NoAmount.UNSTATED

    @property
    def payment_states(self) -> frozenset[PaymentState]:
        """The payment states in which it counts."""
        return frozenset(payment_state(stage) for stage in self.counted)

    @property
    def unknown(self) -> frozenset[Stage]:
        """The stages in which more of it may be than any figure tells."""
        return self.state.hidden | ({Stage.DISBURSED} if self.paid_unstated else set())

    @property
    def lost(self) -> bool:
        """Whether something of it could not be converted and is missing in every sum."""
        return any(level.no_amount is NoAmount.NO_RATE for level in self.levels.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Money of some tranches by stage and by payment state, each once; none without a figure.

    `lost` tells that something could not be converted, so that the whole is a lower bound;
    `undisclosed` that of something nobody tells the amount.
    """

    stages: Mapping[Stage, Amount]
    by_payment: Mapping[PaymentState, Amount]
    whole: Amount | None
    paid_unstated: bool
    lost: bool
    undisclosed: bool

    @property
    def no_total(self) -> NoAmount | None:
        """Why there is no sum of all; None where there is one."""
        if self.whole is not None:
            return None
        if self.lost:
            return NoAmount.NO_RATE
        return NoAmount.UNDISCLOSED if self.undisclosed else NoAmount.UNSTATED


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKey:
    """What the tranches of a group share; only what the grouping goes by is set."""

    in_total: bool
    kind: OrganizationKind | None = None
    instrument: Instrument | None = None
    funder: Organization | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Tranches that share a key, and their sums."""

    key: GroupKey
    parts: tuple[CountedTranche, ...]
    totals: Totals

    @property
    def no_total(self) -> NoAmount | None:
        """Why there is no sum of all; where all of it was called off, that."""
        off = self.totals.whole is None and all(part.state.cancelled for part in self.parts)
        return NoAmount.CANCELLED if off else self.totals.no_total

    @property
    def funders(self) -> tuple[str, ...]:
        """The slugs of those who give."""
        return tuple(dict.fromkeys(part.state.tranche.funder.slug for part in self.parts))

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal years of its tranches, each once."""
        return _fiscal_years(self.parts)

    def years(self, state: PaymentState) -> tuple[int, ...]:
        """Return the fiscal years behind the figure of a payment state."""
        return _fiscal_years(part for part in self.parts if state in part.payment_states)

    @property
    def payments(self) -> tuple[Statement, ...]:
        """The statements of what was paid, the oldest first."""
        paid = (part.state.payment for part in self.parts)
        return tuple(sorted(filter(None, paid), key=lambda said: said.became_so.sort_key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Groups of money, those not added last; `public` and `private` make the `total` of cash."""

    by: By
    groups: tuple[Group, ...]
    total: Totals
    public: Totals
    private: Totals

    @property
    def parts(self) -> tuple[CountedTranche, ...]:
        """Every tranche, group by group."""
        return tuple(part for group in self.groups for part in group.parts)


def breakdown(
    states: Sequence[TrancheState], by: By, exchange: Exchange | None = None
) -> Breakdown:
    """Sum the money by a key; the total is the same by every key."""
    parts = counted_tranches(states, exchange)
    cash = [part for part in parts if part.in_total]
    return Breakdown(
        by=by,
        groups=tuple(sorted(grouped(parts, by), key=lambda group: not group.key.in_total)),
        total=totals(cash),
        public=totals([part for part in cash if part.of_state]),
        private=totals([part for part in cash if not part.of_state]),
    )


def grouped(parts: Iterable[CountedTranche], by: By) -> list[Group]:
    """Group tranches: the state before others, instruments in their order, years from the first."""
    keyed: dict[GroupKey, list[CountedTranche]] = defaultdict(list)
    for part in parts:
        keyed[_key(part, by)].append(part)
    groups = (Group(key=key, parts=tuple(of), totals=totals(of)) for key, of in keyed.items())
    return sorted(groups, key=_order)


def _fiscal_years(parts: Iterable[CountedTranche]) -> tuple[int, ...]:
    years = (part.state.tranche.fiscal_year for part in parts)
    return tuple(sorted({year for year in years if year}))


def counted_tranches(
    states: Sequence[TrancheState], exchange: Exchange | None = None
) -> list[CountedTranche]:
    """Return each tranche with what counts of it, in the order given, in the currency asked for."""
    added = contributions(states)
    return [_counted(state, added[state.tranche.slug], exchange) for state in states]


def totals(of: Sequence[CountedTranche]) -> Totals:
    """Add tranches up stage by stage.

    A sum is a lower bound where an amount is undisclosed; so is what was paid, where nobody tells
    it of money that was committed.
    """
    stages = {stage: _added(of, {stage}) for stage in REACHED_STAGES}
    by_payment = {
        state: _added(of, {stage for stage in REACHED_STAGES if payment_state(stage) is state})
        for state in PaymentState
    }
    lost = any(part.lost for part in of)
    nothing = any(part.state.hidden and not part.counted for part in of)
    counted = [amount for part in of for amount in part.counted.values()]
    return Totals(
        stages={stage: amount for stage, amount in stages.items() if amount},
        by_payment={state: amount for state, amount in by_payment.items() if amount},
        whole=total(counted, unknown=lost or nothing),
        paid_unstated=any(part.paid_unstated for part in of),
        lost=lost,
        undisclosed=nothing,
    )


def _added(of: Sequence[CountedTranche], stages: set[Stage]) -> Amount | None:
    """Add what counts in some stages; a lower bound where more may be there than is known."""
    return total(
        (amount for part in of for stage, amount in part.counted.items() if stage in stages),
        unknown=any(part.lost or part.unknown & stages for part in of),
    )


def _counted(
    state: TrancheState, added: Mapping[PaymentState, Amount], exchange: Exchange | None
) -> CountedTranche:
    in_stages = {_stage_of(state, at): amount for at, amount in added.items()}
    turned = ((at, _turned(state, at, amount, exchange)) for at, amount in in_stages.items())
    return CountedTranche(
        state=state,
        levels={stage: _level(state, stage, exchange) for stage in REACHED_STAGES},
        counted={stage: amount for stage, amount in turned if amount is not None},
        paid_unstated=is_paid_unstated(state, added),
    )


def _stage_of(state: TrancheState, at: PaymentState) -> Stage:
    """The furthest stage of a payment state that has a figure; of none the furthest there is."""
    stages = [stage for stage in REACHED_STAGES if payment_state(stage) is at]
    known = [stage for stage in stages if state.level(stage) is not None]
    return (known or stages)[-1]


def _level(state: TrancheState, stage: Stage, exchange: Exchange | None) -> StageLevel:
    """What is stated of one stage, or implied by the next later one that has a figure."""
    own = state.stages.get(stage)
    conflict = own is not None and bool(own.conflicts)
    if (stands := standing(own)) and stands.figure is None:
        return StageLevel(no_amount=NoAmount.UNDISCLOSED, conflict=conflict)
    levels = ((at, state.level(at)) for at in stage.onward)
    for at, level in levels:
        if level is not None:
            amount = _turned(state, at, of_quantity(level), exchange)
            day = state.stages[at].shown.day
            return StageLevel(
                amount=amount,
                conflict=conflict,
                implied=at is not stage,
                no_amount=NoAmount.NO_RATE if amount is None else None,
                rate=exchange.used(state.tranche.project.currency, day) if exchange else None,
            )
    none = NoAmount.UNSTATED if own is None else NoAmount.WITHDRAWN
    return StageLevel(no_amount=none, conflict=conflict)


def _turned(
    state: TrancheState, stage: Stage, amount: Amount, exchange: Exchange | None
) -> Amount | None:
    """Convert at the rate for the statement of a stage, or for the newest; unchanged without."""
    if exchange is None:
        return amount
    found = state.stages.get(stage)
    day = found.shown.day if found else max(field.shown.day for field in state.stages.values())
    return exchange.turn(amount, state.tranche.project.currency, day)


def _key(part: CountedTranche, by: By) -> GroupKey:
    tranche = part.state.tranche
    return GroupKey(
        in_total=part.in_total,
        kind=part.state.funder_kind if by is By.TRANCHE else None,
        instrument=tranche.instrument if by in {By.TRANCHE, By.INSTRUMENT} else None,
        funder=tranche.funder if by is By.FUNDER else None,
        year=tranche.fiscal_year if by is By.YEAR else None,
    )


def _order(group: Group) -> tuple[int, int, int]:
    key = group.key
    kind = [*OrganizationKind].index(key.kind) if key.kind else 0
    instrument = [*Instrument].index(key.instrument) if key.instrument else 0
    return kind, instrument, key.year or LAST_YEAR
