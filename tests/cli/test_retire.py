"""What is retired: nothing new names it, no list shows it, and every earlier moment still does."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from program import Run
from tracker.cli.proposed import EXAMPLES

WHY = ("--reason", "planned no more")
PAGE = "nippon.com/en/news/yjj2026022700344/rapidus-gets-267-6-b-yen-in-public-private-funds.html"


def retired(run: Run, noun: str, slug: str) -> None:
    assert run(noun, "retire", slug, *WHY).stdout.startswith("edited")


def slugs(run: Run, *args: str) -> set[str]:
    return {row["slug"] for row in run(*args, "-f", "json").data}


@pytest.mark.both
def test_a_milestone_that_is_retired_is_left_out_from_then_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("status", "-f", "json").json["known_at"]
    retired(run, "milestone", "raads-tools")
    assert "raads-tools" not in slugs(run, "milestone", "list")
    assert "raads-tools" not in run("status", "--all").stdout
    assert "raads-tools" in slugs(run, "milestone", "list", "--known-at", str(before))
    monkeypatch.setenv("COLUMNS", "200")
    assert "retire milestone rapidus/raads-tools" in run("history", "--limit", "1").stdout
    assert "retired planned no more" in " ".join(run("why", "raads-tools").stdout.split())
    refused = run("log", "raads-tools", "met", code=2).stderr
    assert refused.startswith("error: the subject raads-tools is retired: planned no more\n")
    again = run("milestone", "retire", "raads-tools", "--reason", "another").stdout
    assert again.splitlines()[1] == "  retired before: planned no more"
    assert run("verify").stdout.startswith("whole")


def test_what_others_refer_to_is_not_retired(run: Run) -> None:
    for noun, slug in (("org", "toyota"), ("milestone", "2nm-pilot"), ("project", "rapidus")):
        refused = run(noun, "retire", slug, *WHY, code=4)
        assert "stands in the" in refused.stderr
        assert "hint: retire that first: tracker " in refused.stderr
    assert "needs a reason" in run("holder", "retire", "toyota", "--reason", " ", code=2).stderr


NEW = {
    "a gate": (("milestone", "raads-tools"), ("milestone", "add", "x"), ("--gate", "raads-tools")),
    "a metric": (("metric", "quotes"), ("milestone", "add", "x"), ("--metric", "quotes")),
    "a part": (
        ("metric", "quotes"),
        ("metric", "add", "x", "--unit", "count", "--nature", "actual", "--scope", "s"),
        ("--sum", "quotes"),
    ),
    "a party": (("org", "rapidus"), ("milestone", "add", "x"), ("--party", "rapidus")),
}


@pytest.mark.parametrize("what", NEW)
def test_no_new_definition_refers_to_what_is_retired(run: Run, what: str) -> None:
    gone, call, refers = NEW[what]
    retired(run, *gone)
    kind = ("--type", "delivery") if call[0] == "milestone" else ()
    assert (
        "is retired: planned no more" in run(*call, "--title", "X", *kind, *refers, code=2).stderr
    )


def test_what_is_retired_is_not_added_again(run: Run) -> None:
    retired(run, "milestone", "raads-tools")
    again = ("--title", "Raads AI design tools released", "--type", "delivery")
    assert "is retired" in run("milestone", "add", "raads-tools", *again, code=2).stderr


def test_a_retired_source_is_not_cited_by_its_address_either(run: Run) -> None:
    retired(run, "source", "jiji-2026-02-27")
    for named in ("jiji-2026-02-27", f"http://{PAGE}"):
        refused = run("log", "ipo", "at-risk", "--source", named, "--on", "2026-11-20", code=2)
        assert "the source jiji-2026-02-27 is retired" in refused.stderr
    assert "retired       planned no more" in run("source", "show", "jiji-2026-02-27").stdout


def test_a_file_retires_once_all_in_it_is_recorded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "gone.toml"
    file.write_text(
        '[[milestone]]\nproject = "rapidus"\nslug = "gone"\ntitle = "Gone"\ntype = "delivery"\n'
        'retired = "planned no more"\n\n'
        '[[statement]]\nkey = "gone"\nsubject = "rapidus/gone"\n'
        'target = "2028"\non = "2026-11-20"\n',
        encoding="utf-8",
    )
    rows = run("apply", str(file), "-f", "json").data
    assert [row["result"] for row in rows] == ["created", "created"]
    assert "gone" not in slugs(run, "milestone", "list")
    assert "2028" in run("why", "gone").stdout
    again = run("apply", str(file), "-f", "json").data
    assert [row["result"] for row in again] == ["unchanged", "unchanged"]


def test_init_leaves_out_what_refers_to_what_was_retired(run: Run) -> None:
    retired(run, "milestone", "raads-tools")
    told = run("init").stderr
    assert "added 0 definitions, 0 statements, 0 marks" in told
    assert "1 definition differs from the shipped ones: tracker init --update" in told
    assert (
        "your own, or fixed when made: milestone rapidus/raads-tools"
        in run("init", "--update").stderr
    )
    assert "raads-tools" not in slugs(run, "milestone", "list")


@pytest.mark.parametrize("noun", EXAMPLES)
def test_the_example_in_the_help_runs(run: Run, noun: str) -> None:
    examples = EXAMPLES[noun]
    slug, *_ = shlex.split(examples.retire)
    added = shlex.split(examples.add)
    if slug == added[0]:
        run(noun, "add", *added)
    assert run(noun, "retire", *shlex.split(examples.retire)).stdout.startswith("edited")
