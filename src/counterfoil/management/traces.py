"""Traces on the management port: what became of the hooks of the newest requests."""

from typing import Any

from counterfoil.management.pages import Answer
from counterfoil.management.trace_pages import trace_page, traces_page
from counterfoil.shop.call import Server
from counterfoil.shop.state import States
from counterfoil.traces.find import FoundNoneError, find
from counterfoil.traces.view import summary, view
from counterfoil.traces.written import listed, written

_LISTED = 200


async def traces(server: Server, _states: States, _parameters: dict[str, str]) -> Answer:
    """List the newest traces of all processes."""
    if server.traces is not None:
        await server.traces.flush()
    found = [summary(row) for row in await server.store.newest_traces(_LISTED)]
    told: dict[str, Any] = {"traces": found, "written": 0, "dropped": 0}
    if server.traces is not None:
        told |= {"written": server.traces.written, "dropped": server.traces.dropped}
    return Answer(200, told, listed(found), traces_page(found, told["dropped"]))


async def trace(server: Server, _states: States, parameters: dict[str, str]) -> Answer:
    """Show what became of the hooks of one request, ``last`` or by its id."""
    if server.traces is not None:
        await server.traces.flush()
    try:
        found = view(await find(server.store, parameters["request_id"]))
    except FoundNoneError as error:
        return Answer(404, {"error": str(error)})
    return Answer(200, found, written(found), trace_page(found))
