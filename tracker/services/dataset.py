"""Loading a dataset: adding what a database lacks of it, and updating what was shipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.db.engine import open_engine, transaction
from tracker.db.log import LogWriter
from tracker.db.migrate import upgrade
from tracker.db.sqlite import new_file
from tracker.domain.definitions.records import Dataset, identity
from tracker.domain.definitions.references import references
from tracker.services.definitions import Definer
from tracker.services.edit import update
from tracker.services.record import Recorder

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from sqlalchemy import Connection

    from tracker.services.moment import Moment


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was added and updated; what is there with other content stays as it is.

    `differing` names the kind and the name of each of these.
    """

    definitions: int
    statements: int
    marks: int
    updated: int = 0
    differing: tuple[tuple[str, str], ...] = ()


def make_database(file: Path, dataset: Dataset, moment: Moment) -> None:
    """Make a SQLite file that holds a dataset; it has its name only once it is whole.

    Raises FileExistsError where another has that name in the meantime, OSError where no file can be
    written there.
    """
    with new_file(file) as unfinished:
        upgrade(unfinished, moment.now, stays=None)
        with transaction(open_engine(unfinished), write=True) as connection:
            load_dataset(connection, dataset, moment)


def _of_current(definer: Definer, dataset: Dataset) -> Dataset:
    """Leave out what is lacking and refers to what was retired, or to what is left out for that."""
    left: set[tuple[str, str]] = set()
    count = -1
    while count < len(left):
        count = len(left)
        for record in dataset.definitions:
            named = {(kind, name) for _, kind, name in references(record)}
            if definer.leaves_out(record) or (definer.known(record) is None and named & left):
                left.add(identity(record))
    if not left:
        return dataset
    names = {name for _, name in left}
    said = [
        one
        for one in dataset.statements
        if names.isdisjoint((one.subject, one.source, one.said_by))
    ]
    keys = {one.key for one in dataset.statements} - {one.key for one in said}
    kept = Dataset(statements=said, marks=[one for one in dataset.marks if one.of not in keys])
    for record in dataset.definitions:
        if identity(record) not in left:
            kept.of(identity(record)[0]).append(record)
    return kept


def load_dataset(
    connection: Connection,
    dataset: Dataset,
    moment: Moment,
    *,
    shipped: Container[str] | None = None,
) -> Loaded:
    """Add what the database lacks, definitions by slug and log lines by key.

    What is made anew and retired is retired last. Of what is there and differs nothing is changed,
    unless it is to be updated from a dataset whose contents were once `shipped`.

    Raises TrackerError naming the line of the first mistake; then nothing is added.
    """
    writer = LogWriter(connection, moment.now)
    definer = Definer(connection, writer, moment.author)
    dataset = _of_current(definer, dataset)
    new = [record for record in dataset.definitions if definer.known(record) is None]
    definitions = definer.add_all(dataset)
    recorder = Recorder(connection, moment, writer, definer)
    statements = recorder.missing_statements(dataset.statements)
    recorder.flush()
    meant = [record for record in dataset.marks if record.of not in recorder.left_out]
    marks = sum(len(recorder.mark(record)) for record in meant)
    recorder.flush()
    for _, error in definer.retire_all(new):
        raise error
    differing = [one for one in dataset.definitions if definer.differs(one)]
    theirs = [one for one in differing if shipped and definer.digest(one) in shipped]
    update(connection, definer, writer, theirs, moment)
    left = [one for one in differing if definer.differs(one)]
    updated = len(differing) - len(left)
    return Loaded(definitions, statements, marks, updated, tuple(map(identity, left)))
