"""What is typed is understood, and told as read, or answered with a call that works."""

from __future__ import annotations

import re
import shlex
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperCommand

from program import Run
from tracker.cli.registry import every_command
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.log.shape import as_typed
from tracker.domain.typed import DOUBTFUL, SYNONYMS, plain, word_for
from tracker.domain.vocabulary import Field, Tier
from tracker.errors import UsageError

pytestmark = pytest.mark.sqlite


def pairs() -> list[tuple[type[StrEnum], str, StrEnum]]:
    return [
        (kind, word, member)
        for kind, members in SYNONYMS.items()
        for member, words in members.items()
        for word in (member.value, *words.split())
    ]


def test_a_word_means_one_thing_of_a_list() -> None:
    for kind, word, member in pairs():
        assert word == plain(word)
        assert word_for(kind, word.upper()) is member
        assert word not in DOUBTFUL.get(kind, {})


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_what_may_be_either_is_refused_with_both_ways(kind: type[StrEnum]) -> None:
    for word, ways in DOUBTFUL[kind].items():
        with pytest.raises(UsageError, match="may mean either") as refused:
            word_for(kind, word)
        for one in ways:
            assert str(getattr(one, "word", one)) in refused.value.hint


READ = {
    ("mass-production", "達成"): ("status", "met", "達成 as met"),
    ("mass-production", "On Track"): ("status", "on-track", "On Track as on-track"),
    ("mass-production", "MET"): ("status", "met", None),
    ("mass-production", "順調"): ("status", "on-track", "順調 as on-track"),
    ("mass-production", "遅延"): ("status", "off-track", "遅延 as off-track"),
    ("mass-production", "behind schedule"): ("status", "off-track", "behind schedule as off-track"),
    ("mass-production", "中止"): ("status", "cancelled", "中止 as cancelled"),
    ("rd-fy2026", "earmarked", "630bn"): ("planned", "630bn", "earmarked as planned"),
    ("rd-fy2026", "計上", "6,300億円"): ("budgeted", "6,300億円", "計上 as budgeted"),
    ("rd-fy2026", "支払", "1億円"): ("disbursed", "1億円", "支払 as disbursed"),
    ("rd-fy2026", "paid", "100M"): ("disbursed", "100M", None),
    ("toyota", "議決権", "3%"): ("votes", "3%", "議決権 as votes"),
    ("mass-production", "at-risk", "--tier", "一次"): ("status", "at-risk", "一次 as primary"),
}


@pytest.mark.parametrize("words", READ)
def test_a_synonym_is_told_as_read(run: Run, words: tuple[str, ...]) -> None:
    field, text, told = READ[words]
    said = run("log", *words, "-f", "json")
    (row,) = said.data["entries"]
    assert (row["field"], row["text"]) == (field, text)
    assert said.stderr == (f"read {told}\n" if told else "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("円", "JPY"), ("¥", "JPY"), ("yen", "JPY"), ("jpy", "JPY"), ("$", "USD")),
        *(("US$", "USD"), ("dollars", "USD"), ("€", "EUR"), ("Euros", "EUR"), ("percent", "%")),
    ],
)
def test_a_currency_is_read_as_texts_write_it(run: Run, typed: str, code: str) -> None:
    metric = ("metric", "add", "cost", "--title", "Cost", "--nature", "actual", "--scope", "all")
    made = run(*metric, "--unit", typed, "-f", "json")
    assert made.data["definition"]["unit"] == code
    assert f"read {typed} as {code}\n" in made.stderr
    if code != "%":
        calendar = ("--fiscal-year-starts", "1")
        project = ("project", "add", "other", "--title", "O", "--currency", typed, *calendar)
        assert run(*project, "-f", "json").data["definition"]["currency"] == code
        run("money", "--currency", typed)


def test_what_is_counted_is_no_currency(run: Run) -> None:
    metric = ("metric", "add", "won", "--title", "W", "--nature", "actual", "--scope", "all")
    made = run(*metric, "--unit", "companies", "-f", "json")
    assert (made.data["definition"]["unit"], made.stderr) == ("companies", "")


DASHED = {
    ("status", "－－as-of", "2025-03-31"): ("status", "--as-of", "2025-03-31"),
    ("status", "—as-of=2025-03-31"): ("status", "--as-of", "2025-03-31"),
    ("status", "--ａｓ–ｏｆ", "2025-03-31"): ("status", "--as-of", "2025-03-31"),
    ("status", "－f", "csv"): ("status", "-f", "csv"),
    ("status", "--known-at", "＃５００"): ("status", "--known-at", "500"),
    ("status", "--breach-days", "３０，６０"): ("status", "--breach-days", "30,60"),
    ("entry", "show", "５００"): ("entry", "show", "500"),
    ("check", "--explain", "Ｖ１０１"): ("check", "--explain", "V101"),
    ("help", "ｄａｔｅｓ"): ("help", "dates"),
    ("milestone", "list", "--status", "達成"): ("milestone", "list", "--status", "met"),
    ("tranche", "list", "--stage", "支払"): ("tranche", "list", "--stage", "paid"),
    ("org", "list", "--kind", "Ｂａｎｋ"): ("org", "list", "--kind", "bank"),
    ("source", "list", "--tier", "一次"): ("source", "list", "--tier", "primary"),
}


