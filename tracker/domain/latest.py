"""Which statements changed what is shown, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.period import Period
from tracker.domain.quantity import Quantity
from tracker.domain.resolve import Resolution, resolve, same_value
from tracker.domain.spoken import everything
from tracker.domain.vocabulary import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tracker.domain.statement import Statement


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that moved the value shown of its field, and the one shown before it."""

    statement: Statement
    before: Statement | None


def changes(lanes: Iterable[Sequence[Statement]], as_of: date) -> list[Change]:
    """Return the changes of each field's present value, the newest first.

    A lane holds one field of one subject. Only the statement that is shown now can be listed: what
    was overtaken since is history. Notes move no figure.
    """
    found = [change for lane in lanes if (change := _last_change(lane, as_of)) is not None]
    return sorted(found, key=lambda change: change.statement.order, reverse=True)


def _last_change(lane: Sequence[Statement], as_of: date) -> Change | None:
    now = resolve(lane, as_of)
    if now is None or now.shown.field in TEXT_FIELDS:
        return None
    before = resolve(_before(lane, now.shown), as_of)
    if before is not None and same_value(before.shown.value, now.shown.value):
        return None
    return Change(now.shown, before.shown if before else None)


def _before(lane: Sequence[Statement], shown: Statement) -> Iterator[Statement]:
    return (s for s in lane if s.order < shown.order)


def newest_figure(moved: Iterable[Change]) -> date | None:
    """Return the day of the newest change of a figure or a date; the changes newest first."""
    figures = (c.statement for c in moved if isinstance(c.statement.value, Period | Quantity))
    return next((statement.day for statement in figures), None)


def newest(resolutions: Iterable[Resolution]) -> Statement | None:
    """Return the statement said last of all those behind the resolutions."""
    said = (statement for found in resolutions for statement in everything(found))
    return max(said, key=lambda s: s.order, default=None)
