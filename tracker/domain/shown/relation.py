"""How each statement about a field stands to the one shown, and by which rule that one is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.shown.verdict import COUNT_AGES, Verdict, agree, same_value, verdict
from tracker.domain.vocabulary import Tier

if TYPE_CHECKING:
    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution


class Relation(StrEnum):
    """The part that a statement plays beside the one shown.

    NARROWED was said earlier in the run, before the finer word that it allowed.
    """

    SHOWN = "shown"
    REPEATS = "repeats"
    NARROWS = "narrows"
    NARROWED = "narrowed"
    BLURS = "blurs"
    AGREES = "agrees"
    DIFFERS = "differs"
    CONFLICTS = "conflicts"
    EARLIER = "earlier"


def relations(found: Resolution) -> list[tuple[Relation, Statement]]:
    """Return every statement looked at with its part: shown, run, beside, conflicts, earlier.

    Within a part the newest comes first. How those of the run stand to the claim the fold has told.
    """
    others = [said for said in found.run if said.id != found.shown.id]
    return [
        (Relation.SHOWN, found.shown),
        *((_in_run(said, found), said) for said in others),
        *((_beside(said, found.shown), said) for said in found.beside),
        *((Relation.CONFLICTS, said) for said in found.conflicts),
        *((Relation.EARLIER, said) for said in found.earlier),
    ]


def rule(found: Resolution) -> str:
    """Say by which rule the statement shown was chosen."""
    tier = found.shown.tier
    if tier is Tier.PRESS and any(said.tier is Tier.PRIMARY for said in found.others):
        return f"a newer count of the press: nobody better has told one for {COUNT_AGES.days} days"
    best = f"the newest word of the best tier that speaks ({tier})"
    if len(found.run) == 1:
        return best
    return f"{best}; of {len(found.run)} that take nothing back the most precise"


def _in_run(said: Statement, found: Resolution) -> Relation:
    if same_value(said.value, found.shown.value):
        return Relation.REPEATS
    told = found.verdicts.get(said.id)
    since = said.order > found.shown.order and told is not None
    return Relation(told) if told and since else Relation.NARROWED


def _beside(said: Statement, shown: Statement) -> Relation:
    if not agree(said.value, shown.value):
        return Relation.DIFFERS
    told = verdict(said, shown, said.day)
    return Relation.AGREES if told is Verdict.REVISES else Relation(told)
