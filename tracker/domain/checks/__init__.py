"""Rules that say what asks for a human eye: a case in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.money import UNPAID
from tracker.domain.checks.time import CALENDAR, OVERDUE, STALE
from tracker.domain.checks.values import CONFLICT, POWER_OF_TEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.checks.case import Case
    from tracker.domain.checks.finding import Finding, Rule

RULES = (OVERDUE, POWER_OF_TEN, CONFLICT, CALENDAR, UNPAID, STALE)
"""Every rule, the most pressing first."""


def run(case: Case, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return what the rules find, rule by rule in their order; pure."""
    return [finding for rule in rules for finding in rule.findings(case)]
