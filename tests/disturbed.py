"""Commands that are disturbed while they work, and the one judge of what they leave."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from databases import writing
from jobs import Held, Job, Make
from program import Outcome
from tally import Tally
from tracker.cli.app import app
from tracker.db.engine import Database
from tracker.interrupt import EXIT_INTERRUPTED
from upgrading import NEXT, expect_next
from workers import Strike, watched_program, working

PATIENCE_SECONDS = 120

NOTHING = re.compile(r"nothing was (written|stored)")
STAYS = re.compile(r"what was recorded stays|interrupted; \S+(?<!\.bak) is whole$", re.MULTILINE)
TABLES = "the database has its tables\n"
"""Told by init and import before anything else is there, and by an upgrade that is done."""
INTERRUPTED = re.compile(r"^error: interrupted; .+\n\Z", re.MULTILINE)


def judge(job: Job, ran: Outcome, tally: Tally, codes: Collection[int]) -> None:
    """Count what a disturbed job did wrong, and what it does wrong when it is sent again."""
    told = f"exit {ran.code}\n{ran.stdout}{ran.stderr}"
    tally.ran(job.args, told)
    held = _judge_place(job, tally, told)
    if ran.code == 0 or job.tells in told:
        tally.expect("lost", held == job.after, f"{job.args} is not there: {told}")
    tally.expect("untrue", ran.code in codes, f"{job.args}: {told}")
    if ran.code == EXIT_INTERRUPTED:
        tables = TABLES in ran.stderr and held == (job.after if job.migrations else job.before)
        copied = ".bak is whole\n" in ran.stderr and held == job.before
        what = tables or copied or NOTHING.search(ran.stderr) or STAYS.search(ran.stderr)
        once = INTERRUPTED.search(ran.stderr) and ran.stderr.count("error: ") == 1
        tally.expect("untrue", once and what, f"{job.args}: {told}")
    if NOTHING.search(ran.stderr):
        tally.expect("untrue", held == job.before, f"{job.args} was stored: {told}")
    if STAYS.search(ran.stderr):
        tally.expect("untrue", held == job.after, f"{job.args} was not stored: {told}")
    again = undisturbed(job)
    told = f"sent again: exit {again.code}\n{again.stdout}{again.stderr}"
    done = again.code == 0 or (again.code == 4 and held == job.after)
    tally.expect("untrue", done, f"{job.args}: {told}")
    held = _judge_held(job, tally, told)
    tally.expect("lost", held == job.after, f"{job.args} is not there: {told}")


def _judge_place(job: Job, tally: Tally, told: str) -> Held:
    """Count what is wrong with the place of a job; return what it holds of it."""
    _settle(job.database)
    try:
        problems = job.problems()
    except Exception as error:  # noqa: BLE001 - a place that cannot be read is torn
        problems = [repr(error)]
    tally.expect("torn", not problems, f"{job.args}: {problems}: {told}")
    return _judge_held(job, tally, told)


def _judge_held(job: Job, tally: Tally, told: str) -> Held:
    """Count what a place lacks, has twice or has in part: all of a job is there, or nothing."""
    try:
        held = job.held()
    except Exception as error:  # noqa: BLE001 - a place that cannot be read is torn
        tally.expect("torn", fine=False, told=f"{job.args}: {error!r}: {told}")
        return Counter()
    if held not in (job.before, job.after):
        kept, most = job.before & job.after, job.before | job.after
        tally.expect("lost", kept <= held, f"{job.args}, what was there before: {told}")
        tally.expect("twice", held <= most, f"{job.args}: {told}")
        tally.expect("torn", not kept <= held <= most, f"{job.args}: {told}")
    return held


def _settle(database: Database) -> None:
    """Wait for a server that has not yet seen that its client is gone."""
    if not isinstance(database, Path):
        with writing(database):
            pass


@dataclass(frozen=True)
class Way:
    """How a command is disturbed: by which signal, at random or at a decisive moment."""

    name: str
    signal: int
    codes: tuple[int, ...]
    decisive: bool = False


WAYS = (
    Way("killed at random", signal.SIGKILL, (-signal.SIGKILL, 0)),
    Way("killed at the commit", signal.SIGKILL, (-signal.SIGKILL, 0), decisive=True),
    Way("Ctrl-C at random", signal.SIGINT, (EXIT_INTERRUPTED, 0)),
    Way("Ctrl-C at the commit", signal.SIGINT, (EXIT_INTERRUPTED, 0), decisive=True),
)


def undisturbed(job: Job) -> Outcome:
    """Run a job in this process and leave it alone."""
    with pytest.MonkeyPatch.context() as patch:
        if job.migrations is not None:
            expect_next(patch, job.migrations)
        return called(*job.call)


def called(*args: str, sent: bytes = b"") -> Outcome:
    """Run the program in this process, whatever comes of it."""
    result = CliRunner().invoke(app, args, input=sent)
    failed = result.exception
    told = "" if isinstance(failed, SystemExit | None) else f"Traceback: {failed!r}"
    return Outcome(result.exit_code, result.stdout, result.stderr + told)


def survive(way: Way, make: Make, runs: int, tally: Tally) -> None:
    """Disturb so many runs of a command, and judge each; it is first left alone, to measure it."""
    first = make(0)
    run = _called if way.signal == signal.SIGINT and not way.decisive else _watched
    ran, longest = run(first)
    assert (ran.code, first.held()) == (0, first.after), ran
    moments = [] if run is _called else _moments(first)
    for number in range(1, runs + 1):
        job = make(number)
        if way.decisive:
            ran, _ = _watched(job, strike=_strike(way.signal, moments))
        else:
            ran, _ = run(job, way.signal, random.uniform(0, longest))  # noqa: S311
        judge(job, ran, tally, way.codes)
        if way.signal != signal.SIGKILL:
            left = [*job.folder.rglob("*.unfinished*")]
            tally.expect("torn", not left, f"{job.args} left {left}: {ran}")


def _moments(job: Job) -> list[float]:
    """How long each decisive moment of a job took that was watched."""
    moments = [float(line) for line in (job.folder / "moments").read_text().splitlines()]
    assert moments
    return moments


def _strike(number: int, moments: Sequence[float]) -> Strike:
    """Before, within or after one of the moments."""
    at = random.randrange(len(moments))  # noqa: S311
    within = random.uniform(0, moments[at])  # noqa: S311
    return Strike(number, at, random.choice((0, within, within, None)))  # noqa: S311


def _watched(
    job: Job, sent: int = 0, pause: float = PATIENCE_SECONDS, strike: Strike | None = None
) -> tuple[Outcome, float]:
    """Run a job in a forked process, which is sent a signal after a pause; tell its seconds."""
    moments, out, err = (job.folder / name for name in ("moments", "stdout", "stderr"))
    moments.unlink(missing_ok=True)
    args = (moments, strike, job.migrations, *job.call)
    with working(watched_program, *args, results=out, complaints=err) as process:
        begin = time.monotonic()
        process.join(pause)
        if process.exitcode is None and process.pid and sent:
            os.kill(process.pid, sent)
            process.join(PATIENCE_SECONDS)
        took = time.monotonic() - begin
        code = process.exitcode
    assert code is not None, f"{job.args} did not end"
    return Outcome(code, out.read_text(), err.read_text()), took


def _called(job: Job, sent: int = 0, pause: float = PATIENCE_SECONDS) -> tuple[Outcome, float]:
    """Do the same by the command, a process of its own, from when it heeds Ctrl-C on.

    Before that, some hundredths of a second after its start, Python itself answers.
    """
    here, there = os.pipe()
    call = (sys.executable, "-c", HEEDING, str(there), str(job.migrations or ""), *job.call)
    with (
        os.fdopen(here, "rb") as heeded,
        subprocess.Popen(call, stdout=-1, stderr=-1, text=True, pass_fds=[there]) as process,
    ):
        os.close(there)
        heeded.read(1)
        begin = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            process.wait(pause)
        if process.returncode is None and sent:
            process.send_signal(sent)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        took = time.monotonic() - begin
    return Outcome(process.returncode, out, err), took


HEEDING = """
import os, sys
from pathlib import Path
from tracker import __main__, interrupt

listen, told, migrations = interrupt.listen, int(sys.argv.pop(1)), sys.argv.pop(1)

def listen_and_tell():
    listen()
    os.close(told)

if migrations:
    from tracker.db import migrate
    vars(migrate).update(HEAD="NEXT", migrations_dir=lambda: Path(migrations))
interrupt.listen = listen_and_tell
__main__.main()
""".replace("NEXT", NEXT)
