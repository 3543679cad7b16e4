"""What one format tells of a report, the others tell too: cell by cell, in the same order.

The cells of CSV and Markdown are compared with what JSON says under the same key. In Markdown
money is compared by its digits, and so is what is worded for people (a sentence, a slip).

A terminal that takes nothing away has the cells of Markdown, where the table is laid out by its
columns. Where a report has a layout of its own there, every figure of it stands in the data.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rich.text import Text

from render.test_render import kinds
from tracker.domain.quantities.format import Units
from tracker.domain.text import visible
from tracker.render.canvas import Layout
from tracker.render.telling import words
from tracker.render.telling.grid import as_grid
from tracker.render.writers.csv import FORMULA, as_csv
from tracker.render.writers.json import data, table_data
from tracker.render.writers.markdown import as_markdown
from tracker.render.writers.spread import names
from tracker.render.writers.terminal import own_layout
from tracker.tables.table import Column, Document, Kind, Report, Shape, Table

WIDE = Layout(width=None, units=Units.RAW)
"""A terminal that cuts nothing, with money in full."""
Reports = Mapping[type, Sequence[Report]]
Spread = Callable[[Any], tuple[str, ...]]


def text(value: object) -> str:
    """A value of JSON as one cell; nothing for null, true and false in words."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def keys(*wanted: str) -> Spread:
    """Cells of some keys of an object."""
    return lambda value: tuple(text(value.get(key)) for key in wanted)


def unit(value: Mapping[str, Any]) -> str:
    return text(value.get("currency") or value.get("unit"))


def quantity(value: Any) -> tuple[str, ...]:
    """The cells of a figure, of a bare count, or of a figure that was withdrawn."""
    if isinstance(value, int):
        return str(value), str(value), "", "", ""
    if isinstance(value, str):
        return value, "", "", "", ""
    return (*keys("text", "amount", "high", "qualifier")(value), unit(value))


def said(value: Any) -> tuple[str, ...]:
    """The cells of whatever a statement says."""
    if isinstance(value, dict) and "edtf" in value:
        first, *ends = keys("text", "earliest", "latest")(value)
        return first, "", "", "", "", *ends
    return *quantity(value), "", ""


def amount(value: Mapping[str, Any] | None) -> tuple[str, ...]:
    if value is None:
        return ("",) * 5
    low, high, qualifier, derived = keys("amount", "high", "qualifier", "derived")(value)
    return low, high, qualifier, unit(value), derived


LEVEL = ("implied", "undisclosed", "withdrawn", "convertible", "conflict", "rate_month")


def statement(value: Mapping[str, Any]) -> tuple[str, ...]:
    source = value["source"]["slug"] if value["source"] else ""
    return (
        *keys("text", "entry")(value),
        value["stated_on"]["text"],
        *keys("speaker", "tier")(value),
        source,
    )


