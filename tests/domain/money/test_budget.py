"""A budget as a tree, and what its lines leave unexplained."""

from __future__ import annotations

from said import money, tranche
from tracker.domain.money.budget import BudgetLine, budget_lines

BN = 10**9


def rest(line: BudgetLine) -> int | None:
    return line.remainder.figure // BN if line.remainder else None


def test_each_line_stands_before_those_within_it() -> None:
    states = [
        money(tranche("model", parent="chips"), budgeted="30bn"),
        money(tranche("all"), budgeted="300bn"),
        money(tranche("chips", parent="all"), budgeted="100bn"),
        money(tranche("ores", parent="all"), budgeted="5bn"),
    ]
    lines = budget_lines(states, {})
    assert [(line.counted.state.tranche.slug, line.depth) for line in lines] == [
        ("all", 0),
        ("chips", 1),
        ("model", 2),
        ("ores", 1),
    ]
    assert [rest(line) for line in lines] == [195, 70, None, None]
    assert lines[0].remainder is not None
    assert lines[0].remainder.derived


def test_lines_that_explain_all_leave_nothing() -> None:
    states = [
        money(tranche("all"), planned="5bn"),
        money(tranche("a", parent="all"), planned="5bn"),
    ]
    assert budget_lines(states, {})[0].remainder is None


def test_a_line_of_one_nobody_spoke_of_is_at_the_top() -> None:
    (line,) = budget_lines([money(tranche("a", parent="unspoken"), planned="5bn")], {})
    assert (line.depth, line.children) == (0, 0)


def test_what_a_line_pays_elsewhere_is_told_and_not_added() -> None:
    state = money(tranche("line"), budgeted="150bn")
    paid = money(tranche("equity"), disbursed="150bn")
    (line,) = budget_lines([state], {"rapidus/line": [paid]})
    assert line.pays == (paid,)
    assert line.counted.whole
    assert line.counted.whole.figure == 150 * BN
