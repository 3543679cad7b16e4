"""`tracker check` and `tracker accept`."""

from __future__ import annotations

import pytest

from databases import SHIPPED
from program import Run
from recording import nth

pytestmark = pytest.mark.sqlite


def test_errors_make_the_exit_code_and_a_threshold_moves_it(run: Run) -> None:
    assert run("check", code=8).stdout.splitlines()[0] == "ERROR  5"
    run("check", "--fail-on", "none")
    run("check", "--select", "T")
    run("check", "--select", "T", "--fail-on", "warning", code=8)
    run("check", "--select", "stale", "--fail-on", "warning")
    run("check", "--select", "stale", "--fail-on", "info", code=8)
    run("check", "--ignore", "V102,V103")


def test_all_projects_are_checked_unless_one_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = run("check", "-f", "json", code=8).data
    assert everything["projects"] == ["rapidus", "meti-fy2026"]
    one = run("check", "meti-fy2026", "-f", "json", code=8).data
    assert one["projects"] == ["meti-fy2026"]
    assert {finding["project"] for finding in one["findings"]} == {"meti-fy2026"}
    monkeypatch.setenv("TRACKER_PROJECT", "meti-fy2026")
    assert run("check", "-f", "json", code=8).data == one
    assert run("check", "nothing", code=3).stderr.startswith("error: no project is called")


def test_a_finding_names_statements_sources_and_the_figure(run: Run) -> None:
    report = run("check", "--select", "conversion", "meti-fy2026", "-f", "json", code=8).json
    assert report["schema"] == "tracker/check/v2"
    assert report["data"]["standing"] == {"error": 1, "warning": 0, "info": 0}
    (finding,) = report["data"]["findings"]
    assert (finding["code"], finding["severity"]) == ("V103", "error")
    assert finding["figure"] == "15.6 ≠ 157 JPY/USD"
    assert finding["statements"][0]["source"]["slug"] == "icgoodfind-2026-01"
    table = run("check", "--select", "conversion", "meti-fy2026", code=8).stdout
    assert "15.6 ≠ 157 JPY/USD" in table
    assert f"#{finding['statements'][0]['entry']}" in table


def test_both_clocks_are_obeyed(run: Run) -> None:
    assert run("check", "--as-of", "2022-12-01").stdout == "0 errors, 0 warnings, 0 info\n"
    assert run("check", "--known-at", str(nth(2, SHIPPED)), "-f", "json").data["findings"] == []


def test_a_rule_explains_itself_without_a_database(run: Run) -> None:
    told = run("check", "--explain", "V103", db=None).stdout
    assert told.startswith("V103 conversion  (error, of values)\n")
    assert "For example: 1.23tn yen as $79bn implies 15.6" in told
    assert run("check", "--explain", "conversion", "-f", "json").data[0]["code"] == "V103"
    family = run("check", "--explain", "M", "-f", "json").data
    assert run("check", "--explain", "M", "-f", "json").json.keys() == {"schema", "data"}
    assert {rule["family"] for rule in family} == {"money"}
    assert len(family) == 4
    for form in ("csv", "markdown"):
        assert "conversion" in run("check", "--explain", "V103", "-f", form).stdout
    assert run("check", "--explain", "V9", code=2).stderr.startswith("error: no rule is called")
    run("check", "--select", "Q", code=2)


def test_an_accepted_finding_counts_no_more_and_history_shows_it(run: Run) -> None:
    for code in ("V102", "V103"):
        for subject in ("rd-fy2026", "meti-fy2026/all-lines", "round-feb-2026"):
            run("accept", code, subject, "--reason", "x", code=0 if _has(code, subject) else 3)
    told = run(
        "accept", "V103", "meti-fy2026/chips-and-ai", "--reason", "The slip that we began with"
    )
    assert told.stdout.startswith("created   #")
    again = run("accept", "v103", "meti-fy2026/chips-and-ai", "--reason", "Again")
    assert again.stdout.startswith("unchanged #")
    run("accept", "V103", "state-follow-on-early", "--reason", "A blog")
    report = run("check", "-f", "json").data
    assert (report["standing"]["error"], report["accepted"]) == (0, 5)
    shown = run("check", "--all").stdout
    assert "The slip that we began with" in shown
    assert shown.endswith("; 5 accepted\n")
    assert (
        "| V103 chips-and-ai" in run("history", "meti-fy2026/chips-and-ai", "-f", "markdown").stdout
    )
    entries = run("history", "meti-fy2026/chips-and-ai", "-f", "csv").stdout
    assert "V103 chips-and-ai" in entries
    assert "V102 chips-and-ai" not in entries


def _has(code: str, subject: str) -> bool:
    return (code, subject) in {
        ("V102", "rd-fy2026"),
        ("V102", "meti-fy2026/all-lines"),
        ("V103", "round-feb-2026"),
    }


def test_the_page_leaves_out_what_was_accepted(run: Run) -> None:
    page = run("status", "--as-of", "2026-11-22").stdout
    assert "tracker check" in page
    assert "x10" in page
    run("accept", "V102", "rd-fy2026", "--reason", "Known")
    assert "x10" not in run("status", "--as-of", "2026-11-22").stdout


def test_an_acceptance_needs_a_reason(run: Run) -> None:
    run("accept", "V102", "rd-fy2026", "--reason", " ", code=2)
    run("accept", "V102", "rd-fy2026", code=2)
