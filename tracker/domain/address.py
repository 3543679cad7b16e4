"""One spelling of a web address."""

from __future__ import annotations

from urllib.parse import urlsplit

from tracker.errors import UsageError


def read_address(text: str) -> tuple[str, str]:
    """Return an address in one spelling, and its host; raises UsageError for what is none."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.").encode("idna").decode()
        if host and parts.scheme in {"http", "https"} and text.isprintable() and " " not in text:
            plain = parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/")
            return plain.geturl(), host
    except ValueError:  # brackets without an IPv6 address in them, or no name for a host
        pass
    hint = "cite a page as https://…, or a source by its slug: tracker source list"
    raise UsageError(f"'{text[:60]}' is no web address", hint)
