"""What is shown of a subject as sentences with footnotes, ready to be pasted into a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.domain.checks.finding import tell
from tracker.domain.definitions.subject import Holding
from tracker.domain.holdings import holding_state
from tracker.domain.log.statement import KEEPER
from tracker.domain.milestones.milestone import StatusBasis
from tracker.domain.periods.period import Period
from tracker.domain.shown.explain import since
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
from tracker.render.telling import words
from tracker.render.telling.prose import (
    dated,
    day_words,
    period_words,
    quantity_words,
    value_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.vocabulary import Language
    from tracker.render.canvas import Layout
    from tracker.reports.subject import SubjectReport, Sum


QUOTED_END = (".”", "。”")
"""What ends a sentence that ends in a quoted one."""
NOTHING = "Nobody has said anything of it by then."
MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def as_citation(reports: Iterable[SubjectReport], form: Citation, layout: Layout) -> list[Text]:
    """Write a paragraph per field, then the footnotes; words wrap, addresses stay whole."""
    notes = Notes(form, layout.language)
    told = [part for report in reports for part in _paragraphs(report, notes)]
    return with_footnotes(told or [NOTHING], notes, layout.width)


def with_footnotes(paragraphs: Iterable[str], notes: Notes, width: int | None) -> list[Text]:
    """Lay paragraphs out with a blank line between them, and below them what they cite."""
    canvas = Canvas(width or 0, cut=width is not None)
    lines: list[Text] = []
    for paragraph in paragraphs:
        lines += [*canvas.wrapped(paragraph, canvas.width), Text()]
    for note in notes.footnotes():
        lines += canvas.wrapped(note, canvas.width)
    return lines if notes.cited else lines[:-1]


def _paragraphs(report: SubjectReport, notes: Notes) -> Iterator[str]:
    yield from _reached(report, notes)
    for _, found in report.shown:
        if not _is_decided_by_count(report, found) and not _has_come(report, found):
            yield _paragraph(report, found, notes)
    for made in report.sums:
        yield sum_sentence(made, day_words(report.clocks.as_of), notes, report.wrong)


def _paragraph(report: SubjectReport, found: Resolution, notes: Notes) -> str:
    """Tell who said it and when, who repeated it last, who contradicts, and if that is the newest.

    What a rule holds wrong is neither told nor cited; that it is, is said.
    """
    told = [_sentence(report, found, notes)]
    if found.shown.id not in report.wrong:
        told += repeated(found, notes, report.wrong)
    others = [*_others(report, found, notes)]
    newest = max(found.everything, key=lambda said: said.order)
    ended = report.state is not None and report.state.status.ends
    if newest.day < report.clocks.as_of and not ended:
        nothing = f"nothing newer was found by {day_words(report.clocks.as_of)}"
        if others or found.shown.id in report.wrong:
            others.append(f"{nothing[0].upper()}{nothing[1:]}.")
        else:
            told.append((nothing, ""))
    return " ".join([clauses(told), *others])


def clauses(told: Iterable[tuple[str, str]]) -> str:
    """Make one sentence of clauses, each with the mark of its footnote behind its end."""
    *before, (last, mark) = told
    end = "" if last.endswith(QUOTED_END) else "."
    return " ".join([*(f"{text};{sign}" for text, sign in before), f"{last}{end}{mark}"])


def repeated(found: Resolution, notes: Notes, unnamed: Container[int]) -> Iterator[tuple[str, str]]:
    """Say when it was said last, and by whom, with the mark of its footnote.

    The entries left `unnamed` are not looked at.
    """
    again = [said for said in since(found, unnamed) if _same_day(said, found.shown)]
    if again and again[-1].day > found.shown.day:
        last = again[-1]
        vaguely = "" if same_value(last.value, found.shown.value) else ", less precisely,"
        when = when_words(last.stated_on)
        by = notes.text(speaker(last))
        yield f"it was last repeated{vaguely} {when} by {by}", notes.mark(last)


def _same_day(said: Statement, shown: Statement) -> bool:
    """Whether both can mean one day; only of what was met a day is meant."""
    return said.value is not Status.MET or said.became_so.compatible(shown.became_so)


class Notes:
    """The footnotes so far, of a text that calls things as they are called in a language."""

    def __init__(self, form: Citation, language: Language) -> None:
        self._form, self._language = form, language
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

    def title(self, of: Subject) -> str:
        """Return what a subject is called."""
        return self.text(words.title(of, self._language))

    def footnotes(self) -> Iterator[str]:
        """Yield what was cited, a note each."""
        colon = ":" if self._form is Citation.MARKDOWN else ""
        for number, note in enumerate(self.cited, 1):
            yield f"{self._sign(number)}{colon} {note}"

    def _sign(self, number: int) -> str:
        return f"[^{number}]" if self._form is Citation.MARKDOWN else f"[{number}]"

    def _footnote(self, said: Statement) -> str:
        source, on = said.source, period_words(said.stated_on)
        if source is None:
            return f"{self.text(speaker(said, first=True))}, {on}, log entry {said.id}."
        quoted = f", quoted by {source.printed_by}" if said.speaker != source.speaker else ""
        parts = [self.text(said.speaker + quoted), f"“{self.text(source.title)}”", on]
        if source.url:
            address = visible(source.url)
            parts.append(f"<{address}>" if self._form is Citation.MARKDOWN else address)
        return ", ".join([*parts, *(["not read by us"] if source.unread else [])])


CLAIMS = {
    Field.EXPECTED: "{name} was expected to invest {value}",
    Field.INVESTED: "{name} had invested {value}",
    Field.VOTES: "{name} held {value} of the votes",
    Field.PROGRESS: "“{name}” was {value} done",
    Field.THRESHOLD: "the figure to be reached for “{name}” was {value}",
    Field.VALUE: "the figure for “{name}” was {value}",
    Field.BASELINE: "the date against which “{name}” is measured was {value}",
    **{field: f"{{value}} of “{{name}}” had been {field.word}" for field in STAGE_FIELDS},
}
"""What a statement said of its subject, as a clause; what has one of its own is not here."""

VERBS = {Tier.PRIMARY: "said", Tier.PRESS: "reported", Tier.SECONDARY: "wrote"}


def _reached(report: SubjectReport, notes: Notes) -> Iterator[str]:
    """Tell of a milestone that its count met, on which day and by which figure."""
    state = report.state
    if state is None or state.status_basis is not StatusBasis.METRIC:
        return
    said, asked = state.met_by, state.fields.get(Field.THRESHOLD)
    if said is None or state.met_on is None or asked is None:
        return
    title = notes.title(report.subject)
    share = notes.text(f"{value_words(said.value)} of {value_words(asked.shown.value)}")
    met = f"by which “{title}” was met {when_words(state.met_on)}"
    yield f"{_said_that(said, notes)} {share} had been reached, {met}.{notes.mark(said)}"


def _is_decided_by_count(report: SubjectReport, found: Resolution) -> bool:
    """Whether a status was typed where the count tells it, and it has been told already."""
    state = report.state
    return (
        found.shown.field is Field.STATUS
        and state is not None
        and (state.status_basis is StatusBasis.METRIC)
    )


def _has_come(report: SubjectReport, found: Resolution) -> bool:
    """Whether an investment was expected, and somebody has told since what came."""
    if found.shown.field is not Field.EXPECTED or not isinstance(report.subject, Holding):
        return False
    state = holding_state(report.subject, {one.shown.field: one for _, one in report.shown})
    return state is not None and not state.awaited


def _sentence(report: SubjectReport, found: Resolution, notes: Notes) -> tuple[str, str]:
    """Write what is shown of a field as it was said, and the mark of its footnote."""
    said = found.shown
    if said.id in report.wrong:
        return not_cited(said, report.wrong[said.id], notes), ""
    return claim(said, _subject(report, said), notes), notes.mark(said)


def claim(said: Statement, subject: Subject, notes: Notes) -> str:
    """Write who said what of a subject, and when, without an end."""
    name, value = notes.title(subject), said.value
    begins = _said_that(said, notes)
    if value is WITHDRAWN:
        when, who = dated(said.stated_on), notes.text(speaker(said))
        return f"{when} {who} withdrew {_figure(said.field)} of “{name}”"
    if said.field is Field.NOTE:
        when, who = dated(said.stated_on), notes.text(speaker(said))
        return f"{when} {who} {verb(said)} of “{name}”: “{notes.text(said.text)}”"
    if isinstance(value, Period) and said.field is Field.TARGET:
        return f"{begins} “{name}” was due {when_words(value)}"
    if isinstance(value, Status):
        return f"{begins} {_rated(f'“{name}”', value, said)}"
    written = said.text if isinstance(value, str) else value_words(value)
    return f"{begins} {CLAIMS[said.field].format(name=name, value=notes.text(written))}"


def _said_that(said: Statement, notes: Notes) -> str:
    """Begin a sentence: `On 24 October 2024 Rapidus Corporation said that`."""
    return f"{dated(said.stated_on)} {notes.text(speaker(said))} {verb(said)} that"


def verb(said: Statement) -> str:
    """Return how it was uttered: who is quoted said it, a newsroom reported it."""
    if said.said_by is not None:
        return VERBS[Tier.PRIMARY]
    return "noted" if said.source is None else VERBS[said.tier]


def not_cited(said: Statement, finding: Finding, notes: Notes) -> str:
    """Say that a figure is held wrong, by whom it is and by which rule, without citing it."""
    who, when = notes.text(speaker(said)), when_words(said.stated_on)
    why = notes.text(f"{finding.code} {finding.kind}: {tell(finding.parts)}")
    return f"What {who} {verb(said)} {when} is not cited, as a check holds it wrong ({why})"


def sum_sentence(made: Sum, day: str, notes: Notes, wrong: Mapping[int, Finding]) -> str:
    """Write what parts add up to, each with its own footnote but those that are held wrong."""
    stage = f" {made.field.word}" if made.field in STAGE_FIELDS else ""
    parts = [
        f"{notes.text(value_words(said.value))} of “{notes.title(part)}”"
        + (", which a check holds wrong" if said.id in wrong else f",{notes.mark(said)}")
        for part, said in made.parts
    ]
    listed = " ".join(parts).rstrip(",")
    total = notes.text(quantity_words(made.quantity))
    sums = f"The parts of “{notes.title(made.total)}” known by {day} add up to {total}{stage}"
    return _ended(f"{sums}: {listed}")


def _ended(text: str) -> str:
    """End a sentence in front of the mark of its last footnote."""
    head, comma, mark = text.rpartition(",[")
    return f"{head}.[{mark}" if comma and mark.endswith("]") else f"{text}."


def _figure(field: Field) -> str:
    """Name what was withdrawn: `the target`, `the threshold`, `the planned figure`."""
    if field in PERIOD_FIELDS or field in {Field.THRESHOLD, Field.PROGRESS, Field.NOTE}:
        return f"the {field.word}"
    return "the figure" if field is Field.VALUE else f"the {field.word} figure"


def _rated(title: str, status: Status, said: Statement) -> str:
    same = said.became_so.same_window(said.stated_on)
    if status is Status.MET and same and not said.stated_on.is_unit:
        return f"{title} was met by then"
    if status is Status.MET:
        return f"{title} was met {when_words(said.became_so)}"
    return f"{title} was {value_words(status)}"


def _others(report: SubjectReport, found: Resolution, notes: Notes) -> Iterator[str]:
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
        if said.id in report.wrong:
            yield f"{not_cited(said, report.wrong[said.id], notes)}."
            continue
        who = f"{dated(said.stated_on)} {notes.text(speaker(said))}"
        if said.value is WITHDRAWN:
            yield f"{who} withdrew it.{notes.mark(said)}"
            continue
        spoke = "spoke of" if said.tier is Tier.PRIMARY else "wrote of"
        yield f"{who} {spoke} {notes.text(value_words(said.value))}.{notes.mark(said)}"


def speaker(said: Statement, *, first: bool = False) -> str:
    """Name who said it, the keeper of the record included."""
    who = words.speaker(said)
    return who[0].upper() + who[1:] if first and said.speaker == KEEPER else who


def _subject(report: SubjectReport, said: Statement) -> Subject:
    """What a statement is about: the subject of the report, or the metric that decides of it."""
    counted = report.counted
    return counted if counted is not None and said.subject == counted.slug else report.subject
