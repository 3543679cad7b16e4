"""Titles are shown in the language that is asked for; what programs read never changes by it."""

from __future__ import annotations

import pytest

from program import Run

pytestmark = pytest.mark.sqlite

TOLD = {
    "milestone list": "2ナノ量産開始",
    "tranche list": "IPAによる出資 2025年度",
    "metric list": "EUV露光装置の台数",
    "holder list": "トヨタ自動車",
    "org list": "産業技術総合研究所",
    "project list": "経済産業省 2026年度予算",
    "search mass-production": "mass-production  2ナノ量産開始",
    "why mass-production": "2ナノ量産開始 2nm mass production starts",
    "milestone show mass-production": "2ナノ量産開始 2nm mass production starts",
    "milestone impact iim1-built": "2ナノ量産開始",
    "why mass-production --cite": "“2ナノ量産開始”",
    "status --cite": "“2ナノ量産開始”",
    "status": "2ナノ量産開始",
    "money --tree": "情報処理促進法の改正",
    "owners": "トヨタ自動車",
    "diff 2025-11-01": "2ナノ量産開始",
    "check --select V --fail-on none": "rapidus/2nm-pilot  2ナノ試作ライン稼働: ",
}
"""What a command shows in Japanese."""


@pytest.mark.parametrize("line", TOLD)
def test_titles_are_in_the_language_asked_for(
    run: Run, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    japanese = run(*line.split(), "--lang", "ja").stdout
    assert TOLD[line] in japanese
    english = run(*line.split(), "--lang", "en").stdout
    assert TOLD[line] not in english
    assert run(*line.split()).stdout == english
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert run(*line.split()).stdout == japanese


@pytest.mark.parametrize("line", [line for line in TOLD if "--cite" not in line])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_programs_read_the_same_in_every_language(run: Run, line: str, form: str) -> None:
    told = run(*line.split(), "-f", form).stdout
    assert run(*line.split(), "-f", form, "--lang", "ja").stdout == told


def test_the_sentences_on_top_call_milestones_as_the_table_below_does(run: Run) -> None:
    told = "".join(run("status", "--lang", "ja").stdout.split())
    assert "（IIM-1完工、2ナノPDK提供、いずれも2ナノ量産開始の前提）" in told


def test_without_a_japanese_title_the_english_one_is_shown(run: Run) -> None:
    (row,) = (row for row in run("org", "list", "-f", "json").data if row["slug"] == "asml")
    assert row["name_ja"] is None
    told = run("org", "list", "--lang", "ja").stdout.splitlines()
    assert "asml ASML company" in [" ".join(line.split()) for line in told]
