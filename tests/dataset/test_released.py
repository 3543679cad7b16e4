"""What was released stays as it is: a wrong statement gets a mark and a new one beside it.

`released.txt` has a line for every statement: its key and the hash of its content.
`TRACKER_TEST_RELEASED=write pytest tests/dataset` adds the lines that are missing, and never
changes one.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from tracker.domain.definitions.records import StatementRecord
from tracker.errors import Place
from tracker.files.dataset import read_dataset
from tracker.resources import fixtures_dir

RELEASED = Path(__file__).with_name("released.txt")
WRITTEN = ("subject", "on", "happened", "source", "said_by", "tier", "remark", "quote", "reason")


def content_hash(record: StatementRecord) -> str:
    """The hex SHA-256 of all that a statement says, as written; not of its key or place."""
    said = {name: getattr(record, name) for name in WRITTEN}
    content = {**said, "values": dict(record.values)}
    kept = {name: value for name, value in content.items() if value is not None}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    """The hash of every statement of the dataset by its key."""
    statements = read_dataset(fixtures_dir() / "rapidus").statements
    return {str(one.key): content_hash(one) for one in statements}


def released() -> list[tuple[str, str]]:
    lines = RELEASED.read_text(encoding="utf-8").splitlines()
    return [(key, digest) for key, digest in (line.split(" ") for line in lines)]


def test_a_released_statement_is_never_edited(shipped: dict[str, str]) -> None:
    changed = [key for key, digest in released() if shipped.get(key) != digest]
    assert changed == [], "put it back, deprecate it with a [[mark]], and write a new statement"


def test_every_statement_is_released_once(shipped: dict[str, str]) -> None:
    keys = [key for key, _ in released()]
    missing = [key for key in shipped if key not in keys]
    if os.environ.get("TRACKER_TEST_RELEASED") == "write":
        with RELEASED.open("a", encoding="utf-8") as file:
            file.writelines(f"{key} {shipped[key]}\n" for key in missing)
    assert missing == [], "TRACKER_TEST_RELEASED=write adds them"
    assert len(set(keys)) == len(keys)


def test_the_hash_is_of_the_content_alone() -> None:
    record = StatementRecord(subject="fab/pilot", values=(), remark="Said on site.")
    moved = StatementRecord(
        subject="fab/pilot", values=(), remark="Said on site.", key="a", where=Place("b.toml", 3)
    )
    other = StatementRecord(subject="fab/pilot", values=(), reason="Said on site.")
    assert content_hash(record) == content_hash(moved)
    assert content_hash(record) != content_hash(other)
