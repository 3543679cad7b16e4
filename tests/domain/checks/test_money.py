"""Committed money of which nobody says whether it was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from said import milestone, project_state, said, tranche
from tracker.domain.checks import run
from tracker.domain.checks.finding import Finding, Severity
from tracker.domain.checks.money import unpaid_total
from tracker.domain.definitions.subject import Subject
from tracker.domain.log.statement import Statement
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.quantities.amount import Amount
from tracker.domain.quantities.quantity import Qualifier


def found(*statements: Statement, of: Sequence[Subject]) -> list[Finding]:
    return run(project_state(*statements, of=of))


def level(stage: str, text: str = "100bn", about: str = "rd") -> Statement:
    return said(text, field=stage, about=about)


def test_what_was_committed_for_a_past_year_asks_what_was_paid() -> None:
    (one,) = found(level("committed", "<=802.5bn"), of=[tranche("rd", year=2025)])
    assert (one.code, one.kind, one.severity) == ("M101", "unpaid", Severity.INFO)
    assert one.message == ("rd: no source says what was paid of the <=802.5bn committed in FY2025")
    assert one.proof == "FY2026 > FY2025"


@pytest.mark.parametrize(
    ("statements", "year", "instrument"),
    [
        ([level("committed")], 2026, "grant"),
        ([level("committed")], None, "grant"),
        ([level("committed"), level("disbursed", "20bn")], 2024, "grant"),
        ([level("enacted")], 2024, "grant"),
        ([level("committed", "undisclosed")], 2024, "grant"),
        ([level("committed"), level("cancelled")], 2024, "grant"),
        ([level("committed")], 2024, "guarantee"),
        ([level("committed")], 2024, "in-kind"),
    ],
)
def test_honest_tranches_ask_for_nothing(
    statements: list[Statement], year: int | None, instrument: str
) -> None:
    assert found(*statements, of=[tranche("rd", year=year, instrument=instrument)]) == []


def test_undisclosed_is_not_what_was_paid() -> None:
    statements = [level("committed"), level("disbursed", "undisclosed")]
    assert len(found(*statements, of=[tranche("rd", year=2024)])) == 1


def test_of_a_whole_and_its_parts_only_the_parts_are_asked() -> None:
    parts = [tranche("rd", year=2024), tranche("part", year=2024, parent="rd")]
    (one,) = found(level("committed"), level("committed", about="part"), of=parts)
    assert one.subject == "part"


def test_a_part_that_was_called_off_is_not_asked_in_place_of_its_whole() -> None:
    parts = [tranche("rd", year=2024), tranche("part", year=2024, parent="rd")]
    off = level("committed", about="part"), level("cancelled", about="part")
    (one,) = found(level("committed"), *off, of=parts)
    assert one.subject == "rd"


def test_what_was_withdrawn_asks_for_nothing() -> None:
    back = said("withdrawn", field="committed", about="rd", on="2026-02-01")
    assert found(level("committed"), back, of=[tranche("rd", year=2024)]) == []


def test_a_payment_of_the_whole_answers_for_its_parts() -> None:
    parts = [tranche("rd", year=2024), tranche("part", year=2024, parent="rd")]
    assert found(level("disbursed"), level("committed", about="part"), of=parts) == []


def test_the_year_is_the_fiscal_one() -> None:
    statement = level("committed")
    american = FiscalCalendar(first_month=10, named_by="last")
    of = [tranche("rd", year=2026)]
    assert [one.code for one in run(project_state(statement, of=of, calendar=american))] == ["M101"]


def test_what_is_unpaid_is_added_up() -> None:
    parts = [tranche(slug, year=2024) for slug in ("one", "two")]
    levels = [level("committed", "100bn", "one"), level("committed", "<=20bn", "two")]
    asked = found(*levels, of=parts)
    assert unpaid_total(asked) == Amount(120 * 10**9, 120 * 10**9, Qualifier.AT_MOST)
    assert unpaid_total([]) is None


def dated(stage: str, happened: str | None) -> Statement:
    return said("100bn", field=stage, about="rd", on="2026-09-01", happened=happened)


@pytest.mark.parametrize(
    ("committed", "paid", "figure"),
    [
        ("2026-08-01", "2025-12-01", "2025-12-01 < 2026-08-01"),
        ("2026-08", "2025", "2025 < 2026-08"),
        ("2026-08-01", "2026-08", None),
        ("2026-08-02", "2026-08-01", None),
        ("2025-12-01", "2026-08-01", None),
        (None, "2025-12-01", None),
        ("2026-08-01", None, None),
    ],
)
def test_what_was_paid_before_it_was_committed_is_told(
    committed: str | None, paid: str | None, figure: str | None
) -> None:
    told = found(dated("committed", committed), dated("disbursed", paid), of=[tranche("rd")])
    assert [one.proof for one in told if one.code == "M104"] == ([figure] if figure else [])


def test_a_commitment_that_was_withdrawn_is_no_day_to_pay_after() -> None:
    back = said("withdrawn", field="committed", about="rd", on="2026-10-01", happened="2026-09-20")
    words = dated("committed", None), back, dated("disbursed", "2026-08-01")
    assert [one for one in found(*words, of=[tranche("rd")]) if one.code == "M104"] == []


@pytest.mark.parametrize(
    ("status", "met", "figure"),
    [
        ("on-track", None, "2026-08-01, on-track"),
        ("met", "2026-08-20", "2026-08-01 < 2026-08-20"),
        ("met", "2026-07-20", None),
        ("met", None, None),
        ("cancelled", None, None),
    ],
)
def test_what_was_paid_before_what_it_waits_for_is_told(
    status: str, met: str | None, figure: str | None
) -> None:
    waits = replace(tranche("rd"), gate="pilot")
    gate = said(status, field="status", about="pilot", on="2026-09-01", happened=met)
    told = found(dated("disbursed", "2026-08-01"), gate, of=[waits, milestone("pilot")])
    assert [one.proof for one in told if one.code == "M104"] == ([figure] if figure else [])
