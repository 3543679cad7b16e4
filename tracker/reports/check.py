"""What the rules found, and what was accepted of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Connection, select

from tracker.db import tables
from tracker.db.meant import meant_project, meant_source
from tracker.db.state import read_state
from tracker.db.statements import stands
from tracker.domain.checks import rule_of, run
from tracker.domain.checks.finding import Finding, Rule, Severity
from tracker.domain.vocabulary import EntryKind
from tracker.tables.table import Column, Document, Fact, Kind, Report, Table, listed, of_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.state import ProjectState


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
class CheckReport(Report):
    """What the rules find, the gravest first, then rule by rule.

    `rows` are what is to be shown; `accepted` counts the accepted findings, shown or not, and
    `standing` all others by severity. `subjects` are those of the projects, by their paths.
    """

    schema: ClassVar[str] = "check/v2"

    clocks: Clocks
    projects: tuple[str, ...]
    rows: tuple[FindingRow, ...]
    accepted: int
    standing: Mapping[Severity, int]
    subjects: Mapping[str, Subject] = field(default_factory=dict)

    def fails(self, least: Severity | None) -> bool:
        """Whether a finding of a severity or graver stands; of None, none does."""
        return least is not None and any(
            count for one, count in self.standing.items() if one.rank <= least.rank
        )

    def document(self) -> Document:
        """Declare what the rules find, how much of it stands and how much was accepted."""
        facts = (
            Fact("projects", self.projects, Kind.NAMES),
            Fact("standing", self.standing, Kind.COUNTS),
            Fact("accepted", self.accepted, Kind.COUNT),
        )
        return Document(facts=facts, tables=(finding_table("Findings", self.rows),))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReport(Report):
    """The outcome of accepting findings: of each the entry, and whether it is new.

    `read_as` is the name that was typed with the one that it stands for, where it is another one.
    """

    schema: ClassVar[str] = "accept/v2"

    clocks: Clocks
    reason: str
    rows: tuple[FindingRow, ...]
    created: frozenset[int]
    read_as: tuple[tuple[str, str], ...] = ()

    def document(self) -> Document:
        """Declare which findings are accepted, and the entries that are new."""
        facts = (
            Fact("reason", self.reason),
            Fact("created", sorted(self.created), Kind.ENTRIES),
        )
        return Document(facts=facts, tables=(finding_table("Accepted", self.rows),))


@dataclass(frozen=True, slots=True)
class RulesReport(Report):
    """What rules look for; they are the same at any time, so there are no clocks."""

    schema: ClassVar[str] = "rules/v2"

    rules: tuple[Rule, ...]
    clocks: None = None

    def document(self) -> Document:
        """Declare what rules say."""
        return listed(Table(key="rules", title="Rules", columns=RULE_COLUMNS, rows=self.rules))


def check_report(
    connection: Connection,
    project: str | None,
    clocks: Clocks,
    rules: Iterable[Rule],
    *,
    accepted_too: bool = False,
    source: str | None = None,
) -> CheckReport:
    """Run rules on a project, or on all of them; raises NotFoundError.

    Accepted findings are counted, and listed only when asked for. Of a source only what blames its
    statements is told and counted.
    """
    known = tables.project.c
    slugs = [project] if project else connection.scalars(select(known.slug).order_by(known.id))
    projects = [meant_project(connection, slug) for slug in [*slugs]]
    chosen = tuple(rules)
    states = [read_state(connection, one, clocks, rates=True) for one in projects]
    rows = [row for state in states for row in judge(connection, state, chosen)]
    if source is not None:
        rows = about_source(rows, meant_source(connection, source))
    codes = [rule.code for rule in chosen]
    rows.sort(key=lambda row: (row.finding.severity.rank, codes.index(row.finding.code)))
    standing = Counter(row.finding.severity for row in rows if row.accepted is None)
    return CheckReport(
        clocks=clocks,
        projects=tuple(one.slug for one in projects),
        rows=tuple(row for row in rows if accepted_too or row.accepted is None),
        accepted=sum(row.accepted is not None for row in rows),
        standing={one: standing[one] for one in Severity},
        subjects={one.path: one for state in states for one in state.catalog.subjects.values()},
    )


def judge(connection: Connection, state: ProjectState, rules: Iterable[Rule]) -> list[FindingRow]:
    """Return what the rules find in a project, each with the entry that accepts it, or once did."""
    project = state.catalog.project
    accepted = _acceptances(connection, project, state.clocks)
    found = run(state, rules)
    standing = {one.name for one in found}
    lapsed = {_matter(name): one for name, one in accepted.items() if name not in standing}
    return [
        FindingRow(
            project=project.slug,
            finding=one,
            accepted=accepted.get(one.name),
            lapsed=None if one.name in accepted else lapsed.get(_matter(one.name)),
        )
        for one in found
    ]


def about_source(rows: Iterable[FindingRow], slug: str) -> list[FindingRow]:
    """Keep what blames a statement of a source, and not only lays another one beside it."""
    return [
        row
        for row in rows
        if not rule_of(row.finding.code).silence
        and slug in {said.source.slug for said in row.finding.blamed if said.source}
    ]


def _matter(name: str) -> str:
    """The rule and the subject of a finding's name, without the digest of its facts."""
    return name.rpartition(" ")[0]


