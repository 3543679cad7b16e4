from __future__ import annotations

import itertools
from typing import Any

import pytest
from sqlalchemy import event, select, update

from databases import MOMENT, now, reading, writing
from tracker.db import tables
from tracker.db.engine import Database
from tracker.db.log import LogWriter
from tracker.domain.definitions.readers import SLUG
from tracker.domain.definitions.records import BatchLine, Dataset, SourceRecord, StatementRecord
from tracker.domain.text import is_address
from tracker.domain.vocabulary import Field, Tier
from tracker.errors import ConflictError, NotFoundError, UsageError
from tracker.reports.outcome import BatchReport
from tracker.services.batch import apply_dataset
from tracker.services.definitions import Definer, define
from tracker.services.edit import edit
from tracker.services.sources import Sources
from tracker.services.stream import apply_lines


def _cite(database: Database, *urls: str, tier: Tier | None = None) -> list[str | None]:
    """Cite addresses in a call of their own."""
    with writing(database) as connection:
        definer = Definer(connection, LogWriter(connection, now))
        sources = Sources(connection, lambda record: definer.add("source", [record]))
        sources.learn()
        return [sources.cited(url, tier).slug for url in urls]


def _stored(database: Database, slug: str) -> Any:
    source = tables.source
    with reading(database) as connection:
        return connection.execute(select(source).where(source.c.slug == slug)).one()


