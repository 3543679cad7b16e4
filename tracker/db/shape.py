"""Whether a database's tables are those that the program expects of its revision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

from tracker.db.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

Shape = dict[str, frozenset[str]]
"""Of each table what matters of its columns and checks, the same in every kind of database."""

WORDS = re.compile(r"'([^']*)'")
NOT_NULL = " not null"
WRITTEN_OTHERWISE = {"ck_entry_not_future"}
"""Checks that each kind of database has in words of its own."""


def shape_of(connection: Connection) -> Shape:
    """Read the shape of every table."""
    return {name: _table(connection, name) for name in inspect(connection).get_table_names()}


def shape_made_by(make: Callable[[Connection], None] = metadata.create_all) -> Shape:
    """Read the shape of what is made; as it stands in the program, where nothing is given."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        make(connection)
        made = shape_of(connection)
    engine.dispose()
    return made


def is_another(found: Shape, expected: Shape) -> bool:
    """Whether some expected table is otherwise; a table that nobody expects is let be."""
    return any(found.get(name) != parts for name, parts in expected.items())


def serves(found: Shape, expected: Shape) -> bool:
    """Whether all that is expected is there, and nothing more that a new row had to heed."""
    return all(
        parts <= found.get(name, frozenset()) and not any(map(_binds, found[name] - parts))
        for name, parts in expected.items()
    )


def _binds(part: str) -> bool:
    return part.endswith(NOT_NULL) or part.startswith("ck_")


def _table(connection: Connection, name: str) -> frozenset[str]:
    inspector = inspect(connection)
    columns = (_column(dict(one)) for one in inspector.get_columns(name))
    checks = (_check(dict(one)) for one in inspector.get_check_constraints(name))
    return frozenset({*columns, *checks})


def _column(column: dict[str, Any]) -> str:
    kind = column["type"].python_type.__name__
    return f"{column['name']} {kind}{'' if column['nullable'] else NOT_NULL}"


def _check(check: dict[str, Any]) -> str:
    """A check by its name and the words that it lists."""
    name = str(check["name"])
    listed = [] if name in WRITTEN_OTHERWISE else WORDS.findall(str(check["sqltext"]))
    return " ".join([name, *listed])
