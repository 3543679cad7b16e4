"""Rules that say what asks for a human eye: a project in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.checks.endings import ALONE, MET_BACK
from tracker.domain.checks.finding import Reach
from tracker.domain.checks.money import EARLY, PARTS, STAGES, UNPAID
from tracker.domain.checks.slips import CONVERSION, POWER_OF_TEN
from tracker.domain.checks.status import BACK, FELL, GATES, METRIC, ORDER
from tracker.domain.checks.time import (
    AFTER_SOURCE,
    BEFORE_EVENT,
    CALENDAR,
    EVENT_DAY,
    MOVED,
    OVERDUE,
    STALE,
)
from tracker.domain.checks.totals import TOTAL, VOTES
from tracker.domain.checks.values import CHANGED, CONFLICT, LOOSENED, OTHER_SUBJECT
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.checks.finding import Finding, Rule
    from tracker.domain.state import ProjectState

RULES = (
    OVERDUE,
    POWER_OF_TEN,
    CONVERSION,
    VOTES,
    CONFLICT,
    TOTAL,
    CALENDAR,
    PARTS,
    STAGES,
    EARLY,
    METRIC,
    ALONE,
    MET_BACK,
    GATES,
    ORDER,
    BACK,
    FELL,
    MOVED,
    EVENT_DAY,
    BEFORE_EVENT,
    AFTER_SOURCE,
    UNPAID,
    STALE,
    LOOSENED,
    CHANGED,
    OTHER_SUBJECT,
)
"""Every rule, the most pressing first."""

OF_SUBJECTS = tuple(rule for rule in RULES if rule.reach is not Reach.PROJECT)
"""The rules that can be asked of some subjects alone, with what is around them."""

ON_PAGE = (OVERDUE, POWER_OF_TEN, CONVERSION, CONFLICT, CALENDAR, UNPAID, STALE)
"""The rules of which the status page tells; `tracker check` tells of all."""


def run(project: ProjectState, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return what the rules find, rule by rule in their order; pure."""
    return [finding for rule in rules for finding in rule.findings(project)]


def rule_of(name: str) -> Rule:
    """Return the rule of a code or a name, in any case; raises UsageError."""
    for rule in RULES:
        if name.strip().lower() in {rule.code.lower(), rule.name}:
            return rule
    raise _unknown(name)


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Rule]:
    """Return the rules that are selected, all without any, less those ignored.

    Each word is a code, the beginning of codes, a name or a family. Raises UsageError for another,
    and when no rule is left.
    """
    wanted, unwanted = [_meant(word) for word in select], [_meant(word) for word in ignore]
    left = [
        rule
        for rule in RULES
        if (not wanted or any(rule in some for some in wanted))
        and not any(rule in some for some in unwanted)
    ]
    if not left:
        raise UsageError("no rule is left", "select more, or ignore less")
    return left


def _meant(word: str) -> list[Rule]:
    low = word.lower()
    meant = [
        rule
        for rule in RULES
        if rule.code.lower().startswith(low) or low in {rule.name, rule.family}
    ]
    if not meant:
        raise _unknown(word)
    return meant


def _unknown(word: str) -> UsageError:
    codes = ", ".join(f"{rule.code} {rule.name}" for rule in sorted(RULES, key=lambda r: r.code))
    return UsageError(f"no rule is called '{word[:60]}'", f"one of: {codes}")
