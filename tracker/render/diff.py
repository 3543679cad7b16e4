"""What changed between two looks: what was said, by weight, and what the calendar did."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tracker.domain.diff.event import EXPLAINED, Kind, Weight, tally
from tracker.domain.quantities.format import SIGNS, Units, amount
from tracker.domain.quantities.quantity import Quantity, plain
from tracker.domain.quantities.units import CURRENCIES, PERCENT
from tracker.domain.vocabulary import Field, SubjectKind
from tracker.render.canvas import hanging, joined, styled
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
LAPSED = "What the calendar did"
LONGEST_NAME = 26
FURTHER = 4
"""How far what goes on below is set in behind the name of what happened."""
FEW = 5
"""Of one kind so many are told line by line, though they have little weight."""


def as_text(report: DiffReport, layout: Layout) -> list[Text]:
    """Write between which looks, who said what under each heading, and what the calendar did.

    Of what has little weight more than a few are counted in a line, unless all is asked for.
    """
    said = [event for event in report.events if not event.lapsed]
    lapsed = [event for event in report.events if event.lapsed]
    lines = [*_head(report, said, lapsed, layout)]
    names = {slug: words.short_name(of, layout.language) for slug, of in report.subjects.items()}
    page = _Page(layout, max((len(event.kind) for event in report.events), default=0), names)
    for weight, group in groupby(said, key=lambda event: event.weight):
        lines += _section(TITLES[weight], [*group], page)
    if lapsed:
        lines += _section(LAPSED, lapsed, page)
    if report.sources:
        lines += [styled(""), *_new_sources(report.sources, layout)]
    return lines


class _Page(NamedTuple):
    """Where it is laid out, the cells of the longest kind, and what subjects are called there."""

    layout: Layout
    kinds: int
    names: Mapping[str, str]

    def name(self, event: Event) -> str:
        """What the subject of an event is called: its slug, or a short title in Japanese."""
        return self.names.get(event.subject, event.subject)


def summary(report: DiffReport) -> str:
    """Count the subjects of each kind of event: `2 met, 1 moved`; `nobody spoke; 1 overdue`."""
    counted = words.counts(tally(report.events).items()) or "nothing changed"
    return counted if report.speakers else f"nobody spoke; {counted}"


def _head(
    report: DiffReport, said: Sequence[Event], lapsed: Sequence[Event], layout: Layout
) -> Iterator[Text]:
    canvas = layout.canvas
    yield from canvas.indented(report.title, style="heading")
    told = [] if report.events else [f"nothing changed in {report.project.slug}"]
    told += _silence(report, said, layout)
    if said:
        told.append(_explained(said))
    if said and lapsed:
        told.append(f"by the calendar: {words.counts(tally(lapsed).items())}")
    for text in told:
        yield from hanging(styled(text), layout.width, 2)
    for slug, count in report.elsewhere.items():
        entries = "entry" if count == 1 else "entries"
        text = f"not told here: {count} {entries} of {slug}: --project {slug}"
        yield from canvas.indented(text, style="faint")


def _silence(report: DiffReport, said: Sequence[Event], layout: Layout) -> Iterator[str]:
    """Tell that nobody spoke, or who did without that any value is another one."""
    slug = report.project.slug
    if not report.speakers:
        if report.before.as_of < report.clocks.as_of:
            yield f"nobody said anything of {slug} in that time, as far as the log tells"
        elif report.before.entry < report.clocks.entry:
            yield f"no statement of {slug} was recorded after #{report.before.entry}"
    elif all(event.kind is Kind.HEARD for event in said):
        ending = " spoke, and moved no value"
        room = layout.canvas.width - len(ending)
        yield layout.canvas.listing(report.speakers, room) + ending


def _explained(events: Iterable[Event]) -> str:
    """Count the subjects of each kind, with what its word means: `2 re-rated (another status)`."""
    return ", ".join(
        f"{count} {kind} ({EXPLAINED[kind]})" if kind in EXPLAINED else f"{count} {kind}"
        for kind, count in tally(events).items()
    )


def _section(title: str, events: Sequence[Event], page: _Page) -> Iterator[Text]:
    """Tell events under a heading, first those that have a line each."""
    groups: dict[tuple[Kind, SubjectKind | None], list[Event]] = {}
    for event in events:
        groups.setdefault((event.kind, event.of), []).append(event)
    counted = (
        {} if page.layout.all else {key: one for key, one in groups.items() if _is_counted(one)}
    )
    hint = "  --all lists each" if any(len(one) > FEW for one in counted.values()) else ""
    yield styled("")
    yield joined(styled(title, "heading"), styled(hint, "faint"))
    yield from _listed([one for one in events if (one.kind, one.of) not in counted], page)
    for group in counted.values():
        yield from _counted(group, page)


def _is_counted(group: Sequence[Event]) -> bool:
    """Whether events of one kind have little weight, and are many or nobody's word."""
    light = all(event.weight is Weight.LIGHT for event in group)
    return light and (len(group) > FEW or any(event.statement is None for event in group))


def _listed(events: Sequence[Event], page: _Page) -> Iterator[Text]:
    layout, kinds = page.layout, page.kinds
    cells = min(max((cell_len(page.name(event)) for event in events), default=0), LONGEST_NAME)
    for event in events:
        name = page.name(event)
        start = f"  {event.kind:<{kinds}}  {name}{' ' * (cells - cell_len(name))}  "
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
            return f"{field}{shown or 'open'}; {before} no longer stands against it"
        case Kind.CORRECTED:
            reason = f": {event.reason}" if event.reason else ""
            return f"{field}{before or after} {'counts again' if after else 'taken back'}{reason}"
        case Kind.OVERDUE | Kind.IN_TIME:
            return f"target {shown}" if shown else ""
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
    """Write a value; money with its currency, which no heading tells here."""
    if isinstance(value, Quantity) and value.unit in CURRENCIES:
        return amount(value, units)
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
    if not was and now in {"", words.NO_SLIP}:
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
AGREEMENTS = ("agreement", "agreements")


def _counted(events: Sequence[Event], page: _Page) -> Iterator[Text]:
    """Count events of one kind, with as many of their subjects as two lines hold."""
    first = events[0]
    layout, kinds = page.layout, page.kinds
    slugs = list(dict.fromkeys(map(page.name, events)))
    one, more = AGREEMENTS if first.kind is Kind.MET else NOUNS[first.of or SubjectKind.MILESTONE]
    meant = f", {EXPLAINED[first.kind]}" if first.lapsed else ""
    count = f"{len(slugs)} {one if len(slugs) == 1 else more}{meant}: "
    start = f"  {first.kind:<{kinds}}  {count}"
    indent = kinds + FURTHER
    told = start + layout.canvas.listing(slugs, 2 * layout.canvas.width - indent - len(start))
    yield from hanging(styled(told), layout.width, indent)


def _new_sources(sources: Sequence[str], layout: Layout) -> list[Text]:
    start = f"{len(sources)} new source{'' if len(sources) == 1 else 's'}: "
    room = layout.canvas.width - len(start)
    told = start + (", ".join(sources) if layout.all else layout.canvas.listing(sources, room))
    return hanging(styled(told, "faint"), layout.width, FURTHER)
