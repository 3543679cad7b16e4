"""Words beside which a day stands in what is searched for: `pilot line April 2025`."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.definitions.records import SourceRecord
from tracker.domain.periods.period import Period
from tracker.domain.synonyms import terms
from tracker.domain.vocabulary import PERIOD_FIELDS, WITHDRAWN
from tracker.errors import PeriodError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.db.statements import StatementRow
    from tracker.domain.definitions.records import Definition
    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.synonyms import Term
    from tracker.reports.search import SearchRow

LONGEST_DAY = 4
"""A day has at most so many words: `the end of 2027`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The words that are asked for, and the period in which their day has to lie."""

    asked: Sequence[Term]
    window: Period
    rest: str

    @property
    def instead(self) -> str:
        """What people are told to try where there is nothing."""
        call = f"tracker search {shlex.quote(self.rest)}"
        return f"nothing of {self.window.text} holds the other words; without the day: {call}"

    def is_of(self, row: SearchRow, record: Definition) -> bool:
        """Whether a source was published then, a milestone is of then, or what is shown was said.

        A milestone is of the day on which it was met, else of that for which it is promised.
        """
        if isinstance(record, SourceRecord):
            day = record.published_on
            return day is not None and self._holds(Period.parse(day))
        if row.state and row.state.when:
            return self._holds(row.state.when)
        return row.said is not None and self._holds(row.said.stated_on)

    def has_said(self, row: StatementRow, about: Subject) -> bool:
        """Whether a statement was made then, or puts its subject there."""
        days = [row.stated_on, row.happened_on, row.value if row.field in PERIOD_FIELDS else None]
        calendar = about.project.calendar
        return any(
            self._holds(Period.parse(day, calendar))
            for day in days
            if day and day != WITHDRAWN.value
        )

    def _holds(self, when: Period) -> bool:
        return self.window.contains(when)


def dated_words(text: str, project: Project) -> Dated | None:
    """Part a text into words and the longest period at its end, else at its beginning."""
    every = text.split()
    for size in range(min(len(every) - 1, LONGEST_DAY), 0, -1):
        for day, words in ((every[-size:], every[:-size]), (every[:size], every[size:])):
            try:
                window = Period.parse(" ".join(day), project.calendar)
            except PeriodError:
                continue
            rest = " ".join(words)
            return Dated(asked=terms(rest), window=window, rest=rest)
    return None
