"""What a list is asked for: which of its rows, and in what order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.catalog import missing, named
from tracker.domain.log.shape import STAGE_WORDS
from tracker.domain.log.statement import last_day
from tracker.domain.periods.calendar import JAPAN
from tracker.domain.periods.fiscal import fiscal_year
from tracker.domain.periods.period import Period
from tracker.domain.text import folded
from tracker.domain.vocabulary import (
    FIELDS,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Status,
    SubjectKind,
    Tier,
)
from tracker.errors import UsageError
from tracker.tables.order import ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.definitions.catalog import Catalog
    from tracker.tables.table import Column, Row

StatusWord = StrEnum("StatusWord", [*((one.name, one) for one in Status), ("OVERDUE", "overdue")])  # type: ignore[misc]
StageWord = StrEnum("StageWord", [(word.upper(), word) for word in STAGE_WORDS])  # type: ignore[misc]


DISPUTED = "Of which statements contradict what is shown"


def _as_typed(value: Any, _: Among) -> Any:  # noqa: ANN401 - what an option holds
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """An option by which a list is narrowed to the rows that fit what was typed.

    `type` is what the option holds; a list may be given again, and its rows fit any of that.
    `reads` raises UsageError or NotFoundError for what has no meaning here. `refers` names the kind
    of thing whose names are offered.
    """

    option: str
    help: str
    type: Any
    fits: Callable[[Any, Any], bool]
    reads: Callable[[Any, Among], Any] = _as_typed
    metavar: str | None = None
    refers: str | None = None

    @property
    def name(self) -> str:
        """What its value is kept under."""
        return self.option.strip("-").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Among:
    """What a list would have unasked, and the definitions of its project where it has one."""

    rows: Sequence[Any]
    catalog: Catalog | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed: the value of each filter by its name, and by which column to sort."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    sort: str | None = None
    reverse: bool = False

    def of(
        self,
        noun: str,
        rows: Sequence[Row],
        columns: Sequence[Column[Any]],
        catalog: Catalog | None = None,
    ) -> tuple[Row, ...]:
        """Return the rows that are asked for, in their order; raises what `reads` raises."""
        among = Among(rows, catalog)
        kept = list(rows)
        for one in FILTERS[noun]:
            typed = self.filters.get(one.name)
            if typed is not None and typed is not False and typed != []:
                wanted = one.reads(typed, among)
                kept = [row for row in kept if one.fits(row, wanted)]
        if self.sort is not None:
            return ordered(kept, columns, self.sort, reverse=self.reverse)
        return tuple(reversed(kept) if self.reverse else kept)


UNASKED = Asked()


def _milestones(names: list[str], among: Among) -> list[str]:
    known = among.catalog.milestones if among.catalog else {}
    return [named("milestone", name, known) for name in names]


def _organizations(names: list[str], among: Among) -> list[str]:
    known = among.catalog.organizations if among.catalog else {}
    return [named("org", name, known) for name in names]


def _families(names: list[str], among: Among) -> list[str]:
    known = {one.subject.family: None for one in among.rows if one.subject.family}
    return [named("metric", name, known, "family of metrics") for name in names]


def _publishers(names: list[str], among: Among) -> list[str]:
    """Any part of a publisher's name will do."""
    known = list(dict.fromkeys(one.source.publisher for one in among.rows if one.source.publisher))
    for name in names:
        if not any(folded(name) in folded(one) for one in known):
            raise missing("source", name, known, "publisher")
    return [folded(name) for name in names]


def _period(text: str, among: Among) -> Period:
    calendar = among.catalog.project.calendar if among.catalog else None
    return Period.parse(text, calendar) if calendar else Period.parse(text)


def _fiscal_years(texts: list[str], among: Among) -> list[int]:
    calendar = among.catalog.project.calendar if among.catalog else JAPAN
    return [fiscal_year(text, calendar, "--fiscal-year") for text in texts]


def _first_day(text: str, among: Among) -> date:
    day = _period(text, among).earliest
    if day is None:
        raise UsageError(f"'{text[:60]}' begins on no day", "for example: --due-before 2027-04-01")
    return day


def _day_after(text: str, among: Among) -> date:
    return last_day(_period(text, among)) + timedelta(days=1)


def _has_status(row: Any, words: list[str]) -> bool:  # noqa: ANN401 - a row of the list
    told = row.told
    if told is None:
        return Status.UNSTATED in words
    return told.status in words or told.word in words


def _is_open(row: Any) -> bool:  # noqa: ANN401 - a row of the list
    return row.told is None or not row.told.status.ends


def _is_due(row: Any, day: date) -> bool:  # noqa: ANN401 - a row of the list
    target = row.told.target if row.told else None
    return _is_open(row) and target is not None and target.sort_key[0] < day


def _has_reached(row: Any, words: list[str]) -> bool:  # noqa: ANN401 - a row of the list
    if row.told is None:
        return False
    return row.told.told in {STAGE_WORDS[word] for word in words}