@pytest.mark.parametrize("typed", DASHED)
def test_what_a_japanese_keyboard_types_is_read(run: Run, typed: tuple[str, ...]) -> None:
    assert run(*typed).stdout == run(*DASHED[typed]).stdout


def test_a_text_that_begins_with_a_dash_stays_as_it_was_typed(run: Run) -> None:
    told = run("log", "ipo", "-m", "—on", "--dry-run", "-f", "json")
    assert told.data["entries"][0]["value"] == "—on"
    assert "read 達成 as met" in run("milestone", "list", "--status", "達成").stderr


GRANT = ("tranche", "add", "x", "--title", "X", "--funder", "nedo", "--instrument", "grant")


@pytest.mark.parametrize("typed", ["FY2031", "2031年度", "令和13年度", "２０３１", "2032年3月期"])
def test_a_fiscal_year_is_read_as_texts_write_it(run: Run, typed: str) -> None:
    made = run(*GRANT, "--fiscal-year", typed, "-f", "json")
    assert made.data["definition"]["fiscal_year"] == 2031
    assert made.stderr == f"read {typed} as 2031\n"
    listed = run("tranche", "list", "--fiscal-year", typed, "-f", "json").data
    assert [row["slug"] for row in listed] == ["x"]


@pytest.mark.parametrize(
    ("typed", "why", "example"),
    [
        ("FY31", "a year has four digits", "2031"),
        ("2031年", "is not one fiscal year", "2031"),
        ("FY2031-H1", "is not one fiscal year", "2031"),
        ("~FY2031", "is not one fiscal year", "2031"),
        ("来年度", "it depends on the day", "2026"),
    ],
)
def test_what_is_no_fiscal_year_is_answered_with_one(
    run: Run, typed: str, why: str, example: str
) -> None:
    for call in (GRANT, ("tranche", "list")):
        error, hint = run(*call, "--fiscal-year", typed, code=2).stderr.splitlines()
        assert why in error
        assert hint == f"hint: for example: --fiscal-year {example}"


def test_a_fiscal_year_is_one_of_its_project(run: Run) -> None:
    calendar = ("--fiscal-year-starts", "October", "--fiscal-year-named-by", "last")
    run("project", "add", "us", "--title", "U", "--currency", "USD", *calendar)
    grant = (*GRANT[:2], "us/x", *GRANT[3:], "--fiscal-year")
    assert "年度 is Japan's" in run(*grant, "2031年度", code=2).stderr
    made = run(*grant, "2030-10/2031-09", "-f", "json")
    assert made.data["definition"]["fiscal_year"] == 2031


def test_a_definition_takes_synonyms_too(run: Run) -> None:
    call = ("tranche", "add", "t2", "--title", "T", "--funder", "nedo", "--instrument", "融資")
    added = run(*call, "-f", "json")
    assert added.stderr == "read 融資 as loan\n"
    assert added.data["definition"]["instrument"] == "loan"
    told = run(*call[:-1], "融雪", code=2)
    assert "'--instrument': '融雪' is not one of 'commissioned-rd'" in told.stderr


@pytest.mark.parametrize("words", [("mass-production", "延期"), ("rd-fy2026", "採択", "5bn")])
def test_a_doubtful_word_writes_nothing(run: Run, words: tuple[str, ...]) -> None:
    assert "may mean either of two things" in run("log", *words, code=2).stderr


ANSWERED = {
    ("rapidus", "150 billion yen"): ("tracker log rd-fy2022 STAGE '150 billion yen'", 3),
    ("rapidus", "順調"): ("tracker log 2nm-pilot '順調'", 3),
    ("rapidus", "12%"): ("tracker log 2nm-pilot --progress 12%", 3),
    ("meti-fy2026", "2tn"): ("tracker log meti-fy2026/all-lines STAGE 2tn", 3),
    ("ai-models", "10bn"): ("tracker log meti-fy2026/ai-models STAGE 10bn", 3),
    ("ai-models", "paid", "10bn"): ("tracker log meti-fy2026/ai-models paid 10bn", 3),
    ("total-growth", "5%"): ("tracker log meti-fy2026/total-growth 5%", 3),
    ("mass", "met", "-m", "it's"): (
        """tracker log mass-production met --message 'it'"'"'s'""",
        3,
    ),
    ("holder-coun", "33", "--on", "2026-11-20"): ("tracker log holder-count 33 --on 2026-11-20", 3),
    ("total-growth", "--on", "2026-11-20", "--", "-5%"): (
        "tracker log meti-fy2026/total-growth --on 2026-11-20 -- -5%",
        3,
    ),
    ("rd-fy2026", "150 billion yen"): ("tracker log rd-fy2026 STAGE '150 billion yen'", 2),
}


