"""Adding definitions, and correcting the wording of one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from tracker.db import tables
from tracker.db.catalog import SUBJECTS, TABLES, find_catalog, read_kind, stored_definitions
from tracker.db.log import read_clocks
from tracker.domain.definitions.catalog import missing
from tracker.domain.definitions.definable import CHECKS
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import (
    KINDS,
    Dataset,
    MetricRecord,
    MilestoneRecord,
    SourceRecord,
    SubjectRecord,
    content,
    differences,
    identity,
)
from tracker.domain.definitions.subject import Holding
from tracker.domain.log.statement import date_on_earth
from tracker.domain.vocabulary import noun_of
from tracker.errors import ConflictError, NotFoundError, TrackerError
from tracker.reports.outcome import DefinitionReport, Outcome
from tracker.services.places import Mistakes, placed
from tracker.services.references import Names, needed_first
from tracker.services.sources import require_new_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from tracker.domain.definitions.records import Definition

    Refused = tuple[Definition, TrackerError]
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import ColumnElement

    from tracker.domain.definitions.records import Definition


SHARED = {one.name for one in keys_of(SubjectRecord)}
"""The keys whose columns are in the table of all subjects."""


def add_definitions(
    connection: Connection,
    dataset: Dataset,
    recorded_at: datetime,
    refused: list[Refused] | None = None,
) -> int:
    """Add what a dataset defines and the database lacks, by slug; return how many were added.

    What is there already stays as it is. Raises TrackerError for a reference to nothing, or to
    another kind of thing than is asked for; where a list is given, what is refused is collected
    there, and the transaction must not be kept.
    """
    definer = Definer(connection, recorded_at, refused)
    for kind in KINDS:
        definer.add(kind, dataset.of(kind))
    definer.check_parts(dataset.metrics)
    return definer.added


class Definer:
    """Inserts definitions, knowing the row ids of everything named so far.

    They are recorded at the instant given, but never before a subject that they may refer to.
    """

    def __init__(
        self, connection: Connection, recorded_at: datetime, refused: list[Refused] | None = None
    ) -> None:
        self.added = 0
        self._refused = refused
        self._connection = connection
        newest = connection.scalar(select(func.max(tables.subject.c.recorded_at)))
        self._recorded_at = max(recorded_at, newest) if newest else recorded_at
        self._latest = date_on_earth(self._recorded_at)
        self._names = Names(connection)

    def add(self, kind: str, records: Sequence[Definition]) -> None:
        """Add definitions of a kind, each after those of them that it refers to.

        Gates may stand in any order, so they are added last.
        """
        gated: list[tuple[int, MilestoneRecord]] = []
        for record in needed_first(kind, records, self._refuse):
            with self._placed(record) as mistakes:
                added = self._add(kind, record, mistakes)
                if added is not None and isinstance(record, MilestoneRecord):
                    gated.append((added, record))
        for milestone_id, milestone in gated:
            with self._placed(milestone) as mistakes:
                self._add_gates(milestone_id, milestone, mistakes)

    def learn(self, record: Definition, number: int) -> None:
        """Know a definition that somebody else added, by the id of its row."""
        self._names.learn(record, number)

    def check_parts(self, records: Sequence[MetricRecord]) -> None:
        """Refuse a total of what is not there, or of anything but other metrics and tranches."""
        for record in records:
            with self._placed(record) as mistakes:
                for slug in record.sums:
                    mistakes.attempt("sums", self._names.check_part, record, slug)

    def _add(self, kind: str, record: Definition, mistakes: Mistakes) -> int | None:
        """Add a definition and return the id of its row; None where it is there already."""
        for key, check in CHECKS.get(kind, ()):
            mistakes.attempt(key, check, record, self._latest)
        of_subject, own = self._values(record, mistakes)
        if isinstance(record, MilestoneRecord):
            mistakes.attempt("metric", self._names.check_threshold, record)
        mistakes.check()
        if self._names.is_known(record):
            return None
        if isinstance(record, SubjectRecord):
            added = self._insert(tables.subject, of_subject | {"kind": kind})
            self._connection.execute(insert(TABLES[kind]).values(subject_id=added, **own))
        else:
            added = self._insert(TABLES[kind], own)
        self._names.learn(record, added)
        return added

    def _values(
        self, record: Definition, mistakes: Mistakes
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the row of a subject holds, and what that of the kind's own table does."""
        shared: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for one in keys_of(type(record)):
            if one.key.apart:
                continue
            value = getattr(record, one.attribute)
            if one.reference:
                value = mistakes.attempt(one.name, self._names.find, record, one, value)
            is_shared = isinstance(record, SubjectRecord) and one.name in SHARED
            (shared if is_shared else own)[one.column] = one.stored(value)
        return shared, own

    def _add_gates(self, milestone_id: int, record: MilestoneRecord, mistakes: Mistakes) -> None:
        gates = [
            mistakes.attempt("gates", self._names.gate, record, gate)
            for gate in dict.fromkeys(record.gates)
        ]
        mistakes.check()
        rows = [{"milestone_id": milestone_id, "gate_id": gate_id} for gate_id in gates]
        if rows:
            self._connection.execute(insert(tables.gate), rows)

    def _insert(self, table: Table, values: dict[str, Any]) -> int:
        self.added += 1
        row = values | {"recorded_at": self._recorded_at}
        key: Any = self._connection.execute(insert(table).values(row)).inserted_primary_key
        return int(key[0])

    @contextmanager
    def _placed(self, record: Definition) -> Iterator[Mistakes]:
        """Collect the mistakes in a record, name its place in them, and refuse it for them."""
        mistakes = Mistakes()
        try:
            yield mistakes
            mistakes.check()
        except TrackerError as error:
            self._refuse(record, error)

    def _refuse(self, record: Definition, error: TrackerError) -> None:
        """Raise an error with the record's place, or collect it where errors are collected."""
        try:
            with placed(record.where):
                raise error
        except TrackerError:
            if self._refused is None:
                raise
            self._refused.append((record, error))