def _any_disputed(found: Iterable[Any]) -> bool:
    return any(one is not None and one.conflicts for one in found)


def _one_of(option: str, text: str, words: Any, held: Callable[[Any], Any]) -> Filter:  # noqa: ANN401
    """Narrow a list to rows that hold one of some words."""
    return Filter(
        option=option,
        help=text,
        type=list[words],
        fits=lambda row, wanted: held(row) in wanted,
    )


def _flag(option: str, text: str, is_so: Callable[[Any], bool]) -> Filter:
    """Narrow a list to rows of which something is so."""
    return Filter(option=option, help=text, type=bool, fits=lambda row, _: is_so(row))


def _due(option: str, text: str, reads: Callable[[str, Among], date]) -> Filter:
    """Narrow a list to rows that are due before the day that is read."""
    return Filter(option=option, help=text, type=str, fits=_is_due, reads=reads, metavar="DAY")


def _gate(waits: Callable[[Any, list[str]], bool]) -> Filter:
    """Narrow a list to what waits for a milestone."""
    return Filter(
        option="--gate",
        help="Those that wait for this milestone",
        type=list[str],
        fits=waits,
        reads=_milestones,
        metavar="SLUG",
        refers="milestone",
    )


FILTERS: dict[str, tuple[Filter, ...]] = {
    "milestone": (
        _one_of("--type", "Of this kind of event", MilestoneType, lambda row: row.subject.type),
        Filter(
            option="--status",
            help="That fare so; overdue is scheduled and late",
            type=list[StatusWord],
            fits=_has_status,
        ),
        _flag("--open", "That have not ended", _is_open),
        _flag(
            "--overdue",
            "That are late as of the day",
            lambda row: row.told is not None and row.told.overdue,
        ),
        _flag(
            "--slipped",
            "That may come, or came, later than promised, or are late as of the day",
            lambda row: row.told is not None and row.told.slipped,
        ),
        _flag("--disputed", DISPUTED, lambda row: row.told is not None and row.told.conflicts > 0),
        _flag(
            "--stale",
            "Of which nobody spoke for long",
            lambda row: row.told is not None and row.told.stale,
        ),
        _due(
            "--due-before",
            "Open ones whose target ends before this day, or before this period begins",
            _first_day,
        ),
        _due(
            "--due-by",
            "Open ones whose target ends by this day, or by the end of this period",
            _day_after,
        ),
        _gate(lambda row, slugs: any(slug in slugs for slug in row.subject.gates)),
    ),
    "tranche": (
        Filter(
            option="--funder",
            help="Given by this organization",
            type=list[str],
            fits=lambda row, slugs: row.subject.funder.slug in slugs,
            reads=_organizations,
            metavar="ORG",
            refers="organization",
        ),
        _one_of("--instrument", "In this form", Instrument, lambda row: row.subject.instrument),
        Filter(
            option="--fiscal-year",
            help="For this fiscal year",
            type=list[str],
            fits=lambda row, years: row.subject.fiscal_year in years,
            reads=_fiscal_years,
            metavar="YEAR",
        ),
        Filter(
            option="--stage",
            help="That came so far, and no farther",
            type=list[StageWord],
            fits=_has_reached,
        ),
        _gate(lambda row, slugs: row.subject.gate in slugs),
        _flag(
            "--disputed",
            DISPUTED,
            lambda row: row.told is not None and _any_disputed(row.told.stages.values()),
        ),
    ),
    "metric": (
        Filter(
            option="--family",
            help="Of this family",
            type=list[str],
            fits=lambda row, slugs: row.subject.family in slugs,
            reads=_families,
            metavar="SLUG",
            refers="family",
        ),
        _one_of(
            "--nature",
            "That count what is, or what is meant",
            MetricNature,
            lambda row: row.subject.nature,
        ),
        _flag(
            "--disputed", DISPUTED, lambda row: row.told is not None and _any_disputed([row.told])
        ),
    ),
    "holder": (
        _one_of(
            "--kind",
            "Held by this kind of organization",
            OrganizationKind,
            lambda row: row.subject.organization.kind,
        ),
        _one_of(
            "--class",
            "Of this class of shares",
            HoldingClass,
            lambda row: row.subject.holding_class,
        ),
        _flag(
            "--disputed",
            DISPUTED,
            lambda row: (
                row.told is not None
                and _any_disputed(map(row.told.found, FIELDS[SubjectKind.HOLDING]))
            ),
        ),
    ),
    "source": (
        _one_of("--tier", "In which such a speaker speaks", Tier, lambda row: row.source.tier),
        Filter(
            option="--publisher",
            help="Whose publisher's name holds this",
            type=list[str],
            fits=lambda row, names: any(
                name in folded(row.source.publisher or "") for name in names
            ),
            reads=_publishers,
            metavar="TEXT",
        ),
        _flag("--unread", "That none of us read", lambda row: row.source.unread),
    ),
    "org": (
        _one_of("--kind", "Of this kind", OrganizationKind, lambda row: row.organization.kind),
    ),
    "project": (),
}
"""By what each list can be narrowed."""
