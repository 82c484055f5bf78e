"""A server that the forged tokens of a module are shot at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api import Api
from tests.http.conftest import copy_demo
from tests.identity.forgery import World

SLOW = {"test_assertions", "test_keys", "test_roles", "test_who_may_ask"}
"""Modules that are not in the fast selection; with all of them it would not stay under a minute."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the tests of these modules out of the fast selection."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and item.path.stem in SLOW:
            item.own_markers = [mark for mark in item.own_markers if mark.name != "fast"]


@pytest.fixture(scope="module", params=[pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A guest with a basket on a server of each engine; what is left behind is verified."""
    api = Api(copy_demo(request, request.param, tmp_path_factory.mktemp("identity")))
    yield World(api)
    breaches = api.breaches()
    api.close()
    assert breaches == []
