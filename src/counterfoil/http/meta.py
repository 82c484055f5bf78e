"""The Meta API, and the description by OpenAPI. Follows section 14 of the platform reference."""

import asyncio
from functools import lru_cache
from typing import Any

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.documents import json
from counterfoil.http.answers import JSON_TYPE, Made
from counterfoil.http.description.openapi import openapi_document
from counterfoil.http.description.operations import Grants
from counterfoil.http.description.swagger import swagger_document
from counterfoil.http.exchange import Exchange
from counterfoil.versions import BY_PATH_SEGMENT, NEWEST, PUBLISHED, Version, parse_version

API = "shop"
_CACHED = (b"cache-control", b"max-age=86400,must-revalidate")
_READING = ("GET", "HEAD")


async def answer_meta(exchange: Exchange, grants: Grants) -> Made:
    """Return what APIs there are, what versions of one, or what of a version the caller is granted.

    Faults: METHOD_NOT_ALLOWED, RESOURCE_PATH_NOT_FOUND, VERSION_NOT_FOUND.
    """
    _require_reading(exchange)
    match exchange.address.resource:
        case ():
            return _made(_list(exchange, [API]))
        case (api,) if api == API:
            return _made(_list(exchange, [version.path_segment for version in reversed(PUBLISHED)]))
        case (api, name) if api == API:
            version, place = _version(name), exchange.address.site_id or "-"
            custom = await exchange.state.custom_types() if exchange.state is not None else None
            origin = exchange.request.origin
            assert exchange.server is not None
            said = (version, origin, place, grants, custom, exchange.server.settings)
            return _made(await asyncio.to_thread(swagger_document, *said))
    raise faults.RESOURCE_PATH_NOT_FOUND(path=exchange.request.path[:500])


async def answer_openapi(exchange: Exchange) -> Made:
    """Return the OpenAPI document of the newest version or of that of the parameter ``version``; for all sites.

    ``format=json`` leaves out the form in XML, of which many generators know nothing.
    Faults: METHOD_NOT_ALLOWED, VERSION_NOT_FOUND.
    """
    _require_reading(exchange)
    name = exchange.request.query.get("version")
    version = _version(name) if name else NEWEST
    assert exchange.server is not None
    xml = exchange.request.query.get("format") != "json"
    document = await asyncio.to_thread(_openapi, version, exchange.server.settings, xml)
    return Made(200, [(b"content-type", JSON_TYPE), _CACHED], document)


@lru_cache(maxsize=4)
def _openapi(version: Version, settings: Settings, xml: bool) -> bytes:
    return json.encode(openapi_document(version, settings=settings, xml=xml))


def _require_reading(exchange: Exchange) -> None:
    if exchange.request.method not in _READING:
        raise faults.METHOD_NOT_ALLOWED(method=exchange.request.method)


def _version(name: str) -> Version:
    """Read ``v24_5`` or ``24.5``; fault VERSION_NOT_FOUND."""
    found = BY_PATH_SEGMENT.get(name)
    if found is None:
        known = {str(version) for version in PUBLISHED}
        if name not in known:
            raise faults.VERSION_NOT_FOUND(version=name.removeprefix("v").replace("_", ".")[:50])
        found = parse_version(name)
    return found


def _list(exchange: Exchange, names: list[str]) -> dict[str, Any]:
    base = exchange.request.origin + exchange.request.path.rstrip("/")
    data = [{"name": name, "link": f"{base}/{name}"} for name in names]
    return {"_v": str(NEWEST), "count": len(data), "data": data, "total": len(data)}


def _made(document: dict[str, Any]) -> Made:
    return Made(200, [(b"content-type", JSON_TYPE), _CACHED], json.encode(document))