@pytest.mark.parametrize("words", ANSWERED)
def test_a_name_of_nothing_is_answered_with_the_call_that_works(
    run: Run, words: tuple[str, ...]
) -> None:
    call, code = ANSWERED[words]
    hint = run("log", *words, code=code).stderr.splitlines()[-1]
    assert call in hint
    assert ("STAGE" in call) == ("planned, budgeted, enacted" in hint)
    run("log", "--dry-run", *shlex.split(call.replace("STAGE", "budgeted"))[2:])


@pytest.mark.parametrize(
    ("figure", "unit"),
    [
        ("2.9tn", "JPY"),
        ("$5bn", "USD"),
        ("約32社", "count"),
        ("1,000人", "count"),
        ("3工場", "工場"),
        ("60%", "%"),
        ("5割", "%"),
        ("20,000 wafers/month", "wafers/month"),
    ],
)
def test_a_figure_that_nothing_counts_is_answered_with_what_defines_it(
    run: Run, figure: str, unit: str
) -> None:
    call = ("log", "total government investment", figure)
    hint = run(*call, code=3).stderr
    found = re.search("define it first.*: tracker (metric add .*)", hint)
    assert found
    assert f"--unit {shlex.quote(unit)} " in found[1]
    run(*shlex.split(found[1]))
    assert run(*call).stderr == "read total government investment as total-government-investment\n"


LOOKALIKES = {
    (
        "need-more-2027",
        "3tn",
    ): "tracker search need; or define it first (--nature planned",
    ("government support", "2.9tn"): "tracker search 'government support'; or define it first",
    ("政府支援", "2.9tn"): "tracker search '政府支援'; or define it first",
    ("第2工場", "met"): "tracker search '第2工場'; or define it first: tracker milestone add iim-2",
    ("出資企業", "31"): "tracker search '出資企業'; or define it first",
    ("rd-fy2029", "committed", "5bn"): "tracker search rd; or define it first",
    ("meti-fy2026/ipo", "met"): "tracker search ipo; or define it first: tracker milestone add"
    " meti-fy2026/ipo",
    (
        "rapidus/ai-models",
        "10bn",
    ): "tracker search 'ai models'; or define it first (--nature planned",
}


@pytest.mark.parametrize("words", LOOKALIKES)
def test_what_merely_looks_alike_is_no_call_to_copy(run: Run, words: tuple[str, ...]) -> None:
    hint = run("log", *words, code=3).stderr.splitlines()[-1]
    assert hint.startswith(f"hint: look for it: {LOOKALIKES[words]}")
    assert "tracker log" not in hint


PARTS = {
    ("PDKの提供", "met"): "did you mean pdk-2nm? Else define it first: tracker milestone add pdk",
    (
        "政府の追加支援",
        "planned",
        "5bn",
    ): "did you mean state-follow-on or ",
    (
        "空飛ぶクルマ",
        "met",
    ): "see: tracker milestone list; or define it first: tracker ",
    ("空飛ぶクルマ", "planned", "5bn"): "see: tracker tranche list; or define it first: tracker ",
}


@pytest.mark.parametrize("words", PARTS)
def test_a_search_is_proposed_only_where_it_finds_something(
    run: Run, words: tuple[str, ...]
) -> None:
    assert run("search", words[0]).stdout.startswith("(none)")
    hint = run("log", *words, code=3).stderr.splitlines()[-1]
    assert hint.startswith(f"hint: {PARTS[words]}")


@pytest.mark.parametrize("words", LOOKALIKES)
def test_the_search_that_is_proposed_finds_something(run: Run, words: tuple[str, ...]) -> None:
    hint = run("log", *words, code=3).stderr.splitlines()[-1]
    found = re.search("tracker (search .*?);", hint)
    assert found
    assert not run(*shlex.split(found[1])).stdout.startswith("(none)")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("mass-prodution", "mass-production"),
        ("mass-producttion", "mass-production"),
        ("mass-prodcution", "mass-production"),
        ("mass-productian", "mass-production"),
        ("rapidus/mass-productio", "rapidus/mass-production"),
    ],
)
def test_one_letter_is_a_typing_mistake(run: Run, typed: str, slug: str) -> None:
    hint = run("log", typed, "met", code=3).stderr.splitlines()[-1]
    assert hint == f"hint: did you mean: tracker log {slug} met"


