"""Why a value is shown: the statements behind it, with who said them and where."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.subject import Tranche
from tracker.domain.quantities.format import Units
from tracker.domain.shown.explain import Relation, relations, rule, since, voices
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import Field, Language
from tracker.render.canvas import hanging, joined, styled
from tracker.render.telling import words
from tracker.render.telling.grid import as_grid
from tracker.render.telling.told import value_text
from tracker.reports.subject import definition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.text import Text

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.milestones.schedule import BreachLimits
    from tracker.domain.shown.resolve import Resolution
    from tracker.render.canvas import Layout, Signs
    from tracker.reports.sources import SourceReport
    from tracker.reports.subject import SubjectReport, SubjectsReport

    Lay = Callable[[Any, Layout], list[Text]]


FACT_INDENT = 9
DETAIL_INDENT = 14
FOUND_INDENT = 6
OPENING_INDENT = 10
NOTHING_WRONG: Mapping[int, Finding] = MappingProxyType({})
TAKES_NOTHING_BACK = frozenset(
    {Relation.REPEATS, Relation.NARROWED, Relation.BLURS, Relation.AGREES}
)
"""Parts of statements beside which nothing else is told until all is asked for."""


def as_text(report: SubjectReport, layout: Layout) -> list[Text]:
    """Write in five lines what is shown and who says so; below them the evidence by field.

    What only repeats, or takes nothing back, is folded unless all is asked for. What is longer than
    the width goes on below, between words; a web address is never cut.
    """
    subject, clocks, width = report.subject, report.clocks, layout.width
    lines = [
        joined(styled(subject.path, "heading"), styled(f"  {_titles(subject, layout.language)}")),
        styled(f"as of {clocks.as_of}, known at log #{clocks.entry}", "faint"),
    ]
    lines = [part for line in lines for part in hanging(line, width, FACT_INDENT)]
    for line in _opening(report, layout):
        lines += hanging(line, width, OPENING_INDENT)
    facts = [styled(line) for line in fact_lines(report, layout.signs)]
    if not report.fields and report.metric is None and report.state is None:
        facts.append(styled("nobody has said anything of it by then"))
    elif report.state is not None:
        facts += [styled(line) for line in _state(report.state, report.breach)]
    lines += [part for line in facts for part in hanging(line, width, FACT_INDENT)]
    fields = [_field(name, found, report, layout) for name, found in report.shown]
    for indent, line in chain(*fields, _unproved(report, layout), _folded(report, layout)):
        lines += hanging(line, width, indent)
    return lines


def all_as_text(report: SubjectsReport, layout: Layout) -> list[Text]:
    """Write one subject below the other."""
    lines: list[Text] = []
    for one in report.subjects:
        lines += [*([styled("")] if lines else []), *as_text(one, layout)]
    return lines


def _opening(report: SubjectReport, layout: Layout) -> Iterator[Text]:
    """Tell what is shown, who said it when, who has said it since, against whom, after what."""
    if report.lead is None:
        return
    name, found = report.lead
    told = {
        "shown": _shown(report, name, found, layout.units),
        "said by": _origin(report, name, found),
        "repeated": _times(since(found, report.wrong)) or "by nobody since",
        "against": _against(report, name, found, layout.units) or "nobody",
        "replaced": _replaced(found, layout.units) or "nothing",
    }
    yield styled("")
    for label, text in told.items():
        meaning = "heading" if label == "shown" else "plain"
        start = styled(f"{label:<{OPENING_INDENT}}")
        yield joined(start, styled(layout.signs.drawn(text), meaning))
    yield styled("")


def _shown(report: SubjectReport, name: str, found: Resolution, units: Units) -> str:
    """The value in few words; of a milestone how it fares, and for when it is promised."""
    value = words.said(found.shown, units) + words.was(found, units)
    state = report.state
    if state is None or report.field is not None:
        return f"{_word(name)} {value}"
    if state.met_on is not None:
        count = f", {value}" if name not in list(Field) else ""
        kept = f", {words.slip(state)}" if state.slip is not None else ""
        return f"{state.word} {state.met_on.text}{count}{kept}"
    told = [state.word, *([] if name == Field.STATUS else [f"{_word(name)} {value}"])]
    if state.slip is not None and name == Field.TARGET:
        moved = words.slip(state)
        against = "" if state.overdue else " against the first"
        told.append(words.AS_PROMISED if moved == words.NO_SLIP else moved + against)
    return ", ".join(told)


def _origin(report: SubjectReport, name: str, found: Resolution) -> str:
    """Who said what is shown; of a milestone also who said how it fares, where that is another."""
    told = f"{_by(found.shown)}, #{found.shown.id}"
    status = report.fields.get(Field.STATUS)
    if report.state is None or report.field or status is None or name == Field.STATUS:
        return told
    if status.shown.id == found.shown.id or report.state.word != status.shown.text:
        return told
    return f"{told}; {status.shown.text} by {_by(status.shown)}, #{status.shown.id}"


def _word(name: str) -> str:
    return Field(name).word if name in list(Field) else name


def _by(said: Statement) -> str:
    who = words.speaker(said)
    return f"{who} ({words.tier(said)}), {said.stated_on.text}"


def _times(again: Sequence[Statement]) -> str:
    """Write how often it was said again, and by whom last: `3 times, last 2026-02-27 by METI`."""
    if not again:
        return ""
    last = max(again, key=lambda said: said.order)
    times = "once," if len(again) == 1 else f"{len(again)} times, last"
    return f"{times} {last.stated_on.text} by {last.speaker} ({words.tier(last)})"


def _against(report: SubjectReport, name: str, found: Resolution, units: Units) -> str:
    """Write each value that contradicts, with its best witness; and which other fields are."""
    against = voices((Relation.CONFLICTS, said) for said in found.conflicts)
    told = [f"{words.said(one.first, units)} ({_by(one.first)})" for one in against]
    clashes = [said for said in found.calendar_clashes if said.order > found.shown.order]
    if clashes and not told:
        last = max(clashes, key=lambda said: said.order)
        told.append(f"nobody but for the calendar: {words.said(last, units)} ({_by(last)})")
    others = [_word(one) for one, other in report.shown if one != name and other.conflicts]
    others += [Field.STATUS.word] if report.unproved and name != Field.STATUS else []
    beside = [f"see {', '.join(dict.fromkeys(others))} below"] if others else []
    return "; ".join([*told, *beside])


def _replaced(found: Resolution, units: Units) -> str:
    before = found.before
    if before is None or same_value(before.value, found.shown.value):
        return ""
    return f"{words.said(before, units)} ({_by(before)})"


def _folded(report: SubjectReport, layout: Layout) -> Iterator[tuple[int, Text]]:
    """Tell how many statements are folded, and what shows them."""
    hidden = (
        0
        if layout.all
        else sum(
            sum(said.id not in report.wrong for said in one.again)
            + (one.relation in TAKES_NOTHING_BACK)
            for _, found in report.shown
            for one in voices(relations(found))
        )
    )
    if hidden:
        name = report.subject.path + (f".{report.field.word}" if report.field else "")
        are = "statement is" if hidden == 1 else "statements are"
        yield 2, styled("")
        yield 2, styled(f"{hidden} {are} folded: tracker why {name} --all", "faint")


def _titles(subject: Subject, language: Language) -> str:
    """What a subject is called in both languages, first in that of who reads it."""
    names = (words.title(subject, one) for one in (language, *Language))
    return " ".join(dict.fromkeys(names))


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


def _field(
    name: str, found: Resolution, report: SubjectReport, layout: Layout
) -> Iterator[tuple[int, Text]]:
    """Each line with how far its continuation is indented."""
    drawn = layout.signs.drawn
    told = drawn(words.said(found.shown, layout.units) + words.was(found, layout.units))
    yield 2, styled("")
    yield 2, joined(styled(_word(name), "heading"), styled(f"  {told}"))
    yield 2, styled(f"  {rule(found)}; {_said(found)}", "faint")
    if layout.all:
        for relation, said in relations(found):
            yield from _statement(relation, said, layout, wrong=report.wrong)
        return
    for voice in voices(relations(found)):
        bare = voice.relation in TAKES_NOTHING_BACK
        yield from _statement(voice.relation, voice.first, layout, bare=bare, wrong=report.wrong)
        for said in voice.again:
            if said.id in report.wrong:
                yield from _statement(Relation.REPEATS, said, layout, wrong=report.wrong)
        if voice.again:
            again = f"repeated {_times(voice.again)}"
            yield DETAIL_INDENT, styled(" " * DETAIL_INDENT + drawn(again), "faint")


def _said(found: Resolution) -> str:
    """When it was said, and when for the last time."""
    on, last = found.shown.stated_on.text, found.last_said
    return f"said {on}" if last == found.shown.day else f"said {on}, last repeated {last}"


def _statement(
    relation: Relation,
    said: Statement,
    layout: Layout,
    *,
    bare: bool = False,
    wrong: Mapping[int, Finding] = NOTHING_WRONG,
) -> Iterator[tuple[int, Text]]:
    """A statement by its part, with where it was said unless it is to stand `bare`.

    What a rule holds `wrong` is told with the name of the rule.
    """
    signs = {Relation.SHOWN: layout.signs.met, Relation.CONFLICTS: layout.signs.conflict}
    drawn = layout.signs.drawn
    meaning = "heading" if relation is Relation.SHOWN else "plain"
    value = drawn(words.said(said, layout.units))
    yield (
        DETAIL_INDENT,
        joined(
            styled(f"  {signs.get(relation, ' ')} {relation.value:<9} "),
            styled(f"{said.stated_on.text:<10}  {value}", meaning),
            styled(f"  {said.speaker} ({words.tier(said)}), #{said.id}"),
            styled(f"  held wrong: {wrong[said.id].kind}" if said.id in wrong else "", "bad"),
        ),
    )
    for detail in () if bare else _details(said):
        yield DETAIL_INDENT, styled(" " * DETAIL_INDENT + drawn(detail), "faint")


def _details(said: Statement) -> Iterator[str]:
    if said.source is not None:
        unread = ", unread" if said.source.unread else ""
        yield f"{said.source.printed_by}: {said.source.title}{unread}"
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


LAYOUTS: dict[str, Lay] = {"why": as_text, "subjects": all_as_text, "source": source_text}
"""What lays out each kind of report, by the name of its schema."""
