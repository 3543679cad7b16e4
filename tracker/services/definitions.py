"""Adding definitions: projects, organizations, sources, subjects and exchange rates."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from tracker.db import tables
from tracker.domain.definitions.definable import (
    check_address,
    check_counts,
    check_payer,
    check_published,
    check_retrieved,
)
from tracker.domain.log.statement import date_on_earth
from tracker.domain.vocabulary import MetricNature, SubjectKind
from tracker.errors import (
    ConflictError,
    TrackerError,
    UsageError,
)
from tracker.services.places import Mistakes, placed, under
from tracker.services.references import (
    Names,
    find_id,
    gates_of,
    needed_first,
    parent_of,
    payers_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection, Table

    from tracker.domain.definitions.records import (
        Dataset,
        Definition,
        HoldingRecord,
        MetricRecord,
        MilestoneRecord,
        OrganizationRecord,
        ProjectRecord,
        RateRecord,
        SourceRecord,
        SubjectRecord,
        TrancheRecord,
    )

SHARED = ("project", "slug", "title", "title_ja")


Refused = tuple["Definition", TrackerError]


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
    definer.add_projects(dataset.projects)
    definer.add_organizations(dataset.organizations)
    definer.add_sources(dataset.sources)
    definer.add_metrics(dataset.metrics)
    definer.add_milestones(dataset.milestones)
    definer.add_tranches(dataset.tranches)
    definer.check_sums(dataset.metrics)
    definer.add_holdings(dataset.holdings)
    definer.add_rates(dataset.rates)
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
        self._mistakes = Mistakes()
        self._connection = connection
        newest = connection.scalar(select(func.max(tables.subject.c.recorded_at)))
        self._recorded_at = max(recorded_at, newest) if newest else recorded_at
        self._latest = date_on_earth(self._recorded_at)
        self._names = Names(connection)

    def add_projects(self, records: Sequence[ProjectRecord]) -> None:
        """Add projects."""
        for record in records:
            with self._placed(record):
                self._add(tables.project, self._names.projects, record.slug, _columns(record))
                self._names.currencies[record.slug] = record.currency

    def add_organizations(self, records: Sequence[OrganizationRecord]) -> None:
        """Add organizations; a parent may stand after its children."""
        by_slug = {record.slug: record for record in records}
        for record in needed_first("organization", by_slug, parent_of, self._refuse):
            with self._placed(record):
                values = _columns(record, "parent")
                values["parent_id"] = self._organization(record, "parent")
                self._add(tables.organization, self._names.organizations, record.slug, values)

    def add_sources(self, records: Sequence[SourceRecord]) -> None:
        """Add sources."""
        for record in records:
            with self._placed(record):
                self._mistakes.attempt("url", check_address, record)
                self._mistakes.attempt("published_on", check_published, record, self._latest)
                self._mistakes.attempt("retrieved_on", check_retrieved, record, self._latest)
                self._add(tables.source, self._names.sources, record.slug, _columns(record))

    def add_metrics(self, records: Sequence[MetricRecord]) -> None:
        """Add metrics."""
        for record in records:
            with self._placed(record):
                self._mistakes.attempt("counts", check_counts, record)
                detail = _columns(record, *SHARED) | {"sums": " ".join(record.sums) or None}
                added = self._add_subject(SubjectKind.METRIC, tables.metric, record, detail)
                if added is not None:
                    self._names.metrics[added] = record.nature, record.unit

    def add_milestones(self, records: Sequence[MilestoneRecord]) -> None:
        """Add milestones, then their gates, which may stand in any order."""
        by_path = {f"{record.project}/{record.slug}": record for record in records}
        for _ in needed_first("milestone", by_path, gates_of, self._refuse):
            pass  # a circle is refused; what is defined keeps the order written
        gated: list[tuple[int, MilestoneRecord]] = []
        for record in records:
            with self._placed(record):
                detail = {
                    "type": record.type,
                    "headline": record.headline,
                    "metric_id": self._mistakes.attempt("metric", self._threshold, record),
                    "party_id": self._organization(record, "party"),
                }
                added = self._add_subject(SubjectKind.MILESTONE, tables.milestone, record, detail)
                if added is not None:
                    gated.append((added, record))
        for milestone_id, record in gated:
            with self._placed(record):
                gates = [
                    self._mistakes.attempt("gates", self._gate, record, gate)
                    for gate in dict.fromkeys(record.gates)
                ]
                self._mistakes.check()
                rows = [{"milestone_id": milestone_id, "gate_id": gate_id} for gate_id in gates]
                if rows:
                    self._connection.execute(insert(tables.gate), rows)

    def add_tranches(self, records: Sequence[TrancheRecord]) -> None:
        """Add tranches; a parent, or the line that pays, may stand after its children."""
        by_path = {f"{record.project}/{record.slug}": record for record in records}
        for record in needed_first("tranche", by_path, payers_of, self._refuse):
            with self._placed(record):
                detail = {
                    "funder_id": self._organization(record, "funder"),
                    "instrument": record.instrument,
                    "fiscal_year": record.fiscal_year,
                    "parent_id": self._reference(record, "parent", SubjectKind.TRANCHE),
                    "gate_id": self._reference(record, "gate", SubjectKind.MILESTONE),
                    "paid_by_id": self._payer(record),
                }
                self._add_subject(SubjectKind.TRANCHE, tables.tranche, record, detail)

    def check_sums(self, records: Sequence[MetricRecord]) -> None:
        """Refuse a total of what is not there, or of anything but other metrics and tranches."""
        for record in records:
            with self._placed(record):
                for slug in record.sums:
                    self._mistakes.attempt("sums", self._names.check_part, record, slug)
                self._mistakes.check()

    def add_holdings(self, records: Sequence[HoldingRecord]) -> None:
        """Add holdings."""
        for record in records:
            with self._placed(record):
                organization = self._organization(record, "organization")
                detail = {"organization_id": organization, "class": record.holding_class}
                self._add_subject(SubjectKind.HOLDING, tables.holding, record, detail)

    def add_rates(self, records: Sequence[RateRecord]) -> None:
        """Add monthly exchange rates; one that is there for the month stays."""
        rate = tables.exchange_rate
        rows = self._connection.execute(select(rate.c.base, rate.c.quote, rate.c.month))
        known = {tuple(row) for row in rows}
        for record in records:
            month = (record.base, record.quote, record.month)
            if month in known:
                continue
            with self._placed(record):
                known.add(month)
                values = _columns(record, "source")
                of = f"the rate of {record.month}"
                with under("source"):
                    values["source_id"] = find_id(self._names.sources, of, "source", record.source)
                self._insert(rate, values)

    @contextmanager
    def _placed(self, record: Definition) -> Iterator[None]:
        """Name the record's place in its errors, and refuse it."""
        self._mistakes = Mistakes()
        try:
            yield
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

    def _add_subject(
        self, kind: SubjectKind, table: Table, record: SubjectRecord, detail: dict[str, Any]
    ) -> int | None:
        """Add what all subjects share and then the rest; None when the subject is there already."""
        shared = _columns(record)
        shared = {name: shared[name] for name in ("slug", "title", "title_ja")} | {"kind": kind}
        known, project = self._names.projects, record.project
        shared["project_id"] = self._mistakes.attempt(
            "project", find_id, known, record.slug, "project", project
        )
        self._mistakes.check()
        path = f"{record.project}/{record.slug}"
        if path in self._names.subjects:
            found = self._names.kinds[self._names.subjects[path]]
            if found != kind:
                message = f"{path} is a {found} already and cannot be a {kind} too"
                with under("slug"):
                    raise ConflictError(message, "choose another slug")
            return None
        subject_id = self._insert(tables.subject, shared)
        self._names.subjects[path], self._names.kinds[subject_id] = subject_id, kind
        self._connection.execute(insert(table).values(subject_id=subject_id, **detail))
        return subject_id

    def _add(self, table: Table, ids: dict[str, int], name: str, values: dict[str, Any]) -> None:
        self._mistakes.check()
        if name not in ids:
            ids[name] = self._insert(table, values)

    def _insert(self, table: Table, values: dict[str, Any]) -> int:
        self.added += 1
        row = values | {"recorded_at": self._recorded_at}
        key: Any = self._connection.execute(insert(table).values(row)).inserted_primary_key
        return int(key[0])

    def _payer(self, record: TrancheRecord) -> int | None:
        """The line of a budget, which is a project of its own."""
        self._mistakes.attempt("paid_by", check_payer, record)
        return self._reference(record, "paid_by", SubjectKind.TRANCHE)

    def _gate(self, record: MilestoneRecord, gate: str) -> int | None:
        if gate == record.slug:
            raise UsageError(f"{gate}: a milestone cannot be its own gate", "leave it out")
        return self._names.subject(record, SubjectKind.MILESTONE, gate)

    def _threshold(self, record: MilestoneRecord) -> int | None:
        """The threshold's metric must be an actual one: plans never meet a threshold."""
        metric_id = self._names.subject(record, SubjectKind.METRIC, record.metric)
        if metric_id is not None and self._names.metrics[metric_id][0] != MetricNature.ACTUAL:
            message = f"milestone {record.slug}: {record.metric} is no actual metric"
            hint = "name a metric of nature 'actual': plans never meet a threshold"
            raise UsageError(message, hint)
        return metric_id

    def _organization(self, record: OrganizationRecord | SubjectRecord, key: str) -> int | None:
        """Find the organization that a key of a record names; a mistake is kept for later."""
        ids, name = self._names.organizations, getattr(record, key)
        return self._mistakes.attempt(key, find_id, ids, record.slug, "org", name)

    def _reference(self, record: SubjectRecord, key: str, kind: SubjectKind) -> int | None:
        """Find the subject of a kind that a key of a record names; a mistake is kept for later."""
        name = getattr(record, key)
        return self._mistakes.attempt(key, self._names.subject, record, kind, name)


def _columns(record: DataclassInstance, *without: str) -> dict[str, Any]:
    left_out = {"where", *without}
    return {
        one.name: getattr(record, one.name) for one in fields(record) if one.name not in left_out
    }
