"""Batches in JSON Lines: definitions, statements and marks, one a line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.records import BatchLine, ProjectRecord, StatementRecord
from tracker.domain.text import visible
from tracker.errors import LineError, Place
from tracker.files.fields import FieldError
from tracker.files.forms import FORMS
from tracker.files.lines import read_objects
from tracker.files.models import HINT, KIND, STATEMENT, line_key, read_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from tracker.domain.definitions.records import Definition

ATTRIBUTES = {"class": "holding_class"}
"""What a record calls a key otherwise than a file does."""


def read_batch(stream: TextIO, name: str) -> Iterator[BatchLine]:
    """Give the lines of a batch as they come, never holding more than one.

    A line that names no project belongs to the project defined last before it, if any is.
    """
    project: str | None = None
    for number, found in read_objects(stream, name):
        where = Place(name, number)
        line = BatchLine(number, None, (found,)) if isinstance(found, LineError) else None
        line = line or _line(number, found, where, project)  # type: ignore[arg-type]
        if isinstance(line.record, ProjectRecord):
            project = line.record.slug
        yield line


def _line(number: int, found: Mapping[str, Any], where: Place, project: str | None) -> BatchLine:
    kind = found.get(KIND, STATEMENT)
    form = FORMS.get(kind) if isinstance(kind, str) else None
    if form is None:
        reason = f"unknown kind '{visible(str(kind)[:60])}'"
        error = LineError(where, KIND, reason, "one of: " + ", ".join(FORMS))
        return BatchLine(number, None, (error,))
    values = read_keys(kind, found, where)
    if isinstance(values, list):
        return BatchLine(number, None, tuple(values), str(found.get(form.named_by)))
    if form.in_project and project is not None:
        values.setdefault("project", project)
    if "project" in form.required and "project" not in values:
        hint = 'add "project": …, or define the project above'
        error = LineError(where, "project", "project is missing", hint)
        return BatchLine(number, None, (error,), str(values.get(form.named_by)))
    try:
        return BatchLine(number, form.make({**values, "where": where}))
    except FieldError as error:
        told = LineError(where, None, str(error), HINT.format(kind=kind))
        return BatchLine(number, None, (told,))


def as_line(kind: str, record: Definition | StatementRecord) -> dict[str, Any]:
    """Return what a line says of a definition or a statement, empty keys left out."""
    said = {}
    if isinstance(record, StatementRecord):
        said = {field.value: text for field, text in record.values}
    for key in FORMS[kind].readers:
        value = getattr(record, ATTRIBUTES.get(key, key), None)
        if value is not None and value != ():
            said[line_key(kind, key)] = value.isoformat() if isinstance(value, date) else value
    return {KIND: kind, **said}
