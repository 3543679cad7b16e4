"""Sums of money: qualifiers, order, splitting, and what they leave of a need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import TODAY, by_field, money, said, tranche, tranche_states
from tracker.domain.money.coverage import coverage
from tracker.domain.money.tranches import PaymentState, TrancheState, contributions
from tracker.domain.quantities.amount import Amount, gap_above, of_quantity, total
from tracker.domain.quantities.quantity import Qualifier, Quantity

BN = 10**9
KINDS = [
    Qualifier.EXACT,
    Qualifier.ABOUT,
    Qualifier.AT_MOST,
    Qualifier.AT_LEAST,
    Qualifier.RANGE,
]
AMOUNTS = st.builds(
    lambda figure, wide, qualifier: Amount(
        figure, figure + wide * (qualifier is Qualifier.RANGE), qualifier
    ),
    st.integers(0, 10**13),
    st.integers(1, 10**12),
    st.sampled_from(KINDS),
)


def sums(*states: TrancheState) -> dict[PaymentState, Amount]:
    return dict(coverage(states, None).total.by_payment)


@pytest.mark.parametrize("qualifier", [Qualifier.EXACT, Qualifier.ABOUT, Qualifier.RANGE])
def test_an_amount_alone_keeps_its_qualifier(qualifier: Qualifier) -> None:
    amount = Amount(5, 5, qualifier)
    assert total([amount]) == amount


@pytest.mark.parametrize(
    ("parts", "qualifier"),
    [
        ([Qualifier.EXACT, Qualifier.EXACT], Qualifier.EXACT),
        ([Qualifier.EXACT, Qualifier.RANGE], Qualifier.RANGE),
        ([Qualifier.EXACT, Qualifier.LESS_THAN], Qualifier.AT_MOST),
        ([Qualifier.EXACT, Qualifier.MORE_THAN], Qualifier.AT_LEAST),
        ([Qualifier.RANGE, Qualifier.AT_MOST], Qualifier.AT_MOST),
        ([Qualifier.AT_MOST, Qualifier.AT_LEAST], Qualifier.ABOUT),
        ([Qualifier.ABOUT, Qualifier.AT_MOST], Qualifier.ABOUT),
    ],
)
def test_a_sum_has_the_weakest_qualifier(parts: list[Qualifier], qualifier: Qualifier) -> None:
    found = total(Amount(1, 1, part) for part in parts)
    assert found
    assert found.qualifier is qualifier


def test_nothing_to_add_is_unknown_and_not_zero() -> None:
    assert total([]) is None
    assert total([], unknown=True) is None
    assert sums() == {}


@given(st.lists(AMOUNTS, min_size=2).flatmap(lambda x: st.tuples(st.just(x), st.permutations(x))))
def test_a_total_does_not_depend_on_order(both: tuple[list[Amount], list[Amount]]) -> None:
    assert total(both[0]) == total(both[1])


@given(st.lists(AMOUNTS, min_size=1), st.lists(AMOUNTS, min_size=1))
def test_a_total_of_totals_is_the_total_of_all(one: list[Amount], other: list[Amount]) -> None:
    first, second = total(one), total(other)
    assert first
    assert second
    assert total([first, second]) == total([*one, *other])


@given(
    st.sampled_from(["planned", "committed", "disbursed"]),
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.sampled_from(["", "~", "<=", ">="]),
)
def test_splitting_a_tranche_in_two_changes_no_total(
    stage: str, first: int, second: int, sign: str
) -> None:
    whole = money(tranche("rd"), **{stage: f"{sign}{first + second}bn"})
    parts = [
        money(tranche(slug), **{stage: f"{sign}{figure}bn"})
        for slug, figure in (("a", first), ("b", second))
    ]
    assert sums(whole) == sums(*parts)


STAGES = ["planned", "committed", "disbursed"]


@given(
    st.dictionaries(st.sampled_from(STAGES), st.integers(0, 3000), min_size=1),
    st.lists(st.tuples(st.integers(0, 900), st.sampled_from(STAGES)), max_size=5),
)
def test_a_family_makes_the_furthest_level_of_the_parent_or_its_children_if_more(
    levels: dict[str, int], children: list[tuple[int, str]]
) -> None:
    states = [money(tranche("top"), **{stage: f"{level}bn" for stage, level in levels.items()})]
    for number, (figure, stage) in enumerate(children):
        states.append(money(tranche(f"c{number}", parent="top"), **{stage: f"{figure}bn"}))
    made = sums(*states)
    counted = sum(amount.figure for amount in made.values())
    own = max(levels.get("disbursed", 0), levels.get("committed", 0))
    own = own if set(levels) & {"disbursed", "committed"} else levels["planned"]
    assert counted == max(own, sum(figure for figure, _ in children)) * BN
    paid = sum(figure for figure, stage in children if stage == "disbursed")
    assert (made[PaymentState.PAID].figure if PaymentState.PAID in made else 0) == (
        max(levels.get("disbursed", 0), paid) * BN
    )


@given(st.integers(2, 900), st.integers(1, 3000), st.sampled_from(STAGES), st.sampled_from(STAGES))
def test_splitting_a_part_in_two_changes_no_total(
    figure: int, level: int, whole: str, part: str
) -> None:
    top = money(tranche("top"), **{whole: f"{level}bn"})
    one = money(tranche("a", parent="top"), **{part: f"{figure}bn"})
    halves = [
        money(tranche(slug, parent="top"), **{part: f"{half}bn"})
        for slug, half in (("b", 1), ("c", figure - 1))
    ]
    assert sums(top, one) == sums(top, *halves)


@pytest.mark.parametrize(
    ("need", "reached", "left"),
    [
        (">7tn", [5904], 1096),
        ("7tn", [3000, 2000], 2000),
        ("7tn", [], 7000),
        ("7tn", [7000], None),
        ("7tn", [8000], None),
        ("undisclosed", [], None),
    ],
)
def test_a_need_is_reduced_by_all_money_stated(
    need: str, reached: list[int], left: int | None
) -> None:
    asked = Quantity.parse(need, "JPY")
    rest = gap_above(asked, total(Amount(figure * BN, figure * BN) for figure in reached))
    expected = None if left is None else Amount(left * BN, left * BN, asked.qualifier, derived=True)
    assert rest == expected


def test_the_rest_of_a_range_is_a_range() -> None:
    asked = Quantity.parse("5tn..7tn", "JPY")
    rest = gap_above(asked, Amount(6000 * BN, 6000 * BN))
    assert rest == Amount(0, 1000 * BN, Qualifier.RANGE, derived=True)


def test_a_range_is_covered_as_far_as_its_high_end_reaches() -> None:
    rest = gap_above(Quantity.parse("7tn", "JPY"), Amount(1, 7000 * BN, Qualifier.RANGE))
    assert rest is None


@pytest.mark.parametrize(
    ("need", "stated", "qualifier"),
    [
        ("7tn", "~6tn", Qualifier.ABOUT),
        ("~7tn", "6tn", Qualifier.ABOUT),
        ("~7tn", "<=6tn", Qualifier.ABOUT),
        ("7tn", "<=6tn", Qualifier.AT_LEAST),
        ("7tn", "5tn..6tn", Qualifier.AT_LEAST),
        ("7tn", ">=6tn", Qualifier.AT_MOST),
        (">7tn", "~6tn", Qualifier.MORE_THAN),
        (">7tn", "<=6tn", Qualifier.MORE_THAN),
        (">7tn", ">=6tn", Qualifier.ABOUT),
        ("<=7tn", "6tn", Qualifier.AT_MOST),
        ("<=7tn", "<=6tn", Qualifier.ABOUT),
    ],
)
def test_what_is_left_is_as_vague_as_the_need_and_the_money(
    need: str, stated: str, qualifier: Qualifier
) -> None:
    money_stated = of_quantity(Quantity.parse(stated, "JPY"))
    rest = gap_above(Quantity.parse(need, "JPY"), money_stated)
    assert rest == Amount(1000 * BN, 1000 * BN, qualifier, derived=True)


def test_a_quantity_is_taken_with_both_ends() -> None:
    assert of_quantity(Quantity.parse("0.5bn..20bn", "JPY")) == Amount(
        BN // 2, 20 * BN, Qualifier.RANGE
    )


def test_what_nobody_speaks_of_parts_no_whole_from_its_parts() -> None:
    tranches = {
        "line": tranche("line"),
        "middle": tranche("middle", parent="line"),
        "end": tranche("end", parent="middle"),
    }
    spoken = {
        slug: by_field([said(text, field="committed", about=slug)])
        for slug, text in (("line", "100bn"), ("end", "60bn"))
    }
    states = tranche_states(tranches, spoken, TODAY)
    assert [(state.tranche.slug, state.within) for state in states] == [
        ("line", None),
        ("end", "line"),
    ]
    assert sums(*states)[PaymentState.COMMITTED].figure == 100 * BN


@pytest.mark.parametrize(
    ("off", "on", "again", "counted"),
    [
        ("100bn", "2026-02-01", None, {}),
        ("100bn", "2025-12-01", None, {"end": 60}),
        ("100bn", "2026-02-01", "2026-03-01", {"end": 60}),
        ("50bn", "2026-02-01", None, {"end": 60}),
    ],
    ids=["for good", "before the part was spoken of", "and the part renewed", "by half"],
)
def test_what_is_part_of_what_was_called_off_counts_no_more(
    off: str, on: str, again: str | None, counted: dict[str, int]
) -> None:
    whole = [said("100bn", field="planned", about="line", on="2025-11-01")]
    whole.append(said(off, field="cancelled", about="line", on=on))
    part = said("60bn", field="planned", about="end", on=again or "2026-01-01")
    states = tranche_states(
        {"line": tranche("line"), "end": tranche("end", parent="line")},
        {"line": by_field(whole), "end": by_field([part])},
        TODAY,
    )
    added = contributions(states)
    figures = {slug: sum(one.figure for one in columns.values()) for slug, columns in added.items()}
    assert {slug: figure // BN for slug, figure in figures.items() if figure} == counted
