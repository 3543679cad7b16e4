"""The fields of one subject, folded together: who may say that a milestone has ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.shown.resolve import Resolution, resolve
from tracker.domain.vocabulary import Field, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tracker.domain.log.statement import Statement

    Said = Mapping[Field, Sequence[Statement]]

GIVES_STANDING = (Field.STATUS, Field.TARGET, Field.THRESHOLD, Field.PROGRESS)


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of each field of which somebody spoke.

    `unproved` are the words of secondary sources that a milestone has ended, newest first, where
    the company, the ministry or the press spoke of it and said no such thing: they end nothing.
    """

    fields: Mapping[Field, Resolution]
    unproved: tuple[Statement, ...] = ()


NOTHING_TOLD = Told({})


def told(statements: Said, as_of: date) -> Told:
    """Resolve every field of one subject as of a day.

    A status that secondary sources alone end stays as it was, with theirs against it; where nobody
    else states one, there is no status.
    """
    resolved = ((field, resolve(said, as_of)) for field, said in statements.items())
    fields = {field: found for field, found in resolved if found is not None}
    status = fields.get(Field.STATUS)
    if status is None or not _ends(status.shown) or not has_standing(statements, as_of):
        return Told(fields)
    ended = status.run
    rest = resolve([s for s in statements[Field.STATUS] if not _ends(s)], as_of)
    if rest is None:
        del fields[Field.STATUS]
    else:
        others = {said.id: said for said in (*ended, *rest.conflicts)}
        fields[Field.STATUS] = replace(rest, conflicts=tuple(others.values()))
    return Told(fields, ended)


def has_standing(statements: Said, as_of: date) -> bool:
    """Whether a better source than a secondary one spoke of a milestone by a day."""
    return any(
        said.tier is not Tier.SECONDARY and said.day <= as_of
        for field in GIVES_STANDING
        for said in statements.get(field, ())
    )


def _ends(said: Statement) -> bool:
    """Whether a secondary source says that nothing more is expected."""
    return said.tier is Tier.SECONDARY and isinstance(said.value, Status) and said.value.ends


def met_by(statuses: Sequence[Statement], as_of: date) -> Statement | None:
    """Return the statement that tells when a milestone was met, of those that say it was.

    Left out are those that were followed by another status, of their tier or a better one, and
    secondary sources where others say it too. Of the rest the best tier that names a day counts, of
    that the finest day, then the one said first; where none names a day, the first that said it.
    """
    known = sorted((s for s in statuses if s.day <= as_of), key=lambda s: s.order)
    met = still_met(known)
    heard = [s for s in met if s.tier is not Tier.SECONDARY] or met
    dated = [s for s in heard if s.happened_on is not None]
    if dated:
        return min(dated, key=lambda s: (s.tier.rank, s.became_so.precision, s.order))
    return heard[0] if heard else None


def still_met(statuses: Sequence[Statement]) -> list[Statement]:
    """Return who says "met" and was not followed by another status, of their tier or a better."""
    newest = {
        tier: max((s.order for s in statuses if s.tier is tier and not _is_met(s)), default=None)
        for tier in Tier
    }
    return [
        met
        for met in statuses
        if _is_met(met)
        and not any(
            order is not None and order > met.order
            for tier, order in newest.items()
            if tier.rank <= met.tier.rank
        )
    ]


def _is_met(said: Statement) -> bool:
    return said.value is Status.MET
