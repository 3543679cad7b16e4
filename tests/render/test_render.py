"""Every report has a schema of its own and declares a document."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tracker import reports
from tracker.render.writers.terminal import own_layout
from tracker.tables.table import Report


def kinds() -> list[type[Report]]:
    modules = [
        import_module(f"tracker.reports.{one.name}")
        for one in pkgutil.iter_modules(reports.__path__)
    ]
    return [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, Report)
        and one.__module__ == module.__name__
        and hasattr(one, "schema")
    ]


def test_every_report_has_a_schema_of_its_own() -> None:
    schemas = [one.schema for one in kinds()]
    assert len(schemas) == len(set(schemas)) > 25
    assert all({"document", "columns"} & {*vars(one)} for one in kinds())


def test_a_report_without_a_layout_of_its_own_is_a_table_or_one_thing() -> None:
    plain = {one.schema.partition("/")[0] for one in kinds() if own_layout(one.schema) is None}
    lists = {"milestones", "tranches", "metrics", "holders", "sources", "projects", "orgs"}
    assert plain == lists | {"config", "project", "org"}
