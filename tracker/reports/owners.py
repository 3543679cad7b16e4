"""Who holds the shares of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.clocks import Clocks
    from tracker.domain.owners import Owners
    from tracker.domain.register import Register
    from tracker.domain.reported import Comparison
    from tracker.domain.subject import Project
    from tracker.reports.listing import MetricRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersReport:
    """The register of holders.

    `steps` are the stated shares of the state, `compared` reported counts beside those of the
    register, `names` those of organizations by slug.
    """

    project: Project
    clocks: Clocks
    owners: Owners
    register: Register
    steps: tuple[MetricRow, ...]
    compared: tuple[Comparison, ...]
    names: dict[str, str]
