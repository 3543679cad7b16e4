from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from databases import SHIPPED
from program import Run, milestone
from recording import nth
from tracker.domain.quantities.format import Units


@pytest.mark.parametrize("day", ["2025-12-31", "2026-03-31", "2026-11-01"])
def test_mass_production_is_due_in_the_second_half_of_fiscal_2027(run: Run, day: str) -> None:
    row = milestone(run("status", "--as-of", day, "-f", "json"), "mass-production")
    assert row["target"]["text"] == "FY2027-H2"
    assert row["baseline"]["text"] == "2027"
    assert row["current_baseline"]["text"] == "FY2027-H2"
    assert row["slip_days"] == [0, 91]


def test_in_2023_mass_production_was_due_in_2027(run: Run) -> None:
    row = milestone(run("status", "--as-of", "2023-12-31", "-f", "json"), "mass-production")
    assert row["target"]["text"] == "2027"


@pytest.mark.parametrize(
    ("day", "status", "holders"), [("2025-12-31", "scheduled", "8"), ("2026-03-31", "met", "32")]
)
def test_shareholders_are_counted_against_about_30(
    run: Run, day: str, status: str, holders: str
) -> None:
    row = milestone(run("status", "--as-of", day, "-f", "json"), "shareholders")
    assert row["status"] == status
    assert row["progress"]["value"]["amount"] == holders
    assert row["progress"]["threshold"]["text"] == "~30"


def test_private_financing_is_met_by_what_was_raised(run: Run) -> None:
    before = milestone(run("status", "--as-of", "2026-02-10", "-f", "json"), "private-financing")
    assert before["status"] != "met"
    row = milestone(run("status", "--as-of", "2026-03-31", "-f", "json"), "private-financing")
    assert (row["status"], row["status_basis"]) == ("met", "metric")
    assert row["progress"]["value"]["amount"] == "167600000000"
    assert row["progress"]["threshold"]["amount"] == "130000000000"


@pytest.mark.parametrize("day", ["2025-04-02", "2026-11-22"])
def test_the_pilot_line_met_its_day(run: Run, day: str) -> None:
    row = milestone(run("status", "--as-of", day, "-f", "json"), "2nm-pilot")
    assert (row["status"], row["met_on"]["text"]) == ("met", "2025-04-01")


@pytest.mark.parametrize("day", ["2025-11-21", "2026-11-22"])
def test_the_ipo_is_due_about_fiscal_2031(run: Run, day: str) -> None:
    row = milestone(run("status", "--as-of", day, "-f", "json"), "ipo")
    assert row["target"]["text"] == "~FY2031"


def test_bare_tracker_is_status(run: Run) -> None:
    assert run().stdout == run("status").stdout
    assert run("--all").stdout == run("status", "--all").stdout


def test_the_envelope_names_schema_and_clocks(run: Run) -> None:
    known = nth(100, SHIPPED)
    clocks = ("--as-of", "2026-03-31", "--known-at", str(known))
    envelope = run("status", *clocks, "-f", "json").json
    assert envelope["schema"] == "tracker/status/v2"
    assert (envelope["as_of"], envelope["known_at"]) == ("2026-03-31", known)


@pytest.mark.both
def test_a_report_known_at_an_entry_is_the_same_bytes_after_more_was_logged(run: Run) -> None:
    head = str(run("status", "-f", "json").json["known_at"])
    clocks = ("--as-of", "2026-11-22", "--known-at", head)
    before = [run("status", *clocks, "-f", form).stdout for form in ("table", "json")]
    run("log", "mass-production", "at-risk", "--target", "FY2028-H1")
    after = [run("status", *clocks, "-f", form).stdout for form in ("table", "json")]
    assert before == after
    assert run("status", "-f", "json").json["data"] != run("status", *clocks, "-f", "json").data


def test_a_day_before_everything_gives_an_empty_page_and_valid_json(run: Run) -> None:
    outcome = run("status", "--as-of", "1999-12-31", "-f", "json")
    assert outcome.data["milestones"] == []
    assert outcome.data["newest_statement"] is None
    assert "RAPIDUS" in run("status", "--as-of", "1999-12-31").stdout


def test_a_mail_subject_is_one_line(run: Run) -> None:
    assert run("status", "--line").stdout.count("\n") == 1


def test_another_project_has_its_own_page(run: Run) -> None:
    assert run("status", "meti-fy2026", "-f", "json").data["project"] == "meti-fy2026"


@pytest.mark.parametrize(
    ("units", "page", "listed"),
    [
        ("bn", "MONEY in ¥bn", "¥100bn"),
        ("oku", "MONEY in 億円", "1,000億円"),
        ("raw", "MONEY in ¥ ", "¥100,000,000,000"),
    ],
)
def test_money_is_told_in_the_units_asked_for(run: Run, units: str, page: str, listed: str) -> None:
    assert page in run("status", "--units", units).stdout
    assert listed in run("tranche", "list", "--units", units).stdout
    sheet = run("tranche", "list", "--units", units, "-f", "csv").stdout
    assert "100000000000,,exact,JPY" in sheet
    assert sheet == run("tranche", "list", "-f", "csv").stdout


def test_oku_is_no_ascii_sign(run: Run) -> None:
    assert "億 is no ASCII sign" in run("status", "--ascii", "--units", "oku", code=2).stderr


