"""What texts call a subject or an organization, one a line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("subject", "organization")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("aliases", sa.Text()))


def downgrade() -> None:
    for table in TABLES:
        named = f"SELECT count(*) FROM {table} WHERE aliases IS NOT NULL"  # noqa: S608
        if op.get_bind().scalar(sa.text(named)):
            raise CommandError(f"aliases of a {table} would be lost")
        op.drop_column(table, "aliases")
