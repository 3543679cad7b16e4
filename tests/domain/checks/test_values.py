"""Contradictions and powers of ten: what fires, and the honest look-alikes that do not."""

from __future__ import annotations

from typing import Any

import pytest

from said import metric, milestone, project_state, said, tranche
from tracker.domain.checks import run
from tracker.domain.checks.finding import Finding, Severity
from tracker.domain.checks.values import disputed
from tracker.domain.log.statement import Statement


def yen(text: str, **more: Any) -> Statement:
    return said(text, field="value", about="budget", unit="JPY", **more)


def found(*statements: Statement) -> list[Finding]:
    return run(project_state(*statements, of=[metric("budget", unit="JPY"), metric("holders")]))


def codes(*statements: Statement) -> list[str]:
    return [one.code for one in found(*statements)]


@pytest.mark.parametrize(
    ("shown", "other", "factor"),
    [
        ("3069.3bn", "30.7tn", "×10"),
        ("3069.3bn", "306.93bn", "×10"),
        ("<=631.5bn", "6.315tn", "×10"),
        ("631.5bn", "<=6.315tn", "×10"),
        (">1.5tn", ">150bn", "×10"),
        ("150bn", "1.5bn", "×100"),
        ("1.2tn", "1.2bn", "×1000"),
        ("1,300億円", "13tn", "×100"),
        ("5bn", "50bn", "×10"),
        ("200bn..900bn", "2tn..9tn", "×10"),
        ("~630bn", "6.3tn", "×10"),
        ("△120億円", "△1200億円", "×10"),
        ("6,315億円", "6,315兆円", "×10000"),
        ("6.6m", "6.6tn", "×1000000"),
        (">7tn", "70tn", "×10"),
        ("70bn", ">7bn", "×10"),
        ("150bn", "<=15tn", "×100"),
        ("<=150bn", "15bn", "×10"),
        ("<=590bn", "~59bn", "×10"),
    ],
)
def test_a_power_of_ten_is_told_instead_of_the_conflict(
    shown: str, other: str, factor: str
) -> None:
    (one,) = found(yen(shown, by="Ministry"), yen(other, tier="press", by="Daily"))
    assert (one.code, one.kind, one.severity) == ("V102", "power-of-ten", Severity.ERROR)
    assert one.proof == factor
    assert [said.speaker for said in one.statements] == ["Ministry", "Daily"]


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("267.6bn", "250bn"),
        ("2.9tn", "250bn"),
        ("32", "3"),
        ("1.8tn", "~1.7tn"),
        ("1239bn", "2.0tn"),
        ("0", "10bn"),
        ("200bn..900bn", "2tn..5tn"),
        ("1bn", "10000bn"),
    ],
)
def test_other_contradictions_are_conflicts(shown: str, other: str) -> None:
    (one,) = found(yen(shown), yen(other, tier="press"))
    assert (one.code, one.severity) == ("V101", Severity.WARNING)


@pytest.mark.parametrize(
    ("shown", "other"),
    [
        ("1239bn", "1.23tn"),
        ("1.23tn", "1.239tn"),
        ("32", "~30"),
        ("<=631.5bn", "631.5bn"),
        (">7tn", "7.2tn"),
        ("150bn", ">10bn"),
        ("150bn", "undisclosed"),
        ("数千億円", "500bn"),
        ("5bn", "<=50bn"),
        ("15bn", "<=16tn"),
        (">7tn", "80tn"),
    ],
)
def test_what_can_both_be_true_is_left_alone(shown: str, other: str) -> None:
    assert codes(yen(shown), yen(other, tier="press")) == []


def test_a_growth_by_ten_over_the_years_is_a_revision() -> None:
    assert codes(yen("10bn", on="2024-01-01"), yen("100bn", on="2026-01-01")) == []
    assert codes(yen("1.2bn", on="2024-01-01"), yen("12bn", on="2026-01-01")) == []


@pytest.mark.parametrize("field", ["progress", "disbursed", "value"])
def test_a_level_that_grew_tenfold_is_honest(field: str) -> None:
    small, large = ("6%", "60%") if field == "progress" else ("1.25bn", "12.5bn")
    subjects = {
        "progress": milestone("works"),
        "disbursed": tranche("works"),
        "value": metric("works", unit="JPY"),
    }
    unit = None if field == "progress" else "JPY"
    words = [
        said(text, field=field, about="works", unit=unit, on=on, by="Maker")
        for text, on in ((small, "2026-04-20"), (large, "2026-05-10"))
    ]
    assert [
        one.code for one in run(project_state(*words, of=[subjects[field]])) if one.code[0] == "V"
    ] == []


