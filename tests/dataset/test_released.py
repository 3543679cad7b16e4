"""What was released stays as it is: a wrong statement gets a mark and a new one beside it.

`released.txt` has a line for every statement: its key and the hash of its content. A statement may
come to spell out the day and the tier that it took from its source, before these are corrected
there: then it has a second line. `released-sources.txt` has for every source its slug and the hash
of what decides a figure, and one more line for each time that it was corrected.
`TRACKER_TEST_RELEASED=write pytest tests/dataset` adds the lines that are missing, and never
changes one.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.definitions.records import Dataset, SourceRecord, StatementRecord
from tracker.domain.vocabulary import Tier
from tracker.errors import Place
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir

RELEASED = Path(__file__).with_name("released.txt")
SOURCES = Path(__file__).with_name("released-sources.txt")
WRITTEN = ("subject", "on", "happened", "source", "said_by", "tier", "remark", "quote", "reason")
DECIDING = ("publisher", "published_on", "tier")


def content_hash(record: StatementRecord) -> str:
    """The hex SHA-256 of all that a statement says, as written; not of its key or place."""
    said = {name: getattr(record, name) for name in WRITTEN}
    return _hash({**said, "values": dict(record.values)})


def source_hash(record: SourceRecord) -> str:
    """The hex SHA-256 of what of a source decides who speaks, when, and how near to the matter."""
    return _hash({name: getattr(record, name) for name in DECIDING})


def _hash(content: dict[str, Any]) -> str:
    kept = {name: value for name, value in content.items() if value is not None}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def forms(record: StatementRecord) -> set[str]:
    """The hashes of a statement with and without the day and the tier that it spells out."""
    undated = replace(record, on=None)
    bare = replace(undated, tier=None)
    return {content_hash(one) for one in (record, undated, bare, replace(record, tier=None))}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(fixtures_dir() / "rapidus")


@pytest.fixture(scope="module")
def statements(dataset: Dataset) -> dict[str, StatementRecord]:
    """Every statement of the dataset by its key."""
    return {str(one.key): one for one in dataset.statements}


@pytest.fixture(scope="module")
def sources(dataset: Dataset) -> dict[str, str]:
    """The hash of every source of the dataset by its slug."""
    return {one.slug: source_hash(one) for one in dataset.sources}


def released(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(name, digest) for name, digest in (line.split(" ") for line in lines)]


def lacking(path: Path, shipped: dict[str, str]) -> list[str]:
    """The names whose last line is not of what is shipped; adds those lines where asked for."""
    last = dict(released(path))
    missing = [name for name, digest in shipped.items() if last.get(name) != digest]
    if os.environ.get("TRACKER_TEST_RELEASED") == "write":
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{name} {shipped[name]}\n" for name in missing)
    return missing


def test_a_released_statement_is_never_edited(statements: dict[str, StatementRecord]) -> None:
    shipped = {key: forms(one) for key, one in statements.items()}
    changed = [key for key, digest in released(RELEASED) if digest not in shipped.get(key, set())]
    assert changed == [], "put it back, deprecate it with a [[mark]], and write a new statement"


def test_every_statement_is_released(statements: dict[str, StatementRecord]) -> None:
    shipped = {key: content_hash(one) for key, one in statements.items()}
    assert lacking(RELEASED, shipped) == [], "TRACKER_TEST_RELEASED=write adds them"


def test_a_released_source_is_corrected_in_sight(sources: dict[str, str]) -> None:
    assert lacking(SOURCES, sources) == [], (
        "first spell out the day and tier of the statements that take them from it, "
        "then TRACKER_TEST_RELEASED=write"
    )


def test_a_released_source_stays(sources: dict[str, str]) -> None:
    assert {slug for slug, _ in released(SOURCES)} - set(sources) == set()


@pytest.mark.parametrize("path", [RELEASED, SOURCES], ids=lambda path: path.name)
def test_no_line_is_released_twice(path: Path) -> None:
    lines = released(path)
    assert len(set(lines)) == len(lines)


def test_only_day_and_tier_may_be_spelled_out() -> None:
    bare = StatementRecord(subject="fab/pilot", values=(), remark="Said on site.")
    for spelled in (
        replace(bare, on="2024-05"),
        replace(bare, tier=Tier.PRESS),
        replace(bare, on="2024-05", tier=Tier.PRESS),
    ):
        assert content_hash(bare) in forms(spelled)
        assert content_hash(spelled) not in forms(bare)
    dated = replace(bare, on="2024-05")
    assert content_hash(dated) not in forms(replace(dated, on="2024-06"))
    assert content_hash(bare) not in forms(replace(bare, happened="2024-05"))


def test_the_hash_is_of_the_content_alone() -> None:
    record = StatementRecord(subject="fab/pilot", values=(), remark="Said on site.")
    moved = StatementRecord(
        subject="fab/pilot", values=(), remark="Said on site.", key="a", where=Place("b.toml", 3)
    )
    other = StatementRecord(subject="fab/pilot", values=(), reason="Said on site.")
    assert content_hash(record) == content_hash(moved)
    assert content_hash(record) != content_hash(other)
