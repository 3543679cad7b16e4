"""Markdown: every table of a document under its title, with all columns, nothing read as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracker.domain.text import visible
from tracker.render.telling import words
from tracker.render.telling.told import TEXTS, conflict, quantity, value_text
from tracker.tables.table import Kind, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.render.telling.told import Texts
    from tracker.tables.table import Column, Document, Fact, Report, Table

MARKUP = re.compile(r"([\\|`*_~\[\]<>&])")
"""What Markdown would read as a table's edge, a style, a link or HTML."""
IN_FULL: Texts = {
    **TEXTS,
    Kind.FLAG: lambda value, _: "yes" if value else "no",
    Kind.SLIP: lambda value, _: f"{words.slip_days(value)} days",
    Kind.QUANTITY: lambda value, units: quantity(value, units, words.with_conversion),
    Kind.BRIEF: words.as_said,
    Kind.STATEMENT: words.with_origin,
    Kind.STATEMENTS: lambda said, units: "; ".join(words.with_origin(one, units) for one in said),
}
"""What a terminal tells in few cells."""


def write(report: Report, layout: Layout) -> str:
    """Write every table that a report is made of."""
    return as_markdown(report.document(), layout.units)


def as_markdown(document: Document, units: Units) -> str:
    """Write the tables, the facts above the rows of the first.

    Tables without a row are left out, but for the first. Of one thing alone each key is a row.
    """
    if document.parts:
        return "\n".join(as_markdown(part, units) for part in document.parts)
    first, *others = document.flat
    if document.shape is Shape.ROW:
        return _single(first, units)
    facts = [fact for fact in document.facts if fact.screen]
    blocks = [_block(first, _facts(facts, units), units)]
    blocks += [_block(table, [], units) for table in others if table.rows]
    return "\n".join(blocks)


def _facts(facts: Iterable[Fact], units: Units) -> list[str]:
    rows = ((fact.key, value_text(fact, fact.value, units, IN_FULL)) for fact in facts)
    lines = [f"- {_escaped(key)}: {_escaped(text)}" for key, text in rows if text]
    return [*lines, ""] if lines else []


def _block(table: Table[Any], facts: Sequence[str], units: Units) -> str:
    rule = ["--:" if one.right or one.kind.is_figure else "---" for one in table.columns]
    headings = [column.heading for column in table.columns]
    lines = [
        f"## {_escaped(table.title)}",
        "",
        *facts,
        _line(map(_escaped, headings)),
        _line(rule),
    ]
    lines += [
        _line(_escaped(_cell(column, row, units)) for column in table.columns) for row in table.rows
    ]
    return "\n".join(lines) + "\n"


def _single(table: Table[Any], units: Units) -> str:
    """Write the one row of a table, what is not stated left out."""
    (row,) = table.rows
    cells = ((column.heading, _cell(column, row, units)) for column in table.columns)
    lines = [f"## {_escaped(table.title)}", "", _line(("key", "value")), _line(("---", "---"))]
    lines += [_line(map(_escaped, pair)) for pair in cells if pair[1]]
    return "\n".join(lines) + "\n"


def _cell(column: Column[Any], row: Any, units: Units) -> str:  # noqa: ANN401 - any row
    """Write the value itself, in full."""
    if column.hidden(row):
        return ""
    return value_text(column, column.value(row), units, IN_FULL) + conflict(column, row)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(cell: str) -> str:
    return MARKUP.sub(r"\\\1", visible(cell))
