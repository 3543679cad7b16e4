"""What a definition cannot say: impossible days, addresses and payers, counts of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.periods.period import Period
from tracker.domain.quantities.units import CURRENCIES, PERCENT
from tracker.domain.text import read_address
from tracker.errors import PeriodError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.domain.definitions.records import MetricRecord, SourceRecord, TrancheRecord


def _counts(metric: MetricRecord, _: date) -> None:
    """Raise UsageError for a count of holders in money or shares."""
    if metric.counts is not None and metric.unit in {*CURRENCIES, PERCENT}:
        message = f"{metric.slug}: holders are not counted in {metric.unit}"
        raise UsageError(message, "give it the unit count, or leave counts out")


def _payer(tranche: TrancheRecord, latest: date) -> None:
    """Raise UsageError for a payer within the project: it would count the money twice."""
    del latest
    project, _, line = (tranche.paid_by or "").rpartition("/")
    if line and project in {"", tranche.project}:
        message = f"{tranche.slug}: {line} is a line of its own project"
        raise UsageError(message, "name the line of another one, or make it the parent")


def _address(source: SourceRecord, _: date) -> None:
    """Raise UsageError for what is no address of a page."""
    if source.url is not None:
        read_address(source.url)


def _published(source: SourceRecord, latest: date) -> None:
    """Raise UsageError for a day that what cites it cannot take: an open or a future one.

    `latest` is the last day that it is anywhere on earth.
    """
    if source.published_on is None:
        return
    try:
        published = Period.parse(source.published_on)
    except PeriodError as error:
        raise UsageError(f"source {source.slug}: {error.message}", error.hint) from error
    if published.earliest is None or published.latest is None:
        message = f"source {source.slug}: '{published.text}' is open"
        raise UsageError(message, "say the day, the month or the year")
    if published.earliest > latest:
        hint = "the day on which it was published; what cites it takes that day"
        raise UsageError(f"source {source.slug}: '{published.text}' is in the future", hint)


def _retrieved(source: SourceRecord, latest: date) -> None:
    """Raise UsageError for what was read in the future, or before it was published."""
    if source.retrieved_on is None:
        return
    if source.retrieved_on > latest:
        message = f"source {source.slug}: '{source.retrieved_on}' is in the future"
        raise UsageError(message, "the day on which one of us read it")
    published = Period.parse(source.published_on) if source.published_on else None
    if published and published.earliest and source.retrieved_on < published.earliest:
        message = f"source {source.slug}: read on {source.retrieved_on}, before it was published"
        raise UsageError(message, "one of the two days is wrong")


CHECKS: dict[str, tuple[tuple[str, Callable[[Any, date], None]], ...]] = {
    "metric": (("counts", _counts),),
    "tranche": (("paid_by", _payer),),
    "source": (("url", _address), ("published_on", _published), ("retrieved_on", _retrieved)),
}
"""What is checked of a kind, each with the key that is wrong where it raises UsageError.

A check takes a record and the last day that it is anywhere on earth.
"""
