"""Making entries of what was written, checked against the definitions."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import find_project, read_catalog, subjects_by_path
from tracker.db.log import NewEntry
from tracker.domain.definitions.catalog import (
    MOST_OFFERED,
    Catalog,
    as_name,
    is_retired,
    missing,
    of_another,
)
from tracker.domain.definitions.subject import Milestone
from tracker.domain.log.limits import (
    check_happened,
    check_reason,
    check_stated,
    check_value,
    check_words,
)
from tracker.domain.log.planned import as_plan
from tracker.domain.log.shape import require_field
from tracker.domain.log.statement import date_on_earth, last_day, parse_value, value_text
from tracker.domain.periods.calendar import JAPAN
from tracker.domain.periods.period import Period
from tracker.domain.periods.yearless import with_year
from tracker.domain.vocabulary import PERIOD_FIELDS, Field, Status, Tier
from tracker.errors import NotFoundError, UsageError
from tracker.services.places import Mistakes, placed, under
from tracker.services.sources import NO_SOURCE, Sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import SourceRecord, StatementRecord
    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Value
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.services.moment import Moment
    from tracker.services.sources import CitedSource


"""So many names are proposed."""


class EntryMaker:
    """Turns records into entries for the log, knowing every name in the database.

    A page that is cited for the first time becomes one of its `sources`, which are told to
    `define`. Nothing may be dated after the day that it is `now`.
    """

    def __init__(
        self,
        connection: Connection,
        moment: Moment,
        now: datetime,
        define: Callable[[SourceRecord], None],
    ) -> None:
        self._connection = connection
        self._latest = date_on_earth(now)
        self.today = moment.today
        self._author = moment.author
        self._project = moment.project
        self.sources = Sources(connection, define)
        self.renew()

    def renew(self) -> None:
        """Learn the names anew, after definitions were made in the same transaction."""
        self._catalogs: dict[str | None, Catalog] = {}
        self._subjects: dict[str, Subject] = {}
        self._everywhere: list[str] | None = None
        self.sources.learn()
        known = tables.organization.c
        rows = self._connection.execute(select(known.slug, known.id, known.retired)).all()
        self._organizations: dict[str, int] = {slug: number for slug, number, _ in rows}
        self._left = {slug: reason for slug, _, reason in rows if reason is not None}

    def subject(self, path: str) -> Subject:
        """Find a subject by `project/slug` or bare slug; raises NotFoundError."""
        if path not in self._subjects:
            project, _, slug = path.rpartition("/")
            self._subjects[path] = self.catalog(project or self._project).subject(slug)
        return self._subjects[path]

    def subject_of(self, record: StatementRecord) -> Subject:
        """Find the subject of a record; of a file's that lacks it, say where the name is."""
        try:
            return self.subject(record.subject)
        except NotFoundError as error:
            if record.where is not None and "/" not in record.subject:
                self._answer(error, record.subject, record.where.file)
            raise

    def _answer(self, error: NotFoundError, name: str, file: str) -> None:
        """Let the error for a name in a file say which project has it, or one that is near."""
        if self._everywhere is None:
            known = subjects_by_path(self._connection)
            self._everywhere = [path for path, one in known.items() if one.retired is None]
        own = self.catalog(self._project)
        there = [path for path in self._everywhere if path.endswith(f"/{as_name(name)}")]
        if there:
            error.message = of_another(name, there, own.project.slug)
            error.hint = f"write {' or '.join(there[:MOST_OFFERED])}"
            if file.endswith(".toml"):
                project = there[0].partition("/")[0]
                error.hint = f'write subject = "{there[0]}"'
                error.hint += f', or at the top of the file: project = "{project}"'
            return
        slugs = [path.partition("/")[2] for path in self._everywhere]
        near = get_close_matches(as_name(name), [*own.subjects, *slugs], n=1)
        if near and near[0] not in own.subjects:
            paths = [path for path in self._everywhere if path.endswith(f"/{near[0]}")]
            error.hint = f"did you mean {' or '.join(paths[:MOST_OFFERED])}?"

    def retired(self, said: NewEntry) -> UsageError | None:
        """Return the error for a new statement that names what is retired, if it does."""
        subject = self.subject(said.subject or "")
        if subject.retired is not None:
            return is_retired("subject", subject.slug, subject.retired)
        if subject.project.retired is not None:
            return is_retired("project", subject.project.slug, subject.project.retired)
        cited = self.sources.retired.get(said.source or "")
        if cited is not None:
            return is_retired("source", said.source or "", cited)
        left = self._left.get(said.said_by or "")
        return None if left is None else is_retired("org", said.said_by or "", left)

    def entries(self, record: StatementRecord) -> list[NewEntry]:
        """Make one entry per field; errors name the field, and where in a file it stands."""
        mistakes = Mistakes()
        with placed(record.where):
            check_words(record)
            with under("subject"):
                subject = self.subject_of(record)
            shared = self._shared(record, subject.project.calendar, mistakes)
            filled = [
                mistakes.attempt(field.value, self._filled, shared, subject, field, text)
                for field, text in record.values
            ]
            mistakes.check()
        return [
            replace(entry, key_part=part if record.key else None)
            for part, entry in enumerate(filled, 1)
            if entry is not None
        ]

    def _filled(self, shared: NewEntry, subject: Subject, field: Field, text: str) -> NewEntry:
        """Add subject, field and value; a milestone's value is its metric's."""
        if plan := as_plan(subject, field, text):
            raise plan
        if isinstance(subject, Milestone) and subject.metric and field is Field.VALUE:
            subject = self.subject(f"{subject.project.slug}/{subject.metric}")
        calendar = subject.project.calendar
        require_field(subject, field)
        if field is Field.BASELINE:
            check_reason(shared.reason or "", "a baseline")
        value = _value(subject, field, text, calendar, shared.stated_until or self.today)
        if shared.happened_on is not None and shared.stated_on is not None:
            with under("happened"):
                happened = Period.parse(shared.happened_on, calendar)
                check_happened(field, value, happened, Period.parse(shared.stated_on, calendar))
        return replace(
            shared,
            subject_id=subject.id,
            subject=subject.path,
            field=field,
            value=value.value if isinstance(value, Status) else value_text(value),
        )

    def _shared(
        self, record: StatementRecord, calendar: FiscalCalendar, mistakes: Mistakes
    ) -> NewEntry:
        """What all fields of one record have in common; without what is a mistake in it."""
        day = mistakes.attempt("published_on", _published, record)
        cited = mistakes.attempt("source", self.sources.cited, record.source, record.tier, day)
        source = cited or NO_SOURCE
        stated_on = mistakes.attempt(
            "on", self._stated_on, record, source.published_on, calendar
        ) or Period.of_day(self.today)
        said_by_id = mistakes.attempt("said_by", self._organization, record.said_by)
        happened = record.happened and mistakes.attempt(
            "happened", _happened, record.happened, calendar, last_day(stated_on)
        )
        return NewEntry(
            tier=record.tier or Tier(source.tier),
            stated_on=stated_on.text,
            stated_until=last_day(stated_on),
            happened_on=happened.text if happened else None,
            source_id=source.id,
            source=source.slug,
            said_by_id=said_by_id,
            said_by=record.said_by,
            remark=record.remark,
            quote=record.quote.strip() if record.quote else None,
            reason=record.reason,
            key=record.key,
            recorded_by=self._author,
        )

    def undated(self, record: StatementRecord) -> UsageError | None:
        """Return the error for a new statement of which nobody tells when it was said.

        The day of recording is never taken for when something was published, or somebody quoted:
        only for the keeper's own judgement.
        """
        if record.on is not None or (record.source is None and record.said_by is None):
            return None
        if record.source is None:
            ways = f"the day: --on {self.today}; or where it is told: --source SLUG|URL"
            if record.where is not None:
                ways = f'the day: on = "{self.today}"; or where it is told: source'
            return UsageError(f"when {record.said_by} said so is unknown", ways)
        source = self.sources.cited(record.source, record.tier)
        if source.published_on is not None:
            return None
        new = source.slug in self.sources.made
        ways = _ways_to_date(source, self.today, typed=record.where is None, new=new)
        return UsageError(f"source {source.slug} has no day, so when it was said is unknown", ways)

    def said_on(self, record: StatementRecord) -> date:
        """The day of a record, for hints: today where what it tells is no day."""
        known = self.sources.known(record.source)
        try:
            published = record.published_on or (known.published_on if known else None)
            return last_day(self._stated_on(record, published, JAPAN))
        except UsageError:
            return self.today

    def _stated_on(
        self, record: StatementRecord, published: str | None, calendar: FiscalCalendar
    ) -> Period:
        """The day given, else the source's unless that is still to come, else today."""
        if record.on is not None:
            said = Period.parse(record.on, calendar)
            check_stated(said, self._latest, self.today)
            return said
        if published is not None:
            said = Period.parse(published, calendar)
            if said.latest is not None and said.latest <= self._latest:
                return said
        return Period.of_day(self.today)

    def catalog(self, project: str | None) -> Catalog:
        """The definitions of a project by its slug, or of the first one made."""
        if project not in self._catalogs:
            found = find_project(self._connection, project)
            known = self._catalogs.get(found.slug) or read_catalog(
                self._connection, found, retired_too=True
            )
            self._catalogs[project] = self._catalogs[found.slug] = known
        return self._catalogs[project]

    def _organization(self, slug: str | None) -> int | None:
        if slug is None:
            return None
        if slug not in self._organizations:
            raise missing("org", slug, self._organizations)
        return self._organizations[slug]


