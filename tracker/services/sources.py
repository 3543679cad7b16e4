"""Finding the source that is cited, by its slug or by its address, and making one of a new page."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.definitions.catalog import as_name, callings, missing
from tracker.domain.definitions.readers import LONGEST_SLUG, SLUG
from tracker.domain.definitions.records import SourceRecord
from tracker.domain.synonyms import in_ascii
from tracker.domain.text import folded, is_address, page_or_text, read_address, visible
from tracker.domain.vocabulary import Tier
from tracker.errors import ConflictError
from tracker.services.instead import slug_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.records import StatementRecord
    from tracker.errors import NotFoundError


class CitedSource(NamedTuple):
    """What an entry takes over of the source that a record cites, and what that is called."""

    id: int | None
    slug: str | None
    published_on: str | None
    tier: str
    title: str = ""
    publisher: str | None = None


NO_SOURCE = CitedSource(None, None, None, Tier.PRIMARY)
"""Without a source it is the keeper's own judgement."""
MOST_NAMED = 3
"""So many sources are named that may be meant."""
SHORTEST_BEGUN = 8
"""With less of a title nobody means one."""
LONGEST_PUBLISHER = 24
"""A longer text is a headline sooner than the name of who prints it."""

LONGEST_NAME = LONGEST_SLUG - len("-1000000")
LONGEST_TITLE = 60
_HEADLINE = re.compile(r"[\s、。,，：:「」]")
_DAY = re.compile(r"[ -]?[0-9]{4}-[0-9]{2}-[0-9]{2}.*$")
FIRST_NUMBER = 2
"""What stands behind the host in the name of its second page."""


class Sources:
    """The sources of a database, read once and remembered; a new page becomes one.

    Where several are the same page, its address means the oldest that is not `retired`, of which
    the reasons are kept. `define` adds one, `made` has the slugs of those that were added here.
    `learn` comes first.
    """

    def __init__(self, connection: Connection, define: Callable[[SourceRecord], None]) -> None:
        self.made: set[str] = set()
        self._connection = connection
        self._define = define
        self._newest = 0
        self._by_slug: dict[str, CitedSource] = {}
        self._addresses: list[tuple[str, str]] = []
        self.retired: dict[str, str] = {}
        self._by_page: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def learn(self) -> None:
        """Read the sources that were defined since."""
        known = tables.source.c
        told = (known.id, known.slug, known.published_on, known.tier, known.title, known.publisher)
        query = select(*told, known.url, known.retired)
        newer = query.where(known.id > self._newest).order_by(known.id)
        for *cited, url, retired in self._connection.execute(newer):
            found = CitedSource(*cited)
            self._newest, slug = cited[:2]
            self._by_slug[slug] = found
            if retired is not None:
                self.retired[slug] = retired
            if url is not None:
                self._addresses.append((slug, url))

    def cited(
        self, named: str | None, tier: Tier | None, published_on: str | None = None
    ) -> CitedSource:
        """Return the source that a slug or an address means.

        One that is made of a page is named after its host, unread, of the day `published_on`, and
        of tier secondary unless said otherwise. Raises NotFoundError for a slug that nothing has,
        UsageError for what is no web address, and ConflictError where the source has another day.
        """
        if named is None:
            return NO_SOURCE
        slug = self.slug_of(named) or self._make(named, tier, published_on)
        if slug not in self._by_slug:
            raise self._no_source(slug, published_on, self._called(slug))
        found = self._by_slug[slug]
        if published_on not in {None, found.published_on}:
            raise _other_day(found, published_on or "", new=slug in self.made)
        return found

    def meant(self, record: StatementRecord, known: Mapping[str, object]) -> str | None:
        """Return the slug of the source that who writes names; an address as it is.

        It may be named by its title in full, or by its publisher where the record tells no other
        day than the source's: each page of a newspaper has one of its own. `known` has the
        organizations. Raises NotFoundError for what names none, or several.
        """
        named = record.source
        if named is None or is_address(named):
            return named
        if (slug := named if named in self._by_slug else as_name(named)) in self._by_slug:
            return slug
        said, found = record.published_on or record.on, self._called(named)
        titled = [one for one in found if folded(one.title) == folded(named)]
        dated = [one for one in found if said in {None, one.published_on}]
        for alike in (titled, dated):
            if len(alike) == 1:
                return alike[0].slug
        raise self._no_source(named, said, found, known)

    def _called(self, named: str) -> list[CitedSource]:
        """The sources whose title or publisher is a text, be it in Japanese, the newest first."""
        words = {folded(named), folded(in_ascii(named))}
        found = [
            one
            for slug, one in self._by_slug.items()
            if slug not in self.retired
            and not words.isdisjoint({folded(one.title), folded(one.publisher or "")})
        ]
        return sorted(found, key=lambda one: one.published_on or "", reverse=True)

    def _begun(self, name: str) -> list[str]:
        """The sources whose title begins so."""
        word = folded(name)
        known = [slug for slug in self._by_slug if slug not in self.retired]
        return [slug for slug in known if folded(self._by_slug[slug].title).startswith(word)]

    def _no_source(
        self,
        name: str,
        day: str | None,
        called: Sequence[CitedSource],
        organizations: Mapping[str, object] | None = None,
    ) -> NotFoundError:
        """Make the error for a name that no source has: those `called` so, and what defines one.

        What is no slug becomes the title.
        """
        error = missing("source", name, self._by_slug)
        begun = [] if called or len(name) < SHORTEST_BEGUN else self._begun(name)
        if len(begun) == 1:
            error.hint = f"did you mean {begun[0]}?"
        title = visible(name[:LONGEST_TITLE])
        slug = name
        if not SLUG.fullmatch(name):
            slug = slug_for(f"{name} {day or ''}", "source", self._by_slug)
        add = ["tracker", "source", "add", slug, "--title", title]
        if publisher := self._publisher(name, organizations or {}):
            add += ["--publisher", visible(publisher)]
        add += ["--tier", "press", "--published-on", day or "DATE"]
        if called:
            error.message = f"'{name[:LONGEST_TITLE]}' names several sources"
            if len(called) == 1:
                error.message = f"'{name[:LONGEST_TITLE]}' names a source of another day"
            near = ", ".join(one.slug or "" for one in called[:MOST_NAMED])
            more = f" and {len(called) - MOST_NAMED} more" if len(called) > MOST_NAMED else ""
            error.hint = f"which one? {near}{more}"
        error.hint = f"{error.hint.removesuffix('?')}; or define it: {shlex.join(add)}"
        return error

    def _publisher(self, name: str, organizations: Mapping[str, object]) -> str | None:
        """Who publishes what is called so: as the record writes it, else the text if it is short.

        Else one newspaper would be two speakers. None of a slug that names nobody who is known.
        """
        words = {folded(name), folded(in_ascii(name)), folded(_DAY.sub("", name))}
        for one in self._by_slug.values():
            if one.publisher and folded(one.publisher) in words:
                return one.publisher
        for slug, body in organizations.items():
            if words & {slug, *map(folded, callings(body))}:
                return next(callings(body))
        short = len(name) <= LONGEST_PUBLISHER and (name.isascii() or not _HEADLINE.search(name))
        return name if short and name.strip() and not SLUG.fullmatch(name) else None

    def known(self, named: str | None) -> CitedSource | None:
        """Return the source of a slug, or of an address that is known; makes none."""
        return self._by_slug.get(self.slug_of(named) or "") if named else None

    def slug_of(self, named: str) -> str | None:
        """Return a slug as it is, of an address that of its source, None of a new page."""
        return self.of_page(named) if is_address(named) else named

    def of_page(self, address: str | None) -> str | None:
        """Return the slug of an address's source; None where nothing is its page."""
        # Taken apart only once somebody cites an address; what is retired gives way to a twin.
        replaced = {None, *self.retired}
        for slug, url in sorted(self._addresses, key=lambda one: one[0] in self.retired):
            if self._by_page.get(page_or_text(url)) in replaced:
                self._by_page[page_or_text(url)] = slug
        self._addresses = []
        return self._by_page.get(page_or_text(address)) if address else None

    def _make(self, address: str, tier: Tier | None, published_on: str | None) -> str:
        url, host = read_address(address)
        slug, tier = self._free_slug(host), tier or Tier.SECONDARY
        made = SourceRecord(slug=slug, title=url, publisher=host, url=url, tier=tier)
        self._define(replace(made, published_on=published_on))
        self.made.add(slug)
        self.learn()
        return slug

    def _free_slug(self, host: str) -> str:
        """Name a source after its host, with a number where that is taken."""
        name = name_of_host(host)
        slug, number = name, self._numbers.get(name, FIRST_NUMBER)
        while slug in self._by_slug:
            slug, number = f"{name}-{number}", number + 1
        self._numbers[name] = number
        return slug


