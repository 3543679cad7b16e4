"""Accepting findings, until their facts change."""

from __future__ import annotations

import pytest

from databases import NOW, TODAY, now, reading, writing
from recording import nth, said, say
from tracker.db.catalog import find_project
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.domain.checks import RULES, rule_of
from tracker.domain.vocabulary import EntryKind, Field
from tracker.errors import NotFoundError, UsageError
from tracker.reports.check import AcceptReport, CheckReport, check_report
from tracker.reports.history import history_report
from tracker.reports.verify import verify_report
from tracker.services.accept import Choice, accept
from tracker.services.moment import Moment


@pytest.fixture
def disputed(small: Database) -> Database:
    """A count of 32, and two newsrooms with other ones."""
    count = "holder-count"
    say(
        small,
        said(count, Field.VALUE, "32", on="2026-11-01", source="release"),
        said(count, Field.VALUE, "30", on="2026-11-02", source="news"),
        said(count, Field.VALUE, "40", on="2026-11-03", source="news", said_by="toyota"),
    )
    return small


def accepting(
    database: Database, code: str = "V101", reason: str = "Rounded", entry: int | None = None
) -> AcceptReport:
    choice = Choice(rule_of(code), "holder-count", entry)
    with writing(database) as connection:
        return accept(connection, choice, reason, Moment(now=now, today=TODAY, author="kim"))


def checking(
    database: Database, known_at: str | None = None, *, every: bool = False
) -> CheckReport:
    rules = [rule_of("V101")]
    with reading(database) as connection:
        clocks = read_clocks(connection, TODAY, known_at)
        return check_report(connection, None, clocks, rules, accepted_too=every)


def figures(report: CheckReport) -> list[str]:
    return [row.finding.proof for row in report.rows]


def test_what_is_accepted_is_shown_no_more(disputed: Database) -> None:
    assert figures(checking(disputed)) == ["40 > 32", "30 ≠ 32"]
    accepted = accepting(disputed)
    assert len(accepted.created) == len(accepted.rows) == 2
    report = checking(disputed)
    assert (report.rows, report.accepted) == ((), 2)
    assert not any(report.standing.values())
    rows = checking(disputed, every=True).rows
    assert [row.accepted.reason for row in rows if row.accepted] == ["Rounded"] * 2


def test_one_of_several_is_chosen_by_an_entry(disputed: Database) -> None:
    accepting(disputed, entry=nth(2))
    assert figures(checking(disputed)) == ["40 > 32"]


def test_it_comes_back_when_its_facts_change(disputed: Database) -> None:
    accepting(disputed)
    say(disputed, said("holder-count", Field.VALUE, "33", on="2026-11-04", source="release"))
    assert "30 ≠ 33" in figures(checking(disputed))


def test_the_log_knows_when_it_was_accepted(disputed: Database) -> None:
    (first, second) = sorted(accepting(disputed).created)
    assert len(checking(disputed, str(first - 1)).rows) == 2
    assert len(checking(disputed, str(first)).rows) == 1
    with reading(disputed) as connection:
        clocks = read_clocks(connection, TODAY, None)
        report = check_report(connection, None, clocks, RULES)
        rows = history_report(connection, find_project(connection, None), clocks).rows
    assert all(row.finding.code != "V101" for row in report.rows)
    assert [row.entry for row in rows if row.kind is EntryKind.ACCEPT] == [first, second]
    assert rows[-1].reason == "Rounded"
    assert str(rows[-1].finding).startswith("V101 holder-count ")


def test_accepting_again_changes_nothing(disputed: Database) -> None:
    accepting(disputed)
    assert accepting(disputed, reason="Again").created == frozenset()


def test_a_finding_that_is_not_there_cannot_be_accepted(disputed: Database) -> None:
    with pytest.raises(NotFoundError, match=r"T101 \(overdue\) finds nothing"):
        accepting(disputed, "T101")
    with pytest.raises(NotFoundError, match="that names entry #99"):
        accepting(disputed, entry=99)
    with pytest.raises(UsageError, match="needs a reason"):
        accepting(disputed, reason=" ")


def test_the_chain_holds(disputed: Database) -> None:
    accepting(disputed)
    with reading(disputed) as connection:
        clocks = read_clocks(connection, TODAY, None)
        assert verify_report(connection, clocks, now=NOW).problems == ()
