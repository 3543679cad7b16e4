"""What holds some words, or states an amount: definitions and statements, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from tracker.db import tables
from tracker.db.catalog import retired_by, stored_definitions, subjects_by_path
from tracker.db.state import read_state
from tracker.db.statements import (
    StatementRow,
    cited_sources,
    is_live,
    read_statement,
    statement_rows,
)
from tracker.domain.checks import RULES
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import SourceRecord, identity
from tracker.domain.milestones.schedule import DEFAULT_LIMITS
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity, asked_for
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.shown.explain import Relation
from tracker.domain.synonyms import terms
from tracker.domain.text import excerpt, folded
from tracker.domain.vocabulary import PERIOD_FIELDS, TEXT_FIELDS, Field, noun_of
from tracker.errors import PeriodError, QuantityError, UsageError
from tracker.reports.check import judge
from tracker.reports.claims import STANDING_COLUMNS, Claim, claim_of, codes_of
from tracker.reports.dated import dated_words
from tracker.reports.elsewhere import elsewhere
from tracker.reports.subject import leading
from tracker.tables.common import STATEMENT_COLUMNS, state_columns
from tracker.tables.table import Column, Document, Kind, Report, Row, Table, listed, of_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import Definition
    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.state import ProjectState
    from tracker.domain.synonyms import Term
    from tracker.reports.check import FindingRow
    from tracker.reports.dated import Dated

STATEMENT = "statement"
ORDER = ("milestone", "tranche", "metric", "holder", "org", "source", "project", STATEMENT)
SAID = ("remark", "quote", "reason")
"""What a statement holds in words."""
VALUE = "value"
"""Where an amount is found."""
AROUND = 40
"""So many characters are shown on either side of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One thing that holds the words: in which of its texts, and that text.

    Of a statement `name` is its subject, and `claim` what became of it; of a subject `claim` is
    what is shown of the field that answers first, and `state` how a milestone fares. A subject of
    another project than the one of bare names is `project/slug`. `synonyms` were found in place of
    words that were typed.
    """

    kind: str
    name: str
    title: str | None
    title_ja: str | None
    found_in: str
    text: str
    synonyms: tuple[str, ...] = ()
    claim: Claim | None = None
    state: MilestoneState | None = None

    @property
    def said(self) -> Statement | None:
        """What was said: by the statement found, or what is shown of the subject found."""
        return self.claim.said if self.claim else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReport(Report):
    """What holds the words of a search, by its kind; first what is called so."""

    schema: ClassVar[str] = "search/v1"

    clocks: Clocks
    rows: tuple[SearchRow, ...]
    instead: str
    """What people are told to try where there is nothing."""

    @property
    def synonyms(self) -> tuple[str, ...]:
        """The words that were found in place of those typed."""
        return tuple(dict.fromkeys(word for row in self.rows for word in row.synonyms))

    def document(self) -> Document:
        """Declare what was found."""
        table = Table(key="found", title="Found", columns=COLUMNS, rows=self.rows)
        return listed(table)


def search(connection: Connection, text: str, project: Project, clocks: Clocks) -> SearchReport:
    """Find what holds all words of a text, or their synonyms, whatever their width and case.

    A text that names an amount with its unit or scale finds the statements of that figure besides,
    one that names a period those of a target or a baseline of just that window. Where a period
    stands behind or before other words, what holds these is found too whose day lies in it.
    The words may stand in several texts of a thing; what is retired is left out. Raises UsageError
    where there is no word.
    """
    asked = terms(text)
    if not asked:
        raise UsageError("no word to search for", 'for example: tracker search "pilot line"')
    every = stored_definitions(connection)
    out = retired_by(connection, every.values(), clocks)
    dated = dated_words(text, project)
    states = _States(connection, clocks)
    rows = []
    for name, record in every.items():
        if name in out:
            continue
        path = identity(record)[1]
        if row := _defined(record, asked, project):
            rows.append(states.with_shown(path, row))
        elif dated and (row := _defined(record, dated.asked, project)):
            row = states.with_shown(path, row)
            rows += [row] if dated.is_of(row, record) else []
    rows += _said(connection, text, asked, project, states, dated)
    instead = dated.instead if dated else elsewhere(text, project, clocks.as_of)
    return SearchReport(clocks=clocks, rows=tuple(sorted(rows, key=_order)), instead=instead)


def _order(row: SearchRow) -> tuple[Any, ...]:
    """By kind; before others what is called so, and the statement shown of those of an amount."""
    part = row.claim.part if row.claim and row.kind == STATEMENT else None
    return (
        ORDER.index(row.kind),
        bool(row.synonyms),
        row.found_in not in {"slug", VALUE},
        row.found_in == VALUE and part is not Relation.SHOWN,
        row.said.id if row.said and row.kind == STATEMENT else 0,
    )


class _States:
    """The subjects, and the projects that they belong to, each read once where it is asked for."""

    def __init__(self, connection: Connection, clocks: Clocks) -> None:
        self._connection, self.clocks = connection, clocks
        self.subjects = {
            path: one for path, one in subjects_by_path(connection).items() if one.retired is None
        }
        self._states: dict[str, ProjectState] = {}
        self._found: dict[str, list[FindingRow]] = {}

    def claim(self, about: Subject, said: Statement) -> Claim:
        """Return what became of a statement, and what the rules find about it."""
        project = about.project
        known = self.of(project)
        if project.slug not in self._found:
            self._found[project.slug] = judge(self._connection, known, RULES)
        return claim_of(about, said, known, codes_of(about, said, self._found[project.slug]))

    def of(self, project: Project) -> ProjectState:
        """Return the state of a project."""
        if project.slug not in self._states:
            state = read_state(self._connection, project, self.clocks, rates=True)
            self._states[project.slug] = state
        return self._states[project.slug]

    def with_shown(self, path: str, row: SearchRow) -> SearchRow:
        """Return what was found with what is shown of it, where it is a subject."""
        about = self.subjects.get(path) if row.kind in SUBJECTS else None
        if about is None:
            return row
        known = self.of(about.project)
        state = known.states.get(about.slug)
        shown = {field.value: found for field, found in known.fields(about).items()}
        lead = leading(about, shown, state)
        claim = claim_of(about, lead[1].shown, known) if lead else None
        return replace(row, claim=claim, state=state)


SUBJECTS = ORDER[:4]


def _defined(record: Definition, asked: Sequence[Term], project: Project) -> SearchRow | None:
    kind, name = identity(record)
    texts = dict(_texts(record))
    found = _found(texts, asked)
    if found is None:
        return None
    return SearchRow(
        kind=noun_of(kind),
        name=name.removeprefix(f"{project.slug}/"),
        title=texts.get("title") or texts.get("name"),
        title_ja=texts.get("title_ja") or texts.get("name_ja"),
        found_in=found.key,
        text=excerpt(texts[found.key], found.word, AROUND),
        synonyms=found.synonyms,
    )


def _texts(record: Definition) -> Iterator[tuple[str, str]]:
    """Give what is worded in a definition, by its key, and what it is called."""
    for one in keys_of(type(record)):
        held = getattr(record, one.attribute)
        if held and (one.name == "slug" or one.key.wording) and one.type is not date:
            yield one.name, ", ".join(held) if one.several else held
    if isinstance(record, SourceRecord) and record.publisher:
        yield "publisher", record.publisher


def _said(
    connection: Connection,
    text: str,
    asked: Sequence[Term],
    project: Project,
    states: _States,
    dated: Dated | None,
) -> Iterator[SearchRow]:
    """Look for an amount, and for words, in what stands of the statements about subjects.

    Beside a day the words may be what the subject is called. Where nobody states just that figure,
    those are found that it is rounded from.
    """
    subjects = {one.id: one for one in states.subjects.values()}
    query = statement_rows().where(is_live(tables.entry, states.clocks))
    amount = cache(partial(asked_for, text))
    is_money = any(map(amount, CURRENCIES))
    hits: list[tuple[StatementRow, Subject, _Found]] = []
    rounded: list[tuple[StatementRow, Subject, _Found]] = []
    for row in map(StatementRow._make, connection.execute(query)):
        about = subjects.get(row.subject_id)
        if about is None:
            continue
        window = _window(text, about) if row.field in PERIOD_FIELDS else None
        if window and window.same_window(Period.parse(row.value, about.project.calendar)):
            hits.append((row, about, _Found(VALUE, "", ())))
            continue
        unit = _unit(about, Field(row.field))
        printed = _printed(row, unit) if unit and (is_money or amount(unit)) else ()
        pairs = [(wanted, one) for one in printed if (wanted := amount(one.unit))]
        if any(wanted.is_figure_of(one) for wanted, one in pairs):
            hits.append((row, about, _Found(VALUE, "", ())))
        elif found := _found(_words(row), asked) or _found_of_day(row, about, dated):
            hits.append((row, about, found))
        elif any(wanted.is_rounded_from(one) for wanted, one in pairs):
            rounded.append((row, about, _Found(VALUE, "", ())))
    if not any(found.key == VALUE for *_, found in hits):
        hits += rounded
    sources = cited_sources(connection, (row.source_id for row, *_ in hits), states.clocks)
    for row, about, found in hits:
        said = read_statement(row, about, sources)
        words = {VALUE: said.text, **_words(row)}
        yield SearchRow(
            kind=STATEMENT,
            name=about.path.removeprefix(f"{project.slug}/"),
            title=about.title,
            title_ja=about.title_ja,
            found_in=found.key,
            text=excerpt(words[found.key], found.word, AROUND),
            synonyms=found.synonyms,
            claim=states.claim(about, said),
        )


def _found_of_day(row: StatementRow, about: Subject, dated: Dated | None) -> _Found | None:
    """Look for words beside which a day stands in what was said then, or is of then."""
    if dated is None or not dated.has_said(row, about):
        return None
    found = _found(_words(row) | _called(about), dated.asked)
    return found._replace(key=VALUE) if found else None


def _called(about: Subject) -> dict[str, str]:
    names = {"slug": about.slug, "title": about.title, "title_ja": about.title_ja}
    return {key: name for key, name in names.items() if name}


def _words(row: StatementRow) -> dict[str, str]:
    noted = {row.field: row.value} if row.field in TEXT_FIELDS else {}
    return {key: text for key in SAID if (text := getattr(row, key))} | noted


def _unit(about: Subject, field: Field) -> str | None:
    """The unit of what a field states; None where that is no quantity."""
    worded = field in PERIOD_FIELDS | TEXT_FIELDS or field is Field.STATUS
    return None if worded else about.unit(field)


def _window(text: str, about: Subject) -> Period | None:
    """Read what is looked for as a period; None for what is none."""
    try:
        return Period.parse(text, about.project.calendar)
    except PeriodError:
        return None


def _printed(row: StatementRow, unit: str) -> Sequence[Quantity]:
    """What a statement states, and the conversion of that which it prints."""
    try:
        value = Quantity.parse(row.value, unit)
    except QuantityError:  # it was withdrawn
        return ()
    return [one for one in (value, value.conversion) if one]


class _Found(NamedTuple):
    """The key of the text that holds most of what is asked for, a word in it, and what it is for.

    `synonyms` stand for words that were typed.
    """

    key: str
    word: str
    synonyms: tuple[str, ...]


def _found(texts: Mapping[str, str], asked: Sequence[Term]) -> _Found | None:
    """Look for each word, or else for what means the same; None where one is in no text."""
    every = {key: folded(text) for key, text in texts.items()}
    there = [word for term in asked if (word := _first(term, every.values()))]
    if len(there) < len(asked):
        return None
    key = max(every, key=lambda key: sum(word in every[key] for word in there))
    word = next((word for word in there if word in every[key]), there[0])
    synonyms = (word for word, term in zip(there, asked, strict=True) if word != term[0])
    return _Found(key, word, tuple(synonyms))


def _first(words: Iterable[str], texts: Iterable[str]) -> str | None:
    """The first of some words that a text holds."""
    every = [*texts]
    return next((word for word in words if any(word in text for text in every)), None)


def _entry(row: SearchRow) -> int | None:
    """The number of a statement that was found."""
    return row.said.id if row.said and row.kind == STATEMENT else None


def _only(columns: Iterable[Column[Row]], keys: Sequence[str]) -> Iterator[Column[Row]]:
    return (one for one in columns if one.key in keys)


TOLD_OF_MILESTONE = ("status", "target", "met_on")
TOLD_OF_STATEMENT = ("field", "value", "tier", "speaker", "stated_on")
COLUMNS: tuple[Column[SearchRow], ...] = (
    Column(key="kind", value=lambda row: row.kind),
    Column(key="name", value=lambda row: row.name),
    Column(key="title", value=lambda row: row.title),
    Column(key="title_ja", value=lambda row: row.title_ja),
    Column(key="entry", value=_entry, kind=Kind.ENTRY),
    Column(key="found_in", value=lambda row: row.found_in),
    Column(key="text", title="called", value=lambda row: row.text),
    Column(key="synonyms", value=lambda row: row.synonyms, kind=Kind.NAMES),
    *of_held(lambda row: row.state, _only(state_columns(DEFAULT_LIMITS), TOLD_OF_MILESTONE)),
    *of_held(lambda row: row.said, _only(STATEMENT_COLUMNS, TOLD_OF_STATEMENT)),
    *of_held(lambda row: row.claim, STANDING_COLUMNS),
)
