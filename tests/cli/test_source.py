"""`source show` tells how each statement of a source stands, `check --source` what is wrong."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from program import Run

pytestmark = pytest.mark.sqlite

URL = "https://fab.example/news"


def claims(run: Run, name: str) -> dict[str, dict[str, Any]]:
    """What a source says, by subject and field."""
    data = run("source", "show", name, "-f", "json").data
    return {f"{row['subject']}.{row['field']}": row for row in data["statements"]}


@pytest.fixture
def told(run: Run) -> Run:
    """A source of which one word stands alone, one repeats, one blurs and one contradicts."""
    run(
        *["source", "add", "fab-news", "--title", "News", "--publisher", "Fab", "--tier", "press"],
        "--url",
        URL,
    )
    run("milestone", "add", "site-two", "--title", "A second site", "--type", "delivery")
    for line in (
        "log site-two --target 2031",
        "log holder-count 28",
        "log equity-fy2025 paid 100bn",
        "log mass-production --target FY2027",
        "log round-feb-2026 2.676tn",
    ):
        run(*line.split(), "--source", URL, "--on", "2026-03-01")
    return run


def test_each_statement_of_a_source_stands_somehow(told: Run) -> None:
    found = claims(told, "fab-news")
    parts = {name.partition("/")[2]: (row["relation"], row["alone"]) for name, row in found.items()}
    assert parts == {
        "site-two.target": ("shown", True),
        "holder-count.value": ("conflicts", False),
        "equity-fy2025.disbursed": ("repeats", False),
        "mass-production.target": ("blurs", False),
        "round-feb-2026.value": ("conflicts", True),
    }
    count = found["rapidus/holder-count.value"]
    assert count["codes"] == ["V101"]
    assert told("entry", "show", str(count["against"])).stdout.count("32")
    assert found["rapidus/round-feb-2026.value"]["codes"] == ["V102"]
    shown = told("source", "show", "fab-news").stdout
    assert "not 32 of " in shown
    assert "shown, alone" in shown
    assert "\nV102  rapidus/round-feb-2026: Fab says " in shown


def test_what_was_revised_since_is_told(told: Run) -> None:
    told(
        *[
            "log",
            "site-two",
            "--target",
            "2032",
            "--on",
            "2026-05-01",
            "--source",
            "jiji-2026-02-27",
            "--tier",
            "press",
        ]
    )
    row = claims(told, "fab-news")["rapidus/site-two.target"]
    assert (row["relation"], row["alone"]) == ("earlier", True)
    assert "revised since" in told("source", "show", "fab-news").stdout


@pytest.mark.parametrize("name", ["fab-news", "FAB-NEWS", "fab-n", "News", URL])
def test_check_of_a_source_tells_of_its_statements_alone(told: Run, name: str) -> None:
    data = told("check", "--source", name, "--fail-on", "none", "-f", "json").data
    found = {(one["code"], one["subject"]) for one in data["findings"]}
    assert found == {("V101", "holder-count"), ("V102", "round-feb-2026")}
    assert sum(data["standing"].values()) == len(data["findings"])


def test_the_source_that_is_right_is_not_blamed(told: Run) -> None:
    found = told("check", "--source", "jiji-2026-02-27", "-f", "json").data["findings"]
    assert "holder-count" not in {one["subject"] for one in found}


@pytest.mark.parametrize(
    "address", ["http://www.fab.example/news/?utm_source=mail", "https://FAB.example/news#top"]
)
def test_an_address_is_read_as_it_was_copied(told: Run, address: str) -> None:
    for words in (("source", "show"), ("why",)):
        assert told(*words, address).stdout.startswith("slug          fab-news\n")


def test_a_page_that_nothing_cites_is_not_found(run: Run) -> None:
    for words in (("source", "show"), ("why",), ("check", "--source")):
        told = run(*words, "https://nowhere.example/x", code=3).stderr
        assert told.startswith("error: no source is of https://nowhere.example/x\n")


@pytest.mark.parametrize("publisher", ["meti", "ＭＥＴＩ", "経産省", "Ministry of Economy"])
def test_a_publisher_called_like_an_organization_is_that_one_speaker(
    run: Run, publisher: str
) -> None:
    run("org", "edit", "meti", "--alias", "経産省", "--alias", "METI")
    run("milestone", "add", "site-two", "--title", "A second site", "--type", "delivery")
    run(
        *["source", "add", "keisan", "--title", "News", "--publisher", publisher],
        *["--tier", "primary", "--published-on", "2026-03-01"],
    )
    run("log", "site-two", "--target", "2031", "--source", "keisan")
    run("log", "site-two", "--target", "2032", "--said-by", "meti", "--on", "2026-03-02")
    name = "Ministry of Economy, Trade and Industry"
    one = publisher != "Ministry of Economy"  # which is neither its slug nor one of its titles
    said = run("source", "show", "keisan", "-f", "json").data["statements"]
    assert [row["speaker"] for row in said] == [name if one else publisher]
    shown = run("why", "site-two", "-f", "json").data["fields"][0]
    assert len(shown["conflicts"]) == (0 if one else 1)
    told = run("source", "show", "keisan").stdout
    assert publisher in told


AT = ("log", "mass-production", "on-track", "--on", "2026-11-20")


def test_a_source_is_cited_by_its_title(run: Run) -> None:
    hint = run(*AT, "--source", "日本経済新聞", code=3).stderr.partition("define it: ")[2]
    assert hint == (
        "tracker source add nikkei-2026-11-20 --title '日本経済新聞' --publisher Nikkei"
        " --tier press --published-on 2026-11-20\n"
    )
    run(*shlex.split(hint)[1:])
    said = run(*AT, "--source", "日本経済新聞")
    assert said.stderr == "read 日本経済新聞 as nikkei-2026-11-20\n"
    assert "Nikkei (press)" in said.stdout
    assert "unchanged" in run(*AT, "--source", "Nikkei-2026-11-20").stdout


def test_a_headline_is_no_publisher(run: Run) -> None:
    assert "--publisher" not in run(*AT, "--source", "ラピダス、上場へ", code=3).stderr


def test_a_source_is_cited_by_its_publisher_where_it_has_one_page_of_the_day(run: Run) -> None:
    source = ("source", "add", "a", "--title", "A", "--tier", "press", "--publisher", "Chitose FM")
    run(*source, "--published-on", "2026-11-20")
    assert run(*AT, "--source", "chitose fm").stderr == "read chitose fm as a\n"
    other = (*AT[:-1], "2026-11-21", "--source", "Chitose FM")
    error, hint = run(*other, code=3).stderr.splitlines()
    assert error == "error: 'Chitose FM' names a source of another day"
    assert hint == (
        "hint: which one? a; or define it: tracker source add chitose-fm-2026-11-21"
        " --title 'Chitose FM' --publisher 'Chitose FM' --tier press --published-on 2026-11-21"
    )
    run("source", "add", "b", *source[3:], "--published-on", "2026-11-21")
    run("source", "add", "c", *source[3:], "--published-on", "2026-11-20")
    error, hint = run(*AT, "--source", "Chitose FM", code=3).stderr.splitlines()
    assert error == "error: 'Chitose FM' names several sources"
    assert hint.startswith("hint: which one? b, a, c; or define it: ")
