"""`tracker owners`: who holds what."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from program import Run
from tracker.db.engine import Database


def owners(run: Run, *args: str) -> Any:
    return run("owners", *args, "-f", "json").data


def test_each_count_is_told_with_what_it_includes(run: Run) -> None:
    data = owners(run)
    assert data["counts"] == {"companies": 32, "with_state": 33, "by_group": 31, "founders": 8}
    assert data["groups"] == {"hokuhoku-fg": ["hokuriku-bank", "hokkaido-bank"]}
    assert {one["metric"]: one["agrees"] for one in data["reported"]} == {
        "holder-count": True,
        "holder-count-with-state": True,
        "holder-groups": True,
    }


def test_founders_are_told_by_their_dates(run: Run) -> None:
    found = {one["slug"] for one in owners(run)["holders"] if one["founder"]}
    assert found == {"toyota", "denso", "sony", "ntt", "nec", "softbank", "kioxia", "mufg"}


def test_votes_and_capital_are_two_things(run: Run) -> None:
    ipa = next(one for one in owners(run)["holders"] if one["slug"] == "ipa")
    assert ipa["votes"]["amount"] == "11.5"
    assert ipa["share_of_capital"]["derived"]
    assert ipa["share_of_capital"]["amount"].startswith("58.8")
    assert "11.5% (Feb 2026)" in run("owners").stdout


def test_what_nobody_discloses_is_bounded_by_the_equity_paid(run: Run) -> None:
    undisclosed = owners(run)["undisclosed"]
    assert undisclosed["companies"] == 27
    assert undisclosed["amount"]["amount"] == "96900000000"
    assert (undisclosed["amount"]["qualifier"], undisclosed["amount"]["derived"]) == ("about", True)
    assert undisclosed["each_at_most"] == undisclosed["amount"]
    told = "~96.9* for 27 companies together, at most ~96.9* each"
    assert told in run("owners").stdout


def test_the_steps_of_the_states_share_are_told_as_stated(run: Run) -> None:
    steps = {one["metric"]: one for one in owners(run)["state_steps"]}
    assert steps["state-votes-fy2026"]["value"]["text"] == "<=60%"
    assert steps["state-votes-distress"]["nature"] == "planned"


def test_before_the_round_there_were_eight(run: Run) -> None:
    data = owners(run, "--as-of", "2025-12-31")
    assert data["counts"] == {"companies": 8, "with_state": 8, "by_group": 8, "founders": 8}
    assert data["equity_paid"]["amount"] == "7300000000"
    assert data["state_share"] is None
    page = run("owners", "--as-of", "2025-12-31").stdout
    assert "capital         companies 7.3; as stated paid" in page
    assert "13.7%*" in page
    assert owners(run, "--as-of", "2022-01-01")["holders"] == []


def test_a_count_that_the_list_does_not_bear_out_says_by_how_much(run: Run) -> None:
    run("log", "holder-groups", "30", "--on", "2026-11-20")
    one = {one["metric"]: one for one in owners(run)["reported"]}["holder-groups"]
    assert (one["agrees"], one["difference"]) == (False, "-1")
    assert one["explanation"] == "the list has 32 companies, 33 with the state, 31 by group"
    page = run("owners").stdout
    assert "1 less" in page
    assert f"    {one['explanation']}\n" in page
    assert f"| 1 less | {one['explanation']} |" in run("owners", "-f", "markdown").stdout


def test_what_contradicts_a_reported_count_is_explained(run: Run) -> None:
    one = {one["metric"]: one for one in owners(run)["reported"]}["holder-count"]
    (other,) = one["contradicted_by"]
    assert (one["agrees"], one["explanation"]) == (True, None)
    assert (other["reported"]["text"], other["agrees"], other["difference"]) == ("30", False, "-2")
    assert "    ≠ 30 (Feb 2026, Tom's Hardware): 2 less; the list has 32" in run("owners").stdout


def test_csv_has_figures_in_full_with_their_unit(run: Run) -> None:
    rows = csv.DictReader(io.StringIO(run("owners", "--units", "oku", "-f", "csv").stdout))
    held = {row["slug"]: row for row in rows}
    ipa = held["ipa"]
    assert (ipa["invested_amount"], ipa["invested_unit"]) == ("250000000000", "JPY")
    assert (ipa["share_of_capital_amount"], ipa["votes_amount"]) == ("58.8374", "11.5")
    assert (ipa["share_of_capital_unit"], ipa["share_of_capital_derived"]) == ("%", "true")
    assert ipa["votes_stated_on"] == "2026-02-27"
    told = [
        (held[name]["invested_amount"], held[name]["invested_qualifier"])
        for name in ("fujitsu", "nec")
    ]
    assert told == [("20000000000", "about"), ("", "undisclosed")]


HOLDERS = """
[[project]]
slug = "fab"
title = "Fab"
currency = "EUR"
fiscal_year_starts = 1

