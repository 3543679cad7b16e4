"""Whether the log is whole, and if not, where it first is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, exists, select
from sqlalchemy.exc import DBAPIError

from tracker.db.chain import Chain, StoredEntry
from tracker.db.intact import (
    added_parts,
    broken_guards,
    circles,
    foreign_guards,
    lacking_parts,
    missing_indexes,
    missing_references,
    missing_tables,
    open_references,
)
from tracker.db.projection import Logged, logged_definitions, strayed, subjects_of
from tracker.db.sqlite import is_undecodable
from tracker.db.tables import entry
from tracker.domain.log.chain import GENESIS, SeenHead
from tracker.domain.text import utc_text
from tracker.tables.table import Column, Document, Kind, Report, Table, single

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tracker.domain.log.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport(Report):
    """What was recomputed; `problems` is empty when everything is as it was recorded.

    `broken` is the first entry that differs from what was recorded, None when none does. What was
    defined before the log told of it is proved from the entry `adopted` on.
    """

    schema: ClassVar[str] = "verify/v2"

    clocks: Clocks
    entries: int
    head: str
    broken: int | None
    adopted: int | None
    problems: tuple[str, ...]

    @property
    def seen(self) -> SeenHead:
        """The head that was proved, to be kept and expected later."""
        return SeenHead(self.head, self.entries)

    def document(self) -> Document:
        """Declare whether the log is whole; `head` is the last hash that follows."""
        return single(Table(key="log", title="Verified", columns=VERIFY_COLUMNS, rows=(self,)))


APART = timedelta(minutes=5)
"""So far the clocks of two machines may be apart."""


def verify_report(
    connection: Connection,
    clocks: Clocks,
    *,
    expect: SeenHead | None = None,
    now: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> VerifyReport:
    """Recompute the chain up to its first broken entry, and from it what is defined.

    Tables, indexes, triggers and references are looked at too.

    The log may have grown since the head that is expected, but has to hold it still. `progress`
    is told the entries read so far.
    """
    chain, broken, logged = Chain({}), None, Logged()
    problems = [*missing_tables(connection), *lacking_parts(connection)]
    if not problems:
        lost = [*missing_references(connection), *open_references(connection)]
        problems = [*broken_guards(connection), *foreign_guards(connection), *lost]
        problems += [*missing_indexes(connection), *added_parts(connection)]
        problems += circles(connection)
        logged = _logged(connection)
        chain = Chain(subjects_of(logged))
        future: list[StoredEntry] = []

        def look(stored: StoredEntry) -> None:
            progress(stored.id)
            if not future and stored.recorded_at > now + APART:
                future.append(stored)

        broken = chain.follow(connection, look)
        if broken is not None:
            problems.append(broken.problem)
        elif expect is not None:
            problems += _missed(connection, expect, chain.id)
        for one in future:
            told = utc_text(one.recorded_at)
            problems.append(f"entry #{one.id} is recorded at {told}, which is still to come")
        if logged or broken is None:
            problems += strayed(connection, logged)
    return VerifyReport(
        clocks=clocks,
        entries=chain.id,
        head=chain.hash,
        broken=broken.entry if broken else None,
        adopted=min((one.entry for one in logged.values() if one.adopted), default=None),
        problems=tuple(problems),
    )


def _missed(connection: Connection, head: SeenHead, last: int) -> Iterator[str]:
    """Say that a head seen earlier is not in a log that ends at an entry; nothing where it is.

    Every log continues the empty one, which has the number 0 and the hash GENESIS.
    """
    if head.entry is None:
        if not GENESIS.startswith(head.hash) and not _holds(connection, head):
            yield (
                f"no entry has the hash {head.hash}: the log, which ends at #{last}, is not a"
                " continuation of it"
            )
    elif head.entry > last:
        yield f"the log ends at #{last}, the head expected is #{head.entry}: its tail was cut"
    elif not (GENESIS.startswith(head.hash) if head.entry == 0 else _holds(connection, head)):
        yield f"entry #{head.entry} has another hash than the head expected: the log is another one"


def _logged(connection: Connection) -> Logged:
    """What the log defines: nothing, where an entry cannot be read, which the chain will tell."""
    try:
        return logged_definitions(connection)
    except (ValueError, TypeError):
        return Logged()
    except DBAPIError as error:
        if not is_undecodable(error):
            raise
        return Logged()


def _holds(connection: Connection, head: SeenHead) -> bool:
    """Whether an entry has a hash that begins so, and the number where one was told."""
    found = exists().where(entry.c.hash.startswith(head.hash))
    if head.entry is not None:
        found = found.where(entry.c.id == head.entry)
    return bool(connection.scalar(select(found)))


VERIFY_COLUMNS: tuple[Column[VerifyReport], ...] = (
    Column(
        key="whole",
        value=lambda report: not report.problems,
        kind=Kind.FLAG,
    ),
    Column(key="entries", value=lambda report: report.entries, kind=Kind.COUNT),
    Column(key="head", value=lambda report: report.head),
    Column(key="broken", value=lambda report: report.broken, kind=Kind.ENTRY),
    Column(key="adopted", value=lambda report: report.adopted, kind=Kind.ENTRY),
    Column(key="problems", value=lambda report: report.problems, kind=Kind.LINES),
)
