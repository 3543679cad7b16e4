"""What changed between two looks: by weight, an event a line, and in one line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tracker.domain.diff.event import Kind, Weight, tally
from tracker.domain.quantities.format import SIGNS, Units, amount
from tracker.domain.quantities.quantity import Quantity, plain
from tracker.domain.quantities.units import PERCENT
from tracker.domain.vocabulary import Field, SubjectKind
from tracker.render.canvas import hanging, joined, styled
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.text import Text

    from tracker.domain.diff.event import Event
    from tracker.domain.log.statement import Value
    from tracker.domain.milestones.schedule import Slip
    from tracker.render.canvas import Layout
    from tracker.reports.diff import DiffReport


TITLES = {
    Weight.HEADLINE: "Headline milestones",
    Weight.MILESTONES: "Other milestones",
    Weight.MONEY: "Money",
    Weight.OWNERS: "Owners",
    Weight.FIGURES: "Figures",
    Weight.LIGHT: "In short",
    Weight.NOTES: "Notes",
}
LONGEST_NAME = 26
FURTHER = 4
"""How far what goes on below is set in behind the name of what happened."""


def as_text(report: DiffReport, layout: Layout) -> list[Text]:
    """Write between which looks, how much of each kind, and under each heading a line per event.

    What has little weight is counted in a line for each kind, unless all is asked for.
    """
    told = {report.title: "heading", summary(report.events): "plain"}
    for slug, count in report.elsewhere.items():
        entries = "entry" if count == 1 else "entries"
        told[f"not told here: {count} {entries} of {slug}: --project {slug}"] = "faint"
    canvas = layout.canvas
    lines = [line for text, style in told.items() for line in canvas.indented(text, style=style)]
    kinds = max((len(event.kind) for event in report.events), default=0)
    for weight, group in groupby(report.events, key=lambda event: event.weight):
        lines += [styled(""), styled(TITLES[weight], "heading")]
        if weight is Weight.LIGHT and not layout.all:
            lines += _counted([*group], kinds, layout)
        else:
            lines += _listed([*group], kinds, layout)
    if report.sources:
        lines += [styled(""), *_new_sources(report.sources, layout)]
    return lines


def summary(events: Iterable[Event]) -> str:
    """Count the subjects of each kind of event: `2 met, 1 moved`."""
    return words.counts(tally(events).items()) or "nothing changed"


def _listed(events: Sequence[Event], kinds: int, layout: Layout) -> Iterator[Text]:
    names = min(max(len(event.subject) for event in events), LONGEST_NAME)
    for event in events:
        start = f"  {event.kind:<{kinds}}  {event.subject:<{names}}  "
        told = f"{start}{_what(event, layout)}".rstrip()
        by = _by(event)
        line = joined(styled(layout.signs.drawn(told)), styled(f"  {by}" if by else "", "faint"))
        yield from hanging(line, layout.width, kinds + FURTHER)


def _what(event: Event, layout: Layout) -> str:
    """Tell what happened: values, then by how much they differ."""
    units, kind = layout.units, event.kind
    field = _field(event)
    before, after, shown = (
        _value(value, units) for value in (event.before, event.after, event.shown)
    )
    match kind:
        case Kind.CONTRADICTED:
            return f"{field}{shown or 'open'}, against it {after}"
        case Kind.SETTLED:
            return f"{field}{shown or 'open'}, no longer against it {before}"
        case Kind.CORRECTED:
            reason = f": {event.reason}" if event.reason else ""
            return f"{field}{before or after} {'counts again' if after else 'taken back'}{reason}"
        case Kind.OVERDUE | Kind.IN_TIME:
            return f"promised for {shown}" if shown else ""
        case Kind.NEW if event.field is None:
            return "spoken of for the first time"
    moved = f"{before} {layout.signs.implied} {after or 'nothing'}" if before else after
    apart = _apart(event, units)
    return f"{field}{moved}{f' ({apart})' if apart else ''}"


def _field(event: Event) -> str:
    """Name the field where the kind does not: `target `, `invested `."""
    if event.field is None:
        return "first promise " if event.kind is Kind.MOVED else ""
    told = event.kind in {Kind.MET, Kind.RATED, Kind.NOTED} or event.kind == event.field.word
    plain_value = event.field in {Field.VALUE, Field.NOTE}
    return "" if told or plain_value else f"{event.field.word} "


def _value(value: Value | None, units: Units) -> str:
    return "" if value is None else words.value(value, units)


def _apart(event: Event, units: Units) -> str:
    """Write by how much: `+150bn`, `slip 0 -> +4mo`, `on time`."""
    if event.kind is Kind.MET:
        return words.kept(event.slips[1]) if event.slips[1] is not None else ""
    if event.field in {Field.TARGET, Field.BASELINE} or event.kind is Kind.MOVED:
        return _slip(*event.slips)
    size = event.difference
    if size is None or not isinstance(event.after, Quantity):
        return ""
    low, unit = size.figure, event.after.unit
    if unit == PERCENT:
        bare = f"{words.percent(abs(low)).removesuffix(PERCENT).removesuffix('.0')} points"
    else:
        bare = amount(plain(abs(low), unit), units, symbol=units is Units.OKU)
    return f"{SIGNS[size.qualifier]}{'-' if low < 0 else '+'}{bare}"


def _slip(before: Slip | None, after: Slip | None) -> str:
    was, now = (words.span(slip) if slip else "" for slip in (before, after))
    if (not now and not was) or (not was and now == "0"):
        return ""
    return f"slip {now}" if was in {"", now} else f"slip {was} to {now or 'none'}"


def _by(event: Event) -> str:
    said = event.statement
    return f"{said.speaker}, {said.stated_on.text}" if said else ""


NOUNS = {
    SubjectKind.MILESTONE: ("milestone", "milestones"),
    SubjectKind.TRANCHE: ("tranche", "tranches"),
    SubjectKind.METRIC: ("figure", "figures"),
    SubjectKind.HOLDING: ("holder", "holders"),
}


def _counted(events: Sequence[Event], kinds: int, layout: Layout) -> Iterator[Text]:
    """Count what has little weight, a line for each kind of event and of subject."""
    groups: dict[tuple[Kind, SubjectKind | None], dict[str, None]] = {}
    for event in events:
        groups.setdefault((event.kind, event.of), {})[event.subject] = None
    for (kind, of), slugs in groups.items():
        one, more = NOUNS[of or SubjectKind.MILESTONE]
        if kind is Kind.MET:
            one, more = "agreement", "agreements"
        count = f"{len(slugs)} {one if len(slugs) == 1 else more}: "
        start = f"  {kind:<{kinds}}  {count}"
        told = start + layout.canvas.listing([*slugs], layout.canvas.width - len(start))
        yield from hanging(styled(told), layout.width, kinds + FURTHER)


def _new_sources(sources: Sequence[str], layout: Layout) -> list[Text]:
    start = f"{len(sources)} new source{'' if len(sources) == 1 else 's'}: "
    told = start + layout.canvas.listing(sources, layout.canvas.width - len(start))
    return hanging(styled(told, "faint"), layout.width, FURTHER)
