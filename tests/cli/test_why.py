from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from rich.cells import cell_len

from program import Run, milestone
from tracker.domain.milestones.schedule import DEFAULT_LIMITS


def test_the_presss_narrower_date_stands_beside_the_companys(run: Run) -> None:
    clock = ("--as-of", "2023-12-31", "-f", "json")
    (target,) = run("why", "mass-production.target", *clock).data["fields"]
    assert (target["text"], target["shown"]["speaker"]) == ("2027", "Rapidus Corporation")
    narrower = [said["text"] for said in target["beside"] if said["relation"] == "narrows"]
    assert narrower == ["2027-04"]
    assert [said["text"] for said in target["conflicts"]] == ["../2027-03"]


def test_the_articles_total_is_the_only_conflict(run: Run) -> None:
    planned, budgeted = run("why", "meti-fy2026/all-lines", "-f", "json").data["fields"]
    assert planned["value"]["amount"] == budgeted["value"]["amount"] == "3069300000000"
    assert planned["conflicts"] == []
    assert [said["text"] for said in budgeted["conflicts"]] == ["30.7 trillion yen"]


def test_a_truncated_figure_agrees(run: Run) -> None:
    for value in run("why", "meti-fy2026/chips-and-ai", "-f", "json").data["fields"]:
        assert value["value"]["amount"] == "1239000000000"
        assert value["conflicts"] == []


def test_what_nobody_spoke_of_yet_is_said_so(run: Run) -> None:
    outcome = run("why", "mass-production", "--as-of", "2001-01-01")
    assert "nobody has said anything of it by then" in outcome.stdout


def test_a_threshold_is_explained_by_its_metric(run: Run) -> None:
    fields = {
        field["field"]: field for field in run("why", "shareholders", "-f", "json").data["fields"]
    }
    assert fields["holder-count"]["text"] == "32"
    assert "32" in run("why", "shareholders.value").stdout


def test_history_shows_entries_as_recorded(run: Run) -> None:
    run("log", "mass-production", "at-risk", "-m", "late")
    newest = run("history", "mass-production", "-f", "json").data[-1]
    assert (newest["kind"], newest["statement"]["text"]) == ("statement", "at-risk")
    assert newest["recorded_at"] == "2026-11-22T09:00:00Z"
    assert len(run("history", "--limit", "3", "-f", "json").data) == 3


def test_both_baselines_stand_with_their_slips(run: Run) -> None:
    text = run("milestone", "show", "mass-production").stdout
    assert "first    2027, slip 0..+3mo\n" in text
    assert "baseline FY2027-H2 (current), slip none\n" in text
    assert "breach   none (180 days allowed after the first, 90 after" in text
    state = run("why", "mass-production", "-f", "json").data["state"]
    assert (state["slip_days"], state["current_slip_days"]) == ([0, 91], [0, 0])
    assert state["breach"] == "none"
    assert "(current, never moved), slip none" in run("why", "ipo").stdout


@pytest.mark.parametrize(
    ("days", "breach"),
    [("90", "original"), ("91", "none"), ("30,90", "original"), ("0,91", "none")],
)
def test_a_baseline_is_breached_by_more_days_than_allowed(
    run: Run, monkeypatch: pytest.MonkeyPatch, days: str, breach: str
) -> None:
    limits = ("--breach-days", days, "-f", "json")
    assert run("why", "mass-production", *limits).data["state"]["breach"] == breach
    assert milestone(run("status", *limits), "mass-production")["breach"] == breach
    listed = {row["slug"]: row for row in run("milestone", "list", *limits).data}
    assert listed["mass-production"]["breach"] == breach
    monkeypatch.setenv("TRACKER_BREACH_DAYS", days)
    assert f"breach   {breach} " in run("milestone", "show", "mass-production").stdout


def test_a_moved_target_breaches_the_current_baseline_and_an_overdue_one_both(run: Run) -> None:
    run("log", "mass-production", "--target", "FY2028-H2", "--on", "2026-11-20")
    assert run("why", "mass-production", "-f", "json").data["state"]["breach"] == "both"
    late = milestone(run("status", "-f", "json"), "iim1-built")
    assert (late["slip_days"], late["overdue"], late["breach"]) == ([0, 0], True, "both")
    assert late["breach_limit_days"] == {"original": 180, "current": 90}


