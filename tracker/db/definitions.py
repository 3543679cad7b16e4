"""Definitions as rows: the ids of what they refer to, and how they are stored and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from tracker.db import tables
from tracker.db.catalog import SUBJECTS, TABLES
from tracker.domain.definitions.catalog import missing
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import (
    KINDS,
    MetricRecord,
    MilestoneRecord,
    ProjectRecord,
    RateRecord,
    SubjectRecord,
    identity,
)
from tracker.domain.vocabulary import MetricNature, SubjectKind, noun_of
from tracker.errors import ConflictError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition

    Name = tuple[str, str]


class Names:
    """The row ids of all that has a name, by the kind of table that it stands in.

    Subjects go by path, with their kinds; with them the nature and unit of metrics and the
    currencies of projects.
    """

    def __init__(self, stored: Mapping[Name, tuple[int, Definition]]) -> None:
        self.subjects: dict[str, int] = {}
        self.kinds: dict[int, str] = {}
        self.metrics: dict[int, tuple[str, str]] = {}
        self.currencies: dict[str, str] = {}
        self.others: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for number, record in stored.values():
            self.learn(record, number)

    def is_known(self, record: Definition) -> bool:
        """Tell whether there is such a definition; raises ConflictError for another of its name."""
        kind, name = identity(record)
        if not isinstance(record, SubjectRecord):
            return name in self.others[kind]
        if name not in self.subjects:
            return False
        found = self.kinds[self.subjects[name]]
        if found != kind:
            message = f"{name} is a {found} already and cannot be a {kind} too"
            error = ConflictError(message, "choose another slug")
            error.field = "slug"
            raise error
        return True

    def learn(self, record: Definition, number: int) -> None:
        """Remember the row of a definition that was added."""
        kind, name = identity(record)
        if isinstance(record, SubjectRecord):
            self.subjects[name], self.kinds[number] = number, kind
        else:
            self.others[kind][name] = number
        if isinstance(record, MetricRecord):
            self.metrics[number] = record.nature, record.unit
        if isinstance(record, ProjectRecord):
            self.currencies[record.slug] = record.currency

    def number(self, record: Definition) -> int:
        """The id of the row of a definition that is known."""
        kind, name = identity(record)
        return self.subjects[name] if isinstance(record, SubjectRecord) else self.others[kind][name]

    def finder(self, record: Definition) -> Callable[[DeclaredKey, str | None], int | None]:
        """Return what finds the row that a key of a record refers to."""
        return lambda one, name: self.find(record, one, name)

    def find(self, record: Definition, one: DeclaredKey, name: str | None) -> int | None:
        """Return the row that a key of a record refers to; None where it refers to nothing.

        Raises NotFoundError for a name that nothing has, UsageError for another kind of subject.
        """
        if name is None:
            return None
        kind = one.reference or ""
        if isinstance(record, SubjectRecord) and kind in SUBJECTS:
            return self.subject(record, kind, name)
        if name not in self.others[kind]:
            raise _undefined(record, kind, name, self.others[kind])
        return self.others[kind][name]

    def subject(self, record: SubjectRecord, kind: str, name: str) -> int:
        """Find a subject of a kind by its path, or by its slug within the record's project."""
        path = name if "/" in name else f"{record.project}/{name}"
        if path not in self.subjects:
            of_kind = [one for one, number in self.subjects.items() if self.kinds[number] == kind]
            raise _undefined(record, kind, path, [one for one in of_kind if one != record.path])
        found = self.subjects[path]
        if self.kinds[found] != kind:
            message = f"{record.slug}: {path} is a {self.kinds[found]}, not a {kind}"
            raise UsageError(message, f"name a {kind} here")
        return found

    def gate(self, record: MilestoneRecord, gate: str) -> int:
        """Find a gate of a milestone, which is another one."""
        if gate == record.slug:
            raise UsageError(f"{gate}: a milestone cannot be its own gate", "leave it out")
        return self.subject(record, SubjectKind.MILESTONE, gate)

    def check_threshold(self, record: MilestoneRecord) -> None:
        """Refuse a threshold of anything but an actual metric: plans never meet one."""
        metric = self.subjects.get(f"{record.project}/{record.metric}", 0)
        if self.metrics.get(metric, (MetricNature.ACTUAL, ""))[0] != MetricNature.ACTUAL:
            message = f"milestone {record.slug}: {record.metric} is no actual metric"
            hint = "name a metric of nature 'actual': plans never meet a threshold"
            raise UsageError(message, hint)

    def check_part(self, record: MetricRecord, slug: str) -> None:
        """Refuse as a part of a total what is not there, counts otherwise, or is no figure."""
        path = f"{record.project}/{slug}"
        if path not in self.subjects:
            raise _undefined(record, "subject", path, self.subjects)
        found = self.subjects[path]
        kind = self.kinds[found]
        if kind not in {SubjectKind.METRIC, SubjectKind.TRANCHE} or slug == record.slug:
            message = f"{record.slug}: {path} is a {kind} and cannot be a part of it"
            raise UsageError(message, "a total has other metrics and tranches as parts")
        _, unit = self.metrics.get(found, ("", self.currencies[record.project]))
        if unit != record.unit:
            message = f"{record.slug}: {path} counts {unit}, not {record.unit}"
            raise UsageError(message, "a total has its parts in its own unit")


