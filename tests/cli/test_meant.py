"""Commands that read take the beginning of a name; those that write take what is called just so."""

from __future__ import annotations

import pytest

from program import Run

pytestmark = pytest.mark.sqlite

MEANT = {
    ("why", "mass"): "rapidus/mass-production  ",
    ("why", "ＭＡＳＳ.Target"): "rapidus/mass-production  ",
    ("why", "Rapidus/Mass-P"): "rapidus/mass-production  ",
    ("why", "meti-fy2026/TOTAL-g"): "meti-fy2026/total-growth  ",
    ("why", "Meti-FY/total-g"): "meti-fy2026/total-growth  ",
    ("why", "2ナノ量産"): "rapidus/mass-production  ",
    ("why", "2ナノ試作ライン"): "rapidus/2nm-pilot  ",
    ("why", "IIM-1完工"): "rapidus/iim1-built  ",
    ("why", "Sony Group"): "rapidus/sony  ",
    ("why", "private equity"): "RAPIDUS  money by tranche",
    ("why", "private-equity"): "rapidus/private-equity  ",
    ("why", "Private round of FY2025"): "rapidus/private-fy2025  ",
    ("why", "listing"): "rapidus/ipo  ",
    ("why", "nedo"): "slug      nedo\n",
    ("why", "経産省"): "slug      meti\n",
    ("why", "jiji-2026-02-27"): "slug          jiji-2026-02-27\n",
    ("why", "Rapidus gets 267.6 b. yen in public-private funds"): "slug          jiji-2026-02-27\n",
    ("milestone", "show", "rd"): "rapidus/rd-14nm-full  ",
    ("milestone", "show", "Shares are listed"): "rapidus/ipo  ",
    ("tranche", "show", "bank"): "rapidus/bank-loans  ",
    ("milestone", "impact", "mass"): "RAPIDUS  what waits for mass-production ",
    ("history", "rapidus/mass"): "",
    ("org", "show", "Sony Group"): "slug      sony\n",
    ("source", "show", "JIJI-2026-02-27"): "slug          jiji-2026-02-27\n",
    ("project", "show", "meti"): "slug                  meti-fy2026\n",
    ("status", "meti", "--line"): "METI budget FY2026 ",
    ("check", "meti", "--fail-on", "none"): "",
}


@pytest.mark.parametrize("words", MEANT)
def test_who_reads_is_understood(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).stdout.startswith(MEANT[words])


UNCLEAR = {
    (
        "why",
        "rd-fy",
    ): "which one? rd-fy2022, rd-fy2023, rd-fy2024, rd-fy2025, rd-fy2026, rd-fy2027, ",
    ("why", "jiji-2026"): "which one? jiji-2026-02-27, jiji-2026-02-20",
    ("milestone", "impact", "iim2"): "which one? iim2-start, iim2-output",
    ("org", "show", "hok"): "which one? hokkaido-bank, hokuhoku-fg, hokuriku-bank",
    ("tranche", "show", "mass"): "mass-production is a milestone, no tranche",
    ("why", "no-such-name"): "look for it: tracker search WORDS",
}


OF_RAPIDUS = {
    ("why", "ipo"): "tracker why rapidus/ipo",
    ("why", "ipo.target"): "tracker why rapidus/ipo",
    ("why", "meti-fy2026/ipo"): "tracker why rapidus/ipo",
    ("history", "2ナノ量産"): "tracker why rapidus/mass-production",
    ("milestone", "needs", "Shares are listed"): "tracker milestone needs rapidus/ipo",
    ("milestone", "edit", "ipo", "--title", "x"): "its full name: rapidus/ipo",
    ("milestone", "retire", "Shares are listed", "--reason", "x"): "its full name: rapidus/ipo",
}


