"""Standard input, output and error, each of which may be closed, full or read no more."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from tracker.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLOSED = "standard output is closed"
LONGEST_TYPED = 60


def open_closed() -> None:
    """Open what the caller closed: there messages are lost, and reading and writing fails.

    So Python, which leaves them None, has all three, and no file that is opened later gets the
    number of one of them.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_WRONLY), "r", encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def tell(message: str) -> None:
    """Write a line to standard error; where nobody can read it, it is lost."""
    try:
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


readings: list[tuple[str, str]] = []
"""What was typed of options, and taken for another word: told once the command has succeeded."""


def tell_readings(more: Iterable[tuple[str, str]]) -> None:
    """Tell on standard error what was taken for what was typed, of options and else."""
    for typed, meant in (*readings, *more):
        tell(f"read {visible(typed[:LONGEST_TYPED])} as {meant}")


def write_text(text: str) -> None:
    """Write text, fitted to what standard output can carry; raises OSError."""
    encoding = sys.stdout.encoding or "utf-8"
    with _as_long_as_it_is_read():
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()  # a full disk is met here, and not at the end of the program


def write_bytes(parts: Iterable[bytes]) -> None:
    """Write past the text layer, which would encode otherwise and turn newlines into others.

    Raises OSError.
    """
    with _as_long_as_it_is_read():
        sys.stdout.flush()
        for part in parts:
            left = part
            while left:  # an unbuffered stream may take a piece only
                left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.flush()


def discard_output() -> None:
    """Let standard output go nowhere from now on."""
    _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    """Let a stream go nowhere, lest Python fails at what it still holds in the end."""
    with suppress(OSError):  # what stands in for it may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _as_long_as_it_is_read() -> Iterator[None]:
    """Write until the reader has enough, as `head` soon has: that is no error of anybody.

    Raises OSError for any other failure.
    """
    try:
        yield
    except BrokenPipeError:
        discard_output()
    except OSError as error:
        discard_output()
        if error.errno != errno.EBADF:
            raise
        raise OSError(error.errno, CLOSED) from error
