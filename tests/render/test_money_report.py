"""Reports of money, owners and impact: looked at as a whole, and no line too wide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text
from sqlalchemy import Connection
from syrupy.assertion import SnapshotAssertion

from tracker.db.catalog import find_project, find_subject
from tracker.db.engine import open_engine, transaction
from tracker.db.log import read_clocks
from tracker.domain.log.clocks import Clocks
from tracker.domain.money.breakdown import By
from tracker.domain.periods.period import Period
from tracker.domain.quantities.exchange import RateMode
from tracker.domain.quantities.format import Units
from tracker.render.canvas import Layout
from tracker.render.formats import Format, render
from tracker.reports.budget import budget_report
from tracker.reports.impact import impact_report
from tracker.reports.money import money_report
from tracker.reports.owners import owners_report
from tracker.tables.table import Report

Read = Callable[[Connection, Clocks], Report]


def by(key: By, currency: str | None = None, mode: RateMode = RateMode.THEN) -> Read:
    return lambda connection, clocks: money_report(
        connection, find_project(connection, None), clocks, key, currency=currency, mode=mode
    )


def tree(slug: str) -> Read:
    return lambda connection, clocks: budget_report(
        connection, find_project(connection, slug), clocks, mode=RateMode.THEN
    )


REPORTS: dict[str, Read] = {
    "tranche": by(By.TRANCHE),
    "funder": by(By.FUNDER),
    "instrument": by(By.INSTRUMENT),
    "year": by(By.YEAR),
    "dollars": by(By.TRANCHE, "USD"),
    "dollars-now": by(By.YEAR, "USD", RateMode.NOW),
    "euros": by(By.FUNDER, "EUR"),
    "budget": tree("meti-fy2026"),
    "tree": tree("rapidus"),
    "owners": lambda connection, clocks: owners_report(
        connection, find_project(connection, None), clocks
    ),
    "impact": lambda connection, clocks: impact_report(
        connection,
        find_subject(connection, "pdk-2nm", None),
        clocks,
        Period.parse("FY2027-Q3"),
    ),
}


@pytest.fixture(scope="session")
def reports(shipped: Path) -> dict[str, Report]:
    with transaction(open_engine(shipped), write=False) as connection:
        clocks = read_clocks(connection, date(2026, 11, 22), None)
        return {name: read(connection, clocks) for name, read in REPORTS.items()}


def lines(report: Report, layout: Layout) -> list[str]:
    drawn: str | Sequence[Text] = render(report, Format.TABLE, layout)
    assert not isinstance(drawn, str)
    return [line.plain.rstrip() for line in drawn]


@pytest.mark.parametrize("name", REPORTS)
def test_report(reports: dict[str, Report], name: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(lines(reports[name], Layout(width=80))) == snapshot


@pytest.mark.parametrize("name", ["tranche", "owners"])
def test_wide_report(reports: dict[str, Report], name: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(lines(reports[name], Layout(width=140))) == snapshot


@pytest.mark.parametrize("name", REPORTS)
def test_no_line_is_wider_than_the_terminal(reports: dict[str, Report], name: str) -> None:
    for width in range(60, 160, 7):
        for units in Units:
            drawn = lines(reports[name], Layout(width=width, units=units))
            assert max(map(cell_len, drawn)) <= width, (width, units)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [80, 140, None])
def test_nothing_is_cut(reports: dict[str, Report], name: str, width: int | None) -> None:
    assert not any("…" in line for line in lines(reports[name], Layout(width=width)))


@pytest.mark.parametrize("name", REPORTS)
def test_ascii_draws_in_ascii(reports: dict[str, Report], name: str) -> None:
    assert "\n".join(lines(reports[name], Layout(width=80, ascii=True))).isascii()


def test_every_stage_has_its_column_at_80(reports: dict[str, Report]) -> None:
    page = "\n".join(lines(reports["tranche"], Layout(width=80)))
    for word in ("planned", "budgeted", "enacted", "committed", "paid", "counted"):
        assert word in page
