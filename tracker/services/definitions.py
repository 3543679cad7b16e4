"""Telling the log of definitions, and filling the tables with them."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.db.catalog import stored_rows
from tracker.db.definitions import Names, change, store, store_gates
from tracker.db.log import LogWriter, NewEntry, read_clocks
from tracker.domain.definitions.catalog import called, is_retired
from tracker.domain.definitions.content import digest, written
from tracker.domain.definitions.definable import CHECKS
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import (
    KINDS,
    ORGANIZATION,
    TOLD_LATER,
    Dataset,
    MetricRecord,
    MilestoneRecord,
    Organization,
    SourceRecord,
    SubjectRecord,
    TrancheRecord,
    content,
    differences,
    identity,
)
from tracker.domain.definitions.references import in_order, needed_first, references
from tracker.domain.log.statement import date_on_earth
from tracker.domain.synonyms import in_ascii
from tracker.domain.text import page_or_text
from tracker.domain.vocabulary import EntryKind, OrganizationKind, noun_of
from tracker.errors import ConflictError, TrackerError
from tracker.reports.outcome import DefinitionReport, Outcome
from tracker.services.instead import as_slug, slug_for
from tracker.services.organizations import call_for, named_in
from tracker.services.places import Mistakes, placed, under
from tracker.services.sources import require_new_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition
    from tracker.services.moment import Moment

    Refused = tuple[Definition, TrackerError]


NAMED_IN = {
    **dict.fromkeys(("said_by", "funder", "party", "organization"), ORGANIZATION),
    "subject": ("milestone", "tranche", "metric"),
    "source": ("source",),
}
"""The keys of files that hold the name of one thing, each with what it may be."""


class Definer:
    """Adds and changes definitions, each as an entry of the log and as the rows that follow.

    Knows what is defined and the row of everything named. What is wrong with a record is raised
    with its place in a file; where a list `refused` is given it is collected there, and the
    transaction must not be kept.
    """

    def __init__(
        self,
        connection: Connection,
        writer: LogWriter,
        author: str | None = None,
        refused: list[Refused] | None = None,
    ) -> None:
        self._connection = connection
        self._writer = writer
        self._author = author
        self._refused = refused
        self._latest = date_on_earth(writer.now)
        stored = stored_rows(connection)
        self._names = Names(stored)
        self._known = {name: record for name, (_, record) in stored.items()}
        self._added: set[tuple[str, str]] = set()
        self._pages: dict[str, SourceRecord] = {}

    def known(self, record: Definition) -> Definition | None:
        """Return the definition of a record's kind and name, if there is one."""
        return self._known.get(identity(record))

    def meant(self, key: str, text: str) -> str | None:
        """Return the name of what a text in a key of a file means: a title or an alias in full.

        Of an organization it may stand among other words. None where it means nothing, or several.
        """
        kinds = NAMED_IN.get(key, ())
        known = {name: one for (kind, name), one in self._known.items() if kind in kinds}
        if kinds == ORGANIZATION:
            return named_in(text, known)
        found = called(text, known)
        return found[0] if len(found) == 1 else None

    def advice(self, key: str, text: str) -> str | None:
        """Say what to do with a text that is no slug: define an organization, or make a slug."""
        slug = as_slug(in_ascii(text))
        if key == "slug" and slug:
            return f"for example: {slug}"
        if NAMED_IN.get(key) != ORGANIZATION:
            return None
        slugs = {name for kind, name in self._known if kind == "organization"}
        near = f"did you mean {slug}? Else " if slug in slugs else ""
        new = slug_for(text, "org", slugs)
        return f"{near}write {new}, once it is defined: {call_for(text, slugs)}"

    def lacks(self, record: Definition) -> bool:
        """Whether a definition is not there; raises ConflictError for one with other content."""
        known = self.known(record)
        if known is None:
            return True
        if keys := [key for key in differences(known, record) if key not in TOLD_LATER]:
            raise other_content(record, keys, above=identity(record) in self._added)
        return False

    def twin(self, record: Definition) -> SourceRecord | None:
        """Return the source of the same page as one that was added, where there was one before."""
        if not isinstance(record, SourceRecord) or record.url is None:
            return None
        if not self._pages:
            for one in self._known.values():
                if isinstance(one, SourceRecord) and one.url is not None:
                    self._pages.setdefault(page_or_text(one.url), one)
        first = self._pages.setdefault(page_or_text(record.url), record)
        return first if first.slug != record.slug else None

    def remark(self, record: Definition) -> str | None:
        """Say what nobody may have meant of what was added: a twin, or money summed as private."""
        if twin := self.twin(record):
            return f"the same page as {twin.slug}, of {twin.published_on or 'no day'}"
        if not isinstance(record, TrancheRecord) or not record.instrument.is_cash:
            return None
        funder = self._known.get(("organization", record.funder))
        if not isinstance(funder, Organization) or funder.kind is not OrganizationKind.OTHER:
            return None
        add = f"tracker org add {funder.slug}-state --name {shlex.quote(funder.name)} --kind state"
        return (
            f"money of {funder.slug} counts as private: it is of kind other, which is fixed;"
            f" if it is the state's, name another funder: {add}"
        )

    def differs(self, record: Definition) -> bool:
        """Whether what is defined says anything else than a record of its name."""
        known = self.known(record)
        return known is not None and bool(differences(known, record))

    def digest(self, record: Definition) -> str:
        """Return the SHA-256 of what is defined under the name of a record."""
        return digest(self._known[identity(record)])

    def retires(self, record: Definition) -> bool:
        """Whether a record that was sent retires what is defined, or lacking still."""
        known = self.known(record)
        return record.retired is not None and (known is None or known.retired is None)

    def retire(self, known: Definition, reason: str) -> Definition:
        """Retire what is defined; raises ConflictError while something refers to it."""
        kind, name = identity(known)
        for other in self._known.values():
            if other.retired is None:
                for key, of, named in references(other):
                    if (of, named) == (kind, name):
                        raise _is_needed(known, other, key.name)
        retired: Definition = replace(known, retired=reason)
        self.change(retired, reason)
        return retired

    def retire_all(self, records: Iterable[Definition]) -> list[Refused]:
        """Retire what records retire, those first that refer to others; return what cannot be."""
        sent = {identity(one): one for one in records if self.retires(one)}
        refused: list[Refused] = []

        def needs(name: tuple[str, str]) -> Iterator[tuple[str, str]]:
            named = ((kind, other) for _, kind, other in references(sent[name]))
            return (one for one in named if one in sent)

        for name in reversed([*in_order(sent, needs)]):
            try:
                with placed(sent[name].where):
                    self.retire(self._known[name], sent[name].retired or "")
            except TrackerError as error:
                refused.append((sent[name], error))
        return refused

    def add_all(self, dataset: Dataset) -> int:
        """Add what a dataset defines and the database lacks; return how many were added.

        What is there already stays as it is.
        """
        before = len(self._known)
        for kind in KINDS:
            self.add(kind, dataset.of(kind))
        self.check_parts(dataset.metrics)
        return len(self._known) - before

    def add(self, kind: str, records: Sequence[Definition]) -> None:
        """Add definitions of a kind, each after those of them that it refers to.

        Gates may stand in any order, so they are added last.
        """
        gated: list[MilestoneRecord] = []
        for record in needed_first(kind, records, self._refuse):
            with self._placed(record) as mistakes:
                if self._add(kind, record, mistakes) and isinstance(record, MilestoneRecord):
                    gated.append(record)
        for milestone in gated:
            with self._placed(milestone) as mistakes:
                for gate in milestone.gates:
                    mistakes.attempt("gates", self._names.gate, milestone, gate)
                mistakes.check()
                store_gates(self._connection, self._names, milestone)
        self._writer.flush()

    def check_parts(self, records: Sequence[MetricRecord]) -> None:
        """Refuse a total of what is not there, or of anything but other metrics and tranches."""
        for record in records:
            with self._placed(record) as mistakes:
                for slug in record.sums:
                    mistakes.attempt("sums", self._names.check_part, record, slug)

    def change(self, record: Definition, reason: str | None = None) -> None:
        """Let a definition that is there say something else; raises UsageError where it cannot."""
        changed = differences(self._known[identity(record)], record)
        for key, check in CHECKS.get(identity(record)[0], ()):
            if key in changed:
                with under(key):
                    check(record, self._latest)
        change(self._connection, self._names, record)
        self._tell(record, reason)
        self._writer.flush()

    def _add(self, kind: str, record: Definition, mistakes: Mistakes) -> bool:
        """Add a definition; tell whether it was not there."""
        for key, check in CHECKS.get(kind, ()):
            mistakes.attempt(key, check, record, self._latest)
        for one in keys_of(type(record)):
            if one.reference:
                name = getattr(record, one.attribute)
                mistakes.attempt(one.name, self._names.find, record, one, name)
        for declared, of, named in references(record):
            mistakes.attempt(declared.name, self._require_current, of, named)
        if isinstance(record, MilestoneRecord):
            mistakes.attempt("metric", self._names.check_threshold, record)
        mistakes.check()
        if self._names.is_known(record):
            return False
        record = replace(record, retired=None)  # that comes last: see retire_all
        store(self._connection, self._names, record, self._writer.recorded_at)
        self._tell(record)
        self._added.add(identity(record))
        return True

    def _require_current(self, kind: str, name: str) -> None:
        """Raise UsageError for a reference to what is retired."""
        known = self._known.get((kind, name))
        if known is not None and known.retired is not None:
            raise is_retired(noun_of(kind), name, known.retired)

    def leaves_out(self, record: Definition) -> bool:
        """Whether a record that is not there refers to what is retired."""
        if self.known(record) is not None:
            return False
        named = (self._known.get((kind, name)) for _, kind, name in references(record))
        return any(one is not None and one.retired is not None for one in named)

    def _tell(self, record: Definition, reason: str | None = None) -> None:
        """Append to the log what is defined."""
        self._known[identity(record)] = record
        entry = NewEntry(
            kind=EntryKind.DEFINE,
            content=written(record),
            reason=reason,
            recorded_by=self._author,
        )
        if isinstance(record, SubjectRecord):
            entry = replace(entry, subject_id=self._names.number(record), subject=record.path)
        self._writer.append(entry)

    @contextmanager
    def _placed(self, record: Definition) -> Iterator[Mistakes]:
        """Collect the mistakes in a record, name its place in them, and refuse it for them."""
        mistakes = Mistakes()
        try:
            yield mistakes
            mistakes.check()
        except TrackerError as error:
            self._refuse(record, error)

    def _refuse(self, record: Definition, error: TrackerError) -> None:
        """Raise an error with the record's place, or collect it where errors are collected."""
        try:
            with placed(record.where):
                raise error
        except TrackerError:
            if self._refused is None:
                raise
            self._refused.append((record, error))


