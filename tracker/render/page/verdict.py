"""Where the project stands in a few sentences, on top of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.checks.status import IN_DANGER, WILL_NOT_BE
from tracker.domain.checks.values import disputed
from tracker.domain.shown.explain import since
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import Field, Language, Status, Tier
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from rich.text import Text

    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.periods.period import Period
    from tracker.domain.shown.resolve import Resolution
    from tracker.render.canvas import Canvas
    from tracker.reports.rows import MilestoneRow
    from tracker.reports.status import StatusReport

LATELY = timedelta(days=30)
"""What was said within so many days is news."""
_NAMED = 2
"""So many are named; more are counted."""


def verdict(canvas: Canvas, report: StatusReport) -> list[Text]:
    """Say in a few sentences, laid out, where the project stands; empty for none."""
    told = " ".join(sentences(report, canvas.language))
    screen = replace(canvas, cut=True)  # without one too nobody reads so long a line
    return [screen.fit(line) for line in screen.wrapped(told, canvas.width)] if told else []


def sentences(report: StatusReport, language: Language) -> list[str]:
    """Say how the milestone that matters most stands, what is late, what is new; empty for none."""
    row = report.foremost
    shown = (one.milestone for one in report.milestones)
    names = {one.slug: words.short_name(one, language) for one in shown}
    return [
        *(_about(row, report, language) if row else ()),
        *_all_of_them(report, names),
        *_news(report, names),
    ]


def _about(row: MilestoneRow, report: StatusReport, language: Language) -> Iterator[str]:
    state, title = row.state, words.title(row.milestone, language)
    if state.status.ends:
        on = f" on {words.period(state.met_on)}" if state.met_on else ""
        yield f"{title}: {state.word}{on}{_kept(state)}."
        return
    if state.withdrawn is not None:
        yield f"{title}: {words.period(state.withdrawn)} was withdrawn, no date stands."
    elif state.target is None:
        yield f"{title}: {state.word}, no date is stated."
    else:
        yield f"{title}: {_promised(state.target)}{_against(state)}."
    yield from _last_word(state, report)
    yield from _lost_gates(row, report, language)


def _lost_gates(row: MilestoneRow, report: StatusReport, language: Language) -> Iterator[str]:
    """Name what must come first and will not come."""
    gates = {one.milestone.slug: one for one in report.milestones}
    for gate in row.milestone.gates:
        if gate in gates and gates[gate].state.status in WILL_NOT_BE:
            name = words.short_name(gates[gate].milestone, language)
            yield f"Its gate {name} was {GATE_WORDS[gates[gate].state.status]}."


GATE_WORDS = {Status.CANCELLED: "cancelled", Status.NOT_MET: "not met"}


def _promised(target: Period) -> str:
    """Say for when: `promised for FY2027`, `promised by 2025-06`, `promised from 2028 on`."""
    if target.is_from:
        return f"promised {words.period(target)} on"
    return f"promised {'' if target.earliest is None else 'for '}{words.period(target)}"


def _kept(state: MilestoneState) -> str:
    return "" if state.slip is None else f", {words.slip(state)}"


def _against(state: MilestoneState) -> str:
    """How far a promise is from the first one."""
    if state.overdue:
        return f", {words.days(state.late_days)} ago, and nobody has said that it is done"
    if state.slip is None or state.baseline is None:
        return ""
    moved = _moved(state.slip)
    first = f"the first promise, {words.period(state.baseline)}"
    return f", {moved} {first}" if moved else ", as first promised"


def _moved(slip: Slip) -> str:
    """Write how far both ends of a window moved: `up to 3 months after`, `3 to 6 months before`."""
    first, last = slip.first or 0, slip.last or 0
    if slip.last is None and first > 0:
        return f"at least {words.days(first)} after"
    if first == last == 0 or slip.last is None:
        return ""
    least, most = sorted((abs(first), abs(last)))
    way = "after" if last > 0 else "before"
    if first * last < 0:
        return f"{words.days(abs(first))} before to {words.days(abs(last))} after"
    if least == 0:
        return f"up to {words.days(most)} {way}"
    ends = dict.fromkeys((words.days(least), words.days(most)))
    number, unit = next(iter(ends)).split()
    if len(ends) > 1 and unit.rstrip("s") in words.days(most):
        return f"{number} to {words.days(most)} {way}"
    return f"{' to '.join(ends)} {way}"


def _last_word(state: MilestoneState, report: StatusReport) -> Iterator[str]:
    """Who last gave the date, and how it fares if somebody said so since, or doubts it."""
    target, status = state.fields.get(Field.TARGET), state.fields.get(Field.STATUS)
    if target is None:
        return
    last = target.run[0]
    told = f"{last.speaker} last said so {words.ago(last.day, report.clocks.as_of)}"
    told += _repeated(target, last, report.clocks.as_of)
    if status is not None and status.shown.day > last.day:
        said = status.shown
        told += f"; {said.text} since, said {said.speaker} in {words.month(said.day)}"
    elif status is not None and state.status in IN_DANGER:
        told += f"; {status.shown.text}, says {status.shown.speaker}"
    yield f"{told}."


def _repeated(found: Resolution, last: Statement, as_of: date) -> str:
    """Who else has said so since, where that is another time ago.

    No secondary source is named, and none that means the calendar year for the fiscal one.
    """
    clashes = {said.id for said in found.calendar_clashes}
    later = [
        said
        for said in since(found)
        if said.tier is not Tier.SECONDARY and said.day > last.day and said.id not in clashes
    ]
    if not later or words.ago(later[-1].day, as_of) == words.ago(last.day, as_of):
        return ""
    again = later[-1]
    by = again.source.publisher or again.source.slug if again.source else None
    vaguely = "" if same_value(again.value, found.shown.value) else ", less precisely,"
    return f", {by or again.speaker} repeated it{vaguely} {words.ago(again.day, as_of)}"


def _all_of_them(report: StatusReport, names: Mapping[str, str]) -> Iterator[str]:
    late = [row.milestone.slug for row in report.milestones if row.state.overdue]
    conflicts = len(disputed(report.attention))
    if report.milestones:
        foremost = report.foremost
        gates = words.gates(foremost.milestone, late, names) if foremost else ""
        first = ", ".join(names[slug] for slug in late[:_NAMED])
        named = f" ({first}{', …' if late[_NAMED:] else ''})" if late else ""
        unspoken = report.counts.unspoken
        silent = f", nobody spoke of {unspoken} more" if unspoken else ""
        yield (
            f"{len(late) or 'None'} of {len(report.milestones)} milestones"
            f" {'is' if len(late) == 1 else 'are'} overdue{gates}{named}{silent},"
            f" {conflicts or 'no'} figure{'' if conflicts == 1 else 's'}"
            f" {'is' if conflicts == 1 else 'are'} disputed."
        )


def moved_lately(report: StatusReport) -> list[str]:
    """Name what changed within LATELY, each once, the newest first."""
    since = report.clocks.as_of - LATELY
    new = (one.statement.subject for one in report.latest if one.statement.day > since)
    return [*dict.fromkeys(new)]


def _news(report: StatusReport, names: Mapping[str, str]) -> Iterator[str]:
    """What changed lately; else since when nothing did."""
    new = moved_lately(report)
    if new:
        more = f" and {len(new) - _NAMED} more" if len(new) > _NAMED else ""
        named = ", ".join(names.get(slug, slug) for slug in new[:_NAMED])
        yield f"New in 30 days: {named}{more}."
    elif report.newest_change is not None:
        last = report.newest_change
        subject = names.get(last.subject, last.subject)
        told = f"Nothing has moved a figure since {words.said_on(last)} ({subject})"
        spoke = report.newest_statement
        yield told + (f"; {_spoke_last(spoke)}." if spoke else ".")


def _spoke_last(said: Statement) -> str:
    """Name the newest word of the best witness, beside which lesser ones may be newer."""
    lead = "at first hand " if said.tier is Tier.PRIMARY and not said.of_keeper else ""
    return f"{lead}{said.speaker} spoke last, {words.said_on(said)}"
