"""OCAPI settings on the management port: shown, replaced and removed; in force with the next request."""

from typing import Any

from counterfoil.documents.json_places import JsonPlaceError
from counterfoil.documents.ocapi_settings import SettingsDocument
from counterfoil.management.pages import Answer
from counterfoil.shop import ocapi_settings as kept
from counterfoil.shop.call import Server
from counterfoil.shop.ocapi_settings import UnknownPlaceError
from counterfoil.shop.state import States

_ALL_SITES = "-"


async def settings(server: Server, _states: States, parameters: dict[str, str], method: str, body: bytes) -> Answer:
    """Show, replace or remove the settings of an API on a site; ``-`` is all sites."""
    api, site = parameters["api"], parameters["site"]
    place = (api, kept.ALL_SITES if site == _ALL_SITES else site)
    try:
        if method == "PUT":
            return Answer(200, _told(await kept.replace(server.store, *place, body)))
        if method == "DELETE":
            gone = await kept.remove(server.store, *place)
            return Answer(200, {"removed": True}) if gone else _missing(api, site)
        document = await kept.find(server.store, *place)
    except JsonPlaceError as error:
        return Answer(400, {"error": error.message, "line": error.line, "column": error.column})
    except UnknownPlaceError as error:
        return Answer(404, {"error": str(error)})
    return Answer(200, document) if document is not None else _missing(api, site)


def _told(document: SettingsDocument) -> dict[str, Any]:
    findings = [{"message": one.message, "line": one.line, "column": one.column} for one in document.findings]
    return {"clients": [client.client_id for client in document.clients], "findings": findings}


def _missing(api: str, site: str) -> Answer:
    of = "all sites" if site == _ALL_SITES else f"site '{site}'"
    return Answer(404, {"error": f"there are no {api} settings of {of}"})
