"""Appending to the log: the one place that writes entries."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from tracker.db.tables import entry
from tracker.domain.log.chain import GENESIS, entry_hash
from tracker.domain.log.clocks import Clocks
from tracker.domain.text import LONGEST_NUMBER, utc_text
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to append, with the row ids for the database and the names for the hash.

    `subject` is a path (project/slug). A mark carries `marks_id` and `reason` and no value, a
    definition its `content`.
    """

    kind: EntryKind = EntryKind.STATEMENT
    subject_id: int | None = None
    subject: str | None = None
    field: Field | None = None
    value: str | None = None
    tier: Tier | None = None
    stated_on: str | None = None
    stated_until: date | None = None
    happened_on: str | None = None
    source_id: int | None = None
    source: str | None = None
    said_by_id: int | None = None
    said_by: str | None = None
    remark: str | None = None
    reason: str | None = None
    marks_id: int | None = None
    finding: str | None = None
    key: str | None = None
    key_part: int | None = None
    recorded_by: str | None = None
    quote: str | None = None
    content: str | None = None

    def hashed(self, entry_id: int, recorded_at: datetime) -> dict[str, str | int | None]:
        """What the hash covers: names instead of row ids, the instant in UTC."""
        return {
            "id": entry_id,
            "kind": self.kind.value,
            "subject": self.subject,
            "field": self.field.value if self.field else None,
            "value": self.value,
            "tier": self.tier.value if self.tier else None,
            "stated_on": self.stated_on,
            "happened_on": self.happened_on,
            "source": self.source,
            "said_by": self.said_by,
            "remark": self.remark,
            "reason": self.reason,
            "marks": self.marks_id,
            "finding": self.finding,
            "key": self.key,
            "key_part": self.key_part,
            "recorded_by": self.recorded_by,
            "recorded_at": utc_text(recorded_at),
            "quote": self.quote,
            "content": self.content,
        }


class LogWriter:
    """Appends entries in a transaction that holds the database's write lock.

    Reads the head and the clock once: `now` is the present instant, which limits what may have been
    said, and `recorded_at` the same, but never before the head.
    """

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._id, self._hash, last = read_head(connection)
        self.now = now()
        self.recorded_at = max(self.now, last) if last else self.now
        self.head = self._id
        self._rows: list[dict[str, Any]] = []

    def append(self, new: NewEntry) -> int:
        """Take the entry as the next in the chain and return its id; `flush` stores it."""
        self._id += 1
        digest = entry_hash(self._hash, new.hashed(self._id, self.recorded_at))
        self._rows.append(
            {
                **_columns(new),
                "id": self._id,
                "recorded_at": self.recorded_at,
                "previous_hash": self._hash,
                "hash": digest,
            }
        )
        self._hash = digest
        return self._id

    def flush(self) -> None:
        """Store what was appended, in order."""
        if self._rows:
            self._connection.execute(insert(entry), self._rows)
            self._rows = []


class Head(NamedTuple):
    """The newest entry; of an empty log its number is 0, its hash GENESIS."""

    id: int
    hash: str
    recorded_at: datetime | None


def read_head(connection: Connection) -> Head:
    """Return the newest entry."""
    return _newest(connection) or Head(0, GENESIS, None)


def no_entry(number: int | str) -> NotFoundError:
    """Make the error for a number that no entry has."""
    return NotFoundError(f"there is no entry #{str(number)[:20]}", "see: tracker history")


def read_clocks(connection: Connection, as_of: date, known_at: str | None) -> Clocks:
    """Set both clocks: `known_at` is an entry number or an instant, None for everything.

    Raises NotFoundError for an entry that is not there, UsageError for what is neither.
    """
    head, digest, _ = read_head(connection)
    if known_at is None:
        return Clocks(as_of=as_of, entry=head, hash=digest)
    number = known_at.removeprefix("#")
    if number.isascii() and number.isdecimal():
        # Compared here first: a number of more than 64 bits is an error to the driver.
        known = len(number) <= LONGEST_NUMBER and int(number) <= head
        found = _newest(connection, entry.c.id == int(number)) if known else None
        if found is None:
            raise no_entry(number)
        return Clocks(as_of=as_of, entry=found.id, hash=found.hash, instant=found.recorded_at)
    instant = _instant(known_at)
    found = _newest(connection, entry.c.recorded_at <= instant) or Head(0, GENESIS, instant)
    return Clocks(as_of=as_of, entry=found.id, hash=found.hash, instant=instant)


def _newest(connection: Connection, *where: ColumnElement[bool]) -> Head | None:
    query = select(entry.c.id, entry.c.hash, entry.c.recorded_at).where(*where)
    row = connection.execute(query.order_by(entry.c.id.desc()).limit(1)).first()
    return Head._make(row) if row else None


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last year may have no UTC
        pass
    raise UsageError(
        f"'{text[:60]}' is neither an instant nor an entry",
        "write 2026-03-01T09:00:00Z or the number of an entry, e.g. 120",
    )


def _columns(new: NewEntry) -> dict[str, Any]:
    """The columns of the table, which keeps row ids where the hash keeps names."""
    names = {"subject", "source", "said_by"}
    return {one.name: getattr(new, one.name) for one in fields(new) if one.name not in names}
