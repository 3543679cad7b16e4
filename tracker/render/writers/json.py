"""JSON: the facts and rows of a document under their keys, typed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.domain.checks.finding import tell
from tracker.domain.money.breakdown import NoAmount
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.quantities.units import CURRENCIES, minor_places
from tracker.domain.text import utc_text, visible_json
from tracker.render.telling import words
from tracker.tables.table import Kind, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from tracker.domain.definitions.records import SourceRecord
    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.quantities.amount import Amount
    from tracker.render.canvas import Layout
    from tracker.tables.common import Level
    from tracker.tables.table import Column, Document, Fact, Report, Table

    Slips = tuple[Slip | None, Slip | None]


def write(report: Report, _: Layout) -> str:
    """Write what a report tells as the one JSON value that a script reads, ending in a newline.

    `schema` is its kind and version: `status/v2`. It is harmless on a screen; what holds at any
    time has no clocks.
    """
    clocks = report.clocks
    times = {"as_of": clocks.as_of.isoformat(), "known_at": clocks.entry} if clocks else {}
    content = {"schema": f"tracker/{report.schema}", **times, "data": data(report.document())}
    return visible_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def data(document: Document) -> Any:  # noqa: ANN401 - JSON
    """Return what a document tells as values of JSON."""
    if document.parts:
        return [data(part) for part in document.parts]
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


def _level(value: Level) -> dict[str, Any]:
    cell = value.cell
    return {
        "amount": amount_data(cell.amount, value.unit),
        "implied": cell.implied,
        "undisclosed": cell.no_amount is NoAmount.UNDISCLOSED,
        "withdrawn": cell.no_amount is NoAmount.WITHDRAWN,
        "convertible": cell.no_amount is not NoAmount.NO_RATE,
        "conflict": cell.conflict,
        "rate_month": value.rate_month,
    }


def period_data(value: Period | None) -> dict[str, str | None] | None:
    """Encode a period: as written, its short form, its days and EDTF; null is an open end."""
    if value is None:
        return None
    return {
        "text": value.text,
        "label": value.label,
        "earliest": value.earliest.isoformat() if value.earliest else None,
        "latest": value.latest.isoformat() if value.latest else None,
        "edtf": value.edtf(),
    }


def quantity_data(value: Quantity | None) -> dict[str, Any] | None:
    """Encode a quantity: a decimal string in whole currency units, percent or pieces."""
    if value is None:
        return None
    encoded: dict[str, Any] = {
        "text": value.text,
        "amount": None if value.figure is None else decimal(value.figure, value.unit),
        **unit(value.unit),
        "qualifier": value.qualifier.value,
    }
    if value.high is not None:
        encoded["high"] = decimal(value.high, value.unit)
    if value.conversion is not None:
        encoded["conversion"] = quantity_data(value.conversion)
    return encoded


def amount_data(value: Amount | None, currency: str) -> dict[str, Any] | None:
    """Encode a sum; `derived` tells that it was computed and nobody stated it."""
    if value is None:
        return None
    low, high = value.ends
    encoded: dict[str, Any] = {
        "amount": decimal(low, currency),
        **unit(currency),
        "qualifier": value.qualifier.value,
        "derived": value.derived,
    }
    if high > low:
        encoded["high"] = decimal(high, currency)
    return encoded


def decimal(figure: int, counted_in: str) -> str:
    """Return an integer of smallest units as a decimal string, never in exponents."""
    text = f"{Decimal(figure).scaleb(-minor_places(counted_in)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit(counted_in: str) -> dict[str, str]:
    """Name a unit: `currency` for money, `unit` for all else."""
    return {"currency" if counted_in in CURRENCIES else "unit": counted_in}


def value_data(said: Value) -> Any:  # noqa: ANN401
    """Encode whatever a statement says."""
    if isinstance(said, Period):
        return period_data(said)
    return quantity_data(said) if isinstance(said, Quantity) else str(said)


def statement_data(said: Statement) -> dict[str, Any]:
    """Encode a statement with all that is known of it."""
    return {
        "entry": said.id,
        "subject": said.subject,
        "field": said.field.value,
        "value": value_data(said.value),
        "text": said.text,
        "tier": said.tier.value,
        "speaker": said.speaker,
        "stated_on": period_data(said.stated_on),
        "happened_on": period_data(said.happened_on),
        "source": source_data(said.source),
        "remark": said.remark,
        "quote": said.quote,
        "reason": said.reason,
        "key": said.key,
        "recorded_by": said.recorded_by,
        "recorded_at": utc_text(said.recorded_at),
    }


def source_data(cited: SourceRecord | None) -> dict[str, Any] | None:
    """Encode a source; `unread` tells that none of us saw the page itself."""
    if cited is None:
        return None
    return {
        "slug": cited.slug,
        "title": cited.title,
        "publisher": cited.publisher,
        "url": cited.url,
        "language": cited.language,
        "published_on": cited.published_on,
        "retrieved_on": cited.retrieved_on.isoformat() if cited.retrieved_on else None,
        "unread": cited.unread,
        "tier": cited.tier.value,
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
    Kind.PERIOD: period_data,
    Kind.QUANTITY: lambda value: value if isinstance(value, int) else value_data(value),
    Kind.VALUE: lambda value: value if isinstance(value, int) else value_data(value),
    Kind.BRIEF: value_data,
    Kind.SLIP: lambda value: [value.first, value.last],
    Kind.SLIPS: _slips,
    Kind.SLIP_MONTHS: lambda value: _slips(value, words.months),
    Kind.STATEMENT: statement_data,
    Kind.STATEMENTS: lambda said: [statement_data(one) for one in said],
    Kind.AMOUNT: lambda value: amount_data(value.amount, value.unit),
    Kind.LEVEL: _level,
    Kind.DIFFERENCE: lambda value: decimal(value.amount.figure, value.unit),
    Kind.GROUPED: lambda groups: {name: list(members) for name, members in groups.items()},
}
