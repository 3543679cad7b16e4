"""The figures behind a statement or a field that may not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.quantity import Quantity
    from tracker.domain.shown.resolve import Resolution


def figure_of(said: Statement | None) -> Quantity | None:
    """Return the quantity of a statement that names a figure; None of all else."""
    return said.figure if said else None


def shown_figure(found: Resolution | None) -> Quantity | None:
    """Return the figure that is shown of a field; None where it has none, or nobody spoke."""
    return found.figure if found else None
