"""Reading one definition from words typed as options, by the same rules as a table of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.readers import FieldError
from tracker.errors import UsageError
from tracker.files.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_definition(kind: str, values: Mapping[str, object]) -> Any:  # noqa: ANN401
    """Make the record of a kind of table from its values by key; raises UsageError."""
    return FORMS[kind].make({key: _value(kind, key, value) for key, value in values.items()})


def read_wording(kind: str, values: Mapping[str, object]) -> dict[str, Any]:
    """Read new values by key, None for what is to be empty and may; raises UsageError."""
    required = FORMS[kind].required
    return {
        key: None if value == "" and key not in required else _value(kind, key, value)
        for key, value in values.items()
    }


def _value(kind: str, key: str, value: object) -> Any:  # noqa: ANN401
    form = FORMS[kind]
    option = f"--{key.replace('_', '-')}"
    typed = {form.named_by: "the slug", "project": "the project"}.get(key, option)
    try:
        return form.readers[key](value)
    except FieldError as error:
        raise UsageError(f"{typed} {error}", "--help tells what each option takes") from None
    except UsageError as error:
        raise UsageError(f"{typed}: {error.message}", error.hint) from error
