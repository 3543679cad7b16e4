"""The call of a hint works when it is followed, and says what was meant."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from program import Run

pytestmark = pytest.mark.sqlite

ON = ("--on", "2026-11-20")
DATED = {
    "年末にずれ込み": "off-track --target 2026年末",
    "年度末にずれ込み": "off-track --target 2026年度末",
    "来年にずれ込み": "off-track --target 2027年",
    "来年度後半にずれ込み": "off-track --target 2027年度後半",
    "10月にずれ込み": "off-track --target 2027年10月",
    "delayed to year-end": "off-track --target 'end of 2026'",
    "delayed to the end of the year": "off-track --target 'end of 2026'",
    "delayed until spring": "off-track --target 2027-03/2027-05",
    "delayed to next fiscal year": "off-track --target FY2027",
    "delayed to October": "off-track --target 'October 2027'",
}


@pytest.mark.parametrize("typed", DATED)
def test_a_day_in_a_hint_has_the_year_that_was_meant(run: Run, typed: str) -> None:
    hint = run("log", "pdk-2nm", typed, *ON, code=2).stderr.splitlines()[1]
    told = hint.removeprefix("hint: write ")
    assert shlex.split(told) == shlex.split(DATED[typed])
    run("log", "pdk-2nm", *shlex.split(told), *ON)
    hint = run("log", "PDK", typed, *ON, code=3).stderr.splitlines()[1]
    call = shlex.split(hint.removeprefix("hint: did you mean: tracker "))
    assert call == ["log", "pdk-2nm", *shlex.split(DATED[typed]), *ON]
    assert "unchanged" in run(*call).stdout


YEARLESS = {
    "年末": "2026年末",
    "年度末": "2026年度末",
    "来年": "2027年",
    "year-end": "end of 2026",
    "end of the year": "end of 2026",
    "spring": "2027-03/2027-05",
    "10月": "2027年10月",
    "H2": "2026-H2 or FY2026-H2",
}


@pytest.mark.parametrize("typed", YEARLESS)
def test_a_target_without_its_year_is_answered_with_it(run: Run, typed: str) -> None:
    hint = run("log", "pdk-2nm", "--target", typed, *ON, code=2).stderr.splitlines()[1]
    assert hint == f"hint: write {YEARLESS[typed]}"
    for way in YEARLESS[typed].split(" or "):
        run("log", "pdk-2nm", "--target", way, *ON, "--dry-run")
    hint = run("log", "PDK", "at-risk", "--target", typed, *ON, code=3).stderr.splitlines()[1]
    run(*shlex.split(hint.removeprefix("hint: did you mean: tracker ")))


PAST = {
    ("達成", "10月"): "when it became so: --happened '2026年10月'",
    ("10月に達成",): "write met --happened '2026年10月'",
    ("met in December",): "write met --happened 'December 2025'",
    ("2026年3月に達成",): "write met --happened '2026年3月'",
}


@pytest.mark.parametrize("words", PAST)
def test_what_came_has_the_last_year(run: Run, words: tuple[str, ...]) -> None:
    assert f"hint: {PAST[words]}\n" in run("log", "pdk-2nm", *words, *ON, code=2).stderr
    assert "--target" not in run("log", "PDK", *words, *ON, code=3).stderr
    happened = ("log", "pdk-2nm", "met", "--happened")
    assert "hint: write 2026年10月\n" in run(*happened, "10月", *ON, code=2).stderr


def test_the_year_is_that_of_the_day_of_the_source(run: Run) -> None:
    said = ("--source", "jiji-2026-02-27")
    assert "write 2026年10月\n" in run("log", "ipo", "--target", "10月", *said, code=2).stderr


def test_a_status_and_a_day_of_a_milestone_that_counts_are_taken_apart_too(run: Run) -> None:
    hint = run("log", "private-financing", "年末にずれ込み", *ON, code=2).stderr
    assert "hint: write off-track --target '2026年末'\n" in hint


PLANS = {
    "130 billion yen planned within 2025": "130 billion yen",
    "130bn expected": "130bn",
    "130bn to be raised": "130bn",
    "target of 130bn": "130bn",
    "1,300億円を予定": "1,300億円",
    "1300億円の計画": "1300億円",
    "1300億円の見込み": "1300億円",
    "1300億円を目指す": "1300億円",
}


@pytest.mark.parametrize("typed", PLANS)
def test_a_figure_that_is_planned_is_no_count(run: Run, typed: str) -> None:
    error, hint = run("log", "private-financing", typed, code=2).stderr.splitlines()
    assert error.endswith("tells a plan, and private-financing counts what is")
    figure = shlex.quote(PLANS[typed])
    assert hint.startswith(f"hint: what it has to reach: --threshold {figure}; what was counted: ")
    assert hint.endswith(f"of money that is planned: tracker log TRANCHE planned {figure}")
    run("log", "private-financing", "--threshold", PLANS[typed], "--dry-run")
    refused = run("log", "rd-fy2026", "committed", typed, code=2).stderr
    assert f"hint: write planned {figure}; what is committed: {figure} alone" in refused
    refused = run("log", "toyota", typed, code=2).stderr
    assert f"hint: write expected {figure}; " in refused


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("130 billion yen within 2025", "130 billion yen"),
        ("130bn by the end of 2025", "130bn"),
        ("130bn in FY2025", "130bn"),
        ("1300億円を年度内", "1300億円"),
        ("2025年度に1300億円", "1300億円"),
    ],
)
def test_a_figure_with_the_time_by_which_it_is_due_is_no_count(
    run: Run, typed: str, figure: str
) -> None:
    error, hint = run("log", "private-financing", typed, code=2).stderr.splitlines()
    assert error.endswith("tells a time, and private-financing counts what is")
    assert hint.startswith(f"hint: what it has to reach: --threshold {shlex.quote(figure)}; ")


def test_a_word_of_planning_beside_a_figure_is_one_too(run: Run) -> None:
    for word in ("expected", "目標", "planned"):
        refused = run("log", "private-financing", word, "130bn", code=2).stderr
        assert f"'{word}' " in refused
        assert "hint: what it has to reach: --threshold 130bn; " in refused


@pytest.mark.parametrize("typed", ["unknown", "不明", "?", "n/a", "TBD", "未定"])
def test_what_nobody_tells_is_left_out(run: Run, typed: str) -> None:
    for call in (("rd-fy2026", "paid", typed), ("holder-count", typed), ("toyota", typed)):
        error, hint = run("log", *call, code=2).stderr.splitlines()
        assert error.endswith(f"'{typed}' names no figure")
        assert hint.startswith("hint: where nobody tells it, leave it out; ")


def test_what_is_not_disclosed_is_said_so(run: Run) -> None:
    run("log", "rd-fy2026", "paid", "undisclosed", *ON)
    run("log", "rd-fy2026", "paid", "非公表", *ON)


@pytest.mark.parametrize("words", [("30.7tn", "+50%"), ("30.7tn", "2.1tn")])
def test_a_project_is_answered_with_its_parts(run: Run, words: tuple[str, ...]) -> None:
    hint = run("log", "meti-fy2026", *words, code=3).stderr.splitlines()[1]
    assert hint == (
        "hint: say it of one of its parts; all: tracker milestone list meti-fy2026,"
        " tracker tranche list meti-fy2026, tracker metric list meti-fy2026"
    )
    for call in hint.partition("all: ")[2].split(", "):
        run(*shlex.split(call)[1:])


def test_the_example_of_a_part_works(run: Run) -> None:
    hint = run("log", "rapidus", "年末にずれ込み", *ON, code=3).stderr.splitlines()[1]
    call = hint.partition("e.g. tracker ")[2].partition("; all: ")[0]
    assert call == "log 2nm-pilot off-track --target '2026年末' --on 2026-11-20"
    run(*shlex.split(call))


def test_a_plan_with_a_day_is_a_target(run: Run) -> None:
    assert "hint: when it is promised for: --target '2031年'" in (
        run("log", "ipo", "予定", "2031年", code=2).stderr
    )
    assert "--target 'in 2031'" in run("log", "ipo", "expected", "in 2031", code=2).stderr
    run("log", "private-financing", "遅れる見通し", "100bn", *ON, "--dry-run")
    told = run("log", "新しい線の稼働", "年末にずれ込み", *ON, code=3).stderr
    assert "tracker milestone add " in told


@pytest.mark.parametrize("name", ["政府", "国", "government", "the government", "日本政府"])
def test_the_state_speaks_as_one_of_its_bodies(run: Run, name: str) -> None:
    hint = run("log", "ipo", "at-risk", *ON, "--said-by", name, code=3).stderr.splitlines()[1]
    assert hint.startswith("hint: of the state are meti, nedo, ipa, aist, mof; else define it: ")
    assert "--kind state" in hint


def test_a_share_is_answered_as_it_was_typed(run: Run) -> None:
    growth = ("--unit", "%", "--nature", "actual", "--scope", "all")
    run("metric", "add", "growth", "--title", "Growth", *growth)
    assert "hint: write 50%\n" in run("log", "growth", "+50%", code=2).stderr
    assert "hint: how far it is: --progress 50%\n" in run("log", "ipo", "+50%", code=2).stderr
    run("log", "ipo", "--progress", "50%", "--dry-run")


KINDS = {
    "自治体": "state",
    "県": "state",
    "市": "state",
    "道": "state",
    "官庁": "state",
    "機構": "state",
    "独立行政法人": "state",
    "municipality": "state",
    "prefecture": "state",
    "ministry": "state",
    "株式会社": "company",
    "corporation": "company",
    "銀行": "bank",
}


@pytest.mark.parametrize("typed", KINDS)
def test_the_kind_of_an_organization_is_read(run: Run, typed: str) -> None:
    made = run("org", "add", "x", "--name", "X", "--kind", typed, "-f", "json")
    assert made.data["definition"]["kind"] == KINDS[typed]
    assert made.stderr == f"read {typed} as {KINDS[typed]}\n"


def test_other_words_of_lists_are_read(run: Run) -> None:
    for typed in ("見込み", "予想", "forecast"):
        metric = ("metric", "add", "m", "--title", "M", "--unit", "JPY", "--scope", "all")
        assert f"read {typed} as planned\n" in run(*metric, "--nature", typed).stderr
    for typed in ("工事", "開業", "用地取得"):
        made = run("milestone", "add", "w", "--title", "W", "--type", typed)
        assert f"read {typed} as delivery\n" in made.stderr
    tranche = ("tranche", "add", "t2", "--title", "T", "--funder", "meti")
    refused = run(*tranche, "--instrument", "負担金", code=2).stderr
    assert (
        "hint: write grant (it is given for good, for what another one builds) or other" in refused
    )


OF_P = """
[[project]]
slug = "p"
title = "P"
currency = "JPY"
fiscal_year_starts = 4
[[milestone]]
slug = "test-run"
title = "Test run"
type = "delivery"
"""
SAID = """
[[statement]]
subject = "test-run"
status = "met"
on = "2026-11-20"
key = "k1"
"""


def test_a_file_that_names_no_project_is_told_which_one_has_the_subject(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "1.toml").write_text(OF_P)
    second = tmp_path / "2.toml"
    second.write_text(SAID)
    error, hint = run("apply", str(tmp_path), code=6).stderr.splitlines()
    assert "'test-run' is of p, not of rapidus" in error
    assert hint == ('hint: write subject = "p/test-run", or at the top of the file: project = "p"')
    for mended in (SAID.replace("test-run", "p/test-run"), f'project = "p"\n{SAID}'):
        second.write_text(mended)
        run("apply", str(tmp_path), "--dry-run")
    second.write_text(SAID.replace("test-run", "test-rum"))
    assert "hint: did you mean p/test-run?\n" in run("apply", str(tmp_path), code=6).stderr
    second.write_text(SAID.replace("test-run", "mass-prodution"))
    assert "hint: did you mean mass-production" in run("apply", str(tmp_path), code=6).stderr


def test_a_line_that_names_no_project_is_told_which_one_has_the_subject(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "said.jsonl"
    line = '{"kind": "statement", "subject": "ai-models", "planned": "5bn", "on": "2026-11-20"}'
    file.write_text(line)
    error, hint = run("apply", str(file), code=6).stderr.splitlines()
    assert "'ai-models' is of meti-fy2026, not of rapidus" in error
    assert hint == "hint: write meti-fy2026/ai-models"


def test_money_of_who_is_of_no_kind_is_told_to_be_private(run: Run) -> None:
    run("org", "add", "fund", "--name", "Local Fund", "--kind", "other")
    tranche = ("--title", "T", "--funder", "fund", "--instrument")
    told = run("tranche", "add", "t1", *tranche, "grant").stderr
    assert told.startswith("money of fund counts as private: it is of kind other, which is fixed; ")
    run(*shlex.split(told.partition("name another funder: tracker ")[2]))
    assert run("tranche", "add", "t1", *tranche, "grant").stderr == ""
    assert run("tranche", "add", "t2", *tranche, "guarantee").stderr == ""
    state = ("--title", "T", "--funder", "fund-state", "--instrument", "grant")
    assert run("tranche", "add", "t3", *state).stderr == ""


BEHIND = {
    ("rd-fy2027", "300bn", "--stage", "budgeted"): "rd-fy2027 budgeted 300bn",
    ("rd-fy2027", "budgeted", "--amount=300bn"): "rd-fy2027 budgeted 300bn",
    ("rd-fy2027", "--planned", "300bn"): "rd-fy2027 planned 300bn",
    ("--status", "at-risk", "ipo", "-m", "T"): "ipo at-risk -m T",
    ("holder-count", "--value", "33"): "holder-count 33",
}


@pytest.mark.parametrize("typed", BEHIND)
def test_what_stands_behind_the_subject_is_no_option(run: Run, typed: tuple[str, ...]) -> None:
    hint = run("log", *typed, *ON, code=2).stderr.splitlines()[1]
    assert hint.startswith("hint: it stands behind the subject: tracker ")
    call = hint.partition(" log ")[2]
    assert call == f"{BEHIND[typed]} {' '.join(ON)}"
    run("log", *shlex.split(call))


@pytest.mark.parametrize("typed", ["未定", "時期は未定", "白紙", "TBD", "to be determined"])
def test_that_no_day_is_known_withdraws_the_one_before(run: Run, typed: str) -> None:
    for subject in ("ipo", "shareholders"):
        error, hint = run("log", subject, typed, *ON, code=2).stderr.splitlines()
        assert error == f"error: '{typed}' is no status"
        assert hint.endswith("no longer stands: --target withdrawn")
    assert "names no day" in run("log", "ipo", "--target", typed, *ON, code=2).stderr
    assert "~FY2031 -> withdrawn" in run("log", "ipo", "--target", "withdrawn", *ON).stdout


@pytest.mark.parametrize(("name", "short"), [("国交省", True), ("MLIT", True), ("Blog", False)])
def test_a_short_name_may_be_an_alias(run: Run, name: str, *, short: bool) -> None:
    hint = run("log", "ipo", "at-risk", "--said-by", name, *ON, code=3).stderr
    alias = f"tracker org edit ORG --alias {shlex.quote(name)}; else define it: "
    assert (alias in hint) == short
    run("org", "edit", "meti", "--alias", name)
    assert run("log", "ipo", "at-risk", "--said-by", name, *ON).stderr == f"read {name} as meti\n"


def test_no_stage_is_proposed_for_an_amount_of_which_none_was_named(run: Run) -> None:
    told = run("log", "rd-fy2027", "300bn", *ON, code=2).stderr
    assert "tracker log rd-fy2027 STAGE 300bn (stages: planned, " in told
    told = run("log", "rd-fy2072", "300bn", *ON, code=3).stderr
    assert "committed 300bn" not in told


def test_a_loan_leads_to_money_and_to_its_figure(run: Run) -> None:
    told = run("log", "メガバンク融資", "2兆円", *ON, code=3).stderr
    assert "did you mean bank-loans?" in told


def test_a_project_in_the_place_of_a_day_keeps_the_entry_to_go_on_from(run: Run) -> None:
    hint = run("diff", "rapidus", "--after", "5", code=2).stderr.splitlines()[1]
    assert hint == "hint: tracker diff --after 5 --project rapidus"
    run(*shlex.split(hint.removeprefix("hint: tracker ")))


def test_when_a_fact_came_about_is_told_as_it_was_recorded(run: Run) -> None:
    told = run("log", "pdk-2nm", "met", "--happened", "2024年3月", *ON).stdout
    assert "pdk-2nm status met, happened 2024年3月  2026-11-20, keeper" in told


def test_a_source_that_nobody_read_is_told_as_that_when_it_is_defined(run: Run) -> None:
    add = (
        "source",
        "add",
        "x-1",
        "--title",
        "T",
        "--tier",
        "press",
        "--published-on",
        "2026-11-20",
    )
    told = run(*add).stderr
    assert told.startswith("told as unread; once somebody has read the page: tracker source edit")
    run(*shlex.split(told.partition("tracker ")[2].replace("DAY", "2026-11-21")))
    assert run(*add[:2], "x-2", *add[3:], "--retrieved-on", "2026-11-21").stderr == ""


def test_a_newspaper_is_named_in_japanese_too(run: Run) -> None:
    run("org", "add", "nikkei-inc", "--name", "Nikkei Inc", "--kind", "company")
    said = ("--source", "日本経済新聞", "--on", "2025-11-25", "--dry-run")
    told = run("log", "iim2-output", "--target", "2029", *said, code=3).stderr
    assert "nikkei-2025-11-25" in told


def test_a_year_that_is_not_over_is_answered_with_a_day_and_a_month(run: Run) -> None:
    hint = run("log", "holder-count", "33", "--on", "2026年", code=2).stderr.splitlines()[1]
    day, month = hint.partition("e.g. ")[2].split(" or ")
    for said in (day, month):
        run("log", "holder-count", "33", "--on", said)


OWN = """\
project = "rapidus"
[[statement]]
subject = "wafers-full"
value = "about {}"
on = "2026-11-20"
"""


def test_an_own_figure_that_was_changed_in_a_file_is_told_with_the_way_back(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.format("26,000"))
    run("apply", str(file))
    file.write_text(OWN.format("27,000"))
    told = " ".join(run("apply", str(file)).stdout.split())
    assert (
        "of the same source and day says about 26,000; to take it back: tracker entry dep" in told
    )


def test_gates_that_will_not_come_are_counted_among_what_is_needed(run: Run) -> None:
    run("log", "pdk-2nm", "cancelled", "--said-by", "rapidus", "--on", "2026-11-20")
    told = " ".join(run("milestone", "needs", "mass-production").stdout.split())
    assert "1 of 7 gates are not met yet" in told
    assert "; 1 will not be met" in told


def test_units_that_are_set_do_not_count_beside_words_and_that_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_UNITS", "oku")
    for call in (("status", "--cite"), ("why", "rd-fy2026", "--cite")):
        cited = run(*call)
        assert "億" not in cited.stdout
        assert cited.stderr == "--cite tells money in words, not in the units that are set\n"


def test_what_is_said_besides_of_a_repeated_statement_is_not_lost_in_silence(
    run: Run, tmp_path: Path
) -> None:
    first = ("log", "pdk-2nm", "met", *ON, "--happened", "2026-10")
    run(*first)
    assert "not recorded" not in run(*first).stdout
    more = (*first[:-1], "2026-09", "-m", "A remark")
    told = " ".join(run(*more).stdout.split())
    assert "recorded before, nothing written not recorded: when it happened, the remark;" in told
    back = told.partition("to have it: tracker ")[2].partition(", then this again")[0]
    run(*shlex.split(back.replace("TEXT", "typo")))
    assert "happened 2026-09" in run(*more).stdout
    line = tmp_path / "a.jsonl"
    line.write_text('{"subject": "pdk-2nm", "status": "met", "on": "2026-11-20", "remark": "B"}')
    assert run("apply", str(line)).stdout.rstrip().endswith(": not recorded: the remark")


def test_the_beginning_of_the_title_of_a_project_is_answered_with_its_slug(run: Run) -> None:
    run("project", "add", "line", "--title", "北海道新幹線 札幌延伸", "--currency", "JPY")
    add = ("milestone", "add", "北海道新幹線/opening")
    told = run(*add, "--title", "Opening", "--type", "delivery", code=3).stderr
    assert told == "error: no project is called '北海道新幹線'\nhint: did you mean line?\n"
    assert run(*add, code=2).stderr.endswith("hint: did you mean line?\n")


def test_what_nobody_spoke_of_is_asked_for_in_japanese(run: Run) -> None:
    hint = run("milestone", "list", "未発言", code=3).stderr.splitlines()[1]
    run(*shlex.split(hint.removeprefix("hint: tracker ")))
