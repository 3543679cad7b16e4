from __future__ import annotations

import subprocess
import sys
import venv
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sdist, so that a file missing there is missing here."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT))
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_the_package_its_migrations_and_the_dataset(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    shipped = {"tracker": "tracker", "alembic": "tracker/_migrations"}
    shipped["fixtures/rapidus"] = "tracker/_fixtures/rapidus"
    expected = {
        f"{inside}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, inside in shipped.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == expected


def test_the_installed_wheel_runs_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    site, bin_ = clean_environment(tmp_path / "venv", wheel)
    where = run(str(bin_ / "python"), "-c", "import tracker; print(tracker.__file__)")
    assert Path(where.strip()) == site / "tracker" / "__init__.py"
    database = str(tmp_path / "x.db")
    run(str(bin_ / "tracker"), "--db", database, "init")
    assert "RAPIDUS" in run(str(bin_ / "tracker"), "--db", database, "status")
    page = tmp_path / "page.html"
    run(str(bin_ / "tracker"), "--db", database, "report", "-o", str(page))
    assert "<h1>RAPIDUS" in page.read_text(encoding="utf-8")


def clean_environment(folder: Path, wheel: Path) -> tuple[Path, Path]:
    """A new environment with the wheel and what it declares, nothing else.

    Its dependencies are links to the ones installed here: quick, without a network, and a
    library that pyproject.toml forgets is missing there.
    """
    venv.create(folder, with_pip=False)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site, bin_ = folder / "lib" / version / "site-packages", folder / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(bin_ / "python")]
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
    (installed,) = site.glob("rapidus_tracker-*.dist-info")
    for needed in dependencies(PathDistribution(installed)).values():
        for name in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
            (site / name).symlink_to(str(needed.locate_file(name)))
    return site, bin_


def dependencies(of: Distribution) -> dict[str, Distribution]:
    """By name, with the dependencies of the dependencies, without extras."""
    found: dict[str, Distribution] = {}
    waiting = [of]
    while waiting:
        for requirement in map(Requirement, waiting.pop().requires or ()):
            name = canonicalize_name(requirement.name)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and name not in found:
                found[name] = distribution(name)
                waiting.append(found[name])
    return found


def run(*command: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout
