"""`tracker apply`, `schema`, `export` and `import`: files that go in and come out."""

from __future__ import annotations

import codecs
import errno
import gc
import io
import sys
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TextIO

import typer

from tracker import clock
from tracker.cli.complete import kinds_of_line, slugs
from tracker.cli.options import DryRun, FormatOption, Output
from tracker.cli.output import emit, emit_lines, emitter, progress
from tracker.cli.session import create_tables, moment, reading, write
from tracker.cli.streams import tell
from tracker.config import settings
from tracker.domain.text import visible
from tracker.errors import DataError, NotFoundError, TrackerError, UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.db.engine import Connection
    from tracker.errors import Place
    from tracker.reports.outcome import BatchReport
    from tracker.services.moment import Moment

    Work = Callable[[Connection, Moment], BatchReport]

STDIN = "-"
MOST_NAMED = 8
START_BYTES = 4096
BLOCK_BYTES = 1 << 16


class BatchForm(StrEnum):
    """How a file to apply is written."""

    TOML = "toml"
    JSONL = "jsonl"


ENDINGS = {".toml": BatchForm.TOML, ".jsonl": BatchForm.JSONL, ".ndjson": BatchForm.JSONL}


def apply(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|-...",
            help="TOML or JSON Lines; every such file of a folder; - reads standard input",
        ),
    ],
    as_: Annotated[
        BatchForm | None,
        typer.Option("--as", help="The form of the files [by their name, else by how they begin]"),
    ] = None,
    dry_run: DryRun = False,
    form: FormatOption = Format.TABLE,
    output: Output = None,
) -> None:
    """Add and record what files hold: all of it, or nothing when a line is wrong.

    The form of a file: tracker help dataset; of a line: tracker schema. Several TOML files are
    one dataset, in whatever order they come; JSON Lines follow in their own order. What else stands
    in a folder is passed over, and told.

    Examples: tracker apply artemis.toml --dry-run; tracker apply artemis/*.toml;
    tracker apply artemis; tracker apply - < batch.jsonl
    """
    from tracker.services.batch import apply_all, refusal_of

    gc.enable()
    keep, now = not dry_run, moment()
    with ExitStack() as stack:
        found, others = _meant(files)
        names, works = _works(stack, found, as_)

        def all_or_nothing(connection: Connection) -> BatchReport:
            report = apply_all(connection, works, now, keep=keep)
            if report.refused:
                connection.rollback()
            return report

        report = write(ctx, all_or_nothing, emitter(form, output), keep=keep)
    refusal = refusal_of(report)
    if refusal is not None:
        raise refusal
    if others:
        more = f", and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        tell(f"passed over: {visible(', '.join(others[:MOST_NAMED]))}{more}")
    of = names[0] if len(names) == 1 else f"{len(names)} files"
    tell(f"{of}: {report.summary}{'' if keep else '; nothing was written'}")


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="statement, mark, milestone … [a line of any kind]",
            autocompletion=kinds_of_line,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Print the JSON Schema of the lines that apply takes.

    Example: tracker schema statement
    """
    import json

    from tracker.files.forms import FORMS
    from tracker.files.lines import json_schema

    if kind is not None and kind not in FORMS:
        raise NotFoundError(f"no line is of the kind '{kind[:60]}'", "one of: " + ", ".join(FORMS))
    text = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
    emit(text.encode(), output)


def export(
    ctx: typer.Context,
    subjects: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUBJECT]...",
            help="Only these, as a batch for apply",
            autocompletion=slugs,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Write the whole log as JSON Lines, with its hashes: all else follows from it.

    Of subjects that are named: what defines them and what is said of them, for apply elsewhere.

    Examples: tracker export -o rapidus.jsonl; tracker export ipo -o ipo.jsonl
    """
    from tracker.db.dump import dump
    from tracker.files.lines import write_lines
    from tracker.services.copy import require_whole
    from tracker.services.extract import extract

    gc.enable()
    with reading(ctx) as connection:
        if not subjects:
            require_whole(connection)
            with closing(dump(connection)) as rows:
                emit_lines(write_lines(rows), output)
            return
        from tracker.files.lines import as_line

        parts = extract(connection, subjects, project=settings().project)
        emit_lines(write_lines(as_line(*part) for part in parts), output)


def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="What export wrote")],
) -> None:
    """Fill an empty database from an export, and check its hashes.

    Example: tracker --db copy.db import rapidus.jsonl
    """
    from tracker.files.lines import read_lines
    from tracker.services.copy import fill

    gc.enable()
    with _opened(file) as (name, stream):

        def read() -> Iterator[tuple[Place, dict[str, Any]]]:
            with _text_of(stream) as text:
                yield from read_lines(text, name)

        create_tables(ctx)
        filled = write(ctx, lambda connection: fill(connection, read, clock.now))
    tell(f"imported {filled.entries} entries")
    if filled.adopted:
        tell(
            f"not proved whole: {name} is of an older program; its definitions were adopted at"
            f" #{filled.adopted}, not proved before, and no last line tells that none is missing"
        )


