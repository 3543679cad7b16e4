"""One table of how each report is written in each format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.domain.vocabulary import Format
from tracker.render import (
    budget,
    checked,
    defined,
    diff,
    directory,
    encode,
    entry,
    evidence,
    history,
    impact,
    listing,
    logged,
    money_data,
    money_report,
    owners,
    owners_data,
    status_data,
    verified,
)
from tracker.render.grid import as_grid
from tracker.render.page import status_page
from tracker.render.sheet import Sheet, as_csv, as_markdown
from tracker.reports.catalog import (
    OrganizationListReport,
    OrganizationReport,
    ProjectListReport,
    ProjectReport,
)
from tracker.reports.check import AcceptReport, CheckReport, RulesReport
from tracker.reports.definition import BatchReport, DefinitionReport
from tracker.reports.diff import DiffReport
from tracker.reports.entry import EntryReport, MarksReport
from tracker.reports.impact import ImpactReport
from tracker.reports.listing import (
    HistoryReport,
    HolderListReport,
    MetricListReport,
    MilestoneListReport,
    SourceListReport,
    SourceReport,
    SubjectReport,
    TrancheListReport,
)
from tracker.reports.log import LogReport
from tracker.reports.money import BudgetReport, MoneyReport
from tracker.reports.owners import OwnersReport
from tracker.reports.status import StatusReport
from tracker.reports.verify import VerifyReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.domain.quantity_format import Units
    from tracker.render.layout import Layout


@dataclass(frozen=True, slots=True)
class Writing:
    """How one kind of report is written: its JSON data, its tables, its text and CSV if special.

    `version` counts the breaks of its JSON.
    """

    kind: str
    data: Callable[[Any], Any]
    sheets: Callable[[Any, Units], list[Sheet]]
    text: Callable[[Any, Layout], Sequence[Text]] | None = None
    csv: Callable[[Any], Sheet] | None = None
    version: int = 1

    @property
    def schema(self) -> str:
        """What the envelope of its JSON says of it: `status/v2`."""
        return f"{self.kind}/v{self.version}"


def render(report: Any, form: Format, layout: Layout) -> str | Sequence[Text]:  # noqa: ANN401
    """Write a report in a format.

    A table comes as lines for a terminal, all else as text; CSV is the report's first table, of
    money with figures in full whatever the units.
    """
    writing = WRITINGS[type(report)]
    match form:
        case Format.JSON:
            return encode.envelope(writing.schema, report.clocks, writing.data(report))
        case Format.CSV:
            first = writing.csv or (lambda of: writing.sheets(of, layout.units)[0])
            return as_csv(first(report))
        case Format.MARKDOWN:
            return as_markdown(writing.sheets(report, layout.units))
    if writing.text is not None:
        return writing.text(report, layout)
    return as_grid(writing.sheets(report, layout.units)[0], layout)


def _one(sheet: Callable[[Any], Sheet]) -> Callable[[Any, Units], list[Sheet]]:
    return lambda report, _: [sheet(report)]


def _plain(text: Callable[[Any], Sequence[Text]]) -> Callable[[Any, Layout], Sequence[Text]]:
    return lambda report, _: text(report)


def _in_units(sheet: Callable[[Any, Units], Sheet]) -> Callable[[Any, Units], list[Sheet]]:
    return lambda report, units: [sheet(report, units)]


WRITINGS: dict[type, Writing] = {
    CheckReport: Writing("check", checked.as_data, _in_units(checked.sheet), checked.as_text),
    AcceptReport: Writing(
        "accept", checked.accept_data, _one(checked.accept_sheet), checked.accept_text
    ),
    RulesReport: Writing(
        "rules", checked.rules_data, _one(checked.rules_sheet), checked.rules_text
    ),
    VerifyReport: Writing(
        "verify", verified.as_data, _one(verified.sheet), lambda report, _: verified.as_text(report)
    ),
    StatusReport: Writing(
        "status", status_data.as_data, status_data.sheets, status_page, version=2
    ),
    SubjectReport: Writing(
        "why", evidence.as_data, _in_units(evidence.sheet), evidence.as_text, version=2
    ),
    DiffReport: Writing("diff", diff.as_data, _in_units(diff.sheet), diff.as_text, version=2),
    MoneyReport: Writing(
        "money",
        money_data.as_data,
        money_data.sheets,
        money_report.as_text,
        money_data.exact_sheet,
    ),
    BudgetReport: Writing(
        "budget", budget.as_data, budget.sheets, budget.as_text, budget.exact_sheet
    ),
    OwnersReport: Writing(
        "owners",
        owners_data.as_data,
        owners_data.sheets,
        owners.as_text,
        owners_data.exact_sheet,
    ),
    ImpactReport: Writing("impact", impact.as_data, impact.sheets, impact.as_text),
    HistoryReport: Writing("history", history.as_data, _in_units(history.sheet), history.as_text),
    LogReport: Writing("log", logged.as_data, _in_units(logged.sheet), logged.as_text, version=2),
    EntryReport: Writing("entry", entry.entry_data, _in_units(entry.sheet), entry.entry_text),
    MarksReport: Writing(
        "mark", entry.marks_data, _one(entry.marks_sheet), entry.marks_text, version=2
    ),
    DefinitionReport: Writing(
        "definition",
        defined.definition_data,
        _one(defined.definition_sheet),
        _plain(defined.definition_text),
    ),
    BatchReport: Writing(
        "apply", defined.batch_data, _one(defined.batch_sheet), _plain(defined.batch_text)
    ),
    ProjectListReport: Writing("projects", directory.projects_data, _one(directory.projects_sheet)),
    ProjectReport: Writing(
        "project",
        directory.project_data,
        _one(directory.projects_sheet),
        _plain(directory.project_text),
    ),
    OrganizationListReport: Writing(
        "orgs", directory.organizations_data, _one(directory.organizations_sheet)
    ),
    OrganizationReport: Writing(
        "org",
        directory.organization_data,
        _one(directory.organizations_sheet),
        _plain(directory.organization_text),
    ),
    MilestoneListReport: Writing(
        "milestones", listing.milestones_data, _one(listing.milestones_sheet), version=2
    ),
    TrancheListReport: Writing(
        "tranches", listing.tranches_data, _in_units(listing.tranches_sheet)
    ),
    MetricListReport: Writing("metrics", listing.metrics_data, _in_units(listing.metrics_sheet)),
    HolderListReport: Writing("holders", listing.holders_data, _in_units(listing.holders_sheet)),
    SourceListReport: Writing("sources", listing.sources_data, _one(listing.sources_sheet)),
    SourceReport: Writing("source", listing.source_data, _one(listing.source_sheet)),
}
