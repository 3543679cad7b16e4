"""Text that anybody may have written: stored and shown; addresses of the web, instants."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from tracker.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LONGEST = 4000
LONGEST_QUOTE = 300
LONGEST_KEY = 200
LONGEST_NUMBER = 18
"""Digits of the number of an entry, which databases keep in 64 bits."""
SURROGATES = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Show control, direction and unknown characters as escapes, so that none works on a screen."""
    if text.isprintable():
        return text
    return "".join(_escaped(char) for char in text)


def visible_json(text: str) -> str:
    """Show the same characters in JSON as its escapes, so that the values stay the same.

    Line ends stay: in JSON they stand only between values.
    """
    return "\n".join(
        line if line.isprintable() else _escaped_json(line) for line in text.split("\n")
    )


def folded(text: str) -> str:
    """Return a text for comparison: whatever its width and case, ２ＮＭ is 2nm."""
    return unicodedata.normalize("NFKC", text).casefold()


def excerpt(text: str, word: str, around: int) -> str:
    """Return so many characters around a folded word, with … for what is left out."""
    at = max(folded(text).find(word), 0)  # folding may move it by a sign or two
    start, end = max(at - around, 0), at + len(word) + around
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def flaw(text: str, longest: int = LONGEST) -> str | None:
    """Say why a text cannot be stored, None when it can: NUL, broken Unicode, or too long."""
    if len(text) > longest:
        return f"is longer than {longest:,} characters"
    if "\x00" in text:
        return "holds a NUL character"
    if SURROGATES.search(text):
        return "is not valid UTF-8"
    return None


def _escaped_json(line: str) -> str:
    return "".join(
        json.dumps(char)[1:-1] if unicodedata.category(char) in INVISIBLE else char for char in line
    )


def _escaped(char: str) -> str:
    if unicodedata.category(char) not in INVISIBLE:
        return char
    return char.encode("unicode_escape").decode("ascii")


def is_address(text: str) -> bool:
    """Tell an address from a slug."""
    return "://" in text


def read_address(text: str) -> tuple[str, str]:
    """Return an address in one spelling, and its host; raises UsageError for what is none."""
    parts, host = _address(text)
    plain = parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/")
    return plain.geturl(), host


def page_of(address: str) -> str:
    """Return what tells the document of an address from others; raises UsageError for no address.

    The scheme, `www.`, a slash at the end, what stands behind `#`, how a reader came there
    (`utm_…`) and capitals in the host do not. All else does.

    >>> page_of("http://WWW.Fab.example/News/?utm_source=mail&id=7&utm_medium=x#top")
    'fab.example/News?id=7'
    >>> page_of("https://fab.example") == page_of("https://www.fab.example/#contact")
    True
    >>> page_of("https://fab.example/News") == page_of("https://fab.example/news")
    False
    """
    parts, host = _address(address)
    user, at, place = parts.netloc.lower().rpartition("@")
    place = place.replace(parts.hostname or "", host)
    kept = (one for one in parts.query.split("&") if not one.lower().startswith("utm_"))
    query = "&".join(kept)
    return f"{user}{at}{place}{parts.path.rstrip('/')}{query and '?'}{query}"


def page_or_text(text: str) -> str:
    """Return the page of an address; what is none, which old databases may hold, is its own."""
    try:
        return page_of(text)
    except UsageError:
        return text


def _address(text: str) -> tuple[SplitResult, str]:
    """Take an address apart, and return its host without `www.` besides; raises UsageError."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.").encode("idna").decode()
        if host and parts.scheme in {"http", "https"} and text.isprintable() and " " not in text:
            return parts, host
    except ValueError:  # brackets without an IPv6 address in them, or no name for a host
        pass
    hint = "cite a page as https://…, or a source by its slug: tracker source list"
    raise UsageError(f"'{text[:60]}' is no web address", hint)


def utc_text(instant: datetime) -> str:
    """Write an instant in UTC as ISO 8601 with `Z`."""
    return instant.isoformat().replace("+00:00", "Z")
