"""The smaller sections of the page: who owns it, what changed last, what is due next, metrics."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.domain.periods.windows import Precision
from tracker.domain.reconcile import companies
from tracker.domain.shown.explain import foremost
from tracker.domain.vocabulary import Field, Status
from tracker.render.canvas import Canvas, joined, styled
from tracker.render.columns import Column, table
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.text import Text

    from tracker.domain.milestones.upcoming import Due, DueWindow
    from tracker.domain.shown.explain import Change
    from tracker.reports.rows import MetricRow, MilestoneRow
    from tracker.reports.status import StatusReport


INDENT = "  "
_FACT_INDENT = len("  capital  ")
_NEWS = len("committed <=631.5bn")
"""Of what changed so much is told before the name of what changed is cut."""


def owners(canvas: Canvas, report: StatusReport, *, known: bool = True) -> list[Text]:
    """Count the holders, and say what is known of votes and capital; empty without holders.

    `known` names those whose investment is known, else they are only counted.
    """
    held = report.owners
    if not held.counts.companies and not held.state:
        return []
    of_state = dict.fromkeys(one.holding.organization.slug.upper() for one in held.state)
    state = ", ".join(of_state)
    listed = companies(held.counts.companies) if held.counts.companies else ""
    both = f"{listed} + the state ({state}) = {held.counts.with_state}"
    told = listed if not state else both if listed else f"the state ({state})"
    facts = {
        "votes": _votes(canvas, report),
        "capital": _capital(canvas, report),
        "known": _known(canvas, report) if known else "",
    }
    room = canvas.width - _FACT_INDENT
    columns: list[Column[tuple[str, str]]] = [
        Column(cell=lambda fact: INDENT + fact[0], style="faint"),
        Column(cell=lambda fact: canvas.prose(fact[1], room), flexible=True),
    ]
    lines = table(canvas, columns, [fact for fact in facts.items() if fact[1]], gap=2)
    heading = joined(styled("OWNERS", "heading"), "  ", styled(told))
    count = "" if known else f"{len(held.known)} of {held.counts.companies} amounts known"
    return [*canvas.spread(heading, styled(count, "faint")), *lines]


def _votes(canvas: Canvas, report: StatusReport) -> str:
    """The state's votes with the month they were told, and whether it paid more since.

    Those of several state holders stand each under its name.
    """
    stated, together = report.owners.votes, report.owners.state_votes
    parts = [f"state {words.share(together)} together"] if together else []
    for said in stated:
        day = said.became_so.latest or said.day
        who = "state" if len(stated) == 1 else said.subject
        parts.append(f"{who} {words.value(said.value, canvas.units)} in {words.month(day)}")
        if report.owners.unstated_since(said):
            parts[-1] += ", unstated since"
    return "; ".join([*parts, *(["golden share"] if report.owners.golden_share else [])])


def _capital(canvas: Canvas, report: StatusReport) -> str:
    held = report.owners
    paid = [one.figure for one in (held.state_paid, held.private_paid) if one]
    scale = MoneyScale.of(paid, report.project.currency, canvas.units)
    return words.capital(held, scale)


def _known(canvas: Canvas, report: StatusReport) -> str:
    held = report.owners
    if not held.known:
        return ""
    names = [
        f"{one.holding.organization.name} {words.quantity(one.amount, canvas.units)}"
        + (words.own(one.invested) if one.invested else "")
        for one in held.known
        if one.amount
    ]
    lead = f"{len(held.known)} of {held.counts.companies}: "
    return lead + canvas.listing(names, canvas.width - len(lead) - _FACT_INDENT)


def latest(
    canvas: Canvas, report: StatusReport, most: int | None, *, titled: bool = False
) -> list[Text]:
    """List the newest statements that changed the page, with who said them.

    Where not everything is shown, each subject has one line, and of newer agreements only the names
    stand beside the heading. `titled` as of the milestones.
    """
    rows = {row.milestone.slug: row for row in report.milestones}
    milestones = {slug: row.milestone for slug, row in rows.items()}
    name = partial(_name, canvas, rows if titled else {})
    listed, beside = foremost(report.latest, milestones, most)
    columns: list[Column[Change]] = [
        Column(cell=lambda change: INDENT + words.said_on(change.statement)),
        Column(cell=lambda change: name(change.statement.subject), flexible=True),
        Column(
            cell=lambda change: _news(canvas, change, rows),
            flexible=True,
            floor=_NEWS,
        ),
        Column(
            cell=_who,
            style="faint",
            priority=1,
            flexible=True,
            floor=10,
        ),
    ]
    lines = table(canvas, columns, listed)
    heading = joined(styled("LATEST", "heading"), styled(_beside(canvas, beside), "faint"))
    return [canvas.fit(heading), *lines] if lines else []


def _beside(canvas: Canvas, names: Sequence[str]) -> str:
    lead = "  agreements: "
    room = canvas.width - len("LATEST") - len(lead)
    text = canvas.listing(names, room)
    return lead + text if names and (not canvas.cut or len(text) <= room) else ""


def _news(canvas: Canvas, change: Change, rows: Mapping[str, MilestoneRow]) -> str:
    said = change.statement
    row = rows.get(said.subject)
    if said.value is Status.MET and row is not None and row.state.slip is not None:
        return f"met, {words.slip(row.state)}"
    value = words.value(said.value, canvas.units)
    return value if said.field in {Field.STATUS, Field.VALUE} else f"{said.field.word} {value}"


def _who(change: Change) -> str:
    said = change.statement
    unread = said.source is not None and said.source.unread
    return f"{said.printed_by}, unread" if unread else said.printed_by


def upcoming(
    canvas: Canvas, report: StatusReport, most: int | None, *, titled: bool = False
) -> list[Text]:
    """List what is due, window by window, and how many days it is to each.

    `titled` as of the milestones.
    """
    rows = {row.milestone.slug: row for row in report.milestones}
    name = partial(_name, canvas, rows if titled else {})
    due_width = max((len(_when(window)) for window in report.next[:most]), default=0)
    days_width = max((len(_days(window)) for window in report.next[:most]), default=0)
    room = canvas.width - len(INDENT) - due_width - days_width - 4
    columns: list[Column[DueWindow]] = [
        Column(cell=lambda window: INDENT + _when(window)),
        Column(cell=_days, priority=1),
        Column(cell=lambda window: _items(canvas, window, rows, name, room)),
    ]
    lines = table(canvas, columns, report.next[:most], gap=2)
    return [canvas.fit(styled("NEXT", "heading")), *lines] if lines else []


def _when(window: DueWindow) -> str:
    if window.open and window.window.latest:
        return f"by {window.window.latest}"
    label = words.period(window.window)
    return f"in {label}" if window.window.precision is Precision.YEAR else label


def _days(window: DueWindow) -> str:
    """Days to the window's last day when it has begun, else to its first and last."""
    if window.open:
        return f"{window.days_to_last} days"
    if window.window.precision is Precision.YEAR:
        return f"in {window.days_to_first} days"
    ends = dict.fromkeys((window.days_to_first, window.days_to_last))
    return "..".join(map(str, ends)) + " days"


