"""`tracker apply`: a file of another project, from nothing to its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from program import Outcome, Run, milestone
from recording import nth
from tracker.cli.app import app
from tracker.resources import fixtures_dir

FILE = """\
[[project]]
slug = "artemis"
title = "ARTEMIS"
currency = "USD"
fiscal_year_starts = 10
fiscal_year_named_by = "last"
[[organization]]
slug = "nasa"
name = "NASA"
kind = "state"
[[source]]
slug = "oig"
title = "The cost of the lander"
published_on = "2026-01-15"
tier = "primary"
[[milestone]]
slug = "flyby"
title = "Crew flies around the Moon"
type = "delivery"
[[milestone]]
slug = "landing"
title = "Crew lands on the Moon"
type = "delivery"
[[tranche]]
slug = "lander"
title = "Landing system"
funder = "nasa"
instrument = "grant"
"""
SAID = """\
[[statement]]
subject = "landing"
target = "FY2026-Q4"
on = "2025-02-01"
[[statement]]
subject = "landing"
target = "FY2028-Q1"
source = "oig"
[[statement]]
subject = "lander"
committed = "$2.9bn"
source = "oig"
[[statement]]
key = "flown"
subject = "flyby"
status = "met"
happened = "2026-04-10"
on = 2026-04-11
"""

DEFINED = 6
"""So many definitions stand in FILE."""

FLOWN = nth(4, DEFINED)
"""The entry of the last statement of SAID."""

Own = Callable[..., Outcome]


@pytest.fixture
def own(run: Run, tmp_path: Path) -> Own:
    """Run the program on a database with tables only."""
    database = tmp_path / "own.db"
    run("init", "--empty", db=database)
    return lambda *args, code=0: run(*args, db=database, code=code)


def written(folder: Path, text: str, name: str = "artemis.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_stranger_sees_the_page_of_another_project(own: Own, tmp_path: Path) -> None:
    assert FILE.count("\n") <= 30
    applied = own("apply", written(tmp_path, FILE + SAID))
    assert applied.stderr == "artemis.toml: 10 created\n"
    report = own("status", "-f", "json")
    landing = milestone(report, "landing")
    assert (landing["baseline"]["earliest"], landing["baseline"]["latest"]) == (
        "2026-07-01",
        "2026-09-30",
    )
    assert (landing["target"]["earliest"], landing["target"]["latest"]) == (
        "2027-10-01",
        "2027-12-31",
    )
    assert landing["slip_days"] == [366, 457]
    assert milestone(report, "flyby")["status"] == "met"
    (row,) = report.data["money"]
    assert row["stages"]["committed"]["amount"] == "2900000000"
    assert row["stages"]["committed"]["currency"] == "USD"
    page = own("status").stdout
    assert "(FY2027-Q1)" in page
    assert "+12..+15mo" in page
    assert "$bn" in page
    assert "2.9" in page


@pytest.mark.both
def test_applying_again_changes_nothing(own: Own, tmp_path: Path) -> None:
    path = written(tmp_path, FILE + SAID)
    own("apply", path)
    before = own("history", "-f", "json").stdout
    assert own("apply", path).stderr == "artemis.toml: 10 unchanged\n"
    assert own("apply", path, "-f", "json").data[-1]["entries"] == [FLOWN]
    assert own("history", "-f", "json").stdout == before


TWINS = """\
[[source]]
slug = "first"
title = "The cost of the lander"
url = "https://oig.example/lander"
published_on = "2026-01-15"
tier = "primary"
[[source]]
slug = "again"
title = "The cost of the lander"
url = "http://www.oig.example/lander/"
tier = "press"
[[statement]]
subject = "landing"
target = "FY2028-Q1"
source = "https://oig.example/lander/#page=3"
[[statement]]
subject = "flyby"
status = "met"
source = "https://nasa.example/flyby"
published_on = "2026-04-11"
"""


def test_a_file_may_cite_a_page_by_its_address(own: Own, tmp_path: Path) -> None:
    path = written(tmp_path, FILE + TWINS)
    dry = own("apply", path, "--dry-run").stdout
    assert "flyby status of new source nasa.example\n" in dry
    assert "landing target of source first\n" in dry
    rows = own("apply", path, "-f", "json").data
    assert [row["source"] for row in rows if row["kind"] == "statement"] == [
        "first",
        "nasa.example",
    ]
    assert f"landing target #{nth(3, DEFINED)} of source first\n" in own("apply", path).stdout
    assert own("source", "show", "nasa.example", "-f", "json").data["tier"] == "secondary"


def test_an_address_that_is_none_is_told_with_its_line(own: Own, tmp_path: Path) -> None:
    bad = written(tmp_path, FILE + TWINS.replace("https://nasa.example/flyby", "https://"))
    error, _ = own("apply", bad, code=6).stderr.splitlines()
    line = (FILE + TWINS).count("\n") - 1
    assert error == (
        f"error: artemis.toml line {line}: source: 'https://' is no web address;"
        " nothing was written"
    )


def test_what_a_file_adds_is_told_line_by_line(own: Own, tmp_path: Path) -> None:
    own("apply", written(tmp_path, FILE))
    rows = own("apply", written(tmp_path, FILE + SAID), "-f", "json")
    assert rows.json["schema"] == "tracker/apply/v2"
    assert [row["result"] for row in rows.data] == ["unchanged"] * 6 + ["created"] * 4
    assert rows.data[0]["line"] == 1
    assert (rows.data[-1]["name"], rows.data[-1]["key"]) == ("artemis/flyby status", "flown")
    assert rows.data[-1]["entries"] == [FLOWN]
    assert rows.data[-1]["where"] == f"artemis.toml line {FILE.count(chr(10)) + 13}"


def test_a_file_comes_from_standard_input(own: Own, tmp_path: Path) -> None:
    call = ["--db", str(tmp_path / "own.db"), "apply", "-"]
    result = CliRunner().invoke(app, call, input=(FILE + SAID).encode())
    assert (result.exit_code, result.stderr) == (0, "stdin: 10 created\n")
    assert "ARTEMIS" in own("status").stdout
    refused = CliRunner().invoke(app, call, input=b"[[project]]\nslug = 3\n")
    assert refused.exit_code == 6
    assert "error: stdin line 1: title is missing (and 2 more)" in refused.stderr


@pytest.mark.both
def test_a_dry_run_checks_and_writes_nothing(own: Own, tmp_path: Path) -> None:
    outcome = own("apply", written(tmp_path, FILE + SAID), "--dry-run", "-f", "json")
    assert {row["result"] for row in outcome.data} == {"valid"}
    assert outcome.json["known_at"] == 0
    assert outcome.stderr == "artemis.toml: 10 valid; nothing was written\n"
    assert own("project", "list", "-f", "json").data == []


MARK = """\
[[mark]]
key = "wrong"
kind = "deprecate"
of = "flown"
reason = "another flight"
"""

REFUSED = {
    "two mistakes of form": (
        (('kind = "state"', 'kind = "moon"'), ('"FY2028-Q1"', '"soon"')),
        6,
        "artemis.toml line 10: kind must be one of: state, company, bank, other (and 1 more)",
        [
            ("rejected", 10, "kind"),
            ("skipped", 27, "funder"),
            ("rejected", 35, "target"),
            ("skipped", 38, "subject"),
        ],
    ),
    "two keys of one table": (
        (('title = "The cost of the lander"', "titel = 3"),),
        6,
        "artemis.toml line 11: title is missing (and 1 more)",
        [
            ("rejected", 11, "title"),
            ("rejected", 13, "titel"),
            ("skipped", 36, "source"),
            ("skipped", 40, "source"),
        ],
    ),
    "an unknown table": ((("[[source]]", "[[sauce]]"),), 6, "unknown table 'sauce'", None),
    "an unknown name": (
        (('funder = "nasa"', 'funder = "nassa"'),),
        6,
        "artemis.toml line 27: lander: no org is called 'nassa'",
        [("rejected", 27, "funder"), ("skipped", 38, "subject")],
    ),
    "two wrong statements": (
        (("$2.9bn", "2.9zz"), ('subject = "flyby"', 'subject = "fliby"')),
        6,
        "artemis.toml line 39: committed: '2.9zz' is no quantity of USD: unknown unit 'zz' (and 1",
        [("rejected", 39, "committed"), ("rejected", 43, "subject"), ("skipped", 50, "of")],
    ),
    "a mark of nothing": (
        (('of = "flown"', 'of = "flew"'),),
        6,
        "artemis.toml line 50: no statement has the key 'flew'",
        [("rejected", 50, "of")],
    ),
    "the future": (
        (('on = "2025-02-01"', 'on = "2027-02-01"'),),
        6,
        "artemis.toml line 32: '2027-02-01' is in the future",
        [("rejected", 32, "on")],
    ),
    "names that nothing has": (
        (
            ('title = "Crew flies around the Moon"', 'title = "Flyby"\nparty = "esa"'),
            ('title = "Crew lands on the Moon"', 'title = "Landing"\ngates = [\n  "fliby",\n]'),
            ('title = "Landing system"', 'title = "Lander"\nparent = "oig"'),
        ),
        6,
        "artemis.toml line 19: flyby: no org is called 'esa' (and 2 more)",
        [
            ("rejected", 19, "party"),
            ("rejected", 24, "gates"),
            ("rejected", 31, "parent"),
            ("skipped", 43, "subject"),
            ("skipped", 48, "subject"),
            ("skipped", 55, "of"),
        ],
    ),
    "mistakes of every kind": (
        (
            ('kind = "state"', 'kind = "moon"'),
            ('title = "Crew flies around the Moon"', 'title = "Flyby"\nmetric = "crew"'),
            ("$2.9bn", "2.9zz"),
            ('reason = "another flight"', 'reason = ""'),
        ),
        6,
        "artemis.toml line 10: kind must be one of: state, company, bank, other (and 2 more)",
        [
            ("rejected", 10, "kind"),
            ("rejected", 19, "metric"),
            ("skipped", 28, "funder"),
            ("skipped", 39, "subject"),
            ("skipped", 44, "subject"),
            ("rejected", 52, "reason"),
        ],
    ),
    "many names of one record that nothing has": (
        (('funder = "nasa"', 'funder = "nassa"\ngate = "fliby"\nparent = "landing"'),),
        6,
        "artemis.toml line 27: lander: no org is called 'nassa' (and 2 more)",
        [
            ("rejected", 27, "funder"),
            ("rejected", 28, "gate"),
            ("rejected", 29, "parent"),
            ("skipped", 40, "subject"),
        ],
    ),
    "gates in a circle": (
        (
            ('title = "Crew flies around the Moon"', 'title = "Flyby"\ngates = ["landing"]'),
            ('title = "Crew lands on the Moon"', 'title = "Landing"\ngates = ["flyby"]'),
            ("$2.9bn", "2.9zz"),
        ),
        6,
        "artemis.toml line 24: milestone artemis/flyby belongs to itself",
        [("rejected", 24, "gates"), ("rejected", 41, "committed")],
    ),
    "many mistakes of one statement": (
        (
            (
                '"$2.9bn"\nsource = "oig"',
                '"2.9zz"\nplanned = "2.9zz"\nsource = "org"\nsaid_by = "o"',
            ),
        ),
        6,
        "artemis.toml line 39: committed: '2.9zz' is no quantity of USD: unknown unit 'zz' (and 3",
        [
            ("rejected", 39, "committed"),
            ("rejected", 40, "planned"),
            ("rejected", 41, "source"),
            ("rejected", 42, "said_by"),
        ],
    ),
    "a statement by nobody": (
        (("on = 2026-04-11", 'on = 2026-04-11\nsaid_by = "esa"'),),
        6,
        "artemis.toml line 47: no org is called 'esa'",
        [("rejected", 47, "said_by"), ("skipped", 51, "of")],
    ),
    "a happening after its day": (
        (('happened = "2026-04-10"', 'happened = "2026-04-13"'),),
        6,
        "artemis.toml line 45: it cannot have happened on 2026-04-13, after it was said",
        [("rejected", 45, "happened"), ("skipped", 50, "of")],
    ),
    "a source of other content": (
        (('published_on = "2026-01-15"', 'published_on = "2026-01-16"'),),
        4,
        "artemis.toml line 14: source oig is there with another published_on",
        [("conflict", 14, "published_on")],
    ),
    "a key of other content": (
        (('status = "met"', 'status = "not-met"'),),
        4,
        f"artemis.toml line 42: the key 'flown' was used for something else (entry #{FLOWN})",
        [("conflict", 42, "key")],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_file_is_refused_whole(own: Own, tmp_path: Path, case: str) -> None:
    changes, code, message, rows = REFUSED[case]
    text = FILE + SAID + MARK
    if code == 4:
        own("apply", written(tmp_path, FILE + SAID))
    before = own("history", "-f", "json").stdout if code == 4 else None
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    outcome = own("apply", written(tmp_path, text), "-f", "json", code=code)
    error, hint = outcome.stderr.splitlines()
    assert message in error
    assert error.endswith("; nothing was written")
    assert hint.startswith("hint: ")
    refused = [
        (row["result"], row["line"], row["field"])
        for row in outcome.data
        if row["result"] in {"rejected", "conflict", "skipped"}
    ]
    assert refused == rows or rows is None
    assert "created" not in {row["result"] for row in outcome.data}
    if before is None:
        assert own("project", "list", "-f", "json").data == []
    else:
        assert own("history", "-f", "json").stdout == before


UNREADABLE = {
    "no file": (None, "cannot read"),
    "no TOML": (b"[[project]\n", "bad.toml line 1"),
    "no UTF-8": ("title = '経済'".encode("shift-jis"), "bad.toml is not written in UTF-8"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_file_of_ours_is_exit_6(own: Own, tmp_path: Path, case: str) -> None:
    content, message = UNREADABLE[case]
    path = tmp_path / "bad.toml"
    if content is not None:
        path.write_bytes(content)
    outcome = own("apply", str(path), code=6)
    assert message in outcome.stderr
    assert outcome.stdout == ""


@pytest.mark.both
def test_what_is_recorded_stays_though_its_report_is_not_written(own: Own, tmp_path: Path) -> None:
    path = written(tmp_path, FILE + SAID)
    unwritable = str(tmp_path / "nowhere" / "report")
    for more in (("--dry-run",), ()):
        told = own("apply", path, "-o", unwritable, *more, code=1).stderr
        assert "cannot write" in told
        assert ("what was recorded stays" in told) == (not more)
        assert bool(own("project", "list", "-f", "json").data) == (not more)


@pytest.mark.both
def test_a_mark_takes_a_statement_out(own: Own, tmp_path: Path) -> None:
    own("apply", written(tmp_path, FILE + SAID))
    own("apply", written(tmp_path, MARK, "mark.toml"))
    slugs = [row["slug"] for row in own("status", "-f", "json").data["milestones"]]
    assert slugs == ["landing"]
    assert own("apply", written(tmp_path, MARK, "mark.toml")).stderr == "mark.toml: 1 unchanged\n"


def test_the_shipped_files_are_unchanged_when_applied(run: Run) -> None:
    for file in sorted((fixtures_dir() / "rapidus").glob("*.toml")):
        outcome = run("apply", str(file), "-f", "json")
        assert {row["result"] for row in outcome.data} <= {"unchanged"}, file.name


def parted(folder: Path) -> Path:
    """FILE and SAID, a table in a file of its own, in an order in which nothing would be known."""
    folder.mkdir()
    tables = (FILE + SAID).split("[[")[1:]
    for number, table in enumerate(reversed(tables)):
        top = "" if table.startswith(("project", "organization", "source")) else PROJECT
        written(folder, f"{top}[[{table}", f"{number:02}.toml")
    written(folder, "not a dataset", "notes.txt")
    return folder


PROJECT = 'project = "artemis"\n'


@pytest.mark.both
def test_files_and_folders_are_one_dataset(own: Own, tmp_path: Path) -> None:
    folder = parted(tmp_path / "artemis")
    files = sorted(map(str, folder.glob("*.toml")))
    dry = own("apply", str(folder), "--dry-run").stderr
    assert dry == "passed over: notes.txt\n10 files: 10 valid; nothing was written\n"
    applied = own("apply", *files[5:], *files[:5], "-f", "json")
    assert applied.stderr == "10 files: 10 created\n"
    assert applied.data[0]["where"] == "00.toml line 2"
    again = own("apply", str(folder), files[3])
    assert again.stderr == "passed over: notes.txt\n10 files: 10 unchanged\n"
    assert "unchanged 03.toml line 2 statement artemis/landing target" in again.stdout


def test_a_mistake_in_one_of_several_files_refuses_all(own: Own, tmp_path: Path) -> None:
    folder = parted(tmp_path / "artemis")
    written(folder, PROJECT + '[[statement]]\nsubject = "landing"\nstatus = "遅い"\n', "0.toml")
    error = own("apply", str(folder), code=6).stderr
    assert error.startswith("error: 0.toml line 4: status must be one of: scheduled, ")
    assert "partially-met, met, not-met, cancelled; nothing was written" in error
    assert own("project", "list", "-f", "json").data == []
    written(folder, (folder / "04.toml").read_text(encoding="utf-8"), "0.toml")
    twice = own("apply", str(folder), code=6).stderr
    assert "04.toml line" in twice
    assert "stands already in 0.toml line" in twice


def test_lines_come_after_the_dataset_and_one_after_the_other(own: Own, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, line in ((first, '"status": "on-track"'), (second, '"target": "FY2028"')):
        folder.mkdir()
        row = f'{{"project": "artemis", "subject": "landing", {line}, "on": "2026-01-20"}}\n'
        written(folder, row, "said.jsonl")
    files = (str(first / "said.jsonl"), str(second / "said.jsonl"))
    dataset = written(tmp_path, FILE)
    told = own("apply", *files, dataset)
    assert told.stderr == "3 files: 8 created\n"
    where = {row["where"] for row in own("apply", *files, dataset, "-f", "json").data}
    assert where >= {f"{file} line 1" for file in (*files, "artemis.toml")}
    assert own("apply", *files, dataset).stderr == "3 files: 8 unchanged\n"
    written(second, '{"subject": "artemis/lending", "target": "FY2028"}\n', "said.jsonl")
    assert f"error: {files[1]} line 1: no subject is called" in own("apply", *files, code=6).stderr


LATER = """\
project = "artemis"
[[statement]]
subject = "landing"
target = "FY2026"
on = "2025-03-01"
[[statement]]
subject = "landing"
target = "FY2029"
source = "https://blog.example/1"
tier = "secondary"
on = "2026-05-01"
[[statement]]
subject = "landing"
target = "FY2025-Q4"
on = "2024-02-01"
[[statement]]
subject = "landing"
status = "met"
source = "https://blog.example/1"
tier = "secondary"
on = "2026-05-01"
[[statement]]
subject = "landing"
target = "FY2028-Q2"
on = "2026-06-01"
"""
"""Before and after SAID: what is older, weaker, the first of all, unproved, and what is shown."""
OUTRANKED = "primary outranks secondary; it cannot be true with it and counts as a conflict"
UNPROVED = "secondary sources alone end nothing of which better ones spoke"


@pytest.mark.both
def test_where_another_statement_stays_shown_a_batch_says_so(
    own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    own("apply", written(tmp_path, FILE))
    assert "stays" not in own("apply", written(tmp_path, 'project = "artemis"\n' + SAID)).stdout
    later = written(tmp_path, LATER.rpartition("[[statement]]")[0], "later.toml")
    dry = own("apply", later, "--dry-run").stdout.splitlines()
    told = own("apply", later).stdout.splitlines()
    stays = "landing target: stays FY2028-Q1, said by oig (primary, 2026-01-15): "
    assert [line for line in told if line.startswith("  ")] == [
        f"  {stays}said before what is shown",
        f"  {stays.replace(',', ' ≠,', 1)}{OUTRANKED}",
        f"  {stays}said before what is shown",
        "  moves the first promise: FY2026-Q4 -> FY2025-Q4",
        f"  landing status: stays scheduled ≠: {UNPROVED}",
    ]
    found = [line.split()[1] for line in told if line.startswith("warning")]
    assert found == ["V101", "S105"]
    assert [line for line in dry if line.startswith("  ")] == [
        line for line in told if line.startswith("  ")
    ]


def test_what_a_batch_moves_is_told_as_of_one_update(own: Own, tmp_path: Path) -> None:
    own("apply", written(tmp_path, FILE + SAID))
    moving = """\
