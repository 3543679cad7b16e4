"""What the names in a call stand for, and which call works where they name nothing."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from difflib import get_close_matches
from itertools import count
from typing import TYPE_CHECKING

from tracker.db.catalog import all_projects, find_project, kind_rows, read_catalog
from tracker.domain.definitions.catalog import as_name, callings, exactly, fitting
from tracker.domain.definitions.readers import LONGEST_SLUG, SLUG
from tracker.domain.definitions.records import Organization
from tracker.domain.log.shape import as_typed, is_stage
from tracker.domain.quantities.quantity import unit_told
from tracker.domain.synonyms import in_ascii
from tracker.domain.text import folded, is_address
from tracker.domain.typed import plain, word_for
from tracker.domain.vocabulary import (
    FIELDS,
    Field,
    OrganizationKind,
    Status,
    SubjectKind,
)
from tracker.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from enum import StrEnum

    from sqlalchemy import Connection

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.records import StatementRecord
    from tracker.domain.definitions.subject import Subject
    from tracker.services.record import Recorder

    Words = Sequence[str]

MOST_OFFERED = 3
SHORTEST_TYPED = 4
"""A shorter name differs too much where one letter does."""
NEARLY = 0.8
"""So much of two names of organizations is the same where one may be the other misspelt."""
LONGEST_NAME = 60
DIGITS = re.compile("[0-9]")
PERCENT = re.compile(r"[0-9]\s*(%|percent)$")
STATE = re.compile(r"\b(ministry|agency|department|government|cabinet)\b|省|庁|政府|内閣")
PERSON = re.compile(
    r"\b(president|chair(man|woman)?|ceo|chief|minister|governor|director|spokes\w+|analysts?)\b"
    "|社長|会長|大臣|首相|知事|総裁|長官|広報|幹部|関係者"
)
"""Who speaks for an organization, and is none."""
LETTER = re.compile("[a-z]")
BANK = re.compile(r"\bbank\b|銀行")


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
    catalog = recorder.catalog(as_name(within) if within else project)
    subjects, slug = catalog.subjects, as_name(name)
    if slug not in subjects:
        slug = exactly(name, catalog.current().titled())
    if slug not in subjects:
        raise _no_subject(connection, record, words, project)
    return subjects[slug]


def speaker_meant(
    recorder: Recorder, subject: Subject, name: str | None, kind: OrganizationKind | None
) -> str | None:
    """Find who is quoted; one that nobody is called like is defined as of a kind, if that is given.

    Raises NotFoundError with the call that defines it, after those who are called nearly so.
    """
    if name is None:
        return None
    known = recorder.catalog(subject.project.slug).organizations
    slug = exactly(name, known, "org")
    if slug in known:
        return slug
    if not plain(name):
        raise NotFoundError("nobody is named", "see: tracker org list", name)
    new = slug_of(name)
    if kind is None or new is None:
        in_call = "" if new is None else f"; or in this call: --new-org {kind or kind_of(name)}"
        raise no_organization(name, known, "--said-by", kind, in_call)
    recorder.define("organization", Organization(slug=new, name=name.strip(), kind=kind))
    recorder.renew()
    return new


def no_organization(
    name: str,
    known: Mapping[str, object],
    option: str,
    kind: OrganizationKind | None = None,
    in_call: str = "",
) -> NotFoundError:
    """Make the error for an option that names nobody, with who is named in it and what defines it.

    What else is possible `in_call` stands behind.
    """
    within = named_in(name, known)
    near = (
        fitting(name, known)
        or [slug for slug, one in known.items() if _is_part_of(name, callings(one))]
        or [slug for slug in known if slug == as_slug(in_ascii(name))]
        or get_close_matches(as_name(name), known, n=MOST_OFFERED, cutoff=NEARLY)
    )
    hint = f"did you mean {' or '.join(near[:MOST_OFFERED])}? Else " if near else ""
    hint = f"did you mean {option} {within}? Else " if within else hint
    if not within and PERSON.search(folded(name)):
        hint = f"a person is quoted as whom he speaks for: {option} ORG, of tracker org list; else "
    hint += f"define it: tracker org add {slug_for(name, 'org', known)} --name"
    hint += f" {shlex.quote(name[:LONGEST_NAME])} --kind {kind or kind_of(name)}{in_call}"
    return NotFoundError(f"no org is called '{name[:LONGEST_NAME]}'", hint, name)


def _is_part_of(text: str, names: Iterable[str]) -> bool:
    """Whether a text is words of a name: `the ministry` of the Ministry of Finance."""
    bare = folded(text).removeprefix("the ")
    return len(bare) > 1 and any(_stands_in(bare, folded(one)) for one in names)


def named_in(text: str, known: Mapping[str, object]) -> str | None:
    """Return the one organization that a text names among other words; None where it is not one.

    Of two callings of which one is within the other the longer one counts.
    """
    whole = folded(text)
    found = {
        (slug, word)
        for slug, one in known.items()
        for word in map(folded, (slug, *callings(one)))
        if len(word) > 1 and _stands_in(word, whole)
    }
    longest = {
        slug
        for slug, word in found
        if not any(word in other and word != other for _, other in found)
    }
    return longest.pop() if len(longest) == 1 else None


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text; between Japanese words there is no blank."""
    if word not in text or not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None


