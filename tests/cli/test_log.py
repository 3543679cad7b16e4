from __future__ import annotations

import pytest

from program import Run, milestone

AT_RISK = ("log", "mass-production", "at-risk", "--target", "FY2028-H1", "--on", "2026-11-20")
PRESS = ("--tier", "press", "--source", "https://example.com/chips")


def test_the_keepers_judgement_shows_everywhere(run: Run) -> None:
    said = run(*AT_RISK, "-m", "The tools are late")
    assert "mass-production target: FY2027-H2 -> FY2028-H1" in said.stdout
    row = milestone(run("status", "-f", "json"), "mass-production")
    assert (row["status"], row["target"]["text"]) == ("at-risk", "FY2028-H1")
    assert row["slip_days"] == [92, 274]
    page = run("status").stdout
    assert "at-risk" in page
    assert "FY2028-H1" in page
    assert "The tools are late" in run("why", "mass-production").stdout
    assert "The tools are late" in run("history", "mass-production", "-f", "csv").stdout


def test_the_press_moves_a_status_nobody_spoke_of_but_not_the_plans_target(run: Run) -> None:
    said = run("log", "ipo", "at-risk", "--target", "FY2033", "--on", "2026-11-20", *PRESS)
    assert "stays ~FY2031 ≠" in said.stdout
    assert "primary outranks press" in said.stdout
    assert "no better tier than press speaks of it" in said.stdout
    row = milestone(run("status", "-f", "json"), "ipo")
    assert (row["status"], row["target"]["text"]) == ("at-risk", "~FY2031")
    assert row["conflicts"] == 1
    line = next(line for line in run("status").stdout.splitlines() if " ipo " in line)
    assert "~FY2031≠" in line


def test_an_unknown_address_becomes_an_unread_source(run: Run) -> None:
    run(*AT_RISK, "--source", "https://example.com/chips")
    source = run("source", "show", "example.com", "-f", "json").data
    assert (source["url"], source["tier"]) == ("https://example.com/chips", "secondary")
    assert source["unread"]
    assert len(source["statements"]) == 2


KNOWN = "rapidus-2026-02-27"


def test_a_known_page_is_told_where_its_source_writes_the_address_otherwise(run: Run) -> None:
    url = run("source", "show", KNOWN, "-f", "json").data["url"]
    for spelled in (url.replace("https://www.", "http://").rstrip("/"), f"{url}?utm_source=x#top"):
        said = run("log", "ipo", "-m", spelled, "--source", spelled)
        assert f"source {KNOWN}: the same page as {url}" in " ".join(said.stdout.split())
        (row,) = run("log", "ipo", "-m", spelled, "--source", spelled, "-f", "json").data["entries"]
        assert (row["result"], row["cited_as"]) == ("unchanged", spelled)
        assert (row["source"]["slug"], row["source"]["url"]) == (KNOWN, url)
    for named in (url, url.replace("rapidus.inc", "RAPIDUS.inc"), KNOWN):
        said = run("log", "ipo", "-m", "plain", "--source", named)
        assert "the same page" not in said.stdout
    assert "the same page" not in run(*AT_RISK, *PRESS).stdout


def test_a_key_makes_repeating_harmless_and_other_content_a_conflict(run: Run) -> None:
    call = (*AT_RISK, "--key", "k", "-f", "json")
    first = run(*call)
    again = run(*call)
    assert [row["result"] for row in first.data["entries"]] == ["created", "created"]
    assert [row["result"] for row in again.data["entries"]] == ["unchanged", "unchanged"]
    assert first.json["known_at"] == again.json["known_at"]
    other = run("log", "mass-production", "off-track", "--key", "k", code=4)
    assert other.stderr.startswith("error: the key 'k' was used for something else")
    assert run("status", "-f", "json").json["known_at"] == first.json["known_at"]
    numbers = " ".join(str(row["entry"]) for row in first.data["entries"])
    assert f"tracker entry deprecate {numbers} --reason TEXT, then give this --key k-2" in (
        other.stderr
    )
    assert run("entry", "deprecate", *numbers.split(), "--reason", "misread").code == 0
    other = run("log", "mass-production", "off-track", "--key", "k", code=4)
    assert "hint: what it recorded is taken back: give this one --key k-2" in other.stderr
    run("log", "mass-production", "off-track", "--key", "k-2")
    other = run("log", "mass-production", "met", "--key", "k", code=4)
    assert "give this one --key k-3" in other.stderr