def name_of_host(host: str) -> str:
    """Return the slug of the first source that is named after a host."""
    return re.sub("[^a-z0-9.-]+", "-", host).strip("-.")[:LONGEST_NAME] or "page"


def _other_day(source: CitedSource, published_on: str, *, new: bool) -> ConflictError:
    """Make the error for a day that is not the source's; what is `new` nobody can edit yet."""
    day = f"of {source.published_on}" if source.published_on else "without a day"
    edit = f"tracker source edit {source.slug} --published-on '{published_on}' --reason TEXT"
    hint = f"a source has one day: leave it out here, or correct it: {edit}"
    if new:
        hint = "a source has one day: tell the same wherever its page is cited"
    error = ConflictError(f"source {source.slug} is {day}, not of {published_on}", hint)
    error.field = "published_on"
    return error


def require_new_page(
    connection: Connection, record: SourceRecord, before: SourceRecord | None = None
) -> None:
    """Raise ConflictError where another source is the page of a record's address already.

    Another spelling of the page that it was `before` is taken, also where one shares that.
    """
    page = record.url and page_or_text(record.url)
    if not page or (before and before.url and page_or_text(before.url) == page):
        return
    source = tables.source.c
    others = select(source.slug, source.url).where(source.slug != record.slug)
    for slug, url in connection.execute(others.where(source.url.is_not(None)).order_by(source.id)):
        if page_or_text(url) == page:
            raise known_page(slug, url)


def known_page(slug: str, url: str = "") -> ConflictError:
    """Make the error for the address of a new source that is the page of one that is there."""
    hint = f"cite that one, by its slug or by any spelling of the address: --source {slug}"
    return same_page(f"source {slug} is this page already{url and ': '}{url}", hint)


def same_page(message: str, hint: str) -> ConflictError:
    """Make the error for the address of a source whose page is another one's."""
    error = ConflictError(message, hint)
    error.field = "url"
    return error
