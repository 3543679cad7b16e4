"""What is shown of a subject as sentences with footnotes, ready to be pasted into a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.domain.definitions.subject import Holding
from tracker.domain.log.statement import KEEPER
from tracker.domain.milestones.milestone import StatusBasis
from tracker.domain.periods.period import Period
from tracker.domain.shown.verdict import same_value
from tracker.domain.text import visible
from tracker.domain.vocabulary import (
    PERIOD_FIELDS,
    STAGE_FIELDS,
    WITHDRAWN,
    Citation,
    Field,
    Status,
    Tier,
)
from tracker.render.canvas import Canvas
from tracker.render.telling import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution
    from tracker.reports.subject import SubjectReport

NOTHING = "Nobody has said anything of it by then."
MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def as_citation(report: SubjectReport, form: Citation, width: int | None) -> list[Text]:
    """Write a paragraph per field, then the footnotes; words wrap, addresses stay whole."""
    notes = _Notes(form)
    day = prose.day(report.clocks.as_of)
    paragraphs = [f"As of {day}, {told}" for told in _reached(report, notes)]
    paragraphs += [
        f"As of {day}, {_sentence(report, found, notes)}"
        + "".join(f" {other}" for other in _others(found, notes))
        for _, found in report.shown
        if not _is_decided_by_count(report, found)
    ]
    canvas = Canvas(width or 0, cut=width is not None)
    lines: list[Text] = []
    for paragraph in paragraphs or [NOTHING]:
        lines += [*canvas.wrapped(paragraph, canvas.width), Text()]
    for note in notes.footnotes():
        lines += canvas.wrapped(note, canvas.width)
    return lines if notes.cited else lines[:-1]


class _Notes:
    """The footnotes so far."""

    def __init__(self, form: Citation) -> None:
        self._form = form
        self.cited: list[str] = []

    def mark(self, said: Statement) -> str:
        """Cite a statement and return the sign of its footnote; equal ones are one."""
        note = self._footnote(said)
        if note not in self.cited:
            self.cited.append(note)
        return self._sign(self.cited.index(note) + 1)

    def text(self, written: str) -> str:
        """Return a text that others wrote so that Markdown shows it as it stands."""
        shown = visible(written)
        return MARKUP.sub(r"\\\1", shown) if self._form is Citation.MARKDOWN else shown

    def footnotes(self) -> Iterator[str]:
        colon = ":" if self._form is Citation.MARKDOWN else ""
        for number, note in enumerate(self.cited, 1):
            yield f"{self._sign(number)}{colon} {note}"

    def _sign(self, number: int) -> str:
        return f"[^{number}]" if self._form is Citation.MARKDOWN else f"[{number}]"

    def _footnote(self, said: Statement) -> str:
        source, on = said.source, prose.what(said.stated_on)
        if source is None:
            return f"{self.text(_speaker(said, first=True))}, {on}, log entry {said.id}."
        publisher = source.publisher or source.slug
        quoted = f", quoted by {publisher}" if said.speaker != publisher else ""
        parts = [self.text(said.speaker + quoted), f"“{self.text(source.title)}”", on]
        if source.url:
            address = visible(source.url)
            parts.append(f"<{address}>" if self._form is Citation.MARKDOWN else address)
        return ", ".join([*parts, *(["not read by us"] if source.unread else [])])


CLAIMS = {
    Field.EXPECTED: "{name} is expected to invest {value}",
    Field.INVESTED: "{name} has invested {value}",
    Field.VOTES: "{name} holds {value} of the votes",
    Field.PROGRESS: "“{name}” is {value} done",
    Field.THRESHOLD: "the figure to be reached for “{name}” is {value}",
    Field.VALUE: "the figure for “{name}” is {value}",
    Field.BASELINE: "the date against which “{name}” is measured is {value}",
    Field.NOTE: "the note on “{name}” reads “{value}”",
    **{field: f"{{value}} of “{{name}}” has been {field.word}" for field in STAGE_FIELDS},
}
"""What a statement says of its subject, as a clause; targets and statuses have their own."""


def _reached(report: SubjectReport, notes: _Notes) -> Iterator[str]:
    """Tell of a milestone that its count met, on which day and by which figure."""
    state = report.state
    if state is None or state.status_basis is not StatusBasis.METRIC:
        return
    said, asked = state.met_by, state.fields.get(Field.THRESHOLD)
    if said is None or state.met_on is None or asked is None:
        return
    title = notes.text(report.subject.title)
    share = f"{prose.value(said.value)} of {prose.value(asked.shown.value)}"
    yield (
        f"“{title}” was met {prose.when(state.met_on)}: {notes.text(share)} are reached,"
        f" according to {notes.text(_speaker(said))}.{notes.mark(said)}"
    )


def _is_decided_by_count(report: SubjectReport, found: Resolution) -> bool:
    """Whether a status was typed where the count tells it, and it has been told already."""
    state = report.state
    return (
        found.shown.field is Field.STATUS
        and state is not None
        and (state.status_basis is StatusBasis.METRIC)
    )


def _sentence(report: SubjectReport, found: Resolution, notes: _Notes) -> str:
    said = found.shown
    name = notes.text(_name(report, said))
    if isinstance(said.value, Period) and said.field is Field.TARGET:
        past = said.value.latest is not None and said.value.latest < report.clocks.as_of
        ended = report.state is not None and report.state.status.ends
        claim = f"“{name}” {'was' if past or ended else 'is'} due {prose.when(said.value)}"
    elif said.value is WITHDRAWN:
        claim = f"{_figure(said.field)} of “{name}” is withdrawn"
    elif isinstance(said.value, Status):
        claim = _rated(f"“{name}”", said.value, said)
    else:
        written = said.text if isinstance(said.value, str) else prose.value(said.value)
        claim = CLAIMS[said.field].format(name=name, value=notes.text(written))
    return f"{claim}, according to {notes.text(_speaker(said))}.{notes.mark(said)}"


def _figure(field: Field) -> str:
    """Name what was withdrawn: `the target`, `the threshold`, `the figure for planned`."""
    if field in PERIOD_FIELDS or field in {Field.THRESHOLD, Field.PROGRESS, Field.NOTE}:
        return f"the {field.word}"
    return f"the figure for {field.word}"


def _rated(title: str, status: Status, said: Statement) -> str:
    if status is Status.MET:
        return f"{title} was met {prose.when(said.became_so)}"
    return f"{title} is {prose.value(status)}"


def _others(found: Resolution, notes: _Notes) -> Iterator[str]:
    """Name once each value that contradicts the one shown, or since then the calendar of it.

    Of those who say the same the best tier is named.
    """
    told = [found.shown.value]
    dropped = (said for said in found.calendar_clashes if said.order > found.shown.order)
    others = dict.fromkeys((*found.conflicts, *dropped))
    for said in sorted(others, key=lambda other: other.tier.rank):
        if any(same_value(said.value, value) for value in told):
            continue
        told.append(said.value)
        if said.value is WITHDRAWN:
            yield f"{notes.text(_speaker(said, first=True))} withdrew it.{notes.mark(said)}"
            continue
        verb = "spoke of" if said.tier is Tier.PRIMARY else "wrote of"
        value = notes.text(prose.value(said.value))
        yield f"{notes.text(_speaker(said, first=True))} {verb} {value}.{notes.mark(said)}"


def _speaker(said: Statement, *, first: bool = False) -> str:
    if said.speaker != KEEPER:
        return said.speaker
    return "The keeper of this record" if first else "the keeper of this record"


def _name(report: SubjectReport, said: Statement) -> str:
    """The English title; of a holding its holder; of the metric that decides, that one's."""
    subject = report.subject
    if report.counted is not None and said.subject == report.counted.slug:
        return report.counted.title
    return subject.organization.name if isinstance(subject, Holding) else subject.title
