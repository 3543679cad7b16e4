"""The hash chain that makes the log tamper-evident."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
GENESIS = "0" * 64
"""What the first entry takes for the hash of the entry before it."""


def canonical(content: Mapping[str, str | int | None]) -> str:
    """Return the one JSON text of an entry: versioned, keys sorted, empty fields left out."""
    kept = {name: value for name, value in content.items() if value is not None and value != ""}
    return json.dumps(
        {**kept, "v": VERSION}, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def entry_hash(previous: str, content: Mapping[str, str | int | None]) -> str:
    """Return the hex SHA-256 over the previous entry's hash and this entry's canonical JSON."""
    return sha256((previous + canonical(content)).encode()).hexdigest()
