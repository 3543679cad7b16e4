"""How far money has come: stages, sums without double counting, qualifiers."""

from __future__ import annotations

import pytest

from said import day, money, tranche, tranche_states
from tracker.domain.money.breakdown import By, Group, counted_tranches, grouped
from tracker.domain.money.coverage import coverage
from tracker.domain.money.tranches import PaymentState, TrancheState, contributions
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.vocabulary import Instrument, OrganizationKind, Stage

BN = 10**9
PREFIXES = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "~",
    Qualifier.AT_MOST: "<=",
    Qualifier.AT_LEAST: ">=",
    Qualifier.RANGE: "",
}


def printed(amount: Amount) -> str:
    """An amount in billions, as the page would say it: `~825*`."""
    figures = f"{amount.figure // BN}" + (
        f"..{amount.high // BN}" if amount.high > amount.figure else ""
    )
    return PREFIXES[amount.qualifier] + figures + "*" * amount.derived


def added(*states: TrancheState) -> dict[str, dict[str, str]]:
    return {
        slug: {column.value: printed(amount) for column, amount in columns.items()}
        for slug, columns in contributions(states).items()
    }


def one(**stages: str) -> dict[str, str]:
    return added(money(tranche("rd"), **stages))["rd"]


def sums(*states: TrancheState) -> dict[str, str]:
    total = coverage(states, None).total.by_payment
    return {column.value: printed(amount) for column, amount in total.items()}


def rows_of(*states: TrancheState) -> list[Group]:
    return grouped(counted_tranches(states), By.TRANCHE)


def test_nobody_spoke_of_it_is_no_state() -> None:
    assert tranche_states({"rd": tranche("rd")}, {}, day("2026-11-22")) == []


def test_the_furthest_stage_with_a_figure_is_the_one_reached() -> None:
    state = money(tranche("rd"), planned="600bn", committed="630bn", disbursed="undisclosed")
    assert state.reached is Stage.COMMITTED
    assert state.furthest == (Stage.COMMITTED, state.level(Stage.COMMITTED))
    assert state.level(Stage.DISBURSED) is None
    assert state.level(Stage.BUDGETED) is None
    assert money(tranche("rd"), cancelled="5bn").reached is None


@pytest.mark.parametrize(
    ("stages", "columns"),
    [
        ({"planned": "300bn"}, {"planned": "300"}),
        ({"planned": "300bn", "budgeted": "280bn"}, {"enacted": "280"}),
        ({"planned": "300bn", "enacted": "~270bn"}, {"enacted": "~270"}),
        ({"planned": "300bn", "committed": "<=250bn"}, {"committed": "<=250"}),
        ({"committed": "250bn", "disbursed": "100bn"}, {"paid": "100", "committed": "150*"}),
        ({"committed": "250bn", "disbursed": "250bn"}, {"paid": "250"}),
        ({"planned": "300bn", "disbursed": "100bn"}, {"paid": "100"}),
        ({"planned": "undisclosed"}, {}),
    ],
)
def test_each_yen_of_a_tranche_is_in_one_column(
    stages: dict[str, str], columns: dict[str, str]
) -> None:
    assert one(**stages) == columns


@pytest.mark.parametrize(
    ("stages", "columns"),
    [
        ({"planned": "100bn", "cancelled": "100bn"}, {}),
        ({"planned": "100bn", "cancelled": "undisclosed"}, {}),
        ({"planned": "100bn", "cancelled": "40bn"}, {"planned": "60*"}),
        ({"committed": "100bn", "cancelled": "40bn"}, {"committed": "60*"}),
        (
            {"committed": "100bn", "disbursed": "30bn", "cancelled": "40bn"},
            {"paid": "30", "committed": "30*"},
        ),
        ({"committed": "100bn", "disbursed": "60bn", "cancelled": "40bn"}, {"paid": "60"}),
    ],
)
def test_what_was_called_off_is_not_counted_but_what_was_paid_stays(
    stages: dict[str, str], columns: dict[str, str]
) -> None:
    assert one(**stages) == columns