def define(connection: Connection, record: Definition, moment: Moment) -> DefinitionReport:
    """Add a definition that the database lacks.

    Raises ConflictError when one of that name has other content, or another source the page of
    its address, and NotFoundError or UsageError for a reference to nothing, or to another kind of
    thing, and for what is there and retired.
    """
    definer = Definer(connection, LogWriter(connection, moment.now), moment.author)
    known = definer.known(record)
    if known is not None and known.retired is not None:
        kind, name = identity(known)
        raise is_retired(noun_of(kind), name, known.retired)
    if definer.lacks(record):
        if isinstance(record, SourceRecord):
            require_new_page(connection, record)
        dataset = Dataset()
        dataset.of(identity(record)[0]).append(record)
        definer.add_all(dataset)
    report = definition_report(connection, moment, known, known or record)
    note = _note(definer, record) if known is None else None
    return replace(report, notes=(note,) if note else ())


def _note(definer: Definer, record: Definition) -> str | None:
    """Say what follows of a new definition that nobody may have meant."""
    if isinstance(record, SourceRecord) and record.retrieved_on is None:
        read = f"tracker source edit {record.slug} --retrieved-on DAY"
        return f"told as unread; once somebody has read the page: {read}"
    return definer.remark(record) if isinstance(record, TrancheRecord) else None


