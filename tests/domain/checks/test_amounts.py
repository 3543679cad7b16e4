"""Figures of another subject, and plans that became other ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import metric, project_state, said, tranche
from tracker.domain.checks import rule_of
from tracker.domain.checks.finding import Finding
from tracker.domain.log.statement import Statement

PLANS = [metric(slug, unit="JPY", nature="planned") for slug in ("all", "equity", "research")]


def plan(
    about: str,
    text: str,
    tier: str = "primary",
    *,
    on: str = "2026-06-01",
    by: str | None = None,
) -> Statement:
    return said(
        text, field="value", about=about, unit="JPY", tier=tier, on=on, by=by, nature="planned"
    )


def others(*statements: Statement) -> list[Finding]:
    return list(rule_of("other-subject").findings(project_state(*statements, of=PLANS)))


ALL, EQUITY = plan("all", "2.9tn", by="Ministry"), plan("equity", "250bn")


@pytest.mark.parametrize(
    ("text", "tier", "on"),
    [
        ("250bn", "press", "2026-06-01"),
        ("250bn", "press", "2026-09-01"),
        ("~250bn", "press", "2026-06-01"),
        ("250bn", "secondary", "2026-01-01"),
        ("250bn", "primary", "2026-05-20"),
    ],
)
def test_the_figure_of_one_other_subject_is_told(text: str, tier: str, on: str) -> None:
    wrong = plan("all", text, tier, on=on, by="Daily")
    (one,) = others(ALL, wrong, EQUITY)
    assert (one.code, one.subject, one.statements) == ("V107", "all", (ALL, wrong, EQUITY))
    assert one.message == (f"all: Daily says {text}, shown is 2.9tn; it is the figure of equity")
    assert one.proof == f"{text} = equity"


def test_the_stage_of_the_other_one_is_named() -> None:
    paid = said("250bn", field="disbursed", about="ipa")
    known = project_state(ALL, plan("all", "250bn", "press"), paid, of=[*PLANS, tranche("ipa")])
    (one,) = rule_of("other-subject").findings(known)
    assert one.message.endswith("; it is the figure of ipa (paid)")


@pytest.mark.parametrize(
    "words",
    [
        (ALL, plan("all", "251bn", "press"), EQUITY),
        (ALL, plan("all", "250bn", "press"), EQUITY, plan("research", "250bn")),
        (plan("all", "~300bn"), plan("all", "250bn", "press"), EQUITY),
        (plan("all", "25bn"), plan("all", "250bn", "press"), EQUITY),
        (plan("all", "250bn", on="2026-01-01"), ALL, EQUITY),
        (ALL, plan("all", "undisclosed", "press"), plan("equity", "undisclosed")),
        (plan("all", "withdrawn"), plan("all", "250bn", "press"), EQUITY),
    ],
    ids=["near", "of two", "both true", "a slip", "revised", "undisclosed", "withdrawn"],
)
def test_other_differences_are_no_mixed_up_subject(words: tuple[Statement, ...]) -> None:
    assert others(*words) == []


def changed(*words: Statement) -> list[Finding]:
    return list(rule_of("threefold").findings(project_state(*words, of=[*PLANS, tranche("rd")])))


@pytest.mark.parametrize(
    ("before", "after"), [("100bn", "350bn"), ("350bn", "100bn"), ("100bn", "300bn")]
)
@pytest.mark.parametrize("field", ["value", "planned", "budgeted", "enacted"])
def test_a_plan_that_became_another_one_is_told(field: str, before: str, after: str) -> None:
    about = "all" if field == "value" else "rd"
    first, then = (
        said(text, field=field, about=about, unit="JPY", on=on, by="Ministry", nature="planned")
        for text, on in ((before, "2026-01-01"), (after, "2026-06-01"))
    )
    (one,) = changed(first, then)
    assert (one.code, one.subject, one.statements) == ("V108", about, (then, first))
    assert one.message == (
        f"{about}: Ministry said {before} on 2026-01-01, and {after} on 2026-06-01,"
        " without a reason"
    )


def test_a_reason_another_speaker_and_smaller_steps_are_honest() -> None:
    first, then = plan("all", "100bn", on="2026-01-01"), plan("all", "350bn")
    assert changed(first, replace(then, reason="A second plant was added")) == []
    assert changed(first, replace(then, said_by="Daily")) == []
    assert changed(first, plan("all", "200bn", on="2026-03-01"), then) == []
    assert changed(plan("all", ">100bn", on="2026-01-01"), then) == []
    assert changed(first, plan("all", "withdrawn", on="2026-03-01"), then) == []
    assert changed(first, plan("all", "0")) == []


def test_what_was_counted_and_what_is_a_slip_of_the_pen_are_other_rules() -> None:
    counts = [replace(one, measured=True) for one in (plan("all", "100bn"), plan("all", "350bn"))]
    assert changed(*counts) == []
    stages = [said(text, field="committed", about="rd") for text in ("100bn", "350bn")]
    assert changed(*stages) == []
    slip = [plan("all", "631.5bn", on="2026-01-01"), plan("all", "6.315tn", on="2026-06-01")]
    assert changed(*slip) == []