def test_a_plan_that_grew_tenfold_to_the_digit_is_not() -> None:
    plan = [metric("budget", unit="JPY", nature="planned")]
    days = (("1.25bn", "2024-01-01"), ("12.5bn", "2026-01-01"))
    words = [yen(text, on=on, nature="planned") for text, on in days]
    assert [one.code for one in run(project_state(*words, of=plan))] == ["V102"]


def test_a_figure_that_narrows_a_ceiling_of_its_stage_to_a_tenth_is_told() -> None:
    line = [tranche("rd")]
    words = [
        said(text, field="committed", about="rd", on=on)
        for text, on in (("<=150bn", "2025-01-01"), ("15bn", "2026-01-01"))
    ]
    (one,) = run(project_state(*words, of=line))
    assert (one.code, one.proof, one.statements) == ("V102", "×10", tuple(words[::-1]))
    other = [words[0], said("15bn", field="enacted", about="rd")]
    assert "V102" not in [one.code for one in run(project_state(*other, of=line))]
    grown = [
        said(text, field="disbursed", about="rd", on=on)
        for text, on in (("15bn", "2025-01-01"), ("<=150bn", "2026-01-01"))
    ]
    assert run(project_state(*grown, of=line)) == []


def told(*speakers: tuple[str, str, str]) -> str:
    (one,) = found(*(yen(text, tier=tier, by=by) for text, tier, by in speakers))
    assert one.code == "V102"
    return one.message


def test_the_lonelier_side_is_blamed() -> None:
    alone = ("6315bn", "primary", "Daily")
    press = [("631.5bn", "press", by) for by in ("Evening", "Weekly", "Weekly", "Courier")]
    assert told(alone, *press) == "budget: Daily says 6,315bn, 3 others say 631.5bn"
    assert told(alone, press[0]) == "budget: Evening says 631.5bn for 6,315bn by Daily"
    assert told(alone, *press[1:3]) == "budget: Weekly says 631.5bn for 6,315bn by Daily"
    two = [alone, ("6.315tn", "secondary", "Blog")]
    assert told(*two, *press) == "budget: Daily and 1 more say 6,315bn, 3 others say 631.5bn"


def test_the_one_shown_comes_first_whoever_is_blamed() -> None:
    words = [yen("6315bn", by="Daily")]
    words += [yen("631.5bn", tier="press", by=by) for by in ("Evening", "Weekly")]
    (one,) = found(*words)
    assert one.statements == (words[0], *words[:0:-1])


def test_a_later_and_larger_count_is_newer() -> None:
    shown = said("46", field="value", about="holders", by="Ministry", on="2026-05-01")
    for text, on, message in (
        ("50", "2026-06-01", "Daily counts more since: 50, shown is 46 by Ministry"),
        ("50", "2026-04-20", "Daily says 50, shown is 46 by Ministry"),
        ("32", "2026-06-01", "Daily says 32, shown is 46 by Ministry"),
        ("<=40", "2026-06-01", "Daily says <=40, shown is 46 by Ministry"),
    ):
        other = said(text, field="value", about="holders", tier="press", by="Daily", on=on)
        (one,) = found(shown, other)
        assert one.message == f"holders: {message}"
    again = said("46", field="value", about="holders", by="Ministry", on="2026-07-01")
    newer = said("50", field="value", about="holders", tier="press", by="Daily", on="2026-06-20")
    (one,) = found(shown, newer, again)
    assert one.proof == "50 ≠ 46"


def test_a_larger_plan_is_no_count() -> None:
    words = [
        said(text, field="planned", about="rd", tier=tier, by=tier, on=on)
        for text, tier, on in (("46bn", "primary", "2026-05-01"), ("50bn", "press", "2026-06-01"))
    ]
    (one,) = run(project_state(*words, of=[tranche("rd")]))
    assert one.message == "rd: press says planned 50bn, shown is 46bn by primary"


