"""Rules that say what asks for a human eye: a project in, findings out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from tracker.domain.checks import endings, money, slips, status, time, totals, values
from tracker.domain.checks.finding import Reach, Rule
from tracker.domain.text import folded
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.checks.finding import Finding
    from tracker.domain.state import ProjectState

TENS = "power-of-ten"
_FAMILIES: tuple[tuple[Rule, ...], ...] = (
    endings.RULES,
    money.RULES,
    slips.RULES,
    status.RULES,
    time.RULES,
    totals.RULES,
    values.RULES,
)
RULES = tuple(sorted(chain(*_FAMILIES), key=lambda rule: rule.order))
"""Every rule, the most pressing first."""

OF_SUBJECTS = tuple(rule for rule in RULES if rule.reach is not Reach.PROJECT)
"""The rules that can be asked of some subjects alone, with what is around them."""

MISPRINTS = (slips.POWER_OF_TEN, slips.CONVERSION, time.CALENDAR, time.BEFORE_EVENT)
"""The rules that hold a statement itself wrong, which is then not cited."""

ON_PAGE = tuple(rule for rule in RULES if rule.on_page)
"""The rules of which the status page tells; `tracker check` tells of all."""


WORDS = {"calendar": "FY/CY", "in-danger": "at risk"}
OFF_TRACK = "off track"
"""What is in danger and more than at risk."""
"""What the page calls some rules, other than by their names."""


def run(project: ProjectState, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return what the rules find, rule by rule in their order; pure."""
    return [finding for rule in rules for finding in rule.findings(project)]


def is_rule(name: str) -> bool:
    """Tell whether a rule has such a code or name, in any case."""
    return any(folded(name.strip()) in _names(rule) for rule in RULES)


def rule_of(name: str) -> Rule:
    """Return the rule of a code or a name, in any case; raises UsageError."""
    for rule in RULES:
        if folded(name.strip()) in _names(rule):
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


def _names(rule: Rule) -> set[str]:
    """All that a rule is called: its code, its name, its word on the page, `x10` by its factor."""
    names = {rule.code.lower(), rule.name, WORDS.get(rule.name, rule.name).lower()}
    more = {TENS: {f"x{10**zeros}" for zeros in range(1, 5)}, status.DANGER.name: {OFF_TRACK}}
    return names | more.get(rule.name, set())


def _meant(word: str) -> list[Rule]:
    low = folded(word)
    meant = [
        rule
        for rule in RULES
        if rule.code.lower().startswith(low) or low in {*_names(rule), rule.family}
    ]
    if not meant:
        raise _unknown(word)
    return meant


def _unknown(word: str) -> UsageError:
    codes = ", ".join(f"{rule.code} {rule.name}" for rule in sorted(RULES, key=lambda r: r.code))
    return UsageError(f"no rule is called '{word[:60]}'", f"one of: {codes}")
