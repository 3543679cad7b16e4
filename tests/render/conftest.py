"""Reports of the shipped data, as the program reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from tracker.db.catalog import find_project
from tracker.db.engine import open_engine, transaction
from tracker.db.log import read_clocks
from tracker.db.migrate import upgrade
from tracker.files.dataset import read_dataset
from tracker.reports.status import StatusReport, status_report
from tracker.resources import fixtures_dir
from tracker.services.dataset import load_dataset
from tracker.services.moment import Moment

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

ReportAt = Callable[[str], StatusReport]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("render") / "shipped.db"
    upgrade(path)
    with transaction(open_engine(path), write=True) as connection:
        dataset = read_dataset(fixtures_dir() / "rapidus")
        load_dataset(connection, dataset, Moment(now=lambda: NOW, today=NOW.date()))
    return path


@pytest.fixture(scope="session")
def report_at(shipped: Path) -> ReportAt:
    @cache
    def read(day: str) -> StatusReport:
        with transaction(open_engine(shipped), write=False) as connection:
            clocks = read_clocks(connection, date.fromisoformat(day), None)
            return status_report(connection, find_project(connection, None), clocks)

    return read


@pytest.fixture(scope="session")
def budget(shipped: Path) -> StatusReport:
    """A project of figures, tranches and dates of a process, all of them past."""
    with transaction(open_engine(shipped), write=False) as connection:
        clocks = read_clocks(connection, NOW.date(), None)
        return status_report(connection, find_project(connection, "meti-fy2026"), clocks)


@pytest.fixture
def report(report_at: ReportAt) -> StatusReport:
    return report_at("2026-11-22")
