"""Reports of old moments print after an upgrade what the program before it printed, byte for byte.

What it printed was kept: fixtures/databases/*-moments.txt, in the form of the golden files. Where a
report is laid out anew they are written anew, once their JSON was compared: no value may move.
"""

from __future__ import annotations

import re

import pytest

from golden.test_golden import calls_in
from program import Run
from stored import STORED, put
from tracker.db.engine import Database
from tracker.db.migrate import upgrade

HEAD = re.compile(r"log #\d+( [0-9a-f]{8})?|(?<=\"known_at\": )\d+")
"""Where no moment is named at which something was known, it is the head that is told."""


@pytest.mark.parametrize("revision", ["0001", "0003"])
def test_an_old_moment_is_told_as_before(run: Run, blank: Database, revision: str) -> None:
    old = put(revision, blank)
    upgrade(old)
    kept = calls_in((STORED / f"{revision}-moments.txt").read_text(encoding="utf-8"))
    assert len(kept) == 70
    for heading, told in kept.items():
        call = heading.removeprefix("$ tracker ").split()
        now = f"{heading}\n{run(*call, db=old).stdout}"
        tells_head = "--known-at" not in call
        assert (HEAD.sub("log", now) if tells_head else now) == (
            HEAD.sub("log", told) if tells_head else told
        )
