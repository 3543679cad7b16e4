"""Reading one definition from words typed as options, by the same rules as a table of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.errors import UsageError
from tracker.files.fields import FieldError
from tracker.files.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_definition(kind: str, values: Mapping[str, object]) -> Any:  # noqa: ANN401
    """Make the record of a kind of table from its values by key; raises UsageError."""
    return FORMS[kind].make(read_values(kind, values))


def read_values(kind: str, values: Mapping[str, object]) -> dict[str, Any]:
    """Read values by key; raises UsageError that names the option of a wrong one."""
    return {key: _value(kind, key, value) for key, value in values.items()}


def _value(kind: str, key: str, value: object) -> Any:  # noqa: ANN401
    form = FORMS[kind]
    typed = "the slug" if key == form.named_by else f"--{key.replace('_', '-')}"
    try:
        return form.readers[key](value)
    except FieldError as error:
        raise UsageError(f"{typed} {error}", "--help tells what each option takes") from None
    except UsageError as error:
        raise UsageError(f"{typed}: {error.message}", error.hint) from error
