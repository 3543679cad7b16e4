"""Finding the source that is cited, by its slug or by its address, and making one of a new page."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.definitions.catalog import missing
from tracker.domain.definitions.readers import LONGEST_SLUG, SLUG
from tracker.domain.definitions.records import SourceRecord
from tracker.domain.text import is_address, page_or_text, read_address, visible
from tracker.domain.vocabulary import Tier
from tracker.errors import ConflictError
from tracker.services.instead import slug_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from tracker.errors import NotFoundError


class CitedSource(NamedTuple):
    """What an entry takes over of the source that a record cites."""

    id: int | None
    slug: str | None
    published_on: str | None
    tier: str


NO_SOURCE = CitedSource(None, None, None, Tier.PRIMARY)
"""Without a source it is the keeper's own judgement."""

LONGEST_NAME = LONGEST_SLUG - len("-1000000")
LONGEST_TITLE = 60
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
        query = select(
            known.id, known.slug, known.published_on, known.tier, known.url, known.retired
        )
        newer = query.where(known.id > self._newest).order_by(known.id)
        for number, slug, published_on, tier, url, retired in self._connection.execute(newer):
            self._newest = number
            self._by_slug[slug] = CitedSource(number, slug, published_on, tier)
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
            raise self._no_source(slug, published_on)
        found = self._by_slug[slug]
        if published_on not in {None, found.published_on}:
            raise _other_day(found, published_on or "", new=slug in self.made)
        return found

    def _no_source(self, name: str, published_on: str | None) -> NotFoundError:
        """Make the error for a name that no source has: the nearest, and what defines it.

        What is no slug becomes the title.
        """
        error = missing("source", name, self._by_slug)
        title = shlex.quote(visible(name[:LONGEST_TITLE]))
        slug, day = name, published_on or "DATE"
        if not SLUG.fullmatch(name):
            slug = slug_for(f"{name} {published_on or ''}", "source", self._by_slug)
        add = f"tracker source add {slug} --title {title} --tier press --published-on {day}"
        error.hint = f"{error.hint.removesuffix('?')}; or define it: {add}"
        return error

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
