"""How a script finds another: ``require`` of the platform, over the files of the cartridges on the path.

Follows the hook reference, section 1, "Module paths inside scripts".
"""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from counterfoil.cartridges.file_tree import FileTree
from counterfoil.cartridges.registrations import Cartridges
from counterfoil.cartridges.tolerant_json import JsonObject, read_json

ENDINGS = (".js", ".ds", ".json")
FOLDER = ("/", "/.", "/..")
REMEMBERED = 16384
"""A script may put a request together as it runs, so their number has no end."""

Kind = Literal["script", "json", "platform"]


class Module:
    """A script, a JSON file, or a part of the platform."""

    __slots__ = ("_next", "id", "kind", "path")

    def __init__(self, id: str, kind: Kind, path: Path | None, following: Callable[[str], "Module | None"]) -> None:
        self.id = id
        """Unique and with slashes: ``int_x/cartridge/scripts/foo.js``, ``modules/server.js``, ``dw/system/Status``."""
        self.kind: Kind = kind
        self.path = path
        """The file; None for a part of the platform."""
        self._next = following

    @property
    def super_of(self) -> "Module | None":
        """The module of the same path that comes next on the cartridge path: ``module.superModule``."""
        return self._next(self.id)

    def __repr__(self) -> str:
        return f"Module({self.id})"


class Modules:
    """The modules of a server: asked by a script, answered out of the cartridges and nowhere else."""

    def __init__(self, cartridges: Cartridges, modules_folders: Sequence[Path] = ()) -> None:
        self._path = {cartridge.name: cartridge.tree for cartridge in cartridges.path}
        self._trees = self._path | {cartridge.name: cartridge.tree for cartridge in cartridges.others}
        self._shared = tuple(_shared_names((*cartridges.modules_folders, *modules_folders), self._trees))
        self._known: dict[str, Module] = {}
        self._cached = lru_cache(maxsize=REMEMBERED)(self._resolve)
        self._next = lru_cache(maxsize=REMEMBERED)(self._following)

    def resolve(self, request: str, requirer: str) -> Module | None:
        """Find the module that a script asks for; None where there is none within the cartridges."""
        return self._cached(request, requirer)

    def nearest(self, request: str, requirer: str) -> str | None:
        """Give the id of a module whose path differs only in capital letters from one that was not found."""
        wildcard, own, plain = request.startswith("*/"), request.startswith("~/"), request.startswith(("./", "../"))
        name, _, inner = request.removeprefix("/").partition("/")
        if own:
            name = requirer.partition("/")[0]
        elif plain:
            joined = _normal(posixpath.join(posixpath.dirname(requirer), request)) or ""
            name, _, inner = joined.partition("/")
        for place in self._path if wildcard else [name]:
            for ending in ("", *ENDINGS) if place in self._trees and _normal(inner) else ():
                if near := self._trees[place].spelled_otherwise(f"{_normal(inner)}{ending}"):
                    return f"{place}/{near}"
        return None

    def module(self, module_id: str) -> Module | None:
        """Give the module of an exact id, as a registration names it."""
        name, _, inner = module_id.partition("/")
        return self._file(name, inner) if name in self._trees and _normal(inner) == inner else None

    def _resolve(self, request: str, requirer: str) -> Module | None:
        if "\\" in request or "\0" in request:
            return None
        if request.startswith(("dw/", "dw.")):
            return self._keep(Module(request.replace(".", "/"), "platform", None, self._next))
        if request.startswith("*/"):
            return self._first(self._path, request[2:])
        if request.startswith("~/"):
            return self._in(requirer.partition("/")[0], request[2:])
        if request in (".", "..") or request.startswith(("./", "../")):
            return self._in_full(posixpath.join(posixpath.dirname(requirer), request))
        return self._in_full(request.removeprefix("/")) or self._first(self._shared, request)

    def _in_full(self, request: str) -> Module | None:
        """Find a path that begins with the name of a cartridge."""
        normal = _normal(request)
        name, _, inner = (normal or "").partition("/")
        return self._in(name, f"{inner}/" if request.endswith(FOLDER) else inner)

    def _first(self, names: "Sequence[str] | dict[str, FileTree]", inner: str) -> Module | None:
        return next((module for name in names if (module := self._in(name, inner))), None)

    def _in(self, name: str, inner: str) -> Module | None:
        """Find a module in one cartridge: as it is written, with an ending, or as a folder."""
        normal = _normal(inner)
        if name not in self._trees or normal is None:
            return None
        written = None if inner.endswith("/") else self._with_ending(name, normal)
        return written or self._index(name, normal)

    def _with_ending(self, name: str, inner: str) -> Module | None:
        written = self._file(name, inner) if inner.endswith(ENDINGS) else None
        return written or next((module for end in ENDINGS if (module := self._file(name, inner + end))), None)

    def _index(self, name: str, inner: str) -> Module | None:
        tree = self._trees[name]
        if not inner or not tree.folder(inner):
            return None
        main = _main(tree.file(f"{inner}/package.json"))
        for entry in (main, f"{main}/index" if main else None, "index"):
            normal = _normal(f"{inner}/{entry}") if entry else None
            module = self._with_ending(name, normal) if normal else None
            if module:
                return module
        return None

    def _file(self, name: str, inner: str) -> Module | None:
        known = self._known.get(f"{name}/{inner}")
        if known:
            return known
        path = self._trees[name].file(inner)
        if path is None or not inner.endswith(ENDINGS):
            return None
        kind: Kind = "json" if inner.endswith(".json") else "script"
        return self._keep(Module(f"{name}/{inner}", kind, path, self._next))

    def _keep(self, module: Module) -> Module:
        return self._known.setdefault(module.id, module) if module.path else module

    def _following(self, module_id: str) -> Module | None:
        name, _, inner = module_id.partition("/")
        names = list(self._path)
        if name not in self._path:
            return None
        stem = inner[: inner.rindex(".")] if inner.endswith(ENDINGS) else inner
        return self._first(names[names.index(name) + 1 :], stem)


def _shared_names(folders: Sequence[Path], trees: dict[str, FileTree]) -> Iterator[str]:
    """Name the ``modules`` folders, so that the ids of their modules tell them apart."""
    for folder in dict.fromkeys(folders):
        taken = sum(1 for name in trees if name.partition("~")[0] == folder.name)
        name = f"{folder.name}~{taken + 1}" if taken else folder.name
        trees[name] = FileTree(folder)
        yield name


def _normal(inner: str) -> str | None:
    """Normalise a path; None where it begins at the root or leaves what it is in."""
    normal = posixpath.normpath(inner)
    if normal in ("..", ".") or normal.startswith(("../", "/")):
        return None
    return normal


def _main(package: Path | None) -> str | None:
    if package is None:
        return None
    content, _ = read_json(package.read_text(encoding="utf-8", errors="replace"))
    main = content.get("main") if isinstance(content, JsonObject) else None
    return main if isinstance(main, str) and main else None
