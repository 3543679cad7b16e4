"""The register of holders: founders, groups, counts, shares and what nobody tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import TODAY, by_field, day, holding, holding_state, money, said, tranche
from tracker.domain.holdings import (
    HoldingState,
    Register,
    founders,
    holder_counts,
    owners,
    register,
)
from tracker.domain.log.statement import Statement
from tracker.domain.money.breakdown import counted_tranches
from tracker.domain.money.tranches import TrancheState
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.vocabulary import Stage

BN = 10**9


def held(
    slug: str,
    *,
    kind: str = "company",
    of_class: str = "common",
    group: str | None = None,
    **f: str,
) -> HoldingState:
    of = holding(slug, kind=kind, holding_class=of_class)
    of = replace(of, organization=replace(of.organization, parent=group))
    all_series = by_field([said(text, field=field, about=slug) for field, text in f.items()])
    state = holding_state(of, all_series, TODAY)
    assert state
    return state


IPA = held("ipa", kind="state", invested="250bn", votes="11.5%")
GOLDEN = held("ipa", kind="state", of_class="golden", invested="undisclosed")
SONY = held("sony", invested="21bn")
FUJITSU = held("fujitsu", invested="~20bn")
NEC = held("nec", invested="undisclosed")
BANKS = [held(slug, group="hokuhoku", invested="undisclosed") for slug in ("north", "south")]
ALL = [NEC, *BANKS, FUJITSU, SONY, GOLDEN, IPA]
IPA_PAID = money(tranche("ipa", instrument="equity"), disbursed="250bn")
PRIVATE = tranche("private", kind="company", instrument="equity")
EQUITY = [IPA_PAID, money(PRIVATE, disbursed="150bn")]


def listed(states: list[HoldingState], equity: list[TrancheState], first: str = "") -> Register:
    return register(states, owners(states, counted_tranches(equity)), frozenset(first.split()))


def test_each_count_says_what_it_includes() -> None:
    counts = holder_counts(ALL)
    assert (counts.companies, counts.with_state, counts.by_group) == (5, 6, 4)
    assert listed(ALL, EQUITY).groups == {"hokuhoku": ("north", "south")}
    assert listed([NEC, BANKS[0]], EQUITY).groups == {}


def test_an_expectation_makes_no_holder_and_is_in_no_sum() -> None:
    waiting = [
        held("micron", expected="5bn"),
        held("hokkaido", group="hokuhoku", expected="undisclosed"),
        held("ipa", kind="state", of_class="golden", expected="1bn"),
    ]
    alone = listed([NEC, SONY, IPA], EQUITY)
    both = listed([NEC, SONY, IPA, *waiting], EQUITY)
    assert replace(both, expected=()) == alone
    assert [one.holding.slug for one in both.expected] == ["micron", "ipa", "hokkaido"]
    summed = owners([*waiting, SONY], counted_tranches(EQUITY))
    assert (summed.counts.companies, summed.state, summed.golden_share) == (1, (), False)
    assert owners(waiting, counted_tranches(EQUITY[:1])) == owners([], counted_tranches(EQUITY[:1]))


def test_an_expectation_is_told_until_it_is_told_what_came() -> None:
    def state(*all_series: Statement) -> HoldingState:
        found = holding_state(holding("toyota"), by_field([*all_series]), TODAY)
        assert found
        return found

    hoped = said("8bn", field="expected", about="toyota", on="2026-03-01")
    came = said("5bn", field="invested", about="toyota", on="2026-02-01")
    assert listed([state(hoped, came)], EQUITY).expected
    later = said("5bn", field="invested", about="toyota", on="2026-03-01")
    assert not listed([state(hoped, later)], EQUITY).expected


def test_what_is_only_expected_makes_no_founder() -> None:
    hoped = said("8bn", field="expected", about="toyota", on="2022-08-01")
    first = money(PRIVATE, disbursed="7.3bn")
    assert founders({"toyota": [hoped]}, [first], TODAY) == frozenset()


def test_the_share_of_capital_is_derived_from_the_equity_paid() -> None:
    shares = {one.state.holding.slug: one.share for one in listed(ALL, EQUITY).holdings}
    assert shares["sony"] == Amount(52_500, 52_500, derived=True)
    assert shares["fujitsu"] == Amount(50_000, 50_000, Qualifier.ABOUT, derived=True)
    assert shares["nec"] is None


def test_a_share_of_a_vague_sum_is_vague() -> None:
    vague = [IPA_PAID, money(PRIVATE, disbursed="~150bn")]
    shares = {one.state.holding.slug: one.share for one in listed(ALL, vague).holdings}
    assert shares["sony"] == Amount(52_500, 52_500, Qualifier.ABOUT, derived=True)
    least = [IPA_PAID, money(PRIVATE, disbursed=">=150bn")]
    (sony,) = (one.share for one in listed([SONY, IPA], least).holdings if not one.state.of_state)
    assert sony == Amount(52_500, 52_500, Qualifier.AT_MOST, derived=True)


def test_before_the_state_holds_the_private_equity_is_all() -> None:
    (sony,) = listed([SONY], EQUITY[1:]).holdings
    assert sony.share == Amount(140_000, 140_000, derived=True)


def test_without_both_sums_there_is_no_share() -> None:
    assert all(one.share is None for one in listed(ALL, EQUITY[:1]).holdings)
    assert listed(ALL, EQUITY[:1]).undisclosed is None


def test_what_nobody_tells_is_what_the_known_leave_of_the_equity_paid() -> None:
    found = listed(ALL, EQUITY)
    assert (found.unknown, found.known) == (3, Amount(41 * BN, 41 * BN, Qualifier.ABOUT))
    assert found.undisclosed == Amount(109 * BN, 109 * BN, Qualifier.ABOUT, derived=True)
    assert found.most == found.undisclosed
    assert listed([SONY], EQUITY).undisclosed is None


@pytest.mark.parametrize(
    ("known", "low", "high", "qualifier", "most"),
    [
        (["<=1bn"], 149, 150, Qualifier.RANGE, Qualifier.EXACT),
        (["10bn..20bn", "30bn"], 100, 110, Qualifier.RANGE, Qualifier.EXACT),
        ([">=60bn"], 0, 90, Qualifier.AT_MOST, Qualifier.EXACT),
        (["~20bn", ">=60bn"], 0, 70, Qualifier.ABOUT, Qualifier.ABOUT),
        (["150bn"], None, None, None, None),
    ],
)
def test_bounds_of_the_known_leave_a_bound(
    known: list[str],
    low: int | None,
    high: int | None,
    qualifier: Qualifier | None,
    most: Qualifier | None,
) -> None:
    states = [held(f"c{at}", invested=text) for at, text in enumerate(known)]
    found = listed([*states, NEC], EQUITY)
    if low is None or high is None or qualifier is None or most is None:
        assert (found.undisclosed, found.most) == (None, None)
        return
    assert found.undisclosed == Amount(low * BN, high * BN, qualifier, derived=True)
    assert found.most == Amount(high * BN, high * BN, most, derived=True)


def test_of_a_least_that_was_paid_at_least_the_rest_is_left() -> None:
    found = listed([SONY, NEC], [IPA_PAID, money(PRIVATE, disbursed=">=100bn")])
    assert found.undisclosed == Amount(79 * BN, 79 * BN, Qualifier.AT_LEAST, derived=True)
    assert found.most is None


def test_every_class_takes_its_part_and_a_golden_share_none() -> None:
    more = [
        held("sony", of_class="non-voting", invested="9bn"),
        held("denso", of_class="non-voting", invested="undisclosed"),
        held("denso", invested="undisclosed"),
        held("toyota", of_class="golden", invested="undisclosed"),
    ]
    found = listed([SONY, *more], EQUITY)
    assert (found.unknown, found.known) == (1, Amount(30 * BN, 30 * BN))
    assert found.undisclosed == Amount(120 * BN, 120 * BN, derived=True)


def test_the_state_first_then_founders_then_the_largest() -> None:
    found = listed(ALL, EQUITY, "nec")
    order = [one.state.holding.slug for one in found.holdings]
    assert found.founders == 1
    assert listed([SONY, held("sony", of_class="non-voting", votes="0%")], [], "sony").founders == 1
    assert order == ["ipa", "ipa", "nec", "sony", "fujitsu", "north", "south"]


def invested(when: str, on: str = "2024-10-18") -> Statement:
    return said("1bn", field="invested", on=on, happened=when)


def test_founders_hold_since_the_first_equity_was_paid() -> None:
    paid = money(tranche("founding", instrument="equity"), disbursed="7bn")
    assert paid.stages[Stage.DISBURSED].shown.became_so.latest == day("2026-01-01")
    said_of = {"toyota": [invested("2022-08")], "honda": [invested("2026-02", on="2026-03-01")]}
    assert founders(said_of, [paid], TODAY) == {"toyota"}
    assert founders(said_of, [paid], day("2024-10-17")) == set()
    assert founders(said_of, [], TODAY) == set()
    grant = money(tranche("rd"), disbursed="7bn")
    assert founders(said_of, [grant], TODAY) == set()
