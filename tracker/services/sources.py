"""Making a source of an address that was cited for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import insert, select

from tracker.db import tables
from tracker.domain.vocabulary import Tier
from tracker.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def is_url(text: str) -> bool:
    """Tell an address from a slug."""
    return "://" in text


def source_of_url(
    connection: Connection, url: str, tier: Tier | None, recorded_at: datetime
) -> str:
    """Return the slug of the source with this address, making one where there is none.

    A new one is named after its host, unread, and of tier secondary unless said otherwise. Raises
    UsageError for what is no web address.
    """
    source, (url, host) = tables.source, _normal(url)
    by_age = select(source.c.slug).order_by(source.c.id)
    known: str | None = connection.scalar(by_age.where(source.c.url == url).limit(1))
    if known is not None:
        return known
    slugs = set(connection.scalars(by_age.where(source.c.slug.startswith(host, autoescape=True))))
    slug = host if host not in slugs else f"{host}-{_free_number(host, slugs)}"
    row = {
        "slug": slug,
        "title": url,
        "publisher": host,
        "url": url,
        "tier": tier or Tier.SECONDARY,
        "recorded_at": recorded_at,
    }
    connection.execute(insert(source).values(row))
    return slug


def _normal(url: str) -> tuple[str, str]:
    """One spelling of an address, and the host to name its source after."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").encode("idna").decode()
        if host and parts.scheme in {"http", "https"} and url.isprintable() and " " not in url:
            return parts._replace(
                netloc=parts.netloc.lower(), path=parts.path or "/"
            ).geturl(), host
    except ValueError:  # brackets without an IPv6 address in them, or no name for a host
        pass
    hint = "cite a page as https://…, or a source by its slug: tracker source list"
    raise UsageError(f"'{url[:60]}' is no web address", hint)


def _free_number(host: str, slugs: set[str]) -> int:
    number = 2
    while f"{host}-{number}" in slugs:
        number += 1
    return number
