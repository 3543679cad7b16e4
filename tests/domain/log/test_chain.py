"""The canonical form of an entry, and the hash that chains it to the one before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.log.chain import GENESIS, canonical, entry_hash

ENTRY: dict[str, Any] = {
    "id": 1,
    "kind": "statement",
    "subject": "rapidus/mass-production",
    "field": "target",
    "value": "2027年度後半",
    "tier": "primary",
    "stated_on": "2025-11-21",
    "happened_on": None,
    "source": "rapidus-2025-11-21",
    "remark": "",
    "recorded_at": "2026-11-22T09:00:00Z",
}
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=2, max_size=12)
CONTENTS = st.dictionaries(NAMES, st.one_of(st.integers(), st.text(), st.none()), max_size=8)


def test_the_canonical_form_is_this_text_for_ever() -> None:
    assert canonical(ENTRY) == (
        '{"field":"target","id":1,"kind":"statement","recorded_at":"2026-11-22T09:00:00Z",'
        '"source":"rapidus-2025-11-21","stated_on":"2025-11-21",'
        '"subject":"rapidus/mass-production","tier":"primary","v":1,"value":"2027年度後半"}'
    )


def test_the_hash_is_this_number_for_ever() -> None:
    assert GENESIS == "0" * 64
    assert entry_hash(GENESIS, ENTRY) == (
        "2af951c050c8ee7433408de0859c3b2cf4e7fc1d536421355bdd4fd87052b88d"
    )


def test_the_version_cannot_be_overwritten() -> None:
    assert canonical({"v": 2}) == '{"v":1}'


def test_zero_is_a_value_and_empty_is_none() -> None:
    assert canonical({"key_part": 0, "remark": "", "key": None}) == '{"key_part":0,"v":1}'


@pytest.mark.parametrize("name", [name for name, value in ENTRY.items() if value])
def test_any_changed_or_removed_field_changes_the_hash(name: str) -> None:
    original = entry_hash(GENESIS, ENTRY)
    assert entry_hash(GENESIS, {**ENTRY, name: f"{ENTRY[name]} "}) != original
    assert entry_hash(GENESIS, {**ENTRY, name: None}) != original


@pytest.mark.parametrize("name", ["happened_on", "remark", "said_by"])
def test_an_added_field_changes_the_hash(name: str) -> None:
    assert entry_hash(GENESIS, {**ENTRY, name: "x"}) != entry_hash(GENESIS, ENTRY)


def test_a_changed_entry_changes_every_hash_after_it() -> None:
    changed = {**ENTRY, "value": "2028"}
    following = {**ENTRY, "id": 2}
    first, other = entry_hash(GENESIS, ENTRY), entry_hash(GENESIS, changed)
    assert entry_hash(first, following) != entry_hash(other, following)


@given(CONTENTS)
def test_the_order_of_the_fields_is_irrelevant(content: dict[str, str | int | None]) -> None:
    assert canonical(dict(reversed(content.items()))) == canonical(content)


@given(CONTENTS)
def test_empty_fields_may_as_well_be_left_out(content: dict[str, str | int | None]) -> None:
    kept = {name: value for name, value in content.items() if value not in {None, ""}}
    assert canonical(kept) == canonical(content)


@given(CONTENTS, CONTENTS)
def test_two_contents_have_one_text_only_when_they_say_the_same(
    one: dict[str, str | int | None], other: dict[str, str | int | None]
) -> None:
    said_by_one = {name: value for name, value in one.items() if value not in {None, ""}}
    said_by_other = {name: value for name, value in other.items() if value not in {None, ""}}
    assert (canonical(one) == canonical(other)) == (said_by_one == said_by_other)
