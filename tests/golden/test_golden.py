"""What every report prints over a small world is what its golden file holds, byte for byte.

`make golden` writes the files anew. Their diff belongs in the commit that changes a report, whose
message tells why.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from databases import Databases, reading, writing
from golden.reports import REPORTS, Call
from tracker.cli.app import app
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.db.migrate import upgrade
from tracker.domain.checks import RULES, rule_of
from tracker.files.dataset import read_dataset
from tracker.render.formats import Format
from tracker.reports.check import check_report
from tracker.services.accept import Choice, accept
from tracker.services.dataset import load_dataset
from tracker.services.moment import Moment

WORLD = Path(__file__).parents[2] / "fixtures" / "golden"
FILES = Path(__file__).parent / "files"
WRITE = os.environ.get("TRACKER_TEST_GOLDEN") == "write"

RECORDED = {
    "early": datetime(2025, 2, 10, 1, 30, tzinfo=UTC),
    "late": datetime(2026, 11, 20, 18, 45, 30, tzinfo=UTC),
}
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ENTRIES = 245
"""So many entries record the small world; no report adds one."""

COMMAND = get_command(app)
"""Built once: Typer's runner builds it for every call, which takes longer than most answers."""

MOST_CALLS, MOST_LINES = 3, 16
"""How much of a difference is told."""


def at(moment: datetime) -> datetime:
    """A clock that stands still."""
    return moment


def record(database: Database) -> None:
    """Record the small world in two goes, and accept a finding."""
    for folder, moment in RECORDED.items():
        with writing(database) as connection:
            dataset = read_dataset(WORLD / folder)
            load_dataset(connection, dataset, Moment(now=partial(at, moment), today=moment.date()))
    choice = Choice(rule_of("V101"), "minato/tenant-count")
    with writing(database) as connection:
        accept(
            connection,
            choice,
            "A caption.",
            Moment(now=partial(at, NOW), today=NOW.date(), author="ume"),
        )


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small world."""
    path = tmp_path_factory.mktemp("golden") / "world.db"
    upgrade(path)
    record(path)
    return path


def answered(call: Call, database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    """The call with its exit code and both streams, as it stands in a golden file."""
    monkeypatch.setenv("COLUMNS", str(call.columns))
    with CliRunner().isolation() as (stdout, stderr, _):
        with pytest.raises(SystemExit) as left:
            COMMAND.main(["--db", str(database), *call.args], prog_name="tracker")
        sys.stdout.flush()
        sys.stderr.flush()
        streams = {"stdout": stdout.getvalue(), "stderr": stderr.getvalue()}
    parts = [f"{call.heading}\nexit {left.value.code}\n"]
    for name, written in streams.items():
        text = written.decode("utf-8")
        assert not re.search(r"^\$ ", text, re.MULTILINE), "reads like the next call"
        if text:
            parts.append(f"--- {name}\n{text}")
            parts.append("" if text.endswith("\n") else "\n\\ no newline at the end\n")
    return "".join(parts) + "\n"


def calls_in(text: str) -> dict[str, str]:
    """What a golden file holds, by the line that was typed."""
    answers = re.split(r"^(?=\$ )", text, flags=re.MULTILINE)
    return {answer.partition("\n")[0]: answer for answer in answers if answer}


def difference(kept: str, printed: str) -> str:
    """The first few calls that are answered otherwise than the file tells, a few lines of each."""
    before, after = calls_in(kept), calls_in(printed)
    other = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    told = []
    for name in other[:MOST_CALLS]:
        was, now = before.get(name, "").splitlines(), after.get(name, "").splitlines()
        lines = list(difflib.unified_diff(was, now, "kept", "printed", n=2, lineterm=""))
        told += [name, *lines[:MOST_LINES]]
        told += [f"… {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    told += [f"… {len(other) - MOST_CALLS} more calls"] if len(other) > MOST_CALLS else []
    return "\n".join(told or ["the same calls in another order"])


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_prints_what_its_file_holds(
    world: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = FILES / f"{name}.txt"
    printed = "".join(answered(call, world, monkeypatch) for call in REPORTS[name])
    if WRITE:
        path.write_bytes(printed.encode())
    if not path.exists():
        pytest.fail(f"{path.name} is missing; write it with: make golden", pytrace=False)
    kept = path.read_bytes().decode()
    if kept != printed:
        meant = "if this is meant: make golden, and tell why in the commit"
        pytest.fail(f"{path.name}\n{difference(kept, printed)}\n{meant}", pytrace=False)


def asked_once(calls: Sequence[Call]) -> Iterable[Call]:
    """Of each question one call, as JSON where there is that: how it is written reads nothing."""
    chosen: dict[tuple[str, ...], Call] = {}
    for call in calls:
        question = call.args[:-2] if "-f" in call.args[-2:] else call.args
        if question not in chosen or call.form is Format.JSON:
            chosen[question] = call
    return chosen.values()


@pytest.mark.postgresql
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_the_same_of_a_server(
    cleared: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = cleared.copy("golden", record, tmp_path)
    kept = calls_in((FILES / f"{name}.txt").read_bytes().decode())
    for call in asked_once(REPORTS[name]):
        assert answered(call, server, monkeypatch) == kept[call.heading]


def test_every_file_has_its_report() -> None:
    if WRITE:
        for path in FILES.iterdir():
            if path.stem not in REPORTS:
                path.unlink()
    kept = {path.name for path in FILES.iterdir()}
    assert kept - {f"{name}.txt" for name in REPORTS} == set()


def test_no_call_is_kept_twice() -> None:
    typed = [call.heading for calls in REPORTS.values() for call in calls]
    assert [heading for heading in typed if typed.count(heading) > 1] == []


@contextmanager
def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """Work in another folder and locale, where it is tomorrow already."""
    with monkeypatch.context() as there:
        there.chdir(folder)
        for name, value in {"HOME": str(folder), "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}.items():
            there.setenv(name, value)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_the_same_elsewhere(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "べつの folder"
    folder.mkdir()
    copy = Path(shutil.copy(world, folder / "other.db"))
    call = next((one for one in REPORTS[name] if one.form is Format.JSON), REPORTS[name][-1])
    here = answered(call, world, monkeypatch)
    with elsewhere(monkeypatch, folder):
        assert answered(call, copy, monkeypatch) == here


def test_the_world_shows_every_rule_and_is_left_as_it_was(world: Path) -> None:
    with reading(world) as connection:
        clocks = read_clocks(connection, NOW.date(), None)
        report = check_report(connection, None, clocks, RULES)
    assert {row.finding.code for row in report.rows} == {rule.code for rule in RULES}
    assert clocks.entry == ENTRIES