def _name(canvas: Canvas, rows: Mapping[str, MilestoneRow], slug: str) -> str:
    if slug not in rows or canvas.ascii:
        return slug
    return words.short_name(rows[slug].milestone, canvas.language)


def _items(
    canvas: Canvas,
    window: DueWindow,
    rows: Mapping[str, MilestoneRow],
    name: Callable[[str], str],
    room: int,
) -> str:
    """List what is due; what was first promised is told only where that leaves nothing out."""
    names = [_item(canvas, due, name) for due in window.items]
    told = [_item(canvas, due, name) + _moved(rows.get(due.slug)) for due in window.items]
    return ", ".join(told) if cell_len(", ".join(told)) <= room else canvas.listing(names, room)


def _item(canvas: Canvas, due: Due, name: Callable[[str], str]) -> str:
    mark = canvas.signs.conflict if due.conflict else ""
    amount = f" {words.quantity(due.amount, canvas.units)}" if due.amount else ""
    return f"{name(due.slug)}{mark}{amount}"


def _moved(row: MilestoneRow | None) -> str:
    moved = row is not None and row.state.rescheduled
    return f" (first {words.period(row.state.baseline)})" if row and moved else ""


_LEAST_TITLE = 20


def figures(canvas: Canvas, report: StatusReport, most: int | None) -> list[Text]:
    """List metrics with who said them, headline ones first; empty for none or at most 0.

    What stands elsewhere on the page (a milestone's threshold, the need) is told here only where
    everything is.
    """
    rows = sorted(report.figures, key=lambda row: not row.metric.headline)
    if most is not None:
        elsewhere = {row.milestone.metric for row in report.milestones}
        need = report.money.need
        elsewhere.add(need.metric.slug if need else None)
        rows = [row for row in rows if row.metric.slug not in elsewhere]
    shown = rows[:most]
    columns: list[Column[MetricRow]] = [
        Column(cell=lambda row: INDENT + row.metric.slug, flexible=True),
        Column(cell=lambda row: _figure(canvas, row), right=True),
        Column(
            cell=lambda row: (
                ""
                if row.metric.title == row.metric.slug
                else words.title(row.metric, canvas.language)
            ),
            priority=0 if most is None else 1,
            flexible=True,
            floor=None if most is None else _LEAST_TITLE,
        ),
        Column(cell=lambda row: words.month(row.found.shown.day), style="faint", priority=2),
        Column(cell=lambda row: row.found.shown.speaker, style="faint", priority=3),
    ]
    lines = table(canvas, columns, shown, gap=2)
    left = f"  {len(rows) - len(shown)} more: tracker metric list" if len(rows) > len(shown) else ""
    heading = joined(styled("FIGURES", "heading"), styled(left, "faint"))
    return [canvas.fit(heading), *lines] if lines else []


def _figure(canvas: Canvas, row: MetricRow) -> Text:
    text = styled(words.value(row.found.shown.value, canvas.units))
    conflict = styled(canvas.signs.conflict, "bad") if row.found.conflicts else styled("")
    return joined(text, conflict)
