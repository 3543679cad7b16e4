"""How a value of each kind is told to people, on a terminal and in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.checks.finding import tell
from tracker.domain.money.breakdown import NoAmount
from tracker.domain.quantities.amount import as_quantity
from tracker.domain.quantities.format import Units, amount
from tracker.domain.quantities.quantity import Quantity, plain
from tracker.domain.text import utc_text
from tracker.render.canvas import UNICODE
from tracker.render.telling import words
from tracker.tables.table import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.domain.log.statement import Value
    from tracker.domain.milestones.schedule import Slip
    from tracker.render.canvas import Layout
    from tracker.tables.common import Level, UnitAmount
    from tracker.tables.table import Column, Fact

    Texts = Mapping[Kind, Callable[[Any, Units], str]]
    Slips = tuple[Slip | None, Slip | None]


def told(column: Column[Any], row: Any, layout: Layout) -> str:  # noqa: ANN401 - any row
    """Write one cell for a terminal; `≠` stands behind what is disputed."""
    units, text = layout.units, column.told(row) if column.told else None
    if column.in_japanese:
        text = layout.language.choose(column.value(row) or "", column.in_japanese(row))
    if text is None:
        text = value_text(column, column.value(row), units)
    return text + conflict(column, row)


def conflict(column: Column[Any], row: Any) -> str:  # noqa: ANN401 - any row
    """Return the mark of what is disputed; nothing for what is not."""
    return UNICODE.conflict if column.disputed(row) else ""


def value_text(
    of: Column[Any] | Fact,
    value: Any,  # noqa: ANN401 - what a cell holds
    units: Units,
    texts: Texts | None = None,
) -> str:
    """Write a value of a column or a fact, by `texts` or as a terminal shows it.

    Nothing is written for what nobody states.
    """
    if value is None:
        return ""
    if of.kind is Kind.ROWS:
        return "; ".join(_row_text(of.inner, row, units, texts) for row in value)
    return (texts or TEXTS)[of.kind](value, units)


def _row_text(
    columns: Sequence[Column[Any]],
    row: Any,  # noqa: ANN401 - any row
    units: Units,
    texts: Texts | None,
) -> str:
    """Write a row of a table within a table: what it states, one after the other."""
    cells = (value_text(one, one.value(row), units, texts) + conflict(one, row) for one in columns)
    return " ".join(cell for cell in cells if cell)


def _amount(value: UnitAmount, units: Units) -> str:
    """Write a sum exactly, with a mark where it is derived: `~¥630bn*`."""
    text = amount(as_quantity(value.amount, value.unit), units)
    return text + ("*" if value.amount.derived else "")


def _level(value: Level, units: Units) -> str:
    """Write what reached a stage, behind it whether that follows from a later one."""
    cell = value.cell
    conflict = UNICODE.conflict if cell.conflict else ""
    if value.amount is None:
        why = words.NO_RATE if cell.no_amount is NoAmount.NO_RATE else cell.no_amount
        return f"{why}{conflict}"
    month = f" ({value.rate_month})" if value.rate_month else ""
    return _amount(value.amount, units) + conflict + month + (" implied" if cell.implied else "")


def _difference(value: UnitAmount, units: Units) -> str:
    size = value.amount.figure
    apart = amount(plain(abs(size), value.unit), units)
    return f"{apart} {'more' if size > 0 else 'less'}" if size else "0"


def quantity(
    value: Value | int, units: Units, write: Callable[[Quantity, Units], str] = amount
) -> str:
    """Write a figure, a bare count or that it was withdrawn; as its source did where asked for."""
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, Quantity):
        return words.value(value, units)
    return value.text if units is Units.WRITTEN else write(value, units)


def _moved(slips: Slips, write: Callable[[Slip], str]) -> str:
    """Write a slip before and after: `0 -> +4mo`; one of them alone where they are the same."""
    before, after = (write(slip) if slip else "" for slip in slips)
    if before == after or not before:
        return after
    return f"{before} -> {after or 'none'}"


TEXTS: Texts = {
    Kind.TEXT: lambda value, _: str(value),
    Kind.COUNT: lambda value, _: f"{value}",
    Kind.FLAG: lambda value, _: "yes" if value else "",
    Kind.DAY: lambda value, _: value.isoformat(),
    Kind.INSTANT: lambda value, _: utc_text(value),
    Kind.ENTRY: lambda value, _: f"#{value}",
    Kind.ENTRIES: lambda value, _: " ".join(f"#{number}" for number in value),
    Kind.NAMES: lambda value, _: ", ".join(value),
    Kind.YEARS: lambda value, _: ", ".join(map(str, value)),
    Kind.LINES: lambda value, _: "; ".join(value),
    Kind.SENTENCE: tell,
    Kind.COUNTS: lambda value, _: words.counts(value.items()),
    Kind.PERIOD: lambda value, _: words.period(value),
    Kind.QUANTITY: quantity,
    Kind.VALUE: words.as_said,
    Kind.BRIEF: words.value,
    Kind.SLIP: lambda value, _: words.span(value),
    Kind.SLIPS: lambda value, _: _moved(value, words.slip_days),
    Kind.SLIP_MONTHS: lambda value, _: _moved(value, words.span),
    Kind.STATEMENT: words.said,
    Kind.AMOUNT: _amount,
    Kind.LEVEL: _level,
    Kind.DIFFERENCE: _difference,
    Kind.GROUPED: lambda groups, _: "; ".join(
        f"{name}: {', '.join(members)}" for name, members in groups.items()
    ),
    Kind.STATEMENTS: lambda said, units: "; ".join(words.said(one, units) for one in said),
}