QUOTED = {
    "a spokesman for Rapidus": "did you mean --said-by rapidus? Else define it: tracker org add",
    "chief executive of Rapidus": "did you mean --said-by rapidus? Else define it: tracker org add",
    "ラピダスの広報": "did you mean --said-by rapidus? Else define it: tracker org add org-1",
    "the ministry": "did you mean meti or mof? Else define it: tracker org add the-ministry",
    "Ministry of Nowhere": "--kind state; or in this call: --new-org state",
    "復興庁": "--kind state",
    "Bank of Chitose": "--kind bank; or in this call: --new-org bank",
    "千歳銀行": "--kind bank",
    "Lapidus Toolmakers": "--kind company; or in this call: --new-org company",
}


@pytest.mark.parametrize("name", QUOTED)
def test_who_is_named_among_other_words_is_meant(run: Run, name: str) -> None:
    hint = run("log", "ipo", "at-risk", "--said-by", name, code=3).stderr.splitlines()[1]
    assert QUOTED[name] in hint


TRANCHE = ("--title", "T", "--instrument", "grant")


@pytest.mark.parametrize("name", ["NEDO", "nedo", "新エネルギー・産業技術総合開発機構"])
def test_who_gives_money_may_be_called_by_a_title(run: Run, name: str) -> None:
    call = ("tranche", "add", "t2", *TRANCHE, "--funder", name)
    added = run(*call, "--gate", "rapidus/ipo", "-f", "json")
    assert added.data["definition"]["funder"] == "nedo"
    assert added.data["definition"]["gate"] == "ipo"
    assert added.stderr == ("" if name == "nedo" else f"read {name} as nedo\n")
    assert run(*call, "--gate", "ipo", "-f", "json").data["result"] == "unchanged"


def test_a_funder_that_nobody_is_is_answered_with_its_definition(run: Run) -> None:
    call = ("tranche", "add", "t2", *TRANCHE, "--funder", "Ministry of Nowhere")
    hint = run(*call, code=3).stderr.splitlines()[-1]
    assert hint == (
        "hint: define it: tracker org add ministry-of-nowhere --name 'Ministry of Nowhere'"
        " --kind state"
    )
    run(*shlex.split(hint.partition("tracker ")[2]))
    assert run(*call).stderr == "read Ministry of Nowhere as ministry-of-nowhere\n"
    assert "did you mean" not in run(*call[:-1], "EIB", code=3).stderr
    told = run("holder", "add", "Bank of Nowhere", code=3).stderr
    assert "tracker org add bank-of-nowhere --name 'Bank of Nowhere' --kind bank" in told
    told = run(*call[:-1], "nedo", "--gate", "meti-fy2026/ipo", code=2).stderr
    assert "--gate: meti-fy2026/ipo is of another project than rapidus" in told
    assert "hint: name a milestone of rapidus: tracker milestone list rapidus\n" in told


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (
            ("tranche", "add", "meti-fy2026/補助金", "--funder", "meti", *TRANCHE),
            (
                "tracker tranche add meti-fy2026/grant --title-ja '補助金' --title T"
                " --funder meti --instrument grant"
            ),
        ),
        (
            ("project", "add", "新幹線延伸", "--title", "x", "--currency", "JPY"),
            "tracker project add project-1 --title-ja '新幹線延伸' --title x --currency JPY",
        ),
        (
            ("org", "add", "Toyota City", "--name", "x", "--kind", "state"),
            "tracker org add toyota-city --name 'Toyota City' --kind state",
        ),
        (
            ("source", "add", "日経2026年11月20日", "--title", "x", "--tier", "press"),
            "tracker source add nikkei-2026-11-20 --title '日経2026年11月20日' --tier press",
        ),
        (
            (
                *("milestone", "add", "試作 Économie", "--title", "x", "--type", "delivery"),
                *("--alias", "a", "--alias", "b c", "--headline"),
            ),
            (
                "tracker milestone add pilot-economie --title-ja '試作 Économie' --title x"
                " --alias a --alias 'b c' --type delivery --headline"
            ),
        ),
    ],
)
def test_a_title_for_a_slug_is_answered_with_the_call_that_keeps_it(
    run: Run, words: tuple[str, ...], hint: str
) -> None:
    error, told = run(*words, code=2).stderr.splitlines()
    assert "the slug must be a slug: small letters, digits, '-' and '.'; not '" in error
    assert told == f"hint: for example: {hint}"
    run(*shlex.split(hint)[1:])


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("org", "add", "政府"), "tracker org add government --name '政府' --kind state"),
        (("org", "add", "政府", "--kind", "bank"), "--name '政府' --kind bank"),
        (
            ("milestone", "add", "rapidus/着工", "--type", "delivery"),
            "tracker milestone add rapidus/groundbreaking --title '着工' --type delivery",
        ),
        (("source", "add", "時事通信"), "tracker source add jiji --title '時事通信' --tier press"),
        (("source", "add", "東京"), "tracker source add source-1 --title '東京' --tier press"),
    ],
)
def test_a_title_for_a_slug_without_options_is_answered_with_the_whole_call(
    run: Run, words: tuple[str, ...], hint: str
) -> None:
    told = run(*words, code=2).stderr.splitlines()[1]
    assert told.startswith("hint: a slug has small letters, digits, '-' and '.'; for example: ")
    assert told.endswith(hint)
    run(*shlex.split(told.partition("tracker ")[2]))


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--said-by", "政府"), "tracker org add government --name '政府' --kind state"),
        (("--said-by", "某社"), "tracker org add org-1 --name '某社' --kind company"),
        (("--said-by", "ＮＨＫ"), "tracker org add nhk --name ＮＨＫ --kind company"),
        (
            ("--source", "日経新聞", "--published-on", "2026-11-20"),
            (
                "tracker source add nikkei-2026-11-20 --title '日経新聞' --publisher Nikkei"
                " --tier press"
                " --published-on 2026-11-20"
            ),
        ),
    ],
)
def test_a_japanese_name_of_nothing_is_answered_with_a_call_that_defines_it(
    run: Run, words: tuple[str, ...], hint: str
) -> None:
    call = ("log", "ipo", "at-risk", "--on", "2026-11-20", *words)
    told = run(*call, code=3).stderr.splitlines()[1].partition("define it: ")[2]
    told = told.partition(";")[0]
    assert shlex.split(told) == shlex.split(hint)
    run(*shlex.split(told)[1:])
    if words[0] == "--said-by":
        run(*call)


