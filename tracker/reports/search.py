"""What holds some words: slugs, titles, aliases, sources and what was said, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from tracker.db import tables
from tracker.db.catalog import retired_by, stored_definitions, subjects_by_path
from tracker.db.statements import StatementRow, is_live, statement_rows
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import SourceRecord, identity
from tracker.domain.text import excerpt, folded
from tracker.domain.vocabulary import noun_of
from tracker.errors import UsageError
from tracker.tables.table import Column, Document, Kind, Report, Table, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import Definition
    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks

STATEMENT = "statement"
ORDER = ("milestone", "tranche", "metric", "holder", "org", "source", "project", STATEMENT)
SAID = ("remark", "quote", "reason")
"""What a statement holds in words."""
AROUND = 40
"""So many characters are shown on either side of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One thing that holds the words: in which of its texts, and that text.

    Of a statement `name` is its subject and `entry` its number. A subject of another project than
    the one of bare names is `project/slug`.
    """

    kind: str
    name: str
    title: str | None
    title_ja: str | None
    found_in: str
    text: str
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReport(Report):
    """What holds the words of a search, by its kind; first what is called so."""

    schema: ClassVar[str] = "search/v1"

    clocks: Clocks
    rows: tuple[SearchRow, ...]

    def document(self) -> Document:
        """Declare what was found."""
        table = Table(key="found", title="Found", columns=COLUMNS, rows=self.rows)
        return listed(table)


def search(connection: Connection, text: str, project: Project, clocks: Clocks) -> SearchReport:
    """Find what holds all words of a text, whatever their width and case; retired is left out.

    The words may stand in several texts of a thing. Raises UsageError where there is no word.
    """
    words = tuple(folded(text).split())
    if not words:
        raise UsageError("no word to search for", 'for example: tracker search "pilot line"')
    every = stored_definitions(connection)
    out = retired_by(connection, every.values(), clocks)
    rows = [
        row
        for name, record in every.items()
        if name not in out and (row := _defined(record, words, project))
    ]
    rows += _said(connection, words, project, clocks)
    rows.sort(key=lambda row: (ORDER.index(row.kind), row.found_in != "slug", row.entry or 0))
    return SearchReport(clocks=clocks, rows=tuple(rows))


def _defined(record: Definition, words: Sequence[str], project: Project) -> SearchRow | None:
    kind, name = identity(record)
    texts = dict(_texts(record))
    found = _found(texts, words)
    if found is None:
        return None
    return SearchRow(
        kind=noun_of(kind),
        name=name.removeprefix(f"{project.slug}/"),
        title=texts.get("title") or texts.get("name"),
        title_ja=texts.get("title_ja") or texts.get("name_ja"),
        found_in=found,
        text=excerpt(texts[found], words[0], AROUND),
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
    connection: Connection, words: Sequence[str], project: Project, clocks: Clocks
) -> Iterator[SearchRow]:
    """Look for words in what stands of the statements about subjects that are not retired."""
    subjects = {one.id: one for one in subjects_by_path(connection).values() if one.retired is None}
    query = statement_rows().where(is_live(tables.entry, clocks))
    for row in map(StatementRow._make, connection.execute(query)):
        about = subjects.get(row.subject_id)
        texts = {key: text for key in SAID if (text := getattr(row, key))}
        found = _found(texts, words) if about else None
        if about and found:
            yield SearchRow(
                kind=STATEMENT,
                name=about.path.removeprefix(f"{project.slug}/"),
                title=about.title,
                title_ja=about.title_ja,
                found_in=found,
                text=excerpt(texts[found], words[0], AROUND),
                entry=row.id,
            )


def _found(texts: Mapping[str, str], words: Sequence[str]) -> str | None:
    """Return the key of the text that holds most of the words; None where one is in no text."""
    every = {key: folded(text) for key, text in texts.items()}
    if not all(any(word in text for text in every.values()) for word in words):
        return None
    return max(every, key=lambda key: sum(word in every[key] for word in words))


def _told(row: SearchRow) -> str | None:
    """What it is called; in front of that where else the words stand."""
    if row.found_in in {"slug", "title", "name"}:
        return row.title
    number = "" if row.entry is None else f"#{row.entry} "
    where = "" if row.found_in.endswith("_ja") else f"{number}{row.found_in}: "
    return f"{where}{row.text}; {row.title}"


COLUMNS: tuple[Column[SearchRow], ...] = (
    Column(key="kind", value=lambda row: row.kind, whole=True),
    Column(key="name", value=lambda row: row.name, whole=True),
    Column(key="title", value=lambda row: row.title, screen=False),
    Column(key="title_ja", value=lambda row: row.title_ja, screen=False),
    Column(key="entry", value=lambda row: row.entry, kind=Kind.ENTRY, screen=False),
    Column(key="found_in", value=lambda row: row.found_in, screen=False),
    Column(key="text", title="called", value=lambda row: row.text, told=_told),
)
