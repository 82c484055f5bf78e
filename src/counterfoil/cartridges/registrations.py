"""What cartridges register: package.json names the hooks file, the hooks file names scripts for extension points.

Follows the hook reference, section 1.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from counterfoil.cartridges.discovery import Cartridge, find_cartridges
from counterfoil.cartridges.problem import Problem
from counterfoil.cartridges.tolerant_json import JsonObject, read_json

__all__ = ["Cartridge", "Cartridges", "Problem", "Registration", "read_cartridges"]

SCRIPT_ENDINGS = ("", ".js", ".ds")
NUMBERED = re.compile(r"_v\d+$")


class Registration(NamedTuple):
    """One entry of a hooks file."""

    point: str
    function_names: tuple[str, ...]
    """The names under which the script may export the function, the most exact first."""
    cartridge: str
    script: Path
    module_id: str
    """The script as a module, e.g. ``int_x/cartridge/scripts/hooks/order.js``."""
    hooks_file: Path
    line: int


class Cartridges(NamedTuple):
    """The cartridges of a server."""

    path: tuple[Cartridge, ...]
    """Those on the cartridge path, from left to right."""
    others: tuple[Cartridge, ...]
    """Those found beside them: they register nothing, but their modules can be named in full."""
    modules_folders: tuple[Path, ...]
    registrations: tuple[Registration, ...]
    """In the order in which they run."""
    problems: tuple[Problem, ...]


def read_cartridges(folders: Sequence[Path], cartridge_path: Sequence[str]) -> Cartridges:
    """Find the cartridges in the folders, order them by the cartridge path and read what they register."""
    found = find_cartridges(folders)
    problems = list(found.problems)
    names = _ordered(cartridge_path, found.cartridges, folders, problems)
    path = tuple(found.cartridges[name] for name in names)
    others = tuple(cartridge for name, cartridge in found.cartridges.items() if name not in names)
    registrations = [entry for cartridge in path for entry in _registrations(cartridge, problems)]
    return Cartridges(path, others, found.modules_folders, tuple(registrations), tuple(problems))


def _ordered(
    wanted: Sequence[str], found: dict[str, Cartridge], folders: Sequence[Path], problems: list[Problem]
) -> list[str]:
    names = [name.strip() for name in wanted if name.strip()]
    place = folders[0] if folders else Path()
    if not names:
        ordered = sorted(found, key=lambda name: (_hooks_entry(found[name], []) is None, name))
        if ordered:
            message = f"no cartridge path is set, so it is {':'.join(ordered)}: by name, those with hooks first"
            problems.append(Problem(place, 0, message))
        return ordered
    for name in dict.fromkeys(names):
        if name not in found:
            there = f"there are {', '.join(sorted(found))}" if found else "there is no cartridge"
            message = f"the cartridge path names {name}, which is in none of the folders; {there}"
            problems.append(Problem(place, 0, message))
    return [name for name in dict.fromkeys(names) if name in found]


def _hooks_entry(cartridge: Cartridge, problems: list[Problem]) -> str | None:
    """Give the path of the hooks file inside the cartridge, as package.json says it."""
    package = cartridge.tree.file("package.json")
    if package is None:
        if stray := cartridge.tree.file("hooks.json"):
            problems.append(Problem(stray, 0, "is not read, for the cartridge has no package.json that names it"))
        return None
    content = _read(package, problems)
    hooks = content.get("hooks") if isinstance(content, JsonObject) else None
    if hooks is None:
        return None
    if not isinstance(hooks, str):
        problems.append(Problem(package, 0, "the property hooks has to be the path of a hooks file"))
        return None
    return hooks


def _registrations(cartridge: Cartridge, problems: list[Problem]) -> Iterator[Registration]:
    entry = _hooks_entry(cartridge, problems)
    if entry is None:
        return
    inner = _inside(entry, "")
    hooks_file = cartridge.tree.file(inner) if inner else None
    if hooks_file is None or inner is None:
        problems.append(Problem(cartridge.folder / "package.json", 0, f"the hooks file {entry} does not exist"))
        return
    content = _read(hooks_file, problems)
    hooks = content.get("hooks") if isinstance(content, JsonObject) else None
    if not isinstance(hooks, list):
        problems.append(Problem(hooks_file, 0, 'a hooks file is {"hooks": [{"name": …, "script": …}]}'))
        return
    for hook in hooks:
        read = _registration(hook, cartridge, inner, problems)
        if read:
            yield read


def _registration(hook: Any, cartridge: Cartridge, inner: str, problems: list[Problem]) -> Registration | None:
    hooks_file = cartridge.folder / inner
    line = hook.line if isinstance(hook, JsonObject) else 0
    point, script = (hook.get("name"), hook.get("script")) if isinstance(hook, JsonObject) else (None, None)
    if not (isinstance(point, str) and point.strip() and isinstance(script, str) and script.strip()):
        problems.append(Problem(hooks_file, line, "an entry needs a name and a script, both of them texts"))
        return None
    point, wanted = point.strip(), _inside(script.strip(), posixpath.dirname(inner))
    for ending in SCRIPT_ENDINGS if wanted else ():
        path = cartridge.tree.file(f"{wanted}{ending}")
        if path is not None:
            module_id = f"{cartridge.name}/{wanted}{ending}"
            return Registration(point, _function_names(point), cartridge.name, path, module_id, hooks_file, line)
    message = f"the script {script} of {point} does not exist in {cartridge.name}"
    spelled = (cartridge.tree.spelled_otherwise(f"{wanted}{ending}") for ending in SCRIPT_ENDINGS if wanted)
    near = next(filter(None, spelled), None)
    problems.append(Problem(hooks_file, line, f"{message}, but {near} does" if near else message))
    return None


def _function_names(point: str) -> tuple[str, ...]:
    """Name the export: the last segment of the point, and without the number some points carry."""
    exact = point.rpartition(".")[2]
    return tuple(dict.fromkeys((exact, NUMBERED.sub("", exact))))


def _inside(path: str, folder: str) -> str | None:
    """Normalise a path that a file in the folder names; None where it leaves the cartridge."""
    if "\\" in path or "\0" in path or path.startswith("/"):
        return None
    joined = path[2:] if path.startswith("~/") else posixpath.join(folder, path)
    normal = posixpath.normpath(joined)
    return None if normal == ".." or normal.startswith("../") else normal


def _read(file: Path, problems: list[Problem]) -> Any:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        problems.append(Problem(file, 0, f"cannot be read: {error.strerror}"))
        return None
    content, mistakes = read_json(text)
    problems.extend(Problem(file, mistake.line, mistake.message) for mistake in mistakes)
    return content
