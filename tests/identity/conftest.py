"""A server that the forged tokens of a module are shot at."""

from collections.abc import Iterator

import pytest
from tests.api import Api
from tests.http.conftest import copy_demo
from tests.identity.forgery import World


@pytest.fixture(scope="module", params=[pytest.param("sqlite", marks=pytest.mark.fast), "postgres"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A guest with a basket on a server of each engine; what is left behind is verified."""
    api = Api(copy_demo(request, request.param, tmp_path_factory.mktemp("identity")))
    yield World(api)
    breaches = api.breaches()
    api.close()
    assert breaches == []
