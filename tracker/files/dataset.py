"""Reading the TOML files of a dataset into records."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Dataset
from tracker.errors import DataError, UsageError
from tracker.files.fields import FieldError
from tracker.files.forms import FORMS

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.files.forms import Form

HEADER = re.compile(r'^\s*\[\[\s*"?([\w-]+)"?\s*\]\]')
AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")
FORM_HINT = "see tracker help dataset for the form of a file"

Seen = dict[tuple[str, str], str]
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
        parse_dataset(path.name, _content(path), dataset, seen)
    return dataset


def parse_dataset(name: str, text: str, into: Dataset, seen: Seen | None = None) -> None:
    """Add the records of one file's text to a dataset; `name` is used in messages.

    `seen` is handed from file to file, so that what stands in two of them is found.
    """
    seen = Seen() if seen is None else seen
    content = _toml(name, text)
    project = content.pop("project") if isinstance(content.get("project"), str) else None
    for kind, tables in content.items():
        form, places = FORMS.get(kind), _places(name, text, kind)
        if form is None or not isinstance(tables, list) or len(tables) != len(places):
            raise _no_table(name, text, kind)
        for values, place in zip(tables, places, strict=True):
            record = _record(form, values, place, project)
            _refuse_duplicate(form, record, place, seen)
            getattr(into, form.collection).append(record)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands in a file, for messages that name the line."""

    name: str
    first: int
    lines: tuple[str, ...]

    def at(self, key: str | None = None) -> str:
        """Name file and line, of one key where the table has it."""
        for number, line in enumerate(self.lines):
            if key is not None and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
                return f"{self.name} line {self.first + number}"
        return f"{self.name} line {self.first}"


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not written in UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}", "check its permissions") from error


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = AT_LINE.fullmatch(str(error))
        message = f"{name} line {found[2]}: {found[1]}" if found else f"{name}: {error}"
        raise DataError(message, "see https://toml.io for the form of a file") from error


def _places(name: str, text: str, kind: str) -> list[_Place]:
    lines = text.splitlines()
    headers = [(n, m[1]) for n, line in enumerate(lines) if (m := HEADER.match(line))]
    ends = [n for n, _ in headers[1:]] + [len(lines)]
    return [
        _Place(name, start + 1, tuple(lines[start:end]))
        for (start, found), end in zip(headers, ends, strict=False)
        if found == kind
    ]


def _no_table(name: str, text: str, kind: str) -> DataError:
    written = re.compile(rf'\s*\[*\s*"?{re.escape(kind)}\b')
    lines = [n for n, line in enumerate(text.splitlines(), 1) if written.match(line)]
    place = f"{name} line {lines[0]}" if lines else name
    if kind in FORMS:
        message = f"{place}: '{kind}' must be a table for each {kind}"
        return DataError(message, f"write each under a line [[{kind}]] of its own")
    return DataError(f"{place}: unknown table '{kind}'", "one of: " + ", ".join(FORMS))


def _record(form: Form, values: dict[str, Any], place: _Place, project: str | None) -> Any:  # noqa: ANN401
    """Build the record of one table; the file's project counts where the table names none."""
    found = {key: _value(form, key, value, place) for key, value in values.items()}
    if form.in_project and project is not None:
        found.setdefault("project", project)
    for key in form.required:
        if key not in found:
            raise DataError(f"{place.at()}: {key} is missing", f"add a line: {key} = …")
    try:
        return form.make({**found, "where": place.at()})
    except FieldError as error:
        raise DataError(f"{place.at()}: {error}", FORM_HINT) from None


def _value(form: Form, key: str, value: object, place: _Place) -> Any:  # noqa: ANN401
    if key not in form.readers:
        hint = "the keys here: " + ", ".join(form.readers)
        raise DataError(f"{place.at(key)}: unknown key '{key}'", hint)
    try:
        return form.readers[key](value)
    except FieldError as error:
        raise DataError(f"{place.at(key)}: {key} {error}", FORM_HINT) from None
    except UsageError as error:
        raise DataError(f"{place.at(key)}: {key}: {error.message}", error.hint) from error


def _refuse_duplicate(form: Form, record: Any, place: _Place, seen: Seen) -> None:  # noqa: ANN401
    name, here = form.name(record), place.at(form.named_by)
    first = seen.setdefault((form.noun, name), here)
    if first != here:
        message = f"{here}: the {form.noun} '{name}' stands already in {first}"
        raise DataError(message, "remove one of the two, or give it another name")
