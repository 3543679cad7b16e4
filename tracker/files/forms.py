"""The tables of a dataset's files: which keys each kind has, and the record they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.records import (
    HoldingRecord,
    MarkRecord,
    MetricRecord,
    MilestoneRecord,
    OrganizationRecord,
    ProjectRecord,
    RateRecord,
    SourceRecord,
    StatementRecord,
    TrancheRecord,
)
from tracker.domain.log.limits import LONGEST_QUOTE
from tracker.domain.vocabulary import (
    PERIOD_FIELDS,
    STATUSES,
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
from tracker.files import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    Readers = dict[str, fields.Reader[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of table is read: a reader per key, what must be there, what it makes.

    `make` takes the values by key, among them `project` (the file's, where the table names none)
    and `where` (the place in a file, if any). A record with the `noun` and `name` of another is a
    duplicate of it, unless it has none; `named_by` is the key that says the name. At least one of
    `any_of` is there.
    """

    collection: str
    readers: Readers
    required: tuple[str, ...]
    make: Callable[[dict[str, Any]], Any]
    noun: str
    name: Callable[[Any], str | None]
    named_by: str = "slug"
    in_project: bool = False
    any_of: tuple[str, ...] = ()


def _holding(values: dict[str, Any]) -> HoldingRecord:
    """A holding is named by its organization, and its class where that is not common."""
    organization, held = values["organization"], values.get("class", HoldingClass.COMMON)
    return HoldingRecord(
        project=values["project"],
        slug=organization if held is HoldingClass.COMMON else f"{organization}-{held}",
        title=organization,
        organization=organization,
        holding_class=held,
        where=values.get("where"),
    )


def _rate(values: dict[str, Any]) -> RateRecord:
    return RateRecord(rate_micro=values.pop("rate"), **values)


def _statement(values: dict[str, Any]) -> StatementRecord:
    """A statement writes each field that it states as a key of its own."""
    stated = tuple((one, str(values.pop(one.value))) for one in Field if one.value in values)
    if not stated:
        raise fields.FieldError("states nothing; add one of: " + ", ".join(Field))
    project, subject = values.pop("project", None), values.pop("subject")
    path = subject if "/" in subject or project is None else f"{project}/{subject}"
    return StatementRecord(subject=path, values=stated, **values)


def _path(record: Any) -> str:  # noqa: ANN401
    return f"{record.project}/{record.slug}"


def _slug(record: Any) -> str:  # noqa: ANN401
    return str(record.slug)


def _key(record: Any) -> str | None:  # noqa: ANN401
    key: str | None = record.key
    return key


def _month(record: RateRecord) -> str:
    return f"{record.base} {record.quote} {record.month}"


def _value_reader(one: Field) -> fields.Reader[Any]:
    if one is Field.STATUS:
        return fields.word(STATUSES)
    if one is Field.TARGET:
        return fields.target
    return fields.period if one in PERIOD_FIELDS else fields.text


def _subject(collection: str, record: type, readers: Readers, *required: str) -> Form:
    shared: Readers = {
        "project": fields.slug,
        "slug": fields.slug,
        "title": fields.text,
        "title_ja": fields.text,
    }
    return Form(
        collection=collection,
        readers=shared | readers,
        required=("project", "slug", "title", *required),
        make=lambda values: record(**values),
        noun="subject",
        name=_path,
        in_project=True,
    )


FORMS: dict[str, Form] = {
    "project": Form(
        collection="projects",
        readers={
            "slug": fields.slug,
            "title": fields.text,
            "title_ja": fields.text,
            "subtitle": fields.text,
            "currency": fields.currency,
            "fiscal_year_starts": fields.month_number,
            "fiscal_year_named_by": fields.word(("first", "last")),
        },
        required=("slug", "title", "currency"),
        make=lambda values: ProjectRecord(**values),
        noun="project",
        name=_slug,
    ),
    "organization": Form(
        collection="organizations",
        readers={
            "slug": fields.slug,
            "name": fields.text,
            "name_ja": fields.text,
            "kind": fields.word(OrganizationKind),
            "parent": fields.slug,
        },
        required=("slug", "name", "kind"),
        make=lambda values: OrganizationRecord(**values),
        noun="organization",
        name=_slug,
    ),
    "source": Form(
        collection="sources",
        readers={
            "slug": fields.slug,
            "title": fields.text,
            "publisher": fields.text,
            "url": fields.text,
            "language": fields.short(20),
            "published_on": fields.period,
            "retrieved_on": fields.day,
            "tier": fields.word(Tier),
        },
        required=("slug", "title", "tier"),
        make=lambda values: SourceRecord(**values),
        noun="source",
        name=_slug,
    ),
    "metric": _subject(
        "metrics",
        MetricRecord,
        {
            "unit": fields.unit,
            "nature": fields.word(MetricNature),
            "scope": fields.text,
            "family": fields.slug,
            "headline": fields.flag,
            "cumulative": fields.flag,
            "counts": fields.word(HolderCount),
            "sums": fields.slugs,
        },
        "unit",
        "nature",
        "scope",
    ),
    "milestone": _subject(
        "milestones",
        MilestoneRecord,
        {
            "type": fields.word(MilestoneType),
            "headline": fields.flag,
            "metric": fields.slug,
            "gates": fields.slugs,
            "party": fields.slug,
        },
        "type",
    ),
    "tranche": _subject(
        "tranches",
        TrancheRecord,
        {
            "funder": fields.slug,
            "instrument": fields.word(Instrument),
            "fiscal_year": fields.year,
            "parent": fields.slug,
            "gate": fields.slug,
            "paid_by": fields.path,
        },
        "funder",
        "instrument",
    ),
    "holding": Form(
        collection="holdings",
        readers={
            "project": fields.slug,
            "organization": fields.slug,
            "class": fields.word(HoldingClass),
        },
        required=("project", "organization"),
        make=_holding,
        noun="subject",
        name=_path,
        named_by="organization",
        in_project=True,
    ),
    "rate": Form(
        collection="rates",
        readers={
            "month": fields.month,
            "base": fields.currency,
            "quote": fields.currency,
            "rate": fields.rate,
            "source": fields.slug,
        },
        required=("month", "base", "quote", "rate", "source"),
        make=_rate,
        noun="rate",
        name=_month,
        named_by="month",
    ),
    "statement": Form(
        collection="statements",
        readers={
            "key": fields.short(200),
            "subject": fields.path,
            **{one.value: _value_reader(one) for one in Field},
            "on": fields.period,
            "happened": fields.period,
            "source": fields.slug,
            "said_by": fields.slug,
            "tier": fields.word(Tier),
            "remark": fields.text,
            "quote": fields.short(LONGEST_QUOTE),
            "reason": fields.text,
        },
        required=("subject",),
        make=_statement,
        noun="key",
        name=_key,
        named_by="key",
        in_project=True,
        any_of=tuple(Field),
    ),
    "mark": Form(
        collection="marks",
        readers={
            "key": fields.short(200),
            "kind": fields.word((EntryKind.DEPRECATE, EntryKind.REINSTATE)),
            "of": fields.text,
            "reason": fields.text,
        },
        required=("key", "kind", "of", "reason"),
        make=lambda values: MarkRecord(**values),
        noun="key",
        name=_key,
        named_by="key",
    ),
}
