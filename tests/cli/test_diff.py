from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from program import Outcome, Run, milestone


def head(run: Run) -> str:
    return str(run("status", "-f", "json").json["known_at"])


def events(outcome: Outcome) -> list[tuple[str, str]]:
    return [(event["kind"], event["subject"]) for event in outcome.data["events"]]


def test_the_plan_of_november_2025_narrowed_mass_production(run: Run) -> None:
    outcome = run("diff", "2025-11-20", "2025-11-21", "-f", "json")
    assert outcome.json["schema"] == "tracker/diff/v2"
    told = [e for e in outcome.data["events"] if (e["kind"], e["field"]) == ("narrowed", "target")]
    (event,) = [e for e in told if e["subject"] == "mass-production"]
    assert (event["before"]["text"], event["after"]["text"]) == ("2027", "FY2027-H2")
    assert event["slip_days"] == {"before": [0, 0], "after": [0, 91]}
    assert event["slip_months"] == {"before": [0, 0], "after": [0, 3]}
    assert event["current_slip_days"]["after"] == [0, 0]
    assert ("stated", "mass-production") in events(outcome)


def test_money_paid_and_milestones_met_since_a_day(run: Run) -> None:
    found = events(run("diff", "2026-02-01", "-f", "json"))
    assert {("paid", "equity-fy2026"), ("met", "private-financing")} <= set(found)
    assert ("contradicted", "rd-fy2026") in found
    assert ("gone-stale", "ipo") in found


@pytest.mark.both
def test_a_cursor_tells_what_was_recorded_after_it(run: Run) -> None:
    cursor = head(run)
    nothing = run("diff", "--after", cursor, "--exit-code")
    assert "nothing changed" in nothing.stdout
    assert nothing.stderr.splitlines()[-1] == cursor
    run("log", "ipo", "at-risk", "--target", "FY2033")
    outcome = run("diff", "--after", cursor, "-f", "json", "--exit-code", code=8)
    kinds = ("moved", "re-rated", "contradicted", "heard-again")
    assert events(outcome) == [(kind, "ipo") for kind in kinds]
    assert str(outcome.data["cursor"]) == head(run) == outcome.stderr.splitlines()[-1]
    again = run("diff", "--after", str(outcome.data["cursor"]), "-f", "json")
    assert events(again) == []


def test_a_corrected_statement_is_told_with_the_reason(run: Run) -> None:
    run("log", "ipo", "--target", "FY2033")
    cursor = head(run)
    run("entry", "deprecate", cursor, "--reason", "Misread")
    told = run("diff", "--after", cursor, "-f", "json").data["events"]
    moved, settled, corrected, stale = told
    assert (settled["kind"], stale["kind"]) == ("settled", "gone-stale")
    assert (moved["kind"], moved["after"]["text"]) == ("moved", "~FY2031")
    assert (corrected["kind"], corrected["reason"]) == ("corrected", "Misread")
    assert corrected["before"]["text"] == "FY2033"
    assert corrected["after"] is None
    later = head(run)
    run("entry", "reinstate", cursor, "--reason", "Right after all")
    assert ("corrected", "ipo") in events(run("diff", "--after", later, "-f", "json"))
    assert events(run("diff", "--after", cursor, "-f", "json")) == []


@pytest.mark.both
def test_from_the_empty_log_on_all_is_new(run: Run) -> None:
    outcome = run("diff", "--after", "0", "-f", "json")
    assert {"new", "met", "paid"} <= set(outcome.data["summary"])


@pytest.mark.parametrize("word", ["yesterday", "last-week", "last-month", "today"])
def test_days_may_be_named_by_a_word(run: Run, word: str) -> None:
    days = {
        "yesterday": "2026-11-21",
        "last-week": "2026-11-15",
        "last-month": "2026-10-22",
        "today": "2026-11-22",
    }
    assert run("diff", word, "-f", "json").data["before"]["as_of"] == days[word]


def test_quiet_prints_nothing(run: Run) -> None:
    outcome = run("diff", "2026-02-01", "--quiet", "--exit-code", code=8)
    assert (outcome.stdout, outcome.stderr) == ("", "")
    outcome = run("diff", "--after", head(run), "--quiet")
    assert (outcome.stdout, outcome.stderr) == ("", "")
    run("diff", "2026-02-01", "--quiet")


