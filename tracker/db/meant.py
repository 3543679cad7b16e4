"""What somebody means who reads, and writes no name in full."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import all_projects, find_project, kind_rows, read_catalog, subjects_by_path
from tracker.domain.definitions.catalog import (
    MOST_OFFERED,
    as_name,
    called,
    exactly,
    fitting,
    named,
    of_another,
)
from tracker.domain.text import LONGEST_NUMBER, folded, page_of, page_or_text
from tracker.domain.vocabulary import noun_of
from tracker.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from sqlalchemy import Connection

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.subject import Project, Subject

    Name = tuple[str, str]

SCHEMES = ("http://", "https://")
LONGEST_TOLD = 200
"""So much of an address is told."""
ADD_SOURCE = "define it: tracker source add --help"


def meant_project(connection: Connection, text: str | None) -> Project:
    """Return the project that somebody means who only reads; as `named` and `find_project`.

    An organization that has the slug of a project, and is called so, is it. Who names something
    else is told so.
    """
    if text is None:
        return find_project(connection, None)
    known = {project.slug: project for project in all_projects(connection)}
    if not known:
        return find_project(connection, text)
    try:
        return known[named("project", text, known)]
    except NotFoundError as error:
        if (slug := _body_of(connection, text, known)) is not None:
            return known[slug]
        if not (found := shown_by(connection, text, None)):
            raise
        kind, call = found
        if kind == "a source":
            slug = call.rpartition(" ")[2]
            call += f"; what is wrong with it: tracker check --source {slug}"
        raise NotFoundError(f"'{text[:60]}' is {kind}, no project", call, text) from error


def project_called(connection: Connection, text: str) -> str | None:
    """Return the slug of the project that is called just so, or as the organization that it is."""
    known = {project.slug: project for project in all_projects(connection)}
    slug = exactly(text, known, "project")
    return slug if slug in known else _body_of(connection, text, known)


def _body_of(connection: Connection, text: str, known: Container[str]) -> str | None:
    """The project that has the slug of the organization which is called so."""
    bodies = {one.slug: one for one in kind_rows(connection, "organization").values()}
    own = [slug for slug in called(text, bodies) if slug in known]
    return own[0] if len(own) == 1 else None


def is_project(connection: Connection, text: str, own: str | None) -> bool:
    """Whether a text is the name of a project, and no subject of the own one is called so."""
    slug = as_name(text)
    if slug not in {one.slug for one in all_projects(connection)}:
        return False
    return slug not in read_catalog(connection, find_project(connection, own)).subjects


def meant_subject(
    connection: Connection,
    text: str,
    project: str | None,
    kind: str | None = None,
    call: str = "tracker why ",
) -> Subject:
    """Return the subject that somebody means who only reads, as `named` does.

    Where a kind is asked for, a title or the beginning of a name means one of that kind if there is
    one. What is retired has to be named in full. Who names an entry of the log by its number, or a
    subject of another project, is told so; there the `call` stands before its full name.
    """
    catalog, name = _meant_catalog(connection, text, project)
    subjects = catalog.subjects
    if as_name(name) in subjects:
        return subjects[as_name(name)]
    of_kind = catalog.titled(kind)
    known = of_kind if fitting(name, of_kind) else catalog.titled()
    if not fitting(name, known):
        _require_no_entry(connection, text)
        _require_no_project(connection, name)
        require_own(connection, name, catalog.project, call, begun=True)
    return subjects[named("subject", name, known)]


def shown_by(connection: Connection, text: str, project: str | None) -> Name | None:
    """Return what a name in full is of, and the call that shows it; None for what names nothing.

    A slug comes before a title or an alias, the subjects of the own project before others.
    """
    if number := _entry(connection, text):
        return "an entry of the log", f"tracker entry show {number}"
    own = find_project(connection, project).slug
    subjects = subjects_by_path(connection)
    known: dict[str, Mapping[str, Any]] = {
        "project": {one.slug: one for one in all_projects(connection)},
        "subject": {one.slug: one for one in subjects.values() if one.project.slug == own},
        "subject of another project": subjects,
        "organization": {one.slug: one for one in kind_rows(connection, "organization").values()},
        "source": {one.slug: one for one in kind_rows(connection, "source").values()},
    }
    name = as_name(text)
    found = [(kind, name) for kind, those in known.items() if name in those]
    found += [("subject of another project", p) for p, one in subjects.items() if one.slug == name]
    found += [(kind, slug) for kind, those in known.items() for slug in called(text, those)]
    if not found:
        return None
    kind, slug = found[0]
    told = noun_of(known[kind][slug].kind) if kind.startswith("subject") else kind
    call = "tracker status" if kind == "project" else "tracker why"
    return f"{'an' if told[0] in 'aeiou' else 'a'} {told}", f"{call} {slug}"


def _entry(connection: Connection, text: str) -> int | None:
    """Return the entry of the log whose number a text is; None for what is none."""
    number = folded(text).removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    entry = tables.entry.c.id
    return connection.scalar(select(entry).where(entry == int(number)))


def _require_no_entry(connection: Connection, text: str) -> None:
    """Raise NotFoundError for the number of an entry, with the call that shows it."""
    if number := _entry(connection, text):
        hint = f"tracker entry show {number}"
        raise NotFoundError(f"{text} is an entry of the log, no subject", hint, text)


def _require_no_project(connection: Connection, name: str) -> None:
    """Raise NotFoundError for the name of a project, with the calls that tell of one."""
    slug = as_name(name)
    if slug in {project.slug for project in all_projects(connection)}:
        hint = f"where it stands: tracker status {slug}; its log: tracker history {slug}"
        raise NotFoundError(f"'{name[:60]}' is a project, no subject", hint, name)


def require_own(
    connection: Connection, name: str, own: Project, call: str, *, begun: bool = False
) -> None:
    """Raise NotFoundError for a name of subjects of other projects, with their full names.

    The call stands before these in the hint. The beginning of a name counts where it may be
    `begun`, and none is called just so.
    """
    known = {
        one.slug: read_catalog(connection, one).titled()
        for one in all_projects(connection)
        if one.slug != own.slug and one.retired is None
    }
    just_so = [
        f"{project}/{slug}"
        for project, subjects in known.items()
        for slug in ([as_name(name)] if as_name(name) in subjects else called(name, subjects))
    ]
    begun_so = [
        f"{project}/{slug}"
        for project, subjects in known.items()
        for slug in fitting(name, subjects)
    ]
    if just_so:
        raise NotFoundError(of_another(name, just_so, own.slug), _full(call, just_so), name)
    if begun and begun_so:
        message = f"no subject is called '{name[:60]}' in {own.slug}"
        raise NotFoundError(message, _full(call, begun_so), name)


def _full(call: str, paths: list[str]) -> str:
    return " or ".join(f"{call}{path}" for path in paths[:MOST_OFFERED])


def meant_otherwise(connection: Connection, text: str, project: str | None) -> Name | None:
    """Return the kind and the name of what somebody means who reads, where that is no subject.

    It is the source of an address, or an organization or a source that no subject is called like.
    """
    if is_page(text):
        return "source", text
    catalog, name = _meant_catalog(connection, text, project)
    if as_name(name) in catalog.subjects:
        return None
    sources = {one.slug: one for one in kind_rows(connection, "source").values()}
    others: dict[str, Mapping[str, object]] = {
        "organization": catalog.organizations,
        "source": sources,
    }
    exact = [kind for kind, known in others.items() if as_name(text) in known]
    if exact:
        return exact[0], as_name(text)
    subjects = catalog.titled()
    if called(name, subjects):
        return None
    meant = [kind for kind, known in others.items() if called(text, known)]
    if not meant and not fitting(name, subjects):
        meant = [kind for kind, known in others.items() if fitting(text, known)]
    return (meant[0], named(noun_of(meant[0]), text, others[meant[0]])) if meant else None


def meant_source(connection: Connection, text: str) -> str:
    """Return the slug of the source that somebody means who only reads: as `named`, or by its page.

    Raises NotFoundError, and UsageError for what is no address.
    """
    sources = {one.slug: one for one in kind_rows(connection, "source").values()}
    if not is_page(text):
        return named("source", text, sources)
    return source_of_page(text, sources)


def source_of_page(text: str, sources: Mapping[str, Any]) -> str:
    """Return the slug of the source of an address's page; raises NotFoundError where none is."""
    page = page_of(text if text.lower().startswith(SCHEMES) else f"https://{text}")
    of_page: list[str] = [
        slug for slug, one in sources.items() if one.url and page_or_text(one.url) == page
    ]
    of_page.sort(key=lambda slug: sources[slug].retired is not None)
    if not of_page:
        day = f"--published-on DATE --url {shlex.quote(text)}"
        add = f"define it: tracker source add SLUG --title TEXT --tier press {day}"
        hint = add if len(text) < LONGEST_TOLD else ADD_SOURCE
        raise NotFoundError(f"no source is of {text[:LONGEST_TOLD]}", hint, text)
    return of_page[0]


def is_page(text: str) -> bool:
    """Whether it is the address of a page, not of a database, say; its scheme may be missing."""
    host, slash, _ = text.partition("/")
    return text.lower().startswith(SCHEMES) or bool(slash and "." in host)


def _meant_catalog(connection: Connection, text: str, project: str | None) -> tuple[Catalog, str]:
    within, _, name = text.rpartition("/")
    of = meant_project(connection, within or project)
    return read_catalog(connection, of, also=as_name(name)), name
