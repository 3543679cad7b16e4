"""Reports of the shipped data, as the program reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from databases import writing
from golden.reports import REPORTS, Call
from tracker.cli.app import app
from tracker.db.catalog import find_project
from tracker.db.engine import open_engine, transaction
from tracker.db.log import read_clocks
from tracker.db.migrate import upgrade
from tracker.files.dataset import read_dataset
from tracker.render import formats
from tracker.render.formats import Format
from tracker.reports.status import StatusReport, status_report
from tracker.resources import fixtures_dir
from tracker.services.dataset import load_dataset
from tracker.services.moment import Moment
from tracker.tables.table import Report

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

ReportAt = Callable[[str], StatusReport]
Reports = Mapping[type, Sequence[Report]]
HARBOUR = fixtures_dir() / "golden"


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


UNKEPT = (
    ("accept", "V101", "need-plan", "--reason", "Both were printed"),
    ("entry", "deprecate", "last", "--reason", "Misread"),
    ("milestone", "edit", "minato/quay", "--title", "The long quay"),
    ("apply", str(HARBOUR / "late" / "10-minato.toml")),
    ("config", "show"),
)
"""Calls of which no golden file is kept: they write, or tell of this machine."""


def now() -> datetime:
    """The moment of recording."""
    return NOW


def asked(calls: Sequence[Call]) -> Call:
    """The last call of a golden file, the last one as JSON where it has any."""
    return next((one for one in reversed(calls) if one.form is Format.JSON), calls[-1])


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """What the golden files hold, and what other calls tell, by the type of the report."""
    path = tmp_path_factory.mktemp("agree") / "harbour.db"
    upgrade(path)
    for folder in ("early", "late"):
        with writing(path) as connection:
            dataset = read_dataset(HARBOUR / folder)
            load_dataset(connection, dataset, Moment(now=now, today=NOW.date()))
    found: dict[type, list[Report]] = defaultdict(list)

    def keep(report: Report, *_: object) -> str:
        found[type(report)].append(report)
        return ""

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", NOW.isoformat())
        patch.setattr(formats, "render", keep)
        for args in (*(asked(calls).args for calls in REPORTS.values()), *UNKEPT):
            CliRunner().invoke(app, ["--db", str(path), *args])
    return found