def test_breach_days_are_days(run: Run) -> None:
    assert "no number of days" in run("milestone", "list", "--breach-days", "x", code=2).stderr


def test_the_help_names_the_limits_that_stand_where_none_are_given(run: Run) -> None:
    limits = f"{DEFAULT_LIMITS.current},{DEFAULT_LIMITS.original}"
    assert f"[{limits}]" in run("milestone", "list", "--help").stdout
    assert f"is flagged: {limits}" in run("help", "scripting").stdout


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_text_wraps_between_words_and_addresses_stay_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.delenv("COLUMNS")
    whole = run("why", "mass-production").stdout
    monkeypatch.setenv("COLUMNS", str(width))
    wrapped = run("why", "mass-production").stdout
    assert wrapped.split() == whole.split()
    assert all(cell_len(line) <= width or len(line.split()) == 1 for line in wrapped.splitlines())


def test_five_lines_tell_what_is_shown_and_who_says_so(run: Run) -> None:
    opening = run("why", "rd-fy2026.committed").stdout.splitlines()[3:8]
    assert opening[:2] == [
        "shown     committed <=631.5bn",
        "said by   Rapidus Corporation (primary), 2026-04-11, #1031",
    ]
    assert opening[2].startswith("repeated  3 times, last 2026-06-02 by repository digest")
    assert opening[3].startswith("against   6.315 trillion yen (igor'sLAB (secondary), 2026-04)")
    assert opening[4] == "replaced  nothing"
    moved = run("why", "holder-count").stdout
    assert "replaced  8 (eeNews Analog" in moved
    met = run("why", "shareholders").stdout
    assert "shown     met 2026-02-27, 32\n" in met


@pytest.mark.parametrize(
    ("subject", "lead"),
    [
        ("mass-production", "target"),
        ("2nm-pilot", "status"),
        ("shareholders", "holder-count"),
        ("equity-fy2026", "disbursed"),
        ("toyota", "invested"),
        ("holder-count", "value"),
        ("mass-production.note", "note"),
    ],
)
def test_the_field_that_leads_is_the_one_that_answers(run: Run, subject: str, lead: str) -> None:
    assert run("why", subject, "-f", "json").data["lead"] == lead


def test_what_repeats_is_folded_until_all_is_asked_for(run: Run) -> None:
    brief = run("why", "mass-production").stdout
    whole = run("why", "mass-production", "--all").stdout
    ids = [said["entry"] for said in whole_of(run, "mass-production")]
    assert [number for number in ids if f"#{number}" not in whole] == []
    assert "repeated 6 times, last 2026-08-25 by repository note (secondary)" in brief
    assert "2027-H2 Kyodo News (press), #753 held wrong: calendar" in " ".join(brief.split())
    assert "26 statements are folded: tracker why rapidus/mass-production --all\n" in brief
    assert "folded" not in whole
    assert len(brief.splitlines()) < len(whole.splitlines()) * 2 // 3


def whole_of(run: Run, subject: str) -> list[dict[str, Any]]:
    """Every statement about a subject, as JSON tells them."""
    fields = run("why", subject, "-f", "json").data["fields"]
    parts = ("run", "beside", "conflicts", "earlier")
    return [said for field in fields for part in parts for said in field[part]]


def test_several_subjects_follow_one_another(run: Run) -> None:
    both = run("why", "toyota", "ipo.target", "toyota")
    assert both.stdout.index("rapidus/toyota") < both.stdout.index("rapidus/ipo")
    assert both.stdout.count("rapidus/toyota  ") == 1
    outcome = run("why", "toyota", "ipo.target", "-f", "json")
    alone = [run("why", one, "-f", "json").data for one in ("toyota", "ipo.target")]
    assert outcome.json["schema"] == "tracker/subjects/v1"
    assert outcome.data == alone
    header, *rows = csv.reader(io.StringIO(run("why", "toyota", "ipo", "-f", "csv").stdout))
    single, *of_one = csv.reader(io.StringIO(run("why", "toyota", "-f", "csv").stdout))
    assert header == ["about", *single]
    assert [row[1:] for row in rows if row[0] == "rapidus/toyota"] == of_one
    assert "## Why rapidus/ipo" in run("why", "toyota", "ipo", "-f", "markdown").stdout
    assert "no subject" in run("why", "toyota", "nothing", code=3).stderr
    cited = run("why", "toyota", "prospects", "--cite").stdout
    assert "Toyota Motor had invested" in " ".join(cited.split())
    assert cited.count("\n[^1]: ") == 1


