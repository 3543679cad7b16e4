"""Every mistake is one error, one hint and the right exit code, with nothing on stdout."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import Run
from tracker.cli.mistyped import LONGEST_LIST
from tracker.cli.parameters import editable, keys
from tracker.cli.proposed import EXAMPLES
from tracker.domain.vocabulary import kind_of

LOG = ("log", "mass-production")

MISTAKES = {
    "unknown option": (("status", "--bogus"), 2, "no such option: --bogus"),
    "unknown command": (("statsu",), 2, "no such command 'statsu'"),
    "no subject": (("log",), 2, "missing argument 'SUBJECT'"),
    "nothing to log": (LOG, 2, "nothing to log about mass-production"),
    "bad as-of": (("status", "--as-of", "soon"), 2, "'soon' is no period"),
    "bad known-at": (("status", "--known-at", "soon"), 2, "neither an instant nor an entry"),
    "unknown entry": (("status", "--known-at", "999999"), 3, "there is no entry #999999"),
    "unknown subject": (("log", "mass-prodution", "met"), 3, "no subject is called"),
    "unknown project": (("status", "rapids"), 3, "no project is called 'rapids'"),
    "unknown source": ((*LOG, "met", "--source", "nope"), 3, "no source is called 'nope'"),
    "unknown speaker": ((*LOG, "met", "--said-by", "toyoda"), 3, "no org is called 'toyoda'"),
    "no such source": (("source", "show", "nope"), 3, "no source is called 'nope'"),
    "wrong noun": (("holder", "show", "ipo"), 3, "ipo is a milestone, no holder"),
    "bad period": ((*LOG, "--target", "2027-13"), 2, "'2027-13' is no period"),
    "a day that never was": ((*LOG, "--target", "1985-02-29"), 2, "'1985-02-29' is no period"),
    "bad quantity": (("log", "holder-count", "130X"), 2, "'130X' is no quantity"),
    "units upside down": (("log", "rd-fy2026", "paid", "1億2兆円"), 2, "'1億2兆円'"),
    "wrong currency": (("log", "rd-fy2026", "paid", "$5bn"), 2, "'$5bn'"),
    "unknown status": ((*LOG, "delaid"), 2, "'delaid' is no status"),
    "a figure for a milestone": ((*LOG, "5bn"), 2, "mass-production has no metric"),
    "an amount without stage": (("log", "rd-fy2026", "630bn"), 2, "which stage"),
    "a stage twice": (("log", "rd-fy2026", "paid", "1bn", "paid", "2bn"), 2, "paid is given twice"),
    "an empty remark": ((*LOG, "-m", " "), 2, "nothing to log about mass-production"),
    "a stage without amount": (("log", "rd-fy2026", "paid"), 2, "how much is paid?"),
    "a status for a metric": (("log", "holder-count", "met"), 2, "holder-count is a metric"),
    "a target for a tranche": (("log", "rd-fy2026", "--target", "2027"), 2, "has no target"),
    "why of a field that is not there": (("why", "toyota.target"), 2, "holding and has no target"),
    "history of a field that is not there": (("history", "ipo.paid"), 2, "and has no paid"),
    "a value without metric": (("why", "mass-production.value"), 2, "and has no value"),
    "a threshold without metric": ((*LOG, "--threshold", "5"), 2, "needs a metric"),
    "the future": ((*LOG, "met", "--on", "2026-12-24"), 2, "is in the future"),
    "a day without end": ((*LOG, "met", "--on", "2026/.."), 2, "has no last day"),
    "happened after said": (
        (*LOG, "met", "--on", "2026-10-01", "--happened", "2026-11-01"),
        2,
        "cannot have happened on 2026-11-01",
    ),
    "a baseline without reason": ((*LOG, "--baseline", "2028"), 2, "a baseline needs a reason"),
    "no address": ((*LOG, "met", "--source", "ftp://x"), 2, "'ftp://x' is no web address"),
    "unwritable output": (("status", "-o", "/nowhere/page.txt"), 1, "cannot write /nowhere"),
}


MEANT = [
    (("milestone", "gates", "ipo"), "what it waits for: tracker milestone needs SLUG"),
    (("undo",), "tracker entry deprecate last --reason TEXT"),
    (("entry", "delete", "5"), "hint: tracker entry deprecate 5 --reason TEXT"),
    (("config", "delete", "units"), "hint: tracker config unset units"),
    (("config", "reset"), "hint: tracker config unset SETTING"),
    (("milestone", "delete", "ipo"), "hint: tracker milestone retire ipo --reason TEXT"),
    (("source", "remove"), "hint: tracker source retire SLUG --reason TEXT"),
    (("chart", "remove", "money"), "hint: see tracker chart --help"),
    (("log", "holder-count", "-5"), "never below zero"),
    (("log", "rd-fy2026", "paid", "-5bn"), "stands after --, e.g. tracker log METRIC -- -5bn"),
    (("log", "holder-count", "--", "-5"), "state the level, not a change"),
    (("why", "toyota.target"), "a holding takes: expected, invested, votes"),
    (("log", "rd-fy2026", "comitted", "5bn"), "did you mean committed?"),
    (
        ("milestone", "list", "--project", "rapidus", "--overdue"),
        " milestone list rapidus --overdue",
    ),
    (("--project=rapidus",), " status rapidus"),
    (("--project", "meti-fy2026", "status"), " status meti-fy2026"),
    (("--project", "meti-fy2026", "milestone", "list"), " milestone list meti-fy2026"),
    (("diff", "先月", "METI budget FY2026"), "tracker diff '先月' --project meti-fy2026"),
    (
        ("status", "--cite", "--since", "先月"),
        "--cite out; what changed: tracker diff ",
    ),
    (("milestone", "list", "--silent"), "did you mean --status unstated? "),
    (("milestone", "list", "--unstated"), "did you mean --status unstated? "),
    (("log", "ipo", "--by", "2031"), "did you mean --target 2031? tracker log takes --target, "),
    (("log", "ipo", "--until=FY2031"), "did you mean --target FY2031? "),
    (("log", "ipo", "--date", "2026-11-20"), "did you mean --on 2026-11-20? "),
    (("milestone", "list", "--by", "2027"), "did you mean --due-by 2027? "),
    (("log", "ipo", "--comment", "so it is"), "did you mean --message 'so it is'? "),
    (
        ("milestone", "add", "x", "--target", "2027"),
        "what is said of it is logged then: tracker log x --target 2027 --on DAY",
    ),
    (("milestone", "add", "x", "--status=met"), "logged then: tracker log x met --on DAY"),
    (("tranche", "add", "x", "--amount", "$5bn"), "tracker log x planned '$5bn' --on DAY"),
    (("metric", "add", "x", "--value", "5"), "logged then: tracker log x 5 --on DAY"),
    (
        ("holder", "add", "meti", "--votes", "10%"),
        "logged then: tracker log meti votes 10% --on DAY",
    ),
    (("status", "--cite", "--units", "oku"), "leave --units out"),
    (("why", "ipo", "--cite", "--units", "bn"), "leave --units out"),
    (("log", "rd-fy2026", "paid", "1.23", "trillion", "yen"), 'write "1.23 trillion yen"'),
    (("history", "--last", "8"), "did you mean --limit? tracker history takes --limit, "),
    (("milestone", "list", "--overdu"), "did you mean --overdue? tracker milestone list takes"),
    (("status", "--as-of2025-03-31"), "did you mean --as-of 2025-03-31? tracker status takes"),
    (("status", "-lang", "ja"), "did you mean --lang? tracker status takes --lang, "),
    (("status", "--as-of", "-2026-03"), "hint: write 2026-03"),
    (("milestone", "list", "--due-by", "2026..2027-03"), "hint: write 2026/2027-03"),
    (("milestone", "list", "--status", "met,overdue"), "hint: one at a time: --status met"),
    (("check", "--disputed"), "hint: tracker check takes --source, "),
    (("diff", "--cite"), "hint: tracker diff takes --since, "),
    (("source", "list", "--search", "X"), "tracker search WORDS; tracker source list takes --tier"),
    (("money", "--json"), "did you mean --format json? tracker money takes --format, "),
    (("milestone", "add", "x", "--title", "T"), "add --type delivery|approval|financing|"),
    (
        ("tranche", "add", "x", "--title", "T", "--instrument", "grant"),
        "hint: add --funder ORG (who gives it)",
    ),
    (
        ("metric", "add", "x", "--title", "T", "--unit", "count"),
        "add --nature actual|planned, --scope TEXT (what is counted, to which year)",
    ),
    (("org", "add", "x", "--name", "X"), "add --kind state|company|bank|other"),
    (("entry", "deprecate", "3"), "add --reason TEXT ("),
    (("log",), "for example: tracker log mass-production at-risk"),
    (
        ("tranche", "edit", "chips-grant", "--gate", "permits"),
        (
            "gate is fixed when made; make a new one of another name and retire this:"
            " tracker tranche retire chips-grant --reason TEXT"
        ),
    ),
    (("milestone", "edit", "ipo", "--gates", "x"), "gates are fixed when made; "),
    (("holder", "edit", "toyota", "--class", "golden"), "class is fixed when made; "),
    (
        ("source", "add", "https://www.fab.example/page?a=1"),
        (
            "tracker source add fab.example --url 'https://www.fab.example/page?a=1' --title TEXT"
            " --tier press"
        ),
    ),
    (
        (
            *("source", "add", "https://fab.example/page", "--title", "A page"),
            *("--tier", "primary", "--published-on", "2026-11-01"),
        ),
        (
            "tracker source add fab.example-2026-11-01 --url https://fab.example/page"
            " --title 'A page' --published-on 2026-11-01 --tier primary"
        ),
    ),
]


@pytest.mark.parametrize("noun", [*EXAMPLES])
def test_no_hint_about_an_option_is_long(run: Run, noun: str) -> None:
    for verb in ("add", "edit", "list", "show", "retire"):
        error, hint = run(noun, verb, "x", "--bogus", code=2).stderr.splitlines()
        assert error == "error: no such option: --bogus"
        listed = hint.partition(f"tracker {noun} {verb} takes ")[2]
        assert listed.startswith("--")
        assert len(listed) <= LONGEST_LIST + len(", …")


@pytest.mark.parametrize("noun", [*EXAMPLES])
def test_every_key_can_be_edited_or_is_told_to_be_fixed(run: Run, noun: str) -> None:
    may_be = {one.option for one in editable(kind_of(noun))}
    for option in {one.option for one in keys(kind_of(noun))} - may_be:
        assert "fixed when made" in run(noun, "edit", "x", option, "1", code=2).stderr


@pytest.mark.parametrize(("args", "meant"), MEANT)
def test_what_was_meant_is_proposed(run: Run, args: tuple[str, ...], meant: str) -> None:
    head = run("status", "-f", "json").json["known_at"]
    _, hint = run(*args, code=2).stderr.splitlines()
    assert meant in hint
    assert run("status", "-f", "json").json["known_at"] == head


NAMED = [
    (("rapidus",), "'rapidus' is a project, no command", "tracker status rapidus"),
    (("ipo",), "'ipo' is a milestone, no command", "tracker why ipo"),
    (("milestone", "ipo"), "'ipo' is a milestone, no command", "tracker why ipo"),
    (("Mass production",), "'Mass production' is a milestone,", "tracker why mass-production"),
    (("meti",), "'meti' is an organization, no command", "tracker why meti"),
    (("need-fy2031", "-f", "csv"), "is a metric, no command", "tracker why need-fy2031"),
    (("all-lines",), "is a tranche, no command", "tracker why meti-fy2026/all-lines"),
    (("#3",), "'#3' is an entry of the log, no command", "tracker entry show 3"),
    (("dates",), "'dates' is a topic of the help, no command", "tracker help dates"),
    (("量産",), "no such command '量産'", "to look for words: tracker search '量産'"),
    (
        ("ipo", "met"),
        "'ipo' is a milestone, no command",
        "tracker why ipo; to record something: tracker log ipo met",
    ),
]


@pytest.mark.parametrize(("args", "said", "hint"), NAMED)
def test_a_name_typed_as_a_command_is_answered_with_what_shows_it(
    run: Run, args: tuple[str, ...], said: str, hint: str
) -> None:
    error, told = run(*args, code=2).stderr.splitlines()
    assert said in error
    assert told == f"hint: {hint}"


def test_a_mistyped_command_is_told_as_that_without_a_database(run: Run, tmp_path: Path) -> None:
    assert "no such command 'ipo'" in run("ipo", db=tmp_path / "none.db", code=2).stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_error_and_one_hint(run: Run, mistake: str) -> None:
    args, code, message = MISTAKES[mistake]
    outcome = run(*args, code=code)
    error, hint = outcome.stderr.splitlines()
    assert error.startswith("error: ")
    assert message in error
    assert hint.startswith("hint: ")
    assert len(hint) > len("hint: ")
    assert outcome.stdout == ""


def test_a_misspelt_subject_is_offered_the_right_one(run: Run) -> None:
    assert (
        "did you mean: tracker log mass-production met"
        in run("log", "mass-prodution", "met", code=3).stderr
    )


def test_control_characters_in_a_message_are_shown_harmless(run: Run) -> None:
    outcome = run("log", "x\x1b[31m\u202ered", "met", code=3)
    assert "\x1b" not in outcome.stderr
    assert "\\x1b" in outcome.stderr


@pytest.mark.parametrize("args", [("status",), ("log", "holder-count", "40")])
def test_no_moment_far_ahead_is_the_present(
    run: Run, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2199-01-01")
    refused = run(*args, code=2)
    assert refused.stdout == ""
    error, hint = refused.stderr.splitlines()
    assert error.startswith(
        "error: TRACKER_NOW is ahead of this machine's clock: 2199-01-01, not 2"
    )
    assert hint == "hint: unset it; reports tell of a day to come with --as-of 2199-01-01"


def test_no_database_is_made_at_such_a_moment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2199-01-01")
    new = tmp_path / "new.db"
    assert "TRACKER_NOW" in run("init", db=new, code=2).stderr
    assert not new.exists()
