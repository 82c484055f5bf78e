"""Stores for commands, which run in processes of their own: none of this is for the fast selection."""

from pathlib import Path

import pytest
from tests.http.conftest import ENGINES, copy_demo


@pytest.fixture(params=ENGINES)
def demo_store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with the demo site."""
    return copy_demo(request, request.param, tmp_path)


@pytest.fixture(params=ENGINES)
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty store."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