def _is_needed(known: Definition, other: Definition, key: str) -> ConflictError:
    kind, name = identity(known)
    of, needs = identity(other)
    message = f"{noun_of(kind)} {name} stands in the {key} of {noun_of(of)} {needs}"
    return ConflictError(message, f"retire that first: tracker {noun_of(of)} retire {needs}")


def other_content(record: Definition, keys: Sequence[str], *, above: bool = False) -> ConflictError:
    """Make the error for a definition whose name has other content already, in some keys.

    What stands `above` in the same file is not there yet, so nobody can edit it.
    """
    kind, name = identity(record)
    noun = noun_of(kind)
    said, differing = content(record), [one for one in keys_of(type(record)) if one.name in keys]
    edited = [one for one in differing if one.key.wording or one.key.correctable]
    given = [one for one in edited if said[one.name]]
    hint = f"see: tracker {noun} show {name}"
    if given:
        options = shlex.join(text for one in given for text in _typed(one, said[one.name]))
        reason = " --reason TEXT" if any(one.key.correctable for one in given) else ""
        hint = f"to change it: tracker {noun} edit {name} {options}{reason}"
    if len(edited) < len(differing):
        hint += "; what decides a figure is fixed when made: make a new one"
    if above:
        hint = "a line above defines it: let the two say the same, or remove one"
    error = ConflictError(f"{noun} {name} is there with another {', '.join(keys)}", hint)
    error.field = keys[0]
    return error


def _typed(one: DeclaredKey, value: object) -> Iterator[str]:
    """What is typed for the value of a key: an option and a text, again for each of several."""
    for text in value if isinstance(value, tuple) else (value,):
        yield from (one.option, str(text))


def definition_report(
    connection: Connection, moment: Moment, known: Definition | None, record: Definition
) -> DefinitionReport:
    """Tell what became of a definition that was `known`, or of a new one."""
    changed = known is not None and bool(differences(known, record))
    result = Outcome.EDITED if changed else Outcome.UNCHANGED if known else Outcome.CREATED
    return DefinitionReport(
        clocks=read_clocks(connection, moment.today, None),
        result=result,
        kind=identity(record)[0],
        name=identity(record)[1],
        before=content(known) if known else None,
        after=content(record),
    )
