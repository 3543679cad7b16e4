"""`tracker chart`: pictures, on a terminal and in files."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.cells import cell_len

from program import Run
from tracker.cli.commands import chart as commands
from tracker.cli.registry import GROUPS
from tracker.render.charts import pages

pytestmark = pytest.mark.sqlite


CHARTS = ["timeline", "trend", "money", "owners"]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_file_that_is_named_so_is_drawn_as_a_vector(run: Run, tmp_path: Path, chart: str) -> None:
    file = tmp_path / "picture.svg"
    told = run("chart", chart, "-o", str(file))
    assert (told.stdout, told.stderr) == ("", "")
    assert ET.parse(file).getroot().tag.endswith("svg")  # noqa: S314
    pixels = tmp_path / "picture.PNG"
    run("chart", chart, "-o", str(pixels))
    assert pixels.read_bytes().startswith(b"\x89PNG")
    run("chart", chart, "-o", str(tmp_path / "picture.txt"))
    assert (tmp_path / "picture.txt").read_text().startswith("RAPIDUS")
    assert "a picture is no csv" in run("chart", chart, "-f", "csv", "-o", str(file), code=2).stderr


@pytest.mark.parametrize("chart", ["timeline", "trend"])
def test_milestones_are_drawn_by_name_in_the_order_named(run: Run, chart: str) -> None:
    data = run("chart", chart, "pdk", "mass", "-f", "json").data
    slugs = [one["slug"] for one in data["milestones" if chart == "timeline" else "promises"]]
    assert [*dict.fromkeys(slugs)] == ["pdk-2nm", "mass-production"]
    assert run("chart", chart, "rd-fy2026", code=3).stderr
    refused = run("chart", chart, "ipo", "meti-fy2026/in-force", code=2).stderr
    assert "is of another project than rapidus" in refused


def test_a_project_may_be_named_as_reports_take_it(run: Run) -> None:
    named = run("chart", "timeline", "meti-fy2026", "-f", "json").data
    assert named["project"] == "meti-fy2026"
    assert named == run("chart", "timeline", "--project", "meti-fy2026", "-f", "json").data


@pytest.mark.parametrize("chart", ["timeline", "trend"])
def test_what_nobody_promised_is_told_where_it_is_asked_for_by_name(run: Run, chart: str) -> None:
    run("milestone", "add", "quiet", "--title", "Quiet", "--type", "delivery")
    refused = run("chart", chart, "ipo", "quiet", code=3).stderr
    assert refused.startswith("error: nobody ")
    assert "tracker why quiet" in refused


@pytest.mark.parametrize("chart", CHARTS)
def test_an_empty_picture_says_so(run: Run, tmp_path: Path, chart: str) -> None:
    assert run("chart", chart, "--as-of", "1999-01-01").stdout.count("\n") == 2
    file = tmp_path / "empty.svg"
    run("chart", chart, "--as-of", "1999-01-01", "-o", str(file))
    assert ET.parse(file).getroot().tag.endswith("svg")  # noqa: S314


def test_other_kinds_of_pictures_are_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.pdf"
    assert "name it FILE.svg or FILE.png" in run("chart", "trend", "-o", str(file), code=2).stderr
    assert not file.exists()


def test_without_the_extra_a_png_is_answered_with_what_brings_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    told = run("chart", "money", "-o", str(tmp_path / "picture.png"), code=1).stderr
    assert "pip install 'rapidus-tracker[png]'" in told
    assert not (tmp_path / "picture.png").exists()


def test_money_and_owners_are_the_reports_of_their_names_in_other_formats(run: Run) -> None:
    assert (
        run("chart", "money", "-f", "json").json == run("money", "--by", "year", "-f", "json").json
    )
    assert run("chart", "owners", "-f", "csv").stdout == run("owners", "-f", "csv").stdout


@pytest.mark.parametrize("width", [16, 20, 30, 40, 80, 140])
@pytest.mark.parametrize("chart", CHARTS)
def test_no_line_is_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, chart: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    everything = () if chart in {"money", "owners"} else ("--all",)
    for more in ((), everything, ("--ascii",), ("--lang", "ja"), ("--as-of", "2023-01-01")):
        page = run("chart", chart, *more).stdout
        assert max(map(cell_len, page.splitlines())) <= width


def table(page: str) -> list[str]:
    return page.split("\n\n")[1].splitlines()


@pytest.mark.parametrize("width", [26, 30, 40, 60])
def test_names_are_shortened_in_the_middle_before_anything_gives_way(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    slug = "a-very-long-name-of-a-milestone-that-nobody-would-ever-type-but-somebody-will-a"
    run("milestone", "add", slug, "--title", "Long", "--type", "delivery")
    run("log", slug, "--target", "2028-H1")
    monkeypatch.setenv("COLUMNS", str(width))
    lines = table(run("chart", "timeline", "mass-production", "ipo", slug).stdout)
    assert ("SLIP" in lines[0]) == (width > 26)
    (line,) = [one for one in lines if one.startswith("○ a-v")]
    assert re.search(r"^○ a-v\S*…\S*l-a  .*━", line)
    monkeypatch.setenv("COLUMNS", "100")
    wide = table(run("chart", "timeline", "mass-production", "ipo", slug).stdout)
    assert wide[0].split()[-2:] == ["SLIP", "NOW"]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_narrow_terminal_has_a_picture_or_is_told_why_not(
    run: Run, monkeypatch: pytest.MonkeyPatch, chart: str
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    page = run("chart", chart).stdout
    assert sum(any(sign in line for sign in "━─█▚") for line in page.splitlines()) > 5
    if chart == "trend":
        return
    monkeypatch.setenv("COLUMNS", "16")
    assert "No room to draw." in run("chart", chart).stdout


def test_the_key_says_what_covers_the_first_promise(run: Run) -> None:
    assert "━ now, over ─" in run("chart", "timeline").stdout
    assert "= now, over -" in run("chart", "timeline", "--ascii").stdout


def test_every_chart_has_its_command_with_the_options_that_all_take(run: Run) -> None:
    assert [*GROUPS["chart"].places] == [*commands.CHARTS] == [*pages.CHARTS] == CHARTS
    shared = ("--as-of", "--known-at", "--format", "--output", "--ascii", "--lang", "PROJECT")
    for chart in CHARTS:
        told = run("chart", chart, "--help").stdout
        assert all(option in told for option in shared)
        assert ("--units" in told) == (chart in {"money", "owners"})
        assert ("--all" in told) == (chart in {"timeline", "trend"})


ORG = '[[organization]]\nslug = "odd-ministry"\nname = "Odd ministry"\nkind = "state"\n'
OCTOBER = 'fiscal_year_starts = 10\nfiscal_year_named_by = "last"'
LONG = "x" * 79


def dated(slug: str, *said: tuple[str, str], title: str = "Title") -> str:
    """A milestone of a file, with what was said of it: a day, and a line of TOML."""
    told = "".join(
        f'[[statement]]\nproject = "odd"\nsubject = "{slug}"\non = "{on}"\n{line}\n'
        for on, line in said
    )
    return f'[[milestone]]\nslug = "{slug}"\ntitle = "{title}"\ntype = "delivery"\n{told}'


def target(text: str, on: str = "2024-01-01") -> tuple[str, str]:
    return on, f'target = "{text}"'


WORLDS = {
    "one milestone": dated("alone", target("2027")),
    "200 milestones": "".join(dated(f"m{at}", target(f"{2024 + at % 9}")) for at in range(200)),
    "figures only": """
