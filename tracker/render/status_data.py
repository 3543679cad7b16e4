"""The JSON form and the table form of the status report, for scripts and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.money import Column
from tracker.domain.quantity import Quantity
from tracker.domain.quantity_format import Units
from tracker.render import diff, encode, words
from tracker.render.diff import kinds_by_subject
from tracker.render.sheet import Sheet
from tracker.render.words import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.domain.amount import Amount
    from tracker.domain.latest import Change
    from tracker.domain.milestone import MilestoneState, Progress
    from tracker.domain.money_rows import MoneyRow
    from tracker.domain.owners import Owners
    from tracker.domain.schedule import BreachLimits, Slip
    from tracker.domain.upcoming import DueWindow
    from tracker.reports.listing import MilestoneRow
    from tracker.reports.status import StatusReport


def as_data(report: StatusReport) -> dict[str, Any]:
    """Return the JSON form of the whole page."""
    currency = report.project.currency
    newest = report.newest_statement
    money = report.money
    return {
        "project": report.project.slug,
        "newest_statement": newest.day.isoformat() if newest else None,
        "newest_change": report.newest_change.isoformat() if report.newest_change else None,
        "counts": {
            "milestones": report.counts.milestones,
            "statements": report.counts.statements,
            "sources": report.counts.sources,
        },
        "milestones": _milestones(report),
        "money": [_money_row(row, currency) for row in money.rows],
        "money_total": _stages(money.total.columns, currency),
        "need": {
            "metric": money.need.metric.slug,
            "scope": money.need.metric.scope,
            "amount": encode.quantity(money.need.amount),
            "not_covered": encode.amount(money.rest, currency),
        }
        if money.need
        else None,
        "owners": _owners(report.owners, currency),
        "latest": [_change(change) for change in report.latest],
        "next": [_window(window) for window in report.next],
        "attention": [
            {
                "code": found.code,
                "kind": found.kind,
                "subject": found.subject,
                "message": found.message,
            }
            for found in report.attention
        ],
        **_since(report),
    }


def _since(report: StatusReport) -> dict[str, Any]:
    """The block of what changed, only where it was asked for."""
    if report.since is None:
        return {}
    day = report.since.before.as_of.isoformat()
    return {"since": {"as_of": day, **diff.changes_data(report.since)}}


def _milestones(report: StatusReport) -> list[dict[str, Any]]:
    rows = [milestone(row, report.breach) for row in report.milestones]
    if report.since is None:
        return rows
    kinds = kinds_by_subject(report.since.events)
    return [row | {"changed": [one.value for one in kinds.get(row["slug"], [])]} for row in rows]


def milestone(row: MilestoneRow, limits: BreachLimits) -> dict[str, Any]:
    """Return the JSON form of one milestone."""
    return {
        "slug": row.milestone.slug,
        "title": row.milestone.title,
        "title_ja": row.milestone.title_ja,
        "type": row.milestone.type.value,
        "headline": row.milestone.headline,
        **state(row.state),
        **breach(row.state, limits),
    }


def breach(now: MilestoneState, limits: BreachLimits) -> dict[str, Any]:
    """Return which baselines are overrun by more than their limits, and the limits in days."""
    limit_days = {"original": limits.original, "current": limits.current}
    return {"breach": now.overrun.breach(limits).value, "breach_limit_days": limit_days}


def state(now: MilestoneState) -> dict[str, Any]:
    """Return the JSON form of a milestone's state."""
    return {
        "status": now.status.value,
        "status_basis": now.status_basis.value,
        "baseline": encode.period(now.baseline),
        "current_baseline": encode.period(now.current_baseline),
        "target": encode.period(now.target),
        "met_on": encode.period(now.met_on),
        "slip_days": _slip(now.slip),
        "current_slip_days": _slip(now.current_slip),
        "last_slip_days": _slip(now.last_slip),
        "late_days": now.late_days,
        "overdue": now.overdue,
        "due_soon": now.due_soon,
        "stale": now.stale,
        "rescheduled": now.rescheduled,
        "progress": _progress(now.progress),
        "conflicts": now.conflicts,
        "calendar_clash": now.calendar_clash,
        "last_stated": now.last_stated.isoformat(),
        "promised_on": now.promised_on.isoformat() if now.promised_on else None,
        "withdrawn": encode.period(now.withdrawn),
    }


def _slip(moved: Slip | None) -> list[int | None] | None:
    return [moved.first, moved.last] if moved else None


def sheets(report: StatusReport, units: Units = Units.BN) -> list[Sheet]:
    """Return the page as tables, the milestones first."""
    milestones = milestone_sheet(list(report.milestones), report.breach)
    changed = [diff.sheet(report.since, units)] if report.since else []
    return [milestones, *changed, _money_sheet(report, units), *_short(report, units)]


