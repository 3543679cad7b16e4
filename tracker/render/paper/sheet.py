"""A workbook: a sheet of the facts, and one for each table, with the cells of CSV, typed.

Figures and days are such, so that a spreadsheet adds and sorts them; all else is text, which it
never runs as a formula. What sources disagree on is bold and hatched, and has a note.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from tracker.domain.text import visible
from tracker.errors import MissingExtraError, TrackerError
from tracker.render.writers.spread import header, names, parts, text
from tracker.tables.table import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tracker.render.canvas import Layout
    from tracker.render.writers.spread import Part
    from tracker.tables.table import Column, Document, Fact, Table

MOST_ROWS = 1_048_575
"""Rows of a sheet beside its heading."""
MOST_DIGITS = 15
"""A double holds so many of any figure, and a spreadsheet makes zeros of those behind them."""
FIRST_YEAR = 1901
"""Earlier days have no number in a spreadsheet, or in 1900 not the same in every one."""
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
"""Of a sheet."""
NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
"""What the name of a sheet may not hold."""
RESERVED = "history"
"""No sheet may be called so."""

NARROWEST, WIDEST = 8, 60
DAY, INSTANT = "yyyy-mm-dd", 'yyyy-mm-dd hh:mm:ss"Z"'
NOTED = {"bold": True, "pattern": 14, "fg_color": "#F4B183", "bg_color": "#FFFFFF"}
"""How a disputed cell looks: bold on slanted lines, which a printer without colours has too."""
NOTE_SIZE = {"author": "tracker", "width": 320, "height": 40}
EVERYWHERE = "A1:XFD1048576"
"""What a source wrote is text, also where it wrote a figure: nobody is asked to mend it."""
NAMED_BY = ("slug", "metric", "subject")
"""The columns that may hold the name that `tracker why` takes, the first that does."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, whether it is disputed, and the note on it."""

    part: Part
    disputed: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, from which its name is made, its headings and its rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_workbook(document: Document, *, created: datetime, title: str, layout: Layout) -> bytes:
    """Write the whole file, the same bytes for the same input; `created` is what it says of itself.

    Raises MissingExtraError where the extra is not installed, TrackerError for a table that is
    longer than a sheet.
    """
    del layout  # a program may read it: cells are those of CSV, whatever the reader's units
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - an extra
    except ImportError:
        instead = "write a FILE.html"
        raise MissingExtraError("a workbook is written", "xlsxwriter", "xlsx", instead) from None
    whole = document.parts or (document,)
    sheets = [_facts(whole, title, created)]
    sheets += [_sheet(table, _project(one)) for one in whole for table in one.flat]
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": visible(title), "created": _moment(created)})
    styles = Styles(book)
    for name, sheet in zip(sheet_names([one.title for one in sheets]), sheets, strict=True):
        _write(book.add_worksheet(name), sheet, styles)
    book.close()
    return out.getvalue()


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Make names of sheets of titles: allowed, and each another one, whatever its case.

    >>> sheet_names(["Money", "money", "Why chips/ipo", "'", "History"])
    ['Money', 'money 2', 'Why chips-ipo', 'Sheet', 'History 2']
    """
    found: list[str] = []
    taken = {RESERVED}
    for title in titles:
        plain = _cut(visible(title).translate(NO_NAME), LONGEST_NAME).strip(" '") or "Sheet"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = _cut(plain, LONGEST_NAME - len(f" {number}")) + f" {number}"
        taken.add(name.casefold())
        found.append(name)
    return found


def _cut(title: str, most: int) -> str:
    """Keep so many units of UTF-16, in which a spreadsheet counts."""
    return title.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def _facts(documents: Iterable[Document], title: str, created: datetime) -> Sheet:
    """What stands beside the tables, under the names that CSV would give it; stated ones alone."""
    told: list[tuple[str, Part]] = [("title", title), ("created", created)]
    for document in documents:
        for fact in document.facts:
            if fact.screen:
                told += _told(fact)
    rows = [(Cell(name), Cell(part)) for name, part in told if text(part)]
    return Sheet("Facts", ("fact", "value"), rows)


def _told(fact: Fact) -> Iterator[tuple[str, Part]]:
    """A fact under its names; of statements each by itself, as their numbers alone say nothing."""
    if fact.kind is not Kind.STATEMENTS:
        yield from zip(names(fact), parts(fact, fact.value), strict=True)
        return
    for said in fact.value:
        one = replace(fact, kind=Kind.STATEMENT)
        yield from zip(names(one), parts(one, said), strict=True)


def _project(document: Document) -> str:
    """What stands before a slug, so that it is found in whatever project the reader is."""
    found = next((fact.value for fact in document.facts if fact.key == "project"), None)
    return f"{found}/" if found else ""


def _sheet(table: Table[Any], project: str) -> Sheet:
    if len(table.rows) > MOST_ROWS:
        message = f"{len(table.rows):,} rows of {table.title} are more than a sheet holds"
        raise TrackerError(message, "write a FILE.html, or ask for less")
    long = len(table.title) > LONGEST_NAME
    title = table.key.capitalize() if long else table.title
    return Sheet(title, header(table), [[*_row(table, row, project)] for row in table.rows])


def _row(table: Table[Any], row: Any, project: str) -> Iterator[Cell]:  # noqa: ANN401 - any row
    fields = table.disputed(row)
    for column in table.columns:
        first, *others = parts(column, column.value(row))
        disputed = is_disputed(column, row, fields)
        yield Cell(first, disputed, _note(table, row, project) if disputed else None)
        yield from (Cell(part, disputed) for part in others)


def is_disputed(
    column: Column[Any],
    row: Any,  # noqa: ANN401 - any row
    fields: Collection[str] = (),
) -> bool:
    """Whether sources disagree on a cell, on the level that it tells, or on a row within it.

    It may be one of the `fields` that its row names as disputed.
    """
    if column.disputed(row) or column.key.rpartition(".")[2] in fields:
        return True
    value = column.value(row)
    if value is None or column.kind not in {Kind.LEVEL, Kind.ROWS}:
        return False
    if column.kind is Kind.LEVEL:
        return bool(value.cell.conflict)
    return any(is_disputed(one, inner) for inner in value for one in column.inner)


def _note(table: Table[Any], row: Any, project: str) -> str:  # noqa: ANN401 - any row
    named = {column.key: column for column in table.columns if column.key in NAMED_BY}
    told = (named[key].value(row) for key in NAMED_BY if key in named)
    slug = next((one for one in told if one), None)
    return f"sources disagree: tracker why {project}{slug}" if slug else "sources disagree"


class Styles:
    """The formats of cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str | None, bool], Format] = {}
        self.heading = book.add_format({"bold": True, "bottom": 1})

    def of(self, shape: str | None, *, disputed: bool) -> Format:
        """Return the format of figures or days of a shape, or of text where that is None."""
        if (shape, disputed) not in self._made:
            wanted = {"num_format": shape} if shape else {}
            made = self._book.add_format(wanted | (NOTED if disputed else {}))
            self._made[shape, disputed] = made
        return self._made[shape, disputed]


