"""What was counted when commands were disturbed; nothing but runs may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CELLS = ("runs", "lost", "twice", "torn", "untrue", "tracebacks", "bugs", "passwords")
"""Lost: what was told as stored. Torn: what is there in part, and what verify finds. Untrue: what
was told of what is stored, and exit codes that do not fit."""

SECRET = "hunter2-tally"  # noqa: S105 - no password of anything
DATABASES = {
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL, embedded",
    "postgresql-system": "PostgreSQL, the system's",
}
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
        assert not self.faults, "\n\n".join(self.faults[:SHOWN_FAULTS])


Counts = Callable[[str], Tally]
"""Makes the tally of a scenario, by its name."""
Size = Callable[[int, int], int]
"""Chooses between the size of the gate and that of `make stress`."""


def table(counted: Iterable[tuple[str, str, Mapping[str, int]]]) -> str:
    """Lay out counts by scenario and, below it, by database."""
    sums: dict[str, dict[str, Counter[str]]] = {}
    for scenario, database, counts in counted:
        sums.setdefault(scenario, {}).setdefault(database, Counter()).update(counts)
    rows: list[Sequence[str]] = [("", *CELLS)]
    for scenario in sorted(sums):
        rows.append((scenario, *("" for _ in CELLS)))
        for database, told in DATABASES.items():
            if (found := sums[scenario].get(database)) and found["runs"]:
                rows.append((f"  {told}", *(f"{found[cell]:,}" for cell in CELLS)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(
            (row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])),
        ).rstrip()
        + "\n"
        for row in rows
    )
