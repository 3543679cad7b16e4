"""What the rules found, and what was accepted of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.tables.column import Column, Kind
from tracker.tables.table import Document, Fact, Table, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from tracker.domain.checks.finding import Finding, Rule, Severity
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """An entry of the log that accepts a finding: who, when and why."""

    entry: int
    reason: str
    recorded_at: datetime
    recorded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding of a project; `accepted` is None while nobody accepted these very facts.

    `lapsed` accepted another finding of the same rule about the same subject, which is none any
    more: its facts have changed since, or the rule has.
    """

    project: str
    finding: Finding
    accepted: Acceptance | None
    lapsed: Acceptance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What the rules find, the gravest first, then rule by rule.

    `rows` are what is to be shown; `accepted` counts the accepted findings, shown or not, and
    `standing` all others by severity.
    """

    clocks: Clocks
    projects: tuple[str, ...]
    rows: tuple[FindingRow, ...]
    accepted: int
    standing: Mapping[Severity, int]

    def fails(self, least: Severity | None) -> bool:
        """Whether a finding of a severity or graver stands; of None, none does."""
        return least is not None and any(
            count for one, count in self.standing.items() if one.rank <= least.rank
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReport:
    """The outcome of accepting findings: of each the entry, and whether it is new."""

    clocks: Clocks
    reason: str
    rows: tuple[FindingRow, ...]
    created: frozenset[int]


@dataclass(frozen=True, slots=True)
class RulesReport:
    """What rules look for; they are the same at any time, so there are no clocks."""

    rules: tuple[Rule, ...]
    clocks: None = None


def finding_columns(of: Callable[[Any], Finding]) -> tuple[Column[Any], ...]:
    """Return what every report tells of a row's finding."""
    return (
        Column(key="code", value=lambda row: of(row).code),
        Column(key="kind", value=lambda row: of(row).kind),
        Column(key="severity", value=lambda row: of(row).severity.value),
        Column(key="subject", value=lambda row: of(row).subject),
        Column(
            key="message",
            value=lambda row: (f"{of(row).subject}: ", *of(row).parts),
            kind=Kind.SENTENCE,
        ),
        Column(key="figure", value=lambda row: of(row).proof),
    )


def _acceptance(
    key: str, title: str, of: Callable[[FindingRow], Acceptance | None]
) -> tuple[Column[FindingRow], ...]:
    """Who accepted a finding, when and why; nothing where nobody did."""

    def column(
        name: str, value: Callable[[Acceptance], Any], kind: Kind = Kind.TEXT
    ) -> Column[FindingRow]:
        return Column(
            key=f"{key}.{name}",
            title=f"{title} {name}".replace("_", " "),
            value=lambda row: value(accepted) if (accepted := of(row)) else None,
            kind=kind,
        )

    return (
        column("entry", lambda accepted: accepted.entry, Kind.ENTRY),
        column("reason", lambda accepted: accepted.reason),
        column("recorded_at", lambda accepted: accepted.recorded_at, Kind.INSTANT),
        column("recorded_by", lambda accepted: accepted.recorded_by),
    )


def _with_source(said: Statement) -> str:
    """A statement as a reader finds it: its entry and where it stands."""
    return f"#{said.id} {said.source.slug}" if said.source else f"#{said.id}"


FINDING_COLUMNS: tuple[Column[FindingRow], ...] = (
    Column(key="project", value=lambda row: row.project),
    *finding_columns(lambda row: row.finding),
    Column(key="digest", value=lambda row: row.finding.digest),
    Column(
        key="statements",
        value=lambda row: row.finding.statements,
        kind=Kind.STATEMENTS,
    ),
    *_acceptance("accepted", "accepted", lambda row: row.accepted),
    *_acceptance("accepted_before", "accepted before", lambda row: row.lapsed),
)


def _findings(title: str, rows: Sequence[FindingRow]) -> Table[FindingRow]:
    return Table(key="findings", title=title, columns=FINDING_COLUMNS, rows=rows)


def check(report: CheckReport) -> Document:
    """Declare what the rules find, how much of it stands and how much was accepted."""
    facts = (
        Fact("projects", report.projects, Kind.NAMES),
        Fact("standing", report.standing, Kind.COUNTS),
        Fact("accepted", report.accepted, Kind.COUNT),
    )
    return Document(facts=facts, tables=(_findings("Findings", report.rows),))


def acceptance(report: AcceptReport) -> Document:
    """Declare which findings are accepted, and the entries that are new."""
    facts = (
        Fact("reason", report.reason),
        Fact("created", sorted(report.created), Kind.ENTRIES),
    )
    return Document(facts=facts, tables=(_findings("Accepted", report.rows),))


RULE_COLUMNS: tuple[Column[Rule], ...] = (
    Column(key="code", value=lambda rule: rule.code),
    Column(key="kind", value=lambda rule: rule.name),
    Column(key="family", value=lambda rule: rule.family),
    Column(key="severity", value=lambda rule: rule.severity.value),
    Column(key="explanation", value=lambda rule: rule.explanation),
    Column(key="example", value=lambda rule: rule.example),
)


def rules(report: RulesReport) -> Document:
    """Declare what rules say."""
    return listed(Table(key="rules", title="Rules", columns=RULE_COLUMNS, rows=report.rules))
