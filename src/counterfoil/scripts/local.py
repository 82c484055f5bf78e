"""What a worker does by itself for its scripts: modules, logs, digests; the rest is asked of the server."""

from collections.abc import Callable
from typing import Any

from counterfoil.scripts import locale_data
from counterfoil.scripts.caches import Caches
from counterfoil.scripts.engine import source_of_platform
from counterfoil.scripts.members import is_class, member_kind
from counterfoil.scripts.modules import ScriptModules
from counterfoil.scripts.resources import Bundles
from counterfoil.scripts.setup import Setup

Operation = Callable[[Any], Any]


class LocalOperations:
    """The table of operations; each takes and returns plain values, and may raise with a message for the script."""

    def __init__(self, setup: Setup, note: Callable[[dict[str, Any]], None]) -> None:
        modules = ScriptModules(setup)
        bundles = Bundles(modules.cartridges)
        caches = Caches()
        self._note = note
        self.table: dict[str, Operation] = {
            "platform": source_of_platform,
            "known_class": is_class,
            "known_member": lambda pair: member_kind(*pair),
            "resolve": lambda pair: modules.resolve(*pair),
            "nearest": lambda pair: modules.nearest(*pair),
            "super": modules.above,
            "source": modules.source,
            "note": self._send_note,
            **locale_data.OPERATIONS,
            "hooks_at": modules.hooks_at,
            "bundle": lambda pair: bundles.messages(*pair),
            "cache_get": lambda pair: caches.get(*pair),
            "cache_put": lambda given: caches.put(*given),
            "cache_drop": lambda pair: caches.drop(*pair),
        }

    def begin(self, call: str) -> None:
        """Forget what belonged to the call before."""

    def _send_note(self, note: dict[str, Any]) -> None:
        self._note(note)
