"""JSON Lines: one JSON object a line, written the same way for the same content."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from tracker.domain.text import flaw, visible, visible_json
from tracker.errors import LineError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

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
        return LineError(place, None, f"no JSON: {reason}", HINT)
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
