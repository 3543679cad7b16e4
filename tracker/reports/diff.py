"""What changed in a project between two looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.event import Event
    from tracker.domain.subject import Clocks, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffReport:
    """The events between the clocks `before` and `clocks`, the weightiest kind first.

    The entry of `clocks` is where the next look begins.
    """

    project: Project
    before: Clocks
    clocks: Clocks
    events: tuple[Event, ...]
