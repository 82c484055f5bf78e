"""Hooks in Python: from a file, from every file of a folder, or from an installed package.

Every function marked with ``@hook`` is registered. A package offers its module by an entry point of the group
``counterfoil.hooks``, whose name is then given like a file.
"""

import importlib.util
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from counterfoil.hooks.registered import MARK, Hook
from counterfoil.hooks.registry import Registry
from counterfoil.hooks.signatures import mistakes

GROUP = "counterfoil.hooks"


class HookFileError(Exception):
    """A file of hooks that cannot be used; the message says why."""


class Found(NamedTuple):
    """A marked function and where it comes from."""

    point: str
    function: Hook
    export: str | None
    source: str
    module: str
    """The file, or the name of the entry point, to load it again from."""


def find(named: str) -> list[Found]:
    """Return the hooks of a file, a folder or a package; HookFileError if there is no such thing, or nothing in it."""
    path = Path(named)
    if path.is_dir():
        files = sorted(file for file in path.glob("*.py") if not file.name.startswith("_"))
        if not files:
            raise HookFileError(f"the folder {named} has no Python files")
        found = [one for file in files for one in _of_file(file)]
    elif path.is_file():
        found = list(_of_file(path))
    else:
        found = list(_of_package(named))
    if not found:
        raise HookFileError(f"{named} has no function marked with @hook")
    return found


def load(registry: Registry, named: str) -> list[str]:
    """Register the hooks of a file, a folder or a package and return their extension points; HookFileError."""
    return register(registry, find(named))


def register(registry: Registry, found: list[Found]) -> list[str]:
    """Register hooks and return their extension points; HookFileError for one that cannot be called there."""
    for one in found:
        wrong = mistakes(one.point, one.function)
        if wrong:
            raise HookFileError(f"{one.source}: {wrong[0]}")
        registry.register(one.point, one.function, source=one.source, export=one.export)
    return [one.point for one in found]


def load_file(registry: Registry, file: str) -> list[str]:
    """Register the hooks of a Python file and return their extension points; HookFileError."""
    if not Path(file).is_file():
        raise HookFileError(f"there is no file {file}; name a Python file with functions marked by @hook")
    return load(registry, file)


def register_module(registry: Registry, module: ModuleType, *, source: str) -> list[str]:
    """Register the marked functions of a module, in the order they are written; HookFileError if there are none."""
    found = list(_of_module(module, source, module.__name__))
    if not found:
        raise HookFileError(f"{source} has no function marked with @hook")
    return register(registry, found)


def packages() -> list[EntryPoint]:
    """Return what installed packages offer."""
    return list(entry_points(group=GROUP))


def _of_file(path: Path) -> Iterator[Found]:
    yield from _of_module(_loaded(path), str(path), str(path.resolve()))


def _of_package(named: str) -> Iterator[Found]:
    offered = {entry.name: entry for entry in packages()}
    entry = offered.get(named)
    if entry is None:
        known = f"; installed packages offer {', '.join(sorted(offered))}" if offered else ""
        if named.endswith(".py"):
            known = f"; 'counterfoil hooks new POINT --file {named}' writes one to start from"
        raise HookFileError(f"there is no file, folder or package of hooks {named}{known}")
    try:
        module = entry.load()
    except Exception as error:
        raise HookFileError(f"{named} cannot be loaded: {type(error).__name__}: {error}") from error
    yield from _of_module(module, f"{named} ({entry.value})", named)


def _of_module(module: ModuleType, source: str, again: str) -> Iterator[Found]:
    for value in vars(module).values():
        for point, export in getattr(value, MARK, ()):
            yield Found(point, value, export, source, again)


def _loaded(path: Path) -> ModuleType:
    name = f"counterfoil_hooks_{path.stem}"
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise HookFileError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    try:
        specification.loader.exec_module(module)
    except Exception as error:
        raise HookFileError(f"{path} cannot be loaded: {type(error).__name__}: {error}") from error
    return module
