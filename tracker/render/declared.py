"""How each report is declared: its kind, its document, its own way to stand on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.render import checked, directory, verified
from tracker.render import diff as changed
from tracker.render.log import defined, logged
from tracker.render.log import entry as marked
from tracker.render.money import budget as budget_report
from tracker.render.money import money as money_report
from tracker.render.money import owners as owners_report
from tracker.render.page import page
from tracker.render.subject import evidence
from tracker.render.subject import history as recorded
from tracker.render.subject import impact as impact_report
from tracker.reports import (
    budget,
    catalog,
    check,
    definition,
    diff,
    entry,
    history,
    impact,
    listing,
    log,
    money,
    owners,
    status,
    subject,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.tables.table import Document


@dataclass(frozen=True, slots=True)
class Declared:
    """How one kind of report is declared; `version` counts the breaks of its JSON.

    `text` is its own way to stand on a terminal, without one its first table is laid out there.
    """

    kind: str
    document: Callable[[Any], Document]
    text: Callable[[Any, Layout], Sequence[Text]] | None = None
    version: int = 2

    @property
    def schema(self) -> str:
        """What the envelope of its JSON says of it: `status/v2`."""
        return f"{self.kind}/v{self.version}"


DECLARED: dict[type, Declared] = {
    status.StatusReport: Declared("status", status.status, page.status_page),
    catalog.ProjectListReport: Declared("projects", catalog.projects),
    catalog.ProjectReport: Declared(
        "project", catalog.project, directory.lines_of(catalog.project)
    ),
    catalog.OrganizationListReport: Declared("orgs", catalog.organizations),
    catalog.OrganizationReport: Declared(
        "org", catalog.organization, directory.lines_of(catalog.organization)
    ),
    listing.MilestoneListReport: Declared("milestones", listing.milestones),
    listing.TrancheListReport: Declared("tranches", listing.tranches),
    listing.MetricListReport: Declared("metrics", listing.metrics),
    listing.HolderListReport: Declared("holders", listing.holders),
    subject.SubjectReport: Declared("why", subject.why, evidence.as_text),
    listing.SourceListReport: Declared("sources", listing.sources),
    listing.SourceReport: Declared("source", listing.source),
    money.MoneyReport: Declared("money", money.money, money_report.as_text),
    budget.BudgetReport: Declared("budget", budget.budget, budget_report.as_text),
    owners.OwnersReport: Declared("owners", owners.owners, owners_report.as_text),
    impact.ImpactReport: Declared("impact", impact.impact, impact_report.as_text),
    check.CheckReport: Declared("check", check.check, checked.as_text),
    check.AcceptReport: Declared("accept", check.acceptance, checked.accept_text),
    check.RulesReport: Declared("rules", check.rules, checked.rules_text),
    history.HistoryReport: Declared("history", history.history, recorded.as_text),
    entry.EntryReport: Declared("entry", entry.entry, marked.entry_text),
    entry.MarksReport: Declared("mark", entry.marks, marked.marks_text),
    log.LogReport: Declared("log", log.log, logged.as_text),
    diff.DiffReport: Declared("diff", diff.diff, changed.as_text),
    verify.VerifyReport: Declared("verify", verify.verify, verified.as_text),
    definition.DefinitionReport: Declared(
        "definition", definition.definition, defined.definition_text
    ),
    definition.BatchReport: Declared("apply", definition.batch, defined.batch_text),
}
