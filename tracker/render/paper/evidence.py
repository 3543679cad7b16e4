"""What a page of HTML folds out: all that was said of a subject, and the parts of each sum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.definitions.subject import Metric
from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import PERIOD_FIELDS, Field, Instrument, Language
from tracker.render.paper.grid import Cell, Grid, anchor, cell, grid
from tracker.render.telling import japanese, words
from tracker.tables.money import group_name, part_columns
from tracker.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tracker.domain.log.statement import Statement
    from tracker.domain.money.breakdown import CountedTranche, GroupKey
    from tracker.domain.shown.resolve import Resolution
    from tracker.render.canvas import Layout
    from tracker.render.paper.grid import Foldouts
    from tracker.reports.dossier import Dossier, Spoken
    from tracker.tables.table import Column

    Told = Sequence[tuple[str, Cell]]

PART_KEYS = (
    *("slug", "fiscal_year"),
    *("stages.planned", "stages.budgeted", "stages.enacted", "stages.committed"),
    *("stages.disbursed", "counted_total"),
)
MILESTONE_KEYS = (
    *("slug", "title", "status", "baseline", "target", "met_on", "slip_days", "progress.percent"),
)
METRIC_KEYS = ("slug", "title", "value", "nature", "stated_on", "speaker")
PAGES = ("https://", "http://")
"""A link of another kind may do more than lead to a page."""
TOTAL, EQUITY = "total", "equity"


class Said(NamedTuple):
    """One statement: where it stands in its series, what it says, and who said it where."""

    standing: str
    day: str
    text: str
    speaker: str
    tier: str
    source: str
    address: str
    quote: str
    entry: int


class Series(NamedTuple):
    """What was said of one field of a subject, what is shown first."""

    anchor: str
    subject: str
    word: str
    said: Sequence[Said]


class Foldout(NamedTuple):
    """What is told of a subject: more of its row, and every statement."""

    anchor: str
    slug: str
    title: str
    shown: str
    facts: Told
    series: Sequence[Series]


class SumFoldout(NamedTuple):
    """A sum of money with the tranches that it is made of."""

    anchor: str
    name: str
    parts: Grid


def subject_foldouts(dossier: Dossier, layout: Layout) -> list[Foldout]:
    """Return a fold-out for each subject that somebody spoke of, in the order defined."""
    facts = _facts(dossier, layout)
    return [_foldout(one, facts.get(slug, ()), layout) for slug, one in dossier.spoken.items()]


def sum_foldouts(dossier: Dossier, layout: Layout, foldouts: Foldouts) -> list[SumFoldout]:
    """Return a fold-out for each sum of money: the rows of the page, years, cash and shares."""
    rows, currency = dossier.status.money.rows, dossier.project.currency
    cash = [part for group in rows if group.key.in_total for part in group.parts]
    shares = [part for part in cash if part.state.tranche.instrument is Instrument.EQUITY]
    sums = [
        *(
            (sum_anchor(group.key), group_name(group), group.parts)
            for group in (*rows, *dossier.money.money.groups)
        ),
        (f"sum-{TOTAL}", "all that is added", cash),
        (f"sum-{EQUITY}", "all shares", shares),
    ]
    return [
        SumFoldout(name, told, _parts(told, parts, currency, layout, foldouts))
        for name, told, parts in sums
        if parts
    ]


def sum_anchor(key: GroupKey) -> str:
    """Name the fold-out of a row of money; what is not added has one of its own."""
    told = (key.kind, key.instrument, key.year, "" if key.in_total else "apart")
    return "-".join(["sum", *(str(one) for one in told if one)])


def _parts(
    name: str,
    parts: Sequence[CountedTranche],
    currency: str,
    layout: Layout,
    foldouts: Foldouts,
) -> Grid:
    table = Table(key="parts", title=name, columns=part_columns(currency), rows=parts)
    return grid(
        table, PART_KEYS, layout, lambda part, key: foldouts.of(part.state.tranche.slug, key)
    )


def _foldout(spoken: Spoken, facts: Told, layout: Layout) -> Foldout:
    subject = spoken.subject
    return Foldout(
        anchor=anchor(subject.slug),
        slug=subject.slug,
        title=words.title(subject, layout.language),
        shown=", ".join(_shown(spoken, layout)),
        facts=facts,
        series=[
            Series(anchor(subject.slug, field.value), subject.slug, field.word, [*_said(found)])
            for field, found in spoken.fields.items()
        ],
    )


def _shown(spoken: Spoken, layout: Layout) -> Iterator[str]:
    """Tell what is shown of each field, of a metric without its one field's name."""
    units = layout.units
    for field, found in spoken.fields.items():
        if field is not Field.NOTE:
            told = _text(found.shown) if field in PERIOD_FIELDS else words.said(found.shown, units)
            lead = field.word
            if layout.language is Language.JAPANESE:
                told, lead = japanese.said(found.shown, units), japanese.say(lead)
            name = "" if isinstance(spoken.subject, Metric) else f"{lead} "
            yield name + words.marked(told, found)


def _said(found: Resolution) -> Iterator[Said]:
    """Yield the statement shown, those that disagree, and the others, each the newest first."""
    standings = {said.id: "earlier" for said in found.earlier}
    standings |= {said.id: "disagrees" for said in found.conflicts}
    shown, disagreeing = found.shown, {said.id for said in found.conflicts}
    others = sorted(found.others, key=lambda said: said.order, reverse=True)
    others.sort(key=lambda said: said.id not in disagreeing)
    yield _statement(shown, "shown")
    for said in others:
        yield _statement(said, standings.get(said.id, ""))


def _statement(said: Statement, standing: str) -> Said:
    source = said.source
    url = source.url if source and source.url else ""
    return Said(
        standing=standing,
        day=said.stated_on.text,
        text=_text(said),
        speaker=words.speaker(said),
        tier=words.tier(said) + (", not read by us" if source and source.unread else ""),
        source=source.title if source else "",
        address=url if url.startswith(PAGES) else "",
        quote=said.quote or "",
        entry=said.id,
    )


def _text(said: Statement) -> str:
    """What was said in its own words; what is only written in figures is told in words."""
    value = said.value
    is_label = isinstance(value, Period) and said.text == value.label
    return words.period(value) if isinstance(value, Period) and is_label else said.text


def _facts(dossier: Dossier, layout: Layout) -> dict[str, Told]:
    """What the report tells of each milestone and metric beside its tables, by slug."""
    tables = {table.key: table for table in dossier.status.document().tables}
    return {
        slug_of(row): [
            (column.heading, told)
            for column in map(_slip_of_promise, tables[key].columns)
            if column.key not in listed and (told := cell(column, row, layout)).text
        ]
        for key, (slug_of, listed) in BESIDE.items()
        for row in tables[key].rows
    }


def _slip_of_promise(column: Column[Any]) -> Column[Any]:
    """Tell the slip of what is overdue here: the table tells how late it is."""
    if column.key != "slip_days":
        return column
    overdue = column.told or (lambda _: None)
    return replace(
        column,
        key="slip_days.promised",
        title="slip of the promise",
        value=lambda row: column.value(row) if overdue(row) else None,
        told=None,
    )


TITLES = ("title", "title_ja")
BESIDE: Mapping[str, tuple[Callable[..., str], Sequence[str]]] = {
    "milestones": (lambda row: row.milestone.slug, (*MILESTONE_KEYS, *TITLES)),
    "metrics": (lambda row: row.metric.slug, (*METRIC_KEYS, *TITLES)),
}
"""How a row of each of these tables is called, and the columns that the page lists."""
