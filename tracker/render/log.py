"""What calls recorded and what that changed on the page; the entries of the log, one or all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.catalog import callings
from tracker.domain.definitions.records import identity, normal
from tracker.domain.log.statement import KEEPER, deprecating
from tracker.domain.periods.calendar import FiscalCalendar, month_name
from tracker.domain.shown.explain import Effect
from tracker.domain.shown.verdict import COUNT_AGES, same_value
from tracker.domain.text import utc_text
from tracker.domain.vocabulary import EntryKind, Tier
from tracker.render.canvas import UNICODE, styled
from tracker.render.telling import words
from tracker.render.telling.grid import as_grid
from tracker.reports.history import entries
from tracker.reports.outcome import UNLISTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rich.text import Text

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.records import Definition
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.quantities.format import Units
    from tracker.render.canvas import Layout
    from tracker.reports.history import EntryReport, HistoryReport
    from tracker.reports.log import LoggedRow, LogReport, MarkReport, MarksReport, MilestoneChange
    from tracker.reports.outcome import BatchReport, BatchRow, DefinitionReport

    Lay = Callable[[Any, Layout], list[Text]]


WIDEST_PLACE = 32
SOME_DAY = date(2026, 12, 1)
"""A day whose fiscal year is told for an example."""
CURE = (
    "if the company or ministry itself says so: --tier primary --said-by ORG;"
    " your own judgement: leave --source and --tier out"
)
MADE = "secondary as no tier was given; a newsroom's is --tier press"
REASONS = {
    Effect.FIRST: "nobody spoke of it before",
    Effect.BETTER_TIER: "a better tier speaks now",
    Effect.NEWER_COUNT: f"a newer count: nobody better has told one for {COUNT_AGES.days} days",
    Effect.REVISES: "newer",
    Effect.NARROWS: "says the same more precisely",
    Effect.REPEATS: "says it again",
    Effect.BLURS: "says the same more vaguely, which takes nothing back",
    Effect.UNPROVED: "secondary sources alone end nothing of which better ones spoke",
    Effect.NO_COUNT: "no growth of what a better tier counted: it is less, or ten times as much",
    Effect.OLDER: "said before what is shown",
    Effect.DEPRECATED: "it was deprecated since",
}


def log_text(report: LogReport, layout: Layout) -> list[Text]:
    """Write an entry per line after what it defines, then what each of them did to the page."""
    dry = any(row.result == "valid" for row in report.rows)
    lines = [f"{'valid' if dry else 'defined':<9} {_defined(one)}" for one in report.defined]
    for row in report.rows:
        said = row.statement
        value, reading = words.said(said, layout.units), words.reading(said)
        text = f"{row.result:<9} #{said.id} {row.subject} {said.field.word} {value}"
        text += f" ({reading})" if reading else ""
        text += f", happened {said.happened_on.text}" if said.happened_on else ""
        lines.append(f"{text}  {said.stated_on.text}, {said.speaker} ({words.tier(said)})")
    lines += dict.fromkeys(line for row in report.rows for line in _known_source(row))
    lines += [f"source {slug}: {MADE}" for slug in report.made]
    lines += [line for row in report.rows for line in _logged_effect(row, layout.units)]
    named = {*map(_field, report.rows)}
    moved = (line for change in report.milestones for line in milestone_lines(change))
    lines += [line for line in moved if line.partition(":")[0] not in named]
    lines += _found(report, layout.units)
    return [styled(layout.signs.drawn(line)) for line in lines]


def _defined(one: Definition) -> str:
    return f"{' '.join(identity(one))} ({next(callings(one))})"


def _known_source(row: LoggedRow) -> Iterator[str]:
    """Tell which source was taken for an address that it writes otherwise."""
    source = row.statement.source
    if row.cited_as is not None and source is not None:
        yield f"source {source.slug}: the same page as {source.url}"


def _found(report: LogReport, units: Units) -> Iterator[str]:
    """Tell what the rules find since, and how to take back what was written."""
    yield from _findings(report.findings, units)
    if report.take_back:
        yield f"  to take it back: {report.take_back}"


def _findings(findings: Iterable[Finding], units: Units) -> Iterator[str]:
    for found in findings:
        yield f"{found.severity} {found.code} {found.kind}: {found.told(units)}  [{found.proof}]"


def _logged_effect(row: LoggedRow, units: Units) -> Iterator[str]:
    name = _field(row)
    if row.result == "unchanged":
        yield f"{name}: recorded before, nothing written"
        if row.dropped:
            again = f"{deprecating([row.statement.id])}, then this again"
            yield f"  not recorded: {', '.join(row.dropped)}; to have it: {again}"
    elif row.shown is None and row.effect is Effect.UNPROVED:
        yield _stays(row, units)
        yield f"  because: {_because(row)}"
        yield f"  to change it: {CURE}"
    elif row.shown is None or row.shown.id == row.statement.id:
        yield _replaced(row, units)
        yield f"  because: {_because(row)}"
    else:
        yield _stays(row, units)
        yield f"  because: {_because(row)}"
        same = same_value(row.statement.value, row.shown.value)
        if row.effect in {Effect.OUTRANKED, Effect.UNPROVED} and not same:
            yield f"  to change it: {CURE}"


def _replaced(row: LoggedRow, units: Units) -> str:
    """Say what is shown now and was before."""
    before = words.said(row.before, units) if row.before else words.UNSTATED
    said = words.said(row.statement, units)
    return f"{_field(row)}: " + (f"stays {before}" if before == said else f"{before} -> {said}")


def _field(row: LoggedRow) -> str:
    return f"{row.subject} {row.statement.field.word}"


def _stays(row: LoggedRow, units: Units) -> str:
    """Say what is shown in place of a statement."""
    name = _field(row)
    sign = f" {UNICODE.conflict}" if row.conflicts else ""
    if row.shown is None:
        return f"{name}: stays {row.status or words.UNSTATED}{sign}"
    return f"{name}: stays {words.said(row.shown, units)}{sign}, said by {_who(row.shown)}"


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
    return f"{speaker} ({words.tier(said)}, {said.stated_on.text})"


def milestone_lines(change: MilestoneChange) -> Iterator[str]:
    """Tell what moved on the page besides the fields that were named."""
    before, after = change.before, change.after
    if after is None:
        return
    for name, was, now in _moved(before, after):
        if was != now:
            yield f"{change.subject} {name}: {was or 'none'} -> {now or 'none'}"


def _moved(before: MilestoneState | None, after: MilestoneState) -> Iterator[tuple[str, str, str]]:
    yield "shown as", before.word if before else "", after.word
    yield "slip", _slip(before), _slip(after)
    yield "progress", _percent(before), _percent(after)


def _slip(state: MilestoneState | None) -> str:
    return words.slip(state) if state and state.slip else ""


def _percent(state: MilestoneState | None) -> str:
    return words.percentage(state.progress) if state and state.progress else ""


def entry_text(report: EntryReport, layout: Layout) -> list[Text]:
    """Write an entry, a line for each thing known of it; nothing is cut."""
    rows = [(key, value) for key, value in _entry(report, layout.units) if value]
    width = max(len(key) for key, _ in rows)
    lines = (f"{key:<{width}}  {value}" for key, value in rows)
    return [styled(layout.signs.drawn(line)) for line in lines]


def marks_text(report: MarksReport, layout: Layout) -> list[Text]:
    """Write each mark, then what it did to the page."""
    told: list[str] = []
    for row in report.rows:
        number = f"#{row.entry} " if row.entry else ""
        first = f"{row.result:<9} {number}{row.kind} #{row.marked.entry} {_marked(row)}"
        lines = [first, *_mark_effect(row)]
        moved = (line for change in row.milestones for line in milestone_lines(change))
        told += [*lines, *(line for line in moved if line not in lines)]
    told += _undone(report)
    return [styled(layout.signs.drawn(line)) for line in told]


def _undone(report: MarksReport) -> Iterator[str]:
    """Tell how statements that were taken out come in again."""
    taken = [row for row in report.rows if row.kind is EntryKind.DEPRECATE and row.entry]
    if taken and all(row.marked.statement for row in taken):
        numbers = " ".join(str(row.marked.entry) for row in taken)
        yield f"  to take it back: tracker entry reinstate {numbers} --reason TEXT"


def _marked(report: MarkReport) -> str:
    said = report.marked.statement
    if said is None:
        return f"{report.marked.deed} {report.subject}"
    what = f"{said.subject} {said.field.word} {said.text}"
    return f"{what}  {said.stated_on.text}, {said.speaker} ({words.tier(said)})"


def _mark_effect(report: MarkReport) -> Iterator[str]:
    said = report.marked.statement
    name = f"{said.subject} {said.field.word}" if said else report.subject
    was = report.before.text if report.before else words.UNSTATED
    now = report.shown.text if report.shown else words.UNSTATED
    if report.result == "unchanged":
        state = "deprecated" if report.kind is EntryKind.DEPRECATE else "in force"
        yield f"{name}: #{report.marked.entry} is {state} already, nothing written"
    elif said is None:
        again = "stands again" if report.kind is EntryKind.DEPRECATE else "is accepted again"
        yield f"{name}: the finding {again}"
    else:
        yield f"{name}: stays {now}" if was == now else f"{name}: {was} -> {now}"


def _entry(report: EntryReport, units: Units) -> Iterator[tuple[str, str]]:
    row, said = report.entry, report.entry.statement
    yield "entry", f"#{row.entry}"
    yield "kind", row.kind.value
    yield "subject", report.subject or ""
    if row.defined is not None:
        yield "defines", " ".join(identity(row.defined))
        yield "changes", ", ".join(row.changed or ())
        yield from ((key, _cell(value)) for key, value in normal(row.defined).items() if value)
    if said is not None:
        yield "field", said.field.value
        yield "value", words.said(said, units)
        yield "said on", said.stated_on.text
        yield "happened on", said.happened_on.text if said.happened_on else ""
        yield "said by", f"{said.speaker} ({words.tier(said)})"
        if said.source is not None:
            yield "source", f"{said.source.slug}: {said.source.title}"
            yield "address", said.source.url or ""
        yield "quote", f"“{said.quote}”" if said.quote else ""
        yield "remark", said.remark or ""
        yield "key", said.key or ""
    yield "marks", f"#{row.marks}" if row.marks else ""
    yield "reason", row.reason or ""
    yield "recorded at", utc_text(row.recorded_at)
    yield "recorded by", row.recorded_by or ""
    yield "finding", row.finding or ""
    state = "deprecated: no report counts it" if row.deprecated else "in force"
    yield "state", state if row.marks is None else ""
    for mark in report.marks:
        yield "marked by", f"#{mark.entry} {mark.kind}: {mark.reason or ''}"


def definition_text(report: DefinitionReport, _: Layout) -> list[Text]:
    """Write what became of a definition, and what its wording was before."""
    lines = [f"{report.result:<9} {report.kind} {report.name}"]
    if report.kind == "project" and report.before is None:
        lines.append(f"  {_fiscal_year(report.after)}")
    if report.before is not None:
        lines += [
            f"  {key}: {_cell(was)} -> {_cell(now)}" if key != "corrected" else f"  because: {now}"
            for key, was, now in report.changes
        ]
    if report.result == "unchanged" and (reason := report.after.get("retired")):
        lines.append(f"  retired before: {reason}")
    for was, new in zip(report.marked, report.rewritten, strict=True):
        lines.append(f"  #{was} had the day of the source: deprecated, written anew as #{new}")
    if report.kept_tier:
        named = ", ".join(f"#{entry}" for entry in report.kept_tier)
        tier = report.before["tier"] if report.before else ""
        lines.append(f"  statements that keep the tier {tier}: {named}")
        lines.append("  to change one: tracker entry deprecate N --reason TEXT, and log it anew")
    return [styled(line) for line in lines]


def _fiscal_year(project: Mapping[str, Any]) -> str:
    """Tell by an example when the fiscal years of a project are."""
    first, named_by = project["fiscal_year_starts"], project["fiscal_year_named_by"]
    calendar = FiscalCalendar(first, named_by)
    year = calendar.year_containing(SOME_DAY)
    start, end = (calendar.month_start(year, months) for months in (0, 11))
    months = f"{month_name(start.month)} {start.year} to {month_name(end.month)} {end.year}"
    return f"fiscal year: FY{year} is {months}"


def batch_text(report: BatchReport, layout: Layout) -> list[Text]:
    """Write a line for every table of a file, and why those were refused that were."""
    several = len({row.where.file for row in report.rows if row.where}) > 1
    places = [_place(row, named=several) for row in report.rows]
    width = max((len(place) for place in places if len(place) <= WIDEST_PLACE), default=0)
    lines: list[str] = []
    for row, place in zip(report.rows, places, strict=True):
        lines.append(_batch_line(row, place.ljust(max(width, 9))))
        lines += (f"  {line}" for line in _batch_effects(row, layout.units))
    moved = (line for change in report.milestones for line in milestone_lines(change))
    named = {_field(one) for row in report.rows for one in (*row.replaces, *row.stays)}
    lines += [line for line in moved if line.partition(":")[0] not in named]
    lines += _findings(report.findings, layout.units)
    return [styled(layout.signs.drawn(line)) for line in lines]


def _batch_effects(row: BatchRow, units: Units) -> Iterator[str]:
    """Tell what a statement replaced, or why it is not shown, and what may be its error."""
    for one in row.replaces:
        yield _replaced(one, units)
    for one in row.stays:
        yield f"{_stays(one, units)}: {_because(one)}"
    if row.moves:
        yield f"moves the first promise: {row.moves.before.text} -> {row.moves.after.text}"
    for old in row.beside:
        said = words.said(old, units)
        undone = deprecating([old.id])
        yield f"#{old.id} of the same source and day says {said}; to take it back: {undone}"


def _place(row: BatchRow, *, named: bool) -> str:
    """Where a row stands: its line, and the file too where that is `named`."""
    if named and row.where:
        return str(row.where)
    return f"line {row.line}" if row.line else ""


def _batch_line(row: BatchRow, place: str) -> str:
    if row.kind == UNLISTED:
        return f"{row.result:<9} {row.count:,} more, not listed"
    words = (f"{row.result:<9}", place, row.kind if row.name else "", row.name or "")
    numbers = " ".join(f"#{number}" for number in row.entries)
    source = f"of {'new ' if row.defines else ''}source {row.source}" if row.source else ""
    text = " ".join(word for word in (*words, numbers, source) if word)
    return f"{text.rstrip()}: {row.told}" if row.told else text


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def history_text(report: HistoryReport, layout: Layout) -> list[Text]:
    """Write the entries as a table, and how many older ones were left out."""
    lines = as_grid(entries("History", report.rows), layout)
    if report.earlier:
        lines.append(styled(f"{report.earlier} older: tracker history --limit 0", "faint"))
    return lines


LAYOUTS: dict[str, Lay] = {
    "log": log_text,
    "history": history_text,
    "entry": entry_text,
    "mark": marks_text,
    "definition": definition_text,
    "apply": batch_text,
}
"""What lays out each kind of report, by the name of its schema."""
