"""Why a definition was retired, or a source corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = (
    ("project", "retired"),
    ("organization", "retired"),
    ("source", "corrected"),
    ("source", "retired"),
    ("subject", "retired"),
    ("exchange_rate", "retired"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, sa.Text()))


def downgrade() -> None:
    defined = "SELECT count(*) FROM entry WHERE kind = 'define'"
    if op.get_bind().scalar(sa.text(defined)):
        raise CommandError("the definitions that the log tells of would be lost")
    for table, column in COLUMNS:
        op.drop_column(table, column)
