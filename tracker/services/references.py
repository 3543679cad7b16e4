"""What definitions refer to: finding it by name, and ordering so that it comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.definitions.catalog import missing
from tracker.domain.vocabulary import SubjectKind
from tracker.errors import NotFoundError, TrackerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Table

    from tracker.domain.definitions.records import (
        Definition,
        MetricRecord,
        MilestoneRecord,
        OrganizationRecord,
        SubjectRecord,
        TrancheRecord,
    )

Made = TypeVar("Made", bound="Definition")
Needed = list[tuple[str, str]]
"""The keys of a record with the names in them."""


class Names:
    """The row ids of all that has a name, by slug, and of subjects by path.

    With them the kinds of subjects, the nature and unit of metrics, the currencies of projects.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        subject, project, metric = tables.subject, tables.project, tables.metric
        self.projects = self._ids(project)
        self.organizations = self._ids(tables.organization)
        self.sources = self._ids(tables.source)
        currencies = connection.execute(select(project.c.slug, project.c.currency))
        self.currencies: dict[str, str] = {row[0]: row[1] for row in currencies}
        query = select(project.c.slug, subject.c.slug, subject.c.id, subject.c.kind)
        rows = connection.execute(query.join_from(subject, project)).all()
        self.subjects = {f"{row[0]}/{row[1]}": int(row[2]) for row in rows}
        self.kinds: dict[int, str] = {row[2]: row[3] for row in rows}
        metrics = connection.execute(select(metric.c.subject_id, metric.c.nature, metric.c.unit))
        self.metrics: dict[int, tuple[str, str]] = {row[0]: (row[1], row[2]) for row in metrics}

    def subject(self, record: SubjectRecord, kind: SubjectKind, name: str | None) -> int | None:
        """Find a subject of a kind by its path, or by its slug within the record's project.

        Raises NotFoundError for a name that nothing has, UsageError for another kind of subject.
        """
        if name is None:
            return None
        path = name if "/" in name else f"{record.project}/{name}"
        if path not in self.subjects:
            of_kind = [one for one, number in self.subjects.items() if self.kinds[number] == kind]
            others = [one for one in of_kind if one != f"{record.project}/{record.slug}"]
            raise undefined(record.slug, kind, path, others)
        found = self.subjects[path]
        if self.kinds[found] != kind:
            message = f"{record.slug}: {path} is a {self.kinds[found]}, not a {kind}"
            raise UsageError(message, f"name a {kind} here")
        return found

    def check_part(self, record: MetricRecord, slug: str) -> None:
        """Refuse as a part of a total what is not there, counts otherwise, or is no figure."""
        path = f"{record.project}/{slug}"
        found = find_id(self.subjects, record.slug, "subject", path)
        kind = self.kinds[found or 0]
        if kind not in {SubjectKind.METRIC, SubjectKind.TRANCHE} or slug == record.slug:
            message = f"{record.slug}: {path} is a {kind} and cannot be a part of it"
            raise UsageError(message, "a total has other metrics and tranches as parts")
        _, unit = self.metrics.get(found or 0, ("", self.currencies[record.project]))
        if unit != record.unit:
            message = f"{record.slug}: {path} counts {unit}, not {record.unit}"
            raise UsageError(message, "a total has its parts in its own unit")

    def _ids(self, table: Table) -> dict[str, int]:
        rows = self._connection.execute(select(table.c.slug, table.c.id))
        return {row[0]: row[1] for row in rows}


def find_id(ids: Mapping[str, int], of: str, noun: str, name: str | None) -> int | None:
    """Return the id of what `of` refers to, None where it refers to nothing."""
    if name is None:
        return None
    if name not in ids:
        raise undefined(of, noun, name, ids)
    return ids[name]


def undefined(of: str, noun: str, name: str, known: Iterable[str]) -> NotFoundError:
    """Make the error for what `of` refers to and nothing is called, with the nearest known."""
    error = missing(noun, name, known)
    hint = f"{error.hint}, or define the {noun} first"
    return NotFoundError(f"{of}: {error.message}", hint, name)


def parent_of(record: OrganizationRecord) -> Needed:
    """Return the group of an organization, by slug."""
    return [("parent", record.parent)] if record.parent else []


def payers_of(record: TrancheRecord) -> Needed:
    """Return the whole and the payer of a tranche, by path."""
    named = {"parent": record.parent and f"{record.project}/{record.parent}"}
    return [(key, path) for key, path in (named | {"paid_by": record.paid_by}).items() if path]


def gates_of(record: MilestoneRecord) -> Needed:
    """Return the gates of a milestone but itself, by path."""
    return [("gates", f"{record.project}/{gate}") for gate in record.gates if gate != record.slug]


def needed_first(
    noun: str,
    records: Mapping[str, Made],
    needs: Callable[[Made], Needed],
    refuse: Callable[[Made, TrackerError], None],
) -> Iterator[Made]:
    """Give the records in their order, but each after those that it needs.

    What closes a circle is refused.
    """
    done: set[str] = set()
    for first in records:
        chain = {} if first in done else {first: iter(needs(records[first]))}
        while chain:
            name, left = next(reversed(chain.items()))
            needed = next(left, None)
            if needed is None:
                del chain[name]
                done.add(name)
                yield records[name]
                continue
            key, other = needed
            if other in chain:
                refuse(records[name], _circle(noun, [*chain], other, key))
            elif other in records and other not in done:
                chain[other] = iter(needs(records[other]))


def _circle(noun: str, chain: list[str], name: str, key: str) -> UsageError:
    """Make the error for a key that leads back to a name above it."""
    way = " → ".join((*chain[chain.index(name) :], name))
    message = f"{noun} {name} belongs to itself: {way}"
    error = UsageError(message, "leave one of these references out")
    error.field = key
    return error