def _published(record: StatementRecord) -> str | None:
    """Return the day of a page as it is kept, if one is told; raises UsageError without a page."""
    if record.published_on is None:
        return None
    if record.source is None:
        hint = "cite the page: --source URL; when something was said: --on"
        raise UsageError("a day of publishing, and no source", hint)
    return Period.parse(record.published_on).text


def _happened(text: str, calendar: FiscalCalendar, said: date) -> Period:
    """Read when something became so; one without its year is proposed with the last that it was."""
    try:
        return Period.parse(text, calendar)
    except UsageError as error:
        if ways := with_year(text, said, calendar, past=True):
            error.hint = f"write {' or '.join(ways)}"
        raise


def _ways_to_date(source: CitedSource, today: date, *, typed: bool, new: bool) -> str:
    """Tell how to date what a source without a day says, in a call that is `typed` or in a file.

    Of a page that is `new` the day is told with the statement.
    """
    said = f"where it carries none, when you read it: {'--on' if typed else 'on'} {today}"
    if new:
        key = "--published-on DATE" if typed else "published_on"
        return f"the day that the page carries: {key}; {said}"
    if not typed:
        return f"the day that it carries, as published_on of the source; {said}"
    edit = f"tracker source edit {source.slug} --published-on DATE --reason TEXT"
    return f"the day that it carries: {edit}; {said}"


def _value(
    subject: Subject, field: Field, text: str, calendar: FiscalCalendar, said: date
) -> Value:
    """Read a value that its field can have; an error begins with the field.

    For a day without its year it names the one that is meant by who `said` so.
    """
    try:
        value = parse_value(field, text, unit=subject.unit(field), calendar=calendar)
        check_value(subject, field, value)
    except UsageError as error:
        ways = with_year(text, said, calendar) if field in PERIOD_FIELDS else []
        hint = f"write {' or '.join(ways)}" if ways else error.hint
        raise type(error)(f"{field.value}: {error.message}", hint) from error
    return value
