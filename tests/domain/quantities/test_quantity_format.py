from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies_quantity import quantities
from tracker.domain.quantities.format import Units, amount, canonical, figure
from tracker.domain.quantities.quantity import Quantity

BN = 10**9

AMOUNTS = [
    ("150bn", "¥150bn", "1,500億円", "¥150,000,000,000"),
    ("1,500億円", "¥150.0bn", "1,500億円", "¥150,000,000,000"),
    ("150000000000", "¥150bn", "1,500億円", "¥150,000,000,000"),
    ("631.5bn", "¥631.5bn", "6,315億円", "¥631,500,000,000"),
    ("1.23T", "¥1.23tn", "1兆2,300億円", "¥1,230,000,000,000"),
    ("1,239bn", "¥1,239bn", "1兆2,390億円", "¥1,239,000,000,000"),
    ("3,069.3bn", "¥3,069.3bn", "3兆693億円", "¥3,069,300,000,000"),
    ("1兆7,225億円", "¥1,722.5bn", "1兆7,225億円", "¥1,722,500,000,000"),
    ("999.95bn", "¥999.95bn", "9,999億5,000万円", "¥999,950,000,000"),
    ("△120億円", "-¥12.0bn", "-120億円", "-¥12,000,000,000"),
    ("~630bn", "~¥630bn", "~6,300億円", "~¥630,000,000,000"),
    (">7tn", ">¥7tn", ">7兆円", ">¥7,000,000,000,000"),
    ("0.5bn..20bn", "¥0.5bn..¥20.0bn", "5億円..200億円", "¥500,000,000..¥20,000,000,000"),
    ("1234567", "¥1,234,567", "123万4,567円", "¥1,234,567"),
    ("25m as $1m", "¥25m", "2,500万円", "¥25,000,000"),
    ("0", "¥0", "0円", "¥0"),
    ("undisclosed", "undisclosed", "undisclosed", "undisclosed"),
]


def yen(text: str) -> Quantity:
    return Quantity.parse(text, "JPY")


def textless(some: Quantity) -> Quantity:
    return replace(some, text="", conversion=some.conversion and textless(some.conversion))


@pytest.mark.parametrize(("text", "bn", "oku", "raw"), AMOUNTS)
def test_money_for_reading(text: str, bn: str, oku: str, raw: str) -> None:
    told = {Units.BN: bn, Units.OKU: oku, Units.RAW: raw, Units.WRITTEN: text}
    assert {units: amount(yen(text), units) for units in told} == told


@pytest.mark.parametrize(
    ("text", "millions"),
    [
        ("1.23T", "¥1,230,000m"),
        ("~630bn", "~¥630,000m"),
        ("0.5bn..20bn", "¥500m..¥20,000m"),
        ("25m as $1m", "¥25m"),
        ("1234567", "¥1,234,567"),
        ("△120億円", "-¥12,000m"),
    ],
)
def test_money_for_who_thinks_in_millions(text: str, millions: str) -> None:
    told = amount(yen(text), Units.MN)
    assert told == millions
    assert yen(told).figure == yen(text).figure


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("$7.9bn", "USD", "$7.9bn"),
        ("$1.50", "USD", "$1.50"),
        ("-NT$5m", "TWD", "-NT$5m"),
        ("約30社", "companies", "~30"),
        ("6k", "wafers/month", "6,000"),
        ("58.8%", "%", "58.8%"),
        ("10%..20%", "%", "10%..20%"),
    ],
)
def test_other_units_for_reading(text: str, unit: str, shown: str) -> None:
    assert amount(Quantity.parse(text, unit)) == shown


def test_a_symbol_can_be_left_out() -> None:
    assert amount(yen("~630bn"), symbol=False) == "~630bn"
    assert amount(yen("1.5tn"), Units.OKU, symbol=False) == "1兆5,000億"
    assert amount(yen("~1.5tn"), Units.RAW, symbol=False) == "~1,500,000,000,000"


def test_made_quantities_are_shown_exactly_whatever_their_step() -> None:
    made = replace(yen("424.9bn"), figure=424_912_345_678, step=BN)
    assert (amount(made), canonical(made)) == ("¥424,912,345,678", "424912345678")


def test_figures_for_tables() -> None:
    assert figure(2_354 * BN, "JPY") == "2,354.0"
    assert figure(-999_950_000_000, "JPY") == "-1,000.0"
    assert figure(-49_999_999, "JPY") == "0.0"
    assert figure(2_354 * BN, "JPY", decimals=0) == "2,354"
    assert figure(1722_500_000_000, "JPY", Units.OKU) == "17,225"
    assert figure(1722_500_000_000, "JPY", Units.RAW) == "1,722,500,000,000"
    assert figure(790 * BN, "USD") == "7.9"
    assert (figure(588_235, "%"), figure(6000, "wafers/month")) == ("58.8%", "6,000")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1,300億円", "130.0bn"),
        ("2千億円", "0.2tn"),
        ("約630 billion", "~630bn"),
        ("~0.0bn", "~0.0bn"),
        ("数千兆円", "2quadrillion..9quadrillion"),
        ("¥1.23T (about 7.9bn dollars)", "1.23tn as ~7.9bn USD"),
    ],
)
def test_canonical_texts(text: str, written: str) -> None:
    assert canonical(yen(text)) == written
    assert textless(yen(written)) == textless(yen(text))


@given(quantities())
def test_parse_undoes_canonical(some: Quantity) -> None:
    assert textless(Quantity.parse(canonical(some), some.unit)) == textless(some)


@given(quantities(), st.sampled_from(Units))
def test_amounts_parse_to_the_same_figures(some: Quantity, units: Units) -> None:
    again = Quantity.parse(amount(some, units), some.unit)
    assert again.same_value(some)
