"""The list of rules as such."""

from __future__ import annotations

import re
from pathlib import Path

from said import case, metric, said
from tracker.domain import checks
from tracker.domain.checks import RULES, run
from tracker.domain.quantity_format import Units


def test_codes_and_names_are_unique_and_of_one_form() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(f"{rule.family[0].upper()}1[0-9]{{2}}", rule.code)
        assert rule.explanation.endswith(".")


def test_released_codes_never_change() -> None:
    assert {rule.code: rule.name for rule in RULES} == {
        "V101": "conflict",
        "V102": "power-of-ten",
        "T101": "overdue",
        "T102": "stale",
        "T103": "calendar",
        "M101": "unpaid",
    }


def test_the_rules_come_in_the_order_in_which_they_press() -> None:
    kinds = [rule.name for rule in RULES]
    assert kinds == ["overdue", "power-of-ten", "conflict", "calendar", "unpaid", "stale"]


def test_only_the_rules_asked_for_are_run() -> None:
    late = case(said("2025-11", on="2025-10-01"))
    assert [one.kind for one in run(late)] == ["overdue", "stale"]
    assert run(late, rules=[]) == []
    assert [one.kind for one in run(late, rules=[RULES[-1]])] == ["stale"]


def test_a_message_can_be_told_in_other_units() -> None:
    values = [
        said(text, field="value", about="budget", tier=tier, unit="JPY")
        for text, tier in [("150bn", "primary"), ("1500bn", "press")]
    ]
    (found,) = run(case(*values, of=[metric("budget", unit="JPY")]))
    assert found.told(Units.OKU) == ("budget: keeper says 1兆5,000億円 for 1,500億円 by keeper")
    assert "1,500,000,000,000 for 150,000,000,000" in found.told(Units.RAW)
    assert found.message == found.told(Units.BN)


def test_the_rules_know_no_project() -> None:
    for path in Path(checks.__path__[0]).glob("*.py"):
        assert not re.search("rapidus|meti|nedo", path.read_text(encoding="utf-8"), re.IGNORECASE)
