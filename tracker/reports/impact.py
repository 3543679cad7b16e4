"""What waits for a milestone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.clocks import Clocks
    from tracker.domain.impact import Impact
    from tracker.domain.subject import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport:
    """What waits for a milestone; `asked` tells that its target is supposed, not stated."""

    project: Project
    clocks: Clocks
    impact: Impact
    asked: bool
