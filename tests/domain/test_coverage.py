"""The money beside the need."""

from __future__ import annotations

from said import day, metric, money, said, tranche
from tracker.domain.amount import Amount
from tracker.domain.coverage import Need, coverage, stated_need
from tracker.domain.money import Column
from tracker.domain.quantity import Qualifier, Quantity
from tracker.domain.statement import Statement
from tracker.domain.vocabulary import Instrument

TODAY = day("2026-11-22")
BN = 10**9
TO_2031 = metric("need-to-2031", family="need", unit="JPY")
TO_2027 = metric("need-to-2027", family="need", unit="JPY")


def need(text: str, on: str = "2025-11-21") -> Statement:
    return said(text, on=on, field="value", unit="JPY", about="need-to-2031")


def test_the_rest_is_what_no_stated_level_covers() -> None:
    states = [
        money(tranche("rd"), committed="<=2,354bn"),
        money(tranche("equity", instrument="equity"), disbursed="250bn"),
        money(tranche("loan", instrument="loan"), planned="<=2,000bn"),
    ]
    statement = need(">7tn")
    amount = Quantity.parse(">7tn", "JPY")
    found = coverage(states, Need(metric=TO_2031, statement=statement, amount=amount))
    left = (7000 - 2354 - 250 - 2000) * BN
    assert found.rest == Amount(left, left, Qualifier.MORE_THAN, derived=True)
    assert found.need
    assert found.need.statement is statement


def test_without_a_need_there_is_no_rest() -> None:
    found = coverage([money(tranche("rd"), committed="100bn")], None)
    assert (found.need, found.rest) == (None, None)
    assert found.total.columns == {Column.COMMITTED: Amount(100 * BN, 100 * BN)}


def test_without_money_nothing_is_covered_and_nothing_is_zero() -> None:
    found = coverage([], None)
    assert (found.rows, found.total.columns) == ((), {})


def test_a_guarantee_covers_nothing_and_is_shown_apart() -> None:
    guarantee = money(tranche("g", instrument="guarantee"), committed="80bn")
    asked = Need(metric=TO_2031, statement=need("100bn"), amount=Quantity.parse("100bn", "JPY"))
    found = coverage([guarantee], asked)
    assert [row.instrument for row in found.not_added] == [Instrument.GUARANTEE]
    assert found.rest == Amount(100 * BN, 100 * BN, derived=True)


def test_of_several_needs_none_is_taken() -> None:
    lanes = {"need-to-2031": [need(">7tn", "2025-11-21")], "need-to-2027": [need("5tn", "2024-01")]}
    assert stated_need([TO_2027, TO_2031], lanes, TODAY) is None
    found = stated_need([TO_2027, TO_2031], lanes, day("2025-01-01"))
    assert found
    assert (found.metric, found.amount.text) == (TO_2027, "5tn")


def test_the_headline_need_goes_before_a_newer_one() -> None:
    headline = metric("need-to-2027", family="need", unit="JPY", headline=True)
    lanes = {"need-to-2031": [need(">7tn", "2025-11-21")], "need-to-2027": [need("5tn", "2024-01")]}
    found = stated_need([TO_2031, headline], lanes, TODAY)
    assert found
    assert found.metric is headline


def test_another_family_is_no_need() -> None:
    support = metric("state-support", family="state-support", unit="JPY")
    assert stated_need([support], {"state-support": [need("2.9tn")]}, TODAY) is None


def test_a_need_not_yet_stated_is_none() -> None:
    lanes = {"need-to-2031": [need(">7tn", "2025-11-21")]}
    assert stated_need([TO_2031], lanes, day("2025-11-20")) is None
    assert stated_need([], {}, TODAY) is None
