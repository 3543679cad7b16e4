"""All that is said of one subject: what is shown of each field, and why."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_state
from tracker.domain.checks import MISPRINTS, run
from tracker.domain.definitions.subject import Metric, Milestone, Subject, Tranche
from tracker.domain.milestones.milestone import MilestoneState, StatusBasis
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.quantities.amount import as_quantity, of_quantity, total
from tracker.domain.reconcile import TotalParts
from tracker.domain.shown.explain import Relation, relations, rule
from tracker.domain.vocabulary import REACHED_STAGES, STAGE_FIELDS, Field, Status, kind_of
from tracker.errors import NotFoundError
from tracker.tables.common import became, declared_columns, state_columns, statement_columns
from tracker.tables.table import Column, Document, Fact, Kind, Only, Report, Table, of_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.records import SubjectRecord
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.quantities.quantity import Quantity
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.state import ProjectState

    Shown = tuple[str, Resolution]
    Said = tuple[str, Relation, Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What the parts of a total add up to, in a field: each statement with its subject."""

    total: Subject
    field: Field
    quantity: Quantity
    parts: tuple[tuple[Subject, Statement], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectReport(Report):
    """All that is said of one subject: what is shown of each field, and why.

    `definition` is how it was written. `state` is a milestone's; `metric` the values that decide
    its threshold, of what is `counted`; `gates` its gates and how each of them fares. `fields`
    holds only those of which somebody spoke, of them all or of the one `field` asked for. Where it
    is to be cited, `wrong` are the statements that a rule holds wrong, by entry, and `sums` what
    parts add up to.
    """

    schema: ClassVar[str] = "why/v2"

    clocks: Clocks
    subject: Subject
    definition: SubjectRecord
    state: MilestoneState | None
    fields: Mapping[str, Resolution]
    metric: Resolution | None
    counted: Metric | None = None
    gates: tuple[tuple[str, Status], ...] = ()
    breach: BreachLimits = DEFAULT_LIMITS
    field: Field | None = None
    wrong: Mapping[int, Finding] = dataclass_field(default_factory=dict)
    sums: tuple[Sum, ...] = ()

    def asks(self, field: Field) -> bool:
        """Whether the report is about a field: about it alone, or about all."""
        return self.field in {None, field}

    @property
    def shown(self) -> list[Shown]:
        """Each field of which somebody spoke, and the metric of a threshold under its slug."""
        counted = [(self.metric.shown.subject, self.metric)] if self.metric else []
        return [*self.fields.items(), *counted]

    @property
    def lead(self) -> Shown | None:
        """The field that answers first where the subject stands; None where nobody spoke."""
        count = self.metric.shown.subject if self.metric else None
        return leading(self.subject, dict(self.shown), self.state, count)

    @property
    def unproved(self) -> tuple[Statement, ...]:
        """Secondary sources that alone say that it ended, where no status is stated besides."""
        return self.state.alone if self.state and self.asks(Field.STATUS) else ()

    @property
    def statements(self) -> list[Said]:
        """Every statement looked at, with the field that it is about and the part that it plays."""
        said = [(name, part, one) for name, found in self.shown for part, one in relations(found)]
        return [*said, *((Field.STATUS, Relation.CONFLICTS, one) for one in self.unproved)]

    def document(self) -> Document:
        """Declare what is said of a subject: definition, state, fields, every statement."""
        of = self.subject
        return Document(
            facts=(
                Fact("project", of.project.slug),
                Fact("subject", of.slug),
                Fact("kind", of.kind.value),
                Fact("title", of.title),
                Fact("title_ja", of.title_ja),
                *definition(self),
                *_state(self),
                Fact("lead", self.lead[0] if self.lead else None, screen=False),
                Fact("unproved", self.unproved, Kind.STATEMENTS, screen=False),
            ),
            tables=(
                Table(
                    key="statements",
                    title=f"Why {of.path}",
                    columns=STATEMENT_COLUMNS,
                    rows=self.statements,
                    only=Only.FLAT,
                ),
                Table(
                    key="fields",
                    title="Fields",
                    columns=FIELD_COLUMNS,
                    rows=self.shown,
                ),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectsReport(Report):
    """All that is said of several subjects, in the order asked for."""

    schema: ClassVar[str] = "subjects/v1"

    clocks: Clocks
    subjects: tuple[SubjectReport, ...]

    def document(self) -> Document:
        """Declare each as it is declared alone; where tables are flat their statements follow."""
        said = [(one.subject.path, row) for one in self.subjects for row in one.statements]
        about: Column[tuple[str, Said]] = Column(key="about", value=lambda row: row[0])
        columns = of_held(_said, STATEMENT_COLUMNS)
        flat = Table(
            key="statements", title="Why", columns=(about, *columns), rows=said, only=Only.FLAT
        )
        return Document(
            tables=(flat,),
            parts=tuple(one.document() for one in self.subjects),
        )


def _said(row: tuple[str, Said]) -> Said:
    return row[1]


def require_kind(subject: Subject, noun: str) -> None:
    """Raise NotFoundError when a subject is not of the kind that a noun names."""
    if subject.kind != kind_of(noun):
        raise NotFoundError(
            f"{subject.slug} is a {subject.kind}, no {noun}", f"see: tracker why {subject.slug}"
        )


def subject_report(
    connection: Connection,
    subject: Subject,
    clocks: Clocks,
    field: Field | None = None,
    breach: BreachLimits = DEFAULT_LIMITS,
    *,
    cited: bool = False,
) -> SubjectReport:
    """Read what is shown of a subject and why, of one field or of all that have been stated.

    Of what is to be `cited` the sums are made too.
    """
    known = read_state(connection, subject.project, clocks, rates=True, also=subject.slug)
    found, state = known.fields(subject), known.states.get(subject.slug)
    metric = subject.metric if isinstance(subject, Milestone) else None
    return SubjectReport(
        clocks=clocks,
        subject=subject,
        state=state,
        fields={one: found[one] for one in subject.fields if one in found and field in {None, one}},
        metric=state.metric if state is not None and _asks_for_count(field, state) else None,
        counted=known.metrics.get(metric or ""),
        gates=tuple((gate, known.status_of(gate)) for gate in _waits_for(subject)),
        breach=breach,
        field=field,
        definition=known.catalog.records[subject.slug],
        wrong=held_wrong(known.narrowed([subject.slug])),
        sums=tuple(sums(known, subject, field)) if cited else (),
    )


def leading(
    subject: Subject,
    shown: Mapping[str, Resolution],
    state: MilestoneState | None,
    count: str | None = None,
) -> Shown | None:
    """Return the field that answers first where a subject stands; None where nobody spoke.

    Of a milestone its target until it has ended, of a tranche the furthest stage. A `count` that
    decides comes before.
    """
    if state is not None:
        decides = state.status_basis is StatusBasis.METRIC and count
        ended = state.status.ends
        order = [Field.STATUS, Field.TARGET] if ended else [Field.TARGET, Field.STATUS]
        names: list[str] = [*([count] if decides and count else []), *order]
    elif isinstance(subject, Tranche):
        names = [*reversed(STAGE_FIELDS)]
    else:
        names = [Field.VALUE, Field.INVESTED, Field.EXPECTED]
    return next(((name, shown[name]) for name in [*names, *shown] if name in shown), None)


def held_wrong(known: ProjectState) -> dict[int, Finding]:
    """Return what holds a statement wrong, by its entry."""
    return {said.id: found for found in run(known, MISPRINTS) for said in found.blamed}


def sums(known: ProjectState, subject: Subject, field: Field | None = None) -> Iterator[Sum]:
    """Add up the parts of a total: of a metric that names them, of stages that only parts have."""
    if isinstance(subject, Metric) and subject.sums and field in {None, Field.VALUE}:
        parts, day = TotalParts(subject, known.resolutions, known.wholes), known.as_of
        stage = parts.stage(day)
        made = parts.total(stage, day) if stage else None
        if made and made.amount:
            yield _sum(known, subject, Field.VALUE, made.amount, made.parts)
    if not isinstance(subject, Tranche):
        return
    within = known.children().get(subject.slug, ())
    for stage in REACHED_STAGES:
        own = Field(stage) in known.fields(subject) or field not in {None, Field(stage)}
        levels = [] if own else [one.stages[stage].shown for one in within if one.level(stage)]
        figures = [of_quantity(said.figure) for said in levels if said.figure]
        added = total(figures, unknown=len(figures) < len(within))
        if added:
            yield _sum(known, subject, Field(stage), added, levels)


def _sum(
    known: ProjectState, of: Subject, field: Field, added: Amount, said: Iterable[Statement]
) -> Sum:
    return Sum(
        total=of,
        field=field,
        quantity=as_quantity(added, of.unit(field) or ""),
        parts=tuple((known.catalog.subjects[one.subject], one) for one in said),
    )


def _asks_for_count(field: Field | None, state: MilestoneState) -> bool:
    """Whether a milestone's count is asked for, be it because it alone tells the status."""
    decides = state.status_basis is StatusBasis.METRIC
    return field in {None, Field.VALUE} or (field is Field.STATUS and decides)


def _waits_for(subject: Subject) -> Sequence[str]:
    """What it waits for: a milestone for several others, a tranche for one."""
    if isinstance(subject, Tranche):
        return [subject.gate] if subject.gate else []
    return subject.gates if isinstance(subject, Milestone) else []


BESIDE_COLUMNS: tuple[Column[tuple[Relation, Statement]], ...] = (
    *statement_columns(lambda row: row[1]),
    Column(key="relation", value=lambda row: row[0].value),
)


def _beside(row: Shown) -> list[tuple[Relation, Statement]]:
    """What stands beside the run and contradicts nothing, each with its part."""
    beside = {said.id for said in row[1].beside}
    return [(part, said) for part, said in relations(row[1]) if said.id in beside]


FIELD_COLUMNS: tuple[Column[Shown], ...] = (
    Column(key="field", value=lambda row: row[0]),
    Column(key="value", value=lambda row: row[1].shown.value, kind=Kind.VALUE),
    Column(key="text", value=lambda row: row[1].shown.text),
    Column(key="rule", value=lambda row: rule(row[1])),
    Column(key="last_said", value=lambda row: row[1].last_said, kind=Kind.DAY),
    Column(key="shown", value=lambda row: row[1].shown, kind=Kind.STATEMENT),
    Column(key="replaced", value=lambda row: row[1].replaced, kind=Kind.STATEMENT),
    Column(key="run", value=lambda row: row[1].run, kind=Kind.STATEMENTS),
    Column(key="beside", value=_beside, kind=Kind.ROWS, inner=BESIDE_COLUMNS),
    Column(key="conflicts", value=lambda row: row[1].conflicts, kind=Kind.STATEMENTS),
    Column(key="calendar_clashes", value=lambda row: row[1].calendar_clashes, kind=Kind.STATEMENTS),
    Column(key="earlier", value=lambda row: row[1].earlier, kind=Kind.STATEMENTS),
)

STATEMENT_COLUMNS: tuple[Column[Said], ...] = (
    Column(key="field", value=lambda row: row[0]),
    Column(key="relation", value=lambda row: row[1].value),
    *statement_columns(lambda row: row[2], without=("field",)),
)


def _state(report: SubjectReport) -> Iterator[Fact]:
    """Where a milestone stands; null of all else."""
    if report.state is None:
        yield Fact("state", None)
        return
    for column in state_columns(report.breach):
        yield Fact(f"state.{column.key}", column.value(report.state), column.kind)


def definition(report: SubjectReport) -> Iterator[Fact]:
    """What was fixed when the subject was defined; of gates also how they fare."""
    record = report.definition
    for column in declared_columns(type(record), lambda of: of, without=TOLD, under="definition"):
        if column.key == "definition.gates":
            yield Fact(column.key, report.gates, Kind.ROWS, GATE_COLUMNS)
        else:
            yield Fact(column.key, column.value(record), column.kind)
    for column in became(lambda of: of, [record]):
        yield Fact(f"definition.{column.key}", column.value(record), column.kind)


TOLD = ("project", "slug", "title", "title_ja", "headline")
"""What of a definition is told beside it, or is about the page alone."""

GATE_COLUMNS: tuple[Column[tuple[str, Status]], ...] = (
    Column(key="slug", value=lambda gate: gate[0]),
    Column(key="met", value=lambda gate: gate[1] is Status.MET, kind=Kind.FLAG),
    Column(key="status", value=lambda gate: gate[1].value),
)
