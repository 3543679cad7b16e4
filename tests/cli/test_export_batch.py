"""`tracker export SUBJECT`: a batch that says the same in another database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from program import Outcome, Run
from tracker.db.engine import Database

Own = Callable[..., Outcome]


@pytest.fixture
def own(run: Run, empty: Database, tmp_path: Path) -> Own:
    """Apply rows, given as the last argument, to an empty database; or run another command."""

    def call(*args: Any) -> Outcome:
        if args[0] != "apply":
            return run(*args, db=empty)
        path = tmp_path / "batch.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in args[-1]), encoding="utf-8")
        return run("apply", str(path), db=empty)

    return call


SUBJECTS = ("mass-production", "toyota", "rd-fy2026", "meti-fy2026/all-lines", "shareholders")


@pytest.mark.both
@pytest.mark.parametrize("subject", SUBJECTS)
def test_exported_subjects_say_the_same_elsewhere(
    own: Own, run: Run, tmp_path: Path, subject: str
) -> None:
    batch = tmp_path / "out.jsonl"
    run("export", subject, "-o", str(batch))
    rows = [json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines()]
    assert not {"id", "recorded_at", "hash", "recorded_by"} & {key for row in rows for key in row}
    assert all(row["key"] for row in rows if row["kind"] == "statement")
    assert own("apply", rows).stderr == f"batch.jsonl: {len(rows)} created\n"
    assert own("apply", rows).stderr == f"batch.jsonl: {len(rows)} unchanged\n"
    # The project of bare names is the first one made, which here may be another.
    path = subject if "/" in subject else f"rapidus/{subject}"
    assert told(own("why", path, "-f", "json")) == told(run("why", path, "-f", "json"))


def told(outcome: Outcome) -> Any:
    """What `why` says, without the places in the log of each database."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k not in PLACES}
        return [plain(one) for one in value] if isinstance(value, list) else value

    return plain(outcome.data)


PLACES = {"id", "entry", "recorded_at", "recorded_by", "key"}


@pytest.mark.both
def test_an_export_keeps_what_was_said_in_between(own: Own, run: Run) -> None:
    for value in ("31", "32", "31"):
        run("log", "holder-count", value, "--on", "2026-11-21")
    run("log", "holder-count", "99", "--on", "2026-11-22", "--key", "wrong")
    wrong = run("history", "-f", "json", "--limit", "1").data[0]["entry"]
    run("entry", "deprecate", str(wrong), "--reason", "x")
    run("log", "mass-production", "at-risk", "--target", "FY2029", "--key", "both")
    rows = [
        json.loads(line)
        for line in run("export", "mass-production", "holder-count").stdout.splitlines()
    ]
    counts = [row for row in rows if row.get("on") == "2026-11-21"]
    assert [row["value"] for row in counts] == ["31", "32", "31"]
    assert counts[2]["key"] == f"{counts[0]['key']}-2"
    assert "wrong" not in {row.get("key") for row in rows}
    (both,) = [row for row in rows if row.get("key") == "both"]
    assert (both["status"], both["target"]) == ("at-risk", "FY2029")
    own("apply", rows)
    assert told(own("why", "holder-count", "-f", "json")) == told(
        run("why", "holder-count", "-f", "json")
    )


def test_an_export_of_nothing_is_exit_3(run: Run, tmp_path: Path) -> None:
    outcome = run("export", "mass-prodution", "-o", str(tmp_path / "x.jsonl"), code=3)
    assert "did you mean mass-production" in outcome.stderr
    assert not (tmp_path / "x.jsonl").exists()


@pytest.mark.both
def test_what_is_left_of_a_call_is_a_batch_that_the_other_database_takes(
    own: Own, run: Run, tmp_path: Path
) -> None:
    def exported() -> list[dict[str, Any]]:
        run("export", "ipo", "-o", str(tmp_path / "out.jsonl"))
        text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    call = ("log", "ipo", "at-risk", "--target", "FY2033", "--on", "2026-11-20", "--key", "multi")
    entries = run(*call, "-f", "json").data["entries"]
    own("apply", exported())
    run("entry", "deprecate", str(entries[1]["entry"]), "--reason", "wrong target")
    assert "1 created" in own("apply", exported()).stderr
