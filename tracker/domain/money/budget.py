"""A budget as a tree: lines within lines, and what the lines within each leave of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import Totals, counted_tranches, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.domain.money.breakdown import CountedTranche
    from tracker.domain.money.tranches import TrancheState
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.exchange import Exchange

CROSSING_FAMILY = "crossing"
"""The family of metrics that cut across the lines of a budget and are never added to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One line and how deep it lies, 0 at the top; `children` are those of which somebody spoke.

    `pays` are the tranches of other projects that are paid from it, by path.
    """

    counted: CountedTranche
    depth: int
    children: int
    pays: tuple[TrancheState, ...]

    @property
    def remainder(self) -> Amount | None:
        """What its children leave of it; None when they leave nothing, or when there are none."""
        return self.counted.whole if self.children else None


def budget_lines(
    states: Sequence[TrancheState],
    paid_elsewhere: Mapping[str, Sequence[TrancheState]],
    exchange: Exchange | None = None,
) -> list[BudgetLine]:
    """Return the lines, each before those within it.

    A line stands at the top where nobody spoke of the line that it is within. `paid_elsewhere` are
    the tranches of other projects, by the path of the line that pays them.
    """
    known = {state.tranche.slug for state in states}
    below: dict[str | None, list[CountedTranche]] = defaultdict(list)
    for counted in counted_tranches(states, exchange):
        whole = counted.state.within
        below[whole if whole in known else None].append(counted)

    def walk(parent: str | None, depth: int) -> Iterator[BudgetLine]:
        for counted in below[parent]:
            tranche = counted.state.tranche
            yield BudgetLine(
                counted=counted,
                depth=depth,
                children=len(below[tranche.slug]),
                pays=tuple(paid_elsewhere.get(tranche.path, ())),
            )
            yield from walk(tranche.slug, depth + 1)

    return list(walk(None, 0))


def budget_total(lines: Sequence[BudgetLine]) -> Totals:
    """Add the cash of all lines, each yen once."""
    return totals([line.counted for line in lines if line.counted.in_total])
