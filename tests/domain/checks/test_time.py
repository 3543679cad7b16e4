"""What is past, what nobody mentions, which calendar is meant."""

from __future__ import annotations

from typing import Any

import pytest

from said import day, metric, milestone, project_state, said
from tracker.domain.checks import run
from tracker.domain.checks.finding import Finding, Severity
from tracker.domain.log.statement import Statement
from tracker.domain.periods.calendar import CALENDAR_YEAR


def found(*statements: Statement) -> list[Finding]:
    return run(project_state(*statements))


def recent(value: str, **more: Any) -> Statement:
    return said(value, on="2026-11-01", **more)


def test_what_is_in_order_asks_for_nothing() -> None:
    assert found(recent("2027"), recent("2027", tier="press")) == []


def test_the_longest_overdue_comes_first_with_its_days() -> None:
    late = [recent("2026-10", about="b"), recent("../2025-06", about="a")]
    first, second = found(*late)
    assert [(one.code, one.kind, one.subject) for one in (first, second)] == [
        ("T101", "overdue", "a"),
        ("T101", "overdue", "b"),
    ]
    assert first.message == "a: due by 2025-06, nobody has said that it is done"
    assert (first.proof, first.severity) == ("510 days", Severity.WARNING)
    assert [said.text for said in first.statements] == ["../2025-06"]


@pytest.mark.parametrize("status", ["met", "not-met", "cancelled"])
def test_what_ended_is_not_overdue_nor_stale_nor_of_an_unclear_calendar(status: str) -> None:
    old = [said("FY2025-H2", on="2025-01-01"), said("H2 2025", on="2025-01-01", tier="press")]
    assert found(*old, said(status, field="status", on="2025-02-01")) == []


def test_a_lesser_witness_is_named() -> None:
    press = recent("met", field="status", tier="press", by="Daily")
    one = found(recent("2026-10"), recent("on-track", field="status"), press)[0]
    assert one.message == "mass-production: due 2026-10, only Daily has said that it is done"
    assert [said.text for said in one.statements] == ["2026-10", "met"]


def test_an_overdue_threshold_tells_how_far_it_is() -> None:
    counted = said("22", field="value", about="holders", on="2026-11-01")
    asked = [recent("2026-10"), recent("~30", field="threshold")]
    subjects = [milestone(metric="holders"), metric("holders")]
    (one,) = run(project_state(*asked, counted, of=subjects))
    assert one.message == "mass-production: due 2026-10, 22 of ~30 reached"
    fewer = said("5", field="value", about="holders", on="2026-11-20", by="Ministry")
    assert run(project_state(*asked, counted, fewer, of=subjects))[0].digest != one.digest


def test_every_silent_milestone_is_a_finding_the_longest_silence_first() -> None:
    silent = [
        said("2029", on="2026-05-01", about="b"),
        said("2029", on="2026-01-10", about="a"),
        said("2029", on="2026-11-01", about="c"),
    ]
    first, second = found(*silent)
    assert [(one.code, one.kind, one.severity) for one in (first, second)] == [
        ("T102", "stale", Severity.INFO)
    ] * 2
    assert first.message == "a: not mentioned since 2026-01-10"
    assert (first.proof, second.subject) == ("316 days", "b")


def test_the_best_tier_that_speaks_ends_its_silence_and_nobody_else() -> None:
    old = said("2029", on="2025-01-01")
    assert found(old, recent("2029")) == []
    (one,) = found(old, recent("2029", tier="press"))
    assert one.message == "mass-production: not mentioned by primary sources since 2025-01-01"
    assert one.statements == (old,)
    assert found(said("2029", on="2025-01-01", tier="secondary"), recent("2029")) == []


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("FY2027-H2", "2027年後半"),
        ("2027", "FY2027"),
        ("~FY2027", "2027"),
        ("Q3 FY2027", "2027-Q3"),
        ("FY2027-Q4", "2027-Q4"),
    ],
)
def test_a_dropped_fy_is_told_and_is_no_conflict(shown: str, other: str) -> None:
    (one,) = found(recent(shown), recent(other, tier="press"))
    assert (one.code, one.kind) == ("T103", "calendar")
    assert len(one.statements) == 2


def test_a_dropped_fy_is_named_with_both_wordings_of_the_better_tier() -> None:
    target = recent("FY2027-H2"), recent("2027年後半", tier="secondary")
    (one,) = found(*target, recent("H2 2027", tier="press"))
    assert one.message == "mass-production: some say 2027-H2, not FY2027-H2"
    assert [said.tier for said in one.statements] == ["primary", "press", "secondary"]
    assert one.proof == "2027-12-31 ≠ 2028-03-31"


@pytest.mark.parametrize(
    ("shown", "other"),
    [("FY2027-H2", "2027"), ("FY2027-H2", "2027-10"), ("FY2027-H2", "FY2027"), ("2027", "2027")],
)
def test_another_precision_is_no_clash(shown: str, other: str) -> None:
    assert found(recent(shown), recent(other, tier="press")) == []


def test_an_old_wording_is_no_clash() -> None:
    for speaker in ("keeper", "Daily"):
        old = said("H2 2027", on="2025-01-01", by=speaker)
        assert found(recent("FY2027-H2"), old) == []
    own = said("H2 2027", on="2026-10-28")
    assert found(recent("FY2027-H2"), own) == []
    assert len(found(recent("FY2027-H2"), said("H2 2027", on="2026-10-28", by="Daily"))) == 1


def test_a_deadline_without_its_fy_is_a_clash() -> None:
    (one,) = found(recent("~FY2031"), recent("by 2031", tier="press"))
    assert (one.code, one.proof) == ("T103", "2031-12-31 ≠ 2032-03-31")


def test_findings_depend_on_the_day() -> None:
    early = project_state(
        said("2025-11", on="2025-10-01"), as_of=day("2025-11-30"), calendar=CALENDAR_YEAR
    )
    assert run(early) == []
