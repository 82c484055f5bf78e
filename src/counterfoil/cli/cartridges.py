"""Cartridges that the settings name: read, registered, and the workers that run them."""

import importlib.util
import logging
from pathlib import Path

from counterfoil.cartridges.registrations import Cartridges, read_cartridges
from counterfoil.config import Settings, SettingsError
from counterfoil.hooks.registry import Registry
from counterfoil.scripts.hook import register_cartridges as register_all
from counterfoil.scripts.pool import Workers
from counterfoil.scripts.setup import Setup

log = logging.getLogger("counterfoil.server")


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


def make_workers(settings: Settings) -> Workers | None:
    """Return the workers for scripts; None where the settings name no cartridges; SettingsError without an engine."""
    named = folders(settings)
    if not named:
        return None
    if importlib.util.find_spec("_quickjs") is None:
        raise SettingsError("cartridges need the engine for their scripts: pip install 'counterfoil[js]'")
    setup = Setup(
        folders=tuple(str(folder.resolve()) for folder in named),
        cartridge_path=path_of(settings),
        memory_bytes=settings.script_memory_megabytes * 2**20,
        processor_seconds=settings.script_processor_seconds,
    )
    return Workers(setup, most=settings.script_workers)


def register_cartridges(registry: Registry, settings: Settings, workers: Workers) -> None:
    """Register the hooks of the cartridges; what is amiss with them is logged."""
    for problem in register_all(registry, read(settings), workers, settings.hook_seconds):
        log.warning("cartridges: %s", problem)
