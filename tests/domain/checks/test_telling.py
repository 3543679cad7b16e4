"""By whom, on which day and how precisely something was said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from said import project_state, said
from tracker.domain.checks import rule_of
from tracker.domain.checks.finding import Finding
from tracker.domain.definitions.records import SourceRecord
from tracker.domain.log.statement import Statement
from tracker.domain.vocabulary import Tier


def sourced(statement: Statement, published: str | None = None, slug: str = "page") -> Statement:
    source = SourceRecord(slug=slug, title=slug, tier=Tier.PRESS, published_on=published)
    return replace(statement, source=source)


def found(rule: str, *statements: Statement) -> list[Finding]:
    return list(rule_of(rule).findings(project_state(*statements)))


def test_a_target_moved_without_a_source_is_told() -> None:
    first = sourced(said("2027", on="2026-01-01"))
    (one,) = found("moved", first, said("2028", on="2026-06-01"))
    assert one.message == (
        "mass-production: keeper moves the target from 2027 to 2028 without a source"
    )


def test_a_target_withdrawn_without_a_source_is_told() -> None:
    first = sourced(said("2027", on="2026-01-01"))
    (one,) = found("moved", first, said("withdrawn", on="2026-06-01"))
    assert one.message == "mass-production: keeper withdraws the target 2027 without a source"


def test_a_first_a_narrower_and_a_sourced_target_are_honest() -> None:
    first = sourced(said("2027", on="2026-01-01"))
    assert found("moved", said("2028", on="2026-06-01")) == []
    assert found("moved", first, said("2027-10", on="2026-06-01")) == []
    assert found("moved", first, sourced(said("2028", on="2026-06-01"))) == []
    done = said("met", field="status", on="2026-07-01")
    assert found("moved", first, said("2028", on="2026-06-01"), done) == []


def test_a_move_that_a_source_confirms_later_is_honest() -> None:
    first, moved = sourced(said("2027", on="2025-01-01")), said("2028", on="2026-03-01")
    confirmed = sourced(said("2028", on="2026-05-01", by="Company"))
    assert found("moved", first, moved, confirmed) == []


@pytest.mark.parametrize(
    ("on", "published"),
    [("2026-03-05", "2026-02-27"), ("2026-03", "2026-02"), ("2025", "2024-12")],
)
def test_what_is_dated_after_its_source_is_told(on: str, published: str) -> None:
    (one,) = found("after-source", sourced(said("2027", on=on), published))
    assert (one.code, one.proof) == ("T105", f"{on} > {published}")


@pytest.mark.parametrize(
    ("on", "published"),
    [
        ("2026-02-27", "2026-02-27"),
        ("2026-02-28", "2026-02-27"),
        ("2026-01-10", "2026-02-27"),
        ("2026-02", "2026-02-27"),
        ("2026-02-27", "2026-02"),
        ("2026-03-01", "~2026-02"),
        ("2026-02-27", None),
        ("2026-02-27", "FY2025"),
    ],
)
def test_vague_days_and_time_zones_are_honest(on: str, published: str | None) -> None:
    assert found("after-source", sourced(said("2027", on=on), published)) == []


def met(happened: str | None, on: str = "2026-06-01", **more: Any) -> Statement:
    return said("met", field="status", happened=happened, on=on, **more)


def test_a_source_older_than_the_event_is_told_once() -> None:
    early = sourced(met("2026-05-20"), "2026-02-27")
    assert [one.code for one in found("before-event", early)] == ["T106"]
    assert found("after-source", early) == []
    for happened in ("2026-02", "2026-02-28", "2026", "~2026-03"):
        assert found("before-event", sourced(met(happened), "2026-02-27")) == [], happened


def test_another_day_of_the_event_is_told() -> None:
    statements = [
        met("2025-07-10", by="Maker"),
        met("2025-07-18", tier="press", by="Daily"),
        met("2025-07-18", tier="secondary"),
        met("2025-06", tier="secondary", by="Blog"),
    ]
    first, second = found("event-day", *statements)
    assert first.message == (
        "mass-production: Daily says it was met 2025-07-18, not 2025-07-10 as Maker says"
    )
    assert second.proof == "2025-06 ≠ 2025-07-10"


def test_vaguer_adjacent_and_unnamed_days_are_honest() -> None:
    others = [met(day, tier="press") for day in ("2025-07", "2025-07-11", "2025", "~2025-08", None)]
    assert found("event-day", met("2025-07-10"), *others) == []
    gone = said("off-track", field="status", on="2026-07-01")
    assert found("event-day", met("2025-07-10"), met("2025-06"), gone) == []


def loose(*targets: tuple[str, str], tier: str = "primary") -> list[Finding]:
    first = said("2027-04", on="2026-01-01")
    return found("loosened", first, *(said(text, on=on, tier=tier) for text, on in targets))


def test_the_first_vaguer_restatement_is_told() -> None:
    (one,) = loose(("2027", "2026-03-01"))
    assert (one.code, one.proof) == ("V105", "2027-04 → 2027")
    assert one.message == "mass-production: keeper said 2027-04, since then once only 2027"


def test_another_primary_speaker_may_loosen_and_is_named() -> None:
    words = [said("2027-04"), said("2027", on="2026-03-01", by="Ministry")]
    (one,) = found("loosened", *words)
    assert one.message.endswith("since then once only 2027 by Ministry")


def test_a_newsroom_loosens_its_own_figure_alone() -> None:
    first = said("1,239bn", field="planned", about="rd", tier="press", by="Daily")
    for speaker, times in (("Daily", 1), ("Evening", 0)):
        later = said(
            "1.23tn", field="planned", about="rd", tier="press", by=speaker, on="2026-03-01"
        )
        assert len(found("loosened", first, later)) == times


def test_every_vaguer_restatement_is_counted() -> None:
    (one,) = loose(("2027", "2026-03-01"), ("~2027", "2026-05-01"))
    assert (one.code, len(one.statements)) == ("V105", 3)
    assert one.message == ("mass-production: keeper said 2027-04, since then 2 times only ~2027")


def test_a_lesser_witness_and_a_repeat_are_honest() -> None:
    assert loose(("2027", "2026-01-01")) == []
    assert loose(("2027", "2026-03-01"), ("2027", "2026-05-01"), tier="press") == []
    assert loose(("2027", "2026-03-01"), ("2027", "2026-05-01"), ("2027-04", "2026-06-01")) == []
    assert loose(("2028", "2026-03-01"), ("2028", "2026-05-01")) == []
    ended = said("met", field="status", on="2026-07-01")
    vaguer = [said("2027", on=on) for on in ("2026-03-01", "2026-05-01")]
    assert found("loosened", said("2027-04"), *vaguer, ended) == []
