"""Tables of a page of HTML: each cell with its text, its value for programs, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.money.breakdown import NoAmount
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.vocabulary import WITHDRAWN, Language, Status
from tracker.render.canvas import UNICODE
from tracker.render.telling import japanese
from tracker.render.telling.told import TEXTS, told, value_text
from tracker.render.telling.words import slip_days
from tracker.render.writers.json import decimal
from tracker.tables.table import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from tracker.domain.log.statement import Value
    from tracker.render.canvas import Layout
    from tracker.tables.common import Level, UnitAmount
    from tracker.tables.table import Column, Fact, Table


class Cell(NamedTuple):
    """What stands in a cell; `value` is that of a `data` element, `link` an address or empty.

    An `alarm` is what sources disagree on, and what is late or in danger.
    """

    text: str
    value: str = ""
    link: str = ""
    right: bool = False
    alarm: bool = False


ALARMS = frozenset({"overdue", Status.AT_RISK, Status.OFF_TRACK, Status.NOT_MET})
LEADING = frozenset(Kind) - {Kind.TEXT, Kind.NAMES, Kind.SENTENCE, Kind.FLAG}
"""What leads to what was said, beside the name of a row; words do not."""


class Grid(NamedTuple):
    """A table as it is laid out: a heading for each column, and whether that is set right."""

    title: str
    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]


DISPUTED = {"progress.percent": "value"}
"""Which of the disputed fields that a row names is meant by a column of another name."""


class Foldouts:
    """Which fold-outs a page has: one for each subject, with a part for each of its fields."""

    def __init__(self, fields: Mapping[str, Collection[str]]) -> None:
        self._fields = fields

    def of(self, subject: str | None, key: str = "") -> str:
        """Return where all is listed that was said behind a column's key, or of the subject.

        Empty where nobody spoke of it.
        """
        if subject is None or subject not in self._fields:
            return ""
        field = BEHIND.get(key, key.rpartition(".")[2])
        return f"#{anchor(subject, field if field in self._fields[subject] else '')}"


BEHIND = {
    "baseline": "target",
    "slip_days": "target",
    "met_on": "status",
    "progress.percent": "progress",
}
"""Of which field the statements are that a column tells of under another name."""


def anchor(subject: str, field: str = "") -> str:
    """Name the fold-out of a subject, or the part of a field in it."""
    return f"of-{subject}.{field}" if field else f"of-{subject}"


def grid(
    table: Table[Any],
    keys: Sequence[str],
    layout: Layout,
    link: Callable[[Any, str], str],
) -> Grid:
    """Lay out the columns of some keys, in their order; a cell leads where its row and key do."""
    named = {column.key: column for column in table.columns}
    columns = [_as_promised(named[key]) for key in keys]
    leads = {column.key for column in columns if column.kind in LEADING} | {keys[0], "status"}

    def led(column: Column[Any], row: Any) -> Cell:  # noqa: ANN401 - any row
        told = cell(column, row, layout, link(row, column.key) if column.key in leads else "")
        field = DISPUTED.get(column.key, column.key)
        is_one = field in table.disputed(row) and told.text and not told.alarm
        return told._replace(text=f"{told.text}{UNICODE.conflict}", alarm=True) if is_one else told

    return Grid(
        title=table.title,
        headings=[Cell(column.heading, right=_right(column)) for column in columns],
        rows=[[led(column, row) for column in columns] for row in table.rows],
    )


def _as_promised(column: Column[Any]) -> Column[Any]:
    """Tell a target as it was promised: here the day on which it was met has its own column."""
    if column.key != "target":
        return column

    def told(row: Any) -> str | None:  # noqa: ANN401 - any row
        text = column.told(row) if column.told and column.value(row) is None else None
        return text if text == WITHDRAWN.value else None

    return replace(column, title="promised for", told=told)


def cell(column: Column[Any], row: Any, layout: Layout, link: str = "") -> Cell:  # noqa: ANN401
    """Write one cell of a row."""
    if column.hidden(row):
        return Cell("", right=_right(column))
    if column.kind is Kind.BRIEF:  # here is room for the currency
        column = replace(column, kind=Kind.VALUE)
    write = japanese.told if layout.language is Language.JAPANESE else told
    text, value = write(column, row, layout), machine_value(column, column.value(row))
    told_otherwise = column.told(row) if column.told else None
    alarm = column.disputed(row) or told_otherwise in ALARMS
    if column.kind is Kind.SLIP and told_otherwise:
        value = ""  # how late it is by now, and no slip of a promise
    return Cell(text, value, link if text else "", _right(column), alarm)


def fact_cell(fact: Fact, layout: Layout, link: str = "") -> Cell:
    """Write a single thing that a report tells."""
    texts = japanese.TEXTS_JA if layout.language is Language.JAPANESE else TEXTS
    text = value_text(fact, fact.value, layout.units, texts)
    value = machine_value(fact, fact.value)
    return Cell(text, value, link)


def machine_value(of: Column[Any] | Fact, value: Any) -> str:  # noqa: ANN401 - what a cell holds
    """Write a figure, a day or a period for programs: digits and EDTF; empty for all else.

    Ends of a range are parted by `..`, as are those of a slip in days.
    """
    write = VALUES.get(of.kind)
    return write(value) if write and value is not None else ""


def _right(column: Column[Any]) -> bool:
    return column.right or column.kind.is_figure


def _ends(ends: Iterable[int | None], unit: str) -> str:
    return "..".join(dict.fromkeys(decimal(end, unit) for end in ends if end is not None))


def _said(value: Value | int) -> str:
    if isinstance(value, Period):
        return value.edtf()
    if isinstance(value, Quantity):
        return _ends((value.figure, value.high), value.unit)
    return str(value) if isinstance(value, int) else ""


def _amount(value: UnitAmount) -> str:
    return _ends(value.amount.ends, value.unit)


def _level(value: Level) -> str:
    if value.amount is None:
        return str(value.cell.no_amount or NoAmount.UNSTATED)
    return _amount(value.amount)


VALUES: Mapping[Kind, Callable[[Any], str]] = {
    Kind.PERIOD: Period.edtf,
    Kind.QUANTITY: _said,
    Kind.VALUE: _said,
    Kind.BRIEF: _said,
    Kind.AMOUNT: _amount,
    Kind.LEVEL: _level,
    Kind.SLIP: slip_days,
    Kind.COUNT: str,
    Kind.DAY: date.isoformat,
}
