"""Reading what a command is given: a file, or standard input."""

from __future__ import annotations

import codecs
import io
import shutil
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, TextIO

from tracker.errors import DataError, TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator

START_BYTES = 4096


class BatchForm(StrEnum):
    """How a file to apply is written."""

    TOML = "toml"
    JSONL = "jsonl"


ENDINGS = {".toml": BatchForm.TOML, ".jsonl": BatchForm.JSONL, ".ndjson": BatchForm.JSONL}


@contextmanager
def opened(file: str) -> Iterator[tuple[str, BinaryIO]]:
    """Give the name and the bytes of a file, `-` for standard input, to be read more than once.

    Raises DataError where it cannot be read.
    """
    if file == "-":
        with _kept(sys.stdin.buffer) as stream:
            yield "stdin", stream
        return
    path = Path(file)
    try:
        stream = path.open("rb")
    except OSError as error:
        hint = "check its name and permissions"
        raise DataError(f"cannot read {path}: {error.strerror}", hint) from error
    with stream:
        if stream.seekable():
            yield path.name, stream
            return
        with _kept(stream) as kept:
            yield path.name, kept


@contextmanager
def batch(file: str, form: BatchForm | None) -> Iterator[tuple[str, BatchForm, BinaryIO]]:
    """Open a file to apply and give its name and form: as told, as named, else as it begins."""
    with opened(file) as (name, stream):
        yield name, form or ENDINGS.get(Path(file).suffix.lower()) or _begins(stream), stream


@contextmanager
def text_of(stream: BinaryIO) -> Iterator[TextIO]:
    """Give bytes from the first on as UTF-8 text, what is none as surrogates.

    The stream stays open, so that it can be read again.
    """
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")
    try:
        yield text
    finally:
        text.detach()


def _begins(stream: BinaryIO) -> BatchForm:
    """Tell the form by the first character that is not blank."""
    start = stream.read(START_BYTES).removeprefix(codecs.BOM_UTF8).lstrip()
    stream.seek(0)
    return BatchForm.JSONL if start.startswith(b"{") else BatchForm.TOML


@contextmanager
def _kept(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give what comes through a pipe as a file without a name: a pipe can be read but once."""
    with TemporaryFile() as kept:
        try:
            shutil.copyfileobj(stream, kept)
        except OSError as error:
            message = f"cannot keep what is sent: {error.strerror}"
            raise TrackerError(message, "make room in the folder that TMPDIR names") from error
        kept.seek(0)
        yield kept
