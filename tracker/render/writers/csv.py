"""CSV: one table with the names of JSON, its values spread into columns of their own by type."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from tracker.domain.checks.finding import tell
from tracker.domain.money.breakdown import NoAmount
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.text import utc_text, visible
from tracker.render.telling import words
from tracker.render.writers.json import decimal
from tracker.tables.table import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.schedule import Slip
    from tracker.render.canvas import Layout
    from tracker.tables.common import Level, UnitAmount
    from tracker.tables.table import Report, Table


def write(report: Report, _: Layout) -> str:
    """Write the first table that a report is made of."""
    return as_csv(report.document().flat[0])


def as_csv(table: Table[Any]) -> str:
    """Write one table with a header, lines ending in a newline alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header(table))
    writer.writerows(spread(table))
    return out.getvalue()


FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With which a formula begins; a Japanese spreadsheet takes the wide signs for the others."""
NUMBER = re.compile(r"[+-]?[\d.,]+%?")


def header(table: Table[Any]) -> list[str]:
    """Return the names of all columns that those of a table spread into."""
    return [name for column in table.columns for name in names(column)]


def spread(
    table: Table[Any], escape: Callable[[str], str] = lambda cell: cell
) -> Iterator[list[str]]:
    """Yield each row as cells that are harmless, one under each name of the header.

    What the format cannot hold is escaped first: what is invisible becomes visible after it.
    """
    for row in table.rows:
        parts = (cells(column, column.value(row)) for column in table.columns)
        yield [harmless(escape(cell)) for part in parts for cell in part]


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula; a figure stays a figure."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(FORMULA) and not NUMBER.fullmatch(shown) else shown


def names(column: Column[Any]) -> tuple[str, ...]:
    """Return the names of the columns that one of a table spreads into.

    >>> names(Column(key="target", value=len, kind=Kind.PERIOD))
    ('target', 'target_earliest', 'target_latest')
    >>> names(Column(key="slip_days", value=len, kind=Kind.SLIP))
    ('slip_min_days', 'slip_max_days')

    What is called an amount is one: nothing is called `amount_amount`.

    >>> names(Column(key="need.amount", value=len, kind=Kind.QUANTITY))[:3]
    ('need_amount_text', 'need_amount', 'need_amount_high')

    A table within a table has a column for each of its own.

    >>> slug = Column(key="slug", value=len)
    >>> names(Column(key="gates", value=len, kind=Kind.ROWS, inner=(slug,)))
    ('gates_slug',)
    """
    flat, kind = column.key.replace(".", "_"), column.kind
    if kind is Kind.ROWS:
        return tuple(f"{flat}_{name}" for inner in column.inner for name in names(inner))
    if kind in SLIP_PARTS:
        stem, _, unit = flat.rpartition("_")
        return tuple(f"{stem}_{part}_{unit}" for part in SLIP_PARTS[kind])
    parts = PARTS.get(kind, ())
    is_amount = "amount" in parts and flat.rpartition("_")[2] == "amount"
    text = () if kind in TEXTLESS else (f"{flat}_text" if is_amount else flat,)
    return text + tuple(
        flat if is_amount and part == "amount" else f"{flat}_{part}" for part in parts
    )


def cells(column: Column[Any], value: Any) -> tuple[str, ...]:  # noqa: ANN401 - what a cell holds
    """Return the cells of a value, one for each name; empty for what is not stated.

    Those of a table within a table hold what its rows have there, one after the other.
    """
    if not value and (value is None or column.kind is Kind.ROWS):
        return ("",) * len(names(column))
    if column.kind is Kind.ROWS:
        rows = (
            [cell for one in column.inner for cell in cells(one, one.value(row))] for row in value
        )
        return tuple("; ".join(told) for told in zip(*rows, strict=True))
    return tuple(CELLS[column.kind](value))


AMOUNT = ("amount", "high", "qualifier", "unit", "derived")
LEVEL = ("implied", "undisclosed", "withdrawn", "convertible", "conflict", "rate_month")
PARTS: dict[Kind, tuple[str, ...]] = {
    Kind.PERIOD: ("earliest", "latest"),
    Kind.QUANTITY: ("amount", "high", "qualifier", "unit"),
    Kind.VALUE: ("amount", "high", "qualifier", "unit", "earliest", "latest"),
    Kind.BRIEF: ("amount", "high", "qualifier", "unit", "earliest", "latest"),
    Kind.STATEMENT: ("entry", "stated_on", "speaker", "tier", "source"),
    Kind.AMOUNT: AMOUNT,
    Kind.LEVEL: (*AMOUNT, *LEVEL),
    Kind.STATEMENTS: ("sources",),
}
"""What a value is spread into beside its text."""
TEXTLESS = {Kind.AMOUNT, Kind.LEVEL}
"""Kinds of which no source wrote a text."""

BEFORE_AND_AFTER = ("before_min", "before_max", "after_min", "after_max")
SLIP_PARTS: dict[Kind, tuple[str, ...]] = {
    Kind.SLIP: ("min", "max"),
    Kind.SLIPS: BEFORE_AND_AFTER,
    Kind.SLIP_MONTHS: BEFORE_AND_AFTER,
}
"""The ends of a slip, named between what slips and its unit."""


def _ends(value: Period) -> tuple[str, str]:
    first, last = (day.isoformat() if day else "" for day in (value.earliest, value.latest))
    return first, last


def _value(value: Value | int) -> tuple[str, ...]:
    if isinstance(value, int):
        return str(value), str(value), "", "", "", "", ""
    if isinstance(value, Period):
        return value.text, "", "", "", "", *_ends(value)
    if not isinstance(value, Quantity):
        return str(value), "", "", "", "", "", ""
    ends = ("" if one is None else decimal(one, value.unit) for one in (value.figure, value.high))
    return value.text, *ends, value.qualifier.value, value.unit, "", ""


def _amount(value: UnitAmount | None) -> tuple[str, ...]:
    if value is None:
        return ("",) * len(AMOUNT)
    low, high = value.amount.ends
    ends = decimal(low, value.unit), decimal(high, value.unit) if high > low else ""
    return *ends, value.amount.qualifier.value, value.unit, _flag(value.amount.derived)


def _level(value: Level) -> tuple[str, ...]:
    cell = value.cell
    flags = (
        cell.implied,
        cell.no_amount is NoAmount.UNDISCLOSED,
        cell.no_amount is NoAmount.WITHDRAWN,
        cell.no_amount is not NoAmount.NO_RATE,
        cell.conflict,
    )
    return *_amount(value.amount), *map(_flag, flags), value.rate_month or ""


def _flag(value: object) -> str:
    return "true" if value else "false"


def _statement(said: Statement) -> tuple[str, ...]:
    source = said.source.slug if said.source else ""
    return (
        said.text,
        str(said.id),
        said.stated_on.text,
        said.speaker,
        said.tier.value,
        source,
    )


def _statements(said: Sequence[Statement]) -> tuple[str, str]:
    """The entries, and each source once."""
    sources = dict.fromkeys(one.source.slug for one in said if one.source)
    return " ".join(str(one.id) for one in said), " ".join(sources)


def _slips(slips: Iterable[Slip | None], unit: Callable[[int], int] = int) -> Iterator[str]:
    """The ends of each slip in a unit."""
    for slip in slips:
        for days in (slip.first, slip.last) if slip else (None, None):
            yield "" if days is None else str(unit(days))


def _one(write: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    return lambda value: (write(value),)


CELLS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _one(str),
    Kind.COUNT: _one(str),
    Kind.FLAG: _one(_flag),
    Kind.DAY: _one(lambda value: value.isoformat()),
    Kind.INSTANT: _one(utc_text),
    Kind.ENTRY: _one(str),
    Kind.ENTRIES: _one(lambda value: " ".join(map(str, value))),
    Kind.NAMES: _one(" ".join),
    Kind.YEARS: _one(lambda value: " ".join(map(str, value))),
    Kind.LINES: _one("; ".join),
    Kind.SENTENCE: _one(tell),
    Kind.COUNTS: _one(lambda value: " ".join(f"{name}={count}" for name, count in value.items())),
    Kind.PERIOD: lambda value: (value.text, *_ends(value)),
    Kind.QUANTITY: lambda value: _value(value)[:-2],
    Kind.VALUE: _value,
    Kind.BRIEF: _value,
    Kind.SLIP: lambda slip: _slips([slip]),
    Kind.SLIPS: _slips,
    Kind.SLIP_MONTHS: lambda slips: _slips(slips, words.months),
    Kind.STATEMENT: _statement,
    Kind.AMOUNT: _amount,
    Kind.LEVEL: _level,
    Kind.DIFFERENCE: _one(lambda value: decimal(value.amount.figure, value.unit)),
    Kind.STATEMENTS: _statements,
}
