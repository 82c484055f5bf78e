"""OCAPI settings in the store: shown, replaced, granted and taken away; in force with the next request."""

import contextlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from counterfoil.documents.json_places import JsonPlaceError
from counterfoil.documents.ocapi_settings import NAMES, ClientSettings, Finding, SettingsDocument, read_settings
from counterfoil.identity import accounts
from counterfoil.identity.accounts import Client
from counterfoil.store.interface import Store
from counterfoil.store.records import ShopRow

ALL_SITES = ""
METHODS = ("get", "post", "put", "patch", "delete")
Plain = dict[str, Any]
EVERYTHING: Plain = {
    "resource_id": "/**",
    "methods": list(METHODS),
    "read_attributes": "(**)",
    "write_attributes": "(**)",
}
"""The entry of a client that may do anything."""


class UnknownPlaceError(Exception):
    """There is no such API or site to have settings for."""


async def find(store: Store, api: str, site_id: str) -> Plain | None:
    """Return the settings document of an API on a site, or of all sites; UnknownPlaceError."""
    await _check(store, api, site_id)
    body = await store.shop_row("settings", site_id, NAMES[api])
    found: Plain | None = None if body is None else msgspec.json.decode(body)
    return found


async def replace(store: Store, api: str, site_id: str, data: bytes) -> SettingsDocument:
    """Put a settings document in the place of the one there is; JsonPlaceError, UnknownPlaceError.

    What is odd about it, clients that nobody added included, is told beside it.
    """
    await _check(store, api, site_id)
    document = read_settings(data)
    await store.put_shop_rows([ShopRow("settings", site_id, NAMES[api], msgspec.json.encode(document.plain))])
    return msgspec.structs.replace(document, findings=(*document.findings, *await _unknown(store, document)))


async def check(store: Store, data: bytes) -> SettingsDocument:
    """Read a settings document without keeping it; JsonPlaceError."""
    document = read_settings(data)
    return msgspec.structs.replace(document, findings=(*document.findings, *await _unknown(store, document)))


async def remove(store: Store, api: str, site_id: str) -> bool:
    """Remove a settings document; False if there is none. UnknownPlaceError."""
    if await find(store, api, site_id) is None:
        return False
    await store.put_shop_rows([ShopRow("settings", site_id, NAMES[api], None)])
    return True


async def grant(
    store: Store,
    place: tuple[str, str],
    client_id: str,
    resource: Plain,
    origins: Sequence[str] = (),
) -> SettingsDocument:
    """Give a client an entry for a resource, in place of one of the same pattern; JsonPlaceError, UnknownPlaceError."""
    document = await find(store, *place) or {"_v": "24.5"}
    clients: list[Plain] = document.setdefault("clients", [])
    client = next((one for one in clients if one.get("client_id") == client_id), None)
    if client is None:
        clients.append(client := {"client_id": client_id})
    if origins:
        client["allowed_origins"] = list(dict.fromkeys([*client.get("allowed_origins", ()), *origins]))
    entries: list[Plain] = client.setdefault("resources", [])
    entries[:] = [one for one in entries if one.get("resource_id") != resource["resource_id"]]
    entries.append(resource)
    return await replace(store, *place, msgspec.json.encode(document))


async def withdraw(store: Store, api: str, site_id: str, client_id: str) -> bool:
    """Take a client out of a settings document; False if it has no entry. UnknownPlaceError."""
    document = await find(store, api, site_id) or {}
    clients: list[Plain] = document.get("clients") or []
    kept = [one for one in clients if one.get("client_id") != client_id]
    if len(kept) == len(clients):
        return False
    await replace(store, api, site_id, msgspec.json.encode({**document, "clients": kept}))
    return True


async def ungranted(store: Store) -> list[str]:
    """Return the enabled clients that may call nothing on any site."""
    granted = {client.client_id for client in await _everywhere(store) if client.resources}
    return [
        one.client_id for one in await accounts.listed(store, Client) if one.enabled and one.client_id not in granted
    ]


async def unadded(store: Store) -> list[str]:
    """Return the clients that settings name and nobody added."""
    known = {client.client_id for client in await accounts.listed(store, Client)}
    return sorted({client.client_id for client in await _everywhere(store)} - known)


async def _everywhere(store: Store) -> list[ClientSettings]:
    """Return the entries of all settings of the Shop API that can be read."""
    found: list[ClientSettings] = []
    for site_id in [ALL_SITES, *(row_id for _, row_id, _ in await store.shop_rows("site"))]:
        document = await find(store, "shop", site_id)
        with contextlib.suppress(JsonPlaceError):
            found += read_settings(msgspec.json.encode(document or {})).clients
    return found


async def _check(store: Store, api: str, site_id: str) -> None:
    """Demand an API that has settings and a site that there is; UnknownPlaceError."""
    if api not in NAMES:
        raise UnknownPlaceError(f"there are no settings for '{api}'; use {' or '.join(NAMES)}")
    if site_id != ALL_SITES and await store.shop_row("site", "", site_id) is None:
        raise UnknownPlaceError(f"there is no site '{site_id}'")


async def _unknown(store: Store, document: SettingsDocument) -> Iterable[Finding]:
    known = {client.client_id for client in await accounts.listed(store, Client)}
    return [
        Finding(
            line=client.line,
            column=client.column,
            message=f"nobody added the client '{client.client_id}'; 'counterfoil client add --client-id' does",
        )
        for client in document.clients
        if client.client_id not in known
    ]
