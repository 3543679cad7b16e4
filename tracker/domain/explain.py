"""What a new statement did to what is shown, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.resolve import agree, finer, same_value

if TYPE_CHECKING:
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement


class Effect(StrEnum):
    """How a statement stands to the one shown, once it was recorded."""

    FIRST = "first"
    BETTER_TIER = "better-tier"
    NEWER = "newer"
    MORE_PRECISE = "more-precise"
    REPEATS = "repeats"
    VAGUER = "vaguer"
    OUTRANKED = "outranked"
    OLDER = "older"
    DEPRECATED = "deprecated"


def effect(new: Statement, before: Resolution | None, after: Resolution) -> Effect:
    """Tell what a statement did, from the resolution of its field without and with it."""
    if after.shown.id == new.id:
        return _as_shown(new, before)
    if new.tier.rank > after.shown.tier.rank:
        return Effect.OUTRANKED
    if all(said.id != new.id for said in after.run):
        return Effect.OLDER
    if same_value(new.value, after.shown.value):
        return Effect.REPEATS
    return Effect.VAGUER if finer(after.shown.value, new.value) else Effect.OLDER


def _as_shown(new: Statement, before: Resolution | None) -> Effect:
    if before is None:
        return Effect.FIRST
    if new.tier.rank < before.shown.tier.rank:
        return Effect.BETTER_TIER
    if same_value(new.value, before.shown.value):
        return Effect.REPEATS
    refines = agree(new.value, before.shown.value) and finer(new.value, before.shown.value)
    return Effect.MORE_PRECISE if refines else Effect.NEWER
