"""A definition as the log keeps it: one JSON text for one content, and read back from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, get_args

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import KINDS, identity, normal
from tracker.domain.text import utc_text

if TYPE_CHECKING:
    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import Definition

SINCE = "since"


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry defines; `since` when it was defined, where that was before the log told it."""

    record: Definition
    since: datetime | None = None


def written(record: Definition, since: datetime | None = None) -> str:
    """Return the one text of a definition: keys sorted, what is empty left out.

    >>> from tracker.domain.definitions.records import ProjectRecord
    >>> written(ProjectRecord(slug="fab", title="Fab", currency="JPY"))
    '{"project":{"currency":"JPY","fiscal_year_named_by":"first","fiscal_year_starts":4,"slug":"fab","title":"Fab"}}'
    """
    said = {key: _plain(value) for key, value in normal(record).items()}
    kind, _ = identity(record)
    content: dict[str, Any] = {kind: {key: one for key, one in said.items() if one not in ("", [])}}
    if since is not None:
        content[SINCE] = utc_text(since)
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(record: Definition) -> str:
    """Return the SHA-256 of the text of a definition."""
    return sha256(written(record).encode()).hexdigest()


def read(text: str) -> Content:
    """Read what `written` wrote; raises ValueError for any other text.

    A key that came later is empty in an older text, or has its default.
    """
    try:
        content = json.loads(text)
        since = content.pop(SINCE, None)
        ((kind, said),) = content.items()
        keys = keys_of(KINDS[kind])
        if not said.keys() <= {one.name for one in keys}:
            raise ValueError(text[:60])
        kept = {one.attribute: _kept(one, said[one.name]) for one in keys if one.name in said}
        record = KINDS[kind](**kept)
        return Content(record, datetime.fromisoformat(since).astimezone(UTC) if since else None)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(text[:60]) from error


def _plain(value: object) -> object:
    """A value of JSON; nothing is an empty text."""
    if isinstance(value, tuple | list):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _kept(one: DeclaredKey, value: Any) -> Any:  # noqa: ANN401 - of any key
    if one.several:
        return tuple(map(_text, value))
    if one.type is date:
        return date.fromisoformat(value)
    kept = one.kept(_text(value) if isinstance(value, str) else value)
    words = get_args(one.type)  # of a Literal
    if kept not in words if words else type(kept) is not one.type:
        raise TypeError(one.name)
    return kept


def _text(value: str) -> str:
    """Return a text as it is; raises TypeError or ValueError for what is none."""
    return str.encode(value).decode()
