"""Cartridges found in folders: a cartridge is a directory with an inner ``cartridge/`` folder, at any depth."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from counterfoil.cartridges.file_tree import FileTree
from counterfoil.cartridges.problem import Problem

PASSED_OVER = frozenset({"node_modules", "bower_components", "__pycache__"})


class Cartridge(NamedTuple):
    name: str
    tree: FileTree

    @property
    def folder(self) -> Path:
        return self.tree.root


class Found(NamedTuple):
    """What lies in the folders, in the order in which it was found."""

    cartridges: dict[str, Cartridge]
    modules_folders: tuple[Path, ...]
    """The ``modules`` folders that lie beside cartridges and are none themselves."""
    problems: list[Problem]


def find_cartridges(folders: Sequence[Path]) -> Found:
    """Look for cartridges in the folders, the nearest first; of two with one name the first is taken."""
    cartridges: dict[str, Cartridge] = {}
    modules: dict[Path, None] = {}
    problems: list[Problem] = []
    for folder in folders:
        if not folder.is_dir():
            problems.append(Problem(folder, 0, "this folder of cartridges does not exist"))
            continue
        for place in _cartridge_folders(folder.resolve()):
            beside = place.parent / "modules"
            if beside.is_dir() and not beside.is_symlink() and not (beside / "cartridge").is_dir():
                modules[beside] = None
            first = cartridges.setdefault(place.name, Cartridge(place.name, FileTree(place)))
            if first.folder != place:
                problems.append(Problem(place, 0, f"a cartridge of this name is taken from {first.folder} already"))
    return Found(cartridges, tuple(modules), problems)


def _cartridge_folders(folder: Path) -> Iterator[Path]:
    """Walk by depth, then by name, so that a mock of a cartridge deep in its tests does not come before it."""
    level: Iterable[Path] = [folder]
    while level:
        deeper: list[Path] = []
        for place in level:
            below = _folders_in(place)
            if "cartridge" in below:
                yield place
            else:
                deeper.extend(place / name for name in below)
        level = deeper


def _folders_in(place: Path) -> list[str]:
    try:
        with os.scandir(place) as entries:
            names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(name for name in names if name not in PASSED_OVER and not name.startswith("."))
