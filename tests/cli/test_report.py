"""`tracker report`: a page, a workbook and a calendar, and that they tell what JSON tells."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from htmlpage import Page
from program import Run

pytestmark = pytest.mark.sqlite

SMALL = 400_000
DAYS = ["2023-03-31", "2025-12-31", "2026-11-22"]


def written(run: Run, file: Path, *more: str) -> Page:
    told = run("report", "-o", str(file), *more)
    assert (told.stdout, told.stderr) == ("", "")
    return Page(file.read_text(encoding="utf-8"))


def digits(amount: Any) -> str:
    """Write an amount of JSON as the page does for programs."""
    if not amount or amount["amount"] is None:
        return ""
    return "..".join(filter(None, (amount["amount"], amount.get("high"))))


def edtf(period: Any) -> str:
    return period["edtf"] if period else ""


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("day", DAYS)
def test_the_page_needs_nothing_from_elsewhere_and_leads_nowhere_in_vain(
    run: Run, tmp_path: Path, day: str, language: str
) -> None:
    page = written(run, tmp_path / "p.html", "--as-of", day, "--lang", language, "--since", day)
    assert len(page.text.encode()) < SMALL
    assert not {"script", "link", "img", "iframe", "object", "embed"} & {*page.tags}
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)|var\(--[^)]*\)[^;}]*svg", page.text)
    inside = [one for one in page.links if one.startswith("#")]
    outside = {*page.links} - {*inside}
    assert all(one.startswith(("https://", "http://")) for one in outside)
    assert {one[1:] for one in inside} <= {*page.ids}
    assert len(page.ids) == len({*page.ids})


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("day", DAYS)
def test_every_milestone_and_figure_of_json_is_on_the_page(
    run: Run, tmp_path: Path, day: str, language: str
) -> None:
    page = written(run, tmp_path / "p.html", "--as-of", day, "--lang", language)
    data = run("status", "--as-of", day, "-f", "json").data
    table = "Milestones" if language == "en" else "マイルストーン"
    names = ("milestone", "first", "promised for", "met on", "progress %")
    if language == "ja":
        names = ("マイルストーン", "当初", "約束の時期", "達成日", "進捗 %")
    slug, first, now, met, percent = names
    rows = {row[slug].text: row for row in page.all_under(table) if percent in row}
    assert {*rows} == {one["slug"] for one in data["milestones"]}
    for one in data["milestones"]:
        row = rows[one["slug"]]
        assert row[first].value == edtf(one["baseline"])
        assert row[now].value == edtf(one["target"])
        assert row[met].value == edtf(one["met_on"])
        done = one["progress"]["percent"] if one["progress"] else None
        assert row[percent].value == ("" if done is None else str(done))


@pytest.mark.parametrize("day", DAYS)
def test_money_metrics_and_what_comes_next_are_those_of_json(
    run: Run, tmp_path: Path, day: str
) -> None:
    page = written(run, tmp_path / "p.html", "--as-of", day)
    data = run("status", "--as-of", day, "-f", "json").data
    money = [row for row in page.all_under("Money") if "money" in row]
    told = [[row[stage].value for stage in STAGES] for row in money]
    stages = [*(row["stages"] for row in data["money"]), data["money_total"]]
    assert told == [[digits(one[stage]) for stage in STAGES] for one in stages]
    metrics = {row["metric"].text: row["value"].value for row in page.under("Figures").records()}
    assert metrics == {one["slug"]: digits(one["value"]) for one in data["metrics"]}
    due = [(row["what"].text, row["days left"].value) for row in page.all_under("What comes next")]
    assert due == [
        (item["slug"], str(window["days_to_last"]))
        for window in data["next"]
        for item in window["items"]
    ]


OCTOBER = ("--fiscal-year-starts", "October", "--fiscal-year-named-by", "last")
STAGES = ("paid", "committed", "enacted", "planned")


def test_behind_each_figure_stands_who_said_it_when_and_where(run: Run, tmp_path: Path) -> None:
    page = written(run, tmp_path / "p.html")
    rows = {row["milestone"].text: row for row in page.all_under("Milestones") if "met on" in row}
    assert rows["mass-production"]["promised for"].links == ["#of-mass-production.target"]
    assert rows["shareholders"]["progress %"].links == ["#of-shareholders"]
    behind = page.text.split('id="of-mass-production.target"')[1].split("</ol>")[0]
    entries = [int(one) for one in re.findall(r"<small>#(\d+)</small>", behind)]
    history = run("history", "mass-production", "--limit", "0", "-f", "json").data
    assert {*entries} == {
        one["entry"]
        for one in history
        if (said := one["statement"]) and not one["deprecated"] and said["field"] == "target"
    }
    assert 'class="shown"><b>FY2027-H2</b>' in behind
    assert "Rapidus Corporation (primary)" in behind
    assert 'href="https://' in behind


def test_what_changed_is_told_since_a_day(run: Run, tmp_path: Path) -> None:
    page = written(run, tmp_path / "p.html", "--since", "2026-03-31")
    assert "What changed since 2026-03-31" in {table.heading for table in page.tables}
    events = run("status", "--since", "2026-03-31", "-f", "json").data["since"]["events"]
    rows = page.all_under("What changed since 2026-03-31")
    told = [(row["subject"].text, row["what"].text) for row in rows]
    assert sorted(told) == sorted((one["subject"], one["kind"]) for one in events)
    late = run("report", "-o", str(tmp_path / "q.html"), "--since", "2027-01-01", code=2).stderr
    assert late.startswith("error: ")


@pytest.mark.parametrize("project", ["meti-fy2026"])
def test_other_projects_are_told_alike(run: Run, tmp_path: Path, project: str) -> None:
    page = written(run, tmp_path / "p.html", project)
    assert "Milestones" in {table.heading for table in page.tables}


def test_what_others_wrote_is_never_markup(run: Run, tmp_path: Path) -> None:
    title = '<script>alert("x")</script> & "so" {{ 7 * 7 }}'
    run("milestone", "add", "odd", "--title", title, "--type", "delivery")
    run("log", "odd", "--target", "2027", "--on", "2026-01-05", "-m", "<b>{% raw %}")
    page = written(run, tmp_path / "p.html")
    assert "script" not in page.tags
    assert title in "".join(page.words)


def test_names_stay_names_in_japanese(run: Run, tmp_path: Path) -> None:
    run("milestone", "add", "figure", "--title", "overdue", "--type", "delivery")
    run("log", "figure", "--target", "2027", "--on", "2026-01-05")
    page = written(run, tmp_path / "p.html", "--lang", "ja")
    rows = [row for row in page.all_under("マイルストーン") if "名称" in row]
    row = next(row for row in rows if row["マイルストーン"].text == "figure")
    assert row["名称"].text == "overdue"
    assert row["約束の時期"].text == "2027年"


def test_the_page_is_the_same_whenever_it_is_written(run: Run, tmp_path: Path) -> None:
    for kind in ("html", "xlsx", "ics"):
        one, other = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
        run("report", "-o", str(one))
        run("report", "-o", str(other))
        assert one.read_bytes() == other.read_bytes()


def test_a_project_of_which_nobody_spoke_has_a_page(run: Run, tmp_path: Path) -> None:
    run("project", "add", "empty", "--title", "Empty", "--currency", "USD", *OCTOBER)
    page = written(run, tmp_path / "p.html", "empty")
    assert "Nothing is stated yet." in page.words
    assert not page.tables
    assert "svg" not in page.tags
    for kind in ("xlsx", "ics"):
        run("report", "empty", "-o", str(tmp_path / f"p.{kind}"))


def test_the_workbook_has_what_csv_has(run: Run, tmp_path: Path) -> None:
    run("report", "-o", str(tmp_path / "p.xlsx"))
    book = openpyxl.load_workbook(BytesIO((tmp_path / "p.xlsx").read_bytes()))
    sheet = book["Milestones"]
    header, *lines = run("status", "-f", "csv").stdout.splitlines()
    assert [cell.value for cell in sheet[1]] == header.split(",")
    assert sheet.max_row == len(lines) + 1
    assert book["Statements"].max_row > sheet.max_row


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (None, "report writes a file, and none is named"),
        ("report.pdf", "no report is written as 'report.pdf'"),
        ("report", "no report is written as 'report'"),
    ],
)
def test_other_files_are_refused(run: Run, tmp_path: Path, name: str | None, told: str) -> None:
    named = ("-o", str(tmp_path / name)) if name else ()
    error, hint = run("report", *named, code=2).stderr.splitlines()
    assert error == f"error: {told}"
    assert "FILE.html" in hint
    assert "FILE.xlsx" in hint
    assert not [*tmp_path.glob("report*")]


def test_a_file_in_the_place_of_the_project_is_answered_with_the_option(run: Run) -> None:
    told = run("report", "my brief.html", code=2).stderr
    assert told == "error: 'my brief.html' is no project\nhint: tracker report -o 'my brief.html'\n"


@pytest.mark.parametrize(("kind", "library"), [("xlsx", "xlsxwriter"), ("ics", "icalendar")])
def test_a_missing_extra_is_answered_with_what_brings_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    told = run("report", "-o", str(tmp_path / f"p.{kind}"), code=1).stderr
    assert f"pip install 'rapidus-tracker[{kind}]'" in told
    assert not (tmp_path / f"p.{kind}").exists()


def test_only_what_draws_loads_what_draws(shipped: Path) -> None:
    program = (
        "import sys; from tracker.__main__ import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    for words in ("status", "milestone list", "check", "status -f json", "log -h"):
        ran = subprocess.run(
            [sys.executable, "-c", program, "--db", str(shipped), *words.split()],
            capture_output=True,
            text=True,
            check=False,
        )
        loaded = set(ran.stderr.split())
        assert ran.returncode in {0, 8}, ran.stderr
        assert "tracker.cli.app" in loaded
        assert not {"jinja2", "xlsxwriter", "icalendar", "resvg_py"} & loaded
        assert "tracker.render.charts.vector" not in loaded


def test_a_project_of_figures_alone_has_these_alone(run: Run, tmp_path: Path) -> None:
    run("project", "add", "figures", "--title", "Figures", "--currency", "JPY")
    scope = ("--nature", "actual", "--scope", "all")
    run("metric", "add", "figures/staff", "--title", "Staff", "--unit", "count", *scope)
    run("log", "figures/staff", "40", "--on", "2026-01-05")
    page = written(run, tmp_path / "p.html", "figures")
    assert {table.heading for table in page.tables} == {"Figures"}


def test_an_open_end_is_told_as_one(run: Run, tmp_path: Path) -> None:
    run("project", "add", "art", "--title", "Art", "--currency", "USD", *OCTOBER)
    run("milestone", "add", "art/landing", "--title", "Crew lands", "--type", "delivery")
    run("log", "art/landing", "--target", "2027", "--on", "2024-01-05")
    run("log", "art/landing", "--target", "from 2028", "--on", "2026-01-05")
    english = written(run, tmp_path / "p.html", "art")
    promised = "promised from 2028 on, at least 1 day after the first promise, 2027"
    assert promised in "".join(english.words)
    japanese = written(run, tmp_path / "p.html", "art", "--lang", "ja")
    assert "2028年以降の予定（当初の2027年から1日以上遅れ）" in "".join(japanese.words)


def test_the_page_names_the_command_that_writes_it_again(run: Run, tmp_path: Path) -> None:
    asked = ("--lang", "ja", "--since", "2026-05-01", "--units", "raw", "--breach-days", "1,2")
    page = written(run, tmp_path / "p.html", *asked)
    call = next(one for one in page.words if one.startswith("tracker report "))
    again = call.removeprefix("tracker ").replace("FILE.html", str(tmp_path / "q.html"))
    run(*again.split())
    assert (tmp_path / "q.html").read_bytes() == (tmp_path / "p.html").read_bytes()


def test_a_promise_is_blank_where_there_was_none_and_disputes_are_marked(
    run: Run, tmp_path: Path
) -> None:
    page = written(run, tmp_path / "p.html")
    told = {row["milestone"].text: row for row in page.all_under("Milestones") if "title" in row}
    assert told["cadence-design"]["promised for"].text == ""
    assert told["2nm-pilot"]["promised for"].text == "2025-04≠"
    assert told["shareholders"]["progress %"].text == "107≠"
    assert told["iim1-built"]["slip"].text.startswith("late ")
    assert told["iim1-built"]["slip"].values == []
    behind = page.text.split('id="of-iim1-built"')[1].split("</details>")[0]
    assert '<dt>slip of the promise</dt><dd><data value="0..0">none</data>' in behind


def test_a_contradiction_tells_both_values(run: Run, tmp_path: Path) -> None:
    page = written(run, tmp_path / "p.html", "--since", "2026-03-31")
    rows = page.all_under("What changed since 2026-03-31")
    told = {
        row["subject"].text: (row["before"].text, row["after"].text)
        for row in rows
        if row["what"].text == "contradicted"
    }
    assert told["pdk-2nm"] == ("scheduled", "met")
    assert told["rd-fy2026"] == ("<=¥631.5bn", "¥6,315bn")
