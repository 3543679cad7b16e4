"""What definitions refer to: finding it by name, and ordering so that it comes first."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import SUBJECTS
from tracker.domain.definitions.catalog import missing
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import (
    MetricRecord,
    ProjectRecord,
    RateRecord,
    SubjectRecord,
    identity,
)
from tracker.domain.vocabulary import MetricNature, SubjectKind, noun_of
from tracker.errors import ConflictError, NotFoundError, TrackerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition, MilestoneRecord

T = TypeVar("T")


class Names:
    """The row ids of all that has a name, by the kind of table that it stands in.

    Subjects go by path, with their kinds; with them the nature and unit of metrics and the
    currencies of projects.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        subject, project, metric = tables.subject, tables.project, tables.metric
        rate = tables.exchange_rate
        query = select(project.c.slug, subject.c.slug, subject.c.id, subject.c.kind)
        rows = connection.execute(query.join_from(subject, project)).all()
        self.subjects = {f"{row[0]}/{row[1]}": int(row[2]) for row in rows}
        self.kinds: dict[int, str] = {row[2]: row[3] for row in rows}
        metrics = connection.execute(select(metric.c.subject_id, metric.c.nature, metric.c.unit))
        self.metrics: dict[int, tuple[str, str]] = {row[0]: (row[1], row[2]) for row in metrics}
        currencies = connection.execute(select(project.c.slug, project.c.currency))
        self.currencies: dict[str, str] = {row[0]: row[1] for row in currencies}
        rates = connection.execute(select(rate.c.base, rate.c.quote, rate.c.month, rate.c.id))
        self.others = {
            "project": self._ids(project),
            "organization": self._ids(tables.organization),
            "source": self._ids(tables.source),
            "rate": {f"{row[0]} {row[1]} {row[2]}": int(row[3]) for row in rates},
        }

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

    def _ids(self, table: Table) -> dict[str, int]:
        rows = self._connection.execute(select(table.c.slug, table.c.id))
        return {row[0]: row[1] for row in rows}


def _undefined(record: Definition, kind: str, name: str, known: Iterable[str]) -> NotFoundError:
    """Make the error for what a record refers to and nothing is called, with the nearest known."""
    of = f"the rate of {record.month}" if isinstance(record, RateRecord) else record.slug
    error = missing(noun_of(kind), name, known)
    hint = f"{error.hint}, or define the {noun_of(kind)} first"
    return NotFoundError(f"{of}: {error.message}", hint, name)


def references(record: Definition) -> Iterator[tuple[DeclaredKey, str, str]]:
    """Give each key that refers to something with the kind and the name of that.

    What may be of several kinds is given as each of them.
    """
    for one in keys_of(type(record)):
        value = getattr(record, one.attribute)
        for name in value if one.several else (value,):
            for kind in one.key.refers if name is not None else ():
                bare = isinstance(record, SubjectRecord) and kind in SUBJECTS and "/" not in name
                yield one, kind, f"{record.project}/{name}" if bare else name  # type: ignore[union-attr]


def needed_first(
    kind: str, records: Sequence[Definition], refuse: Callable[[Definition, TrackerError], None]
) -> Iterator[Definition]:
    """Give records of a kind in their order, but each after those of them that it refers to.

    What closes a circle is refused, and only milestones are given nevertheless: their gates may
    stand in any order, as may the parts of a total. That a milestone is its own gate is found where
    that is looked up.
    """
    by_name: dict[str, Definition] = {}
    for record in records:
        by_name.setdefault(identity(record)[1], record)
    needs = {
        name: {
            needed: key.name
            for key, of, needed in references(record)
            if of == kind and needed in by_name and (not key.several or _is_gate(key, name, needed))
        }
        for name, record in by_name.items()
    }
    order = list(by_name)
    while (way := _circle(needs)) is not None:
        closing = way[-2]
        message = f"{kind} {way[0]} belongs to itself: {' → '.join(way)}"
        error = UsageError(message, "leave one of these references out")
        error.field = needs.pop(closing)[way[-1]]
        refuse(by_name[closing], error)
        for needed in needs.values():
            needed.pop(closing, None)
    if kind != SubjectKind.MILESTONE:
        order = list(in_order(needs, needs.__getitem__))
    yield from (by_name[name] for name in order)


def _is_gate(key: DeclaredKey, of: str, gate: str) -> bool:
    """Whether a key names a milestone's gate that is not itself."""
    return key.key.apart and gate != of


def _circle(needs: Mapping[str, Mapping[str, str]]) -> list[str] | None:
    """Return the names of a circle from the one that was written first to itself, if there is."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        around: list[str] = error.args[1][:0:-1]
        written = [name for name in needs if name in around]
        start = around.index(written[0])
        return [*around[start:], *around[: start + 1]]
    return None


def in_order(names: Iterable[T], needs: Callable[[T], Iterable[T]]) -> Iterator[T]:
    """Give names in their order, each once and behind all that it needs, at any depth.

    What is needed moves up, so that all else keeps its place (graphlib keeps none). Of names that
    need each other in a circle one comes too early.

    >>> needs = {"leaf": ["branch"], "other": [], "branch": ["root"], "root": []}
    >>> list(in_order(needs, needs.__getitem__))
    ['root', 'branch', 'leaf', 'other']
    """
    given: set[T] = set()
    waiting = [(name, False) for name in reversed([*names])]
    while waiting:
        name, ready = waiting.pop()
        if ready:
            yield name
        elif name not in given:
            given.add(name)
            waiting.append((name, True))
            waiting += [(one, False) for one in reversed([*needs(name)])]
