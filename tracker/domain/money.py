"""How far the money has come: stages of tranches that add up without counting anything twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.amount import Amount, less, of_quantity, remaining, total
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import Resolution, resolve
from tracker.domain.vocabulary import REACHED_STAGES, Field, Instrument, OrganizationKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.statement import Statement
    from tracker.domain.subject import Tranche

__all__ = ["Amount", "of_quantity", "remaining", "total"]


class Column(StrEnum):
    """Where a sum of money stands; each yen is in one column."""

    PAID = "paid"
    COMMITTED = "committed"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class TrancheState:
    """The stages of one tranche that sources speak of, as of a day.

    `within` is the slug of the whole that it is a part of: its parent, or where nobody spoke of
    that one yet, the nearest above it of which somebody did. `called_off` tells that such a whole
    was cancelled, after all that was said of the part.
    """

    tranche: Tranche
    stages: Mapping[Stage, Resolution]
    within: str | None = None
    called_off: bool = False

    def level(self, stage: Stage) -> Quantity | None:
        """Return how much is stated to have reached a stage; None when nobody says."""
        found = self.stages.get(stage)
        value = found.shown.value if found else None
        return value if isinstance(value, Quantity) and value.figure is not None else None

    @property
    def reached(self) -> Stage | None:
        """The furthest stage that has a figure; those before it count as reached, implied."""
        known = [stage for stage in REACHED_STAGES if self.level(stage) is not None]
        return known[-1] if known else None

    @property
    def hidden(self) -> frozenset[Stage]:
        """The stages that it is said to have reached with an amount that nobody discloses."""
        off = self.cancelled
        return frozenset(
            one for one in REACHED_STAGES if one in self.stages and not off and not self.level(one)
        )

    @property
    def cancelled(self) -> bool:
        """Whether all that was announced of it was called off; an unknown amount means all."""
        if self.called_off:
            return True
        off = self.level(Stage.CANCELLED)
        if off is None:
            return Stage.CANCELLED in self.stages
        levels = [level for stage in REACHED_STAGES if (level := self.level(stage))]
        return all(of_quantity(off).high >= of_quantity(level).figure for level in levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """The tranches of one kind of funder in one instrument; None where nobody stated anything.

    `paid_unstated` tells that of some committed money nobody says whether it was paid. `years` are
    the fiscal years behind each column's figure; `payments` are the statements of what was paid,
    the oldest first.
    """

    funder_kind: OrganizationKind
    instrument: Instrument
    funders: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    columns: Mapping[Column, Amount]
    years: Mapping[Column, tuple[int, ...]]
    payments: tuple[Statement, ...]
    paid_unstated: bool


def tranche_state(
    tranche: Tranche, statements: Mapping[Field, Sequence[Statement]], as_of: date
) -> TrancheState | None:
    """Fold a tranche's live statements as of a day; None when nothing was said by then."""
    stages = {
        Stage(field.value): found
        for field, said in statements.items()
        if (found := resolve(said, as_of)) is not None
    }
    return TrancheState(tranche, stages, tranche.parent) if stages else None


def tranche_states(
    tranches: Mapping[str, Tranche],
    statements: Mapping[str, Mapping[Field, Sequence[Statement]]],
    as_of: date,
) -> list[TrancheState]:
    """Fold the tranches of which somebody spoke, in the order given; all mappings are by slug."""
    folded = (tranche_state(one, statements.get(slug, {}), as_of) for slug, one in tranches.items())
    states = {state.tranche.slug: state for state in folded if state}
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


def contributions(states: Sequence[TrancheState]) -> dict[str, dict[Column, Amount]]:
    """Return what each tranche adds to each column, by slug.

    Only childless tranches add, and of a parent what its level leaves above all those below it.
    A parent whose money came further than that of its parts counts instead of them: nobody says
    which of them it was.
    """
    known = {state.tranche.slug for state in states}
    children: dict[str | None, list[TrancheState]] = defaultdict(list)
    for state in states:
        children[state.within if state.within in known else None].append(state)
    added: dict[str, dict[Column, Amount]] = {}

    def add_family(state: TrancheState) -> list[dict[Column, Amount]]:
        below = [
            part
            for child in children[state.tranche.slug]
            for part in add_family(child)
            if child.tranche.instrument.is_cash is state.tranche.instrument.is_cash
        ]
        own = _addition(state, below)
        levels = [level.figure for level in _levels(state).values()]
        if _figure([own, *below]) > max(*levels, _figure(below), 0):
            own = _family(state, below)
            for part in below:
                part.clear()
        added[state.tranche.slug] = own
        return [own, *below]

    for root in children[None]:
        add_family(root)
    return added


def money_rows(states: Sequence[TrancheState]) -> list[MoneyRow]:
    """Group the tranches by kind of funder and instrument, the state first."""
    added = contributions(states)
    groups: dict[tuple[OrganizationKind, Instrument], list[TrancheState]] = defaultdict(list)
    for state in states:
        groups[funder_kind(state), state.tranche.instrument].append(state)
    order = [*OrganizationKind]
    instruments = [*Instrument]
    keys = sorted(groups, key=lambda key: (order.index(key[0]), instruments.index(key[1])))
    return [_row(key, groups[key], added) for key in keys]


