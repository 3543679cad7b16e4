"""The money beside the need."""

from __future__ import annotations

import pytest

from said import day, metric, money, said, tranche
from tracker.domain.definitions.subject import Metric
from tracker.domain.log.statement import Statement
from tracker.domain.money.breakdown import counted_tranches, totals
from tracker.domain.money.coverage import Need, NoGap, beside_money, coverage, gap, stated_needs
from tracker.domain.money.tranches import PaymentState
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.exchange import Exchange, RateMode
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.shown.resolve import resolve
from tracker.domain.vocabulary import Instrument

TODAY = day("2026-11-22")
BN = 10**9
TO_2031 = metric("need-to-2031", family="need", unit="JPY")
TO_2027 = metric("need-to-2027", family="need", unit="JPY")


NO_RATES = Exchange(target="USD", mode=RateMode.NOW, as_of=TODAY, rates=())


def need(text: str, about: str = "need-to-2031") -> Statement:
    return said(text, on="2025-11-21", field="value", unit="JPY", about=about)


def needs(*said_of_each: Statement, of: tuple[Metric, ...] = (TO_2031, TO_2027)) -> list[Need]:
    metrics = {one.slug: one for one in of}
    found = [(metrics[one.subject], resolve([one], TODAY)) for one in said_of_each]
    return stated_needs([(one, shown) for one, shown in found if shown])


def test_the_rest_is_what_no_stated_level_covers() -> None:
    states = [
        money(tranche("rd"), committed="<=2,354bn"),
        money(tranche("equity", instrument="equity"), disbursed="250bn"),
        money(tranche("loan", instrument="loan"), planned="<=2,000bn"),
    ]
    asked = beside_money(needs(need(">7tn")))
    found = coverage(states, asked)
    left = (7000 - 2354 - 250 - 2000) * BN
    assert found.gap == Amount(left, left, Qualifier.MORE_THAN, derived=True)
    assert found.need is asked


def test_without_a_need_there_is_no_rest() -> None:
    found = coverage([money(tranche("rd"), committed="100bn")], None)
    assert (found.need, found.gap) == (None, None)
    assert found.total.by_payment == {PaymentState.COMMITTED: Amount(100 * BN, 100 * BN)}


def test_without_money_nothing_is_covered_and_nothing_is_zero() -> None:
    found = coverage([], None)
    assert (found.rows, found.total.by_payment) == ((), {})


def test_a_guarantee_covers_nothing_and_is_shown_apart() -> None:
    guarantee = money(tranche("g", instrument="guarantee"), committed="80bn")
    found = coverage([guarantee], beside_money(needs(need("100bn"))))
    assert [row.key.instrument for row in found.not_added] == [Instrument.GUARANTEE]
    assert found.gap == Amount(100 * BN, 100 * BN, derived=True)


def test_of_several_needs_none_is_taken() -> None:
    both = needs(need(">7tn"), need("5tn", "need-to-2027"))
    assert [(one.metric, one.amount.text) for one in both] == [(TO_2031, ">7tn"), (TO_2027, "5tn")]
    assert beside_money(both) is None
    assert beside_money(both[1:]) is both[1]
    assert beside_money([]) is None


def test_the_headline_need_goes_first_and_alone_beside_the_money() -> None:
    headline = metric("need-to-2027", family="need", unit="JPY", headline=True)
    found = needs(need(">7tn"), need("5tn", "need-to-2027"), of=(TO_2031, headline))
    assert [one.metric for one in found] == [headline, TO_2031]
    assert beside_money(found) is found[0]


def test_another_family_is_no_need() -> None:
    support = metric("state-support", family="state-support", unit="JPY")
    assert needs(need("2.9tn", "state-support"), of=(support,)) == []


@pytest.mark.parametrize(
    ("texts", "paid", "exchange", "gaps"),
    [
        (("100bn",), "30bn", None, [Amount(70 * BN, 70 * BN, derived=True)]),
        (("100bn",), "100bn", None, [NoGap.COVERED]),
        (("undisclosed",), "30bn", None, [NoGap.UNDISCLOSED]),
        (("100bn",), "30bn", NO_RATES, [NoGap.NO_RATE]),
        (("undisclosed",), "30bn", NO_RATES, [NoGap.UNDISCLOSED]),
        (("100bn", "5tn"), "30bn", None, [NoGap.NO_HEADLINE, NoGap.NO_HEADLINE]),
    ],
)
def test_of_a_need_the_gap_is_told_or_why_there_is_none(
    texts: tuple[str, ...], paid: str, exchange: Exchange | None, gaps: list[Amount | NoGap]
) -> None:
    slugs = ("need-to-2031", "need-to-2027")
    found = needs(*(need(text, slug) for text, slug in zip(texts, slugs, strict=False)))
    taken = beside_money(found)
    cash = totals(counted_tranches([money(tranche("rd"), disbursed=paid)]))
    assert [gap(one, taken, one.turned(exchange), cash) for one in found] == gaps


def test_beside_the_headline_need_another_has_another_scope() -> None:
    headline = metric("need-to-2027", family="need", unit="JPY", headline=True)
    found = needs(need(">7tn"), need("5tn", "need-to-2027"), of=(TO_2031, headline))
    other = gap(found[1], found[0], found[1].amount, totals([]))
    assert other is NoGap.OTHER_SCOPE
