"""What the names in a call stand for, and which call works where they name nothing."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from itertools import count, product
from typing import TYPE_CHECKING, NamedTuple

from tracker.db.catalog import all_projects, find_project, kind_rows, read_catalog
from tracker.db.log import read_clocks
from tracker.domain.definitions.catalog import (
    MOST_OFFERED,
    as_name,
    callings,
    exactly,
    fitting,
    of_another,
)
from tracker.domain.definitions.readers import LONGEST_SLUG, SLUG
from tracker.domain.definitions.records import PLACES
from tracker.domain.log.shape import as_typed, holds_status, is_stage, mended
from tracker.domain.quantities.quantity import unit_told
from tracker.domain.synonyms import LITTLE, in_ascii, terms
from tracker.domain.text import folded, is_address
from tracker.domain.typed import plain, word_for
from tracker.domain.vocabulary import (
    FIELDS,
    Field,
    Stage,
    Status,
    SubjectKind,
    kind_of,
)
from tracker.errors import NotFoundError, UsageError
from tracker.reports.search import search

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date
    from enum import StrEnum

    from sqlalchemy import Connection

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.records import StatementRecord
    from tracker.domain.definitions.subject import Subject
    from tracker.services.record import Recorder

    Words = Sequence[str]

SHORTEST_TYPED = 4
"""A shorter name differs too much where one letter does."""
LONGEST_NAME = 60
DIGITS = re.compile("[0-9]")
PERCENT = re.compile(r"[~<>=約]*[0-9.]+\s*(%|percent)")
LETTER = re.compile("[a-z]")
WORD = re.compile("[a-z0-9.]+")
PART = re.compile("(?=[0-9.]*[a-z])[a-z0-9.]{2,}|[\u3005\u4e00-\u9fff]{2,}|[\u30a1-\u30fc]{2,}")
"""A part of a name that may say what is meant: letters of one script, but for Hiragana."""


def subject_meant(
    connection: Connection,
    recorder: Recorder,
    record: StatementRecord,
    words: Sequence[str],
    project: str | None,
) -> Subject:
    """Find what a name stands for; what is retired is named in full."""
    if is_address(record.subject):
        hint = f"for example: tracker log SUBJECT VALUE --source {record.subject[:LONGEST_NAME]}"
        raise NotFoundError("a page is no subject, it is cited", hint, record.subject)
    within, _, name = record.subject.rpartition("/")
    catalog = recorder.catalog(project_meant(connection, within) if within else project)
    subjects, slug = catalog.subjects, as_name(name)
    if slug not in subjects:
        slug = exactly(name, catalog.current().titled())
    if slug not in subjects:
        raise _no_subject(connection, Call(record, words, recorder.said_on(record)), project)
    return subjects[slug]


def project_meant(connection: Connection, name: str) -> str:
    """Return the slug of the project that who writes names; what names none as it is."""
    return exactly(name, {one.slug: one for one in all_projects(connection)}, "project")


class Call(NamedTuple):
    """A call of `log` as it was typed: the values behind the subject, and the day it was said."""

    record: StatementRecord
    words: Words
    said: date

    def of(self, name: str, *before: str) -> str:
        """The same call of another subject, with words `before` the values."""
        return as_typed(self.record, [*before, *self.words], name)


def _no_subject(connection: Connection, call: Call, project: str | None) -> NotFoundError:
    """Make the error for a call whose subject nothing is called like, with the call to make.

    What is no subject comes first (a project, an
    organization), then a subject of another project, then what the name may have meant, and last
    what would define it.
    """
    record, words, _ = call
    within, _, name = record.subject.rpartition("/")
    own = find_project(connection, project_meant(connection, within) if within else project)
    others = [
        one
        for one in all_projects(connection)
        if not within and one.slug != own.slug and one.retired is None
    ]
    catalogs = [read_catalog(connection, one) for one in (own, *others)]
    shown = name[:LONGEST_NAME]
    elsewhere = [
        catalog.subjects[found]
        for catalog in catalogs[1:]
        if (found := exactly(name, catalog.titled())) in catalog.subjects
    ]
    if other := _otherwise(connection, call, catalogs):
        more = f"; or of another project: {elsewhere[0].path}" if elsewhere else ""
        return _error(f"'{shown}' is no subject, but {other[0]}", other[1] + more, record)
    for subject in elsewhere:
        message = of_another(name, [subject.path], own.slug)
        return _error(message, _call(call, subject, subject.path), record)
    near = _near(name, catalogs)
    if len(near) == 1:
        ((path, subject),) = near
        typed = _call(call, subject, f"{own.slug}/{path}" if within else path)
        return _error(f"no subject is called '{shown}'", f"did you mean: {typed}", record)
    noun, add = _definition(record, words, name, catalogs[0])
    if not plain(name):
        return _error("no subject is named", f"see: tracker {noun} list", record)
    if within:
        add = f"{own.slug}/{add}"
    nature = " (--nature planned if it is a promise)" if noun == "metric" else ""
    look = _look(connection, call, catalogs, noun)
    hint = f"{look}; or define it first{nature}: tracker {noun} add {add}"
    return _error(f"no subject is called '{shown}'", hint.replace("?; or", "? Else"), record)


def _error(message: str, hint: str, record: StatementRecord) -> NotFoundError:
    return NotFoundError(message, hint, record.subject)


def _otherwise(
    connection: Connection, call: Call, catalogs: Sequence[Catalog]
) -> tuple[str, str] | None:
    """Say what else is called so, and what would be typed of it."""
    name = call.record.subject
    projects = {catalog.project.slug: catalog.project for catalog in catalogs}
    slug = exactly(name, projects, "project")
    if slug in projects:
        of = next(catalog for catalog in catalogs if catalog.project.slug == slug)
        return "a project", _parts(call, of, "" if of is catalogs[0] else f"{slug}/")
    organizations = {one.slug: one for one in kind_rows(connection, "organization").values()}
    slug = exactly(name, organizations, "org")
    if slug in organizations and _kind(call.record, call.words) is not SubjectKind.MILESTONE:
        return "an organization", f"what it holds: tracker holder add {slug}, then: {call.of(slug)}"
    return None


def _parts(call: Call, catalog: Catalog, within: str) -> str:
    """Name the parts of a project, with a call where the words fit one, and what lists them."""
    example = _part(call, catalog, within)
    parts = {"milestone": catalog.milestones, "tranche": catalog.tranches}
    parts["metric"] = catalog.metrics
    lists = [f"tracker {noun} list {catalog.project.slug}" for noun, of in parts.items() if of]
    if not lists:
        return f"it has no parts yet: tracker milestone add {catalog.project.slug}/SLUG --help"
    first = f", e.g. {example}" if example else ""
    return f"say it of one of its parts{first}; all: {', '.join(lists)}"


def _part(call: Call, catalog: Catalog, within: str) -> str | None:
    """An example of what the words may be said of: a milestone, or a tranche with its stage.

    A percentage alone is how much of a milestone is done. None where the words fit neither.
    """
    said = " ".join(call.words)
    if len(call.words) == 1 and PERCENT.fullmatch(folded(said)):
        values = (*call.record.values, (Field.PROGRESS, said))
        call = Call(replace(call.record, values=values), (), call.said)
    if _kind(call.record, call.words) is SubjectKind.MILESTONE:
        headline = [one for one in catalog.milestones.values() if one.headline]
        of = next(iter(headline or catalog.milestones.values()), None)
        return _call(call, of, within + of.slug) if of else None
    tranche = next(iter(catalog.tranches.values()), None)
    figures = [word for word in call.words if not is_stage(word)]
    if tranche is None or len(figures) > 1 or not any(map(DIGITS.search, figures)):
        return None
    return _call(call, tranche, within + tranche.slug)


def _call(call: Call, subject: Subject, name: str) -> str:
    """The call that says the words of a subject, so that it works.

    Of a tranche it has a stage, where none is named; of a milestone a day has its year.
    """
    record, words, said = call
    if subject.kind is SubjectKind.TRANCHE and words and not is_stage(words[0]):
        return f"{call.of(name, 'STAGE')} (STAGE: {', '.join(Stage)})"
    if subject.kind is SubjectKind.MILESTONE:
        words, values = mended(subject, words, record.values, said)
        record = replace(record, values=tuple(values))
    return as_typed(record, words, name)


def _near(name: str, catalogs: Sequence[Catalog]) -> list[tuple[str, Subject]]:
    """Return the subjects that a text means as it is, or but for one letter, each with its name.

    Those of the first project, which are named bare; of another one only where that has none. What
    merely looks alike is not offered: the call would overwrite what is shown of something else.
    """
    for catalog in catalogs:
        subjects = catalog.titled()
        found = [
            slug
            for slug, one in subjects.items()
            if any(_is_typo(as_name(name), as_name(text)) for text in (slug, *callings(one)))
        ] or fitting(name, subjects)
        if found:
            own = catalog is catalogs[0]
            known = [catalog.subjects[slug] for slug in found]
            return [(one.slug if own else one.path, one) for one in known]
    return []


def _look(connection: Connection, call: Call, catalogs: Sequence[Catalog], noun: str) -> str:
    """Say where a name may be found: by a search that finds something, else in a list.

    Where nothing holds all of its words, it is what holds the longest part of them, of the noun if
    anything of it does.
    """
    name = call.record.subject.rpartition("/")[2][:LONGEST_NAME].replace("-", " ")
    project, clocks = catalogs[0].project, read_clocks(connection, call.said, None)
    if search(connection, name, project, clocks).rows:
        return f"look for it: tracker search {shlex.quote(name)}"
    parts = dict.fromkeys(one for one in PART.findall(folded(name)) if one not in LITTLE)
    longest = sorted(parts, key=len, reverse=True)
    own = {kind_of(noun)} | ({SubjectKind.TRANCHE} if noun == "metric" else set())
    for kinds, part in product((own, {*SubjectKind}), longest):
        found = _holding(part, catalogs, kinds)
        if 0 < len(found) <= MOST_OFFERED:
            return f"did you mean {' or '.join(found)}?"
        if found:
            return f"look for it: tracker search {shlex.quote(part)}"
    return f"see: tracker {noun} list"


def _holding(part: str, catalogs: Sequence[Catalog], kinds: Container[str]) -> list[str]:
    """The subjects of some kinds of which a name or a title has a word, or a synonym of it.

    They are of the first project that has any.
    """
    ((*words,),) = terms(part)
    for catalog in catalogs:
        found = [
            catalog.subjects[slug]
            for slug, one in catalog.current().titled().items()
            if any(_holds(text, word) for text in (slug, *callings(one)) for word in words)
        ]
        found = [one for one in found if one.kind in kinds]
        if found:
            return [one.slug if catalog is catalogs[0] else one.path for one in found]
    return []


def _holds(text: str, word: str) -> bool:
    """Whether a text has a word; a Japanese one stands anywhere in it."""
    if not word.isascii():
        return word in folded(text)
    return f" {word} " in f" {' '.join(WORD.findall(folded(text)))} "


def _is_typo(typed: str, name: str) -> bool:
    """Whether two texts differ in one letter, or in two that changed places; never in a digit."""
    if len(typed) < SHORTEST_TYPED or DIGITS.findall(typed) != DIGITS.findall(name):
        return False
    pairs = enumerate(zip(typed, name, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(typed), len(name)))
    one, other = typed[same:], name[same:]
    swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other or one == other[1:] or one[1:] == other[1:]


def _kind(record: StatementRecord, words: Words) -> SubjectKind:
    """Of what kind the subject seems to be, by what is said of it."""
    fields = {field for field, _ in record.values}
    if len(words) > 1 and is_stage(words[0]):
        return SubjectKind.TRANCHE
    statuses = any(_is_word(Status, word) or holds_status(word) for word in words)
    if fields & {*FIELDS[SubjectKind.MILESTONE]} or statuses:
        return SubjectKind.MILESTONE
    return SubjectKind.METRIC


def _is_word(kind: type[StrEnum], word: str) -> bool:
    try:
        return word_for(kind, word) is not None
    except UsageError:  # it may be either of two
        return True


def _definition(
    record: StatementRecord, words: Words, name: str, catalog: Catalog
) -> tuple[str, str]:
    """The noun that a name seems to be of, and what defines it."""
    title, kind = shlex.quote(name[:LONGEST_NAME]), _kind(record, words)
    slug = slug_for(name, kind, catalog.subjects)
    match kind:
        case SubjectKind.MILESTONE:
            return "milestone", f"{slug} --title {title} --type {PLACES['type']}"
        case SubjectKind.TRANCHE:
            of = f"--funder {PLACES['funder']} --instrument {PLACES['instrument']}"
            return "tranche", f"{slug} --title {title} {of}"
        case _:
            unit = shlex.quote(unit_told(" ".join(words), catalog.project.currency))
            more = f"--unit {unit} --nature {PLACES['nature']} --scope '{PLACES['scope']}'"
            return "metric", f"{slug} --title {title} {more}"


def slug_of(name: str) -> str | None:
    """Return a slug for what is called so; None where its letters are no ASCII, and of an address.

    That may hold a password, which a slug would spell out.
    """
    return as_slug(plain(name)) if name.isascii() else None


def slug_for(name: str, noun: str, known: Container[str] = ()) -> str:
    """Return a slug to propose for what is called so, and that none of the `known` has.

    Of what has no letters that ASCII knows it is the noun, with a number.
    """
    found = slug_of(name) or as_slug(in_ascii(name)) or ""
    if not LETTER.search(found):
        found = f"{noun}-{found}" if found else f"{noun}-1"
    if found not in known:
        return found
    stem = found.removesuffix("-1")[: LONGEST_SLUG - len("-1000")]
    return next(new for n in count(2) if (new := f"{stem}-{n}") not in known)


def as_slug(text: str) -> str | None:
    """Return a text of ASCII letters as a slug; None where it has none, and of an address."""
    if is_address(text) or "@" in text:
        return None
    found = re.sub("[^a-z0-9.]+", "-", plain(text)).strip("-.")[:LONGEST_SLUG]
    return found if SLUG.fullmatch(found) else None
