"""Logging one update and telling what it changed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.db.log import read_clocks
from tracker.db.state import read_state
from tracker.db.statements import is_standing, read_entries
from tracker.domain.definitions.catalog import as_name
from tracker.domain.log.shape import nothing_said, read_words, understood
from tracker.domain.shown.explain import Effect, effect
from tracker.domain.shown.verdict import counts_more
from tracker.domain.text import is_address, read_address
from tracker.domain.vocabulary import Field
from tracker.errors import UsageError
from tracker.reports.log import (
    LoggedRow,
    LogReport,
    moved_milestones,
    new_findings,
    shown_on_its_day,
)
from tracker.reports.outcome import Outcome
from tracker.reports.subject import held_wrong
from tracker.services.instead import subject_meant
from tracker.services.organizations import speaker_meant
from tracker.services.record import DETAILS, Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Finding
    from tracker.domain.definitions.records import StatementRecord
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.state import ProjectState
    from tracker.domain.vocabulary import OrganizationKind
    from tracker.services.moment import Moment
    from tracker.services.record import Recorded


def log(
    connection: Connection,
    record: StatementRecord,
    words: Sequence[str],
    moment: Moment,
    new_org: OrganizationKind | None = None,
) -> LogReport:
    """Record what was said and report the fields and milestones that it bore on.

    `words` are the values typed after the subject; the record's source may be an address, its
    names and words what `exactly` and `word_for` understand. Who is quoted is defined as a
    `new_org` where nobody is called so. Needs the connection of a writing transaction. Raises what
    Recorder.statement raises, and UsageError for words of the wrong shape.
    """
    recorder = Recorder(connection, moment)
    subject = subject_meant(connection, recorder, record, words, moment.project)
    own = recorder.catalog(moment.project).project
    with _named_in_full(subject, needed=subject.project.slug != own.slug):
        known = understood(subject, words)
        values = _values(subject, record, known, recorder.said_on(record))
    said_by = speaker_meant(recorder, subject, record.said_by, new_org)
    source = recorder.sources.meant(record, recorder.catalog(subject.project.slug).organizations)
    named = filter(None, [record.said_by, record.source])
    within, _, name = record.subject.rpartition("/")
    typed = (within, name, *words, *named)
    of = within if as_name(within) in {"", subject.project.slug} else subject.project.slug
    meant = (of, subject.slug, *known, *filter(None, [said_by, source]))
    record = replace(record, subject=subject.path, said_by=said_by, source=source)
    record = replace(record, values=values)
    clocks = read_clocks(connection, moment.today, None)
    catalog = recorder.catalog(subject.project.slug)
    catalog = catalog.current() if subject.retired is None else catalog
    before = read_state(connection, subject.project, clocks, catalog=catalog, rates=True)
    recorded = recorder.statement(record)
    address = record.source if record.source and is_address(record.source) else None
    recorder.flush()
    said = read_entries(connection, {one.entry: one.subject for one in recorded})
    new = [said[one.entry] for one in recorded if one.result is Outcome.CREATED]
    after = before.with_statements(new, read_clocks(connection, moment.today, None))
    live = {
        one.entry
        for one in recorded
        if one.result is Outcome.CREATED or is_standing(connection, one.entry, after.clocks)
    }
    return LogReport(
        clocks=after.clocks,
        rows=tuple(
            logged_row(
                said[one.entry],
                before,
                after,
                one.result,
                live=one.entry in live,
                address=address,
                dropped=tuple(DETAILS[name] for name in one.dropped),
            )
            for one in recorded
        ),
        milestones=moved_milestones(before, after),
        findings=new_findings(before, after, new) if new else _held_wrong(after, recorded),
        read_as=tuple(pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]),
        made=() if record.tier else tuple(sorted(recorder.sources.made)),
        defined=tuple(recorder.defined),
    )


@contextmanager
def _named_in_full(subject: Subject, *, needed: bool) -> Iterator[None]:
    """Let the calls of hints name the project of a subject where that is `needed`."""
    try:
        yield
    except UsageError as error:
        if needed:
            error.hint = error.hint.replace(f"log {subject.slug}", f"log {subject.path}")
        raise


def _held_wrong(known: ProjectState, recorded: Sequence[Recorded]) -> tuple[Finding, ...]:
    """What holds the statements wrong that were recorded before."""
    wrong = held_wrong(known.narrowed({one.subject.slug for one in recorded}))
    return tuple(wrong[one.entry] for one in recorded if one.entry in wrong)


def _values(
    subject: Subject, record: StatementRecord, words: Sequence[str], said: date
) -> tuple[tuple[Field, str], ...]:
    """The words and the options together; a message alone is a note."""
    values = (*read_words(subject, words, said), *record.values)
    if not values and record.remark and record.remark.strip() and Field.NOTE in subject.fields:
        return ((Field.NOTE, record.remark),)
    if not values:
        raise nothing_said(subject)
    return values


def logged_row(
    said: Statement,
    before: ProjectState,
    after: ProjectState,
    result: Outcome,
    *,
    live: bool = True,
    address: str | None = None,
    dropped: tuple[str, ...] = (),
) -> LoggedRow:
    """Tell what one statement did, be it that it is not `live`: that it was marked since.

    `address` is that of its source as it was typed, if it was.
    """
    was, now = shown_on_its_day(before, said), shown_on_its_day(after, said)
    state = after.states.get(said.subject)
    known = said.source.url if said.source else None
    as_known = address is None or known in {address, read_address(address)[0]}
    return LoggedRow(
        result=result,
        subject=said.subject,
        statement=said,
        effect=effect(said, was, now) if live else Effect.DEPRECATED,
        before=was.shown if was else None,
        shown=now.shown if now else None,
        conflicts=now is None or any(one.id == said.id for one in now.conflicts),
        grew=now is not None and counts_more(said, now.shown, now.last_said),
        status=state.word if state else None,
        cited_as=None if as_known else address,
        dropped=dropped,
    )
