"""JSON: the facts and rows of a document under their keys, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.checks.finding import tell
from tracker.domain.log.clocks import utc_text
from tracker.render import encode
from tracker.render.telling import words
from tracker.tables.column import Kind
from tracker.tables.table import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from tracker.domain.milestones.schedule import Slip
    from tracker.render.canvas.layout import Layout
    from tracker.tables.amount import Level, UnitAmount
    from tracker.tables.column import Column
    from tracker.tables.report import Report
    from tracker.tables.table import Document, Fact, Table

    Slips = tuple[Slip | None, Slip | None]


def write(report: Report, _: Layout) -> str:
    """Write what a report tells in the envelope of its schema."""
    return encode.envelope(report.schema, report.clocks, data(report.document()))


def data(document: Document) -> Any:  # noqa: ANN401 - JSON
    """Return what a document tells as values of JSON."""
    if document.shape is not Shape.OBJECT:
        rows = table_data(document.tables[0])
        return rows if document.shape is Shape.ROWS else rows[0]
    found = nested((fact.key, encoded(fact, fact.value)) for fact in document.facts)
    return found | {table.key: table_data(table) for table in document.of_json}


def table_data(table: Table[Any]) -> list[dict[str, Any]]:
    """Return the rows of a table as objects."""
    return _objects(table.columns, table.rows)


def _objects(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> list[dict[str, Any]]:
    stands = {column.key.partition(".")[0] for column in columns if column.stands}
    return [
        nested(((column.key, encoded(column, column.value(row))) for column in columns), stands)
        for row in rows
    ]


def encoded(of: Column[Any] | Fact, value: Any) -> Any:  # noqa: ANN401 - JSON
    """Encode a value of a column or a fact; null is what nobody states."""
    if value is None:
        return None
    if of.kind is Kind.ROWS:
        return _objects(of.inner, value)
    if of.kind is Kind.RECORD:
        return _objects(of.inner, [value])[0]
    return CODES[of.kind](value)


def nested(pairs: Iterable[tuple[str, Any]], stands: Collection[str] = ()) -> dict[str, Any]:
    """Build objects of dotted keys; one of which nothing is stated is null, unless it stands.

    >>> nested([("slug", "ipo"), ("progress.percent", 50), ("need.amount", None)])
    {'slug': 'ipo', 'progress': {'percent': 50}, 'need': None}
    """
    found: dict[str, Any] = {}
    inner: dict[str, list[tuple[str, Any]]] = {}
    for key, value in pairs:
        name, _, rest = key.partition(".")
        found[name] = value
        if rest:
            inner.setdefault(name, []).append((rest, value))
    for name, below in inner.items():
        made = nested(below)
        stated = any(value is not None for value in made.values())
        found[name] = made if stated or name in stands else None
    return found


def _slips(slips: Slips, unit: Callable[[int], int] = int) -> dict[str, list[int | None] | None]:
    """Encode a slip before and after, each as its first and last day in a unit."""

    def ends(slip: Slip) -> list[int | None]:
        return [None if days is None else unit(days) for days in (slip.first, slip.last)]

    before, after = (ends(slip) if slip else None for slip in slips)
    return {"before": before, "after": after}


def _amount(value: UnitAmount) -> dict[str, Any] | None:
    return encode.amount(value.amount, value.unit)


def _level(value: Level) -> dict[str, Any]:
    cell = value.cell
    return {
        "amount": encode.amount(cell.amount, value.unit),
        "implied": cell.implied,
        "undisclosed": cell.undisclosed,
        "withdrawn": cell.withdrawn,
        "convertible": not cell.lost,
        "conflict": cell.conflict,
        "rate_month": value.rate_month,
    }


CODES: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.COUNT: int,
    Kind.FLAG: bool,
    Kind.DAY: lambda value: value.isoformat(),
    Kind.INSTANT: utc_text,
    Kind.ENTRY: int,
    Kind.ENTRIES: list,
    Kind.NAMES: list,
    Kind.YEARS: list,
    Kind.LINES: list,
    Kind.SENTENCE: tell,
    Kind.COUNTS: lambda value: {str(name): count for name, count in value.items()},
    Kind.PERIOD: encode.period,
    Kind.QUANTITY: lambda value: value if isinstance(value, int) else encode.value(value),
    Kind.VALUE: lambda value: value if isinstance(value, int) else encode.value(value),
    Kind.BRIEF: encode.value,
    Kind.SLIP: lambda value: [value.first, value.last],
    Kind.SLIPS: _slips,
    Kind.SLIP_MONTHS: lambda value: _slips(value, words.months),
    Kind.STATEMENT: encode.statement,
    Kind.STATEMENTS: lambda said: [encode.statement(one) for one in said],
    Kind.AMOUNT: _amount,
    Kind.LEVEL: _level,
    Kind.DIFFERENCE: lambda value: encode.decimal(value.amount.figure, value.unit),
    Kind.GROUPED: lambda groups: {name: list(members) for name, members in groups.items()},
}
