"""Reading what a command is given: a file, or standard input."""

from __future__ import annotations

import codecs
import io
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

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


class BatchForm(StrEnum):
    """How a file to apply is written."""

    TOML = "toml"
    JSONL = "jsonl"


ENDINGS = {".toml": BatchForm.TOML, ".jsonl": BatchForm.JSONL, ".ndjson": BatchForm.JSONL}


@contextmanager
def batch(file: str, form: BatchForm | None) -> Iterator[tuple[str, BatchForm, BinaryIO]]:
    """Open a file to apply and give its name and form: as told, as named, else as it begins."""
    if file == "-":
        stream = _standard_input()
        yield "stdin", form or _begins(stream), stream
        return
    path = Path(file)
    try:
        stream = path.open("rb")
    except OSError as error:
        hint = "check its name and permissions"
        raise DataError(f"cannot read {path}: {error.strerror}", hint) from error
    with stream:
        yield path.name, form or ENDINGS.get(path.suffix.lower()) or _begins(stream), stream


@contextmanager
def text_of(stream: BinaryIO) -> Iterator[TextIO]:
    """Give bytes as UTF-8 text, what is none as surrogates; the stream stays open."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")
    try:
        yield text
    finally:
        text.detach()


def _begins(stream: io.BufferedReader) -> BatchForm:
    """Tell the form by the first character that is not blank."""
    start = stream.peek(1).removeprefix(codecs.BOM_UTF8).lstrip()
    return BatchForm.JSONL if start.startswith(b"{") else BatchForm.TOML


def _standard_input() -> io.BufferedReader:
    """Standard input's bytes; a test's are no BufferedReader."""
    stream: Any = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)