project = "artemis"
[[statement]]
subject = "landing"
target = "FY2027-Q4"
status = "at-risk"
said_by = "nasa"
on = "2026-03-01"
"""
    applied = ("apply", written(tmp_path, moving, "moving.toml"), "--dry-run")
    lines = own(*applied).stdout.splitlines()
    assert "  landing target: FY2028-Q1 -> FY2027-Q4" in lines
    assert "landing shown as: scheduled -> at-risk" in lines
    assert any(line.startswith("landing slip: ") for line in lines)
    shown = own("entry", "show", str(own(*applied, "-f", "json").data[0]["replaces"][0])).stdout
    assert "FY2028-Q1" in shown


def test_what_the_batch_itself_says_later_is_no_news(own: Own, tmp_path: Path) -> None:
    own("apply", written(tmp_path, FILE + SAID))
    last = LATER.replace('"2025-03-01"', '"2026-05-20"').replace("2024-02-01", "2026-05-21")
    applied = own("apply", written(tmp_path, last, "last.toml"), "-f", "json").data
    assert [row["effects"] for row in applied] == [[], [], [], ["unproved"], []]
    assert {row["first_promise"] for row in applied} == {None}


def test_a_title_for_an_organization_names_the_slug_that_is_meant(own: Own, tmp_path: Path) -> None:
    text = (
        FILE.replace('name = "NASA"', 'name = "Space Agency"')
        + SAID
        + 'said_by = "The Space Agency"\n'
    )
    told = own("apply", written(tmp_path, text), code=6).stderr
    assert "said_by must be a slug" in told
    assert "; not 'The Space Agency'; write nasa; nothing was written" in told
    own("apply", written(tmp_path, FILE))
    line = '{"subject": "artemis/landing", "status": "on-track", "said_by": "NASA"}\n'
    told = own("apply", written(tmp_path, line, "a.jsonl"), code=6).stderr
    assert "; not 'NASA'; write nasa; nothing was written" in told


def test_a_folder_without_a_dataset_is_told(own: Own, tmp_path: Path) -> None:
    told = own("apply", str(tmp_path), code=6).stderr
    assert told.startswith(f"error: {tmp_path} holds no *.toml and no *.jsonl file\n")


def test_a_folder_holds_a_dataset_and_lines_and_the_rest_is_named(own: Own, tmp_path: Path) -> None:
    folder = tmp_path / "artemis"
    folder.mkdir()
    line = '{"subject": "artemis/landing", "status": "on-track", "on": "2026-01-20"}\n'
    for name, text in {"z.TOML": FILE, "a.jsonl": line, "b.ndjson": line}.items():
        written(folder, text, name)
    for name in ("x.csv", ".hidden", "a\x1b.md"):
        written(folder, "", name)
    (folder / "more").mkdir()
    told = own("apply", str(folder)).stderr
    assert told == "passed over: a\\x1b.md, more/, x.csv\n3 files: 7 created, 1 unchanged\n"


def test_a_statement_names_its_project_apart_or_with_its_subject(own: Own, tmp_path: Path) -> None:
    table = '[[statement]]\nproject = "artemis"\nsubject = "{}landing"\nstatus = "on-track"\n'
    own("apply", written(tmp_path, FILE + table.format("")))
    same = written(tmp_path, table.format("artemis/"), "same.toml")
    assert own("apply", same).stderr == "same.toml: 1 unchanged\n"
    other = written(tmp_path, table.format("apollo/"), "other.toml")
    told = own("apply", other, code=6).stderr
    assert "other.toml line 2: project is 'artemis', and the subject is of 'apollo'" in told


def test_a_fiscal_year_that_no_currency_tells_is_asked_for(own: Own, tmp_path: Path) -> None:
    text = FILE.replace("fiscal_year_starts = 10\n", "")
    told = own("apply", written(tmp_path, text), code=6).stderr
    assert "artemis.toml line 1: USD does not tell when the fiscal year begins" in told
    assert 'as in Japan: fiscal_year_starts 4 fiscal_year_named_by "first"' in told


def test_a_source_without_a_day_is_never_dated_today(own: Own, tmp_path: Path) -> None:
    text = (FILE + SAID).replace('published_on = "2026-01-15"\n', "")
    told = own("apply", written(tmp_path, text), code=6).stderr
    line = 1 + (FILE + SAID).partition('target = "FY2028-Q1"')[0].count("\n") - 3
    assert told.startswith(
        f"error: artemis.toml line {line}: source oig has no day, so when it was said is unknown"
    )
    assert "as published_on of the source; where it carries none, when you read it: on 2026" in told


def test_another_value_of_the_same_source_and_day_is_told_with_what_takes_the_older_back(
    own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    own("apply", written(tmp_path, FILE))
    line = (
        'project = "artemis"\n[[statement]]\nsubject = "landing"\n'
        'source = "https://blog.example/1"\non = "2026-05-01"\ntarget = "2029"\n'
    )
    first = own("apply", written(tmp_path, line)).stdout
    assert "to take it back" not in first
    number = first.partition("#")[2].split()[0]
    for harmless in (
        line,
        line.replace("05-01", "05-02"),
        line.replace("blog", "news"),
        line.replace('"2029"', '"2031"\nkey = "of-its-own"'),
    ):
        assert "to take it back" not in own("apply", written(tmp_path, harmless)).stdout
    told = own("apply", written(tmp_path, line.replace("2029", "2030"))).stdout
    take_back = f"tracker entry deprecate {number} --reason TEXT"
    expected = f"  #{number} of the same source and day says 2029; to take it back: {take_back}"
    assert expected in told.splitlines()
    own("entry", "deprecate", number, "--reason", "Misread")
    told = own("apply", written(tmp_path, line.replace("2029", "2028"))).stdout
    assert f"#{number} of the same source" not in told
