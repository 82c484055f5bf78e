"""A realm for each test, with a cartridge of its own."""

from pathlib import Path

import pytest
from tests.scripts.realm import Realm


@pytest.fixture
def realm(tmp_path: Path) -> Realm:
    return Realm(tmp_path)
