"""The hash chain that makes the log tamper-evident."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.domain.text import LONGEST_NUMBER
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
GENESIS = "0" * 64
"""What the first entry takes for the hash of the entry before it."""


SHORTEST = 8
"""So many digits of a hash name it."""

SEEN = re.compile(
    rf"(?:#?(\d{{1,{LONGEST_NUMBER}}}) )?([0-9a-f]{{{SHORTEST},{len(GENESIS)}}})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class SeenHead:
    """A head seen earlier: the hash or its beginning, with the number of its entry if it was told.

    >>> str(SeenHead.parse("#120 B44CA066"))
    '120 b44ca066'
    """

    hash: str
    entry: int | None = None

    @classmethod
    def parse(cls, text: str) -> SeenHead:
        """Read a hash, or its beginning of at least 8 digits, with a number in front or without.

        Raises UsageError.
        """
        found = SEEN.fullmatch(text.lower())
        if found is None:
            hint = f"give at least {SHORTEST} of its digits, as tracker verify printed them"
            raise UsageError(f"'{text[:70]}' is no hash", hint)
        return cls(found[2], int(found[1]) if found[1] else None)

    def __str__(self) -> str:
        return self.hash if self.entry is None else f"{self.entry} {self.hash}"


def canonical(content: Mapping[str, str | int | None]) -> str:
    """Return the one JSON text of an entry: versioned, keys sorted, empty fields left out."""
    kept = {name: value for name, value in content.items() if value is not None and value != ""}
    return json.dumps(
        {**kept, "v": VERSION}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def entry_hash(previous: str, content: Mapping[str, str | int | None]) -> str:
    """Return the hex SHA-256 over the previous entry's hash and this entry's canonical JSON."""
    return sha256((previous + canonical(content)).encode()).hexdigest()
