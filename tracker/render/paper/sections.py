"""The sections of a page of HTML, with what its figures lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.diff.event import Kind as EventKind
from tracker.domain.diff.event import Weight, tally
from tracker.domain.money.breakdown import Group
from tracker.domain.vocabulary import Language, Stage
from tracker.render.charts.pages import drawn_for_file
from tracker.render.charts.vector import as_svg
from tracker.render.diff import summary
from tracker.render.paper.evidence import (
    EQUITY,
    METRIC_KEYS,
    MILESTONE_KEYS,
    TOTAL,
    sum_anchor,
)
from tracker.render.paper.grid import Foldouts, fact_cell, grid
from tracker.render.telling import words
from tracker.render.telling.japanese import say
from tracker.tables.common import in_unit
from tracker.tables.money import group_name
from tracker.tables.table import Column, Fact, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tracker.domain.diff.event import Event
    from tracker.domain.milestones.upcoming import Due, DueWindow
    from tracker.render.canvas import Layout
    from tracker.render.paper.evidence import Told
    from tracker.render.paper.grid import Cell, Grid
    from tracker.reports.diff import DiffReport
    from tracker.reports.dossier import Dossier
    from tracker.reports.rows import MilestoneRow
    from tracker.tables.table import Report, SortedRow

    Link = Callable[[Any, str], str]

LITTLE = {Weight.LIGHT, Weight.NOTES}
LATEST = 12
"""So many of the newest statements are listed; the others stand in the fold-outs."""
CALLED = {"metric": "need", "amount": "needed", "not_covered": "nobody states money for"}
"""What facts are called where their key says too little."""
NOT_ADDED = ", not added"


class Figure(NamedTuple):
    """A picture, in words too, with the table that it is drawn from."""

    svg: str
    about: str
    table: Grid


class Section(NamedTuple):
    """What stands under one heading: sentences, single facts, pictures and tables."""

    anchor: str
    title: str
    lead: str = ""
    facts: Told = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Grid] = ()

    @property
    def all_tables(self) -> list[Grid]:
        """Its tables, and those behind its pictures."""
        return [*(figure.table for figure in self.figures), *self.tables]


class Sections:
    """The sections of one page, with the fold-outs that their figures lead to."""

    def __init__(self, dossier: Dossier, layout: Layout) -> None:
        self._dossier, self._layout = dossier, layout
        self._say = say if layout.language is Language.JAPANESE else str
        self._document = dossier.status.document()
        self._tables = {table.key: table for table in self._document.tables}
        spoken = dossier.spoken.items()
        self.foldouts = Foldouts({slug: {f.value for f in one.fields} for slug, one in spoken})

    def told(self) -> list[Section]:
        """Return those that have something to tell, in their order."""
        every = (
            self._changed(),
            self._milestones(),
            self._money(),
            self._owners(),
            self._metrics(),
            self._next(),
            self._findings(),
        )
        return [one for one in every if any(table.rows for table in one.all_tables)]

    def _changed(self) -> Section:
        since = self._dossier.status.since
        if since is not None:
            return Section(
                "changed",
                f"What changed since {since.before.as_of}",
                self._counted(since),
                tables=[*self._events(since.events)],
            )
        newest = replace(self._tables["latest"], rows=self._tables["latest"].rows[:LATEST])
        link = self._about(lambda row: row.statement.subject)
        return Section("latest", "Latest", tables=[grid(newest, LATEST_KEYS, self._layout, link)])

    def _counted(self, since: DiffReport) -> str:
        """Count what happened, each kind."""
        if self._layout.language is not Language.JAPANESE:
            return summary(since)
        counted = tally(since.events).items()
        return "、".join(f"{say(kind)}{count}件" for kind, count in counted) or "変化なし"

    def _events(self, events: Iterable[Event]) -> Iterator[Grid]:
        """What has weight, then the rest."""
        parts: dict[bool, list[Event]] = {False: [], True: []}
        for event in events:
            parts[event.weight in LITTLE].append(event)
        more = f"{len(parts[True])} more of little weight"
        link = self._about(lambda row: row.subject)
        for title, rows in zip(("What changed", more), parts.values(), strict=True):
            if rows:
                table = self._tables["events"]
                columns = tuple(_against(column) for column in table.columns)
                table = replace(table, columns=columns, title=title, rows=rows)
                yield grid(table, EVENT_KEYS, self._layout, link)

    def _milestones(self) -> Section:
        of, link = self._dossier, self._about(lambda row: row.milestone.slug)
        moved = self._about(lambda row: row[0].row.milestone.slug)
        return Section(
            "milestones",
            "Milestones",
            figures=[
                self._figure("timeline", of.timeline, "milestones", TIMELINE_KEYS, link),
                self._figure("trend", of.trend, "promises", TREND_KEYS, moved),
            ],
            tables=[self._running(link), *self._ended(link)],
        )

    def _running(self, link: Link) -> Grid:
        """The headline milestones, then those that have not ended, what is overdue first."""
        table = self._tables["milestones"]
        rows = [row for row in table.rows if _is_running(row)]
        rows.sort(key=lambda row: (not row.milestone.headline, not row.state.overdue))
        return grid(replace(table, rows=rows), MILESTONE_KEYS, self._layout, link)

    def _ended(self, link: Link) -> Iterator[Grid]:
        """The others, the last to end first."""
        table = self._tables["milestones"]
        rows = [row for row in reversed(table.rows) if not _is_running(row)]
        if rows:
            ended = replace(table, title=f"{len(rows)} more that have ended", rows=rows)
            yield grid(ended, MILESTONE_KEYS, self._layout, link)

    def _money(self) -> Section:
        named: Column[Any] = Column(
            key="name",
            title="money",
            value=_sum_name,
            told=lambda line: self._say(_sum_name(line)) + self._say(_not_added(line)),
        )
        rows = self._tables["rows"]
        table = replace(rows, columns=(named, *map(_paid, rows.columns)))
        stated = self._dossier.status.money.rows
        needed = self._dossier.status.money.need
        need = needed.metric.slug if needed else None
        return Section(
            "money",
            "Money",
            facts=[
                *self._facts("need.", lambda _: self.foldouts.of(need)),
                *self._paid_by(),
            ],
            figures=[
                self._figure(
                    "money",
                    self._dossier.money,
                    "groups",
                    YEAR_KEYS,
                    lambda row, _: f"#{sum_anchor(row.key)}",
                )
            ],
            tables=[grid(table, MONEY_KEYS, self._layout, self._link_of_sums)] if stated else [],
        )

    def _paid_by(self) -> Iterator[tuple[str, Cell]]:
        """What the state paid, and what all others did."""
        sums, currency = self._dossier.money.money, self._dossier.project.currency
        for name, totals in (("paid by the state", sums.public), ("paid by others", sums.private)):
            paid = in_unit(totals.stages.get(Stage.DISBURSED), currency)
            told = fact_cell(Fact(name, paid, Kind.AMOUNT), self._layout, f"#sum-{TOTAL}")
            if told.text:
                yield name, told

    def _owners(self) -> Section:
        holder = self._about(lambda row: row.state.holding.slug)
        expected = next(
            table for table in self._dossier.owners.document().tables if table.key == "expected"
        )
        waiting = self._about(lambda row: row.holding.slug)
        return Section(
            "owners",
            "Owners",
            facts=self._facts("owners.", self._link_of_owners),
            figures=[self._figure("owners", self._dossier.owners, "holders", HOLDER_KEYS, holder)],
            tables=[grid(expected, EXPECTED_KEYS, self._layout, waiting)] if expected.rows else [],
        )

    def _metrics(self) -> Section:
        link = self._about(lambda row: row.metric.slug)
        return Section("figures", "Figures", tables=[self._grid("metrics", METRIC_KEYS, link)])

    def _next(self) -> Section:
        rows = [(due, one) for due in self._dossier.status.next for one in due.items]
        spoken, language = self._dossier.spoken, self._layout.language
        titled: Column[tuple[DueWindow, Due]] = Column(
            key="title", value=lambda row: words.title(spoken[row[1].slug].subject, language)
        )
        columns = (*NEXT_COLUMNS, titled)
        table = Table(key="next", title="What comes next", columns=columns, rows=rows)
        keys = [column.key for column in columns]
        link = self._about(lambda row: row[1].slug)
        return Section("next", "What comes next", tables=[grid(table, keys, self._layout, link)])

    def _findings(self) -> Section:
        link = self._about(lambda row: row.subject)
        findings = self._grid("attention", FINDING_KEYS, link)
        return Section("findings", "What asks for a human eye", tables=[findings])

    def _figure(
        self, chart: str, report: Report, key: str, keys: Sequence[str], link: Link
    ) -> Figure:
        """Draw a chart of a report, with the table of that key behind it."""
        drawn = drawn_for_file(chart, report, self._layout)
        table = next(one for one in report.document().tables if one.key == key)
        return Figure(as_svg(drawn), drawn.about, grid(table, keys, self._layout, link))

    def _grid(self, key: str, keys: Sequence[str], link: Link) -> Grid:
        return grid(self._tables[key], keys, self._layout, link)

    def _about(self, subject: Callable[[Any], str | None]) -> Link:
        return lambda row, key: self.foldouts.of(subject(row), key)

    def _facts(self, lead: str, link: Callable[[str], str]) -> Told:
        """Tell the single facts whose keys begin alike, but those that are tables."""
        told = (
            (fact.key.removeprefix(lead), fact_cell(fact, self._layout, link(fact.key)))
            for fact in self._document.facts
            if fact.key.startswith(lead) and fact.kind is not Kind.ROWS and fact.screen
        )
        return [(CALLED.get(key, key.replace("_", " ")), cell) for key, cell in told if cell.text]

    def _link_of_sums(self, line: SortedRow, _: str) -> str:
        """Return the fold-out of a sum; the total of what is never added has none."""
        if isinstance(line.row, Group):
            return f"#{sum_anchor(line.row.key)}"
        added = any(group.key.in_total for group in self._dossier.status.money.rows)
        return f"#sum-{TOTAL}" if added else ""

    def _link_of_owners(self, key: str) -> str:
        votes = self._dossier.status.owners.votes
        if key == "owners.state_votes" and votes:
            return self.foldouts.of(votes[0].subject, "votes")
        return f"#sum-{EQUITY}" if key in SUMS_OF_SHARES else ""


def _against(column: Column[Any]) -> Column[Any]:
    """Tell of a contradiction what is shown, and what was said against it."""
    if column.key not in {"before", "after"}:
        return column

    def value(event: Event) -> Any:  # noqa: ANN401 - what a cell holds
        if event.kind is not EventKind.CONTRADICTED:
            return column.value(event)
        said = event.statement.value if event.statement else None
        return event.shown if column.key == "before" else said

    def hidden(event: Event) -> bool:
        return event.kind is not EventKind.CONTRADICTED and column.hidden(event)

    return replace(column, value=value, hidden=hidden)


def _is_running(row: MilestoneRow) -> bool:
    return row.milestone.headline or not row.state.status.ends


def _sum_name(line: SortedRow) -> str:
    return group_name(line.row) if isinstance(line.row, Group) else TOTAL


def _not_added(line: SortedRow) -> str:
    return "" if not isinstance(line.row, Group) or line.row.key.in_total else NOT_ADDED


def _paid(column: Column[Any]) -> Column[Any]:
    """Say of what was paid that nobody tells it, where it is so."""
    if column.key != "stages.paid":
        return column

    def told(line: SortedRow) -> str | None:
        return words.UNSTATED if column.value(line) is None and _is_unstated(line) else None

    return replace(column, told=told)


def _is_unstated(line: SortedRow) -> bool:
    totals = line.row.totals if isinstance(line.row, Group) else line.row
    return bool(totals.paid_unstated)


SUMS_OF_SHARES = {
    f"owners.{key}" for key in ("state_paid", "private_paid", "equity_paid", "state_share")
}
EVENT_KEYS = (
    *("subject", "kind", "field", "before", "after", "slip_months"),
    *("statement.stated_on", "statement.speaker", "reason"),
)
LATEST_KEYS = ("stated_on", "subject", "field", "value", "before", "speaker", "tier")
TIMELINE_KEYS = ("slug", "baseline", "target", "met_on", "slip_days")
TREND_KEYS = ("slug", "shown_from", "target", "speaker", "tier")
STAGES = ("stages.paid", "stages.committed", "stages.enacted", "stages.planned")
MONEY_KEYS = ("name", *STAGES, "fiscal_years")
YEAR_KEYS = ("group", "stages.disbursed", *STAGES[1:], "counted_total")
HOLDER_KEYS = (
    *("slug", "name", "founder", "invested", "invested_speaker", "invested_stated_on"),
    *("votes", "share_of_capital"),
)
EXPECTED_KEYS = ("slug", "name", "expected", "speaker", "stated_on")
FINDING_KEYS = ("code", "kind", "severity", "message")
NEXT_COLUMNS: tuple[Column[tuple[DueWindow, Due]], ...] = (
    Column(key="window", title="due", value=lambda row: row[1].window, kind=Kind.PERIOD),
    Column(
        key="days_to_last",
        title="days left",
        value=lambda row: row[0].days_to_last,
        kind=Kind.COUNT,
    ),
    Column(key="slug", title="what", value=lambda row: row[1].slug),
    Column(key="amount", value=lambda row: row[1].amount, kind=Kind.QUANTITY, right=True),
)