[[metric]]
slug = "staff"
title = "Staff"
unit = "count"
nature = "actual"
scope = "all"
[[statement]]
subject = "staff"
project = "odd"
on = "2025-01-01"
value = "120"
""",
    "empty": "",
    "dollars from October": dated("launch", target("FY2027"), target("FY2028-H1", "2025-01-01"))
    + """
[[tranche]]
slug = "line"
title = "Line"
funder = "odd-ministry"
instrument = "grant"
fiscal_year = 2027
[[statement]]
subject = "line"
project = "odd"
on = "2025-01-01"
committed = "$1.5bn"
""",
    "long titles": "".join(
        dated(f"{LONG}{at}", target("2027"), title=title)
        for at, title in enumerate(("w" * 80, "量産" * 40, "<&'> " * 16))
    ),
    "ends": dated("no-end", target("from 2028"))
    + dated("no-start", target("by 2027-03"))
    + dated("neither", ("2024-01-01", 'status = "on-track"'))
    + dated("cancelled", target("2027"), ("2025-06-01", 'status = "cancelled"'))
    + dated("not-met", target("2024"), ("2025-01-06", 'status = "not-met"'))
    + dated("withdrawn", target("2027"), target("withdrawn", "2025-06-01"))
    + dated("early", target("2030", "2025-06-01"), ("2020-06-01", 'status = "cancelled"'))
    + dated("met", target("from 2025"), ("2026-01-01", 'status = "met"\nhappened = "2025-12"')),
}


@pytest.mark.parametrize("world", WORLDS)
def test_any_world_is_drawn_on_any_day_within_its_width(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, world: str
) -> None:
    file, picture = tmp_path / "odd.toml", tmp_path / "odd.svg"
    money = f'currency = "USD"\n{OCTOBER}' if "dollars" in world else 'currency = "JPY"'
    defined = f'[[project]]\nslug = "odd"\ntitle = "Odd"\n{money}\n'
    file.write_text(defined + ORG + WORLDS[world])
    run("apply", str(file))
    for chart in CHARTS:
        everything = ("--all",) if chart in {"timeline", "trend"} else ()
        for day in ("1900-01-01", "2025-06-01", "2099-12-31"):
            asked = ("chart", chart, "odd", *everything, "--as-of", day)
            for width, more in ((30, ()), (80, ("--ascii",)), (140, ("--lang", "ja"))):
                monkeypatch.setenv("COLUMNS", str(width))
                page = run(*asked, *more).stdout
                assert max(map(cell_len, page.splitlines())) <= width
            run(*asked, "-o", str(picture))
            assert ET.parse(picture).getroot().tag.endswith("svg")  # noqa: S314


def test_milestones_without_a_day_are_named_below_the_timeline(run: Run) -> None:
    run("milestone", "add", "noend", "--title", "No end", "--type", "delivery", "--headline")
    run("log", "noend", "on-track", "--on", "2026-01-05")
    assert "no day is known of noend" in run("chart", "timeline").stdout
    assert run("chart", "timeline", "-f", "json").data["undated"][0] == "noend"


def test_the_date_gives_way_whole_where_the_names_are_short(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("project", "add", "long", "--title", "Long", "--currency", "JPY")
    for year in (2020, 2045):
        slug = f"long/m{year}"
        run("milestone", "add", slug, "--title", "M", "--type", "delivery")
        run("log", slug, "--target", f"{year}-05", "--on", "2019-12-01")
    for width in range(60, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        drawn = run("chart", "timeline", "--project", "long").stdout
        assert "…" not in drawn, drawn


def test_amounts_name_their_currency_in_ascii_too(run: Run) -> None:
    assert "JPY bn" in run("chart", "money", "--ascii").stdout
