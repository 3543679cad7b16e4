"""TOML read within bounds that no honest file meets, so that no file takes long to refuse."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from tracker.errors import DataError, LineError, Place

if TYPE_CHECKING:
    from typing import BinaryIO

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
        raise LineError(Place(name, line), None, f"{told[1]}: {written}", HINT) from error
    except RecursionError:
        raise DataError(f"{name} is nested too deeply", BOUNDS_HINT) from None
