"""Reading the TOML files of a dataset into records, within bounds that no honest file meets."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.records import Dataset
from tracker.domain.typed import key_meant, table_meant
from tracker.errors import DataError, LineError, Place
from tracker.files.forms import FORMS, Wording, name_of, read_record, wide_signs

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from tracker.files.forms import Form


KEY = re.compile(r'\s*"?([\w-]+)"?\s*=')
HEADER = re.compile(r'\s*\[\[\s*"?([\w-]+)"?\s*\]\]')
WIDE_HEADER = re.compile(r"\[\[\s*([^\s\]]*[^\x00-\x7f\]][^\s\]]*)\s*\]\]")
WIDE_KEY = re.compile(r"""([^\s="'#]*[^\x00-\x7f="'#][^\s="'#]*)\s*=""")
"""A table and a key that are not written in ASCII, which TOML takes only in quotes."""
BARE_TEXT = re.compile(r"""([\w-]+)\s*=\s*([^\s"'#\[{][^"'#]*)""")
FIRST_WORD = re.compile(r'\s*+\[*+\s*+"?([\w-]+)')
WORDING = Wording(
    called=lambda _, key: key,
    hint="see tracker help dataset for the form of a file",
    add="add a line: {key} = …",
    add_project="add a line: project = …",
)
SHIPPED = "shipped.txt"
"""The file of a dataset that lists, digest by digest, each content of a definition it ever had."""
Seen = dict[tuple[str, str], Place]
"""Where each slug or key was defined, for duplicates across the files of one dataset."""


def read_dataset(folder: Path) -> Dataset:
    """Read every TOML file of a folder, in the order of their names.

    Raises DataError naming file, line and field of the first mistake, or when there is no file.
    """
    paths = dataset_files(folder)
    if not paths:
        raise DataError(f"{folder} holds no *.toml file", "name the folder of a dataset")
    dataset, seen = Dataset(), Seen()
    for path in paths:
        mistakes = parse_dataset(path.name, _text_of(path), dataset, seen)
        if mistakes:
            raise mistakes[0]
    return dataset


def dataset_files(folder: Path) -> list[Path]:
    """Return the TOML files of a folder, in the order of their names."""
    return sorted(folder.glob("*.toml"))


def read_shipped(folder: Path) -> frozenset[str]:
    """Return the digests of every definition that a dataset ever held, as its list has them."""
    lines = (folder / SHIPPED).read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return read_text(path.name, stream)
    except OSError as error:
        hint = "check its name and permissions"
        raise DataError(f"cannot read {path}: {error.strerror}", hint) from error


def parse_dataset(name: str, text: str, into: Dataset, seen: Seen | None = None) -> list[LineError]:
    """Add the records of one file's text to a dataset, and return the mistakes in it.

    `name` is used in messages. `seen` is handed from file to file, so that what stands in two of
    them is found. Raises DataError for a text that is no TOML.
    """
    seen = Seen() if seen is None else seen
    mistakes: list[LineError] = []
    content = read_toml(name, text)
    project = _project(content)
    places, lines = _places(name, text), _lines(text)
    for kind, tables in content.items():
        form, where = FORMS.get(kind), places[kind]
        if form is None or not isinstance(tables, list) or len(tables) != len(where):
            mistakes.append(_no_table(Place(name, lines.get(kind)), kind))
            continue
        for values, place in zip(tables, where, strict=True):
            record = read_record(form, values, place, project, WORDING)
            if isinstance(record, list):
                mistakes += record
                into.unread.add(str(values.get(form.named_by)))
                continue
            try:
                _refuse_duplicate(form, record, place, seen)
                into.of(kind).append(record)
            except LineError as error:
                mistakes.append(error)
    return mistakes


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


def _no_toml(place: Place, reason: str, written: str) -> LineError:
    """Make the error for a line that is no TOML, where its words tell what to write instead."""
    if found := WIDE_HEADER.match(written):
        return _no_table(place, found[1])
    if found := WIDE_KEY.match(written):
        known = {key for form in FORMS.values() for key in form.readers}
        hint = key_meant(found[1], known) or WORDING.hint
        return LineError(place, found[1], f"unknown key '{found[1]}'", hint)
    hint = wide_signs(written) or HINT
    if hint == HINT and (found := BARE_TEXT.fullmatch(written)):
        hint = f'a text stands in quotes: {found[1]} = "{found[2]}"'
    return LineError(place, None, f"{reason}: {written}", hint)


def _no_table(place: Place, kind: str) -> LineError:
    if kind in FORMS:
        reason = f"'{kind}' must be a table for each {kind}"
        return LineError(place, kind, reason, f"write each under a line [[{kind}]] of its own")
    hint = table_meant(kind) or "one of: " + ", ".join(FORMS)
    return LineError(place, kind, f"unknown table '{kind}'", hint)


def _refuse_duplicate(form: Form, record: Any, place: Place, seen: Seen) -> None:  # noqa: ANN401
    (noun, name), here = name_of(record), place.at(form.named_by)
    if name is None:
        return
    first = seen.setdefault((noun, name), here)
    if first != here:
        reason = f"the {noun} '{name}' stands already in {first}"
        hint = "remove one of the two, or give it another name"
        raise LineError(here, form.named_by, reason, hint)


LARGEST_FILE = 16_000_000
"""In bytes; the whole file is in memory, and several times over while it is read."""

MOST_PARTS = 4
LONGEST_WORD = 4000
BEYOND = {
    f"a word or number of more than {LONGEST_WORD:,} characters": re.compile(
        rf"(?<![\w+-])[\w+-]{{{LONGEST_WORD + 1}}}"
    ),
    f"a key of more than {MOST_PARTS} parts": re.compile(
        rf"(?<![\w-])[\w-]++[ \t]*+(?:\.[ \t]*+[\w-]++[ \t]*+){{{MOST_PARTS}}}"
    ),
}
"""What Python's reader takes the square of its length for, or does not take at all."""

QUOTED = re.compile(
    r"""
      \"{3} (?: [^"\\] | \\[\s\S] | "(?!"") )*+ \"{0,5}
    | '{3} (?: [^'] | '(?!'') )*+ '{0,5}
    | " (?: [^"\\\n] | \\. )*+ "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    """,
    re.VERBOSE,
)
"""A text or a comment, of which one that is not closed ends where nothing behind it is read."""

AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")
HINT = "see https://toml.io for the form of a file"
BOUNDS_HINT = "keys are single words here, values short texts: tracker help dataset"


def read_text(name: str, stream: BinaryIO) -> str:
    """Read a file called `name` as UTF-8; raises DataError for what is none, or too large."""
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        hint = "cut it in two, or write JSON Lines, which may be of any length"
        raise DataError(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB", hint)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{name} is not written in UTF-8", "save it as UTF-8") from error


def read_toml(name: str, text: str) -> dict[str, Any]:
    """Return what a text says by its keys; raises DataError, with the line where it is known."""
    bare = QUOTED.sub(lambda found: "_" + "\n" * found[0].count("\n"), text)
    for what, pattern in BEYOND.items():
        if found := pattern.search(bare):
            line = bare.count("\n", 0, found.start()) + 1
            raise LineError(Place(name, line), None, what, BOUNDS_HINT)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = AT_LINE.fullmatch(str(error))
        if told is None:
            raise DataError(f"{name}: {error}", HINT) from error
        line = int(told[2])
        written = text.split("\n")[line - 1].strip()[:60]
        raise _no_toml(Place(name, line), told[1], written) from error
    except RecursionError:
        raise DataError(f"{name} is nested too deeply", BOUNDS_HINT) from None
