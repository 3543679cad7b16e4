"""Editing what is defined: its wording, corrections with a reason, and retiring it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.db.catalog import SUBJECTS, find_catalog, kind_rows
from tracker.db.chain import cited_by
from tracker.db.log import LogWriter, NewEntry
from tracker.db.meant import is_page, require_own, source_of_page
from tracker.domain.definitions.catalog import exactly, missing
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import HoldingRecord, SourceRecord, differences, identity
from tracker.domain.log.limits import check_reason
from tracker.domain.log.statement import deprecating, last_day
from tracker.domain.periods.period import Period
from tracker.domain.vocabulary import EntryKind, noun_of
from tracker.errors import NotFoundError, UsageError
from tracker.services.definitions import Definer, definition_report
from tracker.services.sources import require_new_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from tracker.domain.definitions.key import Key
    from tracker.domain.definitions.records import Definition
    from tracker.reports.outcome import DefinitionReport
    from tracker.services.moment import Moment


def edit(
    connection: Connection,
    kind: str,
    name: str,
    values: Mapping[str, Any],
    moment: Moment,
    reason: str | None = None,
) -> DefinitionReport:
    """Give keys of a definition new values; a holding's wording is its organization's.

    `name` is a slug, a subject's may be a path. What decides a figure needs a reason. Statements
    that took their day from a source whose day is corrected are marked and written anew.

    Raises NotFoundError, UsageError without a reason that is needed, and ConflictError for the
    page of another source.
    """
    known = find_definition(connection, kind, name, moment.project)
    read_as = _read_as(name, known)
    if isinstance(known, HoldingRecord):
        known = find_definition(connection, "organization", known.organization, moment.project)
    keys = {one.name: one for one in keys_of(type(known)) if one.name in values}
    record: Any = replace(
        known,
        **{one.attribute: values[key] or one.kept(None) for key, one in keys.items()},
    )
    changed = differences(known, record)
    corrected = [key for key in changed if keys[key].key.correctable]
    if corrected:
        check_reason(reason or "", f"correcting {' and '.join(corrected)}")
        record = replace(record, corrected=(reason or "").strip())
    writer = LogWriter(connection, moment.now)
    redated = Redated()
    if changed:
        if isinstance(known, SourceRecord):
            require_new_page(connection, record, known)
        Definer(connection, writer, moment.author).change(record, reason)
        if isinstance(known, SourceRecord) and "published_on" in corrected:
            redated = redate(connection, writer, known, record, moment.author)
    kept_tier: tuple[int, ...] = ()
    if isinstance(known, SourceRecord) and "tier" in corrected:
        cited = cited_by(connection, known.slug)
        kept_tier = tuple(one.id for one in cited if one.entry.tier is known.tier)
    return replace(
        definition_report(connection, moment, known, record),
        marked=redated.marked,
        rewritten=redated.written,
        kept_tier=kept_tier,
        read_as=read_as,
    )


def retire(
    connection: Connection, kind: str, name: str, reason: str, moment: Moment
) -> DefinitionReport:
    """Let nothing new be said of what is defined, and no list show it; what was said stays.

    What is retired already stays so. Raises NotFoundError, UsageError without a reason, and
    ConflictError while what is not retired refers to it.
    """
    check_reason(reason, "retiring")
    known = find_definition(connection, kind, name, moment.project)
    record: Any = known
    if known.retired is None:
        definer = Definer(connection, LogWriter(connection, moment.now), moment.author)
        record = definer.retire(known, reason.strip())
    report = definition_report(connection, moment, known, record)
    return replace(report, read_as=_read_as(name, known))


def update(
    connection: Connection,
    definer: Definer,
    writer: LogWriter,
    records: Iterable[Definition],
    moment: Moment,
) -> None:
    """Let definitions say what records say: reworded, corrected and retired with their reasons.

    One that differs in what is fixed when made stays as it is. Raises ConflictError for retiring
    what others refer to.
    """
    may_be: list[Definition] = []
    for record in records:
        known: Any = definer.known(record)
        changed = [key for key in differences(known, record) if key != "retired"]
        keys = {one.name: one.key for one in keys_of(type(record))}
        fixed = [key for key in changed if not (_may_change(keys[key]) or key == "corrected")]
        if fixed:
            continue
        may_be.append(record)
        if changed:
            reason = getattr(record, "corrected", None) or UPDATED
            now: Any = replace(record, retired=known.retired)
            definer.change(now, reason)
            if isinstance(now, SourceRecord):
                redate(connection, writer, known, now, moment.author)
    for _, error in definer.retire_all(may_be):
        raise error


UPDATED = "the shipped wording"


def _may_change(key: Key) -> bool:
    return key.wording or key.correctable


@dataclass(frozen=True, slots=True)
class Redated:
    """The statements that were marked because their source has another day, and the new ones."""

    marked: tuple[int, ...] = ()
    written: tuple[int, ...] = ()


def redate(
    connection: Connection,
    writer: LogWriter,
    before: SourceRecord,
    after: SourceRecord,
    author: str | None,
) -> Redated:
    """Write anew, with the corrected day, the live statements that have the day of their source.

    A statement that happened after the corrected day raises UsageError.
    """
    if before.published_on in {None, after.published_on} or after.published_on is None:
        return Redated()
    day = Period.parse(after.published_on)
    marked, written = [], []
    for stored in cited_by(connection, before.slug):
        said = stored.entry
        if said.stated_on != before.published_on:
            continue
        happened = Period.parse(said.happened_on) if said.happened_on else None
        if happened and happened.earliest and day.latest and happened.earliest > day.latest:
            message = f"entry #{stored.id} happened on {happened.text}, after {day.text}"
            raise UsageError(message, f"mark it first: {deprecating([stored.id])}")
        mark = NewEntry(
            kind=EntryKind.DEPRECATE,
            subject_id=said.subject_id,
            subject=said.subject,
            field=said.field,
            marks_id=stored.id,
            reason=after.corrected,
            recorded_by=author,
        )
        marked.append(stored.id)
        writer.append(mark)
        new = replace(
            said,
            stated_on=day.text,
            stated_until=last_day(day),
            key=None,
            key_part=None,
            recorded_by=author,
        )
        written.append(writer.append(new))
    writer.flush()
    return Redated(tuple(marked), tuple(written))


def _read_as(name: str, known: Definition) -> tuple[tuple[str, str], ...]:
    """Pair a name with the one that it stands for, where that is another one."""
    (_, path), typed = identity(known), name.rpartition("/")[2] if "://" not in name else name
    slug = path.rpartition("/")[2]
    return () if typed == slug else ((typed, slug),)


def find_definition(
    connection: Connection, kind: str, name: str, project: str | None
) -> Definition:
    """Return what somebody means who writes: as `exactly`, a source by the address of its page too.

    Raises NotFoundError, also where it is of another kind, or of another project.
    """
    if kind not in SUBJECTS:
        known: dict[str, Definition] = {
            identity(one)[1]: one for one in kind_rows(connection, kind).values()
        }
        if kind == "source" and is_page(name):
            return known[source_of_page(name, known)]
        found = exactly(name, known, noun_of(kind))
        if found not in known:
            raise missing(noun_of(kind), name, known)
        return known[found]
    catalog, slug = find_catalog(connection, name, project)
    if slug not in catalog.subjects:
        require_own(connection, slug, catalog.project, "its full name: ")
    subject = catalog.subject(slug)
    if subject.kind != kind:
        other = noun_of(subject.kind)
        message = f"{subject.slug} is a {subject.kind}, no {noun_of(kind)}"
        raise NotFoundError(message, f"try: tracker {other} edit {subject.slug}")
    return catalog.records[slug]
