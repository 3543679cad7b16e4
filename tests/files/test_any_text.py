"""Hypothesis reads anything: it is understood, or refused by a line that names its place."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from strategies_period import near_misses
from tracker.domain.definitions.readers import FieldError, rate
from tracker.domain.definitions.records import Dataset
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.errors import DataError, LineError, UsageError
from tracker.files.dataset import parse_dataset
from tracker.files.lines import read_batch, read_objects

JAPAN = FiscalCalendar()
texts = st.one_of(st.text(max_size=60), near_misses)


@given(texts)
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        assert Period.parse(text, JAPAN).text == text.strip()
    except UsageError as error:
        assert error.hint  # noqa: PT017


@given(texts, st.sampled_from(["JPY", "USD", "%", "count"]))
def test_any_text_is_a_quantity_or_refused(text: str, unit: str) -> None:
    try:
        assert Quantity.parse(text, unit)
    except UsageError as error:
        assert error.hint  # noqa: PT017


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), near_misses
)
keys = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            *("kind", "subject", "slug", "title", "project", "on", "target", "committed", "value"),
            *("key", "tier", "gates", "rate", "mark_kind", "of", "reason", "sums", "currency"),
        ]
    ),
)
kinds = st.sampled_from(
    ["statement", "mark", "milestone", "tranche", "metric", "source", "rate", "project", "holding"]
)
values = st.one_of(
    scalars, st.lists(scalars, max_size=3), st.dictionaries(keys, scalars, max_size=2)
)
objects = st.builds(
    lambda found, kind: {"kind": kind, **found}, st.dictionaries(keys, values, max_size=6), kinds
)


@given(st.lists(st.one_of(objects, values), max_size=4))
def test_any_json_line_is_read_or_named(rows: list[object]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    for line in read_batch(io.StringIO(text), "any.jsonl"):
        assert (line.record is None) == bool(line.mistakes)
        assert all(str(error).startswith("any.jsonl line ") for error in line.mistakes)


numbers = st.one_of(
    st.from_regex(r"\A[0-9]{1,12}(\.[0-9]{1,7})?\Z"),
    st.sampled_from(
        ["1e5", "1e9999999", "1_0", "١", " 1", "1 ", "NaN", "-1", "1.", ".5", "9" * 4000]
    ),
    st.text(max_size=6),
)


@given(numbers)
def test_a_rate_is_read_where_its_schema_says_so(text: str) -> None:
    fits = re.fullmatch(rate.schema["pattern"], text) is not None
    try:
        assert rate(text) == Decimal(text) * 10**6
        assert fits
    except FieldError:
        assert not fits or not 0 < Decimal(text) < 10**9


@given(st.text())
def test_any_text_is_lines_of_json_or_named(text: str) -> None:
    for number, found in read_objects(io.StringIO(text), "any.jsonl"):
        assert number >= 1
        assert isinstance(found, (dict, LineError))


deep = st.builds(
    lambda opening, depth, start: start + opening * depth,
    st.sampled_from(["[", "{a=", ".a", ' . "\\""', "9", "9_", "[[a]]\n", "{'b.c'="]),
    st.sampled_from([3, 50, 4001, 6000]),
    st.sampled_from(["a = ", "a", "[a", "[[rate]]\nrate = ", "a = {b", 'a = "', ""]),
)
"""What is small to write and large to read."""


def toml(row: dict[str, object]) -> str:
    """A table with the values as JSON, which TOML mostly reads alike."""
    lines = (f"{json.dumps(key)} = {json.dumps(value)}\n" for key, value in row.items())
    return f"[[{row['kind']}]]\n" + "".join(line for line in lines if not line.startswith('"kind'))


@given(st.one_of(st.text(), deep, st.lists(objects.map(toml), max_size=3).map("".join)))
def test_any_toml_is_read_or_named(text: str) -> None:
    try:
        mistakes = parse_dataset("any.toml", text, Dataset())
    except DataError as error:
        assert str(error).startswith("any.toml")  # noqa: PT017
        return
    assert all(error.place and error.place.file == "any.toml" for error in mistakes)
