"""Whether the log is whole, and if not, where it first is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What was recomputed; `problems` is empty when everything is as it was recorded.

    `broken` is the first entry that differs from what was recorded, None when none does.
    """

    clocks: Clocks
    entries: int
    head: str
    broken: int | None
    problems: tuple[str, ...]
