"""The list of rules as such."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from said import day, metric, project_state, said
from tracker.domain import checks
from tracker.domain.checks import ON_PAGE, RULES, chosen, rule_of, run
from tracker.domain.quantities.format import Units
from tracker.errors import UsageError


def test_codes_and_names_are_unique_and_of_one_form() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(f"{rule.family[0].upper()}1[0-9]{{2}}", rule.code)
        assert rule.explanation.endswith(".")


def test_released_codes_never_change() -> None:
    assert {rule.code: rule.name for rule in RULES} == {
        "V101": "conflict",
        "V102": "power-of-ten",
        "V103": "conversion",
        "V104": "total",
        "V105": "loosened",
        "V106": "votes",
        "V107": "other-subject",
        "V108": "threefold",
        "T101": "overdue",
        "T102": "stale",
        "T103": "calendar",
        "T104": "moved",
        "T105": "after-source",
        "T106": "before-event",
        "T107": "event-day",
        "M101": "unpaid",
        "M102": "parts",
        "M103": "stages",
        "M104": "early",
        "S101": "status-metric",
        "S102": "gates",
        "S103": "progress-back",
        "S104": "order",
        "S105": "ended-alone",
        "S106": "met-back",
        "S107": "fell",
        "S108": "in-danger",
        "S109": "gate-lost",
    }


def test_the_rules_come_in_the_order_in_which_they_press() -> None:
    kinds = [rule.name for rule in ON_PAGE]
    assert kinds == [
        "overdue",
        "in-danger",
        "gate-lost",
        "power-of-ten",
        "conversion",
        "conflict",
        "calendar",
        "unpaid",
        "stale",
    ]
    assert [rule for rule in RULES if rule in ON_PAGE] == list(ON_PAGE)


def test_rules_are_chosen_by_code_name_family_or_beginning() -> None:
    assert {rule.family for rule in chosen(["M"])} == {"money"}
    assert [rule.code for rule in chosen(["v101", "stale"])] == ["V101", "T102"]
    assert chosen(["values"], ["conflict"]) == [r for r in chosen(["V"]) if r.code != "V101"]
    assert chosen() == list(RULES)
    assert rule_of("t101") is rule_of("overdue")
    for select, ignore in ((["X"], []), (["V101"], ["V"]), ([], ["nothing"])):
        with pytest.raises(UsageError):
            chosen(select, ignore)
    with pytest.raises(UsageError, match="no rule is called 'V'"):
        rule_of("V")


def test_a_digest_is_of_the_facts_alone() -> None:
    late = said("2025-11", on="2025-10-01")
    first, *_ = run(project_state(late, as_of=day("2026-01-01")))
    later, *_ = run(project_state(late, as_of=day("2026-11-01")))
    assert (first.proof, first.digest) == ("32 days", later.digest)
    again = replace(late, value=said("2025-10").value)
    assert run(project_state(again, as_of=day("2026-01-01")))[0].digest != first.digest


def test_only_the_rules_asked_for_are_run() -> None:
    late = project_state(said("2025-11", on="2025-10-01"))
    assert [one.kind for one in run(late)] == ["overdue", "stale"]
    assert run(late, rules=[]) == []
    assert [one.kind for one in run(late, rules=[rule_of("stale")])] == ["stale"]


def test_a_message_can_be_told_in_other_units() -> None:
    values = [
        said(text, field="value", about="budget", tier=tier, unit="JPY")
        for text, tier in [("150bn", "primary"), ("1500bn", "press")]
    ]
    (found,) = run(project_state(*values, of=[metric("budget", unit="JPY")]))
    assert found.told(Units.OKU) == ("budget: keeper says 1兆5,000億円 for 1,500億円 by keeper")
    assert "1,500,000,000,000 for 150,000,000,000" in found.told(Units.RAW)
    assert found.message == found.told(Units.BN)


def test_the_rules_know_no_project() -> None:
    for path in Path(checks.__path__[0]).glob("*.py"):
        assert not re.search("rapidus|meti|nedo", path.read_text(encoding="utf-8"), re.IGNORECASE)
