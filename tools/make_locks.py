"""Pin every requirement for all platforms and Pythons, with hashes and without a registry's address (``make lock``)."""

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
OPTIONS = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url", "--upgrade", "--quiet"]
RUN = ["pyproject.toml", "--extra", "pg", "--extra", "js"]
# Later files are held to the versions of the earlier ones, so that they can be installed together.
LOCKS: dict[str, list[str]] = {
    "run.txt": RUN,
    "build.txt": ["--group", "build", "-c", "requirements/run.txt"],
    "test.txt": [*RUN, "--group", "test", "-c", "requirements/run.txt", "-c", "requirements/build.txt"],
    "fuzz.txt": ["--group", "fuzz", "-c", "requirements/run.txt"],
    "lock.txt": ["--group", "lock"],
}


def lock_python() -> None:
    """Write ``requirements/*.txt``."""
    uv = str(Path(sys.executable).with_name("uv"))
    for name, sources in LOCKS.items():
        target = f"requirements/{name}"
        print(f"  {target}", flush=True)
        command = [uv, "pip", "compile", *OPTIONS, "--custom-compile-command", "make lock", *sources, "-o", target]
        subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)


def lock_node() -> None:
    """Write ``tests/node/package-lock.json``; its folder's ``.npmrc`` leaves the addresses out."""
    npm = shutil.which("npm")
    if npm is None:
        print("  tests/node/package-lock.json left as it is: there is no npm on the path")
        return
    print("  tests/node/package-lock.json", flush=True)
    subprocess.run([npm, "update", "--package-lock-only"], cwd=PROJECT / "tests/node", check=True)


if __name__ == "__main__":
    print("Pinning packages")
    lock_python()
    lock_node()
