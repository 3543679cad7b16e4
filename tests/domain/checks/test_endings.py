"""Endings that nobody better bears out, and those taken back."""

from __future__ import annotations

import pytest

from said import metric, milestone, project_state, said
from tracker.domain.checks import rule_of, run
from tracker.domain.checks.finding import Finding
from tracker.domain.log.statement import Statement


def fares(status: str, tier: str = "primary", on: str = "2026-10-01", by: str = "") -> Statement:
    return said(status, field="status", tier=tier, on=on, by=by or None)


def found(rule: str, *statements: Statement) -> list[Finding]:
    of = [milestone(metric="holders"), metric("holders")]
    return list(rule_of(rule).findings(project_state(*statements, of=of)))


@pytest.mark.parametrize("status", ["met", "not-met", "cancelled"])
def test_who_alone_ends_a_milestone_is_told(status: str) -> None:
    blog = fares(status, "secondary", by="Blog")
    again = fares(status, "secondary", "2026-10-20", by="Digest")
    (one,) = found("ended-alone", said("2029", on="2026-09-01"), blog, again)
    assert (one.code, one.statements) == ("S105", (again, blog))
    assert one.message == (
        f"mass-production: only Digest and Blog said {status}, and nobody better:"
        " it stays scheduled"
    )


def test_it_is_told_once_and_beside_the_status_that_stays() -> None:
    words = [fares("at-risk", "secondary"), fares("met", "secondary", "2026-10-20", by="Blog")]
    seen = run(project_state(said("2029", on="2026-09-01", tier="press"), *words))
    assert [one.code for one in seen] == ["S108", "S105"]
    assert seen[1].statements == (*words,)
    assert seen[1].message.endswith("it stays at-risk")


def test_what_is_overdue_says_who_alone_calls_it_done() -> None:
    words = [said("2026-10", on="2026-09-01"), fares("met", "secondary", by="Blog")]
    (late,) = found("overdue", *words)
    assert late.message == "mass-production: due 2026-10, only Blog has said that it is done"
    assert late.statements == (*words,)


def test_lesser_words_end_what_nobody_better_speaks_of() -> None:
    assert found("ended-alone", fares("met", "secondary")) == []
    assert found("ended-alone", said("2029"), fares("on-track", "secondary")) == []
    assert found("ended-alone", said("2029"), fares("met", "press")) == []


def count(text: str, tier: str = "secondary") -> Statement:
    return said(text, field="value", about="holders", tier=tier, by="Blog", on="2026-10-01")


ASKED = said("~30", field="threshold", on="2026-09-01"), said("2026-10", on="2026-09-01")


def test_a_count_of_lesser_witnesses_alone_reaches_nothing() -> None:
    (one,) = found("ended-alone", *ASKED, count("32"))
    assert (one.proof, [s.text for s in one.statements]) == ("32, overdue", ["32"])
    assert one.message == (
        "mass-production: only Blog counted 32 of ~30, and nobody better: it stays overdue"
    )
    (late,) = found("overdue", *ASKED, count("32"))
    assert late.message == "mass-production: due 2026-10, only Blog counts 32 of ~30 reached"
    assert found("status-metric", *ASKED, count("32"), fares("met")) == []
    assert found("ended-alone", *ASKED, count("22")) == []
    assert found("ended-alone", *ASKED, count("32", "press")) == []
    assert found("ended-alone", *ASKED, count("32"), fares("cancelled")) == []


@pytest.mark.parametrize("tier", ["primary", "press"])
@pytest.mark.parametrize("status", ["at-risk", "not-met", "scheduled"])
def test_a_met_taken_back_by_its_speaker_is_told(tier: str, status: str) -> None:
    met, back = fares("met", tier, "2026-03-01", "Maker"), fares(status, tier, by="Maker")
    (one,) = found("met-back", met, back)
    assert (one.code, one.statements) == ("S106", (back, met))
    assert one.message == f"mass-production: Maker said met on 2026-03-01, and {status} since"
    assert one.proof == f"met → {status}"


def test_each_speaker_who_takes_it_back_is_told_beside_the_status_shown() -> None:
    shown = fares("off-track", on="2026-10-20", by="Ministry")
    press = [
        fares(status, "press", on, by)
        for by in ("Daily", "Evening")
        for status, on in (("met", "2026-03-01"), ("at-risk", "2026-10-01"))
    ]
    one, two = found("met-back", shown, *press)
    assert one.statements == (shown, press[1], press[0])
    assert two.statements == (shown, press[3], press[2])


def test_the_word_of_another_is_told_once_it_contradicts_no_more() -> None:
    met, back = fares("met", on="2025-03-01", by="Maker"), fares("at-risk", by="Ministry")
    (one,) = found("met-back", met, back)
    assert one.statements == (back, met)
    told = "mass-production: Maker said met on 2025-03-01, and Ministry at-risk since"
    assert one.message == told
    assert found("met-back", fares("met", "press", "2025-03-01", "Daily"), back) == []


def test_what_is_met_after_all_and_the_words_of_others_take_nothing_back() -> None:
    met = fares("met", on="2026-10-01", by="Maker")
    assert found("met-back", met, fares("at-risk", by="Ministry")) == []
    assert found("met-back", met, fares("at-risk", by="Maker"), fares("met", by="Maker")) == []
    assert found("met-back", fares("at-risk", on="2026-02-01", by="Maker"), met) == []
    blog = fares("met", "secondary", "2026-03-01", "Blog"), fares("at-risk", "secondary", by="Blog")
    assert found("met-back", *blog) == []
    counted = said("32", field="value", about="holders", on="2026-04-01")
    back = fares("at-risk", by="Maker")
    assert found("met-back", ASKED[0], met, back, counted) == []