def define(
    connection: Connection, record: Definition, *, now: datetime, today: date
) -> DefinitionReport:
    """Add a definition that the database lacks.

    Raises ConflictError when one of that name has other content, or another source the page of
    its address, and NotFoundError or UsageError for a reference to nothing, or to another kind of
    thing.
    """
    kind, name = identity(record)
    known = stored_definitions(connection).get((kind, name))
    if known is None:
        if isinstance(record, SourceRecord):
            require_new_page(connection, record)
        dataset = Dataset()
        dataset.of(kind).append(record)
        add_definitions(connection, dataset, now)
    elif differences(known, record):
        raise other_content(known, record)
    return DefinitionReport(
        clocks=read_clocks(connection, today, None),
        result=Outcome.UNCHANGED if known else Outcome.CREATED,
        kind=kind,
        name=name,
        before=content(known) if known else None,
        after=content(known or record),
    )


def other_content(known: Definition, record: Definition) -> ConflictError:
    """Make the error for a definition whose name has other content already."""
    kind, name = identity(record)
    noun, keys = noun_of(kind), differences(known, record)
    error = ConflictError(
        f"{noun} {name} is there with another {', '.join(keys)}",
        f"wording: tracker {noun} edit {name}; all else is fixed when made: make a new one",
    )
    error.field = keys[0]
    return error


def reword(
    connection: Connection,
    kind: str,
    name: str,
    wording: Mapping[str, Any],
    *,
    today: date,
    project: str | None = None,
) -> DefinitionReport:
    """Correct the wording of a definition; a holding's is its organization's.

    `name` is a slug, a subject's may be a path. Raises NotFoundError, and ConflictError for the
    page of another source.
    """
    record, rows = _find(connection, kind, name, project)
    if isinstance(record, SourceRecord) and "url" in wording:
        require_new_page(connection, replace(record, url=wording["url"]), record)
    kind, name = identity(record)
    keys = [one for one in keys_of(KINDS[kind]) if one.name in wording]
    for table, row in rows:
        values = {one.column: one.stored(wording[one.name]) for one in keys}
        own = {column: value for column, value in values.items() if column in table.c}
        if own:
            connection.execute(update(table).where(row).values(own))
    before = content(record)
    after = {**before, **wording}
    return DefinitionReport(
        clocks=read_clocks(connection, today, None),
        result=Outcome.UNCHANGED if after == before else Outcome.EDITED,
        kind=kind,
        name=name,
        before=before,
        after=after,
    )


def _find(
    connection: Connection, kind: str, name: str, project: str | None
) -> tuple[Definition, list[tuple[Table, ColumnElement[bool]]]]:
    """What holds the wording: the definition, and its row in each table."""
    table = TABLES[kind]
    if kind not in SUBJECTS:
        known = {identity(one)[1]: one for one in read_kind(connection, kind)}
        if name not in known:
            raise missing(noun_of(kind), name, known)
        return known[name], [(table, table.c.slug == name)]
    catalog, slug = find_catalog(connection, name, project)
    subject = catalog.subject(slug)
    if subject.kind != kind:
        other = noun_of(subject.kind)
        message = f"{subject.slug} is a {subject.kind}, no {noun_of(kind)}"
        raise NotFoundError(message, f"try: tracker {other} edit {subject.slug}")
    if isinstance(subject, Holding):
        return _find(connection, "organization", subject.organization.slug, project)
    shared = (tables.subject, tables.subject.c.id == subject.id)
    return catalog.records[slug], [shared, (table, table.c.subject_id == subject.id)]
