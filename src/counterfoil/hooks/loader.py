"""Hooks from Python files: every function marked with ``@hook`` is registered."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from counterfoil.hooks.registry import MARK, Registry


class HookFileError(Exception):
    """A file of hooks that cannot be used; the message says why."""


def load_file(registry: Registry, file: str) -> list[str]:
    """Register the hooks of a Python file and return their extension points; HookFileError."""
    path = Path(file)
    if not path.is_file():
        raise HookFileError(f"there is no file {file}; name a Python file with functions marked by @hook")
    name = f"counterfoil_hooks_{path.stem}"
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise HookFileError(f"{file} is not a Python file")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    try:
        specification.loader.exec_module(module)
    except Exception as error:
        raise HookFileError(f"{file} cannot be loaded: {type(error).__name__}: {error}") from error
    return register_module(registry, module, source=str(path))


def register_module(registry: Registry, module: ModuleType, *, source: str) -> list[str]:
    """Register the marked functions of a module, in the order they are written; HookFileError if there are none."""
    points: list[str] = []
    for value in vars(module).values():
        for point, function in getattr(value, MARK, ()):
            registry.register(point, value, source=source, export=function)
            points.append(point)
    if not points:
        raise HookFileError(f"{source} has no function marked with @hook")
    return points
