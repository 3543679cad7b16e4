"""`tracker search` finds what is called so, and what says so, in both languages."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

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


def test_where_nobody_states_just_that_what_it_is_rounded_from_is_found(run: Run) -> None:
    (row,) = run("search", "6.3兆円", "-f", "json").data
    assert (row["name"], row["value"]["amount"]) == ("rd-fy2026", "6315000000000")
    assert {row["value"]["amount"] for row in run("search", "2tn", "-f", "json").data} == {
        "2000000000000"
    }


@pytest.mark.parametrize(
    ("query", "amount"),
    [
        ("267.6 billion yen", ("267600000000", "JPY")),
        ("¥150bn", ("150000000000", "JPY")),
        ("1,500億円", ("150000000000", "JPY")),
        ("150bn", ("150000000000", "JPY")),
        ("2.9tn", ("2900000000000", "JPY")),
        ("30 companies", ("30", None)),
        ("３０社", ("30", None)),
        ("60%", ("60", None)),
    ],
)
def test_an_amount_finds_who_states_it(
    run: Run, query: str, amount: tuple[str, str | None]
) -> None:
    rows = run("search", query, "-f", "json").data
    stated = [row for row in rows if row["found_in"] == "value"]
    assert stated
    for row in stated:
        assert (row["value"]["amount"], row["value"].get("currency")) == amount
    shown = [row["relation"] == "shown" for row in stated]
    assert shown == sorted(shown, reverse=True)
    run("entry", "show", str(stated[0]["entry"]))


def test_what_a_source_printed_as_a_conversion_is_found(run: Run) -> None:
    (row,) = run("search", "$17bn", "-f", "json").data
    assert row["value"]["conversion"]["amount"] == "17000000000"
    assert (row["kind"], row["field"], row["relation"]) == ("statement", "value", "repeats")
    assert row["against"] == next(
        one["entry"]
        for one in run("search", "267.6bn", "-f", "json").data
        if one["relation"] == "shown"
    )


@pytest.mark.parametrize("query", ["30", "undisclosed", "pilot", "2026-02-27"])
def test_a_bare_number_is_text(run: Run, query: str) -> None:
    assert all(where != "value" for _, _, where in found(run, query))


def test_what_the_rules_find_about_a_statement_is_told(run: Run) -> None:
    assert "repeats, V103 conversion" in run("search", "$17bn").stdout


def test_a_period_finds_the_targets_of_just_that_window(run: Run) -> None:
    rows = run("search", "2027-H2", "-f", "json").data
    assert {(row["name"], row["field"]) for row in rows} == {("mass-production", "target")}
    assert {row["text"] for row in rows} == {"2027-H2", "2027年後半"}


@pytest.mark.parametrize(
    "words", ["pilot line April 2025", "2025-04 pilot line", "試作ライン 2025年4月"]
)
def test_words_beside_a_day_find_what_is_of_that_day(run: Run, words: str) -> None:
    rows = run("search", words, "-f", "json").data
    assert rows[0]["name"] == "2nm-pilot"
    assert {row["name"] for row in rows if row["kind"] == "milestone"} == {"2nm-pilot"}
    assert {"target", "status"} <= {row["field"] for row in rows if row["kind"] == "statement"}


def test_where_nothing_is_of_the_day_it_is_said(run: Run) -> None:
    told = " ".join(run("search", "pilot line 2031").stdout.split())
    assert told == (
        "(none): nothing of 2031 holds the other words;"
        " without the day: tracker search 'pilot line'"
    )


def test_a_note_is_found_by_its_words(run: Run) -> None:
    (row,) = run("search", "pre-release", "-f", "json").data
    assert (row["name"], row["field"], row["found_in"]) == ("pdk-2nm", "note", "note")
    assert run("search", "pre-release").stdout.count("A pre-release") == 1


def test_who_names_a_subject_for_a_project_is_told_where_it_is(run: Run) -> None:
    for call in (("check", "rd-fy2026"), ("money", "rapidus/rd-fy2026")):
        assert f"hint: tracker why {call[1]}" in run(*call, code=3).stderr
    told = run("check", "jiji-2026-02-27", code=3).stderr
    assert told.startswith("error: 'jiji-2026-02-27' is a source, no project\n")
    wrong = told.partition("what is wrong with it: tracker ")[2]
    assert wrong.split() == ["check", "--source", "jiji-2026-02-27"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("PDK", "for", "2nm"), "pdk-2nm"),
        (("the", "second", "fab"), "iim2-start"),
        (("出資企業",), "shareholders"),
        (("government", "support"), "state-support-fy2025"),
    ],
)
def test_what_a_newspaper_calls_it_is_found(run: Run, words: tuple[str, ...], name: str) -> None:
    assert name in {row["name"] for row in run("search", *words, "-f", "json").data}


def test_where_nothing_is_found_it_is_said_what_to_try(run: Run) -> None:
    assert run("search", "pilot", "xyzzy").stdout.startswith("(none): nothing holds all of these")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("xyzzy", "try another word for it"),
        ("遅れ", "what is late: tracker milestone list --slipped"),
        ("behind schedule", "what is late: tracker milestone list --slipped"),
        ("中止", "what is cancelled: tracker milestone list --status cancelled"),
        ("計上", "what is budgeted: tracker tranche list --stage budgeted"),
        ("来年度", "that is FY2027 as of 2026-11-29: tracker search FY2027"),
        ("last year", "that is 2025 as of 2026-11-29: tracker search 2025"),
        ("2041-03", "due by 2041-03-31: tracker milestone list --due-by 2041-03"),
    ],
)
def test_a_word_that_nothing_is_called_leads_to_what_it_means(
    run: Run, words: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    shown = " ".join(run("search", words, "--as-of", "2026-11-29").stdout.split())
    assert shown.startswith("(none): ")
    assert told in shown
    call = shown.partition("tracker ")[2]
    if call:
        run(*call.split())


def test_what_was_withdrawn_has_no_amount(run: Run) -> None:
    run("log", "holder-count", "withdrawn", "--on", "2026-11-20")
    assert found(run, "30 companies")


def test_a_statement_tells_who_said_it_and_what_became_of_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = " ".join(run("search", "267.6bn").stdout.split())
    assert "267.6bn, Ministry of Economy, Trade and Industry (primary), 2026-02-27, #" in told
    assert ": shown " in told
    source = run("source", "show", "jiji-2026-02-27", "-f", "json").data["statements"]
    stands = {row["entry"]: row["relation"] for row in source}
    rows = run("search", "267.6bn", "-f", "json").data
    assert {row["relation"] for row in rows if row["entry"] in stands} == {
        stands[row["entry"]] for row in rows if row["entry"] in stands
    }
    for width in (40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        for query in ("267.6bn", "30", "後工程"):
            assert max(map(cell_len, run("search", query).stdout.splitlines())) <= width


def test_subjects_tell_where_they_stand(run: Run) -> None:
    lists = {
        noun: {row["slug"]: row for row in run(noun, "list", "-f", "json").data}
        for noun in ("milestone", "tranche")
    }
    for row in run("search", "rd", "-f", "json").data:
        if row["kind"] == "milestone" and "/" not in row["name"]:
            assert row["status"] == (lists["milestone"][row["name"]]["status"])
        if row["kind"] == "tranche" and "/" not in row["name"]:
            assert row["value"] == lists["tranche"][row["name"]]["level"]


@pytest.mark.parametrize(
    ("query", "synonym", "name"),
    [
        ("後工程", "packaging", "izm-packaging"),
        ("mass production", "量産", "mass-production"),
        ("loan", "融資", "bank-loans"),
        ("株主", "shareholder", "shareholders"),
        ("IPO", "listing", "ipo"),
        ("日経", "nikkei", "nikkei-2025-11-25"),
        ("政府", "government", "state-equity"),
        ("顧客", "customer", "ibm-customer"),
        ("歩留まり", "yield", "first-customer"),
    ],
)
def test_what_means_the_same_is_found_and_named(
    run: Run, query: str, synonym: str, name: str
) -> None:
    rows = run("search", query, "-f", "json").data
    assert name in [row["name"] for row in rows]
    words = {word for row in rows for word in row["synonyms"]}
    last = run("search", query).stdout.splitlines()[-1]
    assert last.startswith("also searched: ") is bool(words)
    literal = [not row["synonyms"] for row in rows if row["kind"] == "milestone"]
    assert literal == sorted(literal, reverse=True)
    assert (
        not words
        or synonym in words
        or words <= set(last.removeprefix("also searched: ").split(", "))
    )


def test_a_search_for_nothing_is_a_mistake(run: Run) -> None:
    assert run("search", "　", code=2).stderr.startswith("error: no word to search for\n")


def test_money_is_found_in_the_units_asked_for(run: Run) -> None:
    written = run("search", "631.5bn").stdout
    told = run("search", "631.5bn", "--units", "oku").stdout
    assert "<=631.5bn, " not in told
    assert "<=6,315億円, " in told
    assert run("search", "631.5bn", "--units", "written").stdout == written
