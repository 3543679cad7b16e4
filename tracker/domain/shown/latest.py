"""Which statements changed what is shown, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that moved the value shown of its field, and the one shown before it."""

    statement: Statement
    before: Statement | None


def changes(resolutions: Iterable[Resolution]) -> list[Change]:
    """Return the changes of each series' present value, the newest first.

    Only the statement that is shown now can be listed: what was overtaken since is history. Notes
    move no figure.
    """
    found = (change for one in resolutions if (change := _last_change(one)))
    return sorted(found, key=lambda change: change.statement.order, reverse=True)


def _last_change(found: Resolution) -> Change | None:
    shown, before = found.shown, found.before
    if shown.field in TEXT_FIELDS:
        return None
    if before is not None and same_value(before.value, shown.value):
        return None
    return Change(shown, before)


def newest_figure(moved: Iterable[Change]) -> date | None:
    """Return the day of the newest change of a figure or a date; the changes newest first."""
    figures = (c.statement for c in moved if isinstance(c.statement.value, Period | Quantity))
    return next((statement.day for statement in figures), None)


def newest(resolutions: Iterable[Resolution]) -> Statement | None:
    """Return what the best tier behind the resolutions said last: nobody else's word is news."""
    said = [statement for found in resolutions for statement in found.everything]
    return min(said, key=lambda s: (s.tier.rank, -s.day.toordinal(), -s.id), default=None)
