"""`add` and `edit` of every noun."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from program import Run, milestone
from tracker.cli.parameters import keys
from tracker.cli.proposed import EXAMPLES
from tracker.domain.vocabulary import kind_of
from tracker.files.forms import FORMS

MILESTONE = ("milestone", "add", "chiplets", "--title", "Chiplets", "--type", "delivery")
TRANCHE = ("tranche", "add", "rd-fy2040", "--title", "R&D", "--funder", "nedo")
METRIC = ("metric", "add", "staff", "--title", "Staff", "--unit", "count", "--nature", "actual")
SOURCE = ("source", "add", "nhk", "--title", "N", "--tier", "press")

ADDED: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "milestone": (
        (*MILESTONE, "--gate", "2nm-pilot", "--gate", "ipo", "--headline", "--party", "toyota"),
        {"slug": "chiplets", "gates": ["2nm-pilot", "ipo"], "headline": True, "party": "toyota"},
    ),
    "threshold": (
        (*MILESTONE, "--metric", "holder-count", "--title-ja", "株主"),
        {"metric": "holder-count", "title_ja": "株主", "headline": False},
    ),
    "tranche": (
        (
            *(*TRANCHE, "--instrument", "grant", "--fiscal-year", "2040", "--gate", "2nm-pilot"),
            *("--paid-by", "meti-fy2026/rapidus", "--parent", "rd-fy2026"),
        ),
        {
            "fiscal_year": 2040,
            "gate": "2nm-pilot",
            "parent": "rd-fy2026",
            "instrument": "grant",
        },
    ),
    "metric": (
        (*METRIC, "--scope", "on the payroll", "--family", "people"),
        {"unit": "count", "nature": "actual", "scope": "on the payroll", "family": "people"},
    ),
    "holder": (("holder", "add", "meti", "--class", "golden"), {"slug": "meti-golden"}),
    "org": (
        ("org", "add", "zeiss", "--name", "Zeiss", "--kind", "company", "--parent", "toyota"),
        {"name": "Zeiss", "kind": "company", "parent": "toyota"},
    ),
    "source": (
        (*SOURCE, "--published-on", "2026-11", "--retrieved-on", "2026年11月20日"),
        {"published_on": "2026-11", "retrieved_on": "2026-11-20", "tier": "press"},
    ),
    "project": (
        (
            *("project", "add", "artemis", "--title", "ARTEMIS", "--currency", "USD"),
            *("--fiscal-year-starts", "10", "--fiscal-year-named-by", "last"),
        ),
        {"currency": "USD", "fiscal_year_starts": 10, "fiscal_year_named_by": "last"},
    ),
    "in another project": (
        ("milestone", "add", "meti-fy2026/vote", "--title", "Vote", "--type", "approval"),
        {"project": "meti-fy2026", "slug": "vote"},
    ),
}


@pytest.mark.parametrize("case", ADDED)
def test_a_definition_is_added_once(run: Run, case: str) -> None:
    args, expected = ADDED[case]
    made = run(*args, "-f", "json")
    assert made.json["schema"] == "tracker/definition/v2"
    assert made.data["result"] == "created"
    assert made.data["definition"] | expected == made.data["definition"]
    assert run(*args, "-f", "json").data["result"] == "unchanged"


@pytest.mark.parametrize("noun", EXAMPLES)
def test_the_options_are_the_keys_of_a_file(noun: str) -> None:
    form = FORMS[kind_of(noun)]
    told = {one.name for one in keys(form.kind)} | {"project", form.named_by}
    assert set(form.readers) - told <= {"retired", "corrected"}  # which other commands tell


CONFLICTS = {
    "other wording": ((*MILESTONE[:4], "Other", *MILESTONE[5:]), "with another title"),
    "another kind": ((*MILESTONE[:6], "approval"), "with another type"),
    "of a metric": (("metric", "add", "chiplets", *METRIC[3:], "--scope", "x"), "is a milestone"),
}


@pytest.mark.both
@pytest.mark.parametrize("case", CONFLICTS)
def test_a_slug_with_other_content_is_a_conflict(run: Run, case: str) -> None:
    run(*MILESTONE)
    args, message = CONFLICTS[case]
    outcome = run(*args, code=4)
    assert message in outcome.stderr
    assert outcome.stdout == ""


MISTAKES = {
    "no title": ((*MILESTONE[:3], *MILESTONE[5:]), 2, "missing option --title"),
    "bad slug": (("milestone", "add", "Ä!", *MILESTONE[3:]), 2, "the slug must be a slug"),
    "bad type": ((*MILESTONE[:6], "party"), 2, "'--type'"),
    "unknown gate": ((*MILESTONE, "--gate", "2nm-pilto"), 3, "chiplets: no milestone is called"),
    "unknown funder": ((*TRANCHE[:6], "nedoo", "--instrument", "grant"), 3, "no org is called"),
    "its own gate": ((*MILESTONE, "--gate", "chiplets"), 2, "cannot be its own gate"),
    "a plan counted": ((*MILESTONE, "--metric", "wafers-start"), 2, "is no actual metric"),
    "no Japanese title": ((*MILESTONE, "--title-ja", ""), 2, "--title-ja must not be empty"),
    "a scale for a unit": ((*METRIC[:6], "bn", *METRIC[7:], "--scope", "x"), 2, "'bn' is no unit"),
    "a scaled unit": ((*METRIC[:6], "億円", *METRIC[7:], "--scope", "x"), 2, "did you mean JPY?"),
    "month 0": (
        ("project", "add", "x", "--title", "X", "--currency", "USD", "--fiscal-year-starts", "0"),
        2,
        "--fiscal-year-starts must be a month from 1 to 12",
    ),
    "year 0": (
        (*TRANCHE, "--instrument", "grant", "--fiscal-year", "0"),
        2,
        "--fiscal-year must be a year from 1900 to 2199",
    ),
    "bad year": ((*TRANCHE, "--instrument", "grant", "--fiscal-year", "27"), 2, "--fiscal-year"),
    "no year": ((*TRANCHE, "--instrument", "grant", "--fiscal-year", "x"), 2, "'x' is no period"),
    "bad date": ((*SOURCE, "--published-on", "soon"), 2, "--published-on: 'soon' is no period"),
    "bad day": ((*SOURCE, "--retrieved-on", "2026-11"), 2, "--retrieved-on must be a day"),
    "vague day": ((*SOURCE, "--retrieved-on", "~2026-11-02"), 2, "--retrieved-on must be a day"),
    "no day": ((*SOURCE, "--retrieved-on", "11/2/2026"), 2, "month and day cannot be told apart"),
    "no currency": (("project", "add", "x", "--title", "X", "--currency", "XYZ"), 2, "one of"),
    "bad month": (
        (
            *("project", "add", "x", "--title", "X", "--currency", "USD"),
            "--fiscal-year-starts",
            "13",
        ),
        2,
        "--fiscal-year-starts must be a month",
    ),
    "no project": (("metric", "add", "moon/staff", *METRIC[3:], "--scope", "x"), 3, "'moon'"),
    "long unit": ((*METRIC[:6], "u" * 41, *METRIC[7:], "--scope", "x"), 2, "at most 40"),
    "nothing to edit": (("milestone", "edit", "ipo"), 2, "nothing to edit"),
    "edit of nothing": (("milestone", "edit", "ipoo", "--title", "x"), 3, "no subject is called"),
    "edit of another": (("tranche", "edit", "ipo", "--title", "x"), 3, "ipo is a milestone"),
    "edit of no org": (("org", "edit", "toyoda", "--name", "x"), 3, "no org is called"),
    "edit of no source": (("source", "edit", "x", "--title", "x"), 3, "no source is called"),
    "another of a page": (
        (*SOURCE, "--url", "http://rapidus.inc/en/news_topics/information/20260605-2/#top"),
        4,
        "is this page already: https://www.rapidus.inc/",
    ),
    "edit to another's page": (
        (
            "source",
            "edit",
            "jiji-2026-02-27",
            "--url",
            "http://rapidus.inc/en/news_topics/information/20260605-2",
        ),
        4,
        "is this page already: https://www.rapidus.inc/",
    ),
    "edit of no project": (("project", "edit", "x", "--title", "x"), 3, "no project is called"),
    "an empty title": (
        ("milestone", "edit", "ipo", "--title", " "),
        2,
        "--title must not be empty",
    ),
    "org of nobody": (("org", "show", "toyoda"), 3, "no org is called 'toyoda'"),
    "project of nobody": (("project", "show", "x"), 3, "no project is called 'x'"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_and_nothing_is_written(run: Run, case: str) -> None:
    args, code, message = MISTAKES[case]
    outcome = run(*args, code=code)
    error, hint = outcome.stderr.splitlines()
    assert message in error
    assert len(hint) > len("hint: ")
    assert outcome.stdout == ""


FIXED = [
    ("milestone", "ipo", "--type"),
    ("milestone", "ipo", "--gate"),
    ("milestone", "ipo", "--metric"),
    ("milestone", "ipo", "--headline"),
    ("tranche", "rd-fy2026", "--funder"),
    ("tranche", "rd-fy2026", "--instrument"),
    ("tranche", "rd-fy2026", "--fiscal-year"),
    ("tranche", "rd-fy2026", "--parent"),
    ("metric", "holder-count", "--unit"),
    ("metric", "holder-count", "--nature"),
    ("metric", "holder-count", "--scope"),
    ("project", "rapidus", "--currency"),
    ("project", "rapidus", "--fiscal-year-starts"),
    ("org", "toyota", "--kind"),
    ("holder", "toyota", "--class"),
]


@pytest.mark.parametrize("call", FIXED, ids=" ".join)
def test_what_decides_a_figure_cannot_be_edited(run: Run, call: tuple[str, str, str]) -> None:
    noun, slug, option = call
    outcome = run(noun, "edit", slug, option, "x", code=2)
    assert f"no such option: {option}" in outcome.stderr
    assert "make a new one" in " ".join(run(noun, "edit", "--help").stdout.split())


EDITED = {
    "milestone": (("ipo", "--title", "Listing"), ("milestone", "list"), "title", "Listing"),
    "tranche": (("rd-fy2026", "--title", "R"), ("tranche", "list"), "title", "R"),
    "metric": (("holder-count", "--title-ja", "株"), ("metric", "list"), "title_ja", "株"),
    "holder": (("toyota", "--name", "TMC"), ("holder", "list"), "name", "TMC"),
    "org": (("toyota", "--name", "TMC"), ("org", "list"), "name", "TMC"),
    "source": (("jiji-2026-02-27", "--title", "J"), ("source", "list"), "title", "J"),
    "project": (("rapidus", "--subtitle", "chips"), ("project", "list"), "subtitle", "chips"),
}


@pytest.mark.both
@pytest.mark.parametrize("noun", EDITED)
def test_wording_is_corrected_everywhere(run: Run, noun: str) -> None:
    args, report, key, text = EDITED[noun]
    before = run("status", "-f", "json").json["known_at"]
    edited = run(noun, "edit", *args, "-f", "json").data
    assert edited["result"] == "edited"
    assert edited["definition"][key] == text
    assert edited["before"][key] != text
    assert text in [row[key] for row in run(*report, "-f", "json").data]
    assert run(noun, "edit", *args).stdout.startswith("unchanged")
    assert run("status", "-f", "json").json["known_at"] == before + 1


@pytest.mark.parametrize("wording", [("--tier", "press"), ("--published-on", "2026-02-28")])
def test_what_ranks_a_source_is_corrected_with_a_reason(run: Run, wording: tuple[str, str]) -> None:
    call = ("source", "edit", "jiji-2026-02-27", "--publisher", "J", *wording)
    assert "needs a reason" in run(*call, code=2).stderr
    edited = run(*call, "--reason", "it says so itself", "-f", "json").data
    assert edited["definition"]["corrected"] == "it says so itself"


@pytest.mark.parametrize("noun", EXAMPLES)
def test_the_examples_in_the_help_run(run: Run, noun: str) -> None:
    assert run(noun, "add", *shlex.split(EXAMPLES[noun].add)).stdout.startswith("created")
    assert run(noun, "edit", *shlex.split(EXAMPLES[noun].edit)).stdout.startswith("edited")


def test_an_edit_says_what_the_wording_was(run: Run) -> None:
    outcome = run("org", "edit", "toyota", "--name", "TMC")
    assert outcome.stdout == ("edited    organization toyota\n  name: Toyota Motor -> TMC\n")


def test_wording_that_need_not_be_there_is_taken_away(run: Run) -> None:
    run("milestone", "edit", "ipo", "--title-ja", "")
    assert milestone(run("status", "-f", "json"), "ipo")["title_ja"] is None
    refused = run("milestone", "edit", "ipo", "--title", "", code=2)
    assert "--title must not be empty" in refused.stderr


def test_only_the_one_named_is_edited(run: Run) -> None:
    others = run("metric", "list", "-f", "json").data
    run("metric", "edit", "holder-count", "--title", "X")
    now = run("metric", "list", "-f", "json").data
    assert [a["slug"] for a, b in zip(others, now, strict=True) if a != b] == ["holder-count"]


def test_an_organization_tells_its_parts(run: Run) -> None:
    nedo = run("org", "show", "nedo", "-f", "json").data
    assert "rapidus/rd-fy2026" in nedo["funds"]
    assert run("org", "show", "toyota", "-f", "json").data["holds"] == ["rapidus/toyota"]
    assert "funds" in run("org", "show", "nedo").stdout


@pytest.mark.parametrize("call", [("org", "show", "nedo"), ("project", "show", "rapidus")])
def test_one_of_them_has_every_format(run: Run, call: tuple[str, ...]) -> None:
    assert run(*call, "-f", "json").data["slug"] == call[-1]
    for form in ("table", "csv", "markdown"):
        assert call[-1] in run(*call, "-f", form).stdout


def test_what_was_defined_later_was_not_there_before(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = str(run("status", "-f", "json").json["known_at"])
    monkeypatch.setenv("TRACKER_NOW", "2026-11-23T09:00:00Z")
    run(*ADDED["project"][0])
    run(*ADDED["org"][0])
    for noun, slug in (("project", "artemis"), ("org", "zeiss")):
        now = {row["slug"] for row in run(noun, "list", "-f", "json").data}
        then = run(noun, "list", "--known-at", head, "-f", "json").data
        assert now - {row["slug"] for row in then} == {slug}


def test_a_page_comes_from_the_command_line_alone(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    run("init", "--empty", db=own)
    for args in (
        ADDED["project"][0],
        (*MILESTONE, "--headline"),
        ("org", "add", "nasa", "--name", "NASA", "--kind", "state"),
        ("tranche", "add", "hls", "--title", "Lander", "--funder", "nasa", "--instrument", "grant"),
        ("log", "chiplets", "--target", "FY2027-Q1", "--on", "2026-10-05"),
        ("log", "hls", "committed", "$2.9bn", "--on", "2026-10-05"),
    ):
        run(*args, db=own)
    page = run("status", db=own).stdout
    assert "ARTEMIS" in page
    assert "chiplets" in page
    assert "FY2027-Q1" in page
    assert "2.9" in page


def test_a_database_without_a_project_says_what_is_next(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    assert "ready" in run("init", "--empty", db=own).stderr
    assert "tracker project add" in run("status", db=own, code=3).stderr
    assert run("project", "list", "-f", "json", db=own).data == []
    assert run("org", "list", "-f", "json", db=own).data == []


def test_what_only_grows_is_fixed_when_it_is_made(run: Run) -> None:
    new = ("wafers", "--title", "Wafers", "--unit", "count", "--nature", "actual", "--scope", "all")
    made = run("metric", "add", *new, "--cumulative", "-f", "json").data
    assert made["definition"]["cumulative"]
    refused = run("metric", "add", *new, code=4).stderr
    assert "metric rapidus/wafers is there with another cumulative" in refused
    assert "unchanged" in run("metric", "add", *new, "--cumulative").stdout
    assert "nature actual, only grows" in run("metric", "show", "wafers").stdout
    assert run("metric", "show", "wafers", "-f", "json").data["definition"]["cumulative"] is True
    assert "only grows" not in run("metric", "show", "holder-count").stdout
    line = run("export", "wafers").stdout.splitlines()[-1]
    assert '"cumulative": true' in line


def test_what_texts_call_a_thing_is_wording(run: Run) -> None:
    run("org", "edit", "toyota", "--alias", "トヨタ", "--alias", "TMC")
    assert run("org", "show", "toyota", "-f", "json").data["aliases"] == ["トヨタ", "TMC"]
    run("org", "edit", "toyota", "--alias", "")
    assert run("org", "show", "toyota", "-f", "json").data["aliases"] is None
    run("milestone", "edit", "ipo", "--alias", "上場\nthe listing")
    shown = run("milestone", "show", "ipo", "-f", "json").data["definition"]["aliases"]
    assert shown == ["上場", "the listing"]
    assert '"aliases": ["上場", "the listing"]' in run("export", "ipo").stdout


@pytest.mark.parametrize(
    ("noun", "option", "value"),
    [("milestone", "--gate", "Ä"), ("metric", "--sum", "Ä"), ("tranche", "--fiscal-year", "9")],
)
def test_a_mistake_names_the_option_as_it_is_typed(
    run: Run, noun: str, option: str, value: str
) -> None:
    words = shlex.split(EXAMPLES[noun].add)
    words = [*words[:1], *(w for w in words[1:] if w not in {"--fiscal-year", "2040"})]
    assert run(noun, "add", *words, option, value, code=2).stderr.startswith(f"error: {option} ")


def test_an_earlier_moment_knows_a_source_as_it_was_before_it_was_corrected(run: Run) -> None:
    before = str(run("status", "-f", "json").json["known_at"])
    shown = ("source", "show", "jiji-2026-02-27", "-f", "json", "--known-at")
    was = run(*shown, before).stdout
    said = run("why", "round-feb-2026", "--known-at", before).stdout
    call = ("source", "edit", "jiji-2026-02-27", "--publisher", "J", "--tier", "secondary")
    run(*call, "--reason", "it says so itself")
    assert run(*shown, before).stdout == was
    assert run("why", "round-feb-2026", "--known-at", before).stdout == said
    now = run("source", "show", "jiji-2026-02-27", "-f", "json").data
    assert (now["publisher"], now["tier"], now["corrected"]) == (
        *("J", "secondary"),
        "it says so itself",
    )


def test_a_corrected_tier_names_the_statements_that_keep_theirs(run: Run) -> None:
    call = ("source", "edit", "bloomberg-2026-04-11", "--tier", "secondary", "--reason", "a digest")
    told = run(*call).stdout.splitlines()
    cited = run("source", "show", "bloomberg-2026-04-11", "-f", "json").data["statements"]
    kept = [one["entry"] for one in cited if one["tier"] == "press"]
    assert told[1:3] == ["  tier: press -> secondary", "  because: a digest"]
    assert told[3] == "  statements that keep the tier press: " + ", ".join(f"#{n}" for n in kept)
    again = run(*call[:4], "primary", *call[5:], "-f", "json").data
    assert again["kept_tier"] == []


def test_what_is_there_otherwise_is_answered_with_the_call_that_edits_it(run: Run) -> None:
    call = ("source", "add", "jiji-2026-02-27", "--title", "A b", "--tier", "press")
    hint = run(*call, code=4).stderr.splitlines()[1]
    assert hint == "hint: to change it: tracker source edit jiji-2026-02-27 --title 'A b'"
    more = run(*call, "--published-on", "2026-02-28", code=4).stderr
    assert "--title 'A b' --published-on 2026-02-28 --reason TEXT" in more
    fixed = run("org", "add", "sony", "--name", "S", "--kind", "bank", "--alias", "x y", code=4)
    assert "tracker org edit sony --name S --alias 'x y'; what decides a figure is" in fixed.stderr
    same = run("metric", "add", "holder-count", *METRIC[3:], "--scope", "x", code=4).stderr
    assert "made: make a new one" in same
