"""The schema: every table, column and check of the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.readers import Held
from tracker.domain.definitions.records import KINDS, SubjectRecord
from tracker.domain.text import LONGEST_KEY, LONGEST_QUOTE
from tracker.domain.vocabulary import (
    EntryKind,
    Field,
    SubjectKind,
    Tier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Dialect
    from sqlalchemy.schema import SchemaItem
    from sqlalchemy.types import TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, gives UTC back (SQLite drops the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC; raises ValueError for a naive one."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value} has no time zone"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Give the instant back in UTC."""
        del dialect
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")


def _one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _reference(name: str, to: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{to}.id", ondelete="RESTRICT"), nullable=nullable)


def _subject_key() -> Column[int]:
    return Column("subject_id", Id, ForeignKey("subject.id", ondelete="RESTRICT"), primary_key=True)


TYPES: dict[Held, TypeEngine[Any]] = {
    Held.TEXT: Text(),
    Held.FLAG: Boolean(),
    Held.NUMBER: Integer(),
    Held.LARGE_NUMBER: BigInteger(),
    Held.DAY: Date(),
}


def _columns(record: type, *without: str) -> Iterator[SchemaItem]:
    """Give the columns of what a kind of definition declares, and the words that they may hold."""
    for one in keys_of(record):
        reads, name = one.key.reads, one.column
        if one.key.apart or one.name in without:
            continue
        if one.reference:
            table = "subject" if one.reference in set(SubjectKind) else one.reference
            yield _reference(name, table, nullable=one.may_be_empty)
            continue
        of = String(reads.longest) if reads.longest else TYPES[reads.held]
        default = false() if one.key.filled_in and one.default is False else None
        yield Column(name, of, nullable=one.may_be_empty, server_default=default)
        if reads.words:
            yield _one_of(name, reads.words)


project = Table(
    "project",
    metadata,
    Column("id", Id, primary_key=True),
    *_columns(KINDS["project"]),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("slug"),
    CheckConstraint("fiscal_year_starts BETWEEN 1 AND 12", name="fiscal_year_starts"),
)

organization = Table(
    "organization",
    metadata,
    Column("id", Id, primary_key=True),
    *_columns(KINDS["organization"]),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("slug"),
)

# Its address is not unique: one that was cited may be shipped later under another slug.
source = Table(
    "source",
    metadata,
    Column("id", Id, primary_key=True),
    Column("slug", String(120), nullable=False, unique=True),
    *_columns(KINDS["source"], "slug"),
    Column("recorded_at", UtcDateTime, nullable=False),
)

subject = Table(
    "subject",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(20), nullable=False),
    *_columns(SubjectRecord),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("project_id", "slug"),
    _one_of("kind", SubjectKind),
)

SHARED = [one.name for one in keys_of(SubjectRecord)]
"""What all kinds of subject have in one table."""
metric, milestone, tranche, holding = (
    Table(kind, metadata, _subject_key(), *_columns(KINDS[kind], *SHARED))
    for kind in ("metric", "milestone", "tranche", "holding")
)

gate = Table(
    "gate",
    metadata,
    Column("milestone_id", Id, ForeignKey("subject.id", ondelete="RESTRICT"), primary_key=True),
    Column("gate_id", Id, ForeignKey("subject.id", ondelete="RESTRICT"), primary_key=True),
    CheckConstraint("milestone_id <> gate_id", name="other"),
)

exchange_rate = Table(
    "exchange_rate",
    metadata,
    Column("id", Id, primary_key=True),
    *_columns(KINDS["rate"]),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("base", "quote", "month"),
    CheckConstraint("rate_micro > 0", name="rate_micro"),
)

STATEMENT_SHAPE = (
    "kind <> 'statement' OR (subject_id IS NOT NULL AND field IS NOT NULL AND value IS NOT NULL"
    " AND tier IS NOT NULL AND stated_on IS NOT NULL AND stated_until IS NOT NULL"
    " AND marks_id IS NULL AND finding IS NULL)"
)
MARK_SHAPE = (
    "kind NOT IN ('deprecate', 'reinstate') OR"
    " (marks_id IS NOT NULL AND reason IS NOT NULL AND value IS NULL)"
)
ACCEPT_SHAPE = "kind <> 'accept' OR (finding IS NOT NULL AND reason IS NOT NULL AND value IS NULL)"
DEFINE_SHAPE = (
    "(kind = 'define') = (content IS NOT NULL) AND"
    " (kind <> 'define' OR (value IS NULL AND marks_id IS NULL AND finding IS NULL))"
)
QUOTE = (
    "quote IS NULL OR"
    f" (kind = 'statement' AND length(quote) <= {LONGEST_QUOTE} AND trim(quote) <> '')"
)
NOT_FUTURE = {
    "sqlite": "stated_until <= date(recorded_at, '+14 hours')",
    "postgresql": "stated_until <= ((recorded_at AT TIME ZONE 'UTC') + interval '14 hours')::date",
}
"""Nothing is dated after the day on which it is recorded, anywhere on Earth."""

entry = Table(
    "entry",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    _reference("subject_id", "subject", nullable=True),
    Column("field", String(20)),
    Column("value", Text),
    Column("tier", String(20)),
    Column("stated_on", Text),
    Column("stated_until", Date),
    Column("happened_on", Text),
    _reference("source_id", "source", nullable=True),
    _reference("said_by_id", "organization", nullable=True),
    Column("remark", Text),
    Column("reason", Text),
    _reference("marks_id", "entry", nullable=True),
    Column("finding", Text),
    Column("key", String(LONGEST_KEY)),
    Column("key_part", Integer),
    Column("recorded_by", Text),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("previous_hash", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("quote", Text),
    Column("content", Text),
    UniqueConstraint("key", "key_part"),
    CheckConstraint("id >= 1", name="id"),
    CheckConstraint("(key IS NULL) = (key_part IS NULL)", name="key_part"),
    CheckConstraint(STATEMENT_SHAPE, name="statement_shape"),
    CheckConstraint(MARK_SHAPE, name="mark_shape"),
    CheckConstraint(ACCEPT_SHAPE, name="accept_shape"),
    CheckConstraint(DEFINE_SHAPE, name="define_shape"),
    CheckConstraint(QUOTE, name="quote"),
    *(
        CheckConstraint(rule, name="not_future").ddl_if(dialect=dialect)
        for dialect, rule in NOT_FUTURE.items()
    ),
    _one_of("kind", EntryKind),
    _one_of("field", Field),
    _one_of("tier", Tier),
)

Index(
    "ix_entry_lane",
    entry.c.subject_id,
    entry.c.field,
    entry.c.tier,
    entry.c.stated_until.desc(),
    entry.c.id.desc(),
)
Index("ix_entry_marks_id", entry.c.marks_id, entry.c.id)
