"""The table of what is declared: every report is in it."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tracker import reports
from tracker.render.declared import declarations


def test_every_report_is_declared() -> None:
    modules = [
        import_module(f"tracker.reports.{one.name}")
        for one in pkgutil.iter_modules(reports.__path__)
    ]
    made = [
        name
        for module in modules
        for name, one in vars(module).items()
        if name.endswith("Report") and one.__module__ == module.__name__
    ]
    made.remove("MarkReport")  # a part of MarksReport
    assert sorted(made) == sorted(one.__name__ for one in declarations())
