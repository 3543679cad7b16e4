"""The register of holders: founders, groups, counts, shares and what nobody tells."""

from __future__ import annotations

from dataclasses import replace

from said import TODAY, by_field, day, holding, money, said, tranche
from tracker.domain.amount import Amount
from tracker.domain.money import TrancheState, money_rows
from tracker.domain.owners import HoldingState, holding_state, owners
from tracker.domain.quantity import Qualifier
from tracker.domain.register import Register, founders, holder_counts, register
from tracker.domain.statement import Statement
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
    lanes = by_field([said(text, field=field, about=slug) for field, text in f.items()])
    state = holding_state(of, lanes, TODAY)
    assert state
    return state


IPA = held("ipa", kind="state", invested="250bn", votes="11.5%")
GOLDEN = held("ipa", kind="state", of_class="golden", invested="undisclosed")
SONY = held("sony", invested="21bn")
FUJITSU = held("fujitsu", invested="~20bn")
NEC = held("nec", invested="undisclosed")
BANKS = [held(slug, group="hokuhoku", invested="undisclosed") for slug in ("north", "south")]
ALL = [NEC, *BANKS, FUJITSU, SONY, GOLDEN, IPA]
EQUITY = [
    money(tranche("ipa", instrument="equity"), disbursed="250bn"),
    money(tranche("private", kind="company", instrument="equity"), disbursed="150bn"),
]


def listed(states: list[HoldingState], equity: list[TrancheState], first: str = "") -> Register:
    return register(states, owners(states, money_rows(equity)), frozenset(first.split()))


def test_each_count_says_what_it_includes() -> None:
    counts = holder_counts(ALL)
    assert (counts.companies, counts.with_state, counts.by_group) == (5, 6, 4)
    assert listed(ALL, EQUITY).groups == {"hokuhoku": ("north", "south")}
    assert listed([NEC, BANKS[0]], EQUITY).groups == {}


def test_the_share_of_capital_is_derived_from_the_equity_paid() -> None:
    shares = {one.state.holding.slug: one.share for one in listed(ALL, EQUITY).holders}
    assert shares["sony"] == Amount(52_500, 52_500, derived=True)
    assert shares["fujitsu"] == Amount(50_000, 50_000, Qualifier.ABOUT, derived=True)
    assert shares["nec"] is None


def test_without_both_sums_there_is_no_share() -> None:
    assert all(one.share is None for one in listed(ALL, EQUITY[:1]).holders)
    assert listed(ALL, EQUITY[:1]).undisclosed is None


def test_what_nobody_tells_is_what_the_known_leave_of_the_equity_paid() -> None:
    found = listed(ALL, EQUITY)
    assert (found.unknown, found.known) == (3, Amount(41 * BN, 41 * BN, Qualifier.ABOUT))
    assert found.undisclosed == Amount(109 * BN, 109 * BN, Qualifier.ABOUT, derived=True)
    assert listed([SONY], EQUITY).undisclosed is None


def test_a_ceiling_among_the_known_leaves_at_least_the_rest() -> None:
    found = listed([held("denso", invested="<=1bn"), NEC], EQUITY)
    assert found.undisclosed == Amount(149 * BN, 149 * BN, Qualifier.AT_LEAST, derived=True)


def test_the_state_first_then_founders_then_the_largest() -> None:
    order = [one.state.holding.slug for one in listed(ALL, EQUITY, "nec").holders]
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
