"""Room for more words: expectations, quotes and definitions in the log, and forms of money.

SQLite changes no check of a table that is there, so its tables are made anew and the rows copied
as they lie; what is hashed stays as it is. PostgreSQL keeps its tables, and their triggers.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FIELDS_BEFORE = "field IN ('status', 'target', 'threshold', 'baseline', 'progress', 'note', 'planned', 'budgeted', 'enacted', 'committed', 'disbursed', 'cancelled', 'value', 'invested', 'votes')"
FIELDS = "field IN ('status', 'target', 'threshold', 'baseline', 'progress', 'note', 'planned', 'budgeted', 'enacted', 'committed', 'disbursed', 'cancelled', 'value', 'expected', 'invested', 'votes')"
KINDS_BEFORE = "kind IN ('statement', 'deprecate', 'reinstate', 'accept')"
KINDS = "kind IN ('statement', 'deprecate', 'reinstate', 'accept', 'define')"
INSTRUMENTS_BEFORE = (
    "instrument IN ('commissioned-rd', 'equity', 'grant', 'loan', 'guarantee', 'in-kind')"
)
INSTRUMENTS = "instrument IN ('commissioned-rd', 'equity', 'grant', 'loan', 'bond', 'guarantee', 'in-kind', 'tax-credit', 'other')"
DEFINE_SHAPE = "(kind = 'define') = (content IS NOT NULL) AND (kind <> 'define' OR (value IS NULL AND marks_id IS NULL AND finding IS NULL))"
QUOTE = "quote IS NULL OR (kind = 'statement' AND length(quote) <= 300 AND trim(quote) <> '')"

GUARDS = {
    "entry_no_update": """
        CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: no update'); END
    """,
    "entry_no_delete": """
        CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: no delete'); END
    """,
    # REPLACE deletes without firing delete triggers, so an insert may not meet an existing row.
    "entry_only_append": """
        CREATE TRIGGER entry_only_append BEFORE INSERT ON entry
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
          OR NEW.previous_hash IS NOT coalesce(
               (SELECT hash FROM entry ORDER BY id DESC LIMIT 1),
               '0000000000000000000000000000000000000000000000000000000000000000')
          OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash)
          OR EXISTS (SELECT 1 FROM entry WHERE key = NEW.key AND key_part = NEW.key_part)
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: not the next entry'); END
    """,
}
"""SQLite's triggers on the log, which are gone with the table that they stood on."""

NEW_WORDS = {
    "entry": "SELECT count(*) FROM entry WHERE quote IS NOT NULL OR kind = 'define' OR field = 'expected'",
    "tranche": "SELECT count(*) FROM tranche WHERE instrument IN ('bond', 'tax-credit', 'other')",
    "metric": "SELECT count(*) FROM metric WHERE cumulative",
}
"""What revision 0001 could not hold, by its table."""


