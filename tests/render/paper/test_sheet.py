"""A workbook, as a spreadsheet reads it: every cell that of CSV, typed."""

from __future__ import annotations

import csv
import doctest
import io
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from render.test_render import kinds
from tracker.domain.vocabulary import Language
from tracker.errors import MissingExtraError, TrackerError
from tracker.render.canvas import Layout
from tracker.render.paper import sheet
from tracker.render.paper.sheet import LONGEST_TEXT, as_workbook, is_disputed, sheet_names
from tracker.render.writers.csv import as_csv, harmless
from tracker.render.writers.spread import names, parts, text
from tracker.reports.status import StatusReport
from tracker.tables.table import Column, Document, Kind, Report, Table

Reports = Mapping[type, Sequence[Report]]
CREATED = datetime(2026, 11, 22, 9, tzinfo=UTC)
PLAIN = Layout(width=None)


def written(document: Document, *, layout: Layout = PLAIN, title: str = "Report") -> bytes:
    return as_workbook(document, created=CREATED, title=title, layout=layout)


def opened(document: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(document)))


def of_rows(*rows: Any, kind: Kind = Kind.TEXT, title: str = "Rows") -> Document:
    """One table of one column, whose cells are the rows."""
    column: Column[Any] = Column(key="cell", value=lambda row: row, kind=kind)
    return Document(tables=(Table(key="rows", title=title, columns=(column,), rows=rows),))


def cells_of(document: Document) -> list[Cell]:
    """The cells of the one table, below its heading."""
    return [*opened(document).worksheets[1]["A"][1:]]


def as_in_csv(cell: Cell | MergedCell) -> str:
    """What CSV has for a cell."""
    value = cell.value
    if isinstance(value, datetime):
        day = cell.number_format == "yyyy-mm-dd"
        return value.date().isoformat() if day else f"{value.isoformat()}Z"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        shown = f"{Decimal(repr(value)):f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    return harmless(str(value or ""))


def same_cells(found: Worksheet, table: Table[Any]) -> None:
    """Compare a sheet with the CSV of its table."""
    told = [[*map(as_in_csv, row)] for row in found.iter_rows()]
    assert told == [*csv.reader(io.StringIO(as_csv(table)))]


def same_notes(found: Worksheet, table: Table[Any]) -> int:
    """Compare what is noted with what is disputed, and count it."""
    count = 0
    for row, line in zip(table.rows, found.iter_rows(min_row=2), strict=True):
        cells = iter(line)
        for column in table.columns:
            first, *_ = [next(cells) for _ in names(column)]
            assert (first.comment is not None) == is_disputed(column, row, table.disputed(row)), (
                column.key
            )
            if first.comment is not None:
                count += 1
                assert first.comment.text.startswith("sources disagree: tracker why "), column.key
                assert first.font.b
                assert first.fill.fill_type == "lightUp"
    return count


@pytest.mark.parametrize("kind", kinds(), ids=lambda one: one.schema)
def test_every_cell_is_that_of_csv(kind: type[Report], reports: Reports) -> None:
    for report in reports[kind]:
        document = report.document()
        tables = [table for one in document.parts or (document,) for table in one.flat]
        facts, *sheets = opened(document).worksheets
        assert facts.title == "Facts"
        for found, table in zip(sheets, tables, strict=True):
            same_cells(found, table)
            same_notes(found, table)


def test_figures_days_and_words_are_typed(report: StatusReport) -> None:
    book = opened(report.document())
    head, *rows = book["Milestones"].iter_rows()
    at = {cell.value: place for place, cell in enumerate(head)}
    (row,) = [row for row in rows if row[0].value == "mass-production"]
    assert row[at["target"]].value == "FY2027-H2"
    assert row[at["target_latest"]].value == datetime(2028, 3, 31)  # noqa: DTZ001 - sheets have no zone
    assert row[at["target_latest"]].number_format == "yyyy-mm-dd"
    assert row[at["headline"]].value is True
    assert row[at["slip_max_days"]].value == (date(2028, 3, 31) - date(2027, 12, 31)).days
    total = next(row for row in book["Money"].iter_rows() if row[0].value == "total")
    money = {cell.value: place for place, cell in enumerate(next(book["Money"].iter_rows()))}
    cell = total[money["stages_paid_amount"]]
    assert (cell.value, cell.number_format, cell.data_type) == (424900000000, "#,##0", "n")


def test_the_facts_come_first_with_what_the_workbook_is(report: StatusReport) -> None:
    document = report.document()
    book = openpyxl.load_workbook(io.BytesIO(written(document, title="ラピダス 計画")))
    heading, *rows = book["Facts"].iter_rows(values_only=True)
    assert heading == ("fact", "value")
    told: dict[object, object] = {row[0]: row[1] for row in rows}
    assert told["title"] == book.properties.title == "ラピダス 計画"
    assert told["created"] == book.properties.created == CREATED.replace(tzinfo=None)
    assert told["project"] == "rapidus"
    assert told["need_amount"] == 7_000_000_000_000
    assert "money_total" not in told
    assert told["owners_state_votes"] == "11.5%"  # a statement says more than its number
    assert told["owners_state_votes_stated_on"] == "2026-02-27"
    facts = [fact for fact in document.facts if fact.screen and fact.kind is not Kind.STATEMENTS]
    stated = [
        (name, part)
        for fact in facts
        for name, part in zip(names(fact), parts(fact, fact.value), strict=True)
        if text(part)
    ]
    votes = ("owners_state_votes", "owners_votes")
    assert [name for name, _ in stated] == [
        name for name in [*told][2:] if not str(name).startswith(votes)
    ]


