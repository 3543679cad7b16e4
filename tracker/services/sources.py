"""Making a source of an address that was cited for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.domain.definitions.records import SourceRecord
from tracker.domain.text import read_address
from tracker.domain.vocabulary import Tier

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.services.definitions import Definer


def is_url(text: str) -> bool:
    """Tell an address from a slug."""
    return "://" in text


def source_of_url(connection: Connection, definer: Definer, url: str, tier: Tier | None) -> str:
    """Return the slug of the source with this address, making one where there is none.

    A new one is named after its host, unread, and of tier secondary unless said otherwise. Raises
    UsageError for what is no web address.
    """
    source, (url, host) = tables.source, read_address(url)
    by_age = select(source.c.slug).order_by(source.c.id)
    known: str | None = connection.scalar(by_age.where(source.c.url == url).limit(1))
    if known is not None:
        return known
    slugs = set(connection.scalars(by_age.where(source.c.slug.startswith(host, autoescape=True))))
    slug = host if host not in slugs else f"{host}-{_free_number(host, slugs)}"
    record = SourceRecord(
        slug=slug, title=url, publisher=host, url=url, tier=tier or Tier.SECONDARY
    )
    definer.add("source", [record])
    return slug


def _free_number(host: str, slugs: set[str]) -> int:
    number = 2
    while f"{host}-{number}" in slugs:
        number += 1
    return number
