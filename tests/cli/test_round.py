"""A whole round of commands tells the same of a server as of a file."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from databases import SHIPPED, Databases
from recording import nth
from tracker.cli.app import app
from tracker.cli.registry import ALONE, GROUPS
from tracker.db.engine import Database

DATABASES = ("first", "second", "third")
SAID = nth(120, SHIPPED)
ROUND = f"""
first: init
first: init --quiet
first: db current
first: project add fab --title Fab --currency JPY
first: org add ministry --name Ministry --kind state
first: source add plan --title Plan --publisher Fab --tier primary --published-on 2026-04-10
first: milestone add fab/pilot --title Pilot --type delivery --party ministry --headline
first: milestone add fab/volume --title Volume --type delivery --gate pilot
first: metric add fab/staff --title Staff --unit count --nature actual --scope 'on the payroll'
first: tranche add fab/grant --title Grant --funder ministry --instrument grant --gate pilot
first: holder add fab/ministry
first: log fab/pilot at-risk --target 2030年度末まで --on 2026-10-01 --source plan -m 'Tools late'
first: log fab/grant committed 631.5億円 paid ~20bn --on 2026-10-02 --key grant
first: log fab/grant committed 631.5億円 paid ~20bn --on 2026-10-02 --key grant
first 4: log fab/grant committed 1bn --on 2026-10-02 --key grant
first: log fab/staff 60 --on 2026-11-01 --said-by ministry
first: log fab/staff 600 --on 2026-11-02
first: log fab/ministry 5bn --on 2026-11-03
first: log rd-fy2026 committed 1tn --dry-run
first 3: log nothing met
first: project edit fab --subtitle 'A line'
first: org edit ministry --name 'The ministry'
first: source edit plan --url https://fab.example/plan
first: milestone edit fab/pilot --title 'Pilot line' --title-ja 試作
first: metric edit fab/staff --title Employees
first: tranche edit fab/grant --title 'The grant'
first: holder edit fab/ministry --name-ja 国
first: apply batch.jsonl --dry-run -f json
first: apply batch.jsonl
first: apply batch.jsonl
first 6: apply wrong.jsonl
first: history fab/staff -f json
first: check fab -f json
first: accept V102 meti-fy2026/all-lines --reason 'It is so'
first: entry deprecate last --reason Misread -f json
first: entry reinstate last --reason 'Read again'
first: entry deprecate {SAID} --reason Misread
first: entry deprecate {SAID} --reason Misread
first: entry reinstate {SAID} --reason 'Read again' -f json
first: entry show {SAID} -f json
first: status fab
first: status --since 2026-01-01 -f json
first: status --known-at {nth(200, SHIPPED)} -f json
first: why fab/grant --cite plain
first: search staff
first: milestone list --open --sort now
first: why mass-production -f json
first: diff 2025-12-31 -f json
first: diff --after {nth(474, SHIPPED)} -f json
first: money fab -f json
first: money --tree -f json
first: owners -f json
first: milestone impact fab/pilot -f json
first: milestone needs fab/pilot -f json
first: chart timeline -f json
first: chart trend -f json
first: chart money
first: chart owners
first: report fab -o fab.html --since 2026-01-01
first: milestone list -f csv
first: milestone show fab/pilot
first: tranche list -f csv
first: tranche show fab/grant
first: metric list -f csv
first: metric show fab/staff
first: holder list -f csv
first: holder show fab/ministry
first: source list -f csv
first: source show plan
first: org list -f csv
first: org show ministry
first: project list -f csv
first: project show fab
first: history --limit 0 -f json
first: export fab/pilot fab/staff
first: export -o all.jsonl
first: search fab
first: verify
second: init --empty
second: import all.jsonl
second 4: import all.jsonl
second: verify -f json
first: db backup backup.db
third: db restore backup.db
third: db upgrade
third: status fab
third: milestone retire fab/volume --reason 'It stood twice'
third: tranche retire fab/grant --reason 'It stood twice'
third: metric retire fab/staff --reason 'It stood twice'
third: holder retire fab/ministry --reason 'It stood twice'
third: source retire plan --reason 'It stood twice'
third 4: org retire ministry --reason 'It stood twice'
third 4: project retire fab --reason 'It stood twice'
third: verify
"""
BATCH = """\
{"kind": "milestone", "project": "fab", "slug": "lease", "title": "Lease", "type": "approval"}
{"subject": "fab/lease", "status": "met", "on": "2026-11-05", "note": "経済産業省 “signed”"}
{"subject": "fab/staff", "value": "61", "on": "2026-11-06", "key": "b"}
"""
WRONG = BATCH + '{"subject": "fab/lease", "status": "met", "on": "2027-11-05"}\n'
WITHOUT_A_DATABASE = {
    *(("schema",), ("completion",), ("help",)),
    *(("config", one) for one in ("show", "set", "unset")),
}


@dataclass(frozen=True)
class Call:
    """What is typed, on which database, and the exit code that it has to have."""

    database: str
    code: int
    args: tuple[str, ...]


def calls() -> list[Call]:
    """The calls of the round; where no exit code stands, it is 0."""
    lines = (line.split(": ", 1) for line in ROUND.strip().splitlines())
    return [
        Call(name.split()[0], int([*name.split(), "0"][1]), tuple(shlex.split(args)))
        for name, args in lines
    ]


def answers(databases: Mapping[str, Database], folder: Path) -> list[tuple[Call, str, str]]:
    """What each call of the round is answered with in a folder, each database by its name there."""
    folder.mkdir()
    (folder / "batch.jsonl").write_text(BATCH, encoding="utf-8")
    (folder / "wrong.jsonl").write_text(WRONG, encoding="utf-8")
    told = []
    for call in calls():
        with chdir(folder):
            result = CliRunner().invoke(app, ["--db", str(databases[call.database]), *call.args])
        assert result.exit_code == call.code, (call, result.stderr)
        stdout, stderr = result.stdout, result.stderr
        for name, database in databases.items():
            stdout, stderr = (text.replace(str(database), name) for text in (stdout, stderr))
        told.append((call, stdout, stderr))
    return told


@pytest.mark.postgresql
def test_a_round_tells_the_same_of_a_server_as_of_a_file(
    cleared: Databases, tmp_path: Path
) -> None:
    files = {name: tmp_path / f"{name}.db" for name in DATABASES}
    servers = {name: cleared.blank(tmp_path) for name in DATABASES}
    of_files = answers(files, tmp_path / "files")
    of_servers = answers(servers, tmp_path / "servers")
    for file, server in zip(of_files, of_servers, strict=True):
        assert server == file


def test_every_command_that_opens_a_database_takes_part() -> None:
    typed = {call.args[:length] for call in calls() for length in (1, 2)}
    commands: set[tuple[str, ...]] = {(name,) for name in ALONE}
    commands |= {(name, verb) for name, group in GROUPS.items() for verb in group.places}
    assert commands - typed == WITHOUT_A_DATABASE
