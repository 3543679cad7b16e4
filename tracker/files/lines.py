"""JSON Lines, one JSON object a line: read, written, as the lines of a batch, and their schema."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import BatchLine, StatementRecord
from tracker.domain.text import flaw, visible, visible_json
from tracker.domain.typed import table_meant
from tracker.errors import LineError, Place
from tracker.files.forms import (
    FORMS,
    LONGEST_SHOWN,
    STATEMENT,
    Wording,
    read_record,
    wide_signs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from tracker.domain.definitions.records import Definition
    from tracker.files.forms import Form


LONGEST_LINE = 1_000_000
UNDECODED = re.compile("[\udc80-\udcff]")
HINT = "a line is one JSON object, of at most a million characters"


def write_line(row: Mapping[str, Any]) -> str:
    """Return an object as a line with sorted keys, ending in a newline, harmless on a screen."""
    return visible_json(json.dumps(row, ensure_ascii=False, sort_keys=True)) + "\n"


def write_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give each object as a line."""
    return map(write_line, rows)


def read_lines(stream: TextIO, name: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Give the objects of a stream with their lines; blank lines are passed over.

    Raises LineError naming file and line of one that is no object.
    """
    for number, found in read_objects(stream, name):
        if isinstance(found, LineError):
            raise found
        yield Place(name, number), found


def read_objects(stream: TextIO, name: str) -> Iterator[tuple[int, dict[str, Any] | LineError]]:
    """Give objects by the number of their line, from 1, and what is wrong with one in its place.

    Never holds more than a line. Bytes that are no UTF-8 are expected as escaped surrogates.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        place = Place(name, number)
        if len(line) > LONGEST_LINE:
            while line and not line.endswith("\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, LineError(place, None, "too long", HINT)
        elif UNDECODED.search(line):
            yield number, LineError(place, None, "not written in UTF-8", "save it as UTF-8")
        elif line.strip():
            yield number, _object(line, place)


def _object(line: str, place: Place) -> dict[str, Any] | LineError:
    try:
        found = json.loads(line, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        hint = HINT if isinstance(error, RecursionError) else wide_signs(line) or HINT
        return LineError(place, None, f"no JSON: {reason}", hint)
    if not isinstance(found, dict):
        return LineError(place, None, "no JSON object", HINT)
    return found


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    for key in found:
        if not key.isascii() and (reason := flaw(key)):  # a value of that kind is named by its key
            raise ValueError(f"a key {reason}")
    if len(found) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(f"the key '{visible(twice[:60])}' stands twice")
    return found


PROJECT = "project"
KIND = "kind"
"""The key of a line that says what it is; without it a line is a statement."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def line_key(kind: str, key: str) -> str:
    """Return how a line writes a table's key: `kind` is the line's own, so KIND_kind is."""
    return f"{kind}_{KIND}" if key == KIND else key


WORDING = Wording(
    called=line_key,
    hint="see tracker schema {kind}",
    add='add "{key}": …',
    add_project='add "project": …, or define the project above',
    also=(KIND,),
)


def read_batch(stream: TextIO, name: str) -> Iterator[BatchLine]:
    """Give the lines of a batch as they come, never holding more than one.

    A line that names no project belongs to the project defined last before it, if any is.
    """
    project: str | None = None
    for number, found in read_objects(stream, name):
        line = _line(number, found, Place(name, number), project)
        if not isinstance(found, LineError) and found.get(KIND) == PROJECT:
            project = line.name or getattr(line.record, "slug", None)
        yield line


def _line(
    number: int, found: Mapping[str, Any] | LineError, where: Place, project: str | None
) -> BatchLine:
    if isinstance(found, LineError):
        return BatchLine(number, None, (found,))
    kind = found.get(KIND, STATEMENT)
    form = FORMS.get(kind) if isinstance(kind, str) else None
    if form is None:
        reason = f"unknown kind '{visible(str(kind)[:LONGEST_SHOWN])}'"
        meant = table_meant(kind) if isinstance(kind, str) else None
        hint = meant or "one of: " + ", ".join(FORMS)
        error = LineError(where, KIND, reason, hint)
        return BatchLine(number, None, (error,))
    values = {key: value for key, value in found.items() if key != KIND}
    record = read_record(form, values, where, project, WORDING)
    if isinstance(record, list):
        return BatchLine(number, None, tuple(record), str(found.get(form.named_by)))
    return BatchLine(number, record)


def as_line(kind: str, record: Definition | StatementRecord) -> dict[str, Any]:
    """Return what a line says of a definition or a statement, empty keys left out."""
    said: dict[str, Any] = {KIND: kind}
    if isinstance(record, StatementRecord):
        said |= {field.value: text for field, text in record.values}
    for one in keys_of(type(record)):
        value = getattr(record, one.attribute)
        if one.name in FORMS[kind].readers and value not in {None, ()}:
            said[line_key(kind, one.name)] = value.isoformat() if isinstance(value, date) else value
    return said


def json_schema(kind: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a line of a kind, without one that of any line."""
    if kind is not None:
        return {"$schema": DIALECT, **_schema(FORMS[kind])}
    return {
        "$schema": DIALECT,
        "title": "line",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in FORMS],
        "$defs": {name: _schema(form) for name, form in FORMS.items()},
    }


def _schema(form: Form) -> dict[str, Any]:
    """The keys of a line; a statement need not say its kind, nor what has one its project."""
    optional = {"project"} if form.in_project else set()
    required = [] if form.kind == STATEMENT else [KIND]
    required += [line_key(form.kind, key) for key in form.required if key not in optional]
    found: dict[str, Any] = {
        "title": form.kind,
        "type": "object",
        "properties": {
            KIND: {"const": form.kind},
            **{line_key(form.kind, key): dict(one.schema) for key, one in form.readers.items()},
        },
        "required": required,
        "additionalProperties": False,
    }
    if form.any_of:
        found["anyOf"] = [{"required": [key]} for key in form.any_of]
    return found
