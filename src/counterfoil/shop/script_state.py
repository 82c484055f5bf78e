"""What scripts of cartridges leave behind in a request: changes for its unit of work, and values of the session."""

from typing import Any

import msgspec

from counterfoil.store.interface import Store
from counterfoil.store.script_writes import ScriptWrites


class ScriptState(msgspec.Struct):
    """Made when the first script of a request asks for something that outlasts its hook."""

    writes: ScriptWrites = msgspec.field(default_factory=ScriptWrites)
    session: dict[str, dict[str, Any]] = {}
    """Values of ``session.custom`` and ``session.privacy``."""
    preferences: dict[str, Any] | None = None
    """The site's custom preferences, once a script changed them."""
    currency: str | None = None
    """The currency a script gave the session."""

    def carried_by(self, store: Store) -> Store:
        """Return the store whose next write carries along what scripts changed."""
        return store.carrying(self.writes) if self.writes else store

    async def finish(self, store: Store) -> None:
        """Write what no write of the request has carried; raise ScriptConflict."""
        if self.writes:
            await store.write_of_scripts(self.writes)