@pytest.mark.parametrize(
    ("stages", "cancelled"),
    [
        ({"planned": "100bn"}, False),
        ({"planned": "100bn", "cancelled": "100bn"}, True),
        ({"planned": "100bn", "cancelled": "undisclosed"}, True),
        ({"planned": "100bn", "cancelled": "40bn"}, False),
        ({"committed": "100bn", "disbursed": "30bn", "cancelled": "40bn"}, False),
        ({"cancelled": "40bn"}, True),
        ({"planned": "100bn", "cancelled": "50bn..100bn"}, False),
        ({"planned": "100bn", "cancelled": "100bn..150bn"}, True),
        ({"planned": "50bn..100bn", "cancelled": "60bn"}, False),
    ],
)
def test_cancelled_means_all_of_it(stages: dict[str, str], *, cancelled: bool) -> None:
    assert money(tranche("loan"), **stages).cancelled is cancelled


@pytest.mark.parametrize(
    ("committed", "paid", "left"),
    [
        ("250bn", "~100bn", "~150*"),
        ("<=250bn", "100bn", "<=150*"),
        ("250bn", "<=100bn", ">=150*"),
        ("250bn", ">=100bn", "<=150*"),
        ("<=250bn", "<=100bn", "~150*"),
        ("250bn", "100bn..150bn", "100..150*"),
        ("120bn", "100bn..150bn", "0..20*"),
    ],
)
def test_what_is_left_turns_the_bound_of_what_was_taken_away(
    committed: str, paid: str, left: str
) -> None:
    assert one(committed=committed, disbursed=paid)["committed"] == left


def test_of_a_parent_only_what_its_level_leaves_above_its_children_counts() -> None:
    parent = money(tranche("private"), planned="~1tn")
    first = money(tranche("first", parent="private"), disbursed="7.3bn")
    second = money(tranche("second", parent="private"), disbursed="167.6bn")
    assert added(parent, first, second)["private"] == {"planned": "~825*"}


def test_a_parent_covered_by_its_children_adds_nothing() -> None:
    parent = money(tranche("rd"), committed="500bn")
    children = [money(tranche(s, parent="rd"), committed="300bn") for s in ("a", "b")]
    assert added(parent, *children)["rd"] == {}
    assert sums(parent, *children) == {"committed": "600"}


def test_a_parent_that_came_further_counts_instead_of_its_parts() -> None:
    parent = money(tranche("rd"), committed="500bn")
    child = money(tranche("a", parent="rd"), planned="300bn")
    assert sums(parent, child) == {"committed": "500"}
    assert added(parent, child)["a"] == {}
    paid = money(tranche("rd"), committed="50bn", disbursed="30bn")
    part = money(tranche("a", parent="rd"), committed="50bn")
    assert sums(paid, part) == {"paid": "30", "committed": "20*"}
    full = money(tranche("rd"), disbursed="100bn")
    parts = [money(tranche(s, parent="rd"), committed=n) for s, n in (("a", "60bn"), ("b", "40bn"))]
    assert sums(full, *parts) == {"paid": "100"}


def test_what_parts_paid_or_committed_stays_theirs_where_the_parent_came_further() -> None:
    whole = money(tranche("whole"), committed="400bn")
    paid = money(tranche("paid", parent="whole"), disbursed="100bn")
    firm = money(tranche("firm", parent="whole"), committed="50bn")
    plan = money(tranche("plan", parent="whole"), planned="350bn")
    assert added(whole, paid, firm, plan) == {
        "paid": {"paid": "100"},
        "firm": {"committed": "50"},
        "plan": {},
        "whole": {"committed": "250*", "planned": "100*"},
    }


def test_what_its_parts_have_beyond_a_parent_that_came_further_counts_too() -> None:
    parent = money(tranche("rd"), committed="50bn")
    child = money(tranche("a", parent="rd"), planned="100bn")
    assert sums(parent, child) == {"committed": "50", "planned": "50*"}


