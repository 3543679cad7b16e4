from __future__ import annotations

from pathlib import Path

import pytest

from tracker import resources
from tracker.errors import TrackerError

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_uses_the_folders_beside_the_package() -> None:
    assert resources.migrations_dir() == ROOT / "alembic"
    assert resources.fixtures_dir() == ROOT / "fixtures"


def test_what_is_shipped_in_the_package_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "tracker"
    for folder in ("_migrations/versions", "_fixtures/rapidus", "../alembic/versions"):
        (package / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.migrations_dir() == package / "_migrations"
    assert resources.fixtures_dir() == package / "_fixtures"


def test_the_working_directory_and_the_library_alembic_are_never_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "tracker"
    package.mkdir(parents=True)
    (package.parent / "alembic" / "runtime").mkdir(parents=True)
    for folder in ("alembic/versions", "_migrations/versions", "fixtures/rapidus"):
        Path(folder).mkdir(parents=True)  # in the working directory
    monkeypatch.setattr(resources, "_PACKAGE", package)
    for find in (resources.migrations_dir, resources.fixtures_dir):
        with pytest.raises(TrackerError, match="this installation has no"):
            find()