def rows_of(
    record: Definition, find: Callable[[DeclaredKey, str | None], int | None]
) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Give the rows that hold a definition: of a subject that of all subjects, then its kind's.

    `find` returns the id of what a key refers to. The id of the row itself, which the second one
    shares, is left out, as are the gates, which are rows of their own.
    """
    kind, _ = identity(record)
    shared: dict[str, Any] = {"kind": kind}
    own: dict[str, Any] = {}
    for one in keys_of(type(record)):
        if one.key.apart:
            continue
        value = getattr(record, one.attribute)
        held = find(one, value) if one.reference else value
        is_shared = isinstance(record, SubjectRecord) and one.name in tables.SHARED
        (shared if is_shared else own)[one.column] = one.stored(held)
    if isinstance(record, SubjectRecord):
        yield tables.subject, shared
    yield TABLES[kind], own


def store(connection: Connection, names: Names, record: Definition, recorded_at: datetime) -> int:
    """Add the rows of a definition, all but its gates, and return the id of the first."""
    (table, first), *details = rows_of(record, names.finder(record))
    made = connection.execute(insert(table).values(**first, recorded_at=recorded_at))
    key: Any = made.inserted_primary_key
    number = int(key[0])
    for own, values in details:
        connection.execute(insert(own).values(subject_id=number, **values))
    names.learn(record, number)
    return number


def store_gates(connection: Connection, names: Names, record: MilestoneRecord) -> None:
    """Add the rows of a milestone's gates, once all of them are stored."""
    number = names.number(record)
    rows = [
        {"milestone_id": number, "gate_id": names.gate(record, one)}
        for one in dict.fromkeys(record.gates)
    ]
    if rows:
        connection.execute(insert(tables.gate), rows)


def change(connection: Connection, names: Names, record: Definition) -> None:
    """Let the rows of a definition hold what it says now; gates are fixed when made."""
    number = names.number(record)
    for table, values in rows_of(record, names.finder(record)):
        row = table.c.id if "id" in table.c else table.c.subject_id
        connection.execute(update(table).where(row == number).values(**values))


def _undefined(record: Definition, kind: str, name: str, known: Iterable[str]) -> NotFoundError:
    """Make the error for what a record refers to and nothing is called, with the nearest known."""
    of = f"the rate of {record.month}" if isinstance(record, RateRecord) else record.slug
    error = missing(noun_of(kind), name, known)
    hint = f"{error.hint}, or define the {noun_of(kind)} first"
    return NotFoundError(f"{of}: {error.message}", hint, name)