def milestone_sheet(rows: list[MilestoneRow], limits: BreachLimits) -> Sheet:
    """Return milestones as a table of their own words, slips in days."""
    columns = (
        *("milestone", "title", "type", "status", "overdue", "first", "now", "met on"),
        *("slip days", "late days", "progress percent", "conflicts", "last stated"),
        *("baseline", "baseline slip days", "breach"),
    )
    drop = (
        *(
            "baseline slip days",
            "baseline",
            "last stated",
            "conflicts",
            "title",
            "type",
            "progress percent",
            "met on",
        ),
        *("late days", "overdue", "breach", "first"),
    )
    return Sheet("Milestones", columns, tuple(_cells(row, limits) for row in rows), drop=drop)


def _cells(row: MilestoneRow, limits: BreachLimits) -> tuple[str, ...]:
    now = row.state
    return (
        row.milestone.slug,
        row.milestone.title,
        row.milestone.type.value,
        now.status.value,
        "yes" if now.overdue else "",
        now.baseline.label if now.baseline else "",
        now.target.label if now.target else "",
        now.met_on.label if now.met_on else "",
        _span(now.slip),
        str(now.late_days or ""),
        str(now.progress.percent) if now.progress else "",
        str(now.conflicts or ""),
        now.last_stated.isoformat(),
        now.current_baseline.label if now.current_baseline else "",
        _span(now.current_slip),
        now.overrun.breach(limits).value,
    )


def _span(moved: Slip | None) -> str:
    return words.slip_days(moved) if moved else ""


def _progress(progress: Progress | None) -> dict[str, Any] | None:
    if progress is None:
        return None

    def number(value: Quantity | int | None) -> Any:  # noqa: ANN401
        return encode.quantity(value) if isinstance(value, Quantity) else value

    return {
        "value": number(progress.value),
        "threshold": number(progress.threshold),
        "percent": progress.percent,
        "basis": progress.basis.value,
    }


def _money_row(row: MoneyRow, currency: str) -> dict[str, Any]:
    return {
        "row": f"{row.funder_kind}-{row.instrument}",
        "funder_kind": row.funder_kind.value,
        "funders": list(row.funders),
        "instrument": row.instrument.value,
        "fiscal_years": list(row.fiscal_years),
        "stages": _stages(row.sums.columns, currency),
        "paid_unstated": row.sums.paid_unstated,
        "in_total": row.instrument.is_cash,
    }


def _stages(columns: Mapping[Column, Amount], currency: str) -> dict[str, Any]:
    return {column.value: encode.amount(columns.get(column), currency) for column in Column}


def _owners(owners: Owners, currency: str) -> dict[str, Any]:
    return {
        "companies": owners.companies,
        "state": [held.holding.slug for held in owners.state],
        "golden_share": owners.golden_share,
        "votes": encode.statement(owners.votes[0]) if len(owners.votes) == 1 else None,
        "state_votes": [encode.statement(said) for said in owners.votes],
        "state_votes_together": encode.amount(owners.state_votes, "%"),
        "state_paid": encode.amount(owners.state_paid, currency),
        "private_paid": encode.amount(owners.private_paid, currency),
        "equity_paid": encode.amount(owners.equity_paid, currency),
        "state_share": encode.amount(owners.state_share, "%"),
        "known": [
            {"holder": held.holding.slug, "invested": encode.quantity(held.amount)}
            for held in owners.known
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    before = change.before
    return {
        **encode.statement(change.statement),
        "before": encode.value(before.value) if before else None,
    }


def _window(window: DueWindow) -> dict[str, Any]:
    return {
        "window": encode.period(window.window),
        "open": window.open,
        "days": [window.days_to_first, window.days_to_last],
        "items": [
            {
                "slug": item.slug,
                "title": item.title,
                "amount": encode.quantity(item.amount),
                "conflict": item.conflict,
            }
            for item in window.items
        ],
    }


def _money_sheet(report: StatusReport, units: Units) -> Sheet:
    currency = report.project.currency
    parts = (part.high for row in report.money.rows for part in row.sums.columns.values())
    scale = MoneyScale.of(parts, currency, units)
    columns = (f"money in {scale.name()}", *(column.value for column in Column))
    totals = [("total", report.money.total.columns)]
    rows = [(f"{row.funder_kind} {row.instrument}", row.sums.columns) for row in report.money.rows]
    cells = tuple(
        (name, *(scale.amount(found[column]) if column in found else "" for column in Column))
        for name, found in [*rows, *totals]
    )
    return Sheet("Money", columns, cells, right=frozenset(Column))


def _short(report: StatusReport, units: Units) -> list[Sheet]:
    latest = tuple(
        (said.stated_on.text, said.subject, said.field.word, said.text, said.speaker)
        for said in (change.statement for change in report.latest)
    )
    due = tuple(
        (window.window.label, ", ".join(item.slug for item in window.items))
        for window in report.next
    )
    attention = tuple(
        (found.code, found.kind, found.subject, found.told(units)) for found in report.attention
    )
    return [
        Sheet("Latest", ("said on", "subject", "field", "value", "said by"), latest),
        Sheet("Next", ("due", "what"), due),
        Sheet("Attention", ("code", "kind", "subject", "message"), attention),
    ]
