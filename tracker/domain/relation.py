"""How each statement about a field stands to the one shown, and by which rule that one is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.resolve import agree, finer, same_value

if TYPE_CHECKING:
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement


class Relation(StrEnum):
    """The part that a statement plays beside the one shown."""

    SHOWN = "shown"
    REPEATS = "repeats"
    VAGUER = "vaguer"
    NARROWER = "narrower"
    AGREES = "agrees"
    DIFFERS = "differs"
    CONFLICTS = "conflicts"
    EARLIER = "earlier"


def relations(found: Resolution) -> list[tuple[Relation, Statement]]:
    """Return every statement looked at with its part: shown, run, beside, conflicts, earlier.

    Within a part the newest comes first. What conflicts within the run's tier is named once.
    """
    others = [said for said in found.run if said.id != found.shown.id]
    return [
        (Relation.SHOWN, found.shown),
        *((_support(said, found.shown), said) for said in others),
        *((_support(said, found.shown), said) for said in found.beside),
        *((Relation.CONFLICTS, said) for said in found.conflicts),
        *((Relation.EARLIER, said) for said in found.earlier),
    ]


def rule(found: Resolution) -> str:
    """Say by which rule the statement shown was chosen."""
    tier = f"of the best tier that speaks ({found.shown.tier})"
    if len(found.run) == 1:
        return f"the newest {tier}"
    return f"the most precise of the {len(found.run)} newest that can all be true, {tier}"


def _support(said: Statement, shown: Statement) -> Relation:
    if same_value(said.value, shown.value):
        return Relation.REPEATS
    if not agree(said.value, shown.value):
        return Relation.DIFFERS
    if finer(said.value, shown.value):
        return Relation.NARROWER
    return Relation.VAGUER if finer(shown.value, said.value) else Relation.AGREES
