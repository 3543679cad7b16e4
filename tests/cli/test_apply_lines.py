"""`tracker apply` of JSON Lines, and `tracker schema`."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from program import Outcome, Run
from recording import nth
from tracker.cli.app import app
from tracker.db.engine import Database
from tracker.files.forms import FORMS
from tracker.files.lines import read_batch

Own = Callable[..., Outcome]

DEFINED = (
    {"kind": "project", "slug": "artemis", "title": "ARTEMIS", "currency": "USD"}
    | {"fiscal_year_starts": 10, "fiscal_year_named_by": "last"},
    {"kind": "organization", "slug": "nasa", "name": "NASA", "organization_kind": "state"},
    {"kind": "source", "slug": "oig", "title": "OIG", "tier": "primary", "published_on": "2026-01"},
    {"kind": "milestone", "slug": "landing", "title": "Landing", "type": "delivery"},
    {
        "kind": "tranche",
        "slug": "lander",
        "title": "Lander",
        "funder": "nasa",
        "instrument": "grant",
    },
)
SAID = (
    {"subject": "landing", "target": "2026", "on": "2025-02-01", "key": "plan"},
    {"kind": "statement", "subject": "artemis/landing", "target": "2028", "source": "oig"},
    {"subject": "lander", "planned": "$4bn", "committed": "$2.9bn", "source": "oig"},
    {"kind": "mark", "key": "m", "mark_kind": "deprecate", "of": "plan", "reason": "misread"},
)


def lines(*rows: object) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


COUNTED = (
    {"kind": "metric", "slug": "staff", "title": "Staff", "unit": "count", "nature": "actual"}
    | {"scope": "on the payroll"},
)


@pytest.fixture
def own(run: Run, empty: Database, tmp_path: Path) -> Own:
    """Apply rows, given as the last argument, to an empty database; or run another command."""

    def call(*args: Any, code: int = 0) -> Outcome:
        if args[0] != "apply":
            return run(*args, db=empty, code=code)
        path = tmp_path / "batch.jsonl"
        path.write_text(lines(*args[-1]), encoding="utf-8", errors="surrogateescape")
        return run("apply", str(path), *args[1:-1], db=empty, code=code)

    return call


def results(outcome: Outcome) -> list[tuple[str, int | None, str | None]]:
    return [(row["result"], row["line"], row["field"]) for row in outcome.data]


def test_lines_are_applied_in_their_order_and_again_change_nothing(own: Own) -> None:
    applied = own("apply", "-f", "json", DEFINED + SAID)
    assert results(applied) == [("created", number, None) for number in range(1, 10)]
    defined = len(DEFINED)
    assert [row["entries"] for row in applied.data[defined:]] == [
        [nth(1, defined)],
        [nth(2, defined)],
        [nth(3, defined), nth(4, defined)],
        [nth(5, defined)],
    ]
    assert applied.stderr == "batch.jsonl: 9 created\n"
    shown = own("status", "-f", "json").data
    assert shown["milestones"][0]["target"]["text"] == "2028"
    before = own("history", "-f", "json").stdout
    assert own("apply", DEFINED + SAID).stderr == "batch.jsonl: 9 unchanged\n"
    assert own("history", "-f", "json").stdout == before


def test_definitions_and_statements_may_take_turns(own: Own) -> None:
    other = {**DEFINED[3], "slug": "flyby", "gates": ["landing"]}
    own("apply", (*DEFINED, SAID[0], other, {"subject": "flyby", "target": "2025", "on": "2024"}))
    assert own("why", "flyby").stdout


@pytest.mark.both
def test_a_dry_run_checks_everything_and_writes_nothing(own: Own) -> None:
    outcome = own("apply", "--dry-run", "-f", "json", DEFINED + SAID)
    assert {row["result"] for row in outcome.data} == {"valid"}
    assert outcome.stderr == "batch.jsonl: 9 valid; nothing was written\n"
    assert own("project", "list", "-f", "json").data == []
    own("apply", "--dry-run", (*DEFINED, {**SAID[0], "subject": "lending"}), code=6)


@pytest.mark.parametrize("start", ["", "\ufeff", "\n  "])
def test_standard_input_is_known_by_how_it_begins(empty: Database, start: str) -> None:
    call = ["--db", str(empty), "apply", "-"]
    result = CliRunner().invoke(app, call, input=(start + lines(*DEFINED)).encode())
    assert (result.exit_code, result.stderr) == (0, "stdin: 5 created\n")
    told = CliRunner().invoke(app, [*call, "--as", "toml"], input=lines(*DEFINED).encode())
    assert told.exit_code == 6
    assert "see https://toml.io" in told.stderr


def test_the_form_may_be_told(run: Run, empty: Database, tmp_path: Path) -> None:
    path = tmp_path / "batch.txt"
    path.write_text(lines(*DEFINED), encoding="utf-8")
    assert run("apply", str(path), "--as", "jsonl", db=empty).stderr.endswith("5 created\n")
    assert run("apply", str(path), db=empty).stderr.endswith("5 unchanged\n")


def test_every_mistake_of_every_line_is_told_at_once(own: Own) -> None:
    wrong: tuple[object, ...] = (
        {**DEFINED[0], "currency": "XXX", "title": 3, "id": 1},
        "nope",
        {"kind": "sauce"},
        {"subject": "lending", "target": "soon", "on": 7, "hash": "x", "recorded_at": "x"},
        '{"subject": "a", "subject": "b", "target": "2027"}',
        [1],
        {"subject": "artemis/landing"},
        {"kind": "milestone", "slug": "x", "title": "x", "type": "delivery"},
        {"kind": "source", "slug": "s", "title": "\ud800", "tier": "press"},
        '{"subject": "\udc80"}',
        {"kind": "mark", "key": "k", "mark_kind": "accept", "of": "x", "reason": ""},
        {"kind": []},
    )
    outcome = own("apply", "-f", "json", wrong, code=6)
    assert results(outcome) == [
        ("rejected", 1, "title"),
        ("rejected", 1, "currency"),
        ("rejected", 1, "id"),
        ("rejected", 2, None),
        ("rejected", 3, "kind"),
        ("rejected", 4, "target"),
        ("rejected", 4, "on"),
        ("rejected", 4, "hash"),
        ("rejected", 4, "recorded_at"),
        ("rejected", 5, None),
        ("rejected", 6, None),
        ("rejected", 7, None),
        ("skipped", 8, "project"),
        ("rejected", 9, "title"),
        ("rejected", 10, None),
        ("rejected", 11, "mark_kind"),
        ("rejected", 11, "reason"),
        ("rejected", 12, "kind"),
    ]
    reasons = [row["reason"] for row in outcome.data]
    assert reasons[2] == "unknown key 'id'"
    assert reasons[5] == "target: 'soon' is no period: it has no exact bounds"
    assert reasons[9] == "no JSON: the key 'subject' stands twice"
    assert reasons[14] == "not written in UTF-8"
    error, hint = outcome.stderr.splitlines()
    assert error.startswith("error: batch.jsonl line 1: title must be a text in quotes (and 16 ")
    assert error.endswith("; nothing was written")
    assert hint == "hint: see tracker schema project"


REFUSED: dict[str, tuple[tuple[object, ...], int, str]] = {
    "a name that nothing has": (({**SAID[0], "subject": "lending"},), 6, "did you mean landing?"),
    "a source of nothing": (({**SAID[1], "source": "oeg"},), 6, "no source is called 'oeg'"),
    "a key of other content": ((SAID[0], {**SAID[0], "target": "2027"}), 4, "(above)"),
    "a definition of other content": (({**DEFINED[2], "tier": "press"},), 4, "another tier"),
    "a mark of nothing": (({**SAID[3], "of": "none"},), 6, "no statement has the key 'none'"),
    "a statement above its subject": (
        ({"subject": "flyby", "target": "2027"}, {**DEFINED[3], "slug": "flyby"}),
        6,
        "line 6: subject artemis/flyby is defined only below, in line 7",
    ),
    "a gate below": (
        ({**DEFINED[3], "slug": "a", "gates": ["b"]}, {**DEFINED[3], "slug": "b"}),
        6,
        "line 6: a: no milestone is called 'artemis/b'",
    ),
    "the future": (({**SAID[0], "on": "2027-02-01"},), 6, "is in the future"),
    "a figure without sense": (({**SAID[2], "committed": "2.9zz"},), 6, "committed: '2.9zz'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_line_refuses_all(own: Own, case: str) -> None:
    rows, code, message = REFUSED[case]
    outcome = own("apply", (*DEFINED, *rows), code=code)
    assert message in outcome.stderr
    assert "created" not in outcome.stdout
    assert own("project", "list", "-f", "json").data == []


def test_a_changed_line_is_answered_with_what_takes_the_old_one_back(own: Own) -> None:
    own("apply", DEFINED + SAID[:1])
    entry = nth(1, len(DEFINED))
    changed = {**SAID[0], "target": "2027"}
    refused = own("apply", (changed,), code=4)
    assert refused.stderr.splitlines()[1] == (
        f"hint: if what was recorded is wrong: tracker entry deprecate {entry} --reason TEXT,"
        ' then give this line the key "plan-2"; if it was said anew since: leave that line as it'
        ' was, and add one with its own day and the key "plan-2"'
    )
    own("entry", "deprecate", str(entry), "--reason", "misread")
    refused = own("apply", (changed,), code=4)
    assert refused.stderr.splitlines()[1] == (
        'hint: what it recorded is taken back: give this one the key "plan-2"'
    )
    own("apply", ({**changed, "key": "plan-2"},))
    shown = own("status", "-f", "json").data["milestones"][0]
    assert (shown["target"]["text"], shown["baseline"]["text"]) == ("2027", "2027")


PAGE = {"kind": "source", "slug": "a", "title": "A", "tier": "press"}
CITED = {"subject": "landing", "source": "https://b.example/x"}
DAYS: dict[str, tuple[tuple[object, ...], str, str]] = {
    "a slug": (
        ({**PAGE, "published_on": "2026-02-01"}, {**PAGE, "published_on": "2026-02-02"}),
        "source a is there with another published_on",
        "a line above defines it: let the two say the same, or remove one",
    ),
    "an address": (
        (
            {**CITED, "target": "2028", "published_on": "2026-02-01"},
            {**CITED, "status": "at-risk", "published_on": "2026-02-02"},
        ),
        "source b.example is of 2026-02-01, not of 2026-02-02",
        "a source has one day: tell the same wherever its page is cited",
    ),
    "a day told late": (
        (
            {**CITED, "target": "2028", "on": "2026-02-01"},
            {**CITED, "status": "at-risk", "published_on": "2026-02-02"},
        ),
        "source b.example is without a day, not of 2026-02-02",
        "a source has one day: tell the same wherever its page is cited",
    ),
    "a source that is there": (
        ({"subject": "landing", "target": "2028", "source": "oig", "published_on": "2026-02-02"},),
        "source oig is of 2026-01, not of 2026-02-02",
        (
            "a source has one day: leave it out here, or correct it: tracker source edit oig"
            " --published-on '2026-02-02' --reason TEXT"
        ),
    ),
}


@pytest.mark.parametrize("case", DAYS)
def test_a_source_of_two_days_is_refused_with_what_can_be_done(own: Own, case: str) -> None:
    own("apply", DEFINED)
    rows, message, hint = DAYS[case]
    refused = own("apply", rows, code=4)
    assert message in refused.stderr
    assert refused.stderr.splitlines()[1] == f"hint: {hint}"


TITLES: dict[str, tuple[dict[str, str], str]] = {
    "an organization that is there": ({"said_by": "The NASA"}, "write nasa"),
    "one that is to be defined": (
        {"said_by": "政府"},
        "once it is defined: tracker org add government --name '政府' --kind state\n",
    ),
    "a subject": ({"subject": "LANDING"}, "write artemis/landing"),
    "a source": ({"source": "The Report"}, "write report"),
    "nothing": ({"subject": "Nowhere"}, "hint: see tracker schema statement"),
}


@pytest.mark.parametrize("case", TITLES)
def test_a_title_for_a_slug_is_answered_with_the_slug(own: Own, case: str) -> None:
    report = {"kind": "source", "slug": "report", "title": "The report", "tier": "press"}
    own("apply", (*DEFINED, report))
    changed, message = TITLES[case]
    assert message in own("apply", ({**SAID[0], **changed},), code=6).stderr


def test_how_a_word_is_read_is_told(own: Own) -> None:
    said = {"subject": "landing", "status": "達成", "on": "2026-02-01", "key": "done"}
    loan = {**DEFINED[4], "slug": "t2", "instrument": "融資"}
    told = own("apply", (*DEFINED, loan, said)).stdout
    assert "tranche artemis/t2: read 融資 as loan\n" in told
    assert (
        f"statement artemis/landing status #{nth(1, len(DEFINED) + 1)}: read 達成 as met\n" in told
    )
    again = {**said, "subject": "artemis/landing", "status": "met"}
    assert own("apply", (again,)).stderr == "batch.jsonl: 1 unchanged\n"


def test_a_slug_of_a_definition_is_proposed_in_ascii(own: Own) -> None:
    refused = own("apply", (*DEFINED, {**DEFINED[3], "slug": "量産の判断"}), code=6)
    assert "hint: for example: mass-production\n" in refused.stderr


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("{“subject”: “landing”}", "hint: write the signs of ASCII"),
        ('{"subject"： "landing"}', "hint: write the signs of ASCII"),
        ('{"remark": "「x」", "subject": landing}', "hint: a line is one JSON object"),
        ('{"kind": "マイルストーン"}', "hint: write milestone\n"),
        ('{"種類": "milestone"}', "hint: write kind\n"),
    ],
)
def test_a_line_in_other_signs_and_words_is_answered(own: Own, line: str, hint: str) -> None:
    assert hint in own("apply", (*DEFINED, line), code=6).stderr


def test_two_sources_of_one_page_in_one_file_are_told(own: Own) -> None:
    first = {**PAGE, "url": "https://c.example/x", "published_on": "2026-02-01"}
    other = {**first, "slug": "b", "url": "http://www.c.example/x/", "published_on": "2026-02-02"}
    told = own("apply", (first, other)).stdout
    assert "line 2    source b: the same page as a, of 2026-02-01\n" in told
    assert "line 1    source a\n" in told
    assert "the same page" not in own("apply", (first, other)).stdout


def test_a_line_may_be_too_long(own: Own) -> None:
    long = {**SAID[0], "remark": "x" * 1_500_000}
    outcome = own("apply", "-f", "json", (*DEFINED, long, {"kind": "sauce"}), code=6)
    assert [row for row in results(outcome) if row[0] == "rejected"] == [
        ("rejected", 6, None),
        ("rejected", 7, "kind"),
    ]


@pytest.mark.both
def test_a_long_batch_is_counted_not_listed(own: Own) -> None:
    many = [{**SAID[0], "key": f"k{n}"} for n in range(1200)]
    outcome = own("apply", "-f", "json", (*DEFINED, *many))
    (row,) = outcome.data
    assert (row["result"], row["kind"], row["count"]) == ("created", "lines", 1205)
    assert outcome.stderr == "batch.jsonl: 1205 created\n"
    again = own("apply", (*DEFINED, *many, {**SAID[0], "key": "new"}))
    assert again.stdout.splitlines()[-1] == "created   1 more, not listed"
    wrong = own("apply", "-f", "json", (*DEFINED, *many, {**SAID[0], "target": "x"}), code=6)
    assert wrong.data[-1]["line"] == 1206


def test_a_total_is_defined_after_its_parts(own: Own, run: Run, empty: Database) -> None:
    total = {
        "kind": "metric",
        "slug": "total",
        "title": "Total",
        "unit": "USD",
        "nature": "planned",
        "scope": "all of it",
        "sums": ["lander", "flights"],
    }
    part = {**total, "slug": "flights", "sums": []}
    said = {"subject": "artemis/total", "value": "$9bn", "on": "2026-01"}
    own("apply", (*DEFINED, total, part), code=6)
    own("apply", (*DEFINED, part, total, said))
    slugs = [
        json.loads(line).get("slug")
        for line in run("export", "total", db=empty).stdout.splitlines()
    ]
    assert slugs == ["artemis", "nasa", "lander", "flights", "total", None]


@pytest.mark.both
def test_progress_is_told_on_standard_error(own: Own) -> None:
    many = [{**SAID[0], "key": "k"}] * 10_000
    outcome = own("apply", (*DEFINED, *many))
    assert outcome.stderr == "read 10,000\nbatch.jsonl: 6 created, 9999 unchanged\n"


@pytest.mark.sqlite
def test_the_schema_names_every_key_and_what_must_be_there(run: Run) -> None:
    of_any = json.loads(run("schema", db=None).stdout)
    assert [one["$ref"] for one in of_any["oneOf"]] == [f"#/$defs/{kind}" for kind in FORMS]
    for kind, form in FORMS.items():
        schema = json.loads(run("schema", kind, db=None).stdout)
        assert schema["properties"] == of_any["$defs"][kind]["properties"]
        own_kind = {"kind": f"{kind}_kind"}
        assert set(schema["properties"]) == {"kind", *(own_kind.get(k, k) for k in form.readers)}
        assert schema["additionalProperties"] is False
        required = set(form.required) - ({"project"} if form.in_project else set())
        assert required <= {*schema["required"], "kind"}
        assert all("default" not in one for one in schema["properties"].values())
    assert "one of: project, organization" in run("schema", "sauce", db=None, code=3).stderr


@pytest.mark.sqlite
def test_a_line_and_its_schema_refuse_the_same_keys() -> None:
    row = dict.fromkeys(("id", "recorded_at", "hash", "previous_hash", "entry"), 1)
    (line,) = read_batch(io.StringIO(lines({**SAID[0], **row})), "x")
    assert [one.field for one in line.mistakes] == list(row)


def _counts(*counts: int, **said: str) -> list[dict[str, object]]:
    return [{"subject": "staff", "value": str(count), **said} for count in counts]


@pytest.mark.both
@pytest.mark.parametrize("said", [{"on": "2026-03-01"}, {}], ids=["dated", "today"])
def test_a_count_that_went_up_and_down_in_a_day_is_recorded_thrice(
    own: Own, said: dict[str, str]
) -> None:
    own("apply", (DEFINED[0], *COUNTED))
    outcome = own("apply", _counts(80, 81, 80, 80, **said))
    assert outcome.stderr == "batch.jsonl: 3 created, 1 unchanged\n"
    assert own("apply", _counts(80, **said)).stderr == "batch.jsonl: 1 unchanged\n"


def test_what_is_said_again_on_another_day_is_a_repeat(
    own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    own("apply", (DEFINED[0], *COUNTED, *_counts(80)))
    monkeypatch.setenv("TRACKER_NOW", "2026-11-23T12:00:00Z")
    assert own("apply", _counts(80)).stderr == "batch.jsonl: 1 created\n"


def test_an_older_day_is_told_again_without_a_trace(own: Own) -> None:
    sent = [*_counts(80, on="2026-03-01"), *_counts(81, on="2026-04-01")]
    own("apply", (DEFINED[0], *COUNTED, *sent))
    assert own("apply", sent).stderr == "batch.jsonl: 2 unchanged\n"
