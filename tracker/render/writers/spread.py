"""How a value spreads into flat cells: a name for each, and the typed part that stands there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.domain.checks.finding import tell
from tracker.domain.money.breakdown import NoAmount
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.text import utc_text
from tracker.render.telling import words
from tracker.render.writers.json import decimal
from tracker.tables.table import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.schedule import Slip
    from tracker.tables.common import Level, UnitAmount
    from tracker.tables.table import Fact, Table

Part = str | int | Decimal | date | datetime | bool | None
"""What one cell holds; None is what nobody states."""


def header(table: Table[Any]) -> list[str]:
    """Return the names of all columns that those of a table spread into."""
    return [name for column in table.columns for name in names(column)]


def names(of: Column[Any] | Fact) -> tuple[str, ...]:
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
    flat, kind = of.key.replace(".", "_"), of.kind
    if kind is Kind.ROWS:
        return tuple(f"{flat}_{name}" for inner in of.inner for name in names(inner))
    if kind in SLIP_PARTS:
        stem, _, unit = flat.rpartition("_")
        return tuple(f"{stem}_{part}_{unit}" for part in SLIP_PARTS[kind])
    beside = PARTS.get(kind, ())
    is_amount = "amount" in beside and flat.rpartition("_")[2] == "amount"
    text = () if kind in TEXTLESS else (f"{flat}_text" if is_amount else flat,)
    return text + tuple(
        flat if is_amount and part == "amount" else f"{flat}_{part}" for part in beside
    )


def parts(
    of: Column[Any] | Fact,
    value: Any,  # noqa: ANN401 - what a cell holds
) -> tuple[Part, ...]:
    """Return the parts of a value, one for each name.

    Those of a table within a table hold what its rows have there: that of a single row as it is, of
    several their texts, one after the other.
    """
    if not value and (value is None or of.kind is Kind.ROWS):
        return (None,) * len(names(of))
    if of.kind is not Kind.ROWS:
        return tuple(SPREAD[of.kind](value))
    rows = [[part for one in of.inner for part in parts(one, one.value(row))] for row in value]
    if len(rows) == 1:
        return tuple(rows[0])
    return tuple("; ".join(map(text, told)) for told in zip(*rows, strict=True))


def text(part: Part) -> str:
    """Write a part as text; empty for what is not stated.

    >>> [text(one) for one in (None, True, 3, Decimal("18.4"), date(2027, 3, 31))]
    ['', 'true', '3', '18.4', '2027-03-31']
    """
    if part is None:
        return ""
    if isinstance(part, bool):
        return "true" if part else "false"
    if isinstance(part, Decimal):
        return f"{part:f}"
    if isinstance(part, datetime):
        return utc_text(part)
    return part.isoformat() if isinstance(part, date) else str(part)


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


def _value(value: Value | int) -> tuple[Part, ...]:
    if isinstance(value, int):
        return str(value), value, None, None, None, None, None
    if isinstance(value, Period):
        return value.text, None, None, None, None, value.earliest, value.latest
    if not isinstance(value, Quantity):
        return str(value), None, None, None, None, None, None
    ends = (_decimal(one, value.unit) for one in (value.figure, value.high))
    return value.text, *ends, value.qualifier.value, value.unit, None, None


def _decimal(figure: int | None, unit: str) -> Decimal | None:
    return None if figure is None else Decimal(decimal(figure, unit))


def _amount(value: UnitAmount | None) -> tuple[Part, ...]:
    if value is None:
        return (None,) * len(AMOUNT)
    low, high = value.amount.ends
    ends = (_decimal(one, value.unit) for one in (low, high if high > low else None))
    return *ends, value.amount.qualifier.value, value.unit, value.amount.derived


def _level(value: Level) -> tuple[Part, ...]:
    cell = value.cell
    flags = (
        cell.implied,
        cell.no_amount is NoAmount.UNDISCLOSED,
        cell.no_amount is NoAmount.WITHDRAWN,
        cell.no_amount is not NoAmount.NO_RATE,
        cell.conflict,
    )
    return *_amount(value.amount), *flags, value.rate_month


def _statement(said: Statement) -> tuple[Part, ...]:
    source = said.source.slug if said.source else None
    return said.text, said.id, said.stated_on.text, said.speaker, said.tier.value, source


def _statements(said: Sequence[Statement]) -> tuple[Part, ...]:
    """The entries, and each source once."""
    sources = dict.fromkeys(one.source.slug for one in said if one.source)
    return " ".join(str(one.id) for one in said), " ".join(sources)


def _slips(slips: Iterable[Slip | None], unit: Callable[[int], int] = int) -> Iterator[int | None]:
    """The ends of each slip in a unit."""
    for slip in slips:
        for days in (slip.first, slip.last) if slip else (None, None):
            yield None if days is None else unit(days)


def _groups(groups: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(f"{name}: {' '.join(members)}" for name, members in groups.items())


def _one(part: Callable[[Any], Part]) -> Callable[[Any], tuple[Part, ...]]:
    return lambda value: (part(value),)


SPREAD: dict[Kind, Callable[[Any], Iterable[Part]]] = {
    Kind.TEXT: _one(str),
    Kind.COUNT: _one(int),
    Kind.FLAG: _one(bool),
    Kind.DAY: _one(lambda value: value),
    Kind.INSTANT: _one(lambda value: value),
    Kind.ENTRY: _one(int),
    Kind.ENTRIES: _one(lambda value: " ".join(map(str, value))),
    Kind.NAMES: _one(" ".join),
    Kind.YEARS: _one(lambda value: " ".join(map(str, value))),
    Kind.LINES: _one("; ".join),
    Kind.SENTENCE: _one(tell),
    Kind.COUNTS: _one(lambda value: " ".join(f"{name}={count}" for name, count in value.items())),
    Kind.PERIOD: lambda value: (value.text, value.earliest, value.latest),
    Kind.QUANTITY: lambda value: _value(value)[:-2],
    Kind.VALUE: _value,
    Kind.BRIEF: _value,
    Kind.SLIP: lambda slip: _slips([slip]),
    Kind.SLIPS: _slips,
    Kind.SLIP_MONTHS: lambda slips: _slips(slips, words.months),
    Kind.STATEMENT: _statement,
    Kind.AMOUNT: _amount,
    Kind.LEVEL: _level,
    Kind.DIFFERENCE: _one(lambda value: _decimal(value.amount.figure, value.unit)),
    Kind.STATEMENTS: _statements,
    Kind.GROUPED: _one(_groups),
}