def test_headings_stay_in_sight_and_filter(report: StatusReport) -> None:
    for found in opened(report.document()).worksheets:
        assert found.freeze_panes == "B2"
        assert found.auto_filter.ref == found.dimensions
        assert all(cell.font.b for cell in next(found.iter_rows()))
        widths = [one.width for one in found.column_dimensions.values()]
        assert all(8 <= width <= 61 for width in widths)
        assert len({*widths}) > 1


def test_what_sources_disagree_on_is_noted(report: StatusReport) -> None:
    document = report.document()
    book = opened(document)
    assert same_notes(book["Milestones"], document.flat[0])
    notes = {
        cell.comment.text
        for row in book["Milestones"].iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert "sources disagree: tracker why rapidus/pdk-2nm" in notes


def test_one_of_which_nothing_is_stated_is_noted_too() -> None:
    column: Column[str] = Column(
        key="amount", value=lambda _: None, kind=Kind.AMOUNT, disputed=lambda _: True
    )
    slug: Column[str] = Column(key="slug", value=str)
    table = Table(key="rows", title="Rows", columns=(slug, column), rows=("ipo",))
    cell = opened(Document(tables=(table,))).worksheets[1]["B2"]
    assert cell.value is None
    assert cell.comment is not None
    assert cell.comment.text == "sources disagree: tracker why ipo"
    assert cell.fill.fill_type == "lightUp"


def test_a_project_without_statements_has_its_headings(report_at: Any) -> None:
    report: StatusReport = report_at("2000-01-01")
    book = opened(report.document())
    assert [found.title for found in book.worksheets][:3] == ["Facts", "Milestones", "Money"]
    assert book["Milestones"].max_row == 1
    assert book["Milestones"]["A1"].value == "slug"


def test_a_project_of_figures_has_them(budget: StatusReport) -> None:
    document = budget.document()
    for found, table in zip(opened(document).worksheets[1:], document.flat, strict=True):
        same_cells(found, table)


def test_several_documents_follow_one_another(report: StatusReport, budget: StatusReport) -> None:
    both = Document(tables=(), parts=(report.document(), budget.document()))
    titles = [found.title for found in opened(both).worksheets]
    assert titles[0] == "Facts"
    assert {"Milestones", "Milestones 2", "Money", "Money 2"} <= {*titles}


def test_the_same_input_is_the_same_file(report: StatusReport) -> None:
    document = report.document()
    japanese = Layout(width=None, language=Language.JAPANESE)
    assert written(document) == written(document, layout=japanese)
    elsewhere = CREATED.astimezone(timezone(timedelta(hours=9)))
    assert written(document) == as_workbook(
        document, created=elsewhere, title="Report", layout=PLAIN
    )


@pytest.mark.parametrize("said", ["=1+1", "+81", "-5", "@x", "=HYPERLINK(1)", "https://x.example"])
def test_what_looks_like_a_formula_or_a_link_is_text(said: str) -> None:
    (cell,) = cells_of(of_rows(said))
    assert (cell.value, cell.data_type, cell.hyperlink) == (said, "s", None)


def test_japanese_is_kept_and_what_is_invisible_shown() -> None:
    first, second, third = cells_of(of_rows("２ナノ量産\u3000開始", "a\u202eb\x07", "_x0041_"))
    assert first.value == "２ナノ量産\u3000開始"
    assert second.value == "a\\u202eb\\x07"
    assert str(third.value).replace("_x005F", "") == "_x0041_"


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        (7_000_000_000_000, True),
        (999_999_999_999_999, True),
        (9_007_199_254_740_993, False),
        (1_000_000_000_000_000, False),
        (-(10**15), False),
        (0, True),
    ],
)
def test_a_figure_that_a_double_cannot_hold_is_text(figure: int, number: bool) -> None:  # noqa: FBT001
    (cell,) = cells_of(of_rows(figure, kind=Kind.COUNT))
    assert cell.value == (figure if number else str(figure))
    assert cell.data_type == ("n" if number else "s")


def test_a_day_before_spreadsheets_count_is_text() -> None:
    early, first = cells_of(of_rows(date(1900, 1, 1), date(1901, 1, 1), kind=Kind.DAY))
    assert early.value == "1900-01-01"
    assert isinstance(first.value, datetime)


def test_what_is_longer_than_a_cell_says_so() -> None:
    (cell,) = cells_of(of_rows("あ" * (LONGEST_TEXT + 1)))
    assert cell.value == "あ" * (LONGEST_TEXT - 1) + "…"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    assert len(cells_of(of_rows("a", "b"))) == 2
    with pytest.raises(TrackerError, match="3 rows of Rows are more than a sheet holds"):
        written(of_rows("a", "b", "c"))


def test_the_examples_hold() -> None:
    found = doctest.testmod(sheet)
    assert found.attempted
    assert not found.failed


def test_names_of_sheets_are_allowed_and_differ() -> None:
    long = "一" * 40
    titles = ["a/b", "A?B", "'quoted'", "", "history", long, long, "😀" * 20, "Facts", "facts"]
    found = sheet_names(titles)
    assert len({name.casefold() for name in found}) == len(titles)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in found)
    assert not any({*name} & {*"[]:*?/\\"} for name in found)
    assert found[:4] == ["a-b", "A-B 2", "quoted", "Sheet"]
    assert found[6] == "一" * 29 + " 2"


def test_a_title_that_is_too_long_gives_way_to_its_key() -> None:
    book = opened(of_rows("a", title="Rapidus from 2026-01-01 (log #1146)"))
    assert book.sheetnames == ["Facts", "Rows"]


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError) as told:
        written(of_rows("a"))
    assert told.value.exit_code == 1
    assert told.value.hint == "pip install 'rapidus-tracker[xlsx]', or write a FILE.html"
