"""Sums in two currencies: slips, and honest roundings and rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import metric, project_state, said
from tracker.domain.checks import rule_of
from tracker.domain.checks.finding import Finding, Severity
from tracker.domain.periods.period import Period
from tracker.domain.quantities.exchange import Rate

MICRO = 1_000_000


def rate(month: str, price: str, base: str = "USD", quote: str = "JPY") -> Rate:
    return Rate(month, base, quote, round(float(price) * MICRO), "rates")


YEN = (rate("2026-01", "156.5"), rate("2025-12", "155.8"))


def found(
    text: str, *rates: Rate, on: str = "2026-01-10", unit: str = "JPY", tier: str = "press"
) -> list[Finding]:
    statement = said(text, field="value", about="budget", unit=unit, on=on, tier=tier, by="Daily")
    known = project_state(statement, of=[metric("budget", unit=unit)], rates=rates or YEN)
    return list(rule_of("conversion").findings(known))


@pytest.mark.parametrize(
    "text",
    [
        "1.23T as $79B",
        "267.6bn as $17bn",
        "1tn as $65bn",
        "150bn as $1.2bn",
        "150bn as $0.8bn",
        "~1.23tn as $0.79bn",
        ">1tn as $63.8bn",
        "200bn..400bn as $13bn",
        "~200bn as $0.9bn",
    ],
)
def test_a_conversion_far_from_the_rate_is_told(text: str) -> None:
    (one,) = found(text)
    assert (one.code, one.kind, one.severity) == ("V103", "conversion", Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        "1.239tn as $7.9bn",
        "~1.23tn as $7.9bn",
        "1.239tn as $8.2bn",
        "150bn as $1bn",
        "7.3bn as $51.5m",
        ">1tn as $6.38bn",
        ">160bn as $1.02bn",
        "~200bn as $1.29bn",
        "~4tn as $25.3bn",
        "0 as $0",
        "150bn",
    ],
)
def test_rounding_and_a_rate_of_another_week_are_honest(text: str) -> None:
    assert found(text) == []


def test_a_rate_of_another_month_proves_only_what_is_far_off() -> None:
    later = rate("2022-10", "147")
    assert found("1,000bn as $8.5bn", later, on="2022-03-10") == []
    (one,) = found("1,000bn as $85bn", later, on="2022-03-10")
    assert one.basis == ("JPY/USD 2022-10, the nearest month known: 147",)


def test_the_rate_of_the_event_is_honest_too() -> None:
    rates = (rate("2025-01", "156"), rate("2026-06", "120"))
    since = said(
        "156.0bn as $1.00bn",
        field="value",
        about="budget",
        unit="JPY",
        by="Daily",
        on="2026-06-10",
    )
    then = replace(since, happened_on=Period.parse("2025-01-20"))
    of = [metric("budget", unit="JPY")]
    assert list(rule_of("conversion").findings(project_state(then, of=of, rates=rates))) == []
    assert len(list(rule_of("conversion").findings(project_state(since, of=of, rates=rates)))) == 1


def test_both_rates_prove_it() -> None:
    (one,) = found("1.23T as $79B")
    assert one.proof == "15.6 ≠ 156 JPY/USD"
    assert one.message == (
        "budget: Daily says 1.23tn as $79B: 15.6 JPY a USD, where it was about 156 in 2026-01"
    )


def test_of_a_month_without_a_rate_the_nearest_within_a_year_is_taken() -> None:
    (one,) = found("1.23T as $79B", on="2026-09-01")
    assert "about 156 in 2026-01, the nearest month known" in one.message
    assert found("1.23T as $79B", on="2027-09-01") == []
    assert found("1.23T as $79B", rate("2026-01", "1.1", "EUR", "USD")) == []


def test_of_a_long_period_any_month_may_be_meant() -> None:
    weak = (rate("2025-01", "120"), rate("2025-12", "156"))
    assert found("150bn as $1.25bn", *weak, on="2025") == []
    assert len(found("150bn as $1.25bn", *weak, on="2025-12")) == 1


@pytest.mark.parametrize(
    ("text", "unit", "table", "slip"),
    [
        ("€1.5bn as $1.65bn", "EUR", rate("2026-01", "1.1", "EUR", "USD"), False),
        ("€1.5bn as $16.5bn", "EUR", rate("2026-01", "1.1", "EUR", "USD"), True),
        ("$1.65bn as €1.5bn", "USD", rate("2026-01", "1.1", "EUR", "USD"), False),
        ("$1.65bn as €15bn", "USD", rate("2026-01", "1.1", "EUR", "USD"), True),
        ("1.39tn KRW as $1bn", "KRW", rate("2026-01", "0.000719", "KRW", "USD"), False),
        ("1.39tn KRW as $10bn", "KRW", rate("2026-01", "0.000719", "KRW", "USD"), True),
    ],
)
def test_any_two_currencies_quoted_either_way(
    text: str, unit: str, table: Rate, *, slip: bool
) -> None:
    assert bool(found(text, table, unit=unit)) is slip
