"""What scripts ask of the site, the request and the session they run for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from counterfoil.commerce.texts import DEFAULT as DEFAULT_TEXT
from counterfoil.commerce.texts import localised, tongue_of
from counterfoil.documents.organization_data import OrganizationPreferences
from counterfoil.documents.record import Texts
from counterfoil.documents.shop_data import AttributeDefinition
from counterfoil.identity.sessions import cookies_of
from counterfoil.shop.call import Call
from counterfoil.shop.locale import DEFAULT, site_locales
from counterfoil.shop.script_state import ScriptState
from counterfoil.shop.server import ScriptOperation

_MILLISECOND = timedelta(milliseconds=1)
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "x-dw-order-token", "idempotency-key"})
_SECRET_COOKIES = ("dwsid", "dwsecuretoken", "dwanonymous", "dwcustomer")


def scripts_of(call: Call) -> ScriptState:
    """Return what scripts have left behind in a request so far."""
    if call.scripts is None:
        call.scripts = ScriptState()
    return call.scripts


def hide(call: Call, *secrets: str | None) -> None:
    """Let passwords and tokens that a script has named be starred out of the trace of the request."""
    if call.trace is not None:
        call.trace.hide(*secrets)


async def _site(call: Call, site_id: str) -> dict[str, Any]:
    """Return the facts of a site; the preferences are those of the request's own alone."""
    own = site_id == call.site_id
    site = call.site if own else await call.state.site(site_id)
    if site is None:
        raise LookupError(f"there is no site {site_id}")
    data, shop = site.data, site.shop
    changed = call.scripts.preferences if call.scripts is not None else None
    local = datetime.fromtimestamp(call.now / 1000, UTC).astimezone(shop.zone)
    return {
        "id": site_id,
        "name": data.name or site_id,
        "currency": shop.currency,
        "currencies": list(shop.currencies),
        "locale": shop.locale,
        "locales": site_locales(site),
        "timezone": data.preferences.get("SiteTimezone") or "Etc/UTC",
        "timezone_offset": (local.utcoffset() or timedelta()) // _MILLISECOND,
        "status": data.storefront_status,
        "preferences": data.preferences if own else {},
        "custom_preferences": (changed if changed is not None else data.custom_preferences) if own else {},
    }


async def _site_ids(call: Call, _argument: Any) -> list[str]:
    return call.state.site_ids()


async def _system(call: Call, _argument: Any) -> dict[str, Any]:
    """Return what is known of the instance; an emulator is a development instance, a service one for production."""
    body = await call.server.store.shop_row("settings", "", "preferences")
    known = msgspec.json.decode(body, type=OrganizationPreferences) if body is not None else OrganizationPreferences()
    return {
        "instance": "development" if call.server.settings.emulator else "production",
        "timezone": known.preferences.get("InstanceTimezone") or "Etc/UTC",
        "custom_preferences": known.custom_preferences,
    }


async def _request(call: Call, _argument: Any) -> dict[str, Any]:
    """Return headers and cookies of the request, without those that log somebody in."""
    cookies = cookies_of(call.headers.get("cookie", ""))
    return {
        "id": call.new_id(),
        "path": call.base_url.partition("://")[2].partition("/")[2].join(("/", call.method_and_path[1])),
        "headers": {name: value for name, value in call.headers.items() if name not in _SECRET_HEADERS},
        "cookies": {name: value for name, value in cookies.items() if not name.startswith(_SECRET_COOKIES)},
        "locales": [*site_locales(call.site), DEFAULT],
    }


async def _attributes(call: Call, type_id: str) -> dict[str, Any]:
    """Return what the metadata declares for a type: custom attributes by their ids."""
    declared = (await call.state.custom_types()).get(type_id, {})
    locale = call.site.shop.locale
    return {name.removeprefix("c_"): described(row.definition, locale) for name, row in declared.items()}


def described(definition: AttributeDefinition, locale: str) -> dict[str, Any]:
    """Return a definition as scripts know it, with its names in a locale."""

    def named(texts: Texts) -> str | None:
        return localised(texts, locale) or texts.get(DEFAULT_TEXT)

    names = {value: named(texts) for value, texts in definition.value_names.items()}
    return {
        "type": definition.type,
        "values": definition.values,
        "names": {value: name for value, name in names.items() if name},
        "default": definition.default_value,
        "multiple": definition.select_multiple,
        "mandatory": definition.mandatory,
        "display_name": named(definition.display_name),
    }


async def _locale_chain(call: Call, locale: str) -> list[str]:
    """Return a locale and those it falls back to, the best first."""
    tags = tongue_of(str(locale), call.site.shop.fallbacks).tags
    return [*(tag.replace("-", "_") for tag in tags if tag != DEFAULT_TEXT), DEFAULT]


OPERATIONS: dict[str, ScriptOperation] = {
    "site": _site,
    "site_ids": _site_ids,
    "system": _system,
    "request": _request,
    "attributes": _attributes,
    "locale_chain": _locale_chain,
}
