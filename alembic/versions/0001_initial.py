"""The schema of the first release: definitions, and the append-only log of statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

SQLITE = {
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

POSTGRESQL = {
    "entry_refuse()": """
        CREATE FUNCTION entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'the log is append-only: no %', lower(TG_OP)
            USING ERRCODE = 'restrict_violation';
        END $$
    """,
    "entry_only_append()": """
        CREATE FUNCTION entry_only_append() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.id IS DISTINCT FROM (SELECT coalesce(max(id), 0) + 1 FROM entry)
            OR NEW.previous_hash IS DISTINCT FROM coalesce(
                 (SELECT hash FROM entry ORDER BY id DESC LIMIT 1),
                 '0000000000000000000000000000000000000000000000000000000000000000')
          THEN
            RAISE EXCEPTION 'the log is append-only: not the next entry'
              USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$
    """,
    # A trigger is written as pg_get_triggerdef tells it.
    "entry_no_update": """
        CREATE TRIGGER entry_no_update BEFORE DELETE OR UPDATE ON entry
        FOR EACH ROW EXECUTE FUNCTION entry_refuse()
    """,
    "entry_no_truncate": """
        CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry
        FOR EACH STATEMENT EXECUTE FUNCTION entry_refuse()
    """,
    # A conflict with an existing row is met by the insert, before ON CONFLICT could update it.
    "entry_only_append": """
        CREATE TRIGGER entry_only_append BEFORE INSERT ON entry
        FOR EACH ROW EXECUTE FUNCTION entry_only_append()
    """,
}

GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
"""What makes the log append-only, by the name of what each statement makes."""


def upgrade() -> None:
    op.create_table(
        "organization",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('state', 'company', 'bank', 'other')", name=op.f("ck_organization_kind")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organization.id"],
            name=op.f("fk_organization_parent_id_organization"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("slug", name=op.f("uq_organization_slug")),
    )
    op.create_table(
        "project",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("subtitle", sa.Text(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("fiscal_year_starts", sa.Integer(), nullable=False),
        sa.Column("fiscal_year_named_by", sa.String(length=5), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "fiscal_year_named_by IN ('first', 'last')",
            name=op.f("ck_project_fiscal_year_named_by"),
        ),
        sa.CheckConstraint(
            "fiscal_year_starts BETWEEN 1 AND 12", name=op.f("ck_project_fiscal_year_starts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("slug", name=op.f("uq_project_slug")),
    )
    op.create_table(
        "source",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("retrieved_on", sa.Date(), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "tier IN ('primary', 'press', 'secondary')", name=op.f("ck_source_tier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("slug", name=op.f("uq_source_slug")),
    )
    op.create_table(
        "exchange_rate",
        sa.Column("id", ID, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("base", sa.String(length=3), nullable=False),
        sa.Column("quote", sa.String(length=3), nullable=False),
        sa.Column("rate_micro", sa.BigInteger(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint("rate_micro > 0", name=op.f("ck_exchange_rate_rate_micro")),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_exchange_rate_source_id_source"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
        sa.UniqueConstraint(
            "base", "quote", "month", name=op.f("uq_exchange_rate_base_quote_month")
        ),
    )
    op.create_table(
        "subject",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('milestone', 'tranche', 'metric', 'holding')", name=op.f("ck_subject_kind")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_subject_project_id_project"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("project_id", "slug", name=op.f("uq_subject_project_id_slug")),
    )
    op.create_table(
        "entry",
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
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "field IN ('status', 'target', 'threshold', 'baseline', 'progress', 'note', 'planned', 'budgeted', 'enacted', 'committed', 'disbursed', 'cancelled', 'value', 'invested', 'votes')",
            name=op.f("ck_entry_field"),
        ),
        sa.CheckConstraint(
            "kind <> 'accept' OR (finding IS NOT NULL AND reason IS NOT NULL AND value IS NULL)",
            name=op.f("ck_entry_accept_shape"),
        ),
        sa.CheckConstraint(
            "kind <> 'statement' OR (subject_id IS NOT NULL AND field IS NOT NULL AND value IS NOT NULL AND tier IS NOT NULL AND stated_on IS NOT NULL AND stated_until IS NOT NULL AND marks_id IS NULL AND finding IS NULL)",
            name=op.f("ck_entry_statement_shape"),
        ),
        sa.CheckConstraint(
            "kind IN ('statement', 'deprecate', 'reinstate', 'accept')", name=op.f("ck_entry_kind")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('deprecate', 'reinstate') OR (marks_id IS NOT NULL AND reason IS NOT NULL AND value IS NULL)",
            name=op.f("ck_entry_mark_shape"),
        ),
        sa.CheckConstraint(
            "stated_until <= ((recorded_at AT TIME ZONE 'UTC') + interval '14 hours')::date",
            name=op.f("ck_entry_not_future"),
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "stated_until <= date(recorded_at, '+14 hours')", name=op.f("ck_entry_not_future")
        ).ddl_if(dialect="sqlite"),
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
    op.create_index(
        "ix_entry_lane",
        "entry",
        ["subject_id", "field", "tier", sa.text("stated_until DESC"), sa.text("id DESC")],
    )
    op.create_index("ix_entry_marks_id", "entry", ["marks_id", "id"])

    op.create_table(
        "gate",
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("gate_id", ID, nullable=False),
        sa.CheckConstraint("milestone_id <> gate_id", name=op.f("ck_gate_other")),
        sa.ForeignKeyConstraint(
            ["gate_id"], ["subject.id"], name=op.f("fk_gate_gate_id_subject"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["subject.id"],
            name=op.f("fk_gate_milestone_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("milestone_id", "gate_id", name=op.f("pk_gate")),
    )
    op.create_table(
        "holding",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("class", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "class IN ('common', 'non-voting', 'golden')", name=op.f("ck_holding_class")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_holding_organization_id_organization"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("fk_holding_subject_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_holding")),
    )
    op.create_table(
        "metric",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("nature", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("family", sa.String(length=80), nullable=True),
        sa.Column("headline", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.String(length=20), nullable=True),
        sa.Column("sums", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "counts IN ('holders', 'holders-with-state', 'groups')",
            name=op.f("ck_metric_counts"),
        ),
        sa.CheckConstraint("nature IN ('actual', 'planned')", name=op.f("ck_metric_nature")),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("fk_metric_subject_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_metric")),
    )
    op.create_table(
        "milestone",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("headline", sa.Boolean(), nullable=False),
        sa.Column("metric_id", ID, nullable=True),
        sa.Column("party_id", ID, nullable=True),
        sa.CheckConstraint(
            "type IN ('delivery', 'approval', 'financing', 'agreement', 'assessment', 'engagement')",
            name=op.f("ck_milestone_type"),
        ),
        sa.ForeignKeyConstraint(
            ["metric_id"],
            ["subject.id"],
            name=op.f("fk_milestone_metric_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["organization.id"],
            name=op.f("fk_milestone_party_id_organization"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("fk_milestone_subject_id_subject"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_milestone")),
    )
    op.create_table(
        "tranche",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("funder_id", ID, nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("gate_id", ID, nullable=True),
        sa.Column("paid_by_id", ID, nullable=True),
        sa.CheckConstraint(
            "instrument IN ('commissioned-rd', 'equity', 'grant', 'loan', 'guarantee', 'in-kind')",
            name=op.f("ck_tranche_instrument"),
        ),
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
    for guard in GUARDS[op.get_bind().dialect.name].values():
        op.execute(sa.text(guard))


def downgrade() -> None:
    op.drop_table("tranche")
    op.drop_table("milestone")
    op.drop_table("metric")
    op.drop_table("holding")
    op.drop_table("gate")
    op.drop_table("entry")
    op.drop_table("subject")
    op.drop_table("exchange_rate")
    op.drop_table("source")
    op.drop_table("project")
    op.drop_table("organization")
    for name in GUARDS[op.get_bind().dialect.name]:
        if name.endswith("()"):
            op.execute(sa.text(f"DROP FUNCTION {name}"))
