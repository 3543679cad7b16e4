"""What was counted when commands were disturbed; nothing but runs may be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CELLS = ("runs", "lost", "duplicated", "torn", "untrue", "tracebacks", "bugs", "passwords")
"""Lost: what was told as stored. Torn: what is there in part, and what verify finds. Untrue: what
was told of what is stored, and exit codes that do not fit."""

SECRET = "hunter2-tally"  # noqa: S105 - no password of anything
NEVER_PRINTED = {"tracebacks": "Traceback", "bugs": "this is a bug", "passwords": SECRET}
SHOWN_FAULTS = 20


@dataclass
class Tally:
    """The counts of one scenario on one kind of database."""

    scenario: str
    database: str
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def ran(self, call: object, printed: str) -> None:
        """Count a run, and what it printed that none may print."""
        self.counts["runs"] += 1
        for cell, sign in NEVER_PRINTED.items():
            self.expect(cell, sign not in printed, f"{call}\n{printed}")

    def expect(self, cell: str, fine: object, told: str) -> None:
        """Count what is not fine."""
        if not fine:
            self.counts[cell] += 1
            self.faults.append(f"{cell}: {self.scenario} on {self.database}: {told[:2000]}")

    def require_clean(self) -> None:
        """Fail where anything but runs was counted."""
        assert self.counts["runs"], "nothing was run"
        assert not self.faults, "\n\n".join(self.faults[:SHOWN_FAULTS])


Counts = Callable[[str], Tally]
"""Makes the tally of a scenario, by its name."""
Size = Callable[[int, int], int]
"""Chooses between the size of the gate and that of `make stress`."""


def table(counted: Iterable[tuple[str, str, Mapping[str, int]]]) -> str:
    """Lay out scenario, database and counts, each pair of the former once."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    for scenario, database, counts in counted:
        sums.setdefault((scenario, database), Counter()).update(counts)
    rows: list[Sequence[str]] = [("", "", *CELLS)]
    for names, counts in sorted(sums.items()):
        rows.append((*names, *(f"{counts[cell]:,}" for cell in CELLS)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(re.sub(" +$", "", line) + "\n" for line in lines)
