"""What the rules found, and what was accepted of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.domain.checks.finding import Finding, Rule, Severity
    from tracker.domain.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """An entry of the log that accepts a finding: who, when and why."""

    entry: int
    reason: str
    recorded_at: datetime
    recorded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding of a project; `accepted` is None while nobody accepted these very facts.

    `lapsed` accepted another finding of the same rule about the same subject, which is none any
    more: its facts have changed since, or the rule has.
    """

    project: str
    finding: Finding
    accepted: Acceptance | None
    lapsed: Acceptance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What the rules find, the gravest first, then rule by rule.

    `rows` are what is to be shown; `accepted` counts the accepted findings, shown or not, and
    `standing` all others by severity.
    """

    clocks: Clocks
    projects: tuple[str, ...]
    rows: tuple[FindingRow, ...]
    accepted: int
    standing: Mapping[Severity, int]

    def fails(self, least: Severity | None) -> bool:
        """Whether a finding of a severity or graver stands; of None, none does."""
        return least is not None and any(
            count for one, count in self.standing.items() if one.rank <= least.rank
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReport:
    """The outcome of accepting findings: of each the entry, and whether it is new."""

    clocks: Clocks
    reason: str
    rows: tuple[FindingRow, ...]
    created: frozenset[int]


@dataclass(frozen=True, slots=True)
class RulesReport:
    """What rules look for; they are the same at any time, so there are no clocks."""

    rules: tuple[Rule, ...]
    clocks: None = None
