"""What the settings hold, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from tracker.config import KEYS, configured, default_database
from tracker.tables.table import Column, Document, Report, Table, listed


class SettingRow(NamedTuple):
    """One setting: what holds, where it comes from, and what else may set it."""

    name: str
    value: str | None
    origin: str
    variable: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigReport(Report):
    """The settings in the order declared."""

    schema: ClassVar[str] = "config/v1"

    clocks: None = None
    rows: tuple[SettingRow, ...]

    def document(self) -> Document:
        """Declare the settings."""
        return listed(Table(key="settings", title="Settings", columns=COLUMNS, rows=self.rows))


def config_report() -> ConfigReport:
    """Read the settings; raises UsageError as `configured`."""
    rows = []
    for name, one in configured().items():
        value = str(default_database()) if name == "database" and one.value is None else one.value
        rows.append(SettingRow(name, value, one.origin, KEYS[name].variable, KEYS[name].help))
    return ConfigReport(rows=tuple(rows))


COLUMNS: tuple[Column[SettingRow], ...] = (
    Column(key="setting", value=lambda row: row.name),
    Column(key="value", value=lambda row: row.value, least=24),
    Column(key="from", value=lambda row: row.origin, least=16),
    Column(key="variable", value=lambda row: row.variable, priority=2),
    Column(key="help", title="what it is", value=lambda row: row.help, priority=3),
)
