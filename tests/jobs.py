"""The commands that write, each with what has to be there before it and after it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from databases import TODAY, Databases, define, reading, ship
from recording import everything
from tracker import clock
from tracker.db.dump import dump
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.db.migrate import HEAD, revision_of
from tracker.files.lines import write_lines
from tracker.reports.verify import verify_report
from upgrading import NEXT, UNKNOWN, migrations_with_next

LINES = 300

Held = Counter[str]
"""What a place holds, each thing by a name, and how often."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A command that writes: what its place holds before it, and once it is done.

    It prints `tells` only when that is stored. What it prints goes to files in its folder.
    """

    folder: Path
    database: Database
    args: tuple[str, ...]
    before: Held
    after: Held
    held: Callable[[], Held]
    problems: Callable[[], Sequence[str]]
    tells: str
    migrations: Path | None = None

    @property
    def call(self) -> tuple[str, ...]:
        """The arguments of the program."""
        return ("--db", str(self.database), *self.args)


Make = Callable[[int], Job]
"""Makes the job of a number, in a place that is as it has to be before it."""


def problems(database: Database) -> Sequence[str]:
    """What verify finds in a database, of which there may be nothing yet."""
    if _is_blank(database):
        return ()
    with reading(database) as connection:
        clocks = read_clocks(connection, TODAY, None)
        return verify_report(connection, clocks, now=clock.now()).problems


def keys(database: Database) -> Held:
    """The keys of what was said."""
    return Counter(row.key for row in everything(database) if row.key)


def hashes(database: Database) -> Held:
    """The hashes of all entries of a database, of which there may be nothing yet."""
    return Counter() if _is_blank(database) else Counter(row.hash for row in everything(database))


def _is_blank(database: Database) -> bool:
    return (isinstance(database, Path) and not database.exists()) or revision_of(database) is None


def batch(folder: Path, number: int, lines: int = LINES) -> list[str]:
    """Return the command that applies a file of so many statements."""
    file = folder / f"batch-{number}.jsonl"
    said = {"kind": "statement", "subject": "fab/holder-count", "on": "2026-11-01"}
    rows = (said | {"value": str(n), "key": f"batch-{number}-{n}"} for n in range(lines))
    with file.open("w") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return ["apply", str(file)]


@dataclass
class Jobs:
    """Makes jobs of every sort on one kind of database."""

    databases: Databases
    folder: Path
    _numbers: count[int] = field(default_factory=count)

    def of(self, command: str) -> Make:
        """Return what makes the jobs of a command, one of COMMANDS."""
        make: Make = getattr(self, f"_{command}")()
        return make

    def _log(self) -> Make:
        """Two values in one call."""
        small, said = self._small(), Counter[str]()

        def make(number: int) -> Job:
            key = f"call-{number}"
            args = ("log", "holders", "at-risk", "--target", "FY2030", "--key", key)
            return self._growing(small, args, said, Counter({key: 2}), "created")

        return make

    def _apply(self) -> Make:
        """A file of many lines, each time on a database without any."""

        def make(number: int) -> Job:
            args = tuple(batch(self.folder, number))
            new = Counter(f"batch-{number}-{line}" for line in range(LINES))
            return self._growing(self._small(), args, Counter(), new, f"{LINES} created")

        return make

    def _growing(
        self, database: Database, args: tuple[str, ...], said: Held, new: Held, tells: str
    ) -> Job:
        """Make a job on a database that keeps what the jobs before said."""
        before = said.copy()
        said.update(new)
        return self._job(
            database,
            args,
            after=said.copy(),
            before=before,
            tells=tells,
            held=partial(keys, database),
        )

    def _init(self) -> Make:
        after = hashes(self._shipped())
        return lambda _: self._filling(("init",), after, ": added")

    def _import(self) -> Make:
        shipped, file = self._shipped(), self.folder / "all.jsonl"
        exported(shipped, file)
        return lambda _: self._filling(("import", str(file)), hashes(shipped), "imported")

    def _filling(self, args: tuple[str, ...], after: Held, tells: str) -> Job:
        blank = self.databases.blank(self._new_folder())
        return self._job(blank, args, after=after, tells=tells, held=partial(hashes, blank))

    def _upgrade(self) -> Make:
        migrations = migrations_with_next(self._new_folder())
        entries = hashes(self._shipped())

        def make(_: int) -> Job:
            old = self._shipped()
            kept = Path(f"{old}.{HEAD}.bak")

            def held() -> Held:
                found = Counter({f"revision {revision_of(old)}": 1}) + hashes(old)
                whole = not kept.exists() or (
                    revision_of(kept) == HEAD and hashes(kept) == entries and not problems(kept)
                )
                return found if whole else found + Counter({"a copy that is not whole": 1})

            return self._job(
                old,
                ("db", "upgrade"),
                before=entries + Counter({f"revision {HEAD}": 1}),
                after=entries + Counter({f"revision {NEXT}": 1}),
                tells="upgraded from",
                held=held,
                found=lambda: [one for one in problems(old) if one != UNKNOWN],
                migrations=migrations,
            )

        return make

    def _backup(self) -> Make:
        shipped = self._shipped()
        after = hashes(shipped)

        def make(_: int) -> Job:
            file = self._new_folder() / "backup.db"
            return self._job(
                shipped,
                ("db", "backup", str(file)),
                after=after,
                tells=" entries\n",
                held=partial(hashes, file),
                found=lambda: [*problems(shipped), *problems(file)],
            )

        return make

    def _export(self) -> Make:
        """A file of an older result, which is replaced."""
        shipped, file = self._shipped(), self.folder / "export.jsonl"
        exported(shipped, file)
        old, new = "old\n" * 100_000, file.read_text()

        def make(_: int) -> Job:
            file.write_text(old)
            return self._job(
                shipped,
                ("export", "-o", str(file)),
                before=Counter([old]),
                after=Counter([new]),
                tells="\0",
                held=lambda: Counter([file.read_text()]),
            )

        return make

    def _job(
        self,
        database: Database,
        args: tuple[str, ...],
        *,
        after: Held,
        tells: str,
        held: Callable[[], Held],
        before: Held | None = None,
        found: Callable[[], Sequence[str]] | None = None,
        migrations: Path | None = None,
    ) -> Job:
        return Job(
            folder=self.folder,
            database=database,
            args=args,
            before=Counter() if before is None else before,
            after=after,
            held=held,
            problems=found or partial(problems, database),
            tells=tells,
            migrations=migrations,
        )

    def _small(self) -> Database:
        return self.databases.copy("small", define, self._new_folder())

    def _shipped(self) -> Database:
        return self.databases.copy("shipped", ship, self._new_folder())

    def _new_folder(self) -> Path:
        made = self.folder / str(next(self._numbers))
        made.mkdir()
        return made


COMMANDS = ("log", "apply", "init", "import", "upgrade", "backup", "export")


def exported(database: Database, file: Path) -> None:
    """Write the whole log of a database to a file."""
    with reading(database) as connection:
        file.write_text("".join(write_lines(dump(connection))), encoding="utf-8")
