"""A page of HTML as a test reads it: its tables cell by cell, its ids, its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

LEADS = ("href", "src", "xlink:href", "srcset", "action", "data", "poster")
VOID = {"meta", "br", "link", "img", "input", "hr"}


@dataclass
class Cell:
    """What stands in a cell, and the values of its `data` elements."""

    text: str = ""
    values: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass
class Table:
    """A table with the heading that it stands under."""

    heading: str
    rows: list[list[Cell]] = field(default_factory=list)

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows by the headings of their columns."""
        first, *others = self.rows
        return [{one.text: cell for one, cell in zip(first, row, strict=True)} for row in others]


class Page(HTMLParser):
    """The whole page; an element that is not closed, or not in turn, is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.tables: list[Table] = []
        self._open: list[str] = []
        self._heading = ""
        self._cell: Cell | None = None
        self.feed(text)
        self.close()
        assert not self._open, self._open

    def under(self, heading: str) -> Table:
        """Return the first table under a heading of the second rank."""
        return next(one for one in self.tables if one.heading == heading)

    def all_under(self, heading: str) -> list[dict[str, Cell]]:
        """Return the rows of all tables under a heading."""
        return [row for one in self.tables if one.heading == heading for row in one.records()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [str(given["id"])] if given.get("id") else []
        self.links += [str(given[name]) for name in LEADS if given.get(name)]
        if tag == "h2":
            self._heading = ""
        elif tag == "table":
            self.tables.append(Table(self._heading))
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"}:
            self._cell = Cell()
            self.tables[-1].rows[-1].append(self._cell)
        elif self._cell is not None and tag == "data":
            self._cell.values.append(str(given["value"]))
        elif self._cell is not None and tag == "a":
            self._cell.links.append(str(given["href"]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, tag
        assert self._open[-1] == tag, (self._open, tag)
        self._open.pop()
        if tag in {"td", "th"}:
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "h2":
            self._heading += data
        if self._open and self._open[-1] != "style":
            self.words.append(data)
        if self._cell is not None:
            self._cell.text += data