@pytest.mark.parametrize("words", OF_RAPIDUS)
def test_a_subject_of_another_project_is_named_in_full(
    run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_PROJECT", "meti-fy2026")
    error, hint = run(*words, code=3).stderr.splitlines()
    assert error.endswith(" is of rapidus, not of meti-fy2026")
    assert hint == f"hint: {OF_RAPIDUS[words]}"


def test_what_is_of_no_project_is_looked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_PROJECT", "meti-fy2026")
    error, hint = run("why", "mass", code=3).stderr.splitlines()
    assert error == "error: no subject is called 'mass' in meti-fy2026"
    assert hint == "hint: tracker why rapidus/mass-production"
    for words in (("why", "no-such-name"), ("milestone", "edit", "mass", "--title", "x")):
        assert "error: no subject is called" in run(*words, code=3).stderr


@pytest.mark.parametrize("words", [("why", "851"), ("why", "#851"), ("milestone", "show", "851")])
def test_the_number_of_an_entry_is_no_subject(run: Run, words: tuple[str, ...]) -> None:
    error, hint = run(*words, code=3).stderr.splitlines()
    assert error == f"error: {words[-1]} is an entry of the log, no subject"
    assert hint == "hint: tracker entry show 851"
    assert "no subject is called" in run(*words[:-1], "99999", code=3).stderr


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_may_be_several_is_asked_for_again(run: Run, words: tuple[str, ...]) -> None:
    assert UNCLEAR[words] in run(*words, code=3).stderr


def test_a_name_in_full_wins_over_what_begins_so(run: Run) -> None:
    run("milestone", "add", "mass", "--title", "Mass is read", "--type", "delivery")
    assert run("why", "mass").stdout.startswith("rapidus/mass  ")
    assert run("milestone", "show", "Mass").stdout.startswith("rapidus/mass  ")


def test_what_is_retired_is_named_in_full(run: Run) -> None:
    assert run("why", "raads").stdout.startswith("rapidus/raads-tools  ")
    run("milestone", "retire", "raads-tools", "--reason", "Planned no more")
    run("why", "raads", code=3)
    assert run("why", "Raads-Tools").stdout.startswith("rapidus/raads-tools  ")


WRITES = (
    ("log", "mass", "met"),
    ("milestone", "edit", "mass", "--title", "x"),
    ("milestone", "retire", "mass", "--reason", "x"),
    ("org", "edit", "ned", "--name", "x"),
    ("accept", "V101", "holder-coun", "--reason", "x"),
    ("export", "mass"),
)


@pytest.mark.parametrize("words", WRITES)
def test_who_writes_names_in_full(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words, code=3).stderr.startswith("error: no ")


CALLED = {
    ("log", "IPO", "at-risk"): "read IPO as ipo\n",
    ("log", "２ナノ量産", "at-risk"): "read ２ナノ量産 as mass-production\n",
    ("log", "量産", "at-risk"): "read 量産 as mass-production\n",
    ("log", "Shares are listed", "at-risk"): "read Shares are listed as ipo\n",
    ("log", "Sony Group", "5bn"): "read Sony Group as sony\n",
    ("log", "Rapidus/ipo", "at-risk"): "",
    ("log", "METI-FY2026/AI-Models", "committed", "10bn"): "read AI-Models as ai-models\n",
    ("log", "ipo", "at-risk", "--on", "2026-11-20", "--said-by", "経産省"): "read 経産省 as meti\n",
    ("milestone", "edit", "Mass-Production", "--title", "x"): (
        "read Mass-Production as mass-production\n"
    ),
    ("milestone", "retire", "RAADS-tools", "--reason", "x"): "read RAADS-tools as raads-tools\n",
    ("org", "edit", "Sony Group", "--name", "x"): "read Sony Group as sony\n",
    ("source", "edit", "JIJI-2026-02-27", "--title", "x"): (
        "read JIJI-2026-02-27 as jiji-2026-02-27\n"
    ),
    ("accept", "V101", "Holder-Count", "--reason", "x"): "read Holder-Count as holder-count\n",
    ("export", "IPO"): "",
}


@pytest.mark.parametrize("words", CALLED)
def test_who_writes_is_told_what_a_name_was_read_as(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).stderr == CALLED[words]


def test_a_source_is_edited_by_the_address_of_its_page(run: Run) -> None:
    url = run("source", "show", "jiji-2026-02-27", "-f", "json").data["url"]
    told = run("source", "edit", f"{url}#top", "--title", "x")
    assert told.stdout.startswith("edited    source jiji-2026-02-27\n")
    assert told.stderr.endswith(" as jiji-2026-02-27\n")


def test_what_several_are_called_is_asked_for_again(run: Run) -> None:
    for org in ("one", "two"):
        run("org", "add", org, "--name", "Twin Bank", "--kind", "bank")
        run("holder", "add", org)
    for words in (("log", "twin bank", "5bn"), ("org", "edit", "Twin Bank", "--name", "x")):
        assert "hint: which one? one, two\n" in run(*words, code=3).stderr
    said_by = run("log", "ipo", "met", "--said-by", "Twin Bank", code=3)
    assert "hint: which one? one, two\n" in said_by.stderr


@pytest.mark.parametrize(
    ("name", "like"),
    [
        *((name, ("money",)) for name in ("total", "Committed", "state R&D (NEDO)", "MONEY")),
        *((name, ("owners",)) for name in ("votes", "Capital")),
    ],
)
def test_a_sum_of_the_page_is_what_it_is_made_of(
    run: Run, name: str, like: tuple[str, ...]
) -> None:
    assert run("why", name).stdout == run(*like).stdout
    assert run("why", name, "ipo", code=3).stderr.startswith("error: no subject is called")


def test_a_project_is_no_subject_and_is_told_as_what_it_is(run: Run) -> None:
    refused = run("why", "meti-fy2026", code=3).stderr
    assert "'meti-fy2026' is a project, no subject" in refused
    assert "tracker status meti-fy2026" in refused
    assert "tracker history meti-fy2026" in refused


def test_the_log_of_another_project_is_asked_for_by_its_name(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run("history", "meti-fy2026", "-f", "json").data
    assert "ai-chips" in {row["subject"] for row in told}
    assert "ipo" not in {row["subject"] for row in told}
    monkeypatch.setenv("TRACKER_PROJECT", "meti-fy2026")
    assert run("history", "-f", "json").data == told
    assert run("history", "rapidus", "-f", "json").data != told  # a tranche there is called so


def test_a_project_is_called_as_the_organization_that_it_is(run: Run) -> None:
    assert run("status", "ラピダス", "--line").stdout.startswith("RAPIDUS")


def test_what_is_of_another_project_is_asked_for_by_the_same_command(run: Run) -> None:
    for call in ("impact", "needs"):
        refused = run("milestone", call, "in-force", code=3).stderr
        assert refused.endswith(f"hint: tracker milestone {call} meti-fy2026/in-force\n")
    assert "hint: tracker why meti-fy2026/in-force" in run("why", "in-force", code=3).stderr


def test_a_project_in_the_place_of_a_day_and_a_rule_in_that_of_a_project_are_told(run: Run) -> None:
    refused = run("diff", "last-week", "meti-fy2026", code=2).stderr
    assert refused.startswith("error: 'meti-fy2026' is a project, no day\n")
    assert "hint: tracker diff last-week --project meti-fy2026\n" in refused
    assert "tracker diff last-month --project" in run("diff", "meti-fy2026", code=2).stderr
    refused = run("check", "conflict", code=2).stderr
    assert refused.endswith("hint: tracker check --select conflict\n")


NARROWED = {
    ("milestone", "list", "遅れ"): "tracker milestone list --slipped",
    ("milestone", "list", "overdue"): "tracker milestone list --overdue",
    ("milestone", "list", "done"): "tracker milestone list --status met",
    ("tranche", "list", "争い"): "tracker tranche list --disputed",
    ("tranche", "list", "paid"): "tracker tranche list --stage paid",
    ("source", "list", "報道"): "tracker source list --tier press",
    ("metric", "list", "遅延"): "tracker milestone list --slipped",
    ("money", "paid"): "tracker tranche list --stage paid",
    ("owners", "disputed"): "tracker holder list --disputed",
    ("report", "overdue", "-o", "x.html"): "tracker milestone list --overdue",
    ("status", "遅れ"): "tracker milestone list --slipped",
    ("check", "争い"): "tracker check --select conflict",
    ("check", "Conflicts"): "tracker check --select conflict",
    ("check", "期限切れ"): "tracker check --select overdue",
    ("check", "遅れ"): "tracker milestone list --slipped",
}


@pytest.mark.parametrize("words", NARROWED)
def test_what_narrows_a_list_is_no_project(run: Run, words: tuple[str, ...]) -> None:
    error, hint = run(*words, code=3).stderr.splitlines()
    assert error.startswith("error: no project is called '")
    assert hint == f"hint: {NARROWED[words]}"
    run(*NARROWED[words].split()[1:])


def test_a_project_called_like_a_filter_is_one(run: Run) -> None:
    more = ("--currency", "JPY", "--fiscal-year-starts", "April", "--fiscal-year-named-by", "first")
    run("project", "add", "overdue", "--title", "Overdue", *more)
    run("milestone", "list", "overdue")
    assert run("milestone", "list", "rapids", code=3).stderr.endswith("did you mean rapidus?\n")
