"""How each report is declared: its kind, its document, its own way to stand on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.render.writers import Declared

if TYPE_CHECKING:
    from collections.abc import Callable


def declaration(report: Any) -> Declared:  # noqa: ANN401 - any report
    """Return how a report is declared; nothing is imported but what this one needs."""
    return IN_MODULES[type(report).__module__]()[type(report)]


def declarations() -> dict[type, Declared]:
    """Return how all reports are declared."""
    return {kind: one for found in IN_MODULES.values() for kind, one in found().items()}


def _budget() -> dict[type, Declared]:
    from tracker.render.money import budget as text
    from tracker.reports import budget

    return {
        budget.BudgetReport: Declared("budget", budget.budget, text.as_text),
    }


def _catalog() -> dict[type, Declared]:
    from tracker.render.directory import lines_of
    from tracker.reports import catalog

    return {
        catalog.ProjectListReport: Declared("projects", catalog.projects),
        catalog.ProjectReport: Declared("project", catalog.project, lines_of(catalog.project)),
        catalog.OrganizationListReport: Declared("orgs", catalog.organizations),
        catalog.OrganizationReport: Declared(
            "org", catalog.organization, lines_of(catalog.organization)
        ),
    }


def _check() -> dict[type, Declared]:
    from tracker.render import checked
    from tracker.reports import check

    return {
        check.CheckReport: Declared("check", check.check, checked.as_text),
        check.AcceptReport: Declared("accept", check.acceptance, checked.accept_text),
        check.RulesReport: Declared("rules", check.rules, checked.rules_text),
    }


def _definition() -> dict[type, Declared]:
    from tracker.render.log import defined
    from tracker.reports import definition

    return {
        definition.DefinitionReport: Declared(
            "definition", definition.definition, defined.definition_text
        ),
        definition.BatchReport: Declared("apply", definition.batch, defined.batch_text),
    }


def _diff() -> dict[type, Declared]:
    from tracker.render import diff as text
    from tracker.reports import diff

    return {
        diff.DiffReport: Declared("diff", diff.diff, text.as_text),
    }


def _entry() -> dict[type, Declared]:
    from tracker.render.log import entry as text
    from tracker.reports import entry

    return {
        entry.EntryReport: Declared("entry", entry.entry, text.entry_text),
        entry.MarksReport: Declared("mark", entry.marks, text.marks_text),
    }


def _history() -> dict[type, Declared]:
    from tracker.render.subject import history as text
    from tracker.reports import history

    return {
        history.HistoryReport: Declared("history", history.history, text.as_text),
    }


def _impact() -> dict[type, Declared]:
    from tracker.render.subject import impact as text
    from tracker.reports import impact

    return {
        impact.ImpactReport: Declared("impact", impact.impact, text.as_text),
    }


def _listing() -> dict[type, Declared]:
    from tracker.reports import listing

    return {
        listing.MilestoneListReport: Declared("milestones", listing.milestones),
        listing.TrancheListReport: Declared("tranches", listing.tranches),
        listing.MetricListReport: Declared("metrics", listing.metrics),
        listing.HolderListReport: Declared("holders", listing.holders),
        listing.SourceListReport: Declared("sources", listing.sources),
        listing.SourceReport: Declared("source", listing.source),
    }


def _log() -> dict[type, Declared]:
    from tracker.render.log import logged
    from tracker.reports import log

    return {
        log.LogReport: Declared("log", log.log, logged.as_text),
    }


def _money() -> dict[type, Declared]:
    from tracker.render.money import money as text
    from tracker.reports import money

    return {
        money.MoneyReport: Declared("money", money.money, text.as_text),
    }


def _owners() -> dict[type, Declared]:
    from tracker.render.money import owners as text
    from tracker.reports import owners

    return {
        owners.OwnersReport: Declared("owners", owners.owners, text.as_text),
    }


def _status() -> dict[type, Declared]:
    from tracker.render.page import page
    from tracker.reports import status

    return {
        status.StatusReport: Declared("status", status.status, page.status_page),
    }


def _subject() -> dict[type, Declared]:
    from tracker.render.subject import evidence
    from tracker.reports import subject

    return {
        subject.SubjectReport: Declared("why", subject.why, evidence.as_text),
    }


def _verify() -> dict[type, Declared]:
    from tracker.render import verified
    from tracker.reports import verify

    return {
        verify.VerifyReport: Declared("verify", verify.verify, verified.as_text),
    }


IN_MODULES: dict[str, Callable[[], dict[type, Declared]]] = {
    "tracker.reports.budget": _budget,
    "tracker.reports.catalog": _catalog,
    "tracker.reports.check": _check,
    "tracker.reports.definition": _definition,
    "tracker.reports.diff": _diff,
    "tracker.reports.entry": _entry,
    "tracker.reports.history": _history,
    "tracker.reports.impact": _impact,
    "tracker.reports.listing": _listing,
    "tracker.reports.log": _log,
    "tracker.reports.money": _money,
    "tracker.reports.owners": _owners,
    "tracker.reports.status": _status,
    "tracker.reports.subject": _subject,
    "tracker.reports.verify": _verify,
}
"""What the reports of each module are declared as."""
