"""All that is said of one subject: what is shown of each field, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.definitions.subject import Holding, Metric, Milestone, Tranche
from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits
from tracker.domain.shown.explain import Relation, relations, rule
from tracker.domain.vocabulary import Field, Status
from tracker.reports.state_columns import state_columns
from tracker.reports.statement_columns import statement_columns
from tracker.tables.column import Column, Kind
from tracker.tables.table import Document, Fact, Only, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution

    Shown = tuple[str, Resolution]
    Said = tuple[str, Relation, Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectReport:
    """All that is said of one subject: what is shown of each field, and why.

    `state` is a milestone's; `metric` the values that decide its threshold, of what is `counted`;
    `gates` its gates and how each of them fares. `fields` holds only those of which somebody spoke,
    of them all or of the one `field` asked for.
    """

    clocks: Clocks
    subject: Subject
    state: MilestoneState | None
    fields: Mapping[str, Resolution]
    metric: Resolution | None
    counted: Metric | None = None
    gates: tuple[tuple[str, Status], ...] = ()
    breach: BreachLimits = DEFAULT_LIMITS
    field: Field | None = None

    def asks(self, field: Field) -> bool:
        """Whether the report is about a field: about it alone, or about all."""
        return self.field in {None, field}

    @property
    def shown(self) -> list[Shown]:
        """Each field of which somebody spoke, and the metric of a threshold under its slug."""
        counted = [(self.metric.shown.subject, self.metric)] if self.metric else []
        return [*self.fields.items(), *counted]

    @property
    def unproved(self) -> tuple[Statement, ...]:
        """Secondary sources that alone say that it ended, where no status is stated besides."""
        state = self.state
        if state is None or Field.STATUS in state.fields or not self.asks(Field.STATUS):
            return ()
        return state.unproved

    @property
    def statements(self) -> list[Said]:
        """Every statement looked at, with the field that it is about and the part that it plays."""
        said = [(name, part, one) for name, found in self.shown for part, one in relations(found)]
        return [*said, *((Field.STATUS, Relation.CONFLICTS, one) for one in self.unproved)]


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


def why(report: SubjectReport) -> Document:
    """Declare what is said of a subject: its definition, its state, its fields, every statement."""
    of = report.subject
    return Document(
        facts=(
            Fact("project", of.project.slug),
            Fact("subject", of.slug),
            Fact("kind", of.kind.value),
            Fact("title", of.title),
            Fact("title_ja", of.title_ja),
            *definition(report),
            *_state(report),
            Fact("unproved", report.unproved, Kind.STATEMENTS, screen=False),
        ),
        tables=(
            Table(
                key="statements",
                title=f"Why {of.path}",
                columns=STATEMENT_COLUMNS,
                rows=report.statements,
                only=Only.FLAT,
            ),
            Table(
                key="fields",
                title="Fields",
                columns=FIELD_COLUMNS,
                rows=report.shown,
            ),
        ),
    )


def _state(report: SubjectReport) -> Iterator[Fact]:
    """Where a milestone stands; null of all else."""
    if report.state is None:
        yield Fact("state", None)
        return
    for column in state_columns(report.breach):
        yield Fact(f"state.{column.key}", column.value(report.state), column.kind)


def definition(report: SubjectReport) -> Iterator[Fact]:
    """What was fixed when the subject was defined."""
    subject = report.subject
    if isinstance(subject, Milestone):
        yield Fact("definition.type", subject.type.value)
        yield Fact("definition.party", subject.party)
        yield Fact("definition.metric", subject.metric)
        yield Fact("definition.gates", report.gates, Kind.ROWS, GATE_COLUMNS)
    elif isinstance(subject, Tranche):
        yield Fact("definition.funder", subject.funder.slug)
        yield Fact("definition.instrument", subject.instrument.value)
        yield Fact("definition.fiscal_year", subject.fiscal_year, Kind.COUNT)
        yield Fact("definition.parent", subject.parent)
        yield Fact("definition.gate", subject.gate)
        yield Fact("definition.paid_by", subject.paid_by)
    elif isinstance(subject, Metric):
        yield Fact("definition.unit", subject.counted_in)
        yield Fact("definition.nature", subject.nature.value)
        yield Fact("definition.cumulative", subject.cumulative, Kind.FLAG)
        yield Fact("definition.scope", subject.scope)
        yield Fact("definition.family", subject.family)
        yield Fact("definition.counts", subject.counts.value if subject.counts else None)
        yield Fact("definition.sums", subject.sums or None, Kind.NAMES)
    elif isinstance(subject, Holding):
        yield Fact("definition.organization", subject.organization.slug)
        yield Fact("definition.class", subject.holding_class.value)


GATE_COLUMNS: tuple[Column[tuple[str, Status]], ...] = (
    Column(key="slug", value=lambda gate: gate[0]),
    Column(key="met", value=lambda gate: gate[1] is Status.MET, kind=Kind.FLAG),
    Column(key="status", value=lambda gate: gate[1].value),
)
