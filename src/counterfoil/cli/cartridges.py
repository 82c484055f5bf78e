"""Cartridges that the settings name."""

from pathlib import Path

from counterfoil.cartridges.registrations import Cartridges, read_cartridges
from counterfoil.config import Settings, SettingsError


def folders(settings: Settings) -> list[Path]:
    """Return the folders of cartridges; SettingsError if one is none."""
    named = [Path(name.strip()) for name in settings.cartridges.split(",") if name.strip()]
    for folder in named:
        if not folder.is_dir():
            raise SettingsError(f"there is no folder {folder}; --cartridges names folders with cartridges in them")
    return named


def path_of(settings: Settings) -> tuple[str, ...]:
    """Return the names on the cartridge path."""
    return tuple(name.strip() for name in settings.cartridge_path.split(":") if name.strip())


def read(settings: Settings) -> Cartridges:
    """Read the cartridges the settings name; SettingsError."""
    return read_cartridges(folders(settings), path_of(settings))
