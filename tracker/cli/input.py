"""Reading what a command is given: a file, or standard input."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tracker.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(name: str) -> Iterator[TextIO]:
    """Open a file as UTF-8 text, `-` for standard input; raises DataError where that fails."""
    try:
        if name == "-":
            sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
            yield sys.stdin
            return
        with Path(name).open(encoding="utf-8") as stream:
            yield stream
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: not UTF-8: {error.reason}", "save it as UTF-8") from error
    except OSError as error:
        raise DataError(f"cannot read {name}: {error.strerror}", "name a file, or -") from error