[[organization]]
slug = "treasury"
name = "Treasury"
kind = "state"

[[organization]]
slug = "agency"
name = "Agency"
kind = "state"

[[holding]]
organization = "treasury"
class = "common"

[[holding]]
organization = "agency"
class = "common"

[[statement]]
subject = "treasury"
votes = "~40%"
on = "2026-01-01"

[[statement]]
subject = "agency"
votes = "15%"
on = "2026-01-20"
"""


def test_the_votes_of_several_state_holders_stand_apart_and_together(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "fab.toml"
    path.write_text(HOLDERS, encoding="utf-8")
    run("apply", str(path))
    assert "state's votes   ~55.0%*, treasury ~40%, agency 15%" in run("owners", "fab").stdout
    together = owners(run, "fab")["state_votes_together"]
    assert (together["amount"], together["qualifier"]) == ("55", "about")
    page = run("status", "fab").stdout
    assert "state ~55.0%* together; treasury ~40% in Jan 2026;" in page
    told = run("status", "fab", "-f", "json").data["owners"]
    assert told["votes"] is None
    assert [said["text"] for said in told["state_votes"]] == ["~40%", "15%"]


def test_who_is_expected_to_invest_is_told_apart(run: Run) -> None:
    before, page = owners(run), run("status").stdout
    run("org", "add", "micron", "--name", "Micron", "--kind", "company")
    run("holder", "add", "micron")
    source = ("--source", "https://news.example/micron", "--tier", "press", "--on", "2026-11-20")
    run("log", "micron", "expected", "~12bn", *source)
    run("log", "toyota", "expected", "8bn", *source)
    after = owners(run)
    (micron, toyota) = after.pop("expected")
    assert before.pop("expected") == []
    assert after == before
    assert (micron["slug"], micron["expected"]["amount"], micron["conflicts"]) == (
        *("micron", "12000000000"),
        0,
    )
    assert (toyota["slug"], toyota["stated_on"]["text"]) == ("toyota", "2026-11-20")
    text = run("owners").stdout
    assert "EXPECTED to invest, in no count and no sum\n  micron  ~12.0 " in text
    rows = [*csv.DictReader(io.StringIO(run("owners", "-f", "csv").stdout))]
    last = [
        (row["row"], row["expected_amount"], row["expected_qualifier"], row["invested_amount"])
        for row in rows[-2:]
    ]
    assert last == [
        ("expected", "12000000000", "about", ""),
        ("expected", "8000000000", "exact", ""),
    ]
    assert {(row["row"], row["expected_amount"]) for row in rows[:-2]} == {("holder", "")}
    assert "| expected | micron |" in run("owners", "-f", "markdown").stdout
    assert "expected  ~12bn" in run("why", "micron").stdout
    cited = " ".join(run("why", "micron", "--cite").stdout.split())
    assert "Micron was expected to invest about ¥12bn" in cited
    listed = {row["slug"]: row for row in run("holder", "list", "-f", "json").data}
    assert (listed["micron"]["invested"], listed["toyota"]["expected"]["text"]) == (None, "8bn")
    counts = [line for line in page.splitlines() if "companies" in line]
    assert counts
    assert [one for one in run("status").stdout.splitlines() if "companies" in one] == counts


def test_an_expectation_without_a_holder_is_told(run: Run, empty: Database) -> None:
    run("project", "add", "fab", "--title", "Fab", "--currency", "JPY", db=empty)
    run("org", "add", "micron", "--name", "Micron", "--kind", "company", db=empty)
    run("holder", "add", "micron", db=empty)
    run("log", "micron", "expected", "12bn", db=empty)
    told = run("owners", db=empty).stdout
    assert "No holding is stated." in told
    assert "  micron  12.0" in told