@pytest.mark.parametrize(
    ("args", "code", "error"),
    [
        ((), 2, "diff needs a day or an entry"),
        (("2026-03-01", "2026-02-01"), 2, "2026-03-01 is after 2026-02-01"),
        (("someday",), 2, "no period"),
        (("--after", "x"), 2, "no number of an entry"),
        (("--after", "99999"), 3, "no entry #99999"),
        (("--after", "900", "--known-at", "800"), 2, "entry #900 is after #800"),
    ],
)
def test_what_cannot_be_compared_is_told(
    run: Run, args: tuple[str, ...], code: int, error: str
) -> None:
    assert error in run("diff", *args, code=code).stderr


def test_weight_orders_what_is_told_and_the_light_is_counted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    told = run("diff", "2025-11-30").stdout
    titles = ["Headline milestones", "Money", "Owners", "Figures"]
    titles += ["In short  --all lists each", "Notes", "What the calendar did  --all lists each"]
    places = [told.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert "equity-fy2026         ¥150bn (+150bn)  Rapidus Corporation, 2026-06-05" in told
    assert "met           canon-supply    2025-12-10  Kyodo News, 2025-12-10" in told
    assert "new           25 holders: mufg" in told
    assert "new sources: " in told.splitlines()[-1]
    whole = run("diff", "2025-11-30", "--all").stdout
    assert "\nIn short\n" in whole
    assert "holders: " not in whole
    assert len(whole.splitlines()) > len(told.splitlines())


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("since", ["2025-11-30", "2026-06-30", "last-month", "--all 2025-11-30"])
def test_no_line_is_wider_than_the_terminal_or_cut(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, since: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = run("diff", *since.split()).stdout
    assert all(cell_len(line) <= width or len(line.split()) == 1 for line in told.splitlines())
    assert "…" not in told
    _, *sections = told.split("\n\n")
    kinds = max(len(line.split()[0]) for one in sections for line in _starting(one))
    for line in (line for one in sections for line in one.splitlines()[1:]):
        indent = len(line) - len(line.lstrip())
        assert indent in {2, min(kinds + 4, width // 2), 4}


def _starting(section: str) -> list[str]:
    """The lines of a section that tell of an event."""
    return [line for line in section.splitlines() if line.startswith("  ") and line[2] != " "]


def test_where_nobody_spoke_it_is_said_and_the_calendar_is_no_news(run: Run) -> None:
    told = run("diff", "last-month").stdout.splitlines()
    assert told[1:] == [
        "nobody said anything of rapidus in that time, as far as the log tells",
        "",
        "What the calendar did",
        "  gone-stale  2 milestones, best sources silent for 180 days: fujitsu-npu,",
        "              lam-panel",
    ]
    data = run("diff", "last-month", "-f", "json").data
    assert data["speakers"] == []
    assert [(e["kind"], e["lapsed"]) for e in data["events"]] == [("gone-stale", True)] * 2


def test_a_day_that_passed_is_what_the_calendar_did(run: Run) -> None:
    told = run("diff", "2025-11-30", "2025-12-09").stdout
    said, did = told.split("\n\nWhat the calendar did\n")
    assert "nobody said anything" in said
    assert "overdue" not in said
    assert "  overdue  iim1-built  target 2025-11  today-jp, 2025-11-21" in did


def test_who_spoke_and_moved_no_value_is_named(run: Run) -> None:
    run("log", "ipo", "--target", "~FY2031", "--on", "2026-11-20")
    told = run("diff", "2026-11-19").stdout.splitlines()
    assert told[1:3] == [
        "keeper spoke, and moved no value",
        "1 heard-again (spoken of again)",
    ]


def test_of_what_has_little_weight_a_few_are_told_with_value_and_speaker(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = run("diff", "2026-06-30").stdout
    assert "  met           cadence-design  2026-07-17  Rapidus Corporation, 2026-07-17" in told
    assert "  new           wafer-price     ~$20,000  Tom's Hardware, 2026-07-10" in told
    assert "  heard-again   1 milestone: mass-production" in told


def test_a_word_of_the_first_lines_is_told_in_plain_words_once(run: Run) -> None:
    told = " ".join(run("diff", "2026-06-30").stdout.split())
    for plain in ("2 re-rated (another status)", "1 contradicted (somebody says otherwise)"):
        assert told.count(plain) == 1
    assert told.count("silent for 180 days") == 1


@pytest.mark.parametrize("typed", ["2026-03-01..2026-03-31", "２０２６－０３－０１～３月３１日"])
def test_a_range_of_two_days_is_both_looks(run: Run, typed: str) -> None:
    if typed.isascii():
        assert run("diff", typed).stdout == run("diff", "2026-03-01", "2026-03-31").stdout
    report = run("diff", typed, "-f", "json").json
    assert report["as_of"] == "2026-03-31"


def test_since_is_another_spelling_of_the_earlier_day(run: Run) -> None:
    outcome = run("diff", "--since", "2026-06-30")
    assert outcome.stdout == run("diff", "2026-06-30").stdout
    both = run("diff", "--since", "2026-06-30", "2026-09-30", code=2).stderr
    assert "hint: tracker diff 2026-06-30 2026-09-30" in both
    cursor = head(run)
    assert "nothing changed" in run("diff", "--since", "today", "--after", cursor).stdout


@pytest.mark.parametrize("words", [("last", "month"), ("Last", "week")])
def test_two_words_need_no_quotes(run: Run, words: tuple[str, str]) -> None:
    assert run("diff", *words).stdout == run("diff", " ".join(words)).stdout


def test_what_contradicts_is_told_beside_the_value_shown(run: Run) -> None:
    told = " ".join(run("diff", "2026-03-01").stdout.split())
    assert "rd-fy2026 committed <=¥631.5bn, against it ¥6,315bn igor'sLAB, 2026-04" in told
    events = run("diff", "2026-03-01", "-f", "json").data["events"]
    (lost,) = [
        one for one in events if (one["kind"], one["subject"]) == ("contradicted", "rd-fy2026")
    ]
    assert (lost["shown"]["text"], lost["after"]["text"]) == ("<=631.5bn", "6.315 trillion yen")
    assert lost["difference"] is None
    row = next(
        line
        for line in run("diff", "2026-03-01", "-f", "markdown").stdout.splitlines()
        if line.startswith("| contradicted | rd-fy2026")
    )
    assert row.split(" | ")[4].strip() == ""


@pytest.mark.parametrize("word", ["last week", "Last  month", "last-month"])
def test_a_blank_is_read_as_a_hyphen(run: Run, word: str) -> None:
    days = {"week": "2026-11-15", "month": "2026-10-22"}
    expected = days[word.replace("-", " ").split()[-1]]
    assert run("diff", word, "-f", "json").data["before"]["as_of"] == expected


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_every_format_has_the_same_rows(run: Run, form: str, tmp_path: Path) -> None:
    file = tmp_path / "diff"
    run("diff", "2026-02-01", "-f", form, "-o", str(file))
    text = file.read_text()
    subjects = [subject for _, subject in events(run("diff", "2026-02-01", "-f", "json"))]
    assert all(subject in text for subject in subjects)


def test_the_page_marks_what_changed_since_a_day(run: Run) -> None:
    page = run("status", "--since", "2026-02-01").stdout
    assert "since 2026-02-01: 7 met, 1 overdue" in page
    assert (
        "since 2026-10-22: nobody spoke; 2 gone-stale"
        in run("status", "--since", "last-month").stdout
    )
    assert "▸ met" in page
    assert "> met" in run("status", "--since", "2026-02-01", "--ascii").stdout
    outcome = run("status", "--since", "2026-02-01", "-f", "json")
    assert milestone(outcome, "private-financing")["changed"] == ["met"]
    since: dict[str, Any] = outcome.data["since"]
    assert (since["as_of"], since["summary"]["met"]) == ("2026-02-01", 7)
    assert since["events"] == run("diff", "2026-02-01", "-f", "json").data["events"]
    plain = run("status", "-f", "json").data
    assert "since" not in plain
    assert "changed" not in plain["milestones"][0]


def test_since_must_be_before_the_day_of_the_page(run: Run) -> None:
    args = ("status", "--since", "2026-02-01", "--as-of", "2026-01-01")
    assert "2026-02-01 is after 2026-01-01" in run(*args, code=2).stderr


def test_a_target_told_more_precisely_within_what_it_was_is_no_move(run: Run) -> None:
    cursor = head(run)
    run("log", "mass-production", "--target", "FY2027-Q4")
    told = events(run("diff", "--after", cursor, "-f", "json"))
    assert told == [("narrowed", "mass-production")]
    run("log", "mass-production", "--target", "FY2027-Q4/FY2028-Q1")
    assert ("moved", "mass-production") not in events(run("diff", "--after", cursor, "-f", "json"))


def test_what_other_projects_had_since_the_cursor_is_pointed_at(run: Run) -> None:
    cursor = head(run)
    run("log", "meti-fy2026/nexi-bonds", "1800bn", "--on", "2026-11-20")
    outcome = run("diff", "--after", cursor)
    assert "nothing changed" in outcome.stdout
    assert "not told here: 1 entry of meti-fy2026: --project meti-fy2026" in outcome.stdout
    data = run("diff", "--after", cursor, "--project", "meti-fy2026", "-f", "json").data
    assert (data["elsewhere"], bool(data["events"])) == ({}, True)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("diff", "2026-03-01").stdout.splitlines()
    assert max(cell_len(line) for line in lines) <= width
