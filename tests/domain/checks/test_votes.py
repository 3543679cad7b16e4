"""Votes of all holders: more than the whole is told, bounds, groups and other days are honest."""

from __future__ import annotations

from typing import Any

import pytest

from said import holding, project_state, said
from tracker.domain.checks import rule_of
from tracker.domain.checks.finding import Finding
from tracker.domain.log.statement import Statement


def votes(about: str, text: str, on: str = "2026-01-01", **more: Any) -> Statement:
    return said(text, field="votes", about=about, on=on, **more)


def found(*statements: Statement, **parents: str) -> list[Finding]:
    of = [holding(slug) for slug in dict.fromkeys(one.subject for one in statements)]
    return list(rule_of("votes").findings(project_state(*statements, of=of, parents=parents)))


@pytest.mark.parametrize(
    "texts",
    [
        ("60%", "70%"),
        ("60%", "42%"),
        (">=60%", "45%"),
        ("~60%", "70%"),
        ("60%..70%", "50%"),
        ("40%", "40%", "40%"),
    ],
)
def test_more_votes_than_there_are_is_told(texts: tuple[str, ...]) -> None:
    (one,) = found(*(votes(f"holder-{at}", text) for at, text in enumerate(texts)))
    assert (one.code, len(one.statements)) == ("V106", len(texts))


@pytest.mark.parametrize(
    "texts",
    [
        ("60%", "40%"),
        ("60%", "41%"),
        ("33.4%", "33.3%", "33.4%"),
        ("60%", "<=60%"),
        ("30%..70%", "40%..80%"),
        ("~60%", "~41%"),
        ("60%", "undisclosed"),
    ],
)
def test_what_need_not_be_more_is_honest(texts: tuple[str, ...]) -> None:
    assert found(*(votes(f"holder-{at}", text) for at, text in enumerate(texts))) == []


def test_the_sum_and_its_day_are_told_the_largest_first() -> None:
    (one,) = found(votes("small", "45%", "2026-01-10"), votes("large", "60%"))
    assert one.message == "large: 60% of the votes, small 45%: as of 2026-01-10 together 105%"
    assert one.proof == "105% > 100%"


def test_votes_of_other_days_are_not_added() -> None:
    assert found(votes("old", "60%", "2023-01-01"), votes("new", "70%")) == []
    sold = (votes("old", "60%", "2023-01-01"), votes("old", "20%", "2026-01-02"))
    assert found(*sold, votes("new", "70%")) == []
    then = votes("new", "70%", "2026-01-20", happened="2023-01-15")
    assert len(found(votes("old", "60%", "2023-01-01"), then)) == 1


def test_what_is_said_again_counts_again() -> None:
    again = (votes("old", "60%", "2023-01-01"), votes("old", "60%", "2026-01-02"))
    assert len(found(*again, votes("new", "70%"))) == 1


def test_a_group_counts_once() -> None:
    states = [votes("ring", "60%"), votes("north", "60%"), votes("other", "40%")]
    assert len(found(*states)) == 1
    assert found(*states, north="ring") == []
    assert found(*states, north="middle", middle="ring") == []
    members = [votes("north", "30%"), votes("south", "35%")]
    (one,) = found(*states[::2], *members, north="ring", south="ring")
    assert one.message.endswith("together 105%")
    assert [said.subject for said in one.statements] == ["other", "south", "north"]
