"""Whether the log is whole, and if not, where it first is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, exists, select

from tracker.db.catalog import subjects_by_path
from tracker.db.chain import Chain
from tracker.db.intact import (
    broken_guards,
    circles,
    missing_references,
    missing_tables,
    open_references,
)
from tracker.db.tables import entry
from tracker.domain.log.chain import GENESIS
from tracker.errors import UsageError
from tracker.tables.table import Column, Document, Kind, Report, Table, single

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.domain.log.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport(Report):
    """What was recomputed; `problems` is empty when everything is as it was recorded.

    `broken` is the first entry that differs from what was recorded, None when none does.
    """

    schema: ClassVar[str] = "verify/v2"

    clocks: Clocks
    entries: int
    head: str
    broken: int | None
    problems: tuple[str, ...]

    def document(self) -> Document:
        """Declare whether the log is whole; `head` is the last hash that follows."""
        return single(Table(key="log", title="Verified", columns=VERIFY_COLUMNS, rows=(self,)))


SHORTEST = 8

BEGINNING = re.compile(rf"[0-9a-f]{{{SHORTEST},{len(GENESIS)}}}")


def verify_report(
    connection: Connection,
    clocks: Clocks,
    *,
    expect: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> VerifyReport:
    """Recompute the chain up to its first broken entry; look at tables, triggers and references.

    `expect` is the hash of a head seen earlier, or its beginning of at least 8 digits: it has to
    be in the log still. `progress` is told the entries read so far. Raises UsageError for what is
    no hash.
    """
    wanted = GENESIS if expect is None else _beginning(expect)
    chain, broken = Chain({}), None
    problems = [*missing_tables(connection)]
    if not problems:
        lost = [*missing_references(connection), *open_references(connection)]
        problems = [*broken_guards(connection), *lost, *circles(connection)]
        chain = Chain({} if lost else subjects_by_path(connection))
        broken = chain.follow(connection, lambda stored: progress(stored.id))
        if broken is not None:
            problems.append(broken.problem)
        elif not _is_known(connection, wanted):
            problems.append(f"no entry has the hash {expect}: the log is not a continuation of it")
    return VerifyReport(
        clocks=clocks,
        entries=chain.id,
        head=chain.hash,
        broken=broken.entry if broken else None,
        problems=tuple(problems),
    )


def _beginning(text: str) -> str:
    """Read a hash or its beginning; raises UsageError."""
    if not BEGINNING.fullmatch(text.lower()):
        hint = f"give at least {SHORTEST} of its digits, as tracker verify printed them"
        raise UsageError(f"'{text[:70]}' is no hash", hint)
    return text.lower()


def _is_known(connection: Connection, wanted: str) -> bool:
    """Whether a hash of the log begins so; every log continues the empty one, whose is GENESIS."""
    if GENESIS.startswith(wanted):
        return True
    return bool(connection.scalar(select(exists().where(entry.c.hash.startswith(wanted)))))


VERIFY_COLUMNS: tuple[Column[VerifyReport], ...] = (
    Column(
        key="whole",
        value=lambda report: not report.problems,
        kind=Kind.FLAG,
    ),
    Column(key="entries", value=lambda report: report.entries, kind=Kind.COUNT),
    Column(key="head", value=lambda report: report.head),
    Column(key="broken", value=lambda report: report.broken, kind=Kind.ENTRY),
    Column(key="problems", value=lambda report: report.problems, kind=Kind.LINES),
)
