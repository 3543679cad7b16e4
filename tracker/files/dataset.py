"""Reading the TOML files of a dataset into records."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.records import Dataset
from tracker.errors import DataError, LineError, Place, UsageError
from tracker.files.fields import FieldError
from tracker.files.forms import FORMS
from tracker.files.toml import read_text, read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.files.forms import Form

KEY = re.compile(r'\s*"?([\w-]+)"?\s*=')
HEADER = re.compile(r'\s*\[\[\s*"?([\w-]+)"?\s*\]\]')
FIRST_WORD = re.compile(r'\s*+\[*+\s*+"?([\w-]+)')
FORM_HINT = "see tracker help dataset for the form of a file"

Seen = dict[tuple[str, str], Place]
"""Where each slug or key was defined, for duplicates across the files of one dataset."""


def read_dataset(folder: Path) -> Dataset:
    """Read every TOML file of a folder, in the order of their names.

    Raises DataError naming file, line and field of the first mistake, or when there is no file.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise DataError(f"{folder} holds no *.toml file", "name the folder of a dataset")
    dataset, seen = Dataset(), Seen()
    for path in paths:
        parse_dataset(path.name, _text_of(path), dataset, seen)
    return dataset


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return read_text(path.name, stream)
    except OSError as error:
        hint = "check its name and permissions"
        raise DataError(f"cannot read {path}: {error.strerror}", hint) from error


def parse_dataset(
    name: str,
    text: str,
    into: Dataset,
    seen: Seen | None = None,
    mistakes: list[LineError] | None = None,
) -> None:
    """Add the records of one file's text to a dataset; `name` is used in messages.

    `seen` is handed from file to file, so that what stands in two of them is found. Mistakes are
    collected where a list is given; else the first is raised. A text that is no TOML is a
    DataError in any case.
    """
    seen = Seen() if seen is None else seen
    found: list[LineError] = [] if mistakes is None else mistakes
    content = read_toml(name, text)
    project = _project(content)
    places, lines = _places(name, text), _lines(text)
    for kind, tables in content.items():
        form, where = FORMS.get(kind), places[kind]
        if form is None or not isinstance(tables, list) or len(tables) != len(where):
            found.append(_no_table(Place(name, lines.get(kind)), kind))
            continue
        for values, place in zip(tables, where, strict=True):
            try:
                record = _record(form, values, place, project, found)
                if record is None:
                    into.unread.add(str(values.get(form.named_by)))
                    continue
                _refuse_duplicate(form, record, place, seen)
                getattr(into, form.collection).append(record)
            except LineError as error:
                found.append(error)
    if mistakes is None and found:
        raise found[0]


def _project(content: dict[str, Any]) -> str | None:
    """The project of tables that name none: the file's, else the only one that it defines."""
    named = content.get("project")
    if isinstance(named, str):
        return str(content.pop("project"))
    only = named[0] if isinstance(named, list) and len(named) == 1 else None
    slug = only.get("slug") if isinstance(only, dict) else None
    return slug if isinstance(slug, str) else None


def _places(name: str, text: str) -> dict[str, list[Place]]:
    """Where the tables of each kind stand, and in each the first line of every key."""
    places: dict[str, list[Place]] = defaultdict(list)
    keys: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := HEADER.match(line):
            keys = {}
            places[header[1]].append(Place(name, number, keys))
        elif written := KEY.match(line):
            keys.setdefault(written[1], number)
    return places


def _lines(text: str) -> dict[str, int]:
    """The first line that begins with a word, be it a key or the name of a table."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if written := FIRST_WORD.match(line):
            found.setdefault(written[1], number)
    return found


def _no_table(place: Place, kind: str) -> LineError:
    if kind in FORMS:
        reason = f"'{kind}' must be a table for each {kind}"
        return LineError(place, kind, reason, f"write each under a line [[{kind}]] of its own")
    return LineError(place, kind, f"unknown table '{kind}'", "one of: " + ", ".join(FORMS))


def _record(
    form: Form, values: dict[str, Any], place: Place, project: str | None, found: list[LineError]
) -> Any:  # noqa: ANN401
    """Build the record of one table, None where a key is wrong; all such keys are `found`.

    `project` counts where the table names none.
    """
    before = len(found)
    read: dict[str, Any] = {}
    for key, value in values.items():
        try:
            read[key] = _value(form, key, value, place)
        except LineError as error:
            found.append(error)
    if form.in_project and project is not None:
        read.setdefault("project", project)
    found += [
        LineError(place, key, f"{key} is missing", f"add a line: {key} = …")
        for key in form.required
        if key not in read and key not in values
    ]
    if len(found) > before:
        return None
    try:
        return form.make({**read, "where": place})
    except FieldError as error:
        raise LineError(place, None, str(error), FORM_HINT) from None


def _value(form: Form, key: str, value: object, place: Place) -> Any:  # noqa: ANN401
    where = place.at(key)
    if key not in form.readers:
        hint = "the keys here: " + ", ".join(form.readers)
        raise LineError(where, key, f"unknown key '{key}'", hint)
    try:
        return form.readers[key](value)
    except FieldError as error:
        raise LineError(where, key, f"{key} {error}", FORM_HINT) from None
    except UsageError as error:
        raise LineError(where, key, f"{key}: {error.message}", error.hint) from error


def _refuse_duplicate(form: Form, record: Any, place: Place, seen: Seen) -> None:  # noqa: ANN401
    name, here = form.name(record), place.at(form.named_by)
    if name is None:
        return
    first = seen.setdefault((form.noun, name), here)
    if first != here:
        reason = f"the {form.noun} '{name}' stands already in {first}"
        hint = "remove one of the two, or give it another name"
        raise LineError(here, form.named_by, reason, hint)
