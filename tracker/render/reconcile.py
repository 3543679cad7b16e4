"""Reported figures beside derived ones on a terminal, with what explains that they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.finding import tell
from tracker.domain.quantities.format import SIGNS, amount
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.reconcile import reason
from tracker.render.canvas import UNICODE, Canvas, styled
from tracker.render.columns import Column, table
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from tracker.domain.quantities.format import Units
    from tracker.domain.reconcile import Reconciliation

INDENT = 4


def reconciliation_lines(
    canvas: Canvas, reconciled: Sequence[Reconciliation], title: str
) -> list[Text]:
    """List reported figures beside derived ones; empty for none.

    Below each stands what explains the difference, and what contradicts the reported figure.
    """
    if not reconciled:
        return []
    columns: list[Column[Reconciliation]] = [
        Column(cell=lambda one: f"  {one.metric.slug}", flexible=True),
        Column(
            title="reported",
            cell=lambda one: canvas.signs.drawn(_reported(one, canvas.units)),
            right=True,
        ),
        Column(title="derived", cell=lambda one: _derived(one, canvas.units), right=True),
        Column(
            cell=lambda one: styled(
                _difference(one, canvas.units), "plain" if one.same else "warning"
            )
        ),
        Column(cell=lambda one: words.told_by(one.found.shown), priority=1),
    ]
    units = dict.fromkeys(one.metric.counted_in for one in reconciled)
    money = [unit for unit in units if unit in CURRENCIES]
    told = f"{title}, in {', '.join(money)}" if money else title
    head, *rows = table(canvas, columns, reconciled, gap=2)
    lines = [styled(""), canvas.fit(styled(told, "heading")), head]
    for one, row in zip(reconciled, rows, strict=True):
        lines.append(row)
        for text in _explained(one, canvas.units):
            lines += canvas.indented(canvas.signs.drawn(text), INDENT, "faint")
    return lines


def _reported(one: Reconciliation, units: Units) -> str:
    """Write the reported figure; money without its currency's symbol."""
    return words.marked(amount(one.reported, units, symbol=False), one.found)


def _derived(one: Reconciliation, units: Units) -> str:
    return f"{SIGNS[one.derived.qualifier]}{tell([one.made], units)}*"


def _difference(one: Reconciliation, units: Units) -> str:
    if one.same:
        return "agrees"
    return f"{tell([one.apart], units)} {'more' if one.difference > 0 else 'less'}"


def _explained(one: Reconciliation, units: Units) -> Iterator[str]:
    """Say what explains the difference, then of each contradiction by how much it differs."""
    if reason(one):
        yield tell(reason(one), units)
    for said, other in one.disputed:
        why = [_difference(other, units), *([tell(reason(other), units)] if reason(other) else [])]
        stated = amount(other.reported, units, symbol=False)
        yield f"{UNICODE.conflict} {stated} ({words.told_by(said)}): {'; '.join(why)}"