def test_a_citation_dates_what_was_said(run: Run) -> None:
    assert run("why", "mass-production.target", "--cite", "plain").stdout == (
        "On 21 November 2025 Rapidus Corporation said that “2nm mass production starts”\n"
        "was due in the second half of FY2027 (October 2027 to March 2028);[1] it was\n"
        "last repeated on 25 August 2026 by repository note.[2] On 8 July 2026 Tom's\n"
        "Hardware wrote of 2027.[3] What Kyodo News reported on 12 December 2025 is not\n"
        "cited, as a check holds it wrong (T103 calendar: some say 2027-H2, not\n"
        "FY2027-H2). Nothing newer was found by 22 November 2026.\n"
        "\n"
        "[1] Rapidus Corporation, quoted by EE Times Japan, “[METI selects Rapidus for\n"
        "state equity; the implementation plan]”, 21 November 2025,\n"
        "https://eetimes.itmedia.co.jp/ee/articles/2511/21/news147.html\n"
        "[2] repository note, “[Essay on Rapidus in a public repository]”, 25 August\n"
        "2026, not read by us\n"
        "[3] Tom's Hardware, “Rapidus fab roadmap examined”, 8 July 2026,\n"
        "https://www.tomshardware.com/tech-industry/semiconductors/rapidus-fab-roadmap-examined"
        ",\n"
        "not read by us\n"
    )


def test_what_is_old_is_never_told_as_if_it_were_so_now(run: Run) -> None:
    cited = " ".join(run("why", "iim1-built.progress", "--cite", "plain").stdout.split())
    assert cited.startswith(
        "On 24 October 2024 Rapidus Corporation said that “IIM-1: all construction completed”"
        " was 80% done;[1] nothing newer was found by 22 November 2026. [1] Rapidus Corporation,"
    )
    said = run("why", "iim1-built", "--cite", "plain", "--as-of", "2024-10-24").stdout
    assert "nothing newer" not in said


@pytest.mark.parametrize(
    ("subject", "wrong", "why"),
    [
        ("rd-fy2026.committed", "6.315", "V102 power-of-ten: igor'sLAB says 6,315bn"),
        ("mass-production.target", "calendar 2027", "T103 calendar: some say 2027-H2"),
    ],
)
def test_no_source_is_cited_for_what_a_check_holds_wrong(
    run: Run, subject: str, wrong: str, why: str
) -> None:
    text, _, notes = run("why", subject, "--cite", "plain").stdout.partition("\n\n[1]")
    told = " ".join(text.split())
    assert f"is not cited, as a check holds it wrong ({why}" in told
    assert f"wrote of {wrong}" not in told
    assert "igorslab" not in notes
    assert "ICgoodFind" not in notes


def test_what_only_repeats_is_no_witness_where_a_check_holds_it_wrong(run: Run) -> None:
    assert "ICgoodFind" in run("why", "meti-fy2026/chips-and-ai", "--all").stdout
    assert "ICgoodFind" not in run("why", "meti-fy2026/chips-and-ai", "--cite").stdout


def test_what_is_shown_is_not_cited_either_where_a_check_holds_it_wrong(run: Run) -> None:
    run("log", "infrastructure-aid", "8bn as $5bn", "--on", "2026-11-20")
    cited = run("why", "infrastructure-aid", "--cite", "plain").stdout
    told = " ".join(cited.split())
    assert told.startswith("What the keeper of this record noted on 20 November 2026 is not cited,")
    assert "(V103 conversion: " in told
    assert "[1]" not in told


