"""The signs and styles of the page: what is drawn, in Unicode or in ASCII alone."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.vocabulary import Status


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

    @property
    def ascii(self) -> bool:
        """Whether all of them are ASCII."""
        return self.full.isascii()

    def of(self, status: Status) -> str:
        """The sign of a status; that it is overdue has a sign of its own."""
        if status is Status.MET:
            return self.met
        return self.ended if status.ends else self.running

    def drawn(self, text: str) -> str:
        """Write a text as these signs draw it: in ASCII, no symbol is left that needs more.

        Letters stay, of whatever script they are.
        """
        if self.ascii:
            for symbol, plain in _IN_ASCII.items():
                text = text.replace(symbol, plain)
        return text


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

_SYMBOLS = {
    money.symbol: f"{code} " for code, money in CURRENCIES.items() if not money.symbol.isascii()
}
_IN_ASCII = {
    **{getattr(UNICODE, name): getattr(ASCII, name) for name in ("conflict", "clash", "ended")},
    "→": "->",
    **{symbol: _SYMBOLS[symbol] for symbol in sorted(_SYMBOLS, key=len, reverse=True)},
}
"""A symbol that is the end of another one comes after it."""

STYLES = {
    "heading": "bold",
    "good": "green",
    "bad": "red",
    "warning": "yellow",
    "faint": "dim",
    "plain": "",
}
"""What Rich draws for each meaning; a sign or a word always says it as well."""
