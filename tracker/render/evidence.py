"""Why a value is shown: the statements behind it, with who said them and where."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.subject import Holding, Tranche
from tracker.domain.quantities.format import Units
from tracker.domain.shown.explain import Relation, relations, rule
from tracker.domain.vocabulary import Field
from tracker.render.canvas import hanging, joined, styled
from tracker.render.telling import words
from tracker.render.telling.grid import as_grid
from tracker.render.telling.told import value_text
from tracker.reports.subject import definition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.schedule import BreachLimits
    from tracker.domain.shown.resolve import Resolution
    from tracker.render.canvas import Layout, Signs
    from tracker.reports.sources import SourceReport
    from tracker.reports.subject import SubjectReport

    Lay = Callable[[Any, Layout], list[Text]]


FACT_INDENT = 9
DETAIL_INDENT = 14
FOUND_INDENT = 6


def as_text(report: SubjectReport, layout: Layout) -> list[Text]:
    """Write each field with its rule and its statements; a web address is never cut.

    What is longer than the width goes on below, between words.
    """
    subject, clocks, width = report.subject, report.clocks, layout.width
    lines = [
        joined(styled(subject.path, "heading"), styled(f"  {_title(subject)}")),
        styled(f"as of {clocks.as_of}, known at log #{clocks.entry}", "faint"),
    ]
    lines += [styled(line) for line in fact_lines(report, layout.signs)]
    if not report.fields and report.metric is None and report.state is None:
        lines.append(styled("nobody has said anything of it by then"))
    elif report.state is not None:
        lines += [styled(line) for line in _state(report.state, report.breach)]
    lines = [part for line in lines for part in hanging(line, width, FACT_INDENT)]
    fields = [_field(name, found, layout) for name, found in report.shown]
    for indent, line in chain(*fields, _unproved(report, layout)):
        lines += hanging(line, width, indent)
    return lines


def _title(subject: Subject) -> str:
    """The names of a subject in both languages; a holding is named after its holder."""
    names = (subject.title, subject.title_ja)
    if isinstance(subject, Holding):
        names = (subject.organization.name, subject.organization.name_ja)
    return " ".join(filter(None, names))


def _unproved(report: SubjectReport, layout: Layout) -> Iterator[tuple[int, Text]]:
    alone = report.unproved
    if not alone or report.state is None:
        return
    yield 2, styled("")
    yield 2, joined(styled("status", "heading"), styled(f"  {report.state.word}"))
    yield 2, styled("  secondary sources alone end nothing of which better ones spoke", "faint")
    for said in alone:
        yield from _statement(Relation.CONFLICTS, said, layout)


def _state(state: MilestoneState, limits: BreachLimits) -> Iterator[str]:
    on = f" {state.met_on.text}" if state.met_on else ""
    yield f"status   {state.word}{on} ({state.status_basis})"
    if state.baseline is not None:
        yield f"first    {state.baseline.label}, slip {words.first_slip(state)}"
    if state.met_on is not None and state.target is not None and state.target != state.baseline:
        yield f"last     {state.target.label}, {words.kept(state.last_slip)}"
    if state.current_baseline is not None:
        moved = words.span(state.current_slip) if state.current_slip else words.NOTHING
        same = "" if state.current_baseline != state.baseline else ", never moved"
        yield f"baseline {state.current_baseline.label} (current{same}), slip {moved}"
        allowed = (
            f"{limits.original} days allowed after the first, {limits.current} after the current"
        )
        yield f"breach   {state.overrun.breach(limits)} ({allowed})"


def _field(name: str, found: Resolution, layout: Layout) -> Iterator[tuple[int, Text]]:
    """Each line with how far its continuation is indented."""
    drawn = layout.signs.drawn
    title = Field(name).word if name in list(Field) else name
    told = drawn(words.said(found.shown, layout.units) + words.was(found, layout.units))
    yield 2, styled("")
    yield 2, joined(styled(title, "heading"), styled(f"  {told}"))
    yield 2, styled(f"  {rule(found)}; {_said(found)}", "faint")
    for relation, said in relations(found):
        yield from _statement(relation, said, layout)


def _said(found: Resolution) -> str:
    """When it was said, and when for the last time."""
    on, last = found.shown.stated_on.text, found.last_said
    return f"said {on}" if last == found.shown.day else f"said {on}, last repeated {last}"


def _statement(relation: Relation, said: Statement, layout: Layout) -> Iterator[tuple[int, Text]]:
    """A statement by its part, with where it was said."""
    signs = {Relation.SHOWN: layout.signs.met, Relation.CONFLICTS: layout.signs.conflict}
    drawn = layout.signs.drawn
    meaning = "heading" if relation is Relation.SHOWN else "plain"
    value = drawn(words.said(said, layout.units))
    yield (
        DETAIL_INDENT,
        joined(
            styled(f"  {signs.get(relation, ' ')} {relation.value:<9} "),
            styled(f"{said.stated_on.text:<10}  {value}", meaning),
            styled(f"  {said.speaker} ({said.tier}), #{said.id}"),
        ),
    )
    for detail in _details(said):
        yield DETAIL_INDENT, styled(" " * DETAIL_INDENT + drawn(detail), "faint")


def _details(said: Statement) -> Iterator[str]:
    if said.source is not None:
        unread = ", unread" if said.source.unread else ""
        yield f"{said.source.publisher or said.source.slug}: {said.source.title}{unread}"
        if said.source.url and said.source.url != said.source.title:
            yield said.source.url
    if said.quote:
        yield f"“{said.quote}”"
    happened = said.happened_on.label if said.happened_on else None
    for name, text in (("happened", happened), ("remark", said.remark), ("reason", said.reason)):
        if text:
            yield f"{name}: {text}"


def source_text(report: SourceReport, layout: Layout) -> list[Text]:
    """Write what is known of a source, what cites it as a table, and what is found about that.

    An address is never cut.
    """
    document = report.document()
    told = {
        fact.key.replace("_", " "): value_text(fact, fact.value, Units.BN)
        for fact in document.facts
        if fact.value is not None and fact.key != "unread"
    }
    told.setdefault("retrieved on", "unread")
    width = max(map(len, told))
    drawn = layout.signs.drawn
    facts = (styled(drawn(f"{name:<{width}}  {value}")) for name, value in told.items())
    lines = [part for fact in facts for part in hanging(fact, layout.width, width + 2)]
    lines += [styled(""), *as_grid(document.tables[0], layout)]
    lines += [styled("")] if report.found else []
    for row in report.found:
        found = f"{row.finding.code}  {row.project}/{row.finding.told(layout.units)}"
        found += f"; accepted by #{row.accepted.entry}" if row.accepted else ""
        lines += hanging(styled(drawn(found)), layout.width, FOUND_INDENT)
    return lines


def fact_lines(report: SubjectReport, signs: Signs) -> list[str]:
    """Return the definition as lines, what is not set left out; gates with their signs."""
    told = {
        fact.key.rpartition(".")[2]: value_text(fact, fact.value, Units.BN)
        for fact in definition(report)
    }
    if report.gates:
        name = "gate" if isinstance(report.subject, Tranche) else "gates"
        told[name] = ", ".join(f"{signs.of(status)} {slug}" for slug, status in report.gates)
    if told.pop("cumulative", ""):
        told["nature"] += ", only grows"
    stated = {name.replace("_", " "): value for name, value in told.items() if value}
    width = max(map(len, stated), default=0)
    return [f"{name:<{width}} {value}" for name, value in stated.items()]


LAYOUTS: dict[str, Lay] = {"why": as_text, "source": source_text}
"""What lays out each kind of report, by the name of its schema."""
