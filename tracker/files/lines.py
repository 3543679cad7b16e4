"""JSON Lines: one JSON object a line, written the same way for the same content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tracker.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

LONGEST_LINE = 1_000_000
HINT = "a line is one JSON object, of at most a million characters"


def write_line(row: Mapping[str, Any]) -> str:
    """Return an object as a line with sorted keys, ending in a newline."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def write_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give each object as a line."""
    return map(write_line, rows)


def read_lines(stream: TextIO, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the objects of a stream with their line numbers from 1; blank lines are passed over.

    Never holds more than a line. Raises DataError naming file and line of one that is no object.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise DataError(f"{name} line {number}: too long", HINT)
        if line.strip():
            yield number, _object(line, f"{name} line {number}")


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise DataError(f"{place}: no JSON: {reason}", HINT) from None
    if not isinstance(found, dict):
        raise DataError(f"{place}: no JSON object", HINT)
    return found
