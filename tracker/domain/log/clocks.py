"""The two clocks that every report obeys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The two clocks of a report: what was said by `as_of`, and recorded up to `entry`.

    `entry` 0 is the empty log. `instant` is set when an earlier state was asked for: definitions
    recorded after it did not exist then.
    """

    as_of: date
    entry: int
    hash: str
    instant: datetime | None = None
