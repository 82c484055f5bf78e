"""What all requests of a server process share."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from counterfoil.ambient import Ambient
from counterfoil.config import Settings
from counterfoil.hooks.registry import Registry
from counterfoil.shop.notices import Notices
from counterfoil.shop.numbers import Numbers
from counterfoil.shop.services import Services
from counterfoil.store.interface import Store
from counterfoil.traces.recorder import Recorder

if TYPE_CHECKING:
    from counterfoil.shop.call import Call

ScriptOperation = Callable[["Call", Any], Awaitable[Any]]
"""What a script asks for: the call at work and a plain value, to a plain value."""


class Server(msgspec.Struct):
    """Settings, clock, store, hooks and counters of a process."""

    settings: Settings
    ambient: Ambient
    store: Store
    hooks: Registry
    numbers: Numbers
    management_url: str = ""
    """Where the management pages are; empty without any."""
    notices: Notices = msgspec.field(default_factory=Notices)
    """What an emulator shows its developer in place of a mail."""
    script_operations: Mapping[str, Callable[..., Awaitable[Any]]] = {}
    """What scripts of cartridges may ask for, by name: each a ``ScriptOperation``."""
    services: Services = msgspec.field(default_factory=Services)
    """Services that scripts call, as the settings have them, and their gates."""
    traces: Recorder | None = None
    """Keeps what became of hooks; None where there are none, or nobody wants to know."""
