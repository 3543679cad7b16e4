"""Runs the migrations on the connection that tracker/db/migrate.py hands over."""

from __future__ import annotations

from alembic import context

from tracker.db.migrate import VERSION_TABLE
from tracker.db.tables import metadata

connection = context.config.attributes["connection"]

context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
)
with context.begin_transaction():
    context.run_migrations()
