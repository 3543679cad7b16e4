"""Parts over their whole, and stages over those before them; rounding is honest."""

from __future__ import annotations

from typing import Any

import pytest

from said import project_state, said, tranche
from tracker.domain.checks import rule_of
from tracker.domain.checks.finding import Finding
from tracker.domain.log.statement import Statement


def level(about: str, stage: str, text: str, **more: Any) -> Statement:
    return said(text, field=stage, about=about, **more)


def parts(whole: str, *children: str, instrument: str = "grant") -> list[Finding]:
    of = [tranche("line", instrument="grant")]
    of += [
        tranche(f"part-{at}", parent="line", instrument=instrument) for at in range(len(children))
    ]
    statements = [level("line", "enacted", whole)]
    statements += [level(f"part-{at}", "enacted", text) for at, text in enumerate(children)]
    return list(rule_of("parts").findings(project_state(*statements, of=of)))


@pytest.mark.parametrize(
    ("whole", "children"),
    [
        ("100bn", ("60bn", "50bn")),
        ("100bn", ("50bn", "53bn")),
        ("~100bn", ("150bn", "60bn")),
        ("<=100bn", ("<=60bn", "<=50bn")),
        ("1.5tn", ("1.25tn", "471.4bn")),
        ("100bn", ("120bn",)),
        ("100bn", (">=120bn",)),
    ],
)
def test_parts_over_their_whole_are_told(whole: str, children: tuple[str, ...]) -> None:
    (one,) = parts(whole, *children)
    assert (one.code, one.subject, len(one.statements)) == ("M102", "line", 1 + len(children))


def test_parts_of_a_part_of_which_nobody_speaks_count_for_it() -> None:
    of = [tranche("line"), tranche("middle", parent="line")]
    of += [tranche(slug, parent="middle") for slug in ("one", "two")]
    levels = [level("line", "enacted", "100bn"), level("one", "enacted", "100bn")]
    levels.append(level("two", "enacted", "60bn"))
    (found,) = rule_of("parts").findings(project_state(*levels, of=of))
    assert (found.subject, found.proof) == ("line", "160bn > 100bn")
    planned = level("middle", "planned", "200bn")
    (found,) = rule_of("parts").findings(project_state(*levels, planned, of=of))
    assert found.message == "line: enacted are 100bn, but its 2 parts make 160bn"


@pytest.mark.parametrize(
    ("whole", "children"),
    [
        ("1.5tn", ("1.05tn", "471.4bn")),
        ("1239bn", ("150bn", "387.3bn")),
        ("100bn", ("33.4bn", "33.3bn", "33.3bn")),
        ("100bn", ("34bn", "34bn", "33bn")),
        ("~100bn", ("60bn", "50bn")),
        (">100bn", ("90bn", "80bn")),
        ("100bn", ("undisclosed", "90bn")),
        ("undisclosed", ("90bn",)),
    ],
)
def test_rounding_and_open_ends_are_honest(whole: str, children: tuple[str, ...]) -> None:
    assert parts(whole, *children) == []


def test_guarantees_are_no_part_of_cash() -> None:
    assert parts("100bn", "150bn", instrument="guarantee") == []


def test_each_stage_is_compared_with_itself_or_a_later_one() -> None:
    of = [tranche("line"), tranche("a", parent="line")]
    cut = [
        level("line", "planned", "100bn"),
        level("line", "budgeted", "80bn"),
        level("a", "planned", "90bn"),
        level("a", "budgeted", "70bn"),
    ]
    assert list(rule_of("M102").findings(project_state(*cut, of=of))) == []
    later = [level("line", "budgeted", "80bn"), level("a", "committed", "90bn")]
    assert len(list(rule_of("M102").findings(project_state(*later, of=of)))) == 1
    for text in ("90bn", "20bn"):
        off = [*later, level("a", "cancelled", text)]
        assert list(rule_of("M102").findings(project_state(*off, of=of))) == []
    still = [*later, level("a", "cancelled", "2bn")]
    (one,) = rule_of("M102").findings(project_state(*still, of=of))
    assert one.proof == "88bn > 80bn"


def test_a_whole_that_was_called_off_or_withdrawn_has_no_parts_over_it() -> None:
    of = [tranche("line"), tranche("a", parent="line")]
    levels = [level("line", "budgeted", "80bn"), level("a", "committed", "90bn", on="2026-03-01")]
    for gone in ("cancelled", "budgeted"):
        text = "undisclosed" if gone == "cancelled" else "withdrawn"
        over = project_state(*levels, level("line", gone, text, on="2026-02-01"), of=of)
        assert list(rule_of("M102").findings(over)) == []


def stages(**levels: str) -> list[Finding]:
    statements = [level("line", stage, text) for stage, text in levels.items()]
    return list(rule_of("stages").findings(project_state(*statements, of=[tranche("line")])))


@pytest.mark.parametrize(
    "levels",
    [
        {"committed": "100bn", "disbursed": "120bn"},
        {"enacted": "100bn", "disbursed": "101.5bn"},
        {"committed": "<=100bn", "disbursed": "120bn"},
        {"budgeted": "100bn", "enacted": "150bn"},
        {"planned": "~630bn", "committed": "<=731.5bn"},
    ],
)
def test_more_at_a_later_stage_is_told(levels: dict[str, str]) -> None:
    (one,) = stages(**levels)
    assert one.code == "M103"
    assert [said.text for said in one.statements] == list(levels.values())[::-1]


@pytest.mark.parametrize(
    "levels",
    [
        {"planned": "200bn", "budgeted": "100bn"},
        {"planned": "~630bn", "committed": "<=631.5bn"},
        {"budgeted": "~800bn", "committed": "<=802.5bn"},
        {"planned": ">160bn", "disbursed": "167.6bn"},
        {"committed": "1.23tn", "disbursed": "1239bn"},
        {"committed": "100bn", "disbursed": "20bn"},
        {"committed": "undisclosed", "disbursed": "20bn"},
        {"disbursed": "20bn"},
        {"committed": "100bn", "cancelled": "120bn"},
    ],
)
def test_less_later_and_rounding_are_honest(levels: dict[str, str]) -> None:
    assert stages(**levels) == []


def test_one_jump_is_one_finding() -> None:
    jump = {"planned": "100bn", "budgeted": "100bn", "committed": "150bn", "disbursed": "150bn"}
    (one,) = stages(**jump)
    assert one.message == "line: committed are 150bn, but budgeted only 100bn"
    assert [one.proof for one in stages(budgeted="100bn", committed="120bn", disbursed="140bn")]
