"""The head of a log in a file of its own: one line, to be found in the log again later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.log.chain import GENESIS, SeenHead
from tracker.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 200
HINT = "it is one line, as written by: tracker verify --write-head FILE"


def read_head(path: Path) -> SeenHead:
    """Read the head that a file holds, with its number and all digits; raises DataError."""
    try:
        with path.open("rb") as stream:
            text = stream.read(LONGEST).decode(errors="replace").removesuffix("\n")
    except OSError as error:
        hint = "write it first: tracker verify --write-head FILE"
        raise DataError(f"cannot read {path}: {error.strerror}", hint) from error
    try:
        head = SeenHead.parse(text)
    except UsageError:
        head = None
    if head is None or head.entry is None or len(head.hash) != len(GENESIS):
        raise DataError(f"{path} {'holds no head' if text.strip() else 'is empty'}", HINT)
    return head
