"""The hooks that the settings name, in their order: Python, remote, cartridges, then what the server does."""

import importlib.util
import logging
from importlib import import_module
from typing import NamedTuple

from counterfoil.cli import cartridges
from counterfoil.config import Settings, SettingsError
from counterfoil.demo import payment_hook
from counterfoil.hooks.defaults import register_defaults
from counterfoil.hooks.loader import Found, find, register, register_module
from counterfoil.hooks.registry import Registry
from counterfoil.scripts.arguments import document_shapes
from counterfoil.scripts.hook import register_cartridges
from counterfoil.scripts.isolated import PROGRAM, register_isolated
from counterfoil.scripts.pool import Workers
from counterfoil.scripts.setup import Setup

log = logging.getLogger("counterfoil.server")


class Hooks(NamedTuple):
    """The hooks of a server process, and the workers that run some of them."""

    registry: Registry
    workers: list[Workers]

    async def close(self) -> None:
        """End the workers."""
        for pool in self.workers:
            await pool.close()


def make_hooks(settings: Settings) -> Hooks:
    """Register the hooks the settings name, the demo's payment hook where they name none, and the built-in ones.

    HookFileError, UnknownPointError, SettingsError. Workers start with the first call.
    """
    registry = Registry(
        seconds=settings.hook_seconds,
        errors_break=settings.breaker_counts_errors,
        api_hooks=settings.api_hooks,
    )
    made = Hooks(registry, [])
    named = [name.strip() for name in settings.hooks.split(",") if name.strip()]
    found = [one for name in named for one in find(name)]
    if settings.hook_isolation == "process" and found:
        _isolate(made, settings, found)
    else:
        register(registry, found)
    if settings.remote_hooks:
        # Loaded where it is needed: a server that starts at once has no client of its own.
        import_module("counterfoil.scripts.remote").register_remote(registry, settings.remote_hooks)
    if settings.cartridges:
        _add_cartridges(made, settings)
    if settings.emulator and settings.demo_hook and not (named or settings.remote_hooks or settings.cartridges):
        register_module(registry, payment_hook, source="demo payment hook")
    register_defaults(registry)
    return made


def _isolate(made: Hooks, settings: Settings, found: list[Found]) -> None:
    workers = Workers(_setup(settings), most=settings.script_workers, program=PROGRAM)
    made.workers.append(workers)
    register_isolated(made.registry, workers, found, settings.hook_seconds)


def _add_cartridges(made: Hooks, settings: Settings) -> None:
    """Register the hooks of cartridges; what is amiss with them is logged. SettingsError without an engine."""
    read = cartridges.read(settings)
    if importlib.util.find_spec("_quickjs") is None:
        raise SettingsError("cartridges need the engine for their scripts: pip install 'counterfoil[js]'")
    workers = Workers(_setup(settings), most=settings.script_workers)
    made.workers.append(workers)
    for problem in register_cartridges(made.registry, read, workers, settings.hook_seconds):
        log.warning("%s", problem)


def _setup(settings: Settings) -> Setup:
    return Setup(
        folders=tuple(str(folder.resolve()) for folder in cartridges.folders(settings)),
        cartridge_path=cartridges.path_of(settings),
        memory_bytes=settings.script_memory_megabytes * 2**20,
        processor_seconds=settings.script_processor_seconds,
        documents=document_shapes(),
    )
