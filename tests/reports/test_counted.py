"""How much work a command does: each series is resolved once, and few queries are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from program import Run
from tracker import domain
from tracker.domain.log.statement import Statement
from tracker.domain.shown.resolve import Resolution, resolve

pytestmark = pytest.mark.sqlite

Resolved = Counter[tuple[date, tuple[int, ...]]]


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> Resolved:
    """Counts each resolution by its day and the statements that it was asked about."""
    counts: Resolved = Counter()

    def counting(statements: Iterable[Statement], as_of: date) -> Resolution | None:
        asked = [*statements]
        if asked:
            counts[as_of, tuple(sorted(said.id for said in asked))] += 1
        return resolve(asked, as_of)

    for found in walk_packages(domain.__path__, "tracker.domain."):
        loaded = import_module(found.name)
        if getattr(loaded, "resolve", None) is resolve:
            monkeypatch.setattr(loaded, "resolve", counting)
    return counts


@pytest.fixture
def queries() -> Iterator[list[str]]:
    """The statements that the database is asked."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("status", "--since", "2026-01-01"),
        ("check", "--fail-on", "none"),
        ("diff", "2026-01-01"),
    ],
    ids=" ".join,
)
def test_no_series_is_resolved_twice_for_one_day(
    run: Run, resolved: Resolved, command: tuple[str, ...]
) -> None:
    run(*command)
    assert len(resolved) > 200
    assert [key for key, count in resolved.items() if count > 1] == []


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("log", "mass-production", "at-risk", "--target", "2029", "--on", "2026-11-20"),
        ("milestone", "edit", "ipo", "--title", "Shares are listed in Tokyo"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_asks_at_most_20_queries(
    run: Run, queries: list[str], command: tuple[str, ...]
) -> None:
    run(*command)
    assert 5 < len(queries) <= 20
