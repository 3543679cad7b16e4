"""Why a value is shown: the statements behind it, with who said them and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from tracker.domain.relation import Relation, relations, rule
from tracker.domain.subject import Holding
from tracker.domain.vocabulary import Field
from tracker.render import encode, status_data, words
from tracker.render.cells import visible
from tracker.render.facts import fact_lines, facts
from tracker.render.sheet import Sheet
from tracker.render.signs import ASCII, UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.milestone import MilestoneState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Subject
    from tracker.reports.listing import SubjectReport

SIGNS = {Relation.SHOWN: "●", Relation.CONFLICTS: "≠"}
ASCII_SIGNS = {Relation.SHOWN: "*", Relation.CONFLICTS: "!"}


def as_text(report: SubjectReport, *, ascii_only: bool = False) -> list[Text]:
    """Write each field with its rule and its statements; a web address is never cut."""
    subject, clocks = report.subject, report.clocks
    head = Text(visible(subject.path), style="bold")
    head.append(f"  {visible(_title(subject))}", style="not bold")
    lines = [head, Text(f"as of {clocks.as_of}, known at log #{clocks.entry}", style="dim")]
    signs = ASCII if ascii_only else UNICODE
    lines += [Text(line) for line in fact_lines(report, met=signs.met, open_=signs.running)]
    if not report.fields and report.metric is None:
        return [*lines, Text("nobody has said anything of it by then")]
    if report.state is not None:
        lines += [Text(line) for line in _state(report.state)]
    for name, found in _all_fields(report):
        lines += [Text(), *_field(name, found, ascii_only=ascii_only)]
    return lines


def _title(subject: Subject) -> str:
    """The names of a subject in both languages; a holding is named after its holder."""
    names = (subject.title, subject.title_ja)
    if isinstance(subject, Holding):
        names = (subject.organization.name, subject.organization.name_ja)
    return " ".join(filter(None, names))


def as_data(report: SubjectReport) -> dict[str, Any]:
    """Return the JSON form: per field the value, the rule and every statement by its part."""
    return {
        "project": report.subject.project.slug,
        "subject": report.subject.slug,
        "kind": report.subject.kind.value,
        "title": report.subject.title,
        "definition": facts(report),
        "state": status_data.state(report.state) if report.state else None,
        "fields": [
            {
                "field": name,
                "value": encode.value(found.shown.value),
                "text": found.shown.text,
                "rule": rule(found),
                "last_said": found.last_said.isoformat(),
                "shown": encode.statement(found.shown),
                "run": [encode.statement(said) for said in found.run],
                "beside": _with_relation(found),
                "conflicts": [encode.statement(said) for said in found.conflicts],
                "calendar_clashes": [encode.statement(said) for said in found.calendar_clashes],
                "earlier": [encode.statement(said) for said in found.earlier],
            }
            for name, found in _all_fields(report)
        ],
    }


def sheet(report: SubjectReport) -> Sheet:
    """Return every statement behind the subject as one table."""
    columns = (
        "field",
        "relation",
        "value",
        "stated on",
        "said by",
        "tier",
        "source",
        "url",
        "entry",
    )
    rows = [
        (name, relation.value, *_cells(said))
        for name, found in _all_fields(report)
        for relation, said in relations(found)
    ]
    return Sheet(f"Why {report.subject.path}", columns, tuple(rows))


def _all_fields(report: SubjectReport) -> Iterator[tuple[str, Resolution]]:
    yield from report.fields.items()
    if report.metric is not None:
        yield report.metric.shown.subject, report.metric


def _with_relation(found: Resolution) -> list[dict[str, Any]]:
    beside = {said.id for said in found.beside}
    return [
        {**encode.statement(said), "relation": relation.value}
        for relation, said in relations(found)
        if said.id in beside and relation is not Relation.CONFLICTS
    ]


def _state(state: MilestoneState) -> Iterator[str]:
    yield f"status   {state.word} ({state.status_basis})"
    if state.baseline is not None:
        yield f"first    {state.baseline.label}, slip {words.slip(state)}"
    if state.current_baseline is not None and state.current_baseline != state.baseline:
        yield f"baseline {state.current_baseline.label} (current)"


def _field(name: str, found: Resolution, *, ascii_only: bool) -> Iterator[Text]:
    signs = ASCII_SIGNS if ascii_only else SIGNS
    title = Text(Field(name).word if name in list(Field) else name, style="bold")
    title.append(f"  {visible(found.shown.text)}")
    yield title
    yield Text(f"  {rule(found)}; last said {found.last_said}", style="dim")
    for relation, said in relations(found):
        day, speaker = said.stated_on.text, visible(said.speaker)
        line = Text(f"  {signs.get(relation, ' ')} {relation.value:<9} ")
        line.append(f"{day:<10}  {visible(said.text)}", style="bold" if said is found.shown else "")
        line.append(f"  {speaker} ({said.tier}), #{said.id}")
        yield line
        for detail in _details(said):
            yield Text(f"              {detail}", style="dim")


def _details(said: Statement) -> Iterator[str]:
    if said.source is not None:
        unread = ", unread" if said.source.unread else ""
        yield visible(f"{said.source.publisher or said.source.slug}: {said.source.title}{unread}")
        if said.source.url and said.source.url != said.source.title:
            yield visible(said.source.url)
    for name, text in (("remark", said.remark), ("reason", said.reason)):
        if text:
            yield visible(f"{name}: {text}")


def _cells(said: Statement) -> tuple[str, ...]:
    source = said.source
    return (
        said.text,
        said.stated_on.text,
        said.speaker,
        said.tier.value,
        source.slug if source else "",
        (source.url or "") if source else "",
        str(said.id),
    )
