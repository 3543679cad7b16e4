"""Writing results: to the terminal with its width and colours, to a pipe, or to a file."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict, Unpack

from tracker.cli.pager import paged
from tracker.cli.streams import tell, write_bytes, write_text
from tracker.config import settings
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Language
from tracker.errors import TrackerError, UsageError
from tracker.whole import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.text import Text

    from tracker.render.canvas import Layout
    from tracker.render.formats import Format
    from tracker.tables.table import Report

STEP = 10_000
WIDEST = 1000
"""A line of more cells is drawn as one of so many: nobody reads it, and drawing takes time."""
LONGEST_NUMBER = 8
SQLITE_MAGIC = b"SQLite format 3\0"


def width() -> int | None:
    """Return the cells of a line, None where nothing may be cut: COLUMNS, else the terminal."""
    columns = os.environ.get("COLUMNS", "")[:LONGEST_NUMBER]
    if columns.isdecimal() and int(columns) > 0:
        return min(int(columns), WIDEST)
    if not sys.stdout.isatty():
        return None
    return min(os.get_terminal_size(sys.stdout.fileno()).columns, WIDEST)


def height() -> int | None:
    """Return the lines of the screen, None where there is none: LINES, else the terminal."""
    if not sys.stdout.isatty():
        return None
    lines = os.environ.get("LINES", "")[:LONGEST_NUMBER]
    if lines.isdecimal() and int(lines) > 0:
        return int(lines)
    return os.get_terminal_size(sys.stdout.fileno()).lines


def needs_ascii() -> bool:
    """Tell whether the stream cannot carry the signs that reports draw with."""
    try:
        "●≠█│".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


class Drawn(TypedDict, total=False):
    """How a page is asked for: with ASCII signs alone, everything however long, the short page.

    A `full` page does not mind the height of the screen. Without a language that of the settings is
    taken.
    """

    ascii_only: bool
    everything: bool
    brief: bool
    full: bool
    units: Units
    language: Language | None


def layout(output: Path | None, **asked: Unpack[Drawn]) -> Layout:
    """Describe the place to write to: a terminal of a width, or a file where nothing is cut.

    Raises UsageError for ASCII signs and 億 at once.
    """
    ascii_only, units = asked.get("ascii_only", False), asked.get("units", Units.BN)
    if ascii_only and units is Units.OKU:
        raise UsageError("億 is no ASCII sign", "leave --ascii out, or take --units bn or raw")
    from tracker.render.canvas import Layout

    return Layout(
        width=None if output else width(),
        height=None if output or asked.get("full") else height(),
        ascii=ascii_only or (output is None and needs_ascii()),
        all=asked.get("everything", False),
        brief=asked.get("brief", False),
        units=units,
        language=asked.get("language") or Language(settings().language),
    )


def emit(result: str | bytes | Sequence[Text], output: Path | None = None) -> None:
    """Write a result: bytes as they are, lines of a page in colour where the terminal has it.

    Text that is longer than the screen goes through the pager.

    Raises TrackerError when the file cannot be written, OSError when standard output cannot.
    """
    if output is not None:
        _spare_databases(output)
        text = result if isinstance(result, str | bytes) else _plain(result)
        _write(output, [text if isinstance(text, bytes) else text.encode()])
    elif isinstance(result, bytes):
        write_bytes([result])
    else:
        text = result if isinstance(result, str) else _coloured(result)
        if not paged(text, height()):
            write_text(text)


def emitter(form: Format, output: Path | None, **asked: Unpack[Drawn]) -> Callable[[Report], None]:
    """Return what renders a report in a format and writes it; raises UsageError as `layout`."""
    from tracker.render.formats import render

    drawn = layout(output, **asked)

    def show(report: Report) -> None:
        shown = render(report, form, drawn)
        # A program is sent UTF-8, whatever the machine's locale or code page.
        emit(shown.encode() if isinstance(shown, str) and form.for_programs else shown, output)

    return show


def emit_lines(lines: Iterable[str], output: Path | None = None) -> None:
    """Write lines for a program as they come, to a file that has its name only once it is whole.

    Raises as `emit` does.
    """
    if output is None:
        write_bytes(map(str.encode, lines))
        return
    _spare_databases(output)
    _write(output, map(str.encode, lines))


def _write(output: Path, parts: Iterable[bytes]) -> None:
    """Write a file that replaces the one that is there only once it is whole."""
    with _writable(output):
        if output.exists() and not output.is_file():  # a pipe or a device keeps its name
            with output.open("wb") as file:
                file.writelines(parts)
            return
        if output.exists():
            with output.open("ab"):  # who may not write to it may not replace it either
                pass
        with beside(output.resolve()) as unfinished, unfinished.open("wb") as file:
            file.writelines(parts)


def progress(doing: str) -> Callable[[int], None]:
    """Return what tells on standard error how far a long command is, every so many steps."""

    def count(done: int) -> None:
        if done % STEP == 0:
            tell(f"{doing} {done:,}")

    return count


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    """Raise TrackerError for a file that cannot be written."""
    try:
        yield
    except OSError as error:
        hint = "choose another file"
        raise TrackerError(f"cannot write {path}: {error.strerror}", hint) from error


def _coloured(lines: Sequence[Text]) -> str:
    wants_colour = os.environ.get("FORCE_COLOR", "") not in {"", "0"}
    if os.environ.get("NO_COLOR") or not (sys.stdout.isatty() or wants_colour):
        return _plain(lines)
    from rich.console import Console

    console = Console(force_terminal=True, width=10_000, highlight=False, legacy_windows=False)
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return captured.get()


def _plain(lines: Sequence[Text]) -> str:
    return "".join(f"{line.plain.rstrip()}\n" for line in lines)


def _spare_databases(path: Path) -> None:
    """Raise TrackerError rather than write over a database, or what belongs to one."""
    of_database = path.name.endswith(("-wal", "-shm"))
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            of_database = of_database or file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError:
        return
    if of_database:
        raise TrackerError(f"{path} is a database", "choose another file")
