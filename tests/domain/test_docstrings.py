"""What a docstring of the domain shows is so."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from tracker import domain

NAMES = [module.name for module in pkgutil.walk_packages(domain.__path__, "tracker.domain.")]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module_are_so(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in NAMES)
