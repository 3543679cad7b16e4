"""Build hook: the wheel carries the migrations and the shipped dataset inside the package."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Map the two data folders into `tracker/`, where `tracker.resources` looks first.

    Only in standard builds: an editable install would keep a copy that goes stale.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to what the wheel includes."""
        if version == "standard":
            build_data["force_include"].update(
                {
                    "alembic": "tracker/_migrations",
                    "fixtures/rapidus": "tracker/_fixtures/rapidus",
                }
            )