def test_grandchildren_count_against_the_top_as_children_do() -> None:
    top = money(tranche("top"), committed="1tn")
    middle = money(tranche("middle", parent="top"), committed="600bn")
    low = [money(tranche(s, parent="middle"), committed="300bn") for s in ("a", "b")]
    assert sums(top, middle, *low) == {"committed": "1000*"}
    assert added(top, middle, *low)["top"] == {"committed": "400*"}


def test_a_parent_keeps_what_is_committed_beside_what_is_paid() -> None:
    parent = money(tranche("rd"), committed="500bn", disbursed="150bn")
    child = money(tranche("a", parent="rd"), committed="100bn")
    assert added(parent, child)["rd"] == {"paid": "150", "committed": "250*"}
    assert sums(parent, child)["committed"] == "350*"


def test_a_parent_nobody_spoke_of_does_not_hide_its_children() -> None:
    assert sums(money(tranche("a", parent="unspoken"), committed="100bn")) == {"committed": "100"}


def test_a_guarantee_is_not_taken_from_the_cash_above_it() -> None:
    parent = money(tranche("support", instrument="grant"), committed="500bn")
    child = money(tranche("g", parent="support", instrument="guarantee"), committed="100bn")
    assert added(parent, child)["support"] == {"committed": "500"}


def test_what_is_no_cash_has_rows_but_is_not_in_the_total() -> None:
    states = [
        money(tranche(instrument, instrument=instrument), committed="100bn")
        for instrument in Instrument
    ]
    assert len(rows_of(*states)) == 9
    assert sums(*states) == {"committed": "500"}


def test_rows_are_by_kind_of_funder_and_instrument_the_state_first() -> None:
    states = [
        money(tranche("loans", funder="smbc", kind="bank", instrument="loan"), planned="2tn"),
        money(tranche("others", funder="u", kind="other", instrument="equity"), disbursed="1bn"),
        money(tranche("ipa", funder="ipa", instrument="equity", year=2025), disbursed="100bn"),
        money(tranche("sony", funder="sony", kind="company", instrument="equity"), planned="2bn"),
        money(tranche("ipa-2", funder="ipa", instrument="equity", year=2024), disbursed="150bn"),
    ]
    rows = rows_of(*states)
    assert [(row.key.kind, row.key.instrument) for row in rows] == [
        (OrganizationKind.STATE, Instrument.EQUITY),
        (OrganizationKind.COMPANY, Instrument.EQUITY),
        (OrganizationKind.BANK, Instrument.LOAN),
    ]
    assert [row.funders for row in rows] == [("ipa",), ("u", "sony"), ("smbc",)]
    assert rows[0].fiscal_years == (2024, 2025)


def test_committed_money_of_which_nobody_says_what_was_paid_makes_paid_a_least() -> None:
    silent = money(tranche("rd"), committed="<=630bn")
    equity = money(tranche("ipa", instrument="equity"), committed="100bn", disbursed="100bn")
    rows = rows_of(silent, equity)
    assert [row.totals.paid_unstated for row in rows] == [True, False]
    assert PaymentState.PAID not in rows[0].totals.by_payment
    assert sums(silent, equity) == {"paid": ">=100", "committed": "<=630"}


@pytest.mark.parametrize("paid", ["~20bn", "<=20bn"])
def test_about_or_a_most_beside_what_nobody_states_is_no_least(paid: str) -> None:
    silent = money(tranche("a"), committed="630bn")
    assert sums(silent, money(tranche("b"), disbursed=paid))["paid"] == "~20"


def test_an_undisclosed_amount_makes_a_least_of_the_rest() -> None:
    known = money(tranche("a"), committed="100bn", disbursed="40bn")
    hidden = money(tranche("b"), planned="70bn", committed="undisclosed")
    assert sums(known, hidden) == {"paid": ">=40", "committed": ">=60*", "planned": "70"}


def test_a_parent_whose_children_say_what_was_paid_hides_no_payment() -> None:
    parent = money(tranche("rd"), committed="500bn")
    child = money(tranche("a", parent="rd"), disbursed="500bn")
    assert [row.totals.paid_unstated for row in rows_of(parent, child)] == [False]
