"""Taking some subjects out of a database: what would make them, and what is said of them, anew."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.db.catalog import find_subject, stored_definitions
from tracker.db.chain import live_entries, parts_by_key
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.definitions.references import in_order, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.db.log import NewEntry
    from tracker.domain.definitions.records import Definition

    Name = tuple[str, str]
    Definitions = Mapping[Name, Definition]
    Extracted = list[tuple[str, Definition | StatementRecord]]

LATER = ("quote", "content")
"""What entries had not always: a key made of content is the same where they are empty."""

COMPUTED_FROM = ("milestone", "metric")
"""The kinds of subject that another's figures follow from, so that its statements come along."""


def extract(
    connection: Connection, names: Iterable[str], *, project: str | None = None
) -> Extracted:
    """Return, by kind, the definitions that subjects need and the live statements about them.

    Each comes after those that it refers to, statements in the order of the log. A milestone
    brings the statements of its metric and its gates too. Raises NotFoundError for a name that
    nothing has.
    """
    stored = stored_definitions(connection)
    found = [find_subject(connection, name, project) for name in dict.fromkeys(names)]
    wanted = [(one.kind.value, one.path) for one in found]
    needed = list(_needed_first(stored, wanted))
    told = {path for kind, path in needed if kind in COMPUTED_FROM}
    told |= {path for _, path in wanted}
    parts = parts_by_key(connection, told)
    said = list(_statements(list(live_entries(connection, told)), parts))
    cited = [("source", one.source) for one in said if one.source is not None]
    cited += [("organization", one.said_by) for one in said if one.said_by is not None]
    defined = _needed_first(stored, [*wanted, *cited])
    return [
        *((name[0], stored[name]) for name in defined),
        *(("statement", one) for one in said),
    ]


def _needed_first(stored: Definitions, names: Iterable[Name]) -> Iterator[Name]:
    """Give names, each once and after all that it refers to."""

    def needs(name: Name) -> Iterator[Name]:
        named = ((kind, other) for _, kind, other in references(stored[name]))
        return (one for one in named if one in stored)

    return in_order(names, needs)


def _statements(entries: Sequence[NewEntry], parts: Mapping[str, int]) -> Iterator[StatementRecord]:
    """Put the entries of one key together again; where some are missing each has a key of its own.

    `parts` counts those that were recorded under each key. Without a key one is made from the
    content, with a number where the same was said before.
    """
    made: Counter[str] = Counter()
    for key, group in groupby(entries, key=lambda entry: entry.key):
        together = list(group)
        if key is not None and _whole(together, parts[key]):
            yield _statement(together, key)
            continue
        for entry in together:
            own = f"{key}.{entry.key_part}" if key is not None else _content_key(entry)
            made[own] += 1
            yield _statement([entry], own if made[own] == 1 else f"{own}-{made[own]}")


def _whole(together: Sequence[NewEntry], parts: int) -> bool:
    """Whether these are all the entries of a key, and about one subject."""
    numbers = [entry.key_part for entry in together]
    same = len({entry.subject for entry in together}) == 1
    return same and len(together) == parts and numbers == [*range(1, parts + 1)]


def _statement(entries: Sequence[NewEntry], key: str) -> StatementRecord:
    first = entries[0]
    return StatementRecord(
        subject=str(first.subject),
        values=tuple((one.field, one.value) for one in entries if one.field and one.value),
        on=first.stated_on,
        happened=first.happened_on,
        source=first.source,
        said_by=first.said_by,
        tier=first.tier,
        remark=first.remark,
        quote=first.quote,
        reason=first.reason,
        key=key,
    )


def _content_key(entry: NewEntry) -> str:
    """A short name for what an entry says, the same in every database."""
    rows = {"subject_id", "source_id", "said_by_id", "recorded_by"}
    said = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name not in rows}
    kept = {name: str(value) for name, value in said.items() if value or name not in LATER}
    content = json.dumps(kept, sort_keys=True)
    return f"content-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
