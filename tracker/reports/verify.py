"""Whether the log is whole, and if not, where it first is not."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, exists, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tracker.db.chain import Chain, StoredEntry
from tracker.db.engine import open_engine, require, transaction
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
    torn_pages,
)
from tracker.db.migrate import HEAD, current_revision, fits
from tracker.db.projection import Logged, logged_definitions, strayed, subjects_of
from tracker.db.sqlite import is_undecodable
from tracker.db.tables import entry
from tracker.domain.log.chain import GENESIS, SeenHead
from tracker.domain.log.clocks import Clocks
from tracker.domain.text import utc_text
from tracker.errors import AnotherVersionError, DamagedError, DatabaseError, Place, TrackerError
from tracker.tables.table import Column, Document, Kind, Report, Table, single

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.db.engine import Database


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
        torn = [*torn_pages(connection)]
        lost = [*missing_references(connection), *open_references(connection)]
        problems = [*torn, *broken_guards(connection), *foreign_guards(connection), *lost]
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


@contextmanager
def telling_damage(database: Database) -> Iterator[None]:
    """Raise DamagedError for a failure that nobody foresaw, where `verify` finds any damage.

    Raises AnotherVersionError where such a one made the tables; all else is left as it is. The
    database is looked at only once something failed.
    """
    try:
        yield
    except DamagedError as error:
        error.place = error.place or Place(str(database))
        raise
    except (TrackerError, OSError):
        raise
    except Exception as error:
        told = _explained(error, database)
        if told is None:
            raise
        raise told from error


def _explained(error: Exception, database: Database) -> DatabaseError | None:
    try:
        require(database, write=False)
    except TrackerError:
        return None  # there is none that could be damaged
    try:
        with transaction(open_engine(database), write=False) as connection:
            told = _told(connection, error)
    except DatabaseError as damage:
        told = damage
    except TrackerError:
        return None
    except (LookupError, SQLAlchemyError, TypeError, ValueError):
        told = DamagedError("it cannot be read")
    if isinstance(told, DamagedError):
        told.place = Place(str(database))
    return told


def _told(connection: Connection, error: Exception) -> DatabaseError | None:
    revision = current_revision(connection)
    if revision == HEAD and not fits(connection):
        return AnotherVersionError()  # whose rules its rows may keep, and ours break
    for problem in torn_pages(connection):
        return DamagedError(problem)
    if revision is not None and revision < HEAD:
        hint = "restore it from a backup; if it is sound, please report this"
        return DatabaseError(f"the database cannot be upgraded: {error}", hint)
    if revision != HEAD:
        return None
    clocks = Clocks(as_of=date.max, entry=0, hash=GENESIS)
    now = datetime.max.replace(tzinfo=UTC) - APART
    problems = verify_report(connection, clocks, now=now).problems
    return DamagedError(problems[0]) if problems else None


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
