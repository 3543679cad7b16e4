"""When and by whom something is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The clock of what is recorded, and the day of whoever writes, which dates what says none.

    `author` is who types it, `project` that of bare names.
    """

    now: Callable[[], datetime]
    today: date
    author: str | None = None
    project: str | None = None