def test_a_sum_is_cited_with_its_parts(run: Run) -> None:
    cited = " ".join(run("why", "private-equity", "--cite", "plain").stdout.split())
    assert (
        "The parts of “Private-sector equity, total to about FY2031” known by 22 November 2026"
        " add up to ¥174.9bn paid: ¥7.3bn of “Founders' capital of 2022”,[3]"
        " ¥167.6bn of “Private round of FY2025”.[4]"
    ) in cited
    metric = " ".join(run("why", "rd-ceilings-fy2026", "--cite").stdout.split())
    assert "add up to at most ¥2,354bn: ¥70bn of “Commissioned R&D, FY2022”,[^3] at most" in metric
    one_field = run("why", "private-equity.planned", "--cite").stdout
    assert "add up" not in one_field


def test_a_citation_in_markdown_is_the_default(run: Run) -> None:
    for args in (("why", "infrastructure-aid", "--cite"), ("why", "--cite", "infrastructure-aid")):
        text = run(*args).stdout
        assert "was about ¥3bn;[^1] nothing newer" in " ".join(text.split())
        assert ".\n\n[^1]: " in text
        assert "<https://" in text
        assert run("why", "infrastructure-aid", "--cite", "markdown").stdout == text


def test_what_was_expected_is_cited_until_it_has_come(run: Run) -> None:
    before = run("why", "toyota", "--cite", "--as-of", "2026-02-10").stdout
    assert "Toyota Motor was expected to invest ¥5bn" in " ".join(before.split())
    assert "Toyota Motor had invested ¥1bn" in " ".join(before.split())
    now = run("why", "toyota", "--cite").stdout
    assert "noted that Toyota Motor had invested about ¥5bn" in " ".join(now.split())
    assert "expected" not in now


def test_a_citation_says_what_we_did_not_read_and_what_is_our_own(run: Run) -> None:
    assert "not read by us" in " ".join(run("why", "rd-fy2026", "--cite").stdout.split())
    (row,) = run("log", "ipo", "at-risk", "--on", "2026-11-20", "-f", "json").data["entries"]
    cited = run("why", "ipo.status", "--cite", "plain").stdout
    assert "On 20 November 2026 the keeper of this record noted that" in cited
    assert "was at risk;[1]" in " ".join(cited.split())
    number = row["entry"]
    assert f"[1] The keeper of this record, 20 November 2026, log entry {number}." in cited


def test_a_citation_is_as_known_then(run: Run) -> None:
    args = ("why", "mass-production.target", "--cite", "plain", "--as-of", "2023-12-31")
    assert "was due in 2027;[1]" in " ".join(run(*args).stdout.split())
    assert "31 December 2023." in run(*args).stdout
    run("log", "mass-production", "--target", "FY2029")
    known = run("why", "mass-production.target", "--cite", "plain", "--known-at", "469").stdout
    assert "FY2029" not in known
    nothing = run("why", "ipo", "--cite", "--as-of", "1999-01-01").stdout
    assert nothing == "Nobody has said anything of it by then.\n"


def test_a_citation_has_no_other_format(run: Run) -> None:
    assert "--cite is text" in run("why", "ipo", "--cite", "-f", "json", code=2).stderr


def test_what_its_count_met_is_told_with_the_day_and_the_figure(run: Run) -> None:
    cited = " ".join(run("why", "shareholders", "--cite", "plain").stdout.split())
    assert "32 of about 30 had been reached, by which “About 30 companies hold shares”" in cited
    assert "was met on 27 February 2026.[1]" in cited
    assert "holder-count" not in cited
    status = run("why", "shareholders.status").stdout
    assert "status   met 2026-02-27 (metric)" in status
    assert "● shown     2026-02-27  32" in status


def test_a_contradiction_has_the_sign_of_the_page_in_ascii_too(run: Run) -> None:
    drawn = run("why", "rd-fy2026", "--ascii").stdout
    assert "  # conflicts " in drawn
    assert "  * shown " in drawn
    assert "!" not in drawn


def test_a_count_that_fell_since_is_no_proof_that_it_met_its_threshold(run: Run) -> None:
    run("log", "shareholders", "25", "--on", "2026-11-20", "--reason", "Seven left")
    cited = run("why", "shareholders", "--cite").stdout
    assert "32 of about 30 had been reached" in " ".join(cited.split())
    run("log", "rd-fy2026", "paid", "5bn", "--on", "2026-11-20", "--happened", "2026-09")
    assert "happened: 2026-09" in run("why", "rd-fy2026").stdout
