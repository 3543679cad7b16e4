"""Following the chain: the first stored entry that is not what was recorded."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from tracker.db import sqlite
from tracker.db.entries import BATCH, StoredEntry, stored_entries
from tracker.domain.log.chain import GENESIS, entry_hash
from tracker.domain.log.statement import last_day, parse_value
from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import EntryKind
from tracker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Subject

UNREADABLE = "entry #{} cannot be read: it holds what the program never writes"


@dataclass(frozen=True, slots=True)
class Broken:
    """The entry at which the chain ends too early, and what is wrong there."""

    entry: int
    problem: str


@dataclass(slots=True)
class Chain:
    """How far the log is what was recorded: `id` and `hash` are of the last sound entry.

    `subjects` are by path; without any, what a statement says is not looked at.
    """

    subjects: Mapping[str, Subject]
    id: int = 0
    hash: str = GENESIS

    def follow(
        self, connection: Connection, each: Callable[[StoredEntry], None] = lambda _: None
    ) -> Broken | None:
        """Go on to the end of the log, or to the first entry that is broken.

        `each` is told of every sound entry.
        """
        with closing(self._rest(connection)) as entries:
            for stored in entries:
                due = self.id + 1
                if stored is None:
                    return Broken(due, UNREADABLE.format(due))
                if problem := self._problem(stored):
                    return Broken(min(stored.id, due), problem)
                self.id, self.hash = stored.id, stored.hash
                each(stored)
        return None

    def _rest(self, connection: Connection) -> Generator[StoredEntry | None, None, None]:
        """Give the entries still to follow, and None in place of one that cannot be read.

        A batch with such an entry is read again one by one, to tell which it is.
        """
        for batch in (BATCH, 1):
            entries = stored_entries(connection, after=self.id or None, batch=batch)
            try:
                with closing(entries):
                    yield from entries
                    return
            except (ValueError, TypeError):
                continue
            except DBAPIError as error:
                if not sqlite.is_undecodable(error):
                    raise
        yield None

    def _problem(self, stored: StoredEntry) -> str | None:
        """Say what is wrong with an entry, None when it follows."""
        new = stored.entry
        if stored.id != self.id + 1:
            return f"entry #{self.id + 1} is missing"
        if stored.previous_hash != self.hash:
            return f"entry #{stored.id} does not follow the one before it"
        try:
            digest = entry_hash(stored.previous_hash, new.hashed(stored.id, stored.recorded_at))
        except TypeError:  # SQLite stores anything anywhere
            return UNREADABLE.format(stored.id)
        if stored.hash != digest:
            return f"entry #{stored.id} is not what was recorded"
        return None if new.kind is not EntryKind.STATEMENT else self._unreadable(stored)

    def _unreadable(self, stored: StoredEntry) -> str | None:
        """Say why reports could not show a statement.

        The day that they sort by is not hashed, because it follows from what was said.
        """
        new = stored.entry
        if not self.subjects:
            return None
        subject = self.subjects.get(new.subject or "")
        if subject is None:
            return f"entry #{stored.id} is about a subject that is not defined"
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
