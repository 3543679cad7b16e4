"""Money tranche by tranche, and the same money summed by whatever one asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import day, money, tranche
from tracker.domain.money.breakdown import Breakdown, By, NoAmount, StageLevel, Totals, breakdown
from tracker.domain.money.coverage import coverage
from tracker.domain.money.tranches import PaymentState, TrancheState, payment_state
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.exchange import Exchange, Rate, RateMode
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.vocabulary import Instrument, Stage

BN = 10**9
NOW = Exchange(
    target="USD",
    mode=RateMode.NOW,
    as_of=day("2026-01-01"),
    rates=(Rate("2026-01", "USD", "JPY", 150_000_000, "ecb"),),
)
NO_RATES = Exchange(target="USD", mode=RateMode.NOW, as_of=day("2026-01-01"), rates=())


@st.composite
def tranches(draw: st.DrawFn) -> list[TrancheState]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        stages = draw(
            st.dictionaries(
                st.sampled_from(["planned", "budgeted", "enacted", "committed", "disbursed"]),
                st.tuples(st.sampled_from(["", "~", "<=", ">="]), st.integers(0, 900)),
                min_size=1,
            )
        )
        one = tranche(
            f"t{number}",
            funder=draw(st.sampled_from(["nedo", "ipa", "sony"])),
            kind=draw(st.sampled_from(["state", "company", "bank", "other"])),
            instrument=draw(st.sampled_from([*Instrument])),
            year=draw(st.sampled_from([None, 2025, 2026])),
            parent=draw(st.sampled_from([None, *(f"t{n}" for n in range(number))])),
        )
        made.append(money(one, **{s: f"{sign}{n}bn" for s, (sign, n) in stages.items()}))
    return made


def stages(sums: Totals) -> dict[str, int]:
    return {stage.value: amount.figure // BN for stage, amount in sums.stages.items()}


def cells(found: Breakdown, slug: str) -> dict[Stage, StageLevel]:
    part = next(part for part in found.parts if part.state.tranche.slug == slug)
    return dict(part.levels)


@given(tranches())
def test_every_key_has_the_same_total_and_its_groups_make_it(states: list[TrancheState]) -> None:
    totals = [breakdown(states, by) for by in By]
    assert len({(repr(one.total), repr(one.public), repr(one.private)) for one in totals}) == 1
    for one in totals:
        cash = [
            group.totals.whole for group in one.groups if group.key.in_total and group.totals.whole
        ]
        assert sum(part.figure for part in cash) == (
            one.total.whole.figure if one.total.whole else 0
        )


@given(tranches())
def test_the_total_is_that_of_the_status_page(states: list[TrancheState]) -> None:
    page, found = coverage(states, None).total, breakdown(states, By.TRANCHE).total
    assert page == found
    for column in PaymentState:
        summed = [
            amount for stage, amount in found.stages.items() if payment_state(stage) is column
        ]
        assert sum(amount.figure for amount in summed) == (
            page.by_payment[column].figure if column in page.by_payment else 0
        )


def test_an_undisclosed_amount_makes_a_least_of_the_pages_total_across_its_rows() -> None:
    known = money(tranche("rd"), committed="100bn")
    hidden = money(tranche("ipa", instrument="equity"), committed="undisclosed")
    page = coverage([known, hidden], None)
    least = Amount(100 * BN, 100 * BN, Qualifier.AT_LEAST)
    assert page.total.by_payment == {PaymentState.COMMITTED: least}
    assert page.total.stages == {Stage.COMMITTED: least}
    assert [row.totals.by_payment for row in page.rows] == [
        {PaymentState.COMMITTED: Amount(100 * BN, 100 * BN)},
        {},
    ]


@given(tranches(), st.randoms())
def test_order_does_not_matter(states: list[TrancheState], random: object) -> None:
    mixed = list(states)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for by in By:
        assert breakdown(states, by).total == breakdown(mixed, by).total


@given(st.lists(st.tuples(st.sampled_from(["planned", "disbursed"]), st.integers(2, 900))))
def test_splitting_tranches_in_two_changes_no_sum(levels: list[tuple[str, int]]) -> None:
    whole = [
        money(tranche(f"t{at}", year=2025), **{stage: f"{level}bn"})
        for at, (stage, level) in enumerate(levels)
    ]
    halves = [
        money(tranche(f"t{at}-{part}", year=2025), **{stage: f"{amount}bn"})
        for at, (stage, level) in enumerate(levels)
        for part, amount in enumerate((1, level - 1))
    ]
    for by in By:
        assert breakdown(whole, by).total == breakdown(halves, by).total


@given(tranches(), st.sampled_from([*By]))
def test_converted_groups_make_the_converted_total(states: list[TrancheState], by: By) -> None:
    found = breakdown(states, by, NOW)
    cash = [g.totals.whole.figure for g in found.groups if g.key.in_total and g.totals.whole]
    assert sum(cash) == (found.total.whole.figure if found.total.whole else 0)


def test_a_stage_reached_counts_for_those_before_and_what_nobody_says_is_nothing() -> None:
    found = cells(breakdown([money(tranche("rd"), budgeted="100bn")], By.TRANCHE), "rd")
    assert (found[Stage.PLANNED].implied, found[Stage.BUDGETED].implied) == (True, False)
    assert found[Stage.PLANNED].amount == found[Stage.BUDGETED].amount
    assert found[Stage.COMMITTED] == StageLevel(no_amount=NoAmount.UNSTATED)


def test_what_is_undisclosed_is_neither_nothing_nor_a_figure() -> None:
    found = breakdown([money(tranche("g"), planned="undisclosed")], By.TRANCHE)
    assert cells(found, "g")[Stage.PLANNED] == StageLevel(no_amount=NoAmount.UNDISCLOSED)
    assert found.total.whole is None


def test_each_yen_stands_in_the_stage_that_it_came_to() -> None:
    states = [
        money(tranche("a"), planned="100bn", budgeted="90bn"),
        money(tranche("b"), committed="50bn", disbursed="20bn"),
        money(tranche("c"), enacted="10bn"),
    ]
    total = breakdown(states, By.TRANCHE).total
    assert stages(total) == {"budgeted": 90, "enacted": 10, "committed": 30, "disbursed": 20}


def test_public_and_private_make_the_total() -> None:
    states = [
        money(tranche("a"), planned="100bn"),
        money(tranche("b", kind="company"), planned="50bn"),
        money(tranche("c", kind="bank", instrument="loan"), planned="25bn"),
    ]
    found = breakdown(states, By.INSTRUMENT)
    assert (stages(found.public), stages(found.private)) == ({"planned": 100}, {"planned": 75})
    assert stages(found.total) == {"planned": 175}


@pytest.mark.parametrize("by", By)
def test_what_is_no_cash_stands_apart(by: By) -> None:
    states = [money(tranche(i, instrument=i, year=2026), planned="10bn") for i in Instrument]
    found = breakdown(states, by)
    apart = [group for group in found.groups if not group.key.in_total]
    assert stages(found.total) == {"planned": 50}
    assert list(found.groups[-len(apart) :]) == apart
    beside = {p.state.tranche.slug for g in apart for p in g.parts}
    assert beside == {"guarantee", "in-kind", "tax-credit", "other"}


def test_years_come_in_order_and_what_has_none_last() -> None:
    states = [money(tranche(str(y), year=y), planned="1bn") for y in (None, 2027, 2025)]
    assert [group.key.year for group in breakdown(states, By.YEAR).groups] == [2025, 2027, None]


def test_what_cannot_be_converted_is_missing_and_makes_every_sum_a_least() -> None:
    states = [money(tranche("rd"), committed="150bn")]
    found = breakdown(states, By.TRANCHE, NO_RATES)
    assert cells(found, "rd")[Stage.COMMITTED].no_amount is NoAmount.NO_RATE
    assert (found.total.whole, found.total.lost) == (None, True)
    assert breakdown(states, By.TRANCHE, NOW).total.whole
    some = breakdown(states, By.TRANCHE, NOW).total.stages[Stage.COMMITTED]
    assert (some.figure, some.qualifier) == (1_000_000_000_00, Qualifier.EXACT)
