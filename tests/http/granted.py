"""What clients are granted, put into the store as the management port and the commands do."""

from typing import Any

import msgspec
from tests.api import Api

from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.identity.accounts import add_client
from counterfoil.shop import ocapi_settings

Plain = dict[str, Any]
EVERYTHING = ocapi_settings.EVERYTHING


def entry(resource_id: str, *methods: str, **more: Any) -> Plain:
    """An entry that lets everything through, but for what is said otherwise."""
    return {**EVERYTHING, "resource_id": resource_id, "methods": list(methods) or ["get"], **more}


def client(*resources: Plain, client_id: str = CLIENT_ID, **more: Any) -> Plain:
    """The entry of a client, the demo's if none is named."""
    return {"client_id": client_id, "resources": list(resources), **more}


def put(api: Api, *clients: Plain, site: str = "") -> None:
    """Let these clients do what they are granted, and no other anything."""
    document = msgspec.json.encode({"_v": "24.5", "clients": list(clients)})
    api.run(ocapi_settings.replace(api.application.server.store, "shop", site, document))


def add(api: Api, client_id: str) -> None:
    """Make a client known."""
    api.run(add_client(api.application.server.store, api.clock, client_id=client_id, password="x"))
