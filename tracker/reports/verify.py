"""Whether the log is whole, and if not, where it first is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Connection, exists, select
from sqlalchemy.exc import DBAPIError

from tracker.db.chain import Chain
from tracker.db.intact import (
    broken_guards,
    changed_tables,
    circles,
    foreign_guards,
    missing_indexes,
    missing_references,
    missing_tables,
    open_references,
)
from tracker.db.projection import Logged, logged_definitions, strayed, subjects_of
from tracker.db.sqlite import is_undecodable
from tracker.db.tables import entry
from tracker.domain.log.chain import GENESIS
from tracker.domain.text import utc_text
from tracker.errors import UsageError
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

    def document(self) -> Document:
        """Declare whether the log is whole; `head` is the last hash that follows."""
        return single(Table(key="log", title="Verified", columns=VERIFY_COLUMNS, rows=(self,)))


SHORTEST = 8
APART = timedelta(minutes=5)
"""So far the clocks of two machines may be apart."""

BEGINNING = re.compile(rf"[0-9a-f]{{{SHORTEST},{len(GENESIS)}}}")


def verify_report(
    connection: Connection,
    clocks: Clocks,
    *,
    expect: str | None = None,
    now: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> VerifyReport:
    """Recompute the chain up to its first broken entry, and from it what is defined.

    Tables, indexes, triggers and references are looked at too.

    `expect` is the hash of a head seen earlier, or its beginning of at least 8 digits: it has to
    be in the log still. `progress` is told the entries read so far. Raises UsageError for what is
    no hash.
    """
    wanted = GENESIS if expect is None else _beginning(expect)
    chain, broken, logged = Chain({}), None, Logged()
    problems = [*missing_tables(connection), *changed_tables(connection)]
    if not problems:
        lost = [*missing_references(connection), *open_references(connection)]
        problems = [*broken_guards(connection), *foreign_guards(connection), *lost]
        problems += [*missing_indexes(connection), *circles(connection)]
        logged = _logged(connection)
        chain = Chain(subjects_of(logged))
        broken = chain.follow(connection, lambda stored: progress(stored.id))
        if broken is not None:
            problems.append(broken.problem)
        elif not _is_known(connection, wanted):
            problems.append(f"no entry has the hash {expect}: the log is not a continuation of it")
        else:
            problems += _of_the_future(connection, now)
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


def _of_the_future(connection: Connection, now: datetime) -> Iterator[str]:
    """Tell of the first entry that nobody can have recorded yet."""
    query = select(entry.c.id, entry.c.recorded_at).where(entry.c.recorded_at > now + APART)
    row = connection.execute(query.order_by(entry.c.id).limit(1)).first()
    if row is not None:
        yield f"entry #{row[0]} is recorded at {utc_text(row[1])}, which is still to come"


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
    Column(key="adopted", value=lambda report: report.adopted, kind=Kind.ENTRY),
    Column(key="problems", value=lambda report: report.problems, kind=Kind.LINES),
)
