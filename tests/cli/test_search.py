"""`tracker search` finds what is called so, and what says so, in both languages."""

from __future__ import annotations

import pytest

from program import Run

pytestmark = pytest.mark.sqlite


def found(run: Run, *words: str) -> list[tuple[str, str, str]]:
    rows = run("search", *words, "-f", "json").data
    return [(row["kind"], row["name"], row["found_in"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("mass-production",), ("milestone", "mass-production", "slug")),
        (("ＭＡＳＳ", "Production", "2NM"), ("milestone", "mass-production", "title")),
        (("量産開始", "2ナノ"), ("milestone", "mass-production", "title_ja")),
        (("ﾅﾉ量産開始",), ("milestone", "mass-production", "title_ja")),
        (("listing",), ("milestone", "ipo", "aliases")),
        (("state", "EQUITY", "国の"), ("metric", "state-equity", "slug")),
        (("ai-models",), ("tranche", "meti-fy2026/ai-models", "slug")),
    ],
)
def test_words_of_any_width_and_case(
    run: Run, words: tuple[str, ...], first: tuple[str, str, str]
) -> None:
    assert found(run, *words)[0] == first


def test_all_words_have_to_be_there(run: Run) -> None:
    assert found(run, "mass-production", "nosuchword") == []


def test_what_was_said_is_found_with_its_entry(run: Run) -> None:
    run("log", "ipo", "-m", "A bell was rung in Kabutocho", "--on", "2026-11-20")
    (row,) = run("search", "kabutocho", "bell", "-f", "json").data
    assert (row["kind"], row["name"], row["found_in"]) == ("statement", "ipo", "remark")
    assert row["text"] == "A bell was rung in Kabutocho"
    assert "bell" in run("entry", "show", str(row["entry"])).stdout
    run("entry", "deprecate", str(row["entry"]), "--reason", "Nobody rang")
    assert found(run, "kabutocho") == []


def test_what_is_retired_is_not_found(run: Run) -> None:
    assert found(run, "raads-tools")
    run("milestone", "retire", "raads-tools", "--reason", "Planned no more")
    assert not [row for row in found(run, "raads-tools") if row[0] != "statement"]


def test_a_search_for_nothing_is_a_mistake(run: Run) -> None:
    assert run("search", "　", code=2).stderr.startswith("error: no word to search for\n")