def grand_total(rows: Iterable[MoneyRow]) -> dict[Column, Amount]:
    """Add the rows of cash column by column; guarantees and gifts in kind are left out."""
    cash = [row for row in rows if row.instrument.is_cash]
    sums = {}
    for column in Column:
        parts = [row.columns[column] for row in cash if column in row.columns]
        unknown = column is Column.PAID and any(row.paid_unstated for row in cash)
        added = total(parts, unknown=unknown)
        if added is not None:
            sums[column] = added
    return sums


def column_of(stage: Stage) -> Column:
    """Return the column of the page that shows a stage."""
    if stage is Stage.DISBURSED:
        return Column.PAID
    return Column.COMMITTED if stage is Stage.COMMITTED else Column.PLANNED


def _addition(state: TrancheState, below: Sequence[dict[Column, Amount]]) -> dict[Column, Amount]:
    """What a tranche's level leaves in each column above what counts there or before already."""
    added: dict[Column, Amount] = {}
    for column, level in _levels(state).items():
        so_far = [*Column][: [*Column].index(column) + 1]
        counted = total(part for one in (*below, added) for c, part in one.items() if c in so_far)
        left = less(level, counted)
        if left is not None:
            added[column] = left
    return added


def _family(state: TrancheState, below: Sequence[dict[Column, Amount]]) -> dict[Column, Amount]:
    """What a tranche and its parts make together, each yen in the column that it came to.

    Up to each column the whole's level counts, or that of its parts where these have more.
    """
    made: dict[Column, Amount] = {}
    for column in Column:
        so_far = [*Column][: [*Column].index(column) + 1]
        parts = total(part for one in below for c, part in one.items() if c in so_far)
        known = [level for c, level in _levels(state).items() if c in so_far]
        known += [parts] if parts else []
        reached = max(known, key=lambda one: one.figure, default=None)
        left = less(reached, total(made.values())) if reached else None
        if left is not None:
            made[column] = left
    return made


def _figure(parts: Iterable[Mapping[Column, Amount]]) -> int:
    return sum(amount.figure for part in parts for amount in part.values())


def _levels(state: TrancheState) -> dict[Column, Amount]:
    """What was paid, what committed, or where neither is known what reached the furthest stage."""
    paid, off = state.level(Stage.DISBURSED), state.level(Stage.CANCELLED)
    levels = {} if paid is None else {Column.PAID: of_quantity(paid)}
    stage = state.reached if paid is None else Stage.COMMITTED
    level = state.level(stage) if stage else None
    if stage is None or level is None or state.cancelled:
        return levels
    left = less(of_quantity(level), of_quantity(off) if off else None)
    return levels if left is None else {**levels, column_of(stage): left}


def _row(
    key: tuple[OrganizationKind, Instrument],
    states: Sequence[TrancheState],
    added: Mapping[str, Mapping[Column, Amount]],
) -> MoneyRow:
    unstated = any(is_paid_unstated(state, added[state.tranche.slug]) for state in states)
    columns = {}
    for column in Column:
        parts = [
            added[state.tranche.slug][column]
            for state in states
            if column in added[state.tranche.slug]
        ]
        hidden = {column_of(stage) for state in states for stage in state.hidden}
        unknown = column in hidden or (unstated and column is Column.PAID)
        amount = total(parts, unknown=unknown)
        if amount is not None:
            columns[column] = amount
    return MoneyRow(
        funder_kind=key[0],
        instrument=key[1],
        funders=tuple(dict.fromkeys(state.tranche.funder.slug for state in states)),
        fiscal_years=_fiscal_years(states),
        columns=columns,
        years={
            column: _fiscal_years(s for s in states if column in added[s.tranche.slug])
            for column in columns
        },
        payments=_payments(states),
        paid_unstated=unstated,
    )


def _fiscal_years(states: Iterable[TrancheState]) -> tuple[int, ...]:
    return tuple(sorted({s.tranche.fiscal_year for s in states if s.tranche.fiscal_year}))


def _payments(states: Sequence[TrancheState]) -> tuple[Statement, ...]:
    paid = (s.stages[Stage.DISBURSED].shown for s in states if s.level(Stage.DISBURSED))
    return tuple(sorted(paid, key=lambda said: said.became_so.sort_key))


def is_paid_unstated(state: TrancheState, added: Mapping[Column, Amount]) -> bool:
    """Whether nobody says what was paid of money that counts as committed, or is said to be."""
    committed = Column.COMMITTED in added or Stage.COMMITTED in state.hidden
    return committed and state.level(Stage.DISBURSED) is None


def funder_kind(state: TrancheState) -> OrganizationKind:
    """Return who gives, as sums tell them apart: companies and the rest are private money."""
    kind = state.tranche.funder.kind
    return OrganizationKind.COMPANY if kind is OrganizationKind.OTHER else kind
