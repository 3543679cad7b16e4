"""How money is called by who gives it, and in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.vocabulary import Instrument, OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.money.breakdown import CountedTranche, Group

FUNDERS = {
    OrganizationKind.STATE: "state",
    OrganizationKind.COMPANY: "private",
    OrganizationKind.BANK: "bank",
    OrganizationKind.OTHER: "other",
}
INSTRUMENTS = {
    Instrument.COMMISSIONED_RD: "R&D",
    Instrument.EQUITY: "equity",
    Instrument.GRANT: "grants",
    Instrument.LOAN: "loans",
    Instrument.BOND: "bonds",
    Instrument.GUARANTEE: "guarantee",
    Instrument.IN_KIND: "in kind",
    Instrument.TAX_CREDIT: "tax credits",
    Instrument.OTHER: "other forms",
}


def money_label(
    kind: OrganizationKind, instrument: Instrument, parts: Iterable[CountedTranche]
) -> str:
    """Name money by who gives in which form: `state R&D (NEDO)`, `private equity`.

    The office is named where the state gives through one alone.
    """
    name = f"{FUNDERS[kind]} {INSTRUMENTS[instrument]}"
    offices = {part.state.tranche.funder.slug for part in parts if part.of_state}
    return f"{name} ({offices.pop().upper()})" if len(offices) == 1 else name


def group_name(group: Group) -> str:
    """Name what the tranches of a group share."""
    key = group.key
    if key.funder is not None:
        return key.funder.slug
    if key.instrument is not None:
        if key.kind is None:
            return INSTRUMENTS[key.instrument]
        return money_label(key.kind, key.instrument, group.parts)
    return f"FY{key.year}" if key.year else "no year"
