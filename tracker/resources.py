"""Where migrations, the shipped dataset and the help lie, in a checkout and a wheel alike."""

from __future__ import annotations

from pathlib import Path

from tracker.errors import TrackerError

_PACKAGE = Path(__file__).resolve().parent


def migrations_dir() -> Path:
    """The folder with Alembic's env.py; raises TrackerError when the installation lacks it."""
    # The mark is needed: beside an installed package, `alembic` is the library itself.
    return _find("migrations", ("_migrations", "alembic"), mark="versions")


def fixtures_dir() -> Path:
    """The folder that holds `rapidus/`; raises TrackerError when the installation lacks it."""
    return _find("dataset", ("_fixtures", "fixtures"), mark="rapidus")


def help_topics() -> dict[str, str]:
    """The texts of `tracker help` by topic, in the order of their names."""
    files = sorted((_PACKAGE / "help").glob("*.md"))
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def _find(what: str, names: tuple[str, str], *, mark: str) -> Path:
    """Beside this file as in a wheel, else beside the package as in a checkout."""
    shipped, checkout = names
    for folder in (_PACKAGE / shipped, _PACKAGE.parent / checkout):
        if (folder / mark).is_dir():
            return folder
    raise TrackerError(
        f"this installation has no {what}: {_PACKAGE / shipped} is missing",
        "install rapidus-tracker again",
    )
