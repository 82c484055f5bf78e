"""The files of this project, for the tests that look at the project itself."""

import functools
import os
from pathlib import Path

PROJECT = Path(__file__).parent.parent
MADE_BY_TOOLS = {".git", ".venv", "node_modules", "__pycache__", "build", "dist", ".hypothesis"}
MADE_BY_RUNS = (".db", ".db-wal", ".db-shm", ".pyc")


def _is_made_by_tools(name: str) -> bool:
    return name in MADE_BY_TOOLS or name.startswith(".env-") or name.endswith(("_cache", ".egg-info"))


@functools.cache
def project_files() -> list[Path]:
    """Every file of the project, whether committed yet or not."""
    found = []
    for folder, folders, files in os.walk(PROJECT):
        folders[:] = sorted(name for name in folders if not _is_made_by_tools(name))
        kept = [name for name in files if name not in MADE_BY_TOOLS and not name.endswith(MADE_BY_RUNS)]
        found += [Path(folder, name) for name in kept]  # in a second work tree .git is a file
    return found


def python_files(*folders: str) -> list[Path]:
    """The Python files below these folders of the project."""
    roots = [PROJECT / folder for folder in folders]
    return [file for file in project_files() if file.suffix == ".py" and any(file.is_relative_to(r) for r in roots)]


def place(file: Path, line: int | None = None) -> str:
    """Where something is, as an editor understands it."""
    return f"{file.relative_to(PROJECT)}{f':{line}' if line else ''}"
