"""The cartridges that are tried: those of known repositories in their order, and whatever else lies in the folder."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from counterfoil.cartridges.registrations import Cartridges, read_cartridges

KNOWN = Path(__file__).with_name("sets.toml")
BASE = "app_storefront_base"


class CartridgeSet(NamedTuple):
    """Cartridges that are tried together."""

    name: str
    source: str
    folders: tuple[Path, ...]
    path: tuple[str, ...]
    archives: tuple[Path, ...] = ()

    def read(self) -> Cartridges:
        """Read what they register."""
        return read_cartridges(self.folders, self.path)


def found_in(folder: Path) -> list[CartridgeSet]:
    """Return the sets that lie in a folder: the known ones first, then each other subfolder by itself."""
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    sets, taken = [], set()
    for name, row in known.items():
        folders = [folder / one for one in row["folders"]]
        if not folders[0].is_dir():
            continue
        taken |= {name} | {one.split("/")[0] for one in [*row["folders"], *row.get("archives", ())]}
        there = tuple(one for one in folders if one.is_dir())
        archives = tuple(folder / one for one in row.get("archives", ()) if (folder / one).exists())
        sets.append(CartridgeSet(name, row["source"], there, tuple(row["path"]), archives))
    base = next((one.folders[-1:] for one in sets if BASE in one.path), ())
    for one in sorted(folder.iterdir()):
        if one.is_dir() and one.name not in taken and not one.name.startswith(("_", ".")):
            sets += _unknown(one, base)
    return sets


def _unknown(folder: Path, base: tuple[Path, ...]) -> list[CartridgeSet]:
    names = [cartridge.name for cartridge in read_cartridges([folder], ()).path]
    if not names:
        return []
    if base and BASE not in names:
        return [CartridgeSet(folder.name, folder.name, (folder, *base), (*names, BASE))]
    return [CartridgeSet(folder.name, folder.name, (folder,), tuple(names))]
