"""The shipped dataset carries every row of the facts, and nothing that no row asks for.

`coverage.toml` names the rows and the keys of the statements that carry each.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tracker.domain.definitions.records import Dataset
from tracker.domain.text import page_of
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir

TABLE = Path(__file__).with_name("coverage.toml")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(fixtures_dir() / "rapidus")


def rows() -> dict[str, list[str]]:
    """The keys that carry each row, or the months of one about exchange rates."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    return {
        f"{row['section']}: {row['name']}": [*row.get("keys", []), *row.get("months", [])]
        for row in table
    }


def test_every_row_is_named_once_and_names_what_carries_it_once() -> None:
    assert len(rows()) == TABLE.read_text(encoding="utf-8").count("[[row]]")
    doubtful = {
        name: keys for name, keys in rows().items() if not keys or len(set(keys)) < len(keys)
    }
    assert doubtful == {}


def test_rows_and_dataset_name_the_same_statements_and_months(dataset: Dataset) -> None:
    carried = {key for keys in rows().values() for key in keys}
    shipped = {one.key for one in dataset.statements} | {rate.month for rate in dataset.rates}
    assert carried == shipped


def test_every_statement_has_a_source_or_the_reason_of_the_keeper(dataset: Dataset) -> None:
    bare = [one.key for one in dataset.statements if not one.source and not one.reason]
    assert bare == []


def test_a_statement_is_said_once(dataset: Dataset) -> None:
    deprecated = {mark.of for mark in dataset.marks}
    said = Counter(
        (one.subject, one.source, one.on, field, value)
        for one in dataset.statements
        for field, value in one.values
        if one.key not in deprecated
    )
    assert [same for same, times in said.items() if times > 1] == []


def test_every_subject_is_spoken_of(dataset: Dataset) -> None:
    defined = [
        *dataset.milestones,
        *dataset.metrics,
        *dataset.tranches,
        *dataset.holdings,
    ]
    spoken = {one.subject for one in dataset.statements}
    assert {f"{one.project}/{one.slug}" for one in defined} - spoken == set()


def test_a_page_is_one_source(dataset: Dataset) -> None:
    pages = Counter(page_of(one.url) for one in dataset.sources if one.url is not None)
    assert [page for page, times in pages.items() if times > 1] == []


def test_every_source_is_cited(dataset: Dataset) -> None:
    cited = {one.source for one in dataset.statements} | {rate.source for rate in dataset.rates}
    assert {source.slug for source in dataset.sources} - cited == set()


def test_every_organization_has_a_part(dataset: Dataset) -> None:
    parts = {
        *(one.said_by for one in dataset.statements),
        *(tranche.funder for tranche in dataset.tranches),
        *(holding.organization for holding in dataset.holdings),
        *(milestone.party for milestone in dataset.milestones),
        *(organization.parent for organization in dataset.organizations),
    }
    assert {organization.slug for organization in dataset.organizations} - parts == set()