def upgrade() -> None:
    quote, content = sa.Column("quote", sa.Text()), sa.Column("content", sa.Text())
    if op.get_bind().dialect.name == "sqlite":
        more = (
            quote,
            content,
            sa.CheckConstraint(DEFINE_SHAPE, name=op.f("ck_entry_define_shape")),
            sa.CheckConstraint(QUOTE, name=op.f("ck_entry_quote")),
        )
        _make_entry_anew(KINDS, FIELDS, *more)
        _make_tranche_anew(INSTRUMENTS)
    else:
        op.add_column("entry", quote)
        op.add_column("entry", content)
        _change_check("entry", "kind", KINDS)
        _change_check("entry", "field", FIELDS)
        op.create_check_constraint(op.f("ck_entry_define_shape"), "entry", DEFINE_SHAPE)
        op.create_check_constraint(op.f("ck_entry_quote"), "entry", QUOTE)
        _change_check("tranche", "instrument", INSTRUMENTS)
    op.add_column(
        "metric", sa.Column("cumulative", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    _refuse_to_lose()
    op.drop_column("metric", "cumulative")
    if op.get_bind().dialect.name == "sqlite":
        _make_entry_anew(KINDS_BEFORE, FIELDS_BEFORE)
        _make_tranche_anew(INSTRUMENTS_BEFORE)
    else:
        _change_check("tranche", "instrument", INSTRUMENTS_BEFORE)
        op.drop_constraint(op.f("ck_entry_quote"), "entry")
        op.drop_constraint(op.f("ck_entry_define_shape"), "entry")
        _change_check("entry", "field", FIELDS_BEFORE)
        _change_check("entry", "kind", KINDS_BEFORE)
        op.drop_column("entry", "content")
        op.drop_column("entry", "quote")


def _refuse_to_lose() -> None:
    """An entry without a part of what was hashed would break the chain; so none is cut."""
    counts = {name: op.get_bind().scalar(sa.text(query)) for name, query in NEW_WORDS.items()}
    if found := [f"{count} in {name}" for name, count in counts.items() if count]:
        raise CommandError("revision 0001 has no room for what was recorded: " + ", ".join(found))


def _change_check(table: str, name: str, rule: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def _replace(table: str, columns: str) -> None:
    """Put the table made beside an old one in its place, with the old one's rows."""
    op.execute(
        sa.text(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608
    )
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)


def _make_entry_anew(kinds: str, fields: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "entry_new",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("field", sa.String(length=20), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=True),
        sa.Column("stated_on", sa.Text(), nullable=True),
        sa.Column("stated_until", sa.Date(), nullable=True),
        sa.Column("happened_on", sa.Text(), nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("said_by_id", ID, nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("marks_id", ID, nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("key_part", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        *more,
        sa.CheckConstraint(fields, name=op.f("ck_entry_field")),
        sa.CheckConstraint(
            "kind <> 'accept' OR (finding IS NOT NULL AND reason IS NOT NULL AND value IS NULL)",
            name=op.f("ck_entry_accept_shape"),
        ),
        sa.CheckConstraint(
            "kind <> 'statement' OR (subject_id IS NOT NULL AND field IS NOT NULL AND value IS NOT NULL AND tier IS NOT NULL AND stated_on IS NOT NULL AND stated_until IS NOT NULL AND marks_id IS NULL AND finding IS NULL)",
            name=op.f("ck_entry_statement_shape"),
        ),
        sa.CheckConstraint(kinds, name=op.f("ck_entry_kind")),
        sa.CheckConstraint(
            "kind NOT IN ('deprecate', 'reinstate') OR (marks_id IS NOT NULL AND reason IS NOT NULL AND value IS NULL)",
            name=op.f("ck_entry_mark_shape"),
        ),
        sa.CheckConstraint(
            "stated_until <= date(recorded_at, '+14 hours')", name=op.f("ck_entry_not_future")
        ),
        sa.CheckConstraint("tier IN ('primary', 'press', 'secondary')", name=op.f("ck_entry_tier")),
        sa.CheckConstraint("(key IS NULL) = (key_part IS NULL)", name=op.f("ck_entry_key_part")),
        sa.CheckConstraint("id >= 1", name=op.f("ck_entry_id")),
        sa.ForeignKeyConstraint(
            ["marks_id"], ["entry.id"], name=op.f("fk_entry_marks_id_entry"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["organization.id"],
            name=op.f("fk_entry_said_by_id_organization"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_entry_source_id_source"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("fk_entry_subject_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_entry_hash")),
        sa.UniqueConstraint("key", "key_part", name=op.f("uq_entry_key_key_part")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_entry_previous_hash")),
    )
    _replace(
        "entry",
        "id, kind, subject_id, field, value, tier, stated_on, stated_until, happened_on, source_id, said_by_id, remark, reason, marks_id, finding, key, key_part, recorded_by, recorded_at, previous_hash, hash",
    )
    op.create_index(
        "ix_entry_lane",
        "entry",
        ["subject_id", "field", "tier", sa.text("stated_until DESC"), sa.text("id DESC")],
    )
    op.create_index("ix_entry_marks_id", "entry", ["marks_id", "id"])
    for guard in GUARDS.values():
        op.execute(sa.text(guard))


def _make_tranche_anew(instruments: str) -> None:
    op.create_table(
        "tranche_new",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("funder_id", ID, nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("gate_id", ID, nullable=True),
        sa.Column("paid_by_id", ID, nullable=True),
        sa.CheckConstraint(instruments, name=op.f("ck_tranche_instrument")),
        sa.ForeignKeyConstraint(
            ["funder_id"],
            ["organization.id"],
            name=op.f("fk_tranche_funder_id_organization"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["gate_id"],
            ["subject.id"],
            name=op.f("fk_tranche_gate_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["paid_by_id"],
            ["subject.id"],
            name=op.f("fk_tranche_paid_by_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["subject.id"],
            name=op.f("fk_tranche_parent_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("fk_tranche_subject_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_tranche")),
    )
    _replace(
        "tranche", "subject_id, funder_id, instrument, fiscal_year, parent_id, gate_id, paid_by_id"
    )
