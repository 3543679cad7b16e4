"""Commands that are disturbed while they work, and the one judge of what they leave."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from databases import writing
from jobs import Held, Job, Make
from program import Outcome
from tally import Tally
from tracker.cli.app import app
from tracker.db.engine import Database
from workers import Strike, watched_program, working

PATIENCE_SECONDS = 120

NOTHING = re.compile(r"nothing was (written|stored|recorded)")
STAYS = re.compile(r"what was (recorded|stored|written) stays")


def judge(job: Job, ran: Outcome, tally: Tally, codes: Collection[int]) -> None:
    """Count what a disturbed job did wrong, and what it does wrong when it is sent again."""
    told = f"exit {ran.code}\n{ran.stdout}{ran.stderr}"
    tally.ran(job.args, told)
    held = _judge_place(job, tally, told)
    if ran.code == 0 or job.tells in told:
        tally.expect("lost", held == job.after, f"{job.args} is not there: {told}")
    tally.expect("untrue", ran.code in codes, f"{job.args}: {told}")
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
        tally.expect("duplicated", held <= most, f"{job.args}: {told}")
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
)


def undisturbed(job: Job) -> Outcome:
    """Run a job and leave it alone."""
    return called(*job.call) if job.migrations is None else _watched(job)[0]


def called(*args: str) -> Outcome:
    """Run the program in this process, whatever comes of it."""
    result = CliRunner().invoke(app, args)
    failed = result.exception
    told = "" if isinstance(failed, SystemExit | None) else f"Traceback: {failed!r}"
    return Outcome(result.exit_code, result.stdout, result.stderr + told)


def survive(way: Way, make: Make, runs: int, tally: Tally) -> None:
    """Disturb so many runs of a command, and judge each; it is first left alone, to measure it."""
    first = make(0)
    ran, longest = _watched(first)
    assert (ran.code, first.held()) == (0, first.after), ran
    moments = [float(line) for line in (first.folder / "moments").read_text().splitlines()]
    assert moments
    for number in range(1, runs + 1):
        job = make(number)
        if way.decisive:
            ran, _ = _watched(job, _strike(way.signal, moments))
        else:
            ran, _ = _watched(job, None, way.signal, random.uniform(0, longest))  # noqa: S311
        judge(job, ran, tally, way.codes)


def _strike(number: int, moments: Sequence[float]) -> Strike:
    """Before, within or after one of the moments."""
    at = random.randrange(len(moments))  # noqa: S311
    within = random.uniform(0, moments[at])  # noqa: S311
    return Strike(number, at, random.choice((0, within, within, None)))  # noqa: S311


def _watched(
    job: Job, strike: Strike | None = None, sent: int = 0, pause: float = PATIENCE_SECONDS
) -> tuple[Outcome, float]:
    """Run a job in a process of its own, which is sent a signal after a pause; tell its seconds."""
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
