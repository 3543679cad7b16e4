"""A value as flat cells: typed, and the texts of them that CSV has."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal

from tracker.domain.periods.period import Period
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.quantity import Quantity
from tracker.render.writers import spread
from tracker.render.writers.spread import names, parts, text
from tracker.tables.common import UnitAmount
from tracker.tables.table import Column, Fact, Kind


def test_the_examples_hold() -> None:
    found = doctest.testmod(spread)
    assert found.attempted > 4
    assert not found.failed


def test_figures_and_days_are_such() -> None:
    figure, period = Quantity.parse("~$1.25bn", "USD"), Period.parse("by 2028-03")
    said = Column(key="said", value=str, kind=Kind.VALUE)
    assert parts(said, figure) == (
        "~$1.25bn",
        Decimal(1250000000),
        None,
        "about",
        "USD",
        None,
        None,
    )
    assert parts(said, period)[-2:] == (None, date(2028, 3, 31))
    share = Fact("share", UnitAmount(Amount(588374, 588374, derived=True), "%"), Kind.AMOUNT)
    assert parts(share, share.value) == (Decimal("58.8374"), None, "exact", "%", True)
    assert parts(said, None) == (None,) * len(names(said))
    assert parts(Fact("open", 0, Kind.FLAG), 0) == (False,)


def test_of_one_row_within_a_row_the_figures_are_such_too() -> None:
    count: Column[int] = Column(key="count", value=lambda row: row, kind=Kind.COUNT)
    inner: Column[list[int]] = Column(key="rows", value=list, kind=Kind.ROWS, inner=(count,))
    assert parts(inner, [3]) == (3,)
    assert parts(inner, [3, 4]) == ("3; 4",)
    assert parts(inner, []) == (None,)


def test_an_instant_is_told_in_utc() -> None:
    assert text(datetime(2026, 11, 22, 9, tzinfo=UTC)) == "2026-11-22T09:00:00Z"
    assert text(Decimal("1E+3")) == "1000"


def test_names_under_names_are_one_cell() -> None:
    groups = Fact("groups", {"bank": ("mizuho", "smbc"), "other": ("denso",)}, Kind.GROUPED)
    assert parts(groups, groups.value) == ("bank: mizuho smbc; other: denso",)