def statements(value: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    cited = dict.fromkeys(one["source"]["slug"] for one in value if one["source"])
    return " ".join(str(one["entry"]) for one in value), " ".join(cited)


def slips(value: Mapping[str, Any]) -> tuple[str, ...]:
    ends = (value[name] or [None, None] for name in ("before", "after"))
    return tuple(text(end) for pair in ends for end in pair)


def listed(value: Sequence[object]) -> tuple[str, ...]:
    return (" ".join(map(str, value)),)


def bare(value: object) -> tuple[str, ...]:
    return (text(value),)


CSV: Mapping[Kind, Spread] = {
    Kind.ENTRIES: listed,
    Kind.NAMES: listed,
    Kind.YEARS: listed,
    Kind.LINES: lambda value: ("; ".join(value),),
    Kind.COUNTS: lambda value: (" ".join(f"{name}={count}" for name, count in value.items()),),
    Kind.PERIOD: keys("text", "earliest", "latest"),
    Kind.QUANTITY: quantity,
    Kind.VALUE: said,
    Kind.BRIEF: said,
    Kind.SLIP: lambda value: tuple(map(text, value)),
    Kind.SLIPS: slips,
    Kind.SLIP_MONTHS: slips,
    Kind.STATEMENT: statement,
    Kind.STATEMENTS: statements,
    Kind.AMOUNT: amount,
    Kind.LEVEL: lambda value: (*amount(value["amount"]), *keys(*LEVEL)(value)),
}
"""What CSV has to tell where JSON tells a value; all else is one cell."""


def digits(shown: str) -> list[Decimal]:
    """The figures in a cell, without separators."""
    return [Decimal(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", shown)]


def figures(value: Mapping[str, Any]) -> list[Decimal]:
    """The ends of an amount in JSON."""
    return [Decimal(value[key]) for key in ("amount", "high") if value.get(key) is not None]


def same_money(value: Any, shown: str) -> bool:
    """Whether a cell of Markdown, in whole units, tells the amount of JSON first."""
    if value is None or isinstance(value, int | str):
        return shown == text(value)
    ends = figures(value)
    same_sign = shown.startswith("-") is any(end < 0 for end in ends)
    told = same_sign and digits(shown)[: len(ends)] == [abs(end) for end in ends]
    return told or shown == value.get("text")


def same_level(value: Any, shown: str) -> bool:
    if value["amount"] is None:
        return shown.rstrip("≠") in {"withdrawn", "undisclosed", "no rate"}
    month = value["rate_month"]
    money = shown.replace(f" ({month})", "") if month else shown
    return same_money(value["amount"], money) and ("implied" in shown) == value["implied"]


def figures_of(shown: str) -> set[str]:
    """The figures in a text, as digits alone."""
    return {one.replace(",", "").lstrip("0") for one in re.findall(r"\d[\d,]*(?:\.\d+)?", shown)}


def tells(value: Any, shown: str) -> bool:
    """Whether a text holds every figure and name of a value."""
    if isinstance(value, dict) and "qualifier" in value:
        return value["text"] in shown or set(figures(value)) <= set(digits(shown))
    if isinstance(value, dict) and "edtf" in value:
        return value["text"] in shown or value["label"] in shown
    if isinstance(value, dict):
        return all(tells(one, shown) for key, one in value.items() if key in TOLD)
    if isinstance(value, list):
        return all(tells(one, shown) for one in value)
    if value is None or isinstance(value, bool):
        return True
    return str(value) in shown or figures_of(str(value)) <= figures_of(shown)


TOLD = {"value", "slug", "entry", "speaker", "tier", "stated_on", "source"}
"""What of an object of JSON stands in a cell."""


def same_words(value: Any, shown: str) -> bool:
    """Whether a text worded for people tells the figures of JSON, and nothing where it is empty."""
    told = shown.replace("none", "0")
    return bool(shown) == bool(value) and figures_of(json.dumps(value)) <= figures_of(told)


MARKDOWN: Mapping[Kind, Callable[[Any, str], bool]] = {
    Kind.TEXT: lambda value, shown: shown == value,
    Kind.SENTENCE: lambda value, shown: bool(shown) == bool(value),
    Kind.COUNT: lambda value, shown: shown == str(value),
    Kind.FLAG: lambda value, shown: shown == ("yes" if value else "no"),
    Kind.DAY: lambda value, shown: shown == value,
    Kind.INSTANT: lambda value, shown: shown == value,
    Kind.ENTRY: lambda value, shown: shown == f"#{value}",
    Kind.ENTRIES: lambda value, shown: shown == " ".join(f"#{one}" for one in value),
    Kind.NAMES: lambda value, shown: shown == ", ".join(value),
    Kind.YEARS: lambda value, shown: shown == ", ".join(map(str, value)),
    Kind.LINES: lambda value, shown: shown == "; ".join(value),
    Kind.AMOUNT: same_money,
    Kind.LEVEL: same_level,
    Kind.QUANTITY: same_money,
    Kind.DIFFERENCE: lambda value, shown: digits(shown) == [abs(Decimal(value))],
    Kind.SLIP: same_words,
    Kind.SLIPS: same_words,
    Kind.SLIP_MONTHS: same_words,
    Kind.VALUE: tells,
    Kind.BRIEF: tells,
    Kind.STATEMENT: tells,
    Kind.STATEMENTS: tells,
}
"""How a cell of Markdown is compared with a value of JSON."""


def at(row: Mapping[str, Any], key: str) -> Any:
    """What stands under a dotted key; nothing below what is null."""
    found: Any = row
    for name in key.split("."):
        found = None if found is None else found[name]
    return found


def markdown_rows(table: Table[Any]) -> list[list[str]]:
    """The cells of a table as Markdown has it, in whole units, nothing escaped."""
    block = as_markdown(Document(tables=(table,)), Units.RAW).split("\n")
    lines = [line for line in block if line.startswith("| ")][2:]
    cells = (re.split(r"(?<!\\) \| |^\| | \|$", line)[1:-1] for line in lines)
    return [[re.sub(r"\\(.)", r"\1", cell) for cell in row] for row in cells]


def csv_cells(column: Column[Any], value: Any) -> Sequence[str]:
    """What CSV has to tell of a value of JSON; of a table within it what its rows have there."""
    width = len(names(column))
    if value is None or value == []:
        return ("",) * width
    if column.kind is Kind.ROWS:
        rows = [
            [cell for one in column.inner for cell in csv_cells(one, at(row, one.key))]
            for row in value
        ]
        return ["; ".join(cells) for cells in zip(*rows, strict=True)]
    return CSV.get(column.kind, bare)(value)


def csv_tells(table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Compare CSV with the rows of JSON."""
    header, *lines = csv.reader(io.StringIO(as_csv(table)))
    assert header == [name for one in table.columns for name in names(one)]
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        cells = iter(line)
        for column in table.columns:
            told = [next(cells) for _ in names(column)]
            told = [one[1:] if one[:1] == "'" and one[1:2] in FORMULA else one for one in told]
            wanted = csv_cells(column, at(row, column.key))
            assert told == [visible(one) for one in wanted], column.key


def markdown_tells(table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Compare Markdown with the rows of JSON."""
    lines = markdown_rows(table)
    assert len(lines) == len(rows)
    for inside, row, line in zip(table.rows, rows, lines, strict=True):
        for column, shown in zip(table.columns, line, strict=True):
            markdown_cell(column, inside, at(row, column.key), shown)


def markdown_cell(column: Column[Any], inside: object, value: Any, shown: str) -> None:
    """Compare one cell: its mark where it is disputed, then what it tells."""
    if column.disputed(inside):
        assert shown.endswith("≠"), column.key
        shown = shown.removesuffix("≠")
    if value is None or column.hidden(inside):
        assert shown == "", column.key
    elif column.kind is Kind.PERIOD:
        assert shown == words.period(column.value(inside)), column.key
        assert value["text"] == column.value(inside).text
    elif column.kind is Kind.ROWS:
        every = [at(one, inner.key) for one in value for inner in column.inner]
        assert all(tells(one, shown) for one in every), column.key
    else:
        value = visible(value) if isinstance(value, str) else value
        assert MARKDOWN[column.kind](value, shown), (column.key, value, shown)


def terminal_tells(table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Compare a terminal that cuts nothing, in whole units, with the rows of JSON."""
    columns = [column for column in table.columns if column.screen]
    heading, *lines = (line.plain for line in as_grid(table, WIDE))
    assert sorted(heading.split()) == sorted(
        " ".join(one.heading.upper() for one in columns).split()
    )
    if not rows:
        assert lines == ["(none)"]
        return
    assert len(lines) == len(rows)
    for inside, row, line in zip(table.rows, rows, lines, strict=True):
        for column in columns:
            if column.told is None or column.told(inside) is None:
                assert on_terminal(column, inside, at(row, column.key), line), column.key


def on_terminal(column: Column[Any], inside: object, value: Any, line: str) -> bool:
    """Whether a line tells a value; a slip stands there in months, an `overdue` as yes."""
    if value is None or value is False or column.kind in {Kind.SLIP, Kind.SLIPS}:
        return True
    if value is True:
        return "yes" in line
    if column.kind is Kind.PERIOD:
        return words.period(column.value(inside)) in line
    if isinstance(value, Mapping) and "amount" in value:
        return set(figures(value)) <= set(digits(line))
    return tells(visible(value) if isinstance(value, str) else value, line)


DRAWN = re.compile(
    r"(?<=SAID  )FY[\d ]+$|(?<=FY\d{4})-\d\d|\b1=[\d,.]+|^\d+ older: .*"
    r"|(?<=MILESTONE) .*(?= SLIP)|^ *FY\d{4}(?= )|^ *(?:FY\d\d(?:\d\d)? *)+$"
    r"|\d+ more(?=.*: --all)"
    r"|\b\d+ times|silent for \d+ days|(?<= )(?=\d*[a-f])[0-9a-f]{8}$"
)
"""Digits of the drawing itself: the years of scales, how much a picture leaves out, the end of a
span of fiscal years, what one cell of a bar stands for, how much `--limit` left out, how often a
thing was said again, how long silence is, the beginning of a hash."""


AGE = re.compile(r"\b(\d+)mo\b")
MONTH_DAYS = 30.4375


def _ages(report: Report, told: str) -> Iterator[str]:
    """How many months old each day is that programs are told: people see that of some."""
    if report.clocks is not None:
        for day in re.findall(r"\d{4}-\d\d-\d\d", told):
            age = report.clocks.as_of - date.fromisoformat(day)
            yield str(round(age.days / MONTH_DAYS))


def in_own_layout(
    report: Report, lay: Callable[[Any, Layout], Sequence[Text]], document: Document
) -> None:
    """Look for every figure that a terminal shows in what programs are told, in whole units.

    A share of a hundred may be rounded there, and slips and other days are told in months.
    """
    told = json.dumps([data(document), str(report.clocks)], ensure_ascii=False)
    known = figures_of(told) | figures_of(as_markdown(document, Units.RAW))
    known |= {f"{Decimal(one):.1f}" for one in known if "." in one}
    parts = document.parts or (document,)
    slips = [fact.value for part in parts for fact in part.facts if fact.kind is Kind.SLIP]
    cells = [
        (column, column.value(row))
        for part in parts
        for table in part.flat
        for column in table.columns
        for row in table.rows
    ]
    slips += [value for column, value in cells if column.kind is Kind.SLIP]
    known |= figures_of(" ".join(words.span(slip) for slip in slips if slip is not None))
    days = [value for column, value in cells if column.key.endswith("_days")]
    known |= figures_of(" ".join(words.stretch(one) for one in days if isinstance(one, int)))
    ages = set(_ages(report, told))
    for line in lay(report, replace(WIDE, all=True)):
        shown = AGE.sub(lambda age: "" if age[1] in ages else age[0], DRAWN.sub("", line.plain))
        assert figures_of(shown) <= known, shown


@pytest.mark.parametrize("kind", kinds(), ids=lambda one: one.schema)
def test_every_format_tells_the_same_cells(kind: type[Report], reports: Reports) -> None:
    assert reports[kind]
    for report in reports[kind]:
        document = report.document()
        whole = data(document)
        for table in document.flat:
            rows = table_data(table)
            if document.shape is Shape.OBJECT and table.only is None:
                assert whole[table.key] == rows
            csv_tells(table, rows)
            markdown_tells(table, rows)
        if (lay := own_layout(report.schema)) is not None:
            in_own_layout(report, lay, document)
        elif document.shape is not Shape.ROW:
            terminal_tells(document.flat[0], table_data(document.flat[0]))
