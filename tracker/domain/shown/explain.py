"""How statements stand to the one shown, what a new one did, and what changed last."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.verdict import COUNT_AGES, Verdict, agree, same_value, verdict
from tracker.domain.vocabulary import TEXT_FIELDS, MilestoneType, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from tracker.domain.definitions.subject import Milestone
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

    Within a part the newest comes first.
    """
    others = [said for said in found.run if said.id != found.shown.id]
    return [
        (Relation.SHOWN, found.shown),
        *((_in_run(said, found), said) for said in others),
        *((_beside(said, found.shown), said) for said in found.beside),
        *((Relation.CONFLICTS, said) for said in found.conflicts),
        *((Relation.EARLIER, said) for said in found.earlier),
    ]


@dataclass(frozen=True, slots=True)
class Voice:
    """Statements of one part that say the same: the best witness's first, and those beside it."""

    relation: Relation
    first: Statement
    again: tuple[Statement, ...]

    @property
    def last(self) -> Statement | None:
        """The newest word that repeats the first."""
        return max(self.again, key=lambda said: said.order, default=None)


def voices(parts: Iterable[tuple[Relation, Statement]]) -> list[Voice]:
    """Fold what plays the same part and says the same; what is shown takes in what repeats it."""
    groups: list[tuple[Relation, list[Statement]]] = []
    for relation, said in parts:
        for known, group in groups:
            joins = known is relation or (known, relation) == (Relation.SHOWN, Relation.REPEATS)
            if joins and same_value(group[0].value, said.value):
                group.append(said)
                break
        else:
            groups.append((relation, [said]))
    return [_voice(relation, group) for relation, group in groups]


def _voice(relation: Relation, group: Sequence[Statement]) -> Voice:
    first = min(group, key=lambda said: (said.tier.rank, said.order))
    if relation is Relation.SHOWN:
        first = group[0]
    return Voice(relation, first, tuple(said for said in group if said is not first))


def since(found: Resolution, without: Container[int] = ()) -> list[Statement]:
    """Return who has said it since it was first said as it is shown, vaguely or not, newest last.

    Of whatever tier: a newsroom repeats a company. Left out are the entries `without`, and who
    means the calendar year for the fiscal one.
    """
    says_again = {Relation.REPEATS, Relation.BLURS, Relation.AGREES}
    clashes = {said.id for said in found.calendar_clashes}
    return sorted(
        (
            said
            for part, said in relations(found)
            if part in says_again
            and said.order > found.shown.order
            and said.id not in clashes
            and said.id not in without
        ),
        key=lambda said: said.order,
    )


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
    how = found.verdicts.get(said.id)
    since = said.order > found.shown.order
    return Relation(how) if how and since else Relation.NARROWED


def _beside(said: Statement, shown: Statement) -> Relation:
    if not agree(said.value, shown.value):
        return Relation.DIFFERS
    how = verdict(said, shown, said.day)
    return Relation.AGREES if how is Verdict.REVISES else Relation(how)


def is_alone(said: Statement, found: Resolution) -> bool:
    """Whether no other source says of the field what can be true with a statement."""
    source = said.source.slug if said.source else None
    others = (one for one in found.everything if one.id != said.id)
    return not any(
        agree(one.value, said.value) and (one.source.slug if one.source else None) != source
        for one in others
    )


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


def effect(new: Statement, before: Resolution | None, after: Resolution | None) -> Effect:
    """Tell what a live statement did, from the resolution of its field without and with it.

    Where it decided, the verdict of the fold is the effect. `after` is None where secondary sources
    alone say that a milestone has ended.
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
    how = after.verdicts.get(new.id)
    if how is None and after.shown.id == new.id:
        # The first of its tier, though recorded last: what was shown only says it again since.
        how = verdict(new, before.shown, before.last_said)
    decides = how in {Verdict.REPEATS, Verdict.BLURS} or after.shown.id == new.id
    return Effect(how) if how and decides else Effect.OLDER


def _passed_over(new: Statement, after: Resolution) -> bool:
    """Whether it contradicts an older statement of its own tier, which is shown all the same."""
    against = any(said.id == new.id for said in after.conflicts)
    return against and new.tier is after.shown.tier and new.order > after.shown.order


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that moved the value shown of its field, and the one shown before it."""

    statement: Statement
    before: Statement | None


def changes(resolutions: Iterable[Resolution]) -> list[Change]:
    """Return the changes of each series' present value, the newest first.

    Only what is shown now is listed, not what was overtaken since, and no notes.
    """
    moved = (change for found in resolutions if (change := _last_change(found)))
    return sorted(moved, key=lambda change: change.statement.order, reverse=True)


def _last_change(found: Resolution) -> Change | None:
    shown, before = found.shown, found.before
    if shown.field in TEXT_FIELDS:
        return None
    if before is not None and same_value(before.value, shown.value):
        return None
    return Change(shown, before)


def foremost(
    moved: Sequence[Change], milestones: Mapping[str, Milestone], most: int | None
) -> tuple[Sequence[Change], list[str]]:
    """Return the changes to list where there is room for so many, and agreements to name beside.

    Each subject is listed once, with its newest change. Agreements, but for those of headline
    milestones, are only named, as far as they are newer than the oldest change listed. All changes
    are listed where there is room for all (None), or nothing but agreements.
    """
    listed: dict[str, Change] = {}
    agreements = []
    for change in moved:
        if _is_agreement(change, milestones):
            agreements.append(change.statement)
        else:
            listed.setdefault(change.statement.subject, change)
    chosen = [*listed.values()][:most]
    if most is None or not chosen:
        return moved[:most], []
    since = chosen[-1].statement.day
    return chosen, list(dict.fromkeys(said.subject for said in agreements if said.day >= since))


def _is_agreement(change: Change, milestones: Mapping[str, Milestone]) -> bool:
    """Whether an agreement was made; one that fell through, or is only hoped for, is news."""
    milestone = milestones.get(change.statement.subject)
    if milestone is None or milestone.headline:
        return False
    made = change.statement.value is Status.MET
    return made and milestone.type is MilestoneType.AGREEMENT


def newest_figure(moved: Iterable[Change]) -> Statement | None:
    """Return what changed a figure or a date last; the changes newest first."""
    figures = (c.statement for c in moved if isinstance(c.statement.value, Period | Quantity))
    return next(figures, None)


def newest(resolutions: Iterable[Resolution]) -> Statement | None:
    """Return the newest statement of the best tier behind the resolutions."""
    statements = [statement for found in resolutions for statement in found.everything]
    return min(statements, key=lambda statement: statement.authority, default=None)
