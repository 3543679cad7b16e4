"""Recording statements and marks: each once, however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, select

from tracker.db import tables
from tracker.db.log import LogWriter, NewEntry
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import ConflictError, NotFoundError
from tracker.reports.outcome import Outcome
from tracker.services.entries import EntryMaker
from tracker.services.places import placed, under

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.records import MarkRecord, StatementRecord
    from tracker.domain.definitions.subject import Subject

    Stored = RowMapping | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of the log, made now or found there."""

    result: Outcome
    entry: int
    subject: Subject
    field: Field
    value: str


CONTENT = (
    "kind",
    "subject_id",
    "field",
    "value",
    "tier",
    "happened_on",
    "source_id",
    "said_by_id",
    "remark",
    "quote",
    "reason",
    "marks_id",
)
"""What two calls with one key must share, and the day if it was given."""

MARKS = tables.entry.alias()

SAID = tables.entry.c
OF_A_DAY = ("subject_id", "field", "stated_until", "stated_on")
STANDING_OF_A_DAY = (
    select(SAID.id, SAID.value, SAID.said_by_id)
    .where(
        *(SAID[name] == bindparam(name) for name in OF_A_DAY),
        SAID.tier.in_(list(Tier)),  # as every statement's; so the index leads to the day
        SAID.source_id.is_not_distinct_from(bindparam("source_id")),
        ~exists().where(MARKS.c.marks_id == SAID.id),
    )
    .order_by(SAID.id.desc())
)
"""What a source said of a subject's field on a day, but for what was marked; the newest first."""


