"""What needs a browser: collected by `make look` alone, which says where axe-core lies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chromium import Browser, browsing
from papers import Paper, papers

collect_ignore_glob = [] if os.environ.get("TRACKER_TEST_LOOK") else ["*"]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Paper]:
    """The page of a world of tests/papers.py, by its name."""
    return papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return Path(os.environ["TRACKER_TEST_LOOK"]).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def left() -> Path:
    """The folder of what is left to be looked at."""
    return Path(os.environ["TRACKER_TEST_LOOK"]).parent
