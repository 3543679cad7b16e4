"""The signs and styles of the page: what is drawn, in Unicode or in ASCII alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Everything that the page draws beside words; each character takes one cell."""

    met: str
    running: str
    overdue: str
    ended: str
    conflict: str
    clash: str
    full: str
    empty: str
    paid: str
    committed: str
    planned: str
    open: str
    first: str
    now: str
    today: str
    ellipsis: str
    changed: str


UNICODE = Signs(
    met="●",
    running="○",
    overdue="!",
    ended="×",
    conflict="≠",
    clash="≈",
    full="█",
    empty="░",
    paid="█",
    committed="▓",
    planned="░",
    open="·",
    first="─",
    now="━",
    today="│",
    ellipsis="…",
    changed="▸",
)

ASCII = Signs(
    met="*",
    running="o",
    overdue="!",
    ended="x",
    conflict="#",
    clash="%",
    full="#",
    empty=".",
    paid="#",
    committed="=",
    planned="-",
    open=".",
    first="-",
    now="=",
    today="|",
    ellipsis="..",
    changed=">",
)

STYLES = {
    "heading": "bold",
    "good": "green",
    "bad": "red",
    "warning": "yellow",
    "faint": "dim",
    "plain": "",
}
"""What Rich draws for each meaning; a sign or a word always says it as well."""
