"""The whole log as lines, with names in place of row ids, and back to a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, Table, exc, insert, select

from tracker.db import tables
from tracker.db.catalog import subjects_by_path
from tracker.db.chain import Chain
from tracker.db.projection import Logged, learn, store_all
from tracker.db.tables import UtcDateTime
from tracker.domain.log.chain import GENESIS
from tracker.domain.text import flaw, utc_text
from tracker.domain.vocabulary import EntryKind, SubjectKind
from tracker.errors import LineError, Place, TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    Line = Mapping[str, Any]
    Row = tuple[Place, dict[str, Any]]
    Names = dict[str, dict[int, str]]
    Ids = dict[str, dict[str, int]]

ENTRIES, HEAD = "entries", "head"
"""The keys of the line that ends a log."""
BATCH = 1000
LONGEST_TEXT = 1_000_000
TABLES = (
    tables.project,
    tables.organization,
    tables.source,
    tables.subject,
    tables.metric,
    tables.milestone,
    tables.gate,
    tables.tranche,
    tables.holding,
    tables.exchange_rate,
    tables.entry,
)
"""In an order in which no row refers to a later table."""

BY_NAME = {table.name: table for table in TABLES}
NAMED = ("project", "organization", "source", "subject")
"""The tables whose rows others refer to by name; entries are referred to by number."""


SINCE = {"metric": {"cumulative": False}}
"""What an export of an older program leaves out of a table's rows, and what it meant."""


def dump(connection: Connection) -> Generator[dict[str, Any], None, None]:
    """Give every entry of the log as a mapping of texts and numbers, empty columns left out.

    All else follows from the log. The last mapping counts the entries and names the head. Order and
    keys are the same for databases with the same content. Whoever stops before the end closes it.
    """
    names = {name: _names(connection, name) for name in NAMED}
    table, end = tables.entry, {ENTRIES: 0, HEAD: GENESIS}
    query = select(table).order_by(table.c.id)
    with connection.execute(query, execution_options={"yield_per": BATCH}) as rows:
        for row in rows.mappings():
            kept = {c.name: row[c.name] for c in table.c if row[c.name] is not None}
            end = {ENTRIES: row["id"], HEAD: row["hash"]}
            yield dict(_written(table, kept, names))
    yield end


def load(connection: Connection, read: Callable[[], Iterable[tuple[Place, Line]]]) -> bool:
    """Fill an empty database from what `dump` gave; tell whether all of it is proved.

    `read` gives the lines from the first on, each with its place, as often as it is called. What
    older programs wrote, which begins with the tables, is taken too: the log does not prove it.

    Raises LineError for the first line that is malformed, breaks a rule of the database, is an
    entry that does not follow in the chain, or for a last line that is missing or another one.
    """
    first = next(iter(read()), None)
    old = first is not None and "table" in first[1]
    (_load_tables if old else _load_log)(connection, read)
    return not old


def _load_log(connection: Connection, read: Callable[[], Iterable[tuple[Place, Line]]]) -> None:
    """Store what the log defines, then the log, then compare it with the last line."""
    logged, place, end = Logged(), Place("the log"), None
    for place, line in read():
        if end is not None:
            raise LineError(place, None, "stands behind the line that ends the log", AS_WRITTEN)
        if ENTRIES in line:
            end = line
        elif line.get("kind") == EntryKind.DEFINE:
            _learn(logged, place, line)
    if end is None:
        raise LineError(place, None, "the log goes on: the line that ends it is missing", WHOLE)
    try:
        store_all(connection, logged)
    except (TrackerError, exc.DBAPIError, OverflowError) as error:
        raise LineError(place, None, f"the log defines what cannot be: {error}", WHOLE) from error
    chain = _fill(connection, tables.entry, (pair for pair in read() if ENTRIES not in pair[1]), {})
    if end != {ENTRIES: chain.id, HEAD: chain.hash}:
        counted = f"ends at entry #{chain.id}, {chain.hash[:8]}…"
        raise LineError(place, None, f"the log {counted}, and not where this line says", WHOLE)


def _learn(logged: Logged, place: Place, line: Line) -> None:
    try:
        recorded_at = _instant(line["recorded_at"])
        learn(logged, line["id"], line["content"], recorded_at)
    except (KeyError, TypeError, ValueError) as error:
        raise LineError(place, "content", "defines nothing that can be read", WHOLE) from error


def _load_tables(connection: Connection, read: Callable[[], Iterable[tuple[Place, Line]]]) -> None:
    """Store what a program wrote that dumped all tables, the log last."""
    ids: Ids = {}
    last = 0
    for name, group in groupby(read(), key=lambda pair: pair[1].get("table")):
        table = BY_NAME.get(str(name))
        if table is None or TABLES.index(table) < last:
            place = next(group)[0]
            raise LineError(place, "table", f"a row of '{name}' does not belong here", AS_WRITTEN)
        last = TABLES.index(table)
        _fill(connection, table, group, ids)  # noqa: B031 - the branch above ends the loop
    for kind in SubjectKind:
        whole, own = tables.subject, BY_NAME[kind]
        lacking = select(whole.c.slug).where(
            whole.c.kind == kind, whole.c.id.not_in(select(own.c.subject_id))
        )
        if (slug := connection.scalar(lacking.limit(1))) is not None:
            message = f"ends before it tells what the {kind} {slug} is"
            raise LineError(Place("the file"), None, message, WHOLE)


