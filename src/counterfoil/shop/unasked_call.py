"""A call that nobody made: what loads and calculates for a page or a command needs one."""

from counterfoil.identity.caller import Caller
from counterfoil.identity.sessions import Sessions
from counterfoil.identity.throttle import Throttle
from counterfoil.shop.call import Call
from counterfoil.shop.server import Server
from counterfoil.shop.state import Site, State


def unasked(server: Server, state: State, site: Site) -> Call:
    """Make a call that nobody made, for what it can load."""
    return Call(
        server=server,
        sessions=Sessions(server.store, server.ambient, server.settings),
        throttle=Throttle(0),
        state=state,
        site=site,
        caller=Caller(),
        path={},
        query={},
        headers={},
        base_url="",
        query_string="",
        method_and_path=("GET", "/"),
        now=server.ambient.now(),
    )
