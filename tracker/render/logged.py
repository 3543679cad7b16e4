"""What a call of `log` recorded, what it changed on the page, and if nothing, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.explain import Effect
from tracker.domain.statement import KEEPER
from tracker.domain.verdict import same_value
from tracker.domain.vocabulary import Tier
from tracker.render import encode, status_data, words
from tracker.render.cells import styled
from tracker.render.sheet import Sheet
from tracker.render.signs import UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.checks.finding import Finding
    from tracker.domain.milestone import MilestoneState
    from tracker.domain.quantity_format import Units
    from tracker.domain.statement import Statement
    from tracker.render.layout import Layout
    from tracker.reports.log import LoggedRow, LogReport, MilestoneChange

CURE = (
    "if the company or ministry itself says so: --tier primary --said-by ORG;"
    " your own judgement: leave --source and --tier out"
)
REASONS = {
    Effect.FIRST: "nobody spoke of it before",
    Effect.BETTER_TIER: "a better tier speaks now",
    Effect.NEWER_COUNT: "a newer count: nobody better has told one for 180 days",
    Effect.REVISES: "newer",
    Effect.NARROWS: "says the same more precisely",
    Effect.REPEATS: "says it again",
    Effect.BLURS: "says the same more vaguely, which takes nothing back",
    Effect.UNPROVED: "secondary sources alone end nothing of which better ones spoke",
    Effect.OLDER: "said before what is shown",
    Effect.DEPRECATED: "it was deprecated since",
}


def as_text(report: LogReport, layout: Layout) -> list[Text]:
    """Write an entry per line, then what each of them did to the page."""
    lines = []
    for row in report.rows:
        said = row.statement
        value, reading = words.said(said, layout.units), words.reading(said)
        text = f"{row.result:<9} #{said.id} {row.subject} {said.field.word} {value}"
        text += f" ({reading})" if reading else ""
        lines.append(f"{text}  {said.stated_on.text}, {said.speaker} ({said.tier})")
    lines += [line for row in report.rows for line in _effect(row, layout.units)]
    logged = {f"{row.subject} {row.statement.field.word}" for row in report.rows}
    moved = (line for change in report.milestones for line in milestone_lines(change))
    lines += [line for line in moved if line.partition(":")[0] not in logged]
    lines += _findings(report, layout.units)
    return [styled(layout.signs.drawn(line)) for line in lines]


def as_data(report: LogReport) -> dict[str, Any]:
    """Return the JSON form: the entries with their effect, and the milestones before and after."""
    return {
        "entries": [
            {
                "result": row.result,
                **encode.statement(row.statement),
                "effect": row.effect.value,
                "conflicts": row.conflicts,
                "before": encode.statement(row.before) if row.before else None,
                "shown": encode.statement(row.shown) if row.shown else None,
            }
            for row in report.rows
        ],
        "milestones": [milestone_data(change) for change in report.milestones],
        "findings": [_finding_data(one, report) for one in report.findings],
    }


def _finding_data(found: Finding, report: LogReport) -> dict[str, Any]:
    return {
        "code": found.code,
        "kind": found.kind,
        "severity": found.severity.value,
        "subject": found.subject,
        "message": found.message,
        "figure": found.figure,
        "take_back": take_back(report) or None,
    }


def _findings(report: LogReport, units: Units) -> Iterator[str]:
    """Tell what the rules find since, and how to take back what was written."""
    for found in report.findings:
        yield f"{found.severity} {found.code} {found.kind}: {found.told(units)}  [{found.figure}]"
    if report.findings and take_back(report):
        yield f"  to take it back: {take_back(report)}"


def take_back(report: LogReport) -> str:
    """Return the call that takes what was written out of every report; empty where nothing was."""
    numbers = " ".join(map(str, report.created))
    return f"tracker entry deprecate {numbers} --reason TEXT" if numbers else ""


def milestone_data(change: MilestoneChange) -> dict[str, Any]:
    """Return the JSON form of a milestone before and after."""
    return {
        "slug": change.subject,
        "before": status_data.state(change.before) if change.before else None,
        "after": status_data.state(change.after) if change.after else None,
    }


def sheet(report: LogReport, units: Units) -> Sheet:
    """Return the entries as a table."""
    columns = ("result", "entry", "subject", "field", "value", "effect", "shown")
    rows = tuple(
        (
            row.result,
            str(row.statement.id),
            row.subject,
            row.statement.field.value,
            words.said(row.statement, units),
            row.effect.value,
            words.said(row.shown, units) if row.shown else "",
        )
        for row in report.rows
    )
    return Sheet("Logged", columns, rows)


def _effect(row: LoggedRow, units: Units) -> Iterator[str]:
    name = f"{row.subject} {row.statement.field.word}"
    said = words.said(row.statement, units)
    if row.result == "unchanged":
        yield f"{name}: recorded before, nothing written"
    elif row.shown is None and row.effect is Effect.UNPROVED:
        yield f"{name}: stays {row.status or words.UNSTATED} {UNICODE.conflict}"
        yield f"  because: {_because(row)}"
        yield f"  to change it: {CURE}"
    elif row.shown is None or row.shown.id == row.statement.id:
        before = words.said(row.before, units) if row.before else words.UNSTATED
        yield f"{name}: " + (f"stays {before}" if before == said else f"{before} -> {said}")
        yield f"  because: {_because(row)}"
    else:
        sign = f" {UNICODE.conflict}" if row.conflicts else ""
        yield f"{name}: stays {words.said(row.shown, units)}{sign}, said by {_who(row.shown)}"
        yield f"  because: {_because(row)}"
        same = same_value(row.statement.value, row.shown.value)
        if row.effect in {Effect.OUTRANKED, Effect.UNPROVED} and not same:
            yield f"  to change it: {CURE}"


def _because(row: LoggedRow) -> str:
    tier = row.statement.tier
    if row.effect is Effect.OUTRANKED and row.shown is not None:
        outcome = "it cannot be true with it and counts as a conflict"
        agrees = "it can be true with it"
        which = outcome if row.conflicts else agrees
        return f"{row.shown.tier} outranks {tier}; {which}"
    reason = REASONS[row.effect]
    if row.effect in {Effect.FIRST, Effect.REVISES} and tier is not Tier.PRIMARY:
        return f"{reason}, and no better tier than {tier} speaks of it"
    return reason


def _who(said: Statement) -> str:
    speaker = "the keeper" if said.speaker == KEEPER else said.speaker
    return f"{speaker} ({said.tier}, {said.stated_on.text})"


def milestone_lines(change: MilestoneChange) -> Iterator[str]:
    """Tell what moved on the page besides the fields that were logged."""
    before, after = change.before, change.after
    if after is None:
        return
    for name, was, now in _lines(before, after):
        if was != now:
            yield f"{change.subject} {name}: {was or 'none'} -> {now or 'none'}"


def _lines(before: MilestoneState | None, after: MilestoneState) -> Iterator[tuple[str, str, str]]:
    yield "shown as", before.word if before else "", after.word
    yield "slip", words.slip(before) if before else "", words.slip(after)
    yield "progress", _percent(before), _percent(after)


def _percent(state: MilestoneState | None) -> str:
    return words.percentage(state.progress) if state and state.progress else ""
