"""A realm for each test, with a cartridge of its own, and somebody its scripts may call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.scripts.partner import serving
from tests.scripts.realm import Realm


@pytest.fixture
def realm(tmp_path: Path) -> Realm:
    return Realm(tmp_path)


@pytest.fixture(scope="module")
def partner() -> Iterator[str]:
    with serving() as address:
        yield address
