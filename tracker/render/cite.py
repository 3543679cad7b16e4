"""What is shown of a subject as sentences with footnotes, ready to be pasted into a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.domain.definitions.subject import Holding
from tracker.domain.holdings import holding_state
from tracker.domain.log.statement import KEEPER
from tracker.domain.milestones.milestone import StatusBasis
from tracker.domain.periods.calendar import month_name
from tracker.domain.periods.period import Period
from tracker.domain.quantities.format import amount
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.domain.quantities.units import CURRENCIES, PERCENT
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tracker.domain.log.statement import Statement, Value
    from tracker.domain.shown.resolve import Resolution
    from tracker.reports.subject import SubjectReport


ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
PARTS = {"H": "half", "Q": "quarter"}
LABEL = re.compile(
    r"(?P<fy>FY)?(?P<year>\d{3}[\dX])"
    r"(?:-(?P<part>[HQ])(?P<number>\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)
QUALIFIERS = {
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.LESS_THAN: "less than ",
}
SIGNS = "~<>="
NOTHING = "Nobody has said anything of it by then."
MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def as_citation(reports: Iterable[SubjectReport], form: Citation, width: int | None) -> list[Text]:
    """Write a paragraph per field, then the footnotes; words wrap, addresses stay whole."""
    notes = _Notes(form)
    paragraphs = [told for report in reports for told in _paragraphs(report, notes)]
    canvas = Canvas(width or 0, cut=width is not None)
    lines: list[Text] = []
    for paragraph in paragraphs or [NOTHING]:
        lines += [*canvas.wrapped(paragraph, canvas.width), Text()]
    for note in notes.footnotes():
        lines += canvas.wrapped(note, canvas.width)
    return lines if notes.cited else lines[:-1]


def _paragraphs(report: SubjectReport, notes: _Notes) -> Iterator[str]:
    day = day_words(report.clocks.as_of)
    for told in _reached(report, notes):
        yield f"As of {day}, {told}"
    for _, found in report.shown:
        if not _is_decided_by_count(report, found) and not _has_come(report, found):
            yield " ".join(
                (f"As of {day}, {_sentence(report, found, notes)}", *_others(found, notes))
            )


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
        source, on = said.source, period_words(said.stated_on)
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
    share = f"{value_words(said.value)} of {value_words(asked.shown.value)}"
    yield (
        f"“{title}” was met {when_words(state.met_on)}: {notes.text(share)} are reached,"
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


def _has_come(report: SubjectReport, found: Resolution) -> bool:
    """Whether an investment was expected, and somebody has told since what came."""
    if found.shown.field is not Field.EXPECTED or not isinstance(report.subject, Holding):
        return False
    state = holding_state(report.subject, {one.shown.field: one for _, one in report.shown})
    return state is not None and not state.awaited


def _sentence(report: SubjectReport, found: Resolution, notes: _Notes) -> str:
    said = found.shown
    name = notes.text(_name(report, said))
    if isinstance(said.value, Period) and said.field is Field.TARGET:
        past = said.value.latest is not None and said.value.latest < report.clocks.as_of
        ended = report.state is not None and report.state.status.ends
        claim = f"“{name}” {'was' if past or ended else 'is'} due {when_words(said.value)}"
    elif said.value is WITHDRAWN:
        claim = f"{_figure(said.field)} of “{name}” is withdrawn"
    elif isinstance(said.value, Status):
        claim = _rated(f"“{name}”", said.value, said)
    else:
        written = said.text if isinstance(said.value, str) else value_words(said.value)
        claim = CLAIMS[said.field].format(name=name, value=notes.text(written))
    return f"{claim}, according to {notes.text(_speaker(said))}.{notes.mark(said)}"


def _figure(field: Field) -> str:
    """Name what was withdrawn: `the target`, `the threshold`, `the figure for planned`."""
    if field in PERIOD_FIELDS or field in {Field.THRESHOLD, Field.PROGRESS, Field.NOTE}:
        return f"the {field.word}"
    return f"the figure for {field.word}"


def _rated(title: str, status: Status, said: Statement) -> str:
    if status is Status.MET:
        return f"{title} was met {when_words(said.became_so)}"
    return f"{title} is {value_words(status)}"


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
        value = notes.text(value_words(said.value))
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


def day_words(when: date) -> str:
    """Write a day: `21 November 2025`."""
    return f"{when.day} {month_name(when.month)} {when.year}"


def when_words(period: Period) -> str:
    """Write a period with its preposition: `in 2027`, `on 1 April 2025`, `by the end of 2027`.

    A part of a calendar year and whatever is fiscal is named as such, the latter with its months.
    """
    first, slash, last = period.label.partition("/")
    if slash and first == "..":
        return f"by {_end_of(last)}{_doubt(last)}"
    if slash and last == "..":
        return f"from {_unit(first)} on{_doubt(first)}"
    if slash:
        return f"between {_unit(first)} and {_unit(last)}{_doubt(period.label)}"
    preposition = "around" if period.approximate else "on" if _is_day(first) else "in"
    return f"{preposition} {_unit(first)}{_months(period)}{_doubt(first)}"


def period_words(period: Period) -> str:
    """Write a period as somebody spoke of it: `the second half of calendar 2027`."""
    preposition, _, rest = (text := when_words(period)).partition(" ")
    if preposition == "around":
        return f"about {rest}"
    return rest if preposition in {"in", "on"} else f"a date {text}"


def quantity_words(value: Quantity) -> str:
    """Write an amount with its qualifier in words: `at most ¥631.5bn`, `about 30 companies`."""
    if value.figure is None:
        return "an undisclosed amount"
    bare = amount(value).lstrip(SIGNS)
    if ".." in bare:
        low, _, high = bare.partition("..")
        bare = f"between {low} and {high}"
    counted = "" if value.unit in {*CURRENCIES, PERCENT, "count"} else f" {value.unit}"
    return f"{QUALIFIERS.get(value.qualifier, '')}{bare}{counted}".rstrip()


def value_words(said: Value) -> str:
    """Write any value as the object of a sentence."""
    if isinstance(said, Period):
        return period_words(said)
    return quantity_words(said) if isinstance(said, Quantity) else str(said).replace("-", " ")


def _is_day(label: str) -> bool:
    found = LABEL.fullmatch(label.strip("~?"))
    return found is not None and found["day"] is not None


def _unit(label: str) -> str:
    """Write one end: a day, a month, a half, a quarter, a year or a decade."""
    found = LABEL.fullmatch(label.strip("~?"))
    if found is None:
        return label
    if found["month"]:
        month = f"{month_name(int(found['month']))} {found['year']}"
        return f"{int(found['day'])} {month}" if found["day"] else month
    year = f"FY{found['year']}" if found["fy"] else found["year"].replace("X", "0s")
    if found["year"].endswith("X"):
        year = f"the {year}"
    if found["part"]:
        calendar = "" if found["fy"] else "calendar "
        return f"the {ORDINALS[found['number']]} {PARTS[found['part']]} of {calendar}{year}"
    return year


def _end_of(label: str) -> str:
    return _unit(label) if _is_day(label) else f"the end of {_unit(label)}"


def _months(period: Period) -> str:
    if not period.fiscal or period.earliest is None or period.latest is None:
        return ""
    ends = (f"{month_name(end.month)} {end.year}" for end in (period.earliest, period.latest))
    return f" ({' to '.join(ends)})"


def _doubt(label: str) -> str:
    return ", which is uncertain" if "?" in label else ""
