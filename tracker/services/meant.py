"""What the words in the options of `NOUN add` stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.db.catalog import SUBJECTS, find_project, kind_rows
from tracker.domain.definitions import readers
from tracker.domain.definitions.catalog import exactly
from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import KINDS
from tracker.domain.periods.fiscal import fiscal_year
from tracker.domain.quantities.units import unit_meant
from tracker.domain.vocabulary import noun_of
from tracker.errors import UsageError
from tracker.services.organizations import no_organization

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from tracker.domain.definitions.key import DeclaredKey


def names_meant(
    connection: Connection, kind: str, values: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """Write the names that a definition refers to as files do, and pair those that change.

    An organization may be called by a title or an alias, a subject by `project/slug` of the same
    project, a currency as texts write it, a fiscal year in any way that is one of its project.
    Raises NotFoundError for an organization that is none, with the call that defines it, and
    UsageError for a subject of another project and for what is no fiscal year.
    """
    known = {one.slug: one for one in kind_rows(connection, "organization").values()}
    found, read_as = dict(values), []
    for one in keys_of(KINDS[kind]):
        typed = values.get(one.name)
        if typed is None:
            continue
        if one.key.refers == ("organization",):
            found[one.name] = slug = exactly(typed, known, "org")
            if slug not in known:
                raise no_organization(typed, known, one.option if one.key.help else "the name")
            read_as += [(typed, slug)] if slug != typed else []
        elif {*one.key.refers} & {*SUBJECTS} and one.key.reads in (readers.slug, readers.slugs):
            several = isinstance(typed, list)
            slugs = [
                _within(one, text, values["project"]) for text in (typed if several else [typed])
            ]
            found[one.name] = slugs if several else slugs[0]
        elif one.key.reads in (readers.unit, readers.currency):
            found[one.name] = unit = unit_meant(typed)
            read_as += [(typed, unit)] if unit != typed else []
        elif one.key.reads is readers.year:
            calendar = find_project(connection, values["project"]).calendar
            found[one.name] = year = fiscal_year(typed, calendar, one.option)
            read_as += [(typed, str(year))] if str(year) != typed else []
    return found, tuple(read_as)


def _within(one: DeclaredKey, name: str, project: str) -> str:
    of, slash, slug = name.rpartition("/")
    if slash and of != project:
        noun = noun_of(one.key.refers[0])
        hint = f"name a {noun} of {project}: tracker {noun} list {project}"
        raise UsageError(f"{one.option}: {name[:60]} is of another project than {project}", hint)
    return slug
