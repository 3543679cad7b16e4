"""What a shell is told when somebody presses Tab."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from program import Run
from tracker.cli.app import app
from tracker.cli.commands.help import SCRIPTS
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
    ("log", "toyota", ""): ["expected", "invested", "votes"],
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
    ("tranche", "add", "x", "--gate", "mass"): ["mass-production"],
    ("tranche", "add", "x", "--gate", "rd-fy2026"): [],
    ("tranche", "add", "x", "--parent", "rd-fy2026"): ["rd-fy2026"],
    ("tranche", "add", "x", "--paid-by", "meti-fy2026/chips"): ["meti-fy2026/chips-and-ai"],
    ("milestone", "add", "x", "--metric", "holder-count-"): ["holder-count-with-state"],
    ("milestone", "add", "x", "--metric", "mass"): [],
    ("milestone", "add", "x", "--gate", "mass"): ["mass-production"],
    ("milestone", "add", "x", "--party", "ned"): ["nedo"],
    ("metric", "add", "x", "--sum", "rd-fy2026"): ["rd-fy2026"],
    ("metric", "add", "x", "--sum", "mass"): [],
    ("metric", "add", "x", "--family", "mass"): [],
    ("org", "add", "x", "--parent", "ned"): ["nedo"],
    ("milestone", "add", "mass"): [],
    ("holder", "add", "ned"): ["nedo"],
    ("holder", "edit", "toyota"): ["toyota"],
    ("milestone", "list", "--status", "o"): ["on-track", "off-track", "overdue"],
    ("milestone", "list", "--gate", "mass"): ["mass-production"],
    ("milestone", "list", "--sort", "s"): ["status", "slip"],
    ("tranche", "list", "--funder", "ned"): ["nedo"],
    ("tranche", "list", "--sort", "fund"): ["funder"],
    ("metric", "list", "--family", "nee"): ["need"],
    ("check", "--source", "jiji-2026-02-2"): ["jiji-2026-02-20", "jiji-2026-02-27"],
    ("source", "list", "--sort", "pub"): ["published", "publisher"],
    ("export", "mass"): ["mass-production"],
    ("export", "ipo", "mass"): ["mass-production"],
    ("history", "mass"): ["mass-production"],
    ("accept", "V101"): ["V101"],
    ("accept", "V101", "mass"): ["mass-production"],
    ("check", "rap"): ["rapidus"],
    ("check", "--explain", "V101"): ["V101"],
    ("check", "--select", "V101"): ["V101"],
    ("check", "--select", "V101,S1"): [f"V101,S10{n}" for n in range(1, 10)],
    ("check", "--ignore", "V101"): ["V101"],
    ("schema", "mi"): ["milestone"],
    ("help", "exi"): ["exit-codes"],
    ("apply", ""): [],
    ("--db", ""): [],
    ("status", "-o", ""): [],
    ("completion", ""): ["bash", "zsh", "fish"],
    ("\ud800", ""): [],
}


@pytest.mark.both
def test_what_fits_is_offered(offered: Offered) -> None:
    """In one test, since nothing is written: a database for each would take longer."""
    assert {words: sorted(offered(*words)) for words in EXACTLY} == {
        words: sorted(fitting) for words, fitting in EXACTLY.items()
    }


def test_all_commands_are_offered_before_one_is_named(offered: Offered) -> None:
    assert {"status", "log", "milestone", "db", "completion"} <= set(offered(""))


@pytest.mark.both
def test_the_database_of_the_line_is_read(offered: Offered, shipped: Database) -> None:
    assert offered("--db", str(shipped), "log", "mass", db="none.db") == ["mass-production"]
    assert offered("log", "--db", str(shipped), "mass", db="none.db") == ["mass-production"]


@pytest.mark.both
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
from tracker.__main__ import main
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
    heavy = {"sqlalchemy", "alembic", "rich", "psycopg"}
    assert not heavy & set(ran.stderr.split())


LINES = {
    "bash": "COMP_WORDS=(tracker log {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
    '_tracker tracker && echo "${{COMPREPLY[@]}}"',
    "zsh": "_describe() {{ print -l -- ${{(P)2}} }}\n"
    "compset() {{ print -rn -- ${{words[CURRENT]%%=*}}= }}\n"
    "words=(tracker log {words}); CURRENT=$#words; _tracker",
    "fish": 'complete -C "tracker log {line}"',
}
"""What calls what a shell would call, or presses the key where the shell lets a script do that."""
TYPED = {
    "mass-production at-": (("mass-production", "at-"), "at-risk"),
    "x --tier=pri": (("x", "--tier=pri"), "--tier=primary"),
    "'mass": (("'mass",), "mass-production"),
}
"""What is typed after `tracker log`, its words, and what stands for the last after Tab."""


@pytest.mark.sqlite
@pytest.mark.parametrize("line", TYPED)
@pytest.mark.parametrize(
    "shell", [shell for shell in LINES if shell == "bash" or shutil.which(shell)]
)
def test_a_real_shell_completes(
    run: Run, shipped: Path, tmp_path: Path, shell: str, line: str
) -> None:
    program = tmp_path / "tracker"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tracker "$@"\n')
    program.chmod(0o755)
    words, completed = TYPED[line]
    if shell == "bash":  # which has split the line at = already
        words = tuple(part for word in words for part in word.replace("=", " = ").split())
        completed = completed.rpartition("=")[2]
    script = ("compdef() { :; }\n" if shell == "zsh" else "") + run("completion", shell).stdout
    press = LINES[shell].format(words=shlex.join(words), line=line)
    ran = subprocess.run(
        [shell, "-c", f"{script}\n{press}"],
        env={
            **os.environ,
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "TRACKER_DB": str(shipped),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    offered, _, _ = ran.stdout.strip().replace("\t", ":").partition(":")
    assert (offered, ran.stderr) == (completed, "")


def test_every_script_asks_by_the_variable_that_is_answered() -> None:
    assert all(f"_TRACKER_COMPLETE={shell}" in text for shell, text in SCRIPTS.items())
