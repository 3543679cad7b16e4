"""Whatever is typed or sent is done, or refused in one error and one hint, and the log is whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from databases import Databases, define, reading
from disturbed import called
from jobs import exported, problems
from mutations import Input, mutated
from program import Outcome
from tally import Counts, Size, Tally
from tracker.db.engine import Database
from tracker.db.log import Head, read_head
from tracker.db.migrate import upgrade

CODES = {0, 2, 3, 4, 6, 8}
FEW_ENTRIES = 200
MAY_FAIL = ("cannot write", "is a database", "cannot read")
MADE = ": made with the shipped record of "  # where an option took the --db for its value
UNREACHABLE = "the server does not answer"


def test_any_input_is_done_or_refused(
    cleared: Databases,
    tmp_path: Path,
    tally: Counts,
    size: Size,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TRACKER_TRACEBACK")
    counted = tally("mutated inputs")
    inputs = Inputs(cleared, tmp_path, counted, monkeypatch)
    in_gate, in_stress = (500, 100_000) if counted.database == "sqlite" else (50, 20_000)
    for number in range(size(in_gate, in_stress)):
        inputs.judge(str(number))
    inputs.end()


class Inputs:
    """Sends inputs to the program, each to the database as the one before left it."""

    def __init__(
        self, databases: Databases, folder: Path, tally: Tally, patch: pytest.MonkeyPatch
    ) -> None:
        self._databases, self._folder, self._tally, self._patch = databases, folder, tally, patch
        self._database = self._fresh()
        file = folder / "exported.jsonl"
        exported(self._database, file)
        self._exported = file.read_text()
        self._empty = folder / "empty.db"
        upgrade(self._empty)
        self._head = self._read_head()

    def judge(self, name: str) -> None:
        """Send the input of a name, and count what is wrong with what comes of it."""
        given = mutated(Random(name), self._exported)  # noqa: S311
        shutil.copy(self._empty, self._folder / "new.db")
        ran = self._sent(given)
        printed = ran.stdout[-300:] + ran.stderr
        told = f"{name}: {given.args} {given.variable}: exit {ran.code}\n{printed}"
        self._tally.ran(name, ran.stderr)
        expect = self._tally.expect
        fine = ran.code in CODES or (ran.code == 1 and any(one in ran.stderr for one in MAY_FAIL))
        fine = fine or (ran.code == 5 and UNREACHABLE in ran.stderr)
        expect("untrue", fine, told)
        lines = [line for line in ran.stderr.splitlines() if MADE not in line]
        if ran.code not in {0, 8}:
            words = [line.split(":")[0] for line in lines]
            expect("untrue", words in (["error", "hint"], ["error"]), told)
            expect("untrue", all(map(str.isprintable, "".join(lines).replace("\u3000", ""))), told)
        head = self._read_head()
        expect("torn", ran.code in {0, 1} or head == self._head, told)
        self._head = head
        if head.id > FEW_ENTRIES:
            self.end()
            self._database = self._fresh()
            self._head = self._read_head()

    def end(self) -> None:
        """Look whether the log is whole."""
        found = problems(self._database)
        self._tally.expect("torn", not found, str(found))

    def _sent(self, given: Input) -> Outcome:
        address = () if "--db" in given.args else ("--db", str(self._database))
        with self._patch.context() as patch:
            if given.variable:
                patch.setenv(*given.variable)
            return called(*address, *given.args, sent=given.sent)

    def _fresh(self) -> Database:
        folder = self._folder / "world"
        folder.mkdir(exist_ok=True)
        return self._databases.copy("small", define, folder)

    def _read_head(self) -> Head:
        with reading(self._database) as connection:
            return read_head(connection)
