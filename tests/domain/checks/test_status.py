"""Status against the count, gates, and progress that goes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import day, metric, milestone, project_state, said
from tracker.domain.checks import rule_of
from tracker.domain.checks.finding import Finding
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.milestone import StatusBasis
from tracker.domain.periods.period import Period


def counted(status: str, value: str | None, on: str = "2026-02-01") -> list[Finding]:
    statements = [
        said("~30", field="threshold", on="2026-01-01"),
        said(status, field="status", on=on, by="Ministry"),
    ]
    if value:
        statements.append(said(value, field="value", about="holders", on="2026-01-15"))
    subjects = [milestone(metric="holders"), metric("holders")]
    return list(rule_of("S101").findings(project_state(*statements, of=subjects)))


@pytest.mark.parametrize(
    ("status", "value"),
    [
        *(("met", "22"), ("met", None), ("met", "<=40"), ("met", "22..29")),
        *(("not-met", "32"), ("not-met", ">30"), ("cancelled", "32"), ("off-track", "32")),
    ],
)
def test_a_typed_status_that_the_count_denies_is_told(status: str, value: str | None) -> None:
    (one,) = counted(status, value)
    assert (one.kind, one.subject) == ("status-metric", "mass-production")


@pytest.mark.parametrize(
    ("status", "value"),
    [
        *(("met", "32"), ("met", "30"), ("met", "28..32"), ("not-met", "22")),
        *(("on-track", "22"), ("at-risk", "32"), ("cancelled", "22")),
    ],
)
def test_a_typed_status_that_the_count_bears_out_is_honest(status: str, value: str) -> None:
    assert counted(status, value) == []


def test_what_was_reached_after_it_was_missed_is_honest() -> None:
    assert counted("not-met", "32", on="2026-01-10") == []


def test_a_threshold_that_was_withdrawn_decides_nothing() -> None:
    words = [
        said("~30", field="threshold", on="2026-01-01"),
        said("withdrawn", field="threshold", on="2026-01-20"),
        said("met", field="status", on="2026-02-01"),
        said("22", field="value", about="holders", on="2026-01-15"),
    ]
    known = project_state(*words, of=[milestone(metric="holders"), metric("holders")])
    assert list(rule_of("S101").findings(known)) == []
    state = known.states["mass-production"]
    assert (state.status_basis, state.asked) == (StatusBasis.STATED, None)


def test_the_figure_is_named() -> None:
    (one,) = counted("met", "22")
    assert one.message == "mass-production: Ministry says met, but the count is 22 of ~30"


def gated(*gates: Statement, met: str = "2026-02-20") -> list[Finding]:
    slugs = dict.fromkeys(one.subject for one in gates)
    line = replace(milestone("line"), gates=(*slugs, "unheard-of"))
    done = said("met", field="status", about="line", happened=met, on="2026-06-01")
    subjects = [line, milestone("unheard-of"), *map(milestone, slugs)]
    return list(rule_of("gates").findings(project_state(done, *gates, of=subjects)))


def gate(status: str, happened: str | None = None) -> Statement:
    return said(status, field="status", about="pilot", happened=happened, on="2026-06-01")


@pytest.mark.parametrize(
    "one",
    [gate("met", "2026-03-20"), gate("on-track"), gate("not-met"), said("2027", about="pilot")],
)
def test_met_before_its_gate_is_told(one: Statement) -> None:
    (found,) = gated(one)
    assert (found.code, found.subject) == ("S102", "line")
    assert "pilot" in found.message


@pytest.mark.parametrize(
    "one",
    [
        gate("met", "2026-02-19"),
        gate("met", "2026-02-21"),
        gate("met", "2026-02"),
        gate("met", "2026"),
        gate("cancelled"),
    ],
)
def test_gates_in_order_or_of_the_same_day_elsewhere_are_honest(one: Statement) -> None:
    assert gated(one) == []


def ordered(gate_text: str, text: str, status: str = "on-track") -> list[Finding]:
    line = replace(milestone("line"), gates=("pilot", "unheard-of"))
    aims = said(gate_text, about="pilot"), said(text, about="line")
    fares = said(status, field="status", about="pilot")
    of = [line, milestone("pilot"), milestone("unheard-of")]
    return list(rule_of("order").findings(project_state(*aims, fares, of=of)))


def test_what_is_due_before_its_gate_is_told() -> None:
    (one,) = ordered("2028-H2", "2027")
    assert (one.code, one.subject, one.proof) == ("S104", "line", "2027 < 2028-H2")
    assert one.message == "line: due 2027, but pilot, which must come first, only 2028-H2"


@pytest.mark.parametrize(
    ("gate_text", "text", "status"),
    [
        ("2027", "2028", "on-track"),
        ("2027-H2", "2027", "on-track"),
        ("2028-01", "~2027", "on-track"),
        ("2029", "../2028", "met"),
        ("2029", "2028", "cancelled"),
    ],
)
def test_windows_that_leave_room_are_honest(gate_text: str, text: str, status: str) -> None:
    assert ordered(gate_text, text, status) == []


def test_an_open_milestone_asks_for_no_gate() -> None:
    line = replace(milestone("line"), gates=("pilot",))
    known = project_state(said("2027", about="line"), gate("on-track"), of=[line])
    assert list(rule_of("gates").findings(known)) == []


def back(*statements: Statement, **more: str) -> list[Finding]:
    return list(rule_of("progress-back").findings(project_state(*statements, **more)))  # type: ignore[arg-type]


def done(text: str, on: str, tier: str = "primary") -> Statement:
    return said(text, field="progress", on=on, tier=tier)


def test_less_progress_without_a_reason_is_told() -> None:
    (one,) = back(done("80%", "2026-01-01"), done("65%", "2026-06-01"))
    assert one.proof == "65% < 80%"
    assert back(done("80%", "2026-01-01", "primary"), done("65%", "2026-06-01", "primary"))


def test_progress_of_a_threshold_is_its_count() -> None:
    statements = [
        said(text, field="value", about="holders", on=on)
        for text, on in (("32", "2026-01-01"), ("28", "2026-06-01"))
    ]
    for subjects, found in (([milestone(metric="holders")], 1), ([], 0)):
        known = project_state(*statements, of=[metric("holders"), *subjects])
        assert len(list(rule_of("S103").findings(known))) == found


def fell(*words: tuple[str, str], nature: str = "actual", cumulative: bool = True) -> list[Finding]:
    wafers = replace(metric("wafers", nature=nature), cumulative=cumulative)
    statements = [
        said(text, field="value", about="wafers", on=on, nature=nature) for text, on in words
    ]
    known = project_state(*statements, of=[wafers, milestone(metric="wafers")])
    assert not cumulative or list(rule_of("S103").findings(known)) == []
    return list(rule_of("fell").findings(known))


def test_what_only_grows_does_not_fall() -> None:
    october, december = ("32", "2026-10-01"), ("28", "2026-11-20")
    (one,) = fell(october, december)
    assert (one.code, one.subject, one.proof) == ("S107", "wafers", "28 < 32")
    assert one.message == "wafers: keeper says 28, without a reason, after 32 of 2026-10-01"
    assert fell(december, ("34", "2026-11-21")) == []
    assert fell(october, ("~30", "2026-11-20")) == fell(october, (">20", "2026-11-20")) == []
    assert fell(october, december, cumulative=False) == []


def test_what_was_counted_before_has_not_fallen() -> None:
    wafers = replace(metric("wafers"), cumulative=True)
    first = said("32", field="value", about="wafers", on="2026-10-01", happened="2026-09")
    then = said("28", field="value", about="wafers", on="2026-11-01", happened="2026-03")
    assert list(rule_of("fell").findings(project_state(first, then, of=[wafers]))) == []
    later = replace(then, happened_on=Period.parse("2026-10"))
    assert len(list(rule_of("fell").findings(project_state(first, later, of=[wafers])))) == 1
    why = replace(later, reason="Double counts removed")
    assert list(rule_of("fell").findings(project_state(first, why, of=[wafers]))) == []


def test_what_was_paid_in_all_does_not_fall() -> None:
    paid = [
        said(text, field="disbursed", about="rd", on=on)
        for text, on in (("80bn", "2026-01-01"), ("60bn", "2026-06-01"))
    ]
    (one,) = back(*paid)
    assert (one.subject, one.proof) == ("rd", "60bn < 80bn")
    assert back(paid[0], replace(paid[1], reason="20bn were given back")) == []


def test_a_reason_a_rounding_and_a_better_witness_are_honest() -> None:
    told = replace(done("65%", "2026-06-01"), reason="The roof came down")
    assert back(done("80%", "2026-01-01"), told) == []
    assert back(done("65%", "2026-01-01"), done("80%", "2026-06-01")) == []
    assert back(done("65.4%", "2026-01-01"), done("65%", "2026-06-01")) == []
    assert back(done("90%", "2026-01-01", "press"), done("65%", "2026-06-01")) == []
    early = done("65%", "2026-06-01")
    assert list(rule_of("S103").findings(project_state(early, as_of=day("2026-07-01")))) == []
