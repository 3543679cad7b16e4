"""Tables made of others: columns of what a row holds, and rows of several sorts."""

from __future__ import annotations

import csv
import io
from typing import Any

from tracker.domain.money.breakdown import NoAmount, StageLevel
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.exchange import Rate, RateUsed
from tracker.domain.quantities.format import Units
from tracker.domain.quantities.quantity import Qualifier
from tracker.render.writers.csv import as_csv
from tracker.render.writers.json import data, table_data
from tracker.render.writers.markdown import as_markdown
from tracker.tables.common import Level, UnitAmount
from tracker.tables.table import (
    Column,
    Document,
    Fact,
    Kind,
    Only,
    Sort,
    SortedRow,
    Table,
    of_held,
    stacked,
)

BN = 10**9
NAME: Column[str] = Column(key="name", value=str, told=str.upper)
HELD: tuple[Column[tuple[int, str | None]], ...] = (
    Column(key="number", value=lambda row: row[0], kind=Kind.COUNT),
    *of_held(lambda row: row[1], (NAME,)),
)


def markdown(table: Table[Any], units: Units = Units.BN) -> list[str]:
    return as_markdown(Document(tables=(table,)), units).splitlines()


def test_of_nothing_held_nothing_is_stated() -> None:
    table = Table(key="rows", title="Rows", columns=HELD, rows=((1, "one"), (2, None)))
    assert table_data(table) == [{"number": 1, "name": "one"}, {"number": 2, "name": None}]
    assert as_csv(table) == "number,name\n1,one\n2,\n"
    assert markdown(table)[-2:] == ["| 1 | one |", "| 2 |  |"]


def test_rows_of_several_sorts_share_the_columns_of_the_same_key() -> None:
    one = Sort("one", (NAME,))
    length: Column[str] = Column(key="length", value=len, kind=Kind.COUNT)
    two = Sort("two", (NAME, length))
    table = stacked("Rows", (one, two), [SortedRow(one, "a"), SortedRow(two, "bc")])
    assert as_csv(table) == "row,name,length\none,a,\ntwo,bc,2\n"
    assert markdown(table)[-2:] == ["| one | a |  |", "| two | bc | 2 |"]
    assert table.only is Only.FLAT


MONEY: tuple[Column[Amount], ...] = (
    Column(key="amount", value=lambda row: UnitAmount(row, "JPY"), kind=Kind.AMOUNT),
    Column(key="paid", value=lambda row: Level(StageLevel(amount=row), "JPY"), kind=Kind.LEVEL),
)
ROWS = (
    Amount(20 * BN, 20 * BN, Qualifier.ABOUT),
    Amount(3 * BN, 5 * BN, Qualifier.RANGE, derived=True),
    Amount(0, 7 * BN, Qualifier.AT_MOST),
)


def test_money_is_told_to_the_last_digit() -> None:
    exact = Amount(68_250_000_000, 68_250_000_000)
    table = Table(key="money", title="Money", columns=MONEY, rows=(*ROWS, exact))
    assert markdown(table)[-4:] == [
        "| \\~¥20bn | \\~¥20bn |",
        "| ¥3bn..¥5bn\\* | ¥3bn..¥5bn\\* |",
        "| \\<=¥7bn | \\<=¥7bn |",
        "| ¥68.25bn | ¥68.25bn |",
    ]
    assert markdown(table, Units.OKU)[-1] == "| 682億5,000万円 | 682億5,000万円 |"
    assert markdown(table, Units.RAW)[-1] == "| ¥68,250,000,000 | ¥68,250,000,000 |"


def test_an_amount_spreads_into_columns() -> None:
    table = Table(key="money", title="Money", columns=MONEY[:1], rows=ROWS)
    rows = list(csv.reader(io.StringIO(as_csv(table))))
    assert rows[0] == [
        "amount",
        "amount_high",
        "amount_qualifier",
        "amount_unit",
        "amount_derived",
    ]
    assert rows[2] == ["3000000000", "5000000000", "range", "JPY", "true"]
    assert rows[3] == ["7000000000", "", "at-most", "JPY", "false"]


def test_a_level_says_why_it_has_no_figure() -> None:
    rate = RateUsed(Rate("2026-02", "USD", "JPY", 155_000_000, "bank"), 0)
    cells = (
        StageLevel(amount=ROWS[0], implied=True, conflict=True, rate=rate),
        StageLevel(no_amount=NoAmount.UNDISCLOSED),
        StageLevel(no_amount=NoAmount.NO_RATE),
    )
    level: Column[StageLevel] = Column(
        key="paid", value=lambda row: Level(row, "JPY"), kind=Kind.LEVEL
    )
    table = Table(key="money", title="Money", columns=(level,), rows=cells)
    assert markdown(table)[-3:] == [
        "| \\~¥20bn≠ (2026-02) implied |",
        "| undisclosed |",
        "| no rate |",
    ]
    rows = list(csv.DictReader(io.StringIO(as_csv(table))))
    assert [row["paid_rate_month"] for row in rows] == ["2026-02", "", ""]
    assert [row["paid_convertible"] for row in rows] == ["true", "true", "false"]
    assert [row["paid_undisclosed"] for row in rows] == ["false", "true", "false"]
    assert [one["paid"]["implied"] for one in table_data(table)] == [True, False, False]


def test_facts_may_be_records_groups_and_differences() -> None:
    more = UnitAmount(Amount(-2 * BN, -2 * BN), "JPY")
    facts = (
        Fact("total", ROWS[0], Kind.RECORD, MONEY[:1], screen=False),
        Fact("groups", {"umi": ("bank", "trust")}, Kind.GROUPED),
        Fact("difference", more, Kind.DIFFERENCE),
        Fact("explanation", ("it is without ", "works"), Kind.SENTENCE),
    )
    document = Document(facts=facts, tables=(stacked("Rows", (), []),))
    told = data(document)
    assert told["total"]["amount"]["amount"] == "20000000000"
    assert told["groups"] == {"umi": ["bank", "trust"]}
    assert (told["difference"], told["explanation"]) == ("-2000000000", "it is without works")
    assert as_markdown(document, Units.BN).splitlines()[2:5] == [
        "- groups: umi: bank, trust",
        "- difference: ¥2bn less",
        "- explanation: it is without works",
    ]