def kind_of(name: str) -> OrganizationKind:
    """Return what an organization seems to be by its name."""
    word = folded(name)
    if STATE.search(word):
        return OrganizationKind.STATE
    return OrganizationKind.BANK if BANK.search(word) else OrganizationKind.COMPANY


def _no_subject(
    connection: Connection, record: StatementRecord, words: Words, project: str | None
) -> NotFoundError:
    """Make the error for a record whose subject nothing is called like, with the call to make.

    `words` are the values typed after the subject. What is no subject comes first (a project, an
    organization), then a subject of another project, then what the name may have meant, and last
    what would define it.
    """
    within, _, name = record.subject.rpartition("/")
    own = find_project(connection, as_name(within) if within else project)
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
    if other := _otherwise(connection, record, words, catalogs):
        more = f"; or of another project: {elsewhere[0].path}" if elsewhere else ""
        return _error(f"'{shown}' is no subject, but {other[0]}", other[1] + more, record)
    for subject in elsewhere:
        message = f"'{shown}' is of the project {subject.project.slug}, not of {own.slug}"
        return _error(message, _call(record, words, subject, subject.path), record)
    near = _near(name, catalogs)
    if len(near) == 1:
        ((path, subject),) = near
        call = _call(record, words, subject, f"{within}/{path}" if within else path)
        return _error(f"no subject is called '{shown}'", f"did you mean: {call}", record)
    noun, add = _definition(record, words, name, catalogs[0])
    if not plain(name):
        return _error("no subject is named", f"see: tracker {noun} list", record)
    if within:
        add = f"{within}/{add}"
    look = f"tracker search {shlex.quote(shown.replace('-', ' '))}"
    nature = " (--nature planned if it is a promise)" if noun == "metric" else ""
    hint = f"look for it: {look}; or define it first{nature}: tracker {noun} add {add}"
    return _error(f"no subject is called '{shown}'", hint, record)


def _error(message: str, hint: str, record: StatementRecord) -> NotFoundError:
    return NotFoundError(message, hint, record.subject)


def _otherwise(
    connection: Connection, record: StatementRecord, words: Words, catalogs: Sequence[Catalog]
) -> tuple[str, str] | None:
    """Say what else is called so, and what would be typed of it."""
    name = record.subject
    projects = {catalog.project.slug: catalog.project for catalog in catalogs}
    slug = exactly(name, projects, "project")
    if slug in projects:
        of = next(catalog for catalog in catalogs if catalog.project.slug == slug)
        example = _part(record, words, of, "" if of is catalogs[0] else f"{slug}/")
        return "a project", f"say it of one of its parts, e.g. {example}"
    organizations = {one.slug: one for one in kind_rows(connection, "organization").values()}
    slug = exactly(name, organizations, "org")
    if slug in organizations and _kind(record, words) is not SubjectKind.MILESTONE:
        call = as_typed(record, words, slug)
        return "an organization", f"what it holds: tracker holder add {slug}, then: {call}"
    return None


def _part(record: StatementRecord, words: Words, catalog: Catalog, within: str) -> str:
    """An example of what the words may be said of: a milestone, or a tranche with its stage.

    A percentage alone is how much of a milestone is done.
    """
    said = " ".join(words)
    if PERCENT.search(folded(said)):
        record, words = replace(record, values=(*record.values, (Field.PROGRESS, said))), ()
    if _kind(record, words) is SubjectKind.MILESTONE:
        headline = [slug for slug, one in catalog.milestones.items() if one.headline]
        slug = next(iter(headline or catalog.milestones), "MILESTONE")
        return f"{as_typed(record, words, within + slug)}; all: tracker milestone list"
    tranche = next(iter(catalog.tranches.values()), None)
    if tranche is None:
        return f"{as_typed(record, ['committed', *words], within + 'TRANCHE')}: tracker tranche add"
    return f"{_call(record, words, tranche, within + tranche.slug)}; all: tracker tranche list"


def _call(record: StatementRecord, words: Words, subject: Subject, name: str) -> str:
    """The call that says the words of a subject; of a tranche with a stage, where none is named."""
    if subject.kind is SubjectKind.TRANCHE and words and not is_stage(words[0]):
        return f"{as_typed(record, ['committed', *words], name)} (or which stage it has reached)"
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
    if fields & {*FIELDS[SubjectKind.MILESTONE]} or any(_is_word(Status, word) for word in words):
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
            return "milestone", f"{slug} --title {title} --type delivery"
        case SubjectKind.TRANCHE:
            return "tranche", f"{slug} --title {title} --funder ORG --instrument grant"
        case _:
            unit = shlex.quote(unit_told(" ".join(words), catalog.project.currency))
            more = f"--unit {unit} --nature actual --scope 'what it counts'"
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
