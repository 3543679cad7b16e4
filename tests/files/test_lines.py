from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.definitions.records import BatchLine, Dataset
from tracker.files.dataset import parse_dataset
from tracker.files.forms import FORMS
from tracker.files.lines import as_line, json_schema, line_key, read_batch
from tracker.resources import fixtures_dir, help_topics

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
KEYS = sorted({"kind", *(line_key(k, key) for k, form in FORMS.items() for key in form.readers)})
ROWS = st.dictionaries(st.sampled_from(KEYS), JSON | st.sampled_from([*FORMS, "2027", "x"]))


def read(text: str) -> list[BatchLine]:
    return list(read_batch(io.StringIO(text), "b"))


@given(ROWS)
def test_any_object_is_read_or_refused_with_its_line(row: dict[str, Any]) -> None:
    (line,) = read(json.dumps(row) + "\n")
    assert line.number == 1
    assert bool(line.mistakes) == (line.record is None)
    assert all(str(one.place) == "b line 1" and one.message and one.hint for one in line.mistakes)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(line.record is None for line in read(text))


def test_a_deep_or_endless_value_is_refused() -> None:
    (deep,) = read('{"subject": ' + "[" * 100_000 + "\n")
    assert "nested too deeply" in deep.mistakes[0].message
    (long,) = read('{"subject": "a", "value": ' + "9" * 100_000 + "}\n")
    assert "no JSON" in long.mistakes[0].message


@pytest.mark.parametrize("path", sorted((fixtures_dir() / "rapidus").glob("*.toml")), ids=str)
def test_a_record_as_a_line_is_the_same_record(path: Path) -> None:
    dataset = Dataset()
    text = path.read_text(encoding="utf-8")
    assert parse_dataset(path.name, text, dataset) == []
    for kind in FORMS.keys() - {"rate", "mark"}:
        for record in dataset.of(kind):
            (line,) = read(json.dumps(as_line(kind, record), ensure_ascii=False) + "\n")
            assert line.record == record


def test_the_lines_in_the_help_are_read() -> None:
    shown = [line[4:] for line in help_topics()["dataset"].splitlines() if line[:5] == "    {"]
    assert len(shown) == 3
    assert not [line.mistakes for line in read("\n".join(shown)) if line.mistakes]


def test_the_schema_of_a_statement_wants_a_value() -> None:
    wanted = [one["required"] for one in json_schema("statement")["anyOf"]]
    assert ["target"] in wanted
    assert json_schema("statement")["required"] == ["subject"]
    assert json_schema("mark")["properties"]["mark_kind"]["enum"] == ["deprecate", "reinstate"]
    assert json_schema("project")["properties"]["kind"]["const"] == "project"