class Recorder:
    """Appends statements and marks in one transaction that holds the write lock.

    `today` dates what says no day itself. `flush` stores what was appended.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        now: Callable[[], datetime],
        today: date,
        author: str | None = None,
        project: str | None = None,
    ) -> None:
        self.writer = LogWriter(connection, now)
        self._head = self.writer.head
        self._connection = connection
        self._author = author
        self._foreseen: dict[str, list[Stored]] = {}
        self._paths: dict[int, str] = {}
        self._maker = EntryMaker(
            connection,
            recorded_at=self.writer.recorded_at,
            today=today,
            author=author,
            project=project,
        )

    def statement(self, record: StatementRecord) -> list[Recorded]:
        """Record what was said, one entry per field, all under the record's key.

        The same key with the same content, or without a key what the same source said on that
        day already, is found instead. Raises ConflictError for a key with other content,
        NotFoundError for a name that nothing has, UsageError for a value without meaning.
        """
        entries = self._maker.entries(record)
        if record.key is not None:
            stored = self._stored(record.key, entries, dated=record.on is not None)
            result = Outcome.UNCHANGED if stored else Outcome.CREATED
            numbers = stored or [self._append(entry) for entry in entries]
            return [self._recorded(result, *pair) for pair in zip(numbers, entries, strict=True)]
        found: list[Recorded] = []
        for entry in entries:
            said_before = self._said_before(entry)
            number = said_before or self._append(entry)
            result = Outcome.UNCHANGED if said_before else Outcome.CREATED
            found.append(self._recorded(result, number, entry))
        return found

    def mark(self, record: MarkRecord) -> list[int]:
        """Deprecate or reinstate every statement under a key; return the marks made now.

        Raises NotFoundError when the key has no statement, ConflictError when the mark's own key
        was used for something else.
        """
        marked = [row for row in self._under_key(record.of) if row["kind"] == EntryKind.STATEMENT]
        if not marked:
            with placed(record.where), under("of"):
                message = f"no statement has the key '{record.of}'"
                raise NotFoundError(message, "see: tracker history", record.of)
        marks = [
            NewEntry(
                kind=record.kind,
                subject_id=row["subject_id"],
                subject=self._path(row["subject_id"]),
                field=Field(row["field"]),
                marks_id=row["id"],
                reason=record.reason,
                key=record.key,
                key_part=part,
                recorded_by=self._author,
            )
            for part, row in enumerate(marked, 1)
        ]
        if self._stored(record.key, marks, dated=False):
            return []
        return [self._append(mark) for mark in marks]

    def missing_statements(self, records: Sequence[StatementRecord]) -> int:
        """Append, oldest said first, the statements whose keys the log lacks; return how many.

        All are checked before the first is appended.
        """
        key = tables.entry.c.key
        known = set(self._connection.scalars(select(key).where(key.is_not(None))))
        lacking = [record for record in records if record.key not in known]
        new = [entry for record in lacking for entry in self._maker.entries(record)]
        new.sort(key=lambda entry: entry.stated_until or date.min)
        for one in new:
            self._append(one)
        return len(new)

    def flush(self) -> None:
        """Store what was appended."""
        self.writer.flush()

    def foresee(self, keys: Collection[str]) -> None:
        """Look a batch's keys up in one query instead of one by one; at most a few thousand."""
        self.flush()
        self._foreseen = {key: [] for key in keys}
        entry = tables.entry
        query = select(entry).where(entry.c.key.in_(keys)).order_by(entry.c.key_part)
        for row in self._connection.execute(query).mappings():
            self._foreseen[row["key"]].append(row)

    def renew(self) -> None:
        """Learn the names anew, after definitions were made in the same transaction."""
        self._maker.renew()

    def subject(self, path: str) -> Subject:
        """Find a subject by `project/slug` or bare slug; raises NotFoundError."""
        return self._maker.subject(path)

    def catalog(self, project: str) -> Catalog:
        """The definitions of a project, by its slug."""
        return self._maker.catalog(project)

    def _stored(self, key: str, entries: Sequence[NewEntry], *, dated: bool) -> list[int]:
        """The entries that a used key recorded, none of a new key.

        Raises ConflictError when they have other content.
        """
        known = self._under_key(key)
        names = (*CONTENT, "stated_on") if dated else CONTENT
        mine = [tuple(getattr(entry, name) for name in names) for entry in entries]
        theirs = [tuple(row[name] for name in names) for row in known]
        if known and mine != theirs:
            with under("key"):
                number = known[0]["id"]
                before = "above" if number > self._head else f"entry #{number}"
                raise ConflictError(
                    f"the key '{key}' was used for something else ({before})",
                    "nothing was written; use a new key for new content",
                )
        return [row["id"] for row in known]

    def _append(self, new: NewEntry) -> int:
        number = self.writer.append(new)
        if new.key in self._foreseen:
            content = {name: getattr(new, name) for name in (*CONTENT, "stated_on")}
            self._foreseen[new.key].append({**content, "id": number})
        return number

    def _under_key(self, key: str) -> Sequence[Stored]:
        if key in self._foreseen:
            return self._foreseen[key]
        self.flush()  # so that a key used twice in one transaction is found
        entry = tables.entry
        query = select(entry).where(entry.c.key == key).order_by(entry.c.key_part)
        return self._connection.execute(query).mappings().all()

    def _said_before(self, new: NewEntry) -> int | None:
        """The entry that says the same of the same day by the same source, if it still stands.

        It does not once the source said another value of that day since, or once it was marked.
        """
        self.flush()
        said = {name: getattr(new, name) for name in (*OF_A_DAY, "source_id")}
        for row in self._connection.execute(STANDING_OF_A_DAY, said):
            if row.value != new.value:
                return None
            if new.said_by_id in {None, row.said_by_id}:
                number: int = row.id
                return number
        return None

    def _path(self, subject_id: int) -> str:
        if subject_id not in self._paths:
            subject, project = tables.subject, tables.project
            query = select(project.c.slug, subject.c.slug).join_from(subject, project)
            found = self._connection.execute(query.where(subject.c.id == subject_id)).one()
            self._paths[subject_id] = f"{found[0]}/{found[1]}"
        return self._paths[subject_id]

    def _recorded(self, result: Outcome, number: int, entry: NewEntry) -> Recorded:
        said: Any = entry  # a statement's entry has them all
        return Recorded(result, number, self.subject(said.subject), said.field, said.value)
