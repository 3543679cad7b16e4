"""Many processes that write to one database at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from databases import TODAY, reading
from jobs import keys, problems
from recording import entries
from tally import Tally
from tracker import clock
from tracker.db.chain import Chain
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.reports.verify import verify_report
from workers import working


def whole(database: Database, *found: str) -> list[str | None]:
    """Return the keys of all that was said and marked, once the log has been verified.

    Nothing else may be wrong with the database than was `found` before.
    """
    with reading(database) as connection:
        clocks = read_clocks(connection, TODAY, None)
        assert verify_report(connection, clocks, now=clock.now()).problems == found
        assert Chain({}).follow(connection) is None
    return [row.key for row in entries(database)]


def write_at_once(
    often: Callable[..., None],
    database: Database,
    folder: Path,
    tally: Tally,
    *,
    processes: int,
    calls: int,
) -> None:
    """Record from so many processes, and judge what each call told.

    None may complain, be it of a lock, and everything is there once.
    """
    before = keys(database)
    files = [folder / f"p{number}" for number in range(processes)]
    with ExitStack() as stack:
        begun = [stack.enter_context(working(often, str(database), file, calls)) for file in files]
        for process in begun:
            process.join()
            assert process.exitcode == 0
    sent: Counter[str] = Counter()
    for file in files:
        for line in file.read_text().splitlines():
            key, fine, printed = json.loads(line)
            tally.ran(key, printed)
            tally.expect("untrue", fine, f"{key}: {printed}")
            sent[key] += 1
    assert sent.total() == processes * calls
    held = keys(database)
    tally.expect("lost", before + sent <= held, f"{[*(before + sent - held)][:20]}")
    tally.expect("twice", held <= before + sent, f"{[*(held - before - sent)][:20]}")
    tally.expect("torn", not problems(database), f"{problems(database)}")
