"""Where the project stands in a few sentences, on top of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.milestones.schedule import Way
from tracker.domain.vocabulary import Language, Status, Tier
from tracker.render.page.japanese import in_japanese
from tracker.render.telling import words
from tracker.reports.gist import gist_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.text import Text

    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.periods.period import Period
    from tracker.render.canvas import Canvas
    from tracker.reports.gist import Gist, LastWord
    from tracker.reports.status import StatusReport

_NAMED = 2
"""So many are named; more are counted."""


def gist(canvas: Canvas, report: StatusReport) -> list[Text]:
    """Say in a few sentences, laid out, where the project stands; empty for none."""
    language = Language.ENGLISH if canvas.ascii else canvas.language
    between = "" if language is Language.JAPANESE else " "
    told = between.join(sentences(report, language))
    screen = replace(canvas, cut=True)  # without one too nobody reads so long a line
    return [screen.fit(line) for line in screen.wrapped(told, canvas.width)] if told else []


def sentences(report: StatusReport, language: Language) -> list[str]:
    """Say how the milestone that matters most stands, what is late, what is new; empty for none."""
    told = gist_of(report)
    if language is Language.JAPANESE:
        return in_japanese(told, report)
    return [*_about(told, report.clocks.as_of), *_all_of_them(told, report), *_news(told, report)]


def _about(told: Gist, as_of: date) -> Iterator[str]:
    if told.foremost is None:
        return
    state, title = told.foremost.state, told.foremost.milestone.title
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
    if told.last_word is not None:
        yield f"{_last_word(told.last_word, as_of)}."
    for gate in told.lost:
        yield f"Its gate {gate.milestone.slug} was {GATE_WORDS[gate.state.status]}."


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
    first = f"the first promise, {words.period(state.baseline)}"
    return f", {_moved(state.slip, first)}"


def _moved(slip: Slip, first: str) -> str:
    """Write how far both ends of a window are from the first promise: `up to 3 months after …`."""
    least, most = slip.ends
    match slip.way:
        case Way.GONE | Way.NONE:
            return "as first promised"
        case Way.ENDLESS:
            return f"without the last day of {first}"
        case Way.AT_LEAST:
            return f"at least {words.days(most)} after {first}"
        case Way.ASTRIDE:
            before, after = words.days(-(slip.first or 0)), words.days(slip.last or 0)
            return f"{before} before to {after} after {first}"
        case Way.LATER:
            return f"{words.between(least, most)} after {first}"
        case Way.EARLIER:
            return f"{words.between(least, most)} before {first}"


def _last_word(word: LastWord, as_of: date) -> str:
    """Who last gave the date, who repeated it another time ago, and how it fares."""
    last, again, said = word.last, word.again, word.status
    told = f"{last.speaker} last said so {words.ago(last.day, as_of)}"
    if again is not None and words.ago(again.day, as_of) != words.ago(last.day, as_of):
        vaguely = ", less precisely," if word.vaguely else ""
        told += f", {again.printed_by} repeated it{vaguely} {words.ago(again.day, as_of)}"
    if said is None:
        return told
    if word.since:
        return f"{told}; {said.text} since, said {said.speaker} in {words.month(said.day)}"
    return f"{told}; {said.text}, says {said.speaker}"


def _all_of_them(told: Gist, report: StatusReport) -> Iterator[str]:
    late, conflicts = told.late, told.disputed
    if report.milestones:
        foremost = told.foremost
        gates = words.gates(foremost.milestone, late, {}) if foremost else ""
        first = ", ".join(late[:_NAMED])
        named = f" ({first}{', …' if late[_NAMED:] else ''})" if late else ""
        unspoken = report.counts.unspoken
        silent = f", nobody spoke of {unspoken} more" if unspoken else ""
        yield (
            f"{_how_many(len(late), len(report.milestones))} overdue{gates}{named}{silent},"
            f" {conflicts or 'no'} figure{'' if conflicts == 1 else 's'}"
            f" {'is' if conflicts == 1 else 'are'} disputed."
        )


def _how_many(late: int, known: int) -> str:
    """Begin a sentence: `2 of 62 milestones are`, `No milestone of 3 is`."""
    if known == 1:
        return "The one milestone is" if late else "The one milestone is not"
    if not late:
        return f"No milestone of {known} is"
    return f"{late} of {known} milestones {'is' if late == 1 else 'are'}"


def _news(told: Gist, report: StatusReport) -> Iterator[str]:
    """What changed lately; else since when nothing did."""
    new = told.new
    if new:
        more = f" and {len(new) - _NAMED} more" if len(new) > _NAMED else ""
        named = ", ".join(new[:_NAMED])
        yield f"New in 30 days: {named}{more}."
    elif report.newest_change is not None:
        last = report.newest_change
        nothing = f"Nothing has moved a figure since {words.said_on(last)} ({last.subject})"
        spoke = report.newest_statement
        yield nothing + (f"; {_spoke_last(spoke)}." if spoke else ".")


def _spoke_last(said: Statement) -> str:
    """Name the newest word of the best witness, beside which lesser ones may be newer."""
    lead = "at first hand " if said.tier is Tier.PRIMARY and not said.of_keeper else ""
    return f"{lead}{said.speaker} spoke last, {words.said_on(said)}"
