"""The money of the page: a row for each kind of funder and instrument, in three columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.money.breakdown import CountedTranche, Totals, totals
from tracker.domain.money.tranches import funder_kind
from tracker.domain.vocabulary import Instrument, OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.domain.log.statement import Statement
    from tracker.domain.money.tranches import PaymentState


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """The tranches of one kind of funder in one instrument, and their sums."""

    funder_kind: OrganizationKind
    instrument: Instrument
    parts: tuple[CountedTranche, ...]
    totals: Totals

    @property
    def funders(self) -> tuple[str, ...]:
        """The slugs of those who give."""
        return tuple(dict.fromkeys(part.state.tranche.funder.slug for part in self.parts))

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal years of its tranches, each once."""
        return _fiscal_years(self.parts)

    def years(self, column: PaymentState) -> tuple[int, ...]:
        """Return the fiscal years behind the figure of a column."""
        return _fiscal_years(part for part in self.parts if column in part.payment_states)

    @property
    def payments(self) -> tuple[Statement, ...]:
        """The statements of what was paid, the oldest first."""
        paid = (part.state.payment for part in self.parts)
        return tuple(sorted(filter(None, paid), key=lambda said: said.became_so.sort_key))


def money_rows(parts: Sequence[CountedTranche]) -> list[MoneyRow]:
    """Group tranches by kind of funder and instrument, the state first."""
    groups: dict[tuple[OrganizationKind, Instrument], list[CountedTranche]] = {}
    for part in parts:
        key = funder_kind(part.state), part.state.tranche.instrument
        groups.setdefault(key, []).append(part)
    return [
        MoneyRow(funder_kind=kind, instrument=instrument, parts=tuple(of), totals=totals(of))
        for (kind, instrument), of in sorted(groups.items(), key=lambda item: _order(*item[0]))
    ]


def _order(kind: OrganizationKind, instrument: Instrument) -> tuple[int, int]:
    return [*OrganizationKind].index(kind), [*Instrument].index(instrument)


def _fiscal_years(parts: Iterable[CountedTranche]) -> tuple[int, ...]:
    years = (part.state.tranche.fiscal_year for part in parts)
    return tuple(sorted({year for year in years if year}))