def test_what_was_said_before_and_since_tells_the_slip_between() -> None:
    between = yen("66bn", on="2026-06-20", tier="press", by="Daily")
    words = [yen("6.6bn", on="2025-03-20"), between, yen("6.6bn", on="2026-09-05")]
    (one,) = found(*words)
    assert (one.code, one.proof, one.statements[1]) == ("V102", "×10", between)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"planned": "631.5bn", "committed": "63.15bn"}, ["V102"]),
        ({"planned": "63.15bn", "budgeted": "631.5bn"}, ["V102"]),
        ({"planned": "6,315億円", "committed": "6,315兆円"}, ["V102"]),
        ({"committed": "802.5bn", "disbursed": "80.25bn"}, []),
        ({"planned": "150bn", "committed": "15bn"}, []),
        ({"planned": "200bn", "budgeted": "100bn"}, []),
    ],
)
def test_a_power_of_ten_between_two_stages(levels: dict[str, str], expected: list[str]) -> None:
    words = [said(text, field=stage, about="rd") for stage, text in levels.items()]
    assert [one.code for one in run(project_state(*words, of=[tranche("rd")]))] == expected


def test_three_equal_digits_tell_a_slip_even_where_no_conflict_is_seen() -> None:
    assert codes(yen("631.5bn", on="2026-04-11"), yen("6.315tn", on="2026-01-01")) == ["V102"]
    assert codes(yen("631.5bn"), yen("<=6.315tn", tier="press")) == ["V102"]


def test_who_repeats_a_value_stands_in_its_finding() -> None:
    shown = said("32", field="value", about="holders", by="Ministry")
    others = [
        said(text, field="value", about="holders", tier=tier, by=by)
        for text, tier, by in [
            ("30", "press", "Daily"),
            ("40", "secondary", "Blog"),
            ("30", "secondary", "Digest"),
        ]
    ]
    one, two = found(shown, *others)
    assert one.message == "holders: Daily says 30, shown is 32 by Ministry"
    assert [said.speaker for said in one.statements] == ["Ministry", "Daily", "Digest"]
    assert (two.statements[1].text, two.proof) == ("40", "40 ≠ 32")


def test_a_slip_and_a_conflict_of_one_field_are_two_findings() -> None:
    others = [yen("30.7tn", tier="press"), yen("2900bn", tier="press")]
    assert codes(yen("3069.3bn"), *others) == ["V102", "V101"]


def test_messages_write_values_as_the_page_does() -> None:
    (one,) = found(yen("3069.3bn", by="METI"), yen("30.7tn", tier="press", by="Blog"))
    assert one.message == "budget: Blog says 30.7tn for 3,069.3bn by METI"
    late = [said("2025-04"), said("../2025-03", tier="press", by="TV")]
    status = said("met", field="status")
    (clash,) = found(*late, status)
    assert clash.message == (
        "mass-production: TV says target by 2025-03, shown is 2025-04 by keeper"
    )


def test_a_status_before_the_end_is_no_conflict_but_one_after_it_is() -> None:
    met = said("met", field="status", on="2026-02-20")
    before = said("off-track", field="status", on="2026-02-10", tier="press")
    after = said("at-risk", field="status", on="2026-02-21", tier="press")
    assert codes(met, before) == []
    assert codes(met, after) == ["V101"]


def test_a_word_of_running_never_contradicts_another() -> None:
    status = said("on-track", field="status", on="2026-11-01")
    assert codes(status, said("at-risk", field="status", on="2026-11-01", tier="press")) == []


def test_headline_subjects_come_first_then_the_better_tier_then_the_newest() -> None:
    order = [
        ("old-press", "press", "2026-02-01"),
        ("counted", "secondary", "2026-01-01"),
        ("blog", "secondary", "2026-03-01"),
        ("new-press", "press", "2026-03-01"),
    ]
    statements = [
        said(text, field="value", about=slug, tier=tier, on=on)
        for slug, other, on in order
        for text, tier in (("32", "primary"), ("23", other))
    ]
    subjects = [metric(slug) for slug, _, _ in order]
    headline = milestone("holders-found", metric="counted", headline=True)
    findings = run(project_state(*statements, of=[*subjects, headline]))
    assert [one.subject for one in findings] == ["counted", "new-press", "old-press", "blog"]


def test_fields_in_dispute_are_counted_once_whatever_is_wrong_there() -> None:
    twice = [yen("250bn", tier="press"), yen("2.676tn", tier="press")]
    seen = found(yen("267.6bn"), *twice, said("2026-10", about="late"))
    assert {one.kind for one in seen} >= {"conflict", "power-of-ten", "overdue"}
    assert [one.kind for one in disputed(seen)] == ["conflict"]
    assert disputed([]) == []
    others = [yen("250bn", tier="press"), yen("260bn", tier="secondary")]
    seen = found(yen("267.6bn"), *others)
    assert [one.kind for one in seen] == ["conflict", "conflict"]
    assert disputed(seen) == seen[:1]