def test_a_proposed_slug_is_a_free_one(run: Run) -> None:
    run("org", "add", "org-1", "--name", "x", "--kind", "bank")
    run("org", "add", "government", "--name", "y", "--kind", "bank")
    for name, slug in (("某社", "org-2"), ("政府", "government-2")):
        told = run("log", "ipo", "met", "--said-by", name, code=3).stderr
        assert f"tracker org add {slug} --name" in told
    told = run("log", "量産の判断", "--target", "2030", code=3).stderr
    assert "tracker milestone add mass-production-2 --title '量産の判断'" in told


def test_everything_that_a_definition_needs_is_told_at_once(run: Run) -> None:
    told = run("metric", "add", "x", "--title", "X", "--unit=count", code=2).stderr
    assert told.startswith("error: missing options --nature, --scope\n")
    told = run("milestone", "add", "x", code=2).stderr
    assert told.startswith("error: missing options --title, --type\n")
    told = run("milestone", "add", "x", "--title", "X", code=2).stderr
    assert told.startswith("error: missing option --type")


def test_what_undoes_is_told(run: Run) -> None:
    assert "tracker entry deprecate last --reason TEXT" in run("undo", code=2).stderr


def test_an_organization_and_a_page_are_told_from_subjects(run: Run) -> None:
    told = run("log", "nedo", "5bn", code=3).stderr
    assert "tracker holder add nedo, then: tracker log nedo 5bn" in told
    told = run("log", "https://nhk.example/a", "met", code=3).stderr
    assert "tracker log SUBJECT VALUE --source https://nhk.example/a" in told


FILLED: dict[str, Any] = dict.fromkeys(
    (
        *("key", "on", "happened", "source", "published_on", "said_by"),
        *("remark", "quote", "reason"),
    ),
    "1",
)


def test_every_option_of_log_is_in_the_call_that_is_answered() -> None:
    command: TyperCommand = every_command()["log"]
    options = {name for param in command.params for name in param.opts}
    filled = StatementRecord(
        subject="x",
        values=tuple((field, "1") for field in (Field.TARGET, Field.PROGRESS)),
        tier=Tier.PRESS,
        **FILLED,
    )
    typed = re.findall("--[a-z-]+", as_typed(filled, ["met"], "x"))
    assert len(typed) == 12
    assert options >= {*typed}


PAGE = "https://nhk.example/news"


