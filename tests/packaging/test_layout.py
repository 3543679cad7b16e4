from __future__ import annotations

import re
from pathlib import Path

import alembic

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tracker"
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_the_folder_alembic_does_not_shadow_the_library() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()
    assert alembic.__file__ is not None
    assert "site-packages" in Path(alembic.__file__).parts


def test_no_folder_of_tests_shadows_a_library() -> None:
    # tests/ is on the path: as a package, tests/packaging would be `packaging`.
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_folder_with_modules_is_a_package() -> None:
    assert {path.parent for path in MODULES} == {
        path.parent for path in MODULES if path.name == "__init__.py"
    }


def test_the_map_names_every_room_and_no_other() -> None:
    packages = {
        f"{path.parent.relative_to(ROOT).as_posix()}/" for path in PACKAGE.glob("*/**/__init__.py")
    }
    modules = {
        f"tracker/{path.name}" for path in PACKAGE.glob("*.py") if not path.name.startswith("__")
    }
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^- `(tracker/\S+)`: \S", text, re.MULTILINE)) == packages | modules
