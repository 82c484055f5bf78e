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
        taken = call.scripts.taken_baskets if call.scripts is not None else None
        return {
            **({"taken_baskets": sorted(taken)} if taken else {}),
            "site": call.site_id,
            "revision": call.state.revision,
            "locale": call.locale or call.site.shop.locale,
            "ocapi": call.base_url.rpartition("/")[2].removeprefix("v").replace("_", "."),
            "origin": call.base_url.partition("/s/")[0].partition("/dw/")[0],
            "secure": call.secure,
            "method": call.method_and_path[0],
            "path": call.method_and_path[1],
            "query": dict(call.query),
            "query_string": call.query_string,
            "remote_address": call.remote_address,
            "client_id": call.caller.client_id,
            "log_level": call.server.settings.log_level,
        }

    def seed(self) -> str:
        """Return chance for one call."""
        return self._call.server.ambient.random_bytes(16).hex()

    async def ask(self, operation: str, argument: Any) -> Any:
        """Do an operation for a script, by the table of the server."""
        done = self._call.server.script_operations.get(operation)
        if done is None:
            raise UnknownOperationError(f"the server does no {operation} for scripts")
        return await done(self._call, argument)
