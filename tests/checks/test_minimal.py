"""One minimal input per rule fires exactly that rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from databases import TODAY, load, reading
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.domain.checks import RULES
from tracker.domain.checks.finding import Rule
from tracker.domain.definitions.records import Dataset
from tracker.files.dataset import parse_dataset
from tracker.reports.check import check_report

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "bad" / "checks"


@pytest.mark.sqlite
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_minimal_input_of_a_rule_fires_it_alone(database: Database, rule: Rule) -> None:
    name = f"{rule.code}-{rule.name}.toml"
    dataset = Dataset()
    assert parse_dataset(name, (FOLDER / name).read_text(encoding="utf-8"), dataset) == []
    load(database, dataset)
    with reading(database) as connection:
        report = check_report(connection, None, read_clocks(connection, TODAY, None), RULES)
    assert [row.finding.code for row in report.rows] == [rule.code]


def test_every_rule_has_a_minimal_input_and_every_input_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(
        f"{rule.code}-{rule.name}" for rule in RULES
    )