def _write(sheet: Worksheet, told: Sheet, styles: Styles) -> None:
    last = max(len(told.headings) - 1, 0)
    widths = [cell_len(name) + 3 for name in told.headings]  # the sign of the filter beside it
    for at, name in enumerate(told.headings):
        sheet.write_string(0, at, name, styles.heading)
    for line, row in enumerate(told.rows, start=1):
        for at, cell in enumerate(row):
            _put(sheet, (line, at), cell, styles)
            widths[at] = max(widths[at], cell_len(_shown(cell.part)) + 1)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(told.rows), last)
    sheet.ignore_errors({"number_stored_as_text": EVERYWHERE})


def _put(sheet: Worksheet, at: tuple[int, int], cell: Cell, styles: Styles) -> None:
    part = cell.part
    style = styles.of(_shape(part), disputed=cell.disputed)
    if isinstance(part, bool):
        sheet.write_boolean(*at, part, style)
    elif isinstance(part, int | Decimal) and _is_held(part):
        sheet.write_number(*at, float(part), style)
    elif isinstance(part, date) and part.year >= FIRST_YEAR:
        sheet.write_datetime(*at, _moment(part), style)
    elif told := visible(text(part)):
        sheet.write_string(*at, _fitting(told), style)
    elif cell.note:
        sheet.write_blank(*at, None, style)
    if cell.note:
        sheet.write_comment(*at, cell.note, NOTE_SIZE)


def _is_held(figure: int | Decimal) -> bool:
    """Whether a spreadsheet shows every digit of a figure; what is longer is written as text."""
    return len(Decimal(figure).as_tuple().digits) <= MOST_DIGITS


def _shape(part: Part) -> str | None:
    """How a figure or a day is shown; entries, days and years have no separators."""
    if isinstance(part, Decimal):
        places = max(-int(part.as_tuple().exponent), 0)
        return "#,##0" + ("." + "0" * places if places else "")
    if isinstance(part, datetime):
        return INSTANT
    return DAY if isinstance(part, date) else None


def _shown(part: Part) -> str:
    return f"{part:,f}" if isinstance(part, Decimal) else text(part)


def _fitting(told: str) -> str:
    """Cut what is longer than a cell may be, which says so."""
    short = _cut(told, LONGEST_TEXT)
    return told if short == told else _cut(told, LONGEST_TEXT - 1) + "…"


def _moment(day: date) -> datetime:
    """In UTC, as spreadsheets know no zones; a day is its first moment."""
    if isinstance(day, datetime):
        return day.astimezone(UTC).replace(tzinfo=None)
    return datetime.combine(day, time.min)
