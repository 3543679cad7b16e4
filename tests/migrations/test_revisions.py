from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from databases import MOMENT, NOW, TODAY, Databases, reading
from migrating import config, migrate
from tracker.db.engine import Database, open_engine, transaction
from tracker.db.intact import guards
from tracker.db.migrate import HEAD, VERSION_TABLE, revision_of, upgrade
from tracker.db.tables import metadata
from tracker.resources import migrations_dir
from tracker.services.dataset import load_dataset
from upgrading import expect_next, migrations_with_next
from world import world

PLUGINS = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]


SCRIPTS = ScriptDirectory.from_config(config())
REVISIONS = list(SCRIPTS.walk_revisions())[::-1]
FILES = sorted((migrations_dir() / "versions").glob("*.py"))


def _schema(connection: Connection) -> dict[str, Any]:
    """Everything that reflection finds, by name: a column that was added stands last."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": sorted(
                (c["name"], str(c["type"]), c["nullable"], str(c["default"]))
                for c in inspector.get_columns(table)
            ),
            "key": inspector.get_pk_constraint(table),
            "checks": sorted(
                (str(c["name"]), _bare(str(c["sqltext"])))
                for c in inspector.get_check_constraints(table)
            ),
            "uniques": sorted(
                (str(u["name"]), u["column_names"]) for u in inspector.get_unique_constraints(table)
            ),
            "references": sorted(
                (
                    str(f["name"]),
                    f["constrained_columns"],
                    f["referred_table"],
                    f["referred_columns"],
                    sorted(f["options"].items()),
                )
                for f in inspector.get_foreign_keys(table)
            ),
        }
        for table in inspector.get_table_names()
        if table != VERSION_TABLE
    }


def _bare(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()


INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}


def _made_by_hand(database: Database, queries: dict[str, str]) -> dict[str, str]:
    """The SQL of indexes or triggers by name, without those that SQLite makes for itself."""
    with reading(database) as connection:
        found = connection.exec_driver_sql(queries[connection.dialect.name])
        return {name: _bare(sql) for name, sql in found if not name.startswith(VERSION_TABLE)}


@pytest.fixture
def created(cleared: Databases, tmp_path: Path) -> Database:
    """A database made from the tables as they are now, without a migration."""
    folder = tmp_path / "created"
    folder.mkdir()
    database = cleared.blank(folder)
    with transaction(open_engine(database), write=True) as connection:
        metadata.create_all(connection)
    return database


def test_there_is_one_head_and_the_program_expects_it() -> None:
    assert SCRIPTS.get_heads() == [HEAD]


def test_revisions_are_numbered_in_their_order() -> None:
    numbers = [f"{number:04}" for number in range(1, len(REVISIONS) + 1)]
    assert [script.revision for script in REVISIONS] == numbers
    assert [path.name[:5] for path in FILES] == [f"{number}_" for number in numbers]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_revision_says_why(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.strip().endswith(".")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_revision_imports_the_program_which_changes_while_history_does_not(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    assert not {name for name in imported if name.startswith("tracker")}


def test_the_migrated_schema_is_the_schema_of_the_tables(
    database: Database, created: Database
) -> None:
    with reading(database) as migrated, reading(created) as made:
        assert _schema(migrated) == _schema(made)
    assert len(metadata.tables) == len(_tables(database)) - 1
    assert _made_by_hand(database, INDEXES) == _made_by_hand(created, INDEXES)


def _tables(path: Database) -> set[str]:
    with reading(path) as connection:
        return set(inspect(connection).get_table_names())


def test_alembic_finds_nothing_left_tomigrate(database: Database) -> None:
    with reading(database) as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "autogenerate_plugins": PLUGINS,
            "version_table": VERSION_TABLE,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_alembic_would_find_a_check_that_is_missing(database: Database) -> None:
    """The comparison above is worth something only while its plugin for checks works."""
    with transaction(open_engine(database), write=True) as connection:
        connection.exec_driver_sql("DROP TABLE holding")
        connection.exec_driver_sql(
            "CREATE TABLE holding (subject_id BIGINT NOT NULL PRIMARY KEY REFERENCES subject (id)"
            " ON DELETE RESTRICT, organization_id BIGINT NOT NULL REFERENCES organization (id)"
            " ON DELETE RESTRICT, class VARCHAR(20) NOT NULL)"
        )
    with reading(database) as connection:
        options = {"autogenerate_plugins": PLUGINS, "version_table": VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert "ck_holding_class" in str(compare_metadata(context, metadata))


def test_every_reference_restricts_deletion(database: Database) -> None:
    with reading(database) as connection:
        inspector = inspect(connection)
        options = [
            reference["options"]
            for table in inspector.get_table_names()
            for reference in inspector.get_foreign_keys(table)
        ]
    assert options
    assert all(option == {"ondelete": "RESTRICT"} for option in options)


def test_the_triggers_stand_after_the_upgrade(database: Database) -> None:
    kind = open_engine(database).dialect.name
    expected = {name for name in guards(kind) if not name.endswith("()")}
    assert set(_made_by_hand(database, TRIGGERS)) == expected


@pytest.mark.parametrize("script", REVISIONS, ids=lambda script: script.revision)
def test_each_revision_goes_up_down_and_up_again(blank: Database, script: Any) -> None:
    before, after = script.down_revision or "base", f"+{script.revision}"
    migrate(blank, after)
    with reading(blank) as connection:
        schema = _schema(connection)
    triggers = _made_by_hand(blank, TRIGGERS)
    migrate(blank, before)
    assert revision_of(blank) == script.down_revision
    migrate(blank, after)
    assert revision_of(blank) == script.revision
    with reading(blank) as connection:
        assert _schema(connection) == schema
    assert _made_by_hand(blank, TRIGGERS) == triggers


def test_the_first_revision_goes_down_to_nothing(database: Database) -> None:
    migrate(database, "base")
    assert _tables(database) == {VERSION_TABLE}
    assert _made_by_hand(database, TRIGGERS) == {}


def test_a_database_that_went_down_and_up_takes_the_data_again(database: Database) -> None:
    migrate(database, "base")
    assert upgrade(database) == (None, HEAD)
    with transaction(open_engine(database), write=True) as connection:
        assert load_dataset(connection, world(), MOMENT).definitions
    assert NOW.date() == TODAY


def test_a_failed_migration_leaves_nothing_behind(
    blank: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_next(monkeypatch, migrations_with_next(tmp_path, "op.execute('NONSENSE')"))
    with pytest.raises(Exception, match="syntax error"):
        upgrade(blank)
    assert _tables(blank) == set()
