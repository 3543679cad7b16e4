"""Writing results: to the terminal with its width and colours, to a pipe, or to a file."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.text import Text

    from tracker.render.page import Layout

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """Show control and direction characters as escapes: a message may carry anybody's text."""
    return "".join(
        f"\\x{ord(char):02x}" if unicodedata.category(char) in INVISIBLE else char for char in text
    )


def width() -> int | None:
    """Return the cells of a line, None where nothing may be cut: COLUMNS, else the terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None


def needs_ascii() -> bool:
    """Tell whether the stream cannot carry the signs that reports draw with."""
    try:
        "●≠█│".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def layout(
    output: Path | None, *, ascii_only: bool = False, everything: bool = False, brief: bool = False
) -> Layout:
    """Describe the place to write to: a terminal of a width, or a file where nothing is cut."""
    from tracker.render.page import Layout

    return Layout(
        width=None if output else width(),
        ascii=ascii_only or (output is None and needs_ascii()),
        all=everything,
        brief=brief,
    )


def emit(result: str | Sequence[Text], output: Path | None = None) -> None:
    """Write a result: a text as it is, lines of a page in colour where the terminal has it.

    Raises TrackerError when the file cannot be written.
    """
    if output is not None:
        _write(output, result if isinstance(result, str) else _plain(result))
    elif isinstance(result, str):
        _print(result)
    else:
        _print(_coloured(result))


def _coloured(lines: Sequence[Text]) -> str:
    from rich.console import Console

    wants_colour = os.environ.get("FORCE_COLOR", "") not in {"", "0"}
    if os.environ.get("NO_COLOR") or not (sys.stdout.isatty() or wants_colour):
        return _plain(lines)
    console = Console(force_terminal=True, width=10_000, highlight=False, legacy_windows=False)
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return captured.get()


def _plain(lines: Sequence[Text]) -> str:
    return "".join(f"{line.plain.rstrip()}\n" for line in lines)


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TrackerError(
            f"cannot write {path}: {error.strerror}", "choose another file with --output"
        ) from error
