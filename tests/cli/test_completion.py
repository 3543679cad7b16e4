"""What a shell is told when somebody presses Tab."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from program import Run
from tracker.cli.app import app
from tracker.cli.completion import SCRIPTS
from tracker.db.engine import Database

Offered = Callable[..., list[str]]
STATUSES = ["scheduled", "on-track", "at-risk", "off-track", "partially-met", "met", "not-met"]
STAGES = ["planned", "budgeted", "enacted", "committed", "disbursed", "paid", "cancelled"]


@pytest.fixture
def offered(shipped: Database, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Ask as a shell does: the words so far, of which the last is being typed."""

    def ask(*words: str, asking: str = "bash", db: object = shipped) -> list[str]:
        monkeypatch.setenv("_TRACKER_COMPLETE", asking)
        result = CliRunner(env={"TRACKER_DB": str(db)}).invoke(app, list(words))
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return ask


EXACTLY = {
    ("lo",): ["log"],
    ("status", "--form"): ["--format"],
    ("status", "-f", ""): ["table", "json", "csv", "markdown"],
    ("--brief", "--uni"): ["--units"],
    ("log", "mass"): ["mass-production"],
    ("log", "rapidus/mass"): ["rapidus/mass-production"],
    ("why", "meti-fy2026/total-g"): ["meti-fy2026/total-growth"],
    ("log", "mass-production", ""): [*STATUSES, "cancelled"],
    ("log", "rapidus/mass-production", "m"): ["met"],
    ("log", "rd-fy2026", ""): STAGES,
    ("log", "rd-fy2026", "committed", ""): [],
    ("log", "toyota", ""): ["invested", "votes"],
    ("log", "holder-count", ""): [],
    ("log", "nothing", "c"): ["cancelled", "committed"],
    ("log", "x", "--tier", ""): ["primary", "press", "secondary"],
    ("log", "x", "--source", "jiji-2026-02-2"): ["jiji-2026-02-20", "jiji-2026-02-27"],
    ("log", "x", "--source", "=", "jiji-2026-02-27"): ["jiji-2026-02-27"],
    ("log", "x", "--source=jiji-2026-02-27"): ["jiji-2026-02-27"],
    ("log", "x", "--said-by", "ned"): ["nedo"],
    ("tranche", "show", "rd-fy2026"): ["rd-fy2026"],
    ("tranche", "show", "mass"): [],
    ("project", "edit", ""): ["rapidus", "meti-fy2026"],
    ("tranche", "add", "x", "--funder", "ned"): ["nedo"],
    ("help", "exi"): ["exit-codes"],
    ("apply", ""): [],
    ("--db", ""): [],
    ("status", "-o", ""): [],
    ("completion", ""): ["bash", "zsh", "fish"],
    ("\ud800", ""): [],
}


@pytest.mark.parametrize("words", EXACTLY)
def test_what_fits_is_offered(offered: Offered, words: tuple[str, ...]) -> None:
    assert sorted(offered(*words)) == sorted(EXACTLY[words])


def test_all_commands_are_offered_before_one_is_named(offered: Offered) -> None:
    assert {"status", "log", "milestone", "db", "completion"} <= set(offered(""))


def test_the_database_of_the_line_is_read(offered: Offered, shipped: Database) -> None:
    assert offered("--db", str(shipped), "log", "mass", db="none.db") == ["mass-production"]
    assert offered("log", "--db", str(shipped), "mass", db="none.db") == ["mass-production"]


def test_titles_come_along_where_the_shell_shows_them(offered: Offered) -> None:
    title = "2nm mass production starts"
    assert offered("log", "mass", asking="fish") == [f"mass-production\t{title}"]
    assert offered("log", "mass", asking="zsh") == [f"mass-production:{title}"]


@pytest.mark.sqlite
def test_without_a_database_nothing_is_said_and_nothing_made(
    offered: Offered, tmp_path: Path
) -> None:
    (tmp_path / "letter").write_text("no database")
    before = sorted(tmp_path.iterdir())
    for name in ("none.db", "letter", ".", "mysql://x/y", "postgresql://nobody@/x?host=/none"):
        assert offered("log", "ma", db=name) == []
        assert offered("lo", db=name) == ["log"]
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.sqlite
def test_nothing_is_written(offered: Offered, shipped: Path) -> None:
    before = {path: path.read_bytes() for path in shipped.parent.iterdir()}
    assert offered("log", "mass")
    assert {path: path.read_bytes() for path in shipped.parent.iterdir()} == before


@pytest.mark.sqlite
def test_a_hostile_title_stays_a_line(run: Run, offered: Offered) -> None:
    run("milestone", "edit", "ipo", "--title", "a\nb\x1b[2J\u202e'; $(reboot)")
    (line,) = offered("log", "ipo", asking="zsh")
    assert line.isprintable()


PROGRAM = """
import sys
from tracker.cli.app import main
sys.argv = ["tracker", "log", "mass"]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.sqlite
def test_nothing_heavy_is_loaded(shipped: Path) -> None:
    asked = {**os.environ, "_TRACKER_COMPLETE": "bash", "TRACKER_DB": str(shipped)}
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, env=asked, capture_output=True, text=True, check=True)
    assert ran.stdout == "mass-production\n"
    heavy = {"sqlalchemy", "alembic", "rich", "psycopg", "pydantic"}
    assert not heavy & set(ran.stderr.split())


# Each defines what its shell would call, or presses the key where the shell lets a script do that.
PRESSES = {
    "bash": "COMP_WORDS=(tracker log mass-production at-); COMP_CWORD=3; _tracker tracker"
    ' && echo "${COMPREPLY[@]}"',
    "zsh": "_describe() { print -l -- ${(P)2} }; words=(tracker log mass-production at-);"
    " CURRENT=4; _tracker",
    "fish": "complete -C 'tracker log mass-production at-'",
}


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "shell", [shell for shell in PRESSES if shell == "bash" or shutil.which(shell)]
)
def test_a_real_shell_completes(run: Run, shipped: Path, tmp_path: Path, shell: str) -> None:
    program = tmp_path / "tracker"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tracker "$@"\n')
    program.chmod(0o755)
    script = ("compdef() { :; }\n" if shell == "zsh" else "") + run("completion", shell).stdout
    path = f"{tmp_path}:{os.environ['PATH']}"
    ran = subprocess.run(
        [shell, "-c", f"{script}\n{PRESSES[shell]}"],
        env={**os.environ, "PATH": path, "TRACKER_DB": str(shipped)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("at-risk\n", "")


def test_every_script_asks_by_the_variable_that_is_answered() -> None:
    assert all(f"_TRACKER_COMPLETE={shell}" in text for shell, text in SCRIPTS.items())
