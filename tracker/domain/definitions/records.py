"""Definitions and statements as written, before they are checked against a database.

A class declares the keys of its kind: how each is read, stored, told and asked for follows from
here. `where` names the place in a file, for messages; two records are equal wherever they stand.
"""

# Annotations are looked at when the program runs, so nothing here is imported for types alone.
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from tracker.domain.definitions import readers
from tracker.domain.definitions.key import Key, keys_of, wording_of
from tracker.domain.text import LONGEST_KEY, LONGEST_QUOTE
from tracker.domain.vocabulary import (
    EntryKind,
    Field,
    HolderCount,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Tier,
)
from tracker.errors import LineError, Place

Slug = Annotated[str, Key(readers.slug)]
Title = Annotated[str, Key(readers.text, "The title in English", wording=True)]
Headline = Annotated[bool, Key(readers.flag, "Put it on the first table of the page")]
Aliases = Annotated[
    tuple[str, ...],
    Key(
        readers.texts,
        "What texts call it too; may be given again",
        wording=True,
        option="alias",
    ),
]
Retired = Annotated[str | None, Key(readers.text)]
"""Why nothing new is said of it, and no list shows it any more."""
JAPANESE = Key(readers.text, "The title in Japanese", wording=True)
ORGANIZATION = ("organization",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """A programme with its currency and fiscal calendar (first month 1-12)."""

    slug: Slug
    title: Title
    title_ja: Annotated[str | None, JAPANESE] = None
    subtitle: Annotated[
        str | None, Key(readers.text, "A few words under the title", wording=True)
    ] = None
    currency: Annotated[str, Key(readers.currency, "A currency code, e.g. USD")]
    fiscal_year_starts: Annotated[
        int, Key(readers.month_number, "Its first month, e.g. April, or 4 [JPY: 4]")
    ] = 4
    fiscal_year_named_by: Annotated[
        Literal["first", "last"],
        Key(
            readers.word(("first", "last"), longest=5),
            "The calendar year that names a fiscal year [JPY: first]",
        ),
    ] = "first"
    retired: Retired = None
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Who funds, holds, partners or speaks; `parent` is the slug of its group."""

    slug: Slug
    name: Annotated[str, Key(readers.text, "The name in English", wording=True)]
    name_ja: Annotated[str | None, Key(readers.text, "The name in Japanese", wording=True)] = None
    aliases: Aliases = ()
    kind: Annotated[OrganizationKind, Key(readers.word(OrganizationKind), "What it is")]
    parent: Annotated[
        str | None, Key(readers.slug, "The group that it belongs to", refers=ORGANIZATION)
    ] = None
    retired: Retired = None
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A document; `published_on` is a period as written, `retrieved_on` empty means unread.

    `corrected` tells why publisher, day or tier are not what was recorded first. `body` is the
    organization that the publisher is called like, by its name, once that was looked for.
    """

    slug: Slug
    title: Annotated[str, Key(readers.text, "The title of the document", wording=True)]
    publisher: Annotated[str | None, Key(readers.text, "Who published it", correctable=True)] = None
    url: Annotated[str | None, Key(readers.text, "Its address", wording=True)] = None
    language: Annotated[
        str | None, Key(readers.short(20), "In which language it is, e.g. ja", wording=True)
    ] = None
    published_on: Annotated[
        str | None, Key(readers.period, "When it was published", correctable=True)
    ] = None
    retrieved_on: Annotated[
        date | None, Key(readers.day, "When one of us read it [unread]", wording=True)
    ] = None
    tier: Annotated[Tier, Key(readers.word(Tier), "Who speaks in it", correctable=True)]
    corrected: Annotated[str | None, Key(readers.text)] = None
    retired: Retired = None
    where: Place | None = field(default=None, compare=False)
    body: str | None = field(default=None, compare=False)

    @property
    def speaker(self) -> str:
        """Who speaks in it where nobody is quoted."""
        return self.body or self.publisher or self.slug

    @property
    def printed_by(self) -> str:
        """Who published it, by the name that the page carries."""
        return self.publisher or self.slug

    @property
    def unread(self) -> bool:
        """Whether the page itself was never seen, only cited elsewhere."""
        return self.retrieved_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRecord:
    """What all four kinds of subject share; a slug is unique within its project."""

    project: Annotated[str, Key(readers.slug, refers=("project",))]
    slug: Slug
    title: Title
    title_ja: Annotated[str | None, JAPANESE] = None
    aliases: Aliases = ()
    retired: Retired = None
    where: Place | None = field(default=None, compare=False)

    @property
    def path(self) -> str:
        """The name that works everywhere: `project/slug`."""
        return f"{self.project}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRecord(SubjectRecord):
    """An event or threshold promised; `metric` and `gates` are slugs of the same project."""

    type: Annotated[MilestoneType, Key(readers.word(MilestoneType), "What kind of event it is")]
    headline: Headline = False
    party: Annotated[
        str | None, Key(readers.slug, "The other side of an agreement", refers=ORGANIZATION)
    ] = None
    metric: Annotated[
        str | None,
        Key(readers.slug, "The actual metric that its threshold counts", refers=("metric",)),
    ] = None
    gates: Annotated[
        tuple[str, ...],
        Key(
            readers.slugs,
            "A milestone that must come first; may be given again",
            refers=("milestone",),
            option="gate",
            apart=True,
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRecord(SubjectRecord):
    """A named quantity; `unit` is a currency code, `%` or a counting word.

    `headline` marks the one of its family that the status page shows, `cumulative` what only
    grows. `counts` and `sums` (slugs of the same project) tell how the record derives it too.
    """

    unit: Annotated[str, Key(readers.unit, "A currency code, % or what is counted")]
    nature: Annotated[
        MetricNature,
        Key(readers.word(MetricNature), "Whether it counts what is or what is meant"),
    ]
    cumulative: Annotated[bool, Key(readers.flag, "It only grows", filled_in=True)] = False
    scope: Annotated[str, Key(readers.text, "What is counted, to which year")]
    family: Annotated[str | None, Key(readers.slug, "Metrics that are listed together")] = None
    headline: Headline = False
    counts: Annotated[
        HolderCount | None,
        Key(readers.word(HolderCount), "How it counts the holders of shares listed"),
    ] = None
    sums: Annotated[
        tuple[str, ...],
        Key(
            readers.slugs,
            "A tranche or metric of which it is the total; again",
            refers=("tranche", "metric"),
            option="sum",
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheRecord(SubjectRecord):
    """A slice of money from one funder; `paid_by` is `project/slug` of another budget's line."""

    funder: Annotated[str, Key(readers.slug, "Who gives it", refers=ORGANIZATION)]
    instrument: Annotated[Instrument, Key(readers.word(Instrument), "In what form")]
    fiscal_year: Annotated[int | None, Key(readers.year, "The fiscal year that it is for")] = None
    parent: Annotated[
        str | None, Key(readers.slug, "The tranche that it is a part of", refers=("tranche",))
    ] = None
    gate: Annotated[
        str | None, Key(readers.slug, "The milestone that it waits for", refers=("milestone",))
    ] = None
    paid_by: Annotated[
        str | None, Key(readers.path, "The budget line that pays it", refers=("tranche",))
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRecord(SubjectRecord):
    """What one organization holds in one class of shares; called like it, titled like it."""

    organization: Annotated[str, Key(readers.slug, refers=ORGANIZATION)]
    holding_class: Annotated[
        HoldingClass,
        Key(readers.word(HoldingClass), "The class of shares [common]", called="class"),
    ] = HoldingClass.COMMON


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRecord:
    """The mean price of one unit of `base` in a month, in millionths of `quote`."""

    month: Annotated[str, Key(readers.month)]
    base: Annotated[str, Key(readers.currency)]
    quote: Annotated[str, Key(readers.currency)]
    rate_micro: Annotated[int, Key(readers.rate, called="rate", column="rate_micro")]
    source: Annotated[str, Key(readers.slug, refers=("source",))]
    retired: Retired = None
    where: Place | None = field(default=None, compare=False)


Definition = ProjectRecord | Organization | SourceRecord | SubjectRecord | RateRecord

KINDS: dict[str, type[Definition]] = {
    "project": ProjectRecord,
    "organization": Organization,
    "source": SourceRecord,
    "metric": MetricRecord,
    "milestone": MilestoneRecord,
    "tranche": TrancheRecord,
    "holding": HoldingRecord,
    "rate": RateRecord,
}
"""What can be defined, those first that others refer to."""
NAMES = {record: kind for kind, record in KINDS.items()}
PLACES = {
    "title": "TEXT",
    "name": "TEXT",
    "tier": "press",
    "type": "delivery",
    "instrument": "grant",
    "funder": "ORG",
    "currency": "JPY",
    "unit": "count",
    "nature": "actual",
    "scope": "what it counts",
}
"""What stands for the keys that a definition needs, until somebody writes them."""


def identity(record: Definition) -> tuple[str, str]:
    """Return a definition's kind and name; no two definitions share both."""
    kind = NAMES[type(record)]
    if isinstance(record, RateRecord):
        return kind, f"{record.base} {record.quote} {record.month}"
    return kind, record.path if isinstance(record, SubjectRecord) else record.slug


TOLD_LATER = ("corrected", "retired")
"""Keys that tell why a definition became what it is: most never did, and no file need repeat it."""


def content(record: Definition) -> dict[str, Any]:
    """Return what a definition says, by the keys of a file."""
    return {one.name: getattr(record, one.attribute) for one in keys_of(type(record))}


def differences(one: Definition, other: Definition) -> list[str]:
    """Name the keys in which two definitions of one kind differ; see `normal`.

    A holding has the wording of its organization.
    """
    was, now = normal(one), normal(other)
    ours = wording_of(HoldingRecord) if isinstance(one, HoldingRecord) else ()
    return [key for key, value in was.items() if value != now[key] and key not in ours]


def normal(record: Definition) -> dict[str, Any]:
    """Return what a definition says, the same for all ways to write the same.

    The order of gates is nothing, nor whether the payer's own project is named.
    """
    said = content(record)
    if isinstance(record, MilestoneRecord):
        return said | {"gates": sorted(set(record.gates))}
    if isinstance(record, TrancheRecord) and record.paid_by and "/" not in record.paid_by:
        return said | {"paid_by": f"{record.project}/{record.paid_by}"}
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One thing said about one subject, in one or more of its fields.

    `on` empty means the source's day, else the day of recording. `quote` is verbatim from the
    source. `source` is a slug, or an address; a page that is new is of the day `published_on`.
    `where` names the place in a file, for messages.
    """

    key: Annotated[str | None, Key(readers.short(LONGEST_KEY))] = None
    subject: Annotated[str, Key(readers.path)]
    values: tuple[tuple[Field, str], ...]
    on: Annotated[str | None, Key(readers.period)] = None
    happened: Annotated[str | None, Key(readers.period)] = None
    source: Annotated[str | None, Key(readers.source)] = None
    published_on: Annotated[str | None, Key(readers.period)] = None
    said_by: Annotated[str | None, Key(readers.slug)] = None
    tier: Annotated[Tier | None, Key(readers.word(Tier))] = None
    remark: Annotated[str | None, Key(readers.text, option="message")] = None
    quote: Annotated[str | None, Key(readers.short(LONGEST_QUOTE))] = None
    reason: Annotated[str | None, Key(readers.text)] = None
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord:
    """A deprecation or its reversal of every statement recorded under a key."""

    key: Annotated[str, Key(readers.short(LONGEST_KEY))]
    kind: Annotated[EntryKind, Key(readers.word((EntryKind.DEPRECATE, EntryKind.REINSTATE)))]
    of: Annotated[str, Key(readers.text)]
    reason: Annotated[str, Key(readers.text)]
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch, from 1: what it holds, or all the mistakes in it and no record.

    `name` is the slug or key of what could not be read, if there is one.
    """

    number: int
    record: Definition | StatementRecord | MarkRecord | None
    mistakes: tuple[LineError, ...] = ()
    name: str | None = None


@dataclass(slots=True)
class Dataset:
    """Everything that a set of files defines and states, in the order written.

    `unread` has the slugs and keys of what was wrong and left out.
    """

    projects: list[ProjectRecord] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    sources: list[SourceRecord] = field(default_factory=list)
    metrics: list[MetricRecord] = field(default_factory=list)
    milestones: list[MilestoneRecord] = field(default_factory=list)
    tranches: list[TrancheRecord] = field(default_factory=list)
    holdings: list[HoldingRecord] = field(default_factory=list)
    rates: list[RateRecord] = field(default_factory=list)
    statements: list[StatementRecord] = field(default_factory=list)
    marks: list[MarkRecord] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def of(self, kind: str) -> list[Any]:
        """Return the records of a kind, to read or to add to."""
        records: list[Any] = getattr(self, f"{kind}s")
        return records

    @property
    def definitions(self) -> Iterator[Definition]:
        """Every definition, those that others refer to first."""
        for kind in KINDS:
            yield from self.of(kind)