def test_a_page_without_a_day_is_never_dated_today(run: Run) -> None:
    call = ("log", "ipo", "at-risk", "--source", PAGE)
    error, hint = run(*call, code=2).stderr.splitlines()
    assert error == "error: source nhk.example has no day, so when it was said is unknown"
    assert "--published-on DATE" in hint
    assert "where it carries none, when you read it: --on 2026-11-22" in hint
    run("source", "show", PAGE, code=3)
    (row,) = run(*call, "--published-on", "2026-11-02", "-f", "json").data["entries"]
    assert (row["stated_on"]["text"], row["result"]) == ("2026-11-02", "created")
    assert run("source", "show", PAGE, "-f", "json").data["published_on"] == "2026-11-02"
    (row,) = run(*call, "--published-on", "2026-11-02", "-f", "json").data["entries"]
    assert row["result"] == "unchanged"
    assert run(*call, "-f", "json").data["entries"][0]["result"] == "unchanged"
    told = run(*call, "--published-on", "2026-11-03", code=4).stderr
    assert "source nhk.example is of 2026-11-02, not of 2026-11-03" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("", "met"), 3, "no subject is named"),
        (("rapidus/", "met"), 3, "no subject is named"),
        (("apollo/ipo", "met"), 3, "no project is called 'apollo'"),
        (("ipo", "met", "--said-by", " ", "--new-org", "company"), 3, "nobody is named"),
        (("ipo", "met", "--source", PAGE, "--published-on", ""), 2, "'' is no period"),
        (("ipo", "met", "--source", PAGE, "--published-on", "soon"), 2, "'soon' is no period"),
        (("ipo", "met", "--source", PAGE, "--published-on", "2027-02-01"), 2, "in the future"),
        (("ipo", "met", "--source", PAGE, "--published-on", "../2025"), 2, "is open"),
        (("ipo", "met", "--new-org", "moon"), 2, "'--new-org': 'moon' is not one of 'state'"),
        (("ipo", "met", "--tier", "三次"), 2, "'--tier': '三次' is not one of 'primary'"),
    ],
)
def test_what_has_no_meaning_is_refused(
    run: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    error, hint = run("log", *words, code=code).stderr.splitlines()
    assert told in error
    assert hint.startswith("hint: ")
    assert len(hint) > len("hint: ")


def test_a_known_source_without_a_day_asks_too(run: Run) -> None:
    run("source", "add", "page", "--title", "A page", "--tier", "press")
    call = ("log", "ipo", "at-risk", "--source", "page", "--key", "k")
    hint = run(*call, code=2).stderr.splitlines()[1]
    assert "tracker source edit page --published-on DATE --reason TEXT" in hint
    run(*call, "--on", "2026-11-20")
    assert run(*call, "-f", "json").data["entries"][0]["result"] == "unchanged"
    told = run(*call, "--published-on", "2026-11-03", code=4).stderr
    assert "source page is without a day" in told
    told = run("log", "ipo", "met", "--published-on", "2026-11-03", code=2).stderr
    assert "a day of publishing, and no source" in told


def test_what_a_call_defines_besides_is_told_in_words(run: Run) -> None:
    call = ("log", "ipo", "at-risk", "--said-by", "ICgoodFind", "--new-org", "company")
    page = ("--source", "https://new.example/x", "--published-on", "2026-11-20")
    org = "organization icgoodfind (ICgoodFind)"
    source = "source new.example (https://new.example/x)"
    dry = run(*call, *page, "--dry-run").stdout
    assert dry.startswith(f"valid     {org}\nvalid     {source}\nvalid     #")
    told = run(*call, *page, "--tier", "press").stdout
    assert told.startswith(f"defined   {org}\ndefined   {source}\ncreated   #")
    assert "as no tier was given" not in told
    again = run(*call, *page).stdout
    assert "defined" not in again
    told = run("log", "ipo", "met", "--source", "https://new.example/y", *page[2:]).stdout
    assert "\nsource new.example-2: secondary as no tier was given" in told


def test_who_is_quoted_is_defined_in_the_same_call(run: Run) -> None:
    call = ("log", "ipo", "at-risk", "--on", "2026-11-20", "--said-by", "ICgoodFind")
    hint = run(*call, code=3).stderr.splitlines()[1]
    assert hint == (
        "hint: define it: tracker org add icgoodfind --name ICgoodFind --kind company;"
        " or in this call: --new-org company"
    )
    run(*call, "--new-org", "会社", "--dry-run")
    run("org", "show", "icgoodfind", code=3)
    for result in ("created", "unchanged"):
        said = run(*call, "--new-org", "会社", "-f", "json")
        assert said.stderr == "read 会社 as company\nread ICgoodFind as icgoodfind\n"
        assert said.data["entries"][0]["result"] == result
    assert run("org", "show", "icgoodfind", "-f", "json").data["name"] == "ICgoodFind"
    near = run("log", "ipo", "met", "--said-by", "rapidos", code=3).stderr
    assert "did you mean rapidus? Else define it: tracker org add rapidos" in near
    no_ascii = run("log", "ipo", "met", "--said-by", "匿名", "--new-org", "other", code=3).stderr
    assert no_ascii.endswith("define it: tracker org add org-1 --name '匿名' --kind other\n")


FISCAL = {
    ("EUR", "--fiscal-year-starts", "January"): "FY2026 is January 2026 to December 2026",
    ("EUR", "--fiscal-year-starts", "1"): "FY2026 is January 2026 to December 2026",
    ("JPY",): "FY2026 is April 2026 to March 2027",
    ("JPY", "--fiscal-year-starts", "０４"): "FY2026 is April 2026 to March 2027",
    ("USD", "--fiscal-year-starts", "oct", "--fiscal-year-named-by", "last"): (
        "FY2027 is October 2026 to September 2027"
    ),
    ("GBP", "--fiscal-year-starts", "4月", "--fiscal-year-named-by", "first"): (
        "FY2026 is April 2026 to March 2027"
    ),
}


@pytest.mark.parametrize("words", FISCAL)
def test_a_project_tells_its_fiscal_year(run: Run, words: tuple[str, ...]) -> None:
    told = run("project", "add", "x", "--title", "X", "--currency", *words).stdout
    assert told == f"created   project x\n  fiscal year: {FISCAL[words]}\n"


@pytest.mark.parametrize(
    ("words", "lacks"),
    [
        (("EUR",), "EUR does not tell when the fiscal year begins"),
        (("USD", "--fiscal-year-starts", "10"), "USD does not tell which year names a fiscal year"),
        (("JPY", "--fiscal-year-starts", "ju"), "must be a month from 1 to 12"),
    ],
)
def test_a_fiscal_year_that_no_currency_tells_is_asked_for(
    run: Run, words: tuple[str, ...], lacks: str
) -> None:
    told = run("project", "add", "x", "--title", "X", "--currency", *words, code=2).stderr
    assert lacks in told.splitlines()[0]
    run("project", "show", "x", code=3)


def test_a_stage_of_money_said_of_what_has_none_is_answered_with_what_it_has(run: Run) -> None:
    for told in (("planned", "some 20 billion yen"), ("committed", "20bn")):
        error = run("log", "fujitsu", *told, code=2).stderr
        assert "hint: tracker log fujitsu expected|invested|votes AMOUNT" in error
    assert "hint: tracker log holder-count AMOUNT" in (
        run("log", "holder-count", "planned", "33 companies", code=2).stderr
    )


MEANT_AS_TWO = {
    "delayed to late 2031": "write off-track --target 'late 2031'",
    "2031年末にずれ込み": "write off-track --target '2031年末'",
    "2031年度へ延期": "write STATUS --target '2031年度'",
    "in 2031": "when it is promised for: --target 'in 2031'",
    "sure by now": "a status is one of:",
    "さらに遅れる": "a status is one of:",
    "年末": "when it is promised for: --target '2026年末'",
    "変わらず": "what is said again is typed again: --target PERIOD",
}


@pytest.mark.parametrize("word", MEANT_AS_TWO)
def test_a_status_and_a_day_in_one_are_taken_apart(run: Run, word: str) -> None:
    assert f"hint: {MEANT_AS_TWO[word]}" in run("log", "ipo", word, code=2).stderr


def test_a_day_beside_an_end_is_when_it_came(run: Run) -> None:
    hint = run("log", "ipo", "達成", "2026年3月", code=2).stderr
    assert "hint: when it became so: --happened '2026年3月'" in hint


def test_no_day_is_no_target(run: Run) -> None:
    for word in ("TBD", "未定", "unknown"):
        refused = run("log", "ipo", "--target", word, code=2).stderr
        assert "names no day" in refused
        assert "withdrawn" in refused


def test_the_call_of_a_hint_writes_nothing_either_where_nothing_was_to_be_written(run: Run) -> None:
    hint = run("log", "rapidus", "12%", "--dry-run", code=3).stderr
    assert "tracker log --dry-run " in hint
    assert "tracker log m" not in hint


def test_the_call_of_a_hint_names_the_project_of_what_is_not_of_the_own_one(run: Run) -> None:
    hint = run("log", "meti-fy2026/rapidus", "150 billion yen", code=2).stderr
    assert "tracker log meti-fy2026/rapidus STAGE '150 billion yen'" in hint


def test_a_person_is_quoted_as_whom_he_speaks_for(run: Run) -> None:
    for name in ("社長", "the chief executive", "a spokesman"):
        hint = run("log", "ipo", "at-risk", "--said-by", name, code=3).stderr
        assert "a person is quoted as whom he speaks for: --said-by ORG" in hint


def test_who_is_quoted_said_so_on_a_day(run: Run, tmp_path: Path) -> None:
    refused = run("log", "ipo", "at-risk", "--said-by", "rapidus", code=2).stderr
    assert refused == (
        "error: when rapidus said so is unknown\n"
        "hint: the day: --on 2026-11-22; or where it is told: --source SLUG|URL\n"
    )
    run("log", "ipo", "at-risk", "--said-by", "rapidus", "--on", "today")
    file = tmp_path / "said.toml"
    file.write_text('[[statement]]\nsubject = "ipo"\nstatus = "met"\nsaid_by = "rapidus"\n')
    assert 'the day: on = "2026-11-22"' in run("apply", str(file), code=6).stderr


def test_what_was_recorded_before_and_is_held_wrong_is_told_as_that(run: Run) -> None:
    call = ("log", "meti-fy2026/all-lines", "budgeted", "30.7 trillion yen")
    told = run(*call, "--source", "icgoodfind-2026-01").stdout
    assert told.startswith("unchanged #")
    assert "error V102 power-of-ten: all-lines: ICgoodFind says 30.7 trillion yen" in told
    assert "take it back" not in told


def test_what_is_planned_is_no_count_of_a_milestone(run: Run) -> None:
    for stage in ("planned", "earmarked", "計上", "committed"):
        refused = run("log", "private-financing", stage, "130 billion yen", code=2).stderr
        assert f"'{stage}' is a stage of money, and private-financing is a milestone" in refused
        assert "--threshold '130 billion yen'" in refused
    run("log", "private-financing", "met", "170bn", "--dry-run")
    run("log", "ipo", "planned", "--dry-run")


BEFORE = {
    ("--lang", "ja", "money"): ("money", "--lang", "ja"),
    ("-f", "json", "money"): ("money", "-f", "json"),
    ("--brief", "status"): ("status", "--brief"),
    ("--lang=ja", "milestone", "list", "--overdue"): (
        "milestone",
        "list",
        "--overdue",
        "--lang=ja",
    ),
    ("--as-of", "2025-12-31", "rapidus"): ("status", "rapidus", "--as-of", "2025-12-31"),
}


@pytest.mark.parametrize("words", BEFORE)
def test_options_may_stand_before_the_command(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).stdout == run(*BEFORE[words]).stdout


def test_what_an_option_takes_is_no_command(run: Run) -> None:
    error = run("--as-of", "money", code=2).stderr
    assert error.startswith("error: 'money' is no period")


def test_nobody_spoke_is_a_status_to_list(run: Run) -> None:
    unstated = run("milestone", "list", "--status", "unstated").stdout
    found = run("milestone", "list", "--status", "nobody spoke")
    assert (found.stdout, found.stderr) == (unstated, "read nobody spoke as unstated\n")
    run("log", "ipo", "nobody spoke", code=2)


def test_a_day_that_counts_from_today_is_told_as_it_was_read(run: Run) -> None:
    told = run("log", "ipo", "met", "--on", "昨日", "--happened", "先月", "--dry-run").stderr
    assert re.fullmatch("read 昨日 as [0-9-]{10}\nread 先月 as [0-9-]{10}\n", told)
    title = ("--title", "T", "--tier", "press")
    told = run("source", "add", "new-page", *title, "--published-on", "先月").stderr
    assert re.match("read 先月 as [0-9-]{10}\n", told)
    assert "read" not in run("log", "ipo", "met", "--on", "2026-11-20", "--dry-run").stderr


def test_the_project_of_a_name_may_be_called_by_its_title(run: Run) -> None:
    told = "read METI budget FY2026 as meti-fy2026\n"
    needed = ("--title", "Tunnel", "--type", "delivery")
    assert run("milestone", "add", "METI budget FY2026/tunnel", *needed).stderr == told
    assert run("log", "METI budget FY2026/tunnel", "met", "--on", "2026-11-20").stderr == told
    assert run("log", "METI-FY2026/tunnel", "met", "--on", "2026-11-20").stderr == ""
    hint = run("log", "METI budget FY2026/bridge", "met", code=3).stderr.splitlines()[1]
    assert "tracker milestone add meti-fy2026/bridge --title bridge " in hint
    call: list[str] = []
    for more in ((), needed):
        hint = run("milestone", "add", "METI budget FY2026/貫通", *more, code=2).stderr
        call = shlex.split(hint.partition("for example: tracker ")[2])
        assert call[2] == "meti-fy2026/milestone-1"
    run(*call)
    run("milestone", "add", "No such/x", *needed, code=2)


def test_the_beginning_of_the_title_of_one_source_means_it(run: Run) -> None:
    begun = "Japan Boosts Chip & AI Funding to $79B"
    hint = run("log", "ipo", "met", "--source", begun, code=3).stderr.splitlines()[1]
    assert hint.startswith("hint: did you mean icgoodfind-2026-01; or define it: tracker source ")
    hint = run("log", "ipo", "met", "--source", "Rapidus ", code=3).stderr.splitlines()[1]
    assert "did you mean icgoodfind" not in hint