def _works(
    stack: ExitStack, files: list[str], as_: BatchForm | None
) -> tuple[list[str], list[Work]]:
    """Name files, each once, and give what applies them: first a dataset of all TOML.

    What is read while the database is written stays open as long as the stack.
    """
    from tracker.files.dataset import read_text

    paths = [*{Path(path).resolve() if path != STDIN else path: path for path in files}.values()]
    bases = [Path(path).name if path != STDIN else "stdin" for path in paths]
    names = [
        base if bases.count(base) == 1 else path for base, path in zip(bases, paths, strict=True)
    ]
    texts: list[tuple[str, str]] = []
    works: list[Work] = []
    for path, called in zip(paths, names, strict=True):
        with ExitStack() as one:
            name, stream = one.enter_context(_opened(path, called))
            batch = as_ or ENDINGS.get(Path(path).suffix.lower()) or _begins(stream)
            if batch is BatchForm.TOML:
                texts.append((name, read_text(name, stream)))
            else:
                works.append(_lines(name, stream))
                stack.push(one.pop_all())
    return names, ([_dataset(texts)] if texts else []) + works


def _meant(names: list[str]) -> tuple[list[str], list[str]]:
    """Return the files that names mean, and what else stands in the folders among these."""
    found: list[str] = []
    others: list[str] = []
    for name in names:
        if name == STDIN or not Path(name).is_dir():
            found.append(name)
            continue
        taken, left = _within(name)
        found += taken
        others += left
    return found, others


def _within(file: str) -> tuple[list[str], list[str]]:
    """Return the files of a folder that end like data, by their names, and the names of the rest.

    Hidden files are nobody's data. Raises DataError where there is none, or the folder is closed.
    """
    folder = Path(file)
    try:
        seen = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    except OSError as error:
        raise _unreadable(file, error) from error
    found = [path for path in seen if path.suffix.lower() in ENDINGS and path.is_file()]
    if not found:
        raise DataError(
            f"{file} holds no *.toml and no *.jsonl file",
            "name the folder of a dataset, or its files",
        )
    others = [f"{path.name}/" if path.is_dir() else path.name for path in seen if path not in found]
    return [str(path) for path in found], others


def _dataset(texts: list[tuple[str, str]]) -> Work:
    """Read the files of a dataset, before the database is locked."""
    from tracker.domain.definitions.records import Dataset
    from tracker.files.dataset import Seen, parse_dataset
    from tracker.services.batch import apply_dataset

    dataset, seen, mistakes = Dataset(), Seen(), []
    for name, text in texts:
        mistakes += parse_dataset(name, text, dataset, seen)
    return lambda connection, moment: apply_dataset(connection, dataset, moment, mistakes=mistakes)


def _lines(name: str, stream: BinaryIO) -> Work:
    """Read lines one after the other, while the database is written, each time from the first."""
    from tracker.files.lines import read_batch
    from tracker.services.stream import apply_lines

    def work(connection: Connection, moment: Moment) -> BatchReport:
        with _text_of(stream) as text:
            lines = read_batch(text, name)
            return apply_lines(connection, lines, moment, progress=progress("read"))

    return work


@contextmanager
def _opened(file: str, called: str | None = None) -> Iterator[tuple[str, BinaryIO]]:
    """Give the name and the bytes of a file, `-` for standard input, to be read more than once.

    A file is `called` as its path ends, unless said otherwise. Raises DataError where it cannot be
    read.
    """
    if file == STDIN:
        with _kept("stdin", sys.stdin.buffer) as stream:
            yield "stdin", stream
        return
    path = Path(file)
    name = called or path.name
    try:
        stream = path.open("rb")
    except OSError as error:
        raise _unreadable(str(path), error) from error
    with stream:
        if stream.seekable():
            yield name, stream
            return
        with _kept(name, stream) as kept:
            yield name, kept


@contextmanager
def _text_of(stream: BinaryIO) -> Iterator[TextIO]:
    """Give bytes from the first on as UTF-8 text, what is none as surrogates.

    The stream stays open, so that it can be read again.
    """
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")
    try:
        yield text
    finally:
        with suppress(ValueError):  # where a reader was left before its end, the stream may be gone
            text.detach()


def _begins(stream: BinaryIO) -> BatchForm:
    """Tell the form by the first character that is not blank."""
    start = stream.read(START_BYTES).removeprefix(codecs.BOM_UTF8).lstrip()
    stream.seek(0)
    return BatchForm.JSONL if start.startswith(b"{") else BatchForm.TOML


@contextmanager
def _kept(name: str, stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give what comes through a pipe as a file without a name: a pipe can be read but once."""
    with TemporaryFile() as kept:
        try:
            kept.writelines(_blocks(name, stream))
            kept.flush()
        except OSError as error:
            message = f"cannot keep what is sent: {error.strerror}"
            raise TrackerError(message, "make room in the folder that TMPDIR names") from error
        kept.seek(0)
        yield kept


def _blocks(name: str, stream: BinaryIO) -> Iterator[bytes]:
    try:
        while block := stream.read(BLOCK_BYTES):
            yield block
    except OSError as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError) -> TrackerError:
    """What to say of a file that cannot be read, or of a standard input that is closed."""
    if error.errno == errno.EBADF:
        return UsageError("standard input is closed", "name a file, or send one: < FILE")
    hint = "check its name and permissions"
    return DataError(f"cannot read {name}: {error.strerror}", hint)