def test_a_dry_run_reports_and_writes_nothing(run: Run) -> None:
    before = run("status", "-f", "json").stdout
    outcome = run(*AT_RISK, *PRESS, "--dry-run", "-f", "json")
    assert {row["result"] for row in outcome.data["entries"]} == {"valid"}
    assert run("status", "-f", "json").stdout == before
    run("source", "show", "example.com", code=3)


@pytest.mark.parametrize(
    ("words", "subject", "field", "text"),
    [
        (("mass-production", "on-track"), "mass-production", "status", "on-track"),
        (("shareholders", "33"), "holder-count", "value", "33"),
        (("rd-fy2026", "paid", "100bn"), "rd-fy2026", "disbursed", "100bn"),
        (("rd-fy2026", "committed", "<=6,315億円"), "rd-fy2026", "committed", "<=6,315億円"),
        (("holder-count", "~40"), "holder-count", "value", "~40"),
        (("toyota", "6bn"), "toyota", "invested", "6bn"),
        (("ipa", "votes", "12%"), "ipa", "votes", "12%"),
        (
            ("meti-fy2026/nexi-bonds", "¥1.78T", "as", "$11.4B"),
            "nexi-bonds",
            "value",
            "¥1.78T as $11.4B",
        ),
        (("mass-production", "-m", "Visited"), "mass-production", "note", "Visited"),
        (("shareholders", "--threshold", "~40"), "shareholders", "threshold", "~40"),
        (("mass-production", "--progress", "40%"), "mass-production", "progress", "40%"),
    ],
)
def test_one_verb_takes_every_kind(
    run: Run, words: tuple[str, ...], subject: str, field: str, text: str
) -> None:
    (row,) = run("log", *words, "-f", "json").data["entries"]
    assert (row["subject"], row["field"], row["text"]) == (subject, field, text)


def test_a_holder_more_tells_that_the_milestone_counts_on(run: Run) -> None:
    assert "shareholders progress: 107% -> 110%" in run("log", "holder-count", "33").stdout


def test_typing_met_does_not_meet_a_threshold(run: Run) -> None:
    run("log", "holder-count", "40", "--on", "2026-11-21")
    run("log", "shareholders", "--threshold", "50")
    run("log", "shareholders", "met")
    row = milestone(run("status", "-f", "json"), "shareholders")
    assert row["status"] == "scheduled"


def test_the_environment_gives_source_author_and_project(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_SOURCE", "jiji-2026-02-27")
    monkeypatch.setenv("TRACKER_AUTHOR", "desk")
    monkeypatch.setenv("TRACKER_PROJECT", "meti-fy2026")
    (row,) = run("log", "nexi-bonds", "1,780bn", "-f", "json").data["entries"]
    assert (row["source"]["slug"], row["recorded_by"]) == ("jiji-2026-02-27", "desk")
    assert row["stated_on"]["text"] == "2026-02-27"


@pytest.mark.parametrize("text", ["~80%", "<=5%", "10%..90%"])
def test_progress_is_told_with_its_qualifier(run: Run, text: str) -> None:
    told = run("log", "packaging-mp", "--progress", text, "--on", "2026-11-20").stdout
    assert f"progress: unstated -> {text}" in told
    assert f"{text} Nov 2026" in run("status", "--all").stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("bank-loans", "planned", "1,500億円"), "bank-loans planned 1,500億円 (¥150.0bn)  "),
        (("bank-loans", "planned", "~1.5tn"), "bank-loans planned ~1.5tn  "),
        (("bank-loans", "planned", "¥150bn as $1bn"), "planned ¥150bn as $1bn  "),
        (("mass-production", "--target", "2027年度後半"), "target 2027年度後半 (FY2027-H2)  "),
        (("mass-production", "--target", "FY2027-H2"), "target FY2027-H2  "),
        (("ipo", "at-risk"), "ipo status at-risk  "),
    ],
)
def test_what_is_worded_otherwise_is_told_as_it_was_read(
    run: Run, args: tuple[str, ...], told: str
) -> None:
    assert told in run("log", *args, "--dry-run").stdout.splitlines()[0]