def _acceptances(
    connection: Connection, project: Project, clocks: Clocks
) -> Mapping[str, Acceptance]:
    """The findings of a project accepted by the known entry, by name; the first entry of each.

    An acceptance that was deprecated since is none.
    """
    entry, subject = tables.entry, tables.subject
    query = (
        select(
            entry.c.id, entry.c.finding, entry.c.reason, entry.c.recorded_at, entry.c.recorded_by
        )
        .join_from(entry, subject, entry.c.subject_id == subject.c.id)
        .where(
            entry.c.kind == EntryKind.ACCEPT,
            subject.c.project_id == project.id,
            entry.c.id <= clocks.entry,
            stands(entry, clocks),
        )
        .order_by(entry.c.id.desc())
    )
    return {
        row.finding: Acceptance(
            entry=row.id,
            reason=row.reason,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )
        for row in connection.execute(query)
    }


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


ACCEPTANCE_COLUMNS: tuple[Column[Acceptance], ...] = (
    Column(key="entry", value=lambda row: row.entry, kind=Kind.ENTRY),
    Column(key="reason", value=lambda row: row.reason),
    Column(key="recorded_at", value=lambda row: row.recorded_at, kind=Kind.INSTANT),
    Column(key="recorded_by", value=lambda row: row.recorded_by),
)


def _acceptance(
    key: str, of: Callable[[FindingRow], Acceptance | None]
) -> Iterator[Column[FindingRow]]:
    """Who accepted a finding, when and why; nothing where nobody did."""
    for column in of_held(of, ACCEPTANCE_COLUMNS):
        title = f"{key} {column.key}".replace("_", " ")
        yield replace(column, key=f"{key}.{column.key}", title=title)


FINDING_COLUMNS: tuple[Column[FindingRow], ...] = (
    Column(key="project", value=lambda row: row.project),
    *finding_columns(lambda row: row.finding),
    Column(key="digest", value=lambda row: row.finding.digest),
    Column(
        key="statements",
        value=lambda row: row.finding.statements,
        kind=Kind.STATEMENTS,
    ),
    *_acceptance("accepted", lambda row: row.accepted),
    *_acceptance("accepted_before", lambda row: row.lapsed),
)


def finding_table(title: str, rows: Sequence[FindingRow]) -> Table[FindingRow]:
    """Declare findings with the statements that they rest on, and who accepted them."""
    return Table(key="findings", title=title, columns=FINDING_COLUMNS, rows=rows)


RULE_COLUMNS: tuple[Column[Rule], ...] = (
    Column(key="code", value=lambda rule: rule.code),
    Column(key="kind", value=lambda rule: rule.name),
    Column(key="family", value=lambda rule: rule.family),
    Column(key="severity", value=lambda rule: rule.severity.value),
    Column(key="explanation", value=lambda rule: rule.explanation),
    Column(key="example", value=lambda rule: rule.example),
)
