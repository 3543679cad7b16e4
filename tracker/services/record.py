"""Recording statements and marks: each once, however often it is sent."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, exists, select

from tracker.db import tables
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.db.statements import is_standing
from tracker.domain.log.statement import deprecating, parse_value
from tracker.domain.shown.verdict import same_value
from tracker.domain.text import LONGEST_KEY
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import ConflictError, NotFoundError
from tracker.reports.outcome import Outcome
from tracker.services.definitions import Definer
from tracker.services.entries import EntryMaker
from tracker.services.places import placed, under
from tracker.services.sources import FIRST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.records import Definition, MarkRecord, StatementRecord
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Value
    from tracker.services.moment import Moment
    from tracker.services.sources import Sources
MOST_ANSWERED = 100
"""So many used keys are told with the key that is free."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of the log, made now or found there.

    `dropped` names what was said besides, and what was found there does not hold: DETAILS.
    """

    result: Outcome
    entry: int
    subject: Subject
    field: Field
    value: str
    source: str | None
    dropped: tuple[str, ...] = ()


DETAILS = {"happened_on": "when it happened", "remark": "the remark", "quote": "the quote"}
"""What a statement may tell besides its value, by its column."""


class Known(NamedTuple):
    """A statement that the log holds already, and what it does not tell."""

    number: int
    dropped: tuple[str, ...] = ()


class Keyed(NamedTuple):
    """An entry under a key: its number, then what two calls with that key must share.

    They need to share the day, which is the last, only if it was given.
    """

    id: int
    kind: str
    subject_id: int
    field: str
    value: str | None
    tier: str | None
    happened_on: str | None
    source_id: int | None
    said_by_id: int | None
    remark: str | None
    quote: str | None
    reason: str | None
    marks_id: int | None
    stated_on: str | None


def _keyed(number: int, new: NewEntry) -> Keyed:
    return Keyed(number, *(getattr(new, name) for name in Keyed._fields[1:]))


MARKS, SAID = tables.entry.alias(), tables.entry.c
KEYED = select(*(SAID[name] for name in Keyed._fields), SAID.key).order_by(SAID.key_part)
OF_A_DAY = ("subject_id", "field", "stated_until", "stated_on")
STANDING_OF_A_DAY = (
    select(SAID.id, SAID.value, SAID.said_by_id, *(SAID[name] for name in DETAILS))
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

    `flush` stores what was appended; a `writer` is given where others append to the log too, the
    `definer` where others define too. `defined` has what was defined beside the statements.
    """

    def __init__(
        self,
        connection: Connection,
        moment: Moment,
        writer: LogWriter | None = None,
        definer: Definer | None = None,
    ) -> None:
        self.writer = writer or LogWriter(connection, moment.now)
        self._head = self.writer.head
        self._connection = connection
        self._author = moment.author
        self._definer = definer
        self.left_out: set[str | None] = set()
        self.defined: list[Definition] = []
        self._answered = 0
        self._foreseen: dict[str, list[Keyed]] = {}
        self._paths: dict[int, str] = {}
        self._maker = EntryMaker(
            connection, moment, self.writer.now, partial(self.define, "source")
        )

    def statement(self, record: StatementRecord) -> list[Recorded]:
        """Record what was said, one entry per field, all under the record's key.

        The same key with the same content, or without a key what the same source said on that
        day already, be it in other words, is found instead. Raises ConflictError for a key with
        other content, NotFoundError for a name that nothing has, UsageError for a value without
        meaning, and for what a source without a day said on a day that is not given.
        """
        entries = self._maker.entries(record)
        known: Sequence[Known | None]
        if record.key is None:
            known = [self._said_before(one) for one in entries]
        else:
            stored = self._stored(
                record.key, entries, dated=record.on is not None, typed=record.where is None
            )
            known = [*map(Known, stored)] or [None] * len(entries)
        if None in known and (refused := self._maker.undated(record)):
            with placed(record.where), under("on"):
                raise refused
        return [self._recorded(*pair) for pair in zip(known, entries, strict=True)]

    def mark(self, record: MarkRecord) -> list[int]:
        """Deprecate or reinstate every statement under a key; return the marks made now.

        Raises NotFoundError when the key has no statement, ConflictError when the mark's own key
        was used for something else.
        """
        marked = [one for one in self._under_key(record.of) if one.kind == EntryKind.STATEMENT]
        if not marked:
            with placed(record.where), under("of"):
                message = f"no statement has the key '{record.of}'"
                raise NotFoundError(message, "see: tracker history", record.of)
        marks = [
            NewEntry(
                kind=record.kind,
                subject_id=said.subject_id,
                subject=self._path(said.subject_id),
                field=Field(said.field),
                marks_id=said.id,
                reason=record.reason,
                key=record.key,
                key_part=part,
                recorded_by=self._author,
            )
            for part, said in enumerate(marked, 1)
        ]
        if self._stored(record.key, marks, dated=False, typed=record.where is None):
            return []
        return [self._append(mark) for mark in marks]

    def missing_statements(self, records: Sequence[StatementRecord]) -> int:
        """Append, oldest said first, the statements whose keys the log lacks; return how many.

        All are checked before the first is appended. Those that name what is retired are left out:
        `left_out` has their keys.
        """
        key = tables.entry.c.key
        known = set(self._connection.scalars(select(key).where(key.is_not(None))))
        lacking = [record for record in records if record.key not in known]
        new = [entry for record in lacking for entry in self._maker.entries(record)]
        new.sort(key=lambda entry: entry.stated_until or date.min)
        current = [one for one in new if self._maker.retired(one) is None]
        for one in current:
            self._append(one)
        self.left_out = {one.key for one in new} - {one.key for one in current}
        return len(current)

    def flush(self) -> None:
        """Store what was appended."""
        self.writer.flush()

    def foresee(self, keys: Collection[str]) -> None:
        """Look a batch's keys up in one query instead of one by one; at most a few thousand."""
        self.flush()
        self._foreseen = {key: [] for key in keys}
        for *columns, key in self._connection.execute(KEYED.where(SAID.key.in_(keys))):
            self._foreseen[key].append(Keyed(*columns))

    def define(self, kind: str, record: Definition) -> None:
        """Define what a statement names for the first time: a page, who is quoted."""
        if self._definer is None:
            self._definer = Definer(self._connection, self.writer, self._author)
        self._definer.add(kind, [record])
        self.defined.append(record)

    def renew(self) -> None:
        """Learn the names anew, after definitions were made in the same transaction."""
        self._maker.renew()

    @property
    def sources(self) -> Sources:
        """The sources that are known, and those that were made of a page."""
        return self._maker.sources

    def subject(self, path: str) -> Subject:
        """Find a subject by `project/slug` or bare slug; raises NotFoundError."""
        return self._maker.subject(path)

    def subject_of(self, record: StatementRecord) -> Subject:
        """Find the subject of a record; raises NotFoundError, with where a file's name is."""
        return self._maker.subject_of(record)

    def said_on(self, record: StatementRecord) -> date:
        """The day that a record tells, or its source, for when it was said; today without one."""
        return self._maker.said_on(record)

    def catalog(self, project: str | None) -> Catalog:
        """The definitions of a project by its slug, or of the first one made."""
        return self._maker.catalog(project)

    def _stored(
        self, key: str, entries: Sequence[NewEntry], *, dated: bool, typed: bool
    ) -> list[int]:
        """The entries that a used key recorded, none of a new key.

        Raises ConflictError when they have other content, with what to do in a call that is `typed`
        or in a file.
        """
        known = self._under_key(key)
        content = slice(1, None if dated else -1)
        mine = [_keyed(0, entry)[content] for entry in entries]
        if known and mine != [one[content] for one in known]:
            with under("key"):
                number = known[0].id
                before = "above" if self._is_new(known[0]) else f"entry #{number}"
                raise ConflictError(
                    f"the key '{key}' was used for something else ({before})",
                    self._another_key(key, known, entries[0].kind, typed=typed),
                )
        return [one.id for one in known]

    def _another_key(
        self, key: str, known: Sequence[Keyed], kind: EntryKind, *, typed: bool
    ) -> str:
        """Say what to do with a used key: mend what it recorded, or leave that and say more.

        Two statements that stand would both count, so what was wrong is taken back first.
        """
        self._answered += 1
        if self._answered > MOST_ANSWERED:  # each asks the database, and one shows what to do
            return "see what is said of the first used key"
        self.flush()
        new = self._free_key(key)
        own = f"--key {shlex.quote(new)}" if typed else f'the key "{new}"'
        if {kind, *(one.kind for one in known)} != {EntryKind.STATEMENT} or self._is_new(known[0]):
            return f"a key says one thing: give this one {own}"
        clocks = read_clocks(self._connection, self._maker.today, None)
        wrong = [one.id for one in known if is_standing(self._connection, one.id, clocks)]
        if not wrong:
            return f"what it recorded is taken back: give this one {own}"
        this, besides = "this line", "leave that line as it was, and add one with its own day and"
        if typed:
            this, besides = "this", "say when it was (--on), with"
        return (
            f"if what was recorded is wrong: {deprecating(wrong)}, then give {this} {own};"
            f" if it was said anew since: {besides} {own}"
        )

    def _is_new(self, known: Keyed) -> bool:
        """Whether an entry was made in this transaction."""
        return known.id > self._head

    def _free_key(self, key: str) -> str:
        """A key that nothing has, made of one that was used."""
        stem = key[: LONGEST_KEY - len("-1000")]
        return next(new for n in count(FIRST_NUMBER) if not self._under_key(new := f"{stem}-{n}"))

    def _append(self, new: NewEntry) -> int:
        number = self.writer.append(new)
        if new.key in self._foreseen:
            self._foreseen[new.key].append(_keyed(number, new))
        return number

    def _under_key(self, key: str) -> Sequence[Keyed]:
        if key in self._foreseen:
            return self._foreseen[key]
        self.flush()  # so that a key used twice in one transaction is found
        rows = self._connection.execute(KEYED.where(SAID.key == key))
        return [Keyed(*columns) for *columns, _ in rows]

    def _said_before(self, new: NewEntry) -> Known | None:
        """The entry that says the same of the same day by the same source, if it still stands.

        In other words it is the same value. It does not stand once the source said another value of
        that day since, or once it was marked.
        """
        self.flush()
        said = {name: getattr(new, name) for name in (*OF_A_DAY, "source_id")}
        for found in self._connection.execute(STANDING_OF_A_DAY, said):
            number, value, said_by_id, *details = found
            if value != new.value and not same_value(self._value(new, value), self._value(new)):
                return None
            if new.said_by_id in {None, said_by_id}:
                told = zip(DETAILS, details, strict=True)
                more = (one for one, held in told if getattr(new, one) not in {None, held})
                return Known(number, tuple(more))
        return None

    def _value(self, new: NewEntry, text: str | None = None) -> Value:
        """The value of a statement, or what a text would be in its place."""
        said: Any = new  # a statement's entry has subject, field and value
        subject = self.subject(said.subject)
        unit, calendar = subject.unit(said.field), subject.project.calendar
        written = text or said.value
        return parse_value(said.field, written, unit=unit, calendar=calendar, kept=text is not None)

    def _path(self, subject_id: int) -> str:
        if subject_id not in self._paths:
            subject, project = tables.subject, tables.project
            query = select(project.c.slug + "/" + subject.c.slug).join_from(subject, project)
            path = self._connection.scalars(query.where(subject.c.id == subject_id)).one()
            self._paths[subject_id] = path
        return self._paths[subject_id]

    def _recorded(self, known: Known | None, entry: NewEntry) -> Recorded:
        """Tell of a statement that the log knows under a number; append one that it does not."""
        said: Any = entry  # a statement's entry has subject, field and value
        if known is None and (refused := self._maker.retired(entry)):
            raise refused
        result = Outcome.CREATED if known is None else Outcome.UNCHANGED
        number, dropped = (self._append(entry), ()) if known is None else known
        return Recorded(
            result, number, self.subject(said.subject), said.field, said.value, said.source, dropped
        )
