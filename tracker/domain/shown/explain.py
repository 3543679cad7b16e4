"""What a new statement did to what is shown, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.shown.verdict import Verdict, verdict
from tracker.domain.vocabulary import Status

if TYPE_CHECKING:
    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution


class Effect(StrEnum):
    """How a statement stands to the one shown, once it was recorded."""

    FIRST = "first"
    BETTER_TIER = "better-tier"
    NEWER_COUNT = "newer-count"
    REVISES = "revises"
    NARROWS = "narrows"
    REPEATS = "repeats"
    BLURS = "blurs"
    OUTRANKED = "outranked"
    UNPROVED = "unproved"
    NO_COUNT = "no-count"
    OLDER = "older"
    DEPRECATED = "deprecated"


_OF_VERDICTS = {
    Verdict.REPEATS: Effect.REPEATS,
    Verdict.NARROWS: Effect.NARROWS,
    Verdict.BLURS: Effect.BLURS,
    Verdict.REVISES: Effect.REVISES,
}


def effect(new: Statement, before: Resolution | None, after: Resolution | None) -> Effect:
    """Tell what a live statement did, from the resolution of its field without and with it.

    The words of the fold are its own; only what did not decide is named otherwise. After is None
    where secondary sources alone say that a milestone has ended.
    """
    if after is None or _passed_over(new, after):
        return Effect.UNPROVED if isinstance(new.value, Status) else Effect.NO_COUNT
    if before is None:
        return Effect.FIRST if after.shown.id == new.id else Effect.OLDER
    if new.tier.rank > after.shown.tier.rank:
        return Effect.OUTRANKED
    if all(said.id != new.id for said in after.run):
        return Effect.OLDER
    if after.shown.tier is not before.shown.tier:
        better = after.shown.tier.rank < before.shown.tier.rank
        return Effect.BETTER_TIER if better else Effect.NEWER_COUNT
    told = after.verdicts.get(new.id)
    if told is None and after.shown.id == new.id:
        # The first of its tier, though recorded last: what was shown only says it again since.
        told = verdict(new, before.shown, before.last_said)
    decides = told in {Verdict.REPEATS, Verdict.BLURS} or after.shown.id == new.id
    return _OF_VERDICTS[told] if told and decides else Effect.OLDER


def _passed_over(new: Statement, after: Resolution) -> bool:
    """Whether it is against a word of its own tier that is older: any other would be shown."""
    against = any(said.id == new.id for said in after.conflicts)
    return against and new.tier is after.shown.tier and new.order > after.shown.order