AS_WRITTEN = "give the file as tracker export wrote it"
WHOLE = "take a copy of a record that tracker verify calls whole"


def _fill(
    connection: Connection, table: Table, lines: Iterable[tuple[Place, Line]], ids: Ids
) -> Chain:
    """Store the rows of a table; return the chain of the entries stored, if these are entries."""
    for name in NAMED:
        if name not in ids and name != table.name:
            ids[name] = {text: row for row, text in _names(connection, name).items()}
    chain = Chain(subjects_by_path(connection) if table is tables.entry else {})
    rows: list[Row] = []
    for place, line in lines:
        if _refers_to_itself(table, line):
            _store(connection, table, rows, chain)
            ids[table.name] = {text: row for row, text in _names(connection, table.name).items()}
        rows.append((place, dict(_read(table, place, line, ids))))
        if len(rows) == BATCH:
            _store(connection, table, rows, chain)
    _store(connection, table, rows, chain)
    ids.pop(table.name, None)
    return chain


def _store(connection: Connection, table: Table, rows: list[Row], chain: Chain) -> None:
    """Store rows and forget them; entries have to go on with the chain."""
    if rows:
        _insert(connection, table, rows)
        if table is tables.entry:
            first = chain.id + 1
            broken = chain.follow(connection)
            if broken is not None:
                place = rows[broken.entry - first][0]
                raise LineError(place, None, broken.problem, WHOLE)
        rows.clear()


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows; where one breaks a rule, again one by one, to tell which it is."""
    empty = dict.fromkeys(c.name for c in table.c if c.name != "id")
    empty |= SINCE.get(table.name, {})
    try:
        with connection.begin_nested():
            connection.execute(insert(table), [empty | row for _, row in rows])
    except (exc.IntegrityError, exc.DataError) as error:
        if len(rows) > 1:
            for row in rows:
                _insert(connection, table, [row])
            return
        reason = str(error.orig).splitlines()[0]
        message = f"breaks a rule of the database: {reason}"
        raise LineError(rows[0][0], None, message, AS_WRITTEN) from error


def _refers_to_itself(table: Table, line: Line) -> bool:
    return table is tables.organization and "parent" in line


def _names(connection: Connection, name: str) -> dict[int, str]:
    """The names of a table's rows: slugs, and paths of subjects."""
    table = BY_NAME[name]
    query = select(table.c.id, table.c.slug)
    if table is tables.subject:
        slug = tables.project.c.slug + "/" + table.c.slug
        query = select(table.c.id, slug).join_from(table, tables.project)
    return {row[0]: row[1] for row in connection.execute(query)}


def _written(table: Table, row: Mapping[str, Any], names: Names) -> Iterator[tuple[str, Any]]:
    for column, value in row.items():
        target = _target(table.c[column])
        if target is not None:
            yield column.removesuffix("_id"), names[target][value] if target in names else value
        elif column != "id" or table is tables.entry:
            yield column, _text(value)


def _read(table: Table, place: Place, line: Line, ids: Ids) -> Iterator[tuple[str, Any]]:
    known = {column.name.removesuffix("_id"): column for column in table.c}
    if table is tables.entry:
        known |= {"id": table.c.id}
        if "id" not in line:
            raise LineError(place, None, "is no entry of the log", AS_WRITTEN)
    for key, value in line.items():
        if key == "table":
            continue
        column = known.get(key)
        if column is None:
            raise LineError(place, key, f"a {table.name} has no '{key}'", AS_WRITTEN)
        yield column.name, _value(column, place, value, ids)


def _value(column: Column[Any], place: Place, value: Any, ids: Ids) -> Any:  # noqa: ANN401
    target = _target(column)
    try:
        if target in ids:
            return ids[target][value]
        if isinstance(column.type, Date):
            return date.fromisoformat(value)
        if isinstance(column.type, UtcDateTime):
            return _instant(value)
        if _fits(column, value):
            return value
    except (KeyError, TypeError, ValueError):
        pass
    key = column.name.removesuffix("_id")
    raise LineError(place, key, f"{key} '{str(value)[:60]}' is unknown", AS_WRITTEN)


def _instant(text: str) -> datetime:
    """Read an instant with its zone; raises ValueError for one without, or that no UTC has."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def _fits(column: Column[Any], value: object) -> bool:
    """Whether a column holds such values; SQLite would take any."""
    if isinstance(column.type, Boolean):
        return isinstance(value, bool)
    if isinstance(column.type, Integer):
        bits = 63 if isinstance(column.type, BigInteger) else 31
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**bits
    return isinstance(value, str) and flaw(value, LONGEST_TEXT) is None


def _target(column: Column[Any]) -> str | None:
    """The table that a column refers to, None for a plain one."""
    reference = next(iter(column.foreign_keys), None)
    return reference.column.table.name if reference else None


def _text(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, datetime):
        return utc_text(value)
    return value.isoformat() if isinstance(value, date) else value
