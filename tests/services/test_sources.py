from __future__ import annotations

import pytest
from sqlalchemy import select

from databases import now, reading, writing
from tracker.db import tables
from tracker.db.engine import Database
from tracker.db.log import LogWriter
from tracker.domain.vocabulary import Tier
from tracker.errors import UsageError
from tracker.services.definitions import Definer
from tracker.services.sources import is_url, source_of_url


def _cite(database: Database, url: str, tier: Tier | None = None) -> str:
    with writing(database) as connection:
        return source_of_url(connection, Definer(connection, LogWriter(connection, now)), url, tier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("https://a.example/b", True), ("nhk-2026-01-01", False), ("a.example/b", False)],
)
def test_an_address_is_told_from_a_slug(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_url(text) is expected


def test_a_known_address_is_the_source_that_has_it(small: Database) -> None:
    assert _cite(small, "https://fab.example/release") == "release"


def test_a_new_address_becomes_a_source_named_after_its_host(small: Database) -> None:
    url = "https://www.nikkei.example/2026/11?id=1#top"
    assert _cite(small, url.replace("nikkei", "Nikkei")) == "nikkei.example"
    assert _cite(small, url) == "nikkei.example"
    with reading(small) as connection:
        source = tables.source
        row = connection.execute(select(source).where(source.c.url == url)).one()
    assert (row.title, row.publisher, row.tier) == (url, "nikkei.example", Tier.SECONDARY)
    assert (row.published_on, row.retrieved_on) == (None, None)


def test_a_second_page_of_a_host_gets_a_number(small: Database) -> None:
    pages = [f"https://nikkei.example/{page}" for page in "abc"]
    named = ["nikkei.example", "nikkei.example-2", "nikkei.example-3"]
    assert [_cite(small, page) for page in pages] == named
    assert [_cite(small, page) for page in pages] == named


def test_the_tier_that_was_said_is_kept(small: Database) -> None:
    slug = _cite(small, "https://nikkei.example", Tier.PRESS)
    with reading(small) as connection:
        source = tables.source
        assert connection.scalar(select(source.c.tier).where(source.c.slug == slug)) == "press"


def test_a_host_in_another_script_is_written_in_ascii(small: Database) -> None:
    assert _cite(small, "https://日本経済.example/a") == "xn--wgv71as4mv4q.example"


@pytest.mark.parametrize(
    "text",
    [
        "ftp://a.example/b",
        "https://",
        "https:///path",
        "://a",
        "https://a b.example",
        "https://a.example/with space",
        "https://[half",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_web_address_is_refused(small: Database, text: str) -> None:
    with pytest.raises(UsageError, match="is no web address"):
        _cite(small, text)
