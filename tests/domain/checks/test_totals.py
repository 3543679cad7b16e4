"""Counts and totals that are stated and derived: slips, and honest differences of scope and day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from said import holding, metric, milestone, project_state, said, tranche
from tracker.domain.checks import rule_of, run
from tracker.domain.checks.finding import Finding
from tracker.domain.definitions.subject import Holding, Metric, Subject
from tracker.domain.log.statement import Statement
from tracker.domain.vocabulary import HolderCount

WAYS = {way: replace(metric("holders"), counts=way) for way in HolderCount}


def listed(on: str = "2026-01-01") -> tuple[list[Holding], list[Statement]]:
    """Four companies, two of them of one group, and the state."""
    held = [holding(slug) for slug in ("north", "south", "east", "west")]
    grouped = [
        replace(one, organization=replace(one.organization, parent="ring")) for one in held[:2]
    ]
    subjects = [*grouped, *held[2:], holding("agency", kind="state")]
    return subjects, [
        said("undisclosed", field="invested", about=one.slug, on=on) for one in subjects
    ]


def counts(text: str, counted: Metric, *more: Subject, on: str = "2026-01-01") -> list[Finding]:
    subjects, statements = listed()
    value = said(text, field="value", about="holders", on=on, by="Ministry")
    known = project_state(value, *statements, of=[*subjects, counted, *more])
    return list(rule_of("total").findings(known))


@pytest.mark.parametrize(
    ("way", "right"),
    [
        (HolderCount.HOLDERS, "4"),
        (HolderCount.HOLDERS_WITH_STATE, "5"),
        (HolderCount.GROUPS, "3"),
    ],
)
def test_a_count_must_be_that_of_its_own_way(way: HolderCount, right: str) -> None:
    assert counts(right, WAYS[way]) == []
    for other in {"2", "3", "4", "5", "6"} - {right}:
        assert [one.code for one in counts(other, WAYS[way])] == ["V104"]


def test_the_difference_is_explained() -> None:
    (one,) = counts("5", WAYS[HolderCount.HOLDERS])
    assert one.message == (
        "holders: 5 stated by Ministry, the list has 4 companies, 5 with the state, 3 by group;"
        " it is the number with the state"
    )
    assert one.proof == "5 ≠ 4"


def test_vague_counts_and_bounds_are_honest() -> None:
    for text in ("~4", ">3", "<=4", "undisclosed"):
        assert counts(text, WAYS[HolderCount.HOLDERS]) == []


def test_who_joined_later_is_not_counted() -> None:
    subjects, statements = listed(on="2026-06-01")
    early = said("8", field="value", about="holders", on="2024-01-01")
    known = project_state(early, *statements, of=[*subjects, WAYS[HolderCount.HOLDERS]])
    assert list(rule_of("V104").findings(known)) == []
    met_later = said("undisclosed", field="invested", about="new", on="2026-06-01")
    subjects, statements = listed(on="2024-01-01")
    honest = said("4", field="value", about="holders", on="2024-01-01")
    of = [*subjects, holding("new"), WAYS[HolderCount.HOLDERS]]
    assert (
        list(rule_of("V104").findings(project_state(honest, met_later, *statements, of=of))) == []
    )


def test_a_list_that_comes_with_the_news_is_compared() -> None:
    assert len(counts("6", WAYS[HolderCount.HOLDERS], on="2025-12-20")) == 1


def test_without_a_stated_way_only_the_family_counts_and_any_way_fits() -> None:
    family = metric("holders", family="holders")
    for text, found in (("3", 0), ("4", 0), ("5", 0), ("7", 1)):
        assert len(counts(text, family)) == found
    assert counts("7", metric("holders")) == []
    other = metric("newcomers", family="holders")
    assert counts("7", family, other) == []
    assert len(counts("7", family, other, milestone(metric="holders"))) == 1


def test_a_dispute_is_told_once_with_what_the_list_has() -> None:
    subjects, statements = listed()
    values = [
        said(text, field="value", about="holders", tier=tier, by=by)
        for text, tier, by in (("4", "primary", "Ministry"), ("5", "press", "Daily"))
    ]
    known = project_state(*values, *statements, of=[*subjects, WAYS[HolderCount.HOLDERS]])
    (one,) = (one for one in run(known) if one.kind in {"conflict", "total"})
    assert one.message == (
        "holders: Daily says 5, shown is 4 by Ministry;"
        " the list has 4 companies, 5 with the state, 3 by group"
    )


def total(
    text: str,
    *levels: Statement,
    on: str = "2026-01-01",
    nature: str = "actual",
    whole: str | None = None,
) -> list[Finding]:
    """`whole` is the tranche that all others are within, and no part of the total."""
    parts = dict.fromkeys(one.subject for one in levels if one.subject != whole)
    both = replace(metric("both", unit="JPY", nature=nature), sums=tuple(parts))
    value = said(text, field="value", about="both", unit="JPY", on=on)
    of = [both, *(tranche(slug, parent=whole) for slug in parts)]
    known = project_state(value, *levels, of=[*of, *([tranche(whole)] if whole else [])])
    return list(rule_of("total").findings(known))


def level(about: str, stage: str, text: str, on: str = "2026-01-01") -> Statement:
    return said(text, field=stage, about=about, on=on)


A, B = level("a", "disbursed", "100bn"), level("b", "disbursed", "167.6bn")


@pytest.mark.parametrize("text", ["250bn", "276.6bn", "100bn", ">300bn", "<=200bn", "2.676tn"])
def test_a_total_that_its_parts_do_not_make_is_told(text: str) -> None:
    (one,) = total(text, A, B)
    assert (one.code, one.subject) == ("V104", "both")
    assert "its parts make 267.6bn" in one.message


@pytest.mark.parametrize("text", ["267.6bn", "268bn", "~270bn", ">250bn", "<=270bn", "0.3tn"])
def test_rounding_and_bounds_are_honest(text: str) -> None:
    assert total(text, A, B) == []


def test_a_forgotten_part_is_named() -> None:
    (one,) = total("167.6bn", A, B)
    assert one.message.endswith("its parts make 267.6bn; it is without a 100bn")
    (more,) = total("300bn", A, B)
    assert more.message.endswith("; more by 32.4bn")


def test_a_lost_power_of_ten_is_named() -> None:
    (one,) = total("2.676tn", A, B)
    assert one.message.endswith("its parts make 267.6bn; it is 10 times as much")
    assert one.proof == "2.676tn ≠ 267.6bn"


def test_ceilings_are_added_as_they_are_named() -> None:
    ceilings = [level("a", "committed", "<=70bn"), level("b", "committed", "<=260bn")]
    assert total("330bn", *ceilings) == total("<=330bn", *ceilings) == []
    assert len(total("360bn", *ceilings)) == 1


def test_a_planned_total_counts_what_was_promised_last_of_each_part() -> None:
    stages = [
        level("a", "planned", "200bn", "2025-01-01"),
        level("a", "budgeted", "100bn"),
        level("b", "planned", "150bn", "2025-01-01"),
        level("b", "disbursed", "20bn"),
    ]
    for text, on in (("250bn", "2026-01-01"), ("350bn", "2025-02-01")):
        assert total(text, *stages, on=on, nature="planned") == []
    for text in ("350bn", "120bn", "450bn"):
        assert len(total(text, *stages, nature="planned")) == 1


def test_what_is_counts_the_furthest_stage_that_all_parts_had_reached() -> None:
    stages = [
        level("a", "committed", "100bn"),
        level("b", "enacted", "160bn"),
        level("b", "committed", "150bn"),
        level("b", "disbursed", "20bn"),
    ]
    assert total("250bn", *stages) == []
    for text in ("120bn", "260bn"):
        (one,) = total(text, *stages)
        assert "its parts make 250bn" in one.message
    paid = level("a", "disbursed", "90bn", "2026-09-01")
    assert total("250bn", *stages, paid) == []
    assert total("110bn", *stages, paid, on="2026-09-02") == []
    assert len(total("250bn", *stages, paid, on="2026-09-02")) == 1


def test_what_was_called_off_or_withdrawn_counts_in_no_total() -> None:
    levels = [A, level("b", "committed", "50bn")]
    for gone in (level("b", "cancelled", "undisclosed"), level("b", "cancelled", "50bn")):
        assert total("100bn", *levels, gone) == []
        assert len(total("150bn", *levels, gone)) == 1
    assert total("130bn", *levels, level("b", "cancelled", "20bn")) == []
    withdrawn = level("b", "committed", "withdrawn", "2026-01-02")
    assert total("100bn", *levels, withdrawn, on="2026-01-02") == []
    back = level("b", "cancelled", "withdrawn", "2026-01-02")
    again = [*levels, level("b", "cancelled", "50bn"), back]
    assert len(total("100bn", *again, on="2026-01-02")) == 1
    assert total("150bn", *again, on="2026-01-02") == []


def test_what_is_within_a_whole_that_was_called_off_counts_in_no_total() -> None:
    levels = [level("a", "committed", "100bn", "2026-01-02"), level("b", "committed", "50bn")]
    off = level("line", "cancelled", "undisclosed")
    assert total("100bn", *levels, off, on="2026-01-02", whole="line") == []
    assert len(total("150bn", *levels, off, on="2026-01-02", whole="line")) == 1


def test_plans_make_no_total_of_what_is() -> None:
    levels = [level("a", "planned", ">160bn"), level("a", "disbursed", "167.6bn")]
    assert len(total("250bn", *levels)) == 1
    assert total("250bn", *levels, nature="planned") == []


def test_what_grew_since_was_right_then() -> None:
    grown = [A, B, level("b", "disbursed", "300bn", "2026-09-01")]
    assert total("267.6bn", *grown, on="2026-02-01") == []
    assert len(total("267.6bn", *grown, on="2026-10-01")) == 1


def test_parts_that_are_known_much_later_prove_nothing() -> None:
    late = [level("a", "disbursed", "100bn", "2026-09-01")]
    assert total("50bn", *late) == []


def test_an_unknown_part_proves_nothing() -> None:
    assert total("400bn", A, level("b", "disbursed", "undisclosed")) == []


def test_metrics_are_parts_too() -> None:
    parts = [metric(slug, unit="JPY") for slug in ("a", "b")]
    whole = replace(metric("both", unit="JPY"), sums=("a", "b"))
    values = [("a", "1.05tn"), ("b", "471.4bn")]
    said_of = [said(text, field="value", about=slug, unit="JPY") for slug, text in values]
    for text, found in (("1.5tn", 0), ("1.7tn", 1)):
        value = said(text, field="value", about="both", unit="JPY")
        known = project_state(value, *said_of, of=[*parts, whole])
        assert len(list(rule_of("V104").findings(known))) == found