AS_WRITTEN = [
    (("why", "meti-fy2026/all-lines", "--all"), "3.0693tn as $19.6bn", "3兆693億円 as 196億ドル"),
    (("history", "equity-fy2026"), " 150bn ", " 1,500億円 "),
    (("tranche", "show", "rd-fy2026"), "<=631.5bn", "<=6,315億円"),
    (("log", "toyota", "6bn", "--dry-run"), "invested: ~5bn -> 6bn", "invested: ~50億円 -> 60億円"),
    (("entry", "show", str(nth(342, SHIPPED))), "3.0693tn as $19.6bn", "3兆693億円 as 196億ドル"),
]


@pytest.mark.parametrize(("command", "written", "oku"), AS_WRITTEN, ids=lambda one: one[0])
def test_what_was_said_is_told_as_written_or_in_units(
    run: Run, command: tuple[str, ...], written: str, oku: str
) -> None:
    assert written in run(*command).stdout
    told = run(*command, "--units", "oku").stdout
    assert oku in told
    assert written not in told


@pytest.mark.parametrize(
    "command",
    [("status",), ("tranche", "list"), ("holder", "list"), ("why", "meti-fy2026/all-lines")],
)
def test_json_never_changes_with_the_units(run: Run, command: tuple[str, ...]) -> None:
    told = {run(*command, "--units", units, "-f", "json").stdout for units in Units}
    assert len(told) == 1


def test_attention_names_the_rule_that_found_it(run: Run) -> None:
    found = run("status", "-f", "json").data["attention"]
    assert {tuple(one) for one in found} == {
        ("code", "kind", "severity", "subject", "message", "figure")
    }
    assert ("T103", "calendar", "mass-production") in {
        (one["code"], one["kind"], one["subject"]) for one in found
    }
    assert all(one["message"].startswith(f"{one['subject']}: ") for one in found)


def test_attention_is_about_the_project_alone(run: Run) -> None:
    slips = {
        project: [
            one["subject"]
            for one in run("status", project, "-f", "json").data["attention"]
            if one["kind"] == "power-of-ten"
        ]
        for project in ("rapidus", "meti-fy2026")
    }
    assert slips == {"rapidus": ["rd-fy2026"], "meti-fy2026": ["all-lines"]}


def test_a_brief_tells_the_headline_the_overdue_the_money_and_the_newest_change(run: Run) -> None:
    text = run("status", "--cite", "plain").stdout
    told, _, notes = text.partition("\n\n[1] ")
    told = " ".join(told.split())
    assert told.startswith(
        "“2nm mass production starts” was first promised for 2027, as Japan Times reported on 17"
        " November 2022;[1] on 21 November 2025 Rapidus Corporation said that “2nm mass production"
        " starts” was due in the second half of FY2027 (October 2027 to March 2028), up to 3 months"
        " later than first promised;[2] it was last repeated on 25 August 2026 by repository"
        " note.[3]"
    )
    assert "By 22 November 2026 2 milestones were overdue, both gates of “2nm mass" in told
    assert (
        "at least ¥424.9bn had been paid;[7][8][9] at most ¥2,354bn more was committed, for part"
        in told
    )
    assert "more than ¥7tn was needed (“Need to FY2031”), as Rapidus Corporation said" in told
    assert "of that had no stated source. The newest other change of a milestone" in told
    assert set(re.findall(r"\[(\d+)\]", told)) == {
        "1",
        *re.findall(r"^\[(\d+)\]", notes, re.MULTILINE),
    }
    assert "[^1]: Japan Times" in run("status", "--cite").stdout


def test_a_brief_stands_on_the_same_clocks_as_the_page(run: Run) -> None:
    early = run("status", "--cite", "--as-of", "1999-01-01").stdout
    assert early == "Nothing is stated of RAPIDUS by 1 January 1999.\n"
    run("log", "mass-production", "--target", "FY2029", "--on", "2026-11-20")
    assert "FY2029" in run("status", "--cite").stdout
    assert "FY2029" not in run("status", "--cite", "--known-at", "1177").stdout


def test_a_brief_cites_nothing_that_a_check_holds_wrong(run: Run) -> None:
    run("log", "equity-fy2026", "paid", "150bn as $90bn", "--on", "2026-11-20")
    told = " ".join(run("status", "--cite", "plain").stdout.split())
    assert "What the keeper of this record noted on 20 November 2026 is not cited" not in told
    run("log", "rd-fy2027", "committed", "300bn as $20bn", "--on", "2026-11-20")
    told = " ".join(run("status", "--cite", "plain").stdout.split())
    assert "What the keeper of this record noted on 20 November 2026 is not cited" in told
    assert "(V103 conversion: " in told


@pytest.mark.parametrize("other", [("--line",), ("-f", "csv")])
def test_a_brief_is_a_text_of_its_own(run: Run, other: tuple[str, ...]) -> None:
    assert "--cite is a text of its own" in run("status", "--cite", *other, code=2).stderr


@pytest.mark.parametrize("width", [40, 80])
def test_a_brief_wraps_as_a_citation_does(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("status", "--cite").stdout.splitlines()
    assert all(cell_len(line) <= width or len(line.split()) == 1 for line in lines)


def test_the_whole_page_names_the_milestones_of_which_nobody_spoke(run: Run) -> None:
    run("milestone", "add", "quiet", "--title", "Quiet", "--type", "delivery")
    assert "nobody spoke of quiet" in run("status", "--all").stdout
    assert "1 nobody spoke of" in run("status").stdout