def _add(database: Database, *sources: SourceRecord) -> int:
    with writing(database) as connection:
        dataset = Dataset(sources=list(sources))
        return Definer(connection, LogWriter(connection, now)).add_all(dataset)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("https://a.example/b", True), ("nhk-2026-01-01", False), ("a.example/b", False)],
)
def test_an_address_is_told_from_a_slug(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_address(text) is expected


@pytest.mark.parametrize(
    "url",
    [
        "https://fab.example/release",
        "http://www.FAB.example/release/?utm_source=mail#top",
    ],
)
def test_a_known_page_is_the_source_that_has_it(small: Database, url: str) -> None:
    assert _cite(small, url) == ["release"]
    assert _stored(small, "release").url == "https://fab.example/release"


def test_a_new_address_becomes_a_source_named_after_its_host(small: Database) -> None:
    url = "https://www.nikkei.example/2026/11?id=1#top"
    assert _cite(small, url.replace("nikkei", "Nikkei")) == ["nikkei.example"]
    assert _cite(small, "http://nikkei.example/2026/11/?id=1") == ["nikkei.example"]
    row = _stored(small, "nikkei.example")
    assert (row.title, row.url, row.publisher) == (url, url, "nikkei.example")
    assert (row.tier, row.published_on, row.retrieved_on) == (Tier.SECONDARY, None, None)


@pytest.mark.parametrize("together", [True, False])
def test_a_second_page_of_a_host_gets_a_number(small: Database, *, together: bool) -> None:
    pages = [f"https://nikkei.example/{page}" for page in "abc"]
    named = ["nikkei.example", "nikkei.example-2", "nikkei.example-3"]
    for _ in range(2):
        cited = _cite(small, *pages) if together else [_cite(small, page)[0] for page in pages]
        assert cited == named


def test_the_tier_that_was_said_is_kept(small: Database) -> None:
    _cite(small, "https://nikkei.example", tier=Tier.PRESS)
    assert _stored(small, "nikkei.example").tier == "press"


def test_a_host_in_another_script_is_written_in_ascii(small: Database) -> None:
    assert _cite(small, "https://日本経済.example/a") == ["xn--wgv71as4mv4q.example"]


@pytest.mark.parametrize(
    "url",
    ["https://[::1]/a", "https://a_b.example/a", "https://_/a", f"https://{'a.' * 90}example/a"],
)
def test_a_host_that_is_no_slug_is_made_one(small: Database, url: str) -> None:
    for slug in _cite(small, url, f"{url}b"):
        assert SLUG.fullmatch(slug or "")


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


def test_a_slug_that_nothing_has_is_refused(small: Database) -> None:
    with pytest.raises(NotFoundError, match="no source is called 'nhk'"):
        _cite(small, "nhk")


def _source(slug: str, url: str) -> SourceRecord:
    return SourceRecord(slug=slug, title=slug, url=url, tier=Tier.PRESS)


def test_of_two_sources_of_a_page_its_address_means_the_older(small: Database) -> None:
    twins = _source("b", "https://twin.example/x"), _source("a", "http://twin.example/x/")
    assert _add(small, *twins) == 2
    assert _cite(small, "https://www.twin.example/x", "http://twin.example/x/") == ["b", "b"]


def test_a_source_whose_address_is_none_is_the_page_of_nothing(small: Database) -> None:
    """Old programs let one be edited to anything."""
    with writing(small) as connection:
        connection.execute(update(tables.source).values(url="see the archive"))
    assert _cite(small, "https://fab.example/release") == ["fab.example"]


def test_another_source_of_a_known_page_is_not_defined(small: Database) -> None:
    again = _source("again", "http://www.fab.example/release/")
    with writing(small) as connection, pytest.raises(ConflictError) as refused:
        define(connection, again, MOMENT)
    assert str(refused.value) == "source release is this page already: https://fab.example/release"
    assert refused.value.field == "url"


def _edit(database: Database, slug: str, url: str) -> None:
    with writing(database) as connection:
        edit(connection, "source", slug, {"url": url}, MOMENT)


def test_an_address_is_corrected_but_not_to_the_page_of_another_source(small: Database) -> None:
    _edit(small, "release", "http://www.fab.example/release/")
    assert _stored(small, "release").url == "http://www.fab.example/release/"
    _cite(small, "https://nikkei.example/a")
    with pytest.raises(ConflictError, match="source release is this page already"):
        _edit(small, "nikkei.example", "https://fab.example/release")
    with pytest.raises(UsageError, match="'in the archive' is no web address"):
        _edit(small, "nikkei.example", "in the archive")


def test_twins_may_be_spelled_otherwise(small: Database) -> None:
    _add(small, _source("a", "https://twin.example/x"), _source("b", "https://twin.example/x"))
    _edit(small, "b", "http://twin.example/x")
    assert _stored(small, "b").url == "http://twin.example/x"


def _said(source: str, number: int = 0) -> StatementRecord:
    return StatementRecord(
        subject="pilot",
        values=((Field.NOTE, f"note {number}"),),
        source=source,
        on="2026-01-20",
        key=f"k{number}",
    )


def _apply(database: Database, *records: SourceRecord | StatementRecord | None) -> BatchReport:
    with writing(database) as connection:
        lines = [BatchLine(number, record) for number, record in enumerate(records, 1)]
        report = apply_lines(connection, lines, MOMENT)
        if report.refused:
            connection.rollback()
        return report


def test_a_batch_tells_which_source_an_address_was_taken_for(small: Database) -> None:
    named = ["http://fab.example/release/", "release", "https://new.example/a"]
    named += ["http://www.new.example/a#top", "https://new.example/b"]
    report = _apply(small, *(_said(source, number) for number, source in enumerate(named)))
    told = ["release", None, "new.example", "new.example", "new.example-2"]
    assert [row.source for row in report.rows] == told
    again = _apply(small, *(_said(source, number) for number, source in enumerate(named)))
    assert {row.result for row in again.rows} == {"unchanged"}


APART = [None] * 2000
"""So many empty lines put what stands around them into different chunks."""


@pytest.mark.parametrize("between", [[], APART], ids=["near", "far"])
def test_a_source_is_defined_above_the_line_that_cites_its_page(
    small: Database, between: list[None]
) -> None:
    page = _source("page", "https://new.example/a")
    cited = _said("http://new.example/a/")
    below = _apply(small, cited, *between, page)
    (refused,) = below.refused
    assert refused.hint == "put definitions above the lines that name them"
    above = _apply(small, page, *between, cited)
    assert not above.refused
    assert above.rows[-1].source == "page"


def test_a_source_called_like_one_that_was_made_is_a_conflict(small: Database) -> None:
    other = _source("new.example", "https://new.example/b")
    report = _apply(small, _said("https://new.example/a"), *APART, other)
    (refused,) = report.refused
    assert (refused.result, refused.field) == ("conflict", "title")


def test_a_batch_reads_the_sources_once(small: Database) -> None:
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    with writing(small) as connection:
        event.listen(connection, "before_cursor_execute", note)
        numbers = itertools.count(1)
        lines = (
            BatchLine(next(numbers), _said("http://fab.example/release/", number))
            for number in range(3000)
        )
        assert not apply_lines(connection, lines, MOMENT).refused
        connection.rollback()
    assert len([one for one in asked if "FROM source" in one]) <= 5


def test_a_line_defines_no_second_source_of_a_page_that_is_there(small: Database) -> None:
    again = _source("again", "http://www.fab.example/release/")
    (refused,) = _apply(small, again).refused
    assert (refused.result, refused.field) == ("conflict", "url")
    assert "source release is this page already" in str(refused.reason)


def test_a_table_defines_no_second_source_of_a_page_that_is_there(small: Database) -> None:
    again = _source("again", "http://www.fab.example/release/")
    with writing(small) as connection:
        (refused,) = apply_dataset(connection, Dataset(sources=[again]), MOMENT).refused
        connection.rollback()
    assert (refused.result, refused.field) == ("conflict", "url")
