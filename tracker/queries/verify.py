"""Recomputing the hash chain, and looking whether the database still guards it."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.db.append_only import missing_guards, open_references
from tracker.db.catalog import subjects_by_path
from tracker.db.entries import StoredEntry, stored_entries
from tracker.domain.chain import GENESIS, entry_hash
from tracker.domain.period import Period
from tracker.domain.statement import last_day, parse_value
from tracker.domain.vocabulary import EntryKind
from tracker.errors import UsageError
from tracker.reports.verify import VerifyReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection

    from tracker.domain.subject import Clocks, Subject


SHORTEST = 8
UNREADABLE = "entry #{} cannot be read: it holds what the program never writes"
BEGINNING = re.compile(rf"[0-9a-f]{{{SHORTEST},{len(GENESIS)}}}")


@dataclass(slots=True)
class _Chain:
    """What the next entry has to follow; subjects are by path."""

    subjects: Mapping[str, Subject]
    id: int = 0
    hash: str = GENESIS

    def problem(self, stored: StoredEntry) -> str | None:
        """Say what is wrong with an entry, None when it follows."""
        new = stored.entry
        digest = entry_hash(stored.previous_hash, new.content(stored.id, stored.recorded_at))
        if stored.id != self.id + 1:
            return f"entry #{self.id + 1} is missing"
        if stored.previous_hash != self.hash:
            return f"entry #{stored.id} does not follow the one before it"
        if stored.hash != digest:
            return f"entry #{stored.id} is not what was recorded"
        self.id, self.hash = stored.id, stored.hash
        return None if new.kind is not EntryKind.STATEMENT else self._unreadable(stored)

    def _unreadable(self, stored: StoredEntry) -> str | None:
        """Say why reports could not show a statement.

        The day that they sort by is not hashed, because it follows from what was said.
        """
        new = stored.entry
        if not self.subjects:  # references to nothing are told of already
            return None
        subject = self.subjects[new.subject or ""]
        calendar = subject.project.calendar
        try:
            if new.field not in subject.fields:
                return f"entry #{stored.id} states a {new.field} of a {subject.kind}"
            unit = subject.unit(new.field)
            parse_value(new.field, new.value or "", unit=unit, calendar=calendar)
            if new.happened_on:
                Period.parse(new.happened_on, calendar)
            if last_day(Period.parse(new.stated_on or "", calendar)) != new.stated_until:
                return f"entry #{stored.id} is sorted by another day than it was said on"
        except UsageError as error:
            return f"entry #{stored.id} cannot be read: {error.message}"
        return None


def _readable(entries: Iterator[StoredEntry]) -> Iterator[StoredEntry | None]:
    """Give the entries, and None in place of one whose words or dates are none of ours."""
    try:
        yield from entries
    except (ValueError, TypeError):
        yield None


def _beginning(text: str) -> str:
    """Read a hash or its beginning; raises UsageError."""
    if not BEGINNING.fullmatch(text.lower()):
        hint = f"give at least {SHORTEST} of its digits, as tracker verify printed them"
        raise UsageError(f"'{text[:70]}' is no hash", hint)
    return text.lower()


def verify(
    connection: Connection,
    clocks: Clocks,
    *,
    expect: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> VerifyReport:
    """Recompute the chain up to its first broken entry; look at triggers and references.

    `expect` is the hash of a head seen earlier, or its beginning of at least 8 digits: it has to
    be in the log still. `progress` is told the entries read so far. Raises UsageError for what is
    no hash.
    """
    wanted = GENESIS if expect is None else _beginning(expect)
    # GENESIS is the head of an empty log, which every log continues.
    seen, broken = GENESIS.startswith(wanted), None
    lost = [*open_references(connection)]
    problems = [*missing_guards(connection), *lost]
    chain = _Chain({} if lost else subjects_by_path(connection))
    with closing(stored_entries(connection)) as entries:
        for stored in _readable(entries):
            due = chain.id + 1
            problem = chain.problem(stored) if stored else UNREADABLE.format(due)
            if stored is None or problem is not None:
                broken = min(stored.id, due) if stored else due
                problems.append(problem or "")
                break
            seen = seen or stored.hash.startswith(wanted)
            progress(stored.id)
    if not seen and broken is None:
        problems.append(f"no entry has the hash {expect}: the log is not a continuation of it")
    return VerifyReport(
        clocks=clocks, entries=chain.id, head=chain.hash, broken=broken, problems=tuple(problems)
    )
