"""The server as scripts of cartridges see it during a request: facts of the request, and operations they ask for."""

from typing import TYPE_CHECKING, Any

from counterfoil.hooks.host import UnknownOperationError

if TYPE_CHECKING:
    from counterfoil.shop.call import Call


class ScriptHost:
    """A request at work."""

    def __init__(self, call: "Call") -> None:
        self._call = call

    def facts(self) -> dict[str, Any]:
        """Return what a script knows of the request without asking."""
        call = self._call
        return {
            "site": call.site_id,
            "locale": call.locale,
            "ocapi": call.base_url.rpartition("/")[2].removeprefix("v").replace("_", "."),
            "method": call.method_and_path[0],
            "path": call.method_and_path[1],
            "query": dict(call.query),
            "remote_address": call.remote_address,
            "client_id": call.caller.client_id,
        }

    def seed(self) -> str:
        """Return chance for one call."""
        return self._call.server.ambient.random_bytes(16).hex()

    async def ask(self, operation: str, argument: Any) -> Any:
        """Do an operation for a script."""
        raise UnknownOperationError(f"the server does no {operation} for scripts")
