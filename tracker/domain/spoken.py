"""What stands behind a field, for rules that look at more than what is shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.quantity import Quantity
from tracker.domain.resolve import resolve

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement


def others(found: Resolution) -> list[Statement]:
    """Return everything that was said of a field beside what is shown, once."""
    said = (*found.conflicts, *found.run, *found.beside, *found.earlier)
    return list({one.id: one for one in said if one.id != found.shown.id}.values())


def everything(found: Resolution) -> list[Statement]:
    """Return everything that was said of a field, what is shown first."""
    return [found.shown, *others(found)]


def figure_of(said: Statement | None) -> Quantity | None:
    """Return the quantity of a statement that names a figure; None of all else."""
    value = said.value if said else None
    return value if isinstance(value, Quantity) and value.figure is not None else None


def shown_figure(found: Resolution | None) -> Quantity | None:
    """Return the figure that is shown of a field; None where it has none, or nobody spoke."""
    return figure_of(found.shown if found else None)


def shown_at(found: Resolution, day: date) -> Statement | None:
    """Return what was shown of a field on an earlier day; None when nothing had been said."""
    then = resolve(everything(found), day)
    return then.shown if then else None
