"""Who holds shares, and the state's part of the capital."""

from __future__ import annotations

from datetime import timedelta

from said import by_field, day, holding, holding_state, money, said, tranche, tranche_states
from tracker.domain.holdings import HoldingState, Owners, owners
from tracker.domain.money.breakdown import counted_tranches
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.quantity import Qualifier

TODAY = day("2026-11-22")


def held(
    slug: str, *, kind: str = "company", holding_class: str = "common", **fields: str
) -> HoldingState:
    statements = [said(text, field=field, about=slug) for field, text in fields.items()]
    of = holding(slug, kind=kind, holding_class=holding_class)
    state = holding_state(of, by_field(statements), TODAY)
    assert state is not None
    return state


def held_on(on: str) -> HoldingState:
    all_series = by_field([said("10%", field="votes", about="other", on=on)])
    state = holding_state(holding("other", kind="state"), all_series, TODAY)
    assert state is not None
    return state


IPA = held("ipa", kind="state", invested="250bn", votes="11.5%")
GOLDEN = held("ipa", kind="state", holding_class="golden", invested="undisclosed")
NTT = held("ntt", invested="undisclosed")
SONY = held("sony", invested="21bn")
FUJITSU = held("fujitsu", invested="~20bn")
SOFTBANK = held("softbank", invested="21bn")


def test_a_holding_nobody_spoke_of_is_not_there() -> None:
    assert holding_state(holding("ntt"), {}, TODAY) is None
    later = by_field([said("5bn", on="2026-11-23", field="invested")])
    assert holding_state(holding("ntt"), later, TODAY) is None


def test_undisclosed_is_a_holder_of_unknown_amount() -> None:
    assert NTT.amount is None
    assert NTT.invested is not None
    assert owners([NTT], []).counts.companies == 1
    assert owners([NTT], []).known == ()


def test_companies_are_counted_without_the_state_and_its_golden_share() -> None:
    found = owners([IPA, GOLDEN, NTT, SONY], [])
    assert found.counts.companies == 2
    assert found.state == (IPA,)
    assert found.golden_share
    assert not owners([IPA, NTT], []).golden_share
    private = held("sony", holding_class="golden", invested="undisclosed")
    assert not owners([IPA, private], []).golden_share


def test_a_company_with_two_classes_is_one_company() -> None:
    no_votes = held("sony", holding_class="non-voting", invested="1bn")
    assert owners([SONY, no_votes], []).counts.companies == 1
    assert owners([SONY, held("sony", invested="3bn")], []).counts.companies == 1


def test_a_state_with_two_holdings_is_one_holder() -> None:
    found = owners([IPA, IPA, NTT], [])
    assert (len(found.state), found.counts.with_state) == (2, 2)


def test_the_known_are_listed_the_largest_first_and_equals_in_order() -> None:
    found = owners([FUJITSU, SOFTBANK, NTT, SONY], [])
    assert found.known == (SOFTBANK, SONY, FUJITSU)


def test_the_states_share_of_votes_is_as_stated() -> None:
    found = owners([SONY, IPA], [])
    assert [one.text for one in found.votes] == ["11.5%"]
    assert found.state_votes is None
    assert IPA.share_of_votes
    assert IPA.share_of_votes.figure == 115_000
    assert owners([SONY], []).votes == ()


def test_the_votes_of_several_state_holders_are_added_as_of_one_day() -> None:
    bank = held("bank", kind="state", votes="~15%")
    found = owners([IPA, SONY, bank], [])
    assert [one.text for one in found.votes] == ["11.5%", "~15%"]
    assert found.state_votes == Amount(265_000, 265_000, Qualifier.ABOUT, derived=True)
    silent = owners([IPA, held("nedo", kind="state", invested="1bn"), held_on("2026-01-20")], [])
    assert silent.state_votes == Amount(215_000, 215_000, Qualifier.AT_LEAST, derived=True)
    assert owners([IPA, held_on("2025-06-01")], []).state_votes is None


def test_the_states_part_of_the_capital_is_derived_from_equity_paid() -> None:
    rows = counted_tranches(
        [
            money(tranche("ipa", funder="ipa", instrument="equity"), disbursed="250bn"),
            money(tranche("p", funder="p", kind="company", instrument="equity"), disbursed="174bn"),
            money(tranche("b", funder="b", kind="bank", instrument="equity"), disbursed="0.9bn"),
            money(tranche("rd"), disbursed="900bn"),
            money(tranche("later", funder="ipa", instrument="equity"), planned="150bn"),
        ]
    )
    found = owners([IPA], rows)
    assert found.state_paid
    assert found.private_paid
    assert (found.state_paid.figure, found.private_paid.figure) == (250 * 10**9, 1749 * 10**8)
    assert found.equity_paid == Amount(4249 * 10**8, 4249 * 10**8)
    assert found.state_share == Amount(588_374, 588_374, derived=True)


def test_votes_are_unstated_since_the_state_paid_for_more_shares() -> None:
    def paid(on: str, kind: str = "state", instrument: str = "equity") -> Owners:
        given = tranche("given", kind=kind, instrument=instrument)
        payment = by_field([said("1bn", on=on, field="disbursed", about="given")])
        return owners(
            [IPA], counted_tranches(tranche_states({"given": given}, {"given": payment}, TODAY))
        )

    votes = owners([IPA], []).votes[0]
    assert not owners([IPA], []).unstated_since(votes)
    later = str(votes.day + timedelta(days=1))
    assert paid(later).unstated_since(votes)
    assert not paid(str(votes.day)).unstated_since(votes)
    assert not paid(later, kind="company").unstated_since(votes)
    assert not paid(later, instrument="grant").unstated_since(votes)


def test_the_states_part_is_unknown_while_one_side_is() -> None:
    state_only = counted_tranches([money(tranche("ipa", instrument="equity"), disbursed="250bn")])
    found = owners([IPA, SONY], state_only)
    assert (found.state_paid, found.equity_paid) == (Amount(250 * 10**9, 250 * 10**9), None)
    assert found.state_share is None
    assert owners([IPA], []).state_share is None


def test_the_states_part_of_a_vague_sum_is_vague() -> None:
    rows = counted_tranches(
        [
            money(tranche("a", instrument="equity"), disbursed="50bn"),
            money(tranche("b", instrument="equity"), disbursed="~25bn"),
            money(tranche("p", kind="company", instrument="equity"), disbursed="25bn"),
        ]
    )
    share = owners([IPA, SONY], rows).state_share
    assert share == Amount(750_000, 750_000, Qualifier.ABOUT, derived=True)
