"""What is declared of a key, beside the name and type of the attribute that holds it."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache, cached_property
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from tracker.domain.definitions.readers import Reader


@dataclass(frozen=True, slots=True)
class Key:
    """How one key is read, stored and asked for; it stands in the annotation of an attribute.

    `help` is told of its option. What is `wording` may be edited: nothing is computed from it. What
    is `correctable` may be too, with a reason.
    `refers` names the kinds of thing whose names it holds. Where it is not called like the
    attribute, `called` is its name in files, `option` on the command line, `column` in a database.
    What is `apart` has a table of its own there; rows that are older than a key which is
    `filled_in` hold its default.
    """

    reads: Reader[Any]
    help: str = ""
    wording: bool = False
    correctable: bool = False
    refers: tuple[str, ...] = ()
    called: str | None = None
    option: str | None = None
    column: str | None = None
    apart: bool = False
    filled_in: bool = False


@dataclass(frozen=True)
class DeclaredKey:
    """A key with its attribute: what that is called and holds, what it has where none is given.

    Its `default` is MISSING where one has to be given. It is asked of every row that is read, so
    what follows of it is found out once.
    """

    key: Key
    attribute: str
    type: Any
    default: Any

    @property
    def required(self) -> bool:
        """Whether it has to be given."""
        return self.default is MISSING

    @property
    def may_be_empty(self) -> bool:
        """Whether it may hold nothing."""
        return self.default in {None, ()}

    @cached_property
    def name(self) -> str:
        """What files call it."""
        return self.key.called or self.attribute

    @property
    def option(self) -> str:
        """What is typed for it: `--title-ja`."""
        return f"--{(self.key.option or self.name).replace('_', '-')}"

    @cached_property
    def several(self) -> bool:
        """Whether it holds several names."""
        return get_origin(self.type) is tuple

    def stored(self, value: Any) -> Any:  # noqa: ANN401 - what it holds
        """Return what a column holds of a value; several in one text, nothing for none."""
        return self.key.reads.between.join(value) or None if self.several else value

    def kept(self, value: Any) -> Any:  # noqa: ANN401 - what a column holds
        """Return the value that a column holds: a word, or several, where it holds those."""
        if self.several:
            return tuple(value.split(self.key.reads.between)) if value else ()
        return self.type(value) if self.is_word and value is not None else value

    @cached_property
    def is_word(self) -> bool:
        """Whether it holds a word of a closed list."""
        return isinstance(self.type, type) and issubclass(self.type, StrEnum)

    @cached_property
    def reference(self) -> str | None:
        """The kind of thing whose row it refers to; None where it holds a value."""
        return self.key.refers[0] if self.key.refers and not self.several else None

    @cached_property
    def column(self) -> str:
        """What its column is called."""
        return self.key.column or (f"{self.name}_id" if self.reference else self.name)


def keys_of(record: type) -> tuple[DeclaredKey, ...]:
    """Return the keys that a class declares in their order, those that it inherits first."""
    return _keys_of(record)


def wording_of(record: type) -> tuple[str, ...]:
    """Name the keys from which nothing is computed."""
    return tuple(one.name for one in keys_of(record) if one.key.wording)


@cache
def _keys_of(record: Any) -> tuple[DeclaredKey, ...]:  # noqa: ANN401 - any class
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        DeclaredKey(key, one.name, _held_by(hints[one.name]), one.default)
        for one in fields(record)
        for key in getattr(hints[one.name], "__metadata__", ())
    )


def _held_by(hint: Any) -> Any:  # noqa: ANN401 - any type
    """Return what an attribute holds where it is given: `int` of `int | None`."""
    held = get_args(hint)[0]
    if isinstance(held, UnionType):
        return next(one for one in get_args(held) if one is not type(None))
    return held
