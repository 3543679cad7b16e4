"""Money of one currency in another: the month's rate, the nearest, there and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import day
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.exchange import Exchange, Rate, RateMode, convert, rate_for
from tracker.domain.quantities.quantity import Qualifier
from tracker.domain.quantities.units import minor_places

RATES = (
    Rate("2025-02", "USD", "JPY", 150_000_000, "ecb"),
    Rate("2025-04", "USD", "JPY", 160_500_000, "ecb"),
    Rate("2025-04", "EUR", "JPY", 170_000_000, "ecb"),
)
PAIRS = st.sampled_from([("USD", "JPY"), ("USD", "EUR"), ("GBP", "KRW"), ("JPY", "KRW")])


@pytest.mark.parametrize(
    ("on", "month", "off"),
    [
        ("2025-02-28", "2025-02", 0),
        ("2025-03-15", "2025-02", -1),
        ("2025-04-01", "2025-04", 0),
        ("2026-04-30", "2025-04", -12),
        ("2024-02-01", "2025-02", 12),
    ],
)
def test_the_rate_is_that_of_the_month_else_the_nearest_within_a_year(
    on: str, month: str, off: int
) -> None:
    used = rate_for(RATES, "JPY", "USD", day(on))
    assert used
    assert (used.rate.month, used.months_off, used.exact) == (month, off, off == 0)
    assert used.wanted == on[:7]


@pytest.mark.parametrize("on", ["2024-01-31", "2026-05-01"])
def test_beyond_a_year_there_is_no_rate(on: str) -> None:
    assert rate_for(RATES, "USD", "JPY", day(on)) is None


def test_a_pair_without_a_rate_cannot_be_converted() -> None:
    assert rate_for(RATES, "USD", "EUR", day("2025-04-01")) is None
    exchange = Exchange(target="EUR", mode=RateMode.THEN, as_of=day("2025-04-01"), rates=RATES)
    assert exchange.turn(Amount(1, 1), "USD", day("2025-04-01")) is None


def test_yen_become_cents_and_halves_go_up() -> None:
    assert convert(160_500, RATES[1], "USD") == 1000_00
    assert convert(1000_00, RATES[1], "JPY") == 160_500
    assert convert(1, RATES[0], "JPY") == 2
    assert convert(75, RATES[0], "USD") == 50


def test_then_takes_the_statements_month_and_now_the_reports() -> None:
    amount = Amount(160_500, 321_000, Qualifier.RANGE, derived=True)
    then = Exchange(target="USD", mode=RateMode.THEN, as_of=day("2025-04-01"), rates=RATES)
    now = Exchange(target="USD", mode=RateMode.NOW, as_of=day("2025-04-01"), rates=RATES)
    said_on = day("2025-02-01")
    assert then.turn(amount, "JPY", said_on) == Amount(
        107000, 214000, Qualifier.RANGE, derived=True
    )
    assert now.turn(amount, "JPY", said_on) == Amount(100000, 200000, Qualifier.RANGE, derived=True)


@given(
    value=st.integers(0, 10**15), micro=st.integers(1, 10**12), pair=PAIRS, forward=st.booleans()
)
def test_a_conversion_is_off_by_at_most_half_a_minor_unit(
    value: int, micro: int, pair: tuple[str, str], *, forward: bool
) -> None:
    base, quote = pair
    target = quote if forward else base
    price = Fraction(micro, 10**6) * 10 ** minor_places(quote) / 10 ** minor_places(base)
    worth = value * price if forward else value / price
    assert abs(
        convert(value, Rate("2025-01", base, quote, micro, "s"), target) - worth
    ) <= Fraction(1, 2)


@given(st.integers(0, 10**15), st.integers(1, 10**12), PAIRS)
def test_there_and_back_differs_by_at_most_half_a_minor_unit_of_the_coarser(
    value: int, micro: int, pair: tuple[str, str]
) -> None:
    """In units of the coarser side: its half, and half a unit of the finer one for the way back."""
    base, quote = pair
    rate = Rate("2025-01", base, quote, micro, "s")
    price = Fraction(micro, 10**6) * 10 ** minor_places(quote) / 10 ** minor_places(base)
    back = convert(convert(value, rate, quote), rate, base)
    if price >= 1:
        assert back == value
    assert abs(back - value) <= Fraction(1, 2) / price + Fraction(1, 2)
