"""What pydantic knows of a line: a model of each kind, made from the table of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from tracker.domain.text import visible
from tracker.errors import LineError, UsageError
from tracker.files.fields import FieldError
from tracker.files.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

    from tracker.errors import Place
    from tracker.files.fields import Reader
    from tracker.files.forms import Form

KIND = "kind"
STATEMENT = "statement"
"""The kind of a line that names none."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LONGEST_SHOWN = 60
HINT = "see tracker schema {kind}"


def line_key(kind: str, key: str) -> str:
    """Return how a line writes a table's key: `kind` is the line's own, so KIND_kind is."""
    return f"{kind}_{KIND}" if key == KIND else key


def read_keys(kind: str, line: Mapping[str, Any], where: Place) -> dict[str, Any] | list[LineError]:
    """Return what is kept of a line by the keys of its table, or every mistake in it."""
    try:
        found = MODELS[kind].model_validate(line)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return [_mistake(kind, one, where) for one in details]
    own = line_key(kind, KIND)
    given = found.model_fields_set - {KIND}
    return {KIND if name == own else name: getattr(found, name) for name in given}


def json_schema(kind: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a line of a kind, without one that of any line."""
    if kind is not None:
        return {"$schema": DIALECT, **MODELS[kind].model_json_schema()}
    return {
        "$schema": DIALECT,
        "title": "line",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in MODELS],
        "$defs": {name: model.model_json_schema() for name, model in MODELS.items()},
    }


def _model(kind: str, form: Form) -> type[BaseModel]:
    required = {key for key in form.required if not (form.in_project and key == "project")}
    keys: dict[str, Any] = {KIND: (Literal[kind], _default(required=kind != STATEMENT))}
    for key, reader in form.readers.items():
        kept = Annotated[Any, PlainValidator(_read(reader)), WithJsonSchema(dict(reader.schema))]
        keys[line_key(kind, key)] = (kept, _default(required=key in required))
    extra: dict[str, Any] = {}
    if form.any_of:
        extra["anyOf"] = [{"required": [key]} for key in form.any_of]
    config = ConfigDict(extra="forbid", json_schema_extra=extra)
    made: type[BaseModel] = create_model(kind, __config__=config, **keys)
    return made


def _default(*, required: bool) -> Any:  # noqa: ANN401
    """A factory, since a plain default would stand in the schema as if null were accepted."""
    return Field() if required else Field(default_factory=lambda: None)


def _read(reader: Reader[Any]) -> Callable[[object], Any]:
    def read(value: object) -> Any:  # noqa: ANN401
        try:
            return reader(value)
        except FieldError as error:
            told = {"reason": f" {error}"}
        except UsageError as error:
            told = {"reason": f": {error.message}", "hint": error.hint}
        raise PydanticCustomError("field", "{reason}", told)

    return read


def _mistake(kind: str, error: ErrorDetails, where: Place) -> LineError:
    """Put an error of pydantic in the words that a TOML file is answered with."""
    key, hint = visible(str(error["loc"][0])[:LONGEST_SHOWN]), HINT.format(kind=kind)
    if error["type"] == "missing":
        return LineError(where, key, f"{key} is missing", f'add "{key}": …')
    if error["type"] == "extra_forbidden":
        known = ", ".join(MODELS[kind].model_fields)
        return LineError(where, key, f"unknown key '{key}'", f"the keys here: {known}")
    told = error["ctx"]
    return LineError(where, key, f"{key}{told['reason']}", told.get("hint", hint))


MODELS = {kind: _model(kind, form) for kind, form in FORMS.items()}
