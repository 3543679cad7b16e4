"""What a call of `log` recorded, what it changed on the page, and if nothing, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.log.statement import KEEPER
from tracker.domain.shown.explain import Effect
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import Tier
from tracker.render.canvas.cells import styled
from tracker.render.canvas.signs import UNICODE
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas.layout import Layout
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
    Effect.NO_COUNT: "no growth of what a better tier counted: it is less, or ten times as much",
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


def _findings(report: LogReport, units: Units) -> Iterator[str]:
    """Tell what the rules find since, and how to take back what was written."""
    for found in report.findings:
        yield f"{found.severity} {found.code} {found.kind}: {found.told(units)}  [{found.proof}]"
    if report.findings and report.take_back:
        yield f"  to take it back: {report.take_back}"


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
        return f"{row.shown.tier} outranks {tier}; {_beside(row)}"
    reason = REASONS[row.effect]
    if row.effect is Effect.FIRST and tier is not Tier.PRIMARY:
        return f"{reason}, and no better tier than {tier} speaks of it"
    return reason


def _beside(row: LoggedRow) -> str:
    """How it stands to what is shown: a count that grew since is newer, and against nothing."""
    if not row.conflicts:
        return "it can be true with it"
    if row.grew:
        return "it counts more since, and stands against it"
    return "it cannot be true with it and counts as a conflict"


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
    yield "slip", _slip(before), _slip(after)
    yield "progress", _percent(before), _percent(after)


def _slip(state: MilestoneState | None) -> str:
    return words.slip(state) if state and state.slip else ""


def _percent(state: MilestoneState | None) -> str:
    return words.percentage(state.progress) if state and state.progress else ""
