"""What changed in a project between two looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.domain.clocks import Clocks
    from tracker.domain.event import Event
    from tracker.domain.subject import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffReport:
    """The events between the clocks `before` and `clocks`, the weightiest kind first.

    The entry of `clocks` is where the next look begins. `elsewhere` counts by slug the entries
    that other projects had between the two.
    """

    project: Project
    before: Clocks
    clocks: Clocks
    events: tuple[Event, ...]
    elsewhere: Mapping[str, int] = field(default_factory=dict)
