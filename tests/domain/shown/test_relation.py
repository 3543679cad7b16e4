"""The part that each statement plays beside the one shown, and the rule by which that one is."""

from __future__ import annotations

from said import day, said
from tracker.domain.log.statement import Statement
from tracker.domain.shown.explain import relations, rule
from tracker.domain.shown.resolve import Resolution, resolve

TODAY = day("2026-11-22")


def found(*statements: Statement) -> Resolution:
    resolution = resolve(statements, TODAY)
    assert resolution is not None
    return resolution


def parts(*statements: Statement) -> list[tuple[str, str]]:
    return [(part.value, one.text) for part, one in relations(found(*statements))]


def test_the_words_of_a_run_are_those_of_the_fold() -> None:
    first, vague = said("2027", on="2025-01-01"), said("~2027", on="2025-02-01")
    fine, again = said("2027-H1", on="2025-03-01"), said("2027年上半期", on="2025-04-01")
    assert parts(first, vague, fine, said("2027", on="2025-05-01"), again) == [
        ("shown", "2027-H1"),
        ("blurs", "2027"),
        ("repeats", "2027年上半期"),
        ("narrowed", "~2027"),
        ("narrowed", "2027"),
    ]


def test_what_was_revised_is_earlier_and_what_cannot_be_true_conflicts() -> None:
    old, press = said("2026", on="2025-01-01"), said("2030", on="2026-02-01", tier="press")
    assert parts(old, said("2027", on="2026-01-01"), press) == [
        ("shown", "2027"),
        ("conflicts", "2030"),
        ("earlier", "2026"),
    ]


def test_of_another_tier_it_is_told_how_it_agrees() -> None:
    press = [
        said(text, on=f"2026-02-0{number}", tier="press")
        for number, text in enumerate(("2027", "2027-06", "2027-H1", "2027-H1/2027-Q3"), 1)
    ]
    assert parts(said("2027-H1", on="2026-01-01"), *press) == [
        ("shown", "2027-H1"),
        ("blurs", "2027-H1/2027-Q3"),
        ("repeats", "2027-H1"),
        ("narrows", "2027-06"),
        ("blurs", "2027"),
    ]


def test_statuses_of_another_tier_that_contradict_nothing_differ() -> None:
    press = said("at-risk", field="status", on="2026-02-01", tier="press")
    assert parts(said("on-track", field="status"), press) == [
        ("shown", "on-track"),
        ("differs", "at-risk"),
    ]


def test_the_rule_names_the_tier_and_how_many_take_nothing_back() -> None:
    one, vague = said("2027-H1", on="2025-01-01"), said("2027", on="2025-02-01")
    assert rule(found(one)) == "the newest word of the best tier that speaks (primary)"
    assert rule(found(one, vague)).endswith("; of 2 that take nothing back the most precise")


def test_the_rule_tells_of_a_newer_count_of_the_press() -> None:
    known = said("22", field="value", on="2026-01-01")
    press = said("30", field="value", on="2026-07-01", tier="press")
    assert rule(found(known, press)).startswith("a newer count of the press")
    assert rule(found(press)) == "the newest word of the best tier that speaks (press)"
