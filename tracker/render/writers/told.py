"""How a value of each kind is told to people, on a terminal and in Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from tracker.domain.checks.finding import tell
from tracker.domain.log.clocks import utc_text
from tracker.domain.quantities.amount import of_quantity
from tracker.domain.quantities.format import Units, amount
from tracker.domain.quantities.quantity import Quantity, plain
from tracker.domain.vocabulary import WITHDRAWN
from tracker.render.canvas.signs import UNICODE
from tracker.render.telling import words
from tracker.render.telling.words import MoneyScale
from tracker.tables.amount import UnitAmount
from tracker.tables.column import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.domain.log.statement import Value
    from tracker.domain.milestones.schedule import Slip
    from tracker.tables.amount import Level
    from tracker.tables.column import Column
    from tracker.tables.table import Table

    Slips = tuple[Slip | None, Slip | None]


def told(
    column: Column[Any],
    row: Any,  # noqa: ANN401 - any row
    units: Units,
    scale: MoneyScale | None = None,
) -> str:
    """Write one cell; nothing for what nobody states, `≠` behind what is disputed."""
    text = column.told(row) if column.told else None
    if text is None:
        text = value_text(column.kind, column.value(row), units, scale)
    return text + (UNICODE.conflict if column.disputed(row) else "")


def value_text(
    kind: Kind,
    value: Any,  # noqa: ANN401 - what a cell holds
    units: Units,
    scale: MoneyScale | None = None,
) -> str:
    """Write a value of a kind, money in the scale of its table where it has one."""
    if value is None:
        return ""
    if kind is Kind.LEVEL:
        return _level(value, units, scale)
    money = money_of(kind, value)
    if scale is not None and money is not None and money.unit == scale.currency:
        return scale.amount(money.amount)
    return TEXTS[kind](value, units)


def scale_of(table: Table[Any], units: Units) -> MoneyScale | None:
    """Choose the unit that suits all money in a table; None for a table without a currency."""
    if table.currency is None:
        return None
    cells = (money_of(one.kind, one.value(row)) for one in table.columns for row in table.rows)
    levels = [one.amount.high for one in cells if one and one.unit == table.currency]
    return MoneyScale.of(levels, table.currency, units)


def money_of(kind: Kind, value: Any) -> UnitAmount | None:  # noqa: ANN401 - what a cell holds
    """Return the amount in a cell, with its unit; None where it holds no figure."""
    if kind is Kind.AMOUNT and value is not None:
        return cast("UnitAmount", value)
    if kind is Kind.LEVEL and value is not None:
        return cast("Level", value).amount
    if kind is Kind.QUANTITY and isinstance(value, Quantity) and value.figure is not None:
        return UnitAmount(of_quantity(value), value.unit)
    return None


def _amount(value: UnitAmount, units: Units) -> str:
    """Write a sum exactly, with a mark where it is derived: `~¥630bn*`."""
    low, high = value.amount.ends
    exact = plain(low, value.unit)
    end = high if high > low else None
    text = amount(replace(exact, qualifier=value.amount.qualifier, high=end), units)
    return text + ("*" if value.amount.derived else "")


def _level(value: Level, units: Units, scale: MoneyScale | None) -> str:
    """Write what reached a stage, behind it whether that follows from a later one."""
    cell = value.cell
    conflict = UNICODE.conflict if cell.conflict else ""
    if cell.lost:
        return "no rate" + conflict
    if cell.withdrawn:
        return WITHDRAWN + conflict
    if cell.undisclosed:
        return "undisclosed" + conflict
    text = value_text(Kind.AMOUNT, value.amount, units, scale)
    month = f" ({value.rate_month})" if value.rate_month else ""
    return text + conflict + month + (" implied" if cell.implied else "")


def _difference(value: UnitAmount, units: Units) -> str:
    size = value.amount.figure
    apart = amount(plain(abs(size), value.unit), units)
    return f"{apart} {'more' if size > 0 else 'less'}" if size else "0"


def _grouped(groups: Mapping[str, Sequence[str]], _: Units) -> str:
    return "; ".join(f"{name}: {', '.join(members)}" for name, members in groups.items())


def _quantity(value: Value | int, units: Units) -> str:
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, Quantity):
        return words.value(value, units)
    return value.text if units is Units.WRITTEN else amount(value, units)


def _moved(slips: Slips, write: Callable[[Slip], str]) -> str:
    """Write a slip before and after: `0 -> +4mo`; one of them alone where they are the same."""
    before, after = (write(slip) if slip else "" for slip in slips)
    if before == after or not before:
        return after
    return f"{before} -> {after or 'none'}"


TEXTS: dict[Kind, Callable[[Any, Units], str]] = {
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
    Kind.COUNTS: lambda value, _: ", ".join(f"{count} {name}" for name, count in value.items()),
    Kind.PERIOD: lambda value, _: words.period(value),
    Kind.QUANTITY: _quantity,
    Kind.VALUE: words.as_said,
    Kind.BRIEF: words.value,
    Kind.SLIP: lambda value, _: words.span(value),
    Kind.SLIPS: lambda value, _: _moved(value, words.slip_days),
    Kind.SLIP_MONTHS: lambda value, _: _moved(value, words.span),
    Kind.STATEMENT: words.said,
    Kind.ROWS: lambda table, units: ", ".join(
        told(table.columns[0], row, units) for row in table.rows
    ),
    Kind.AMOUNT: _amount,
    Kind.DIFFERENCE: _difference,
    Kind.GROUPED: _grouped,
    Kind.STATEMENTS: lambda said, units: "; ".join(words.said(one, units) for one in said),
}
