"""Explanations of faults of who may call what: the settings entry to add, the permission an agent lacks.

Follows section 8 of the platform reference for the settings, and section 6 for agents and tokens.
"""

import json
import re
from typing import Any

from counterfoil.demo.accounts import CLIENT_ID as DEMO_CLIENT
from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError
from counterfoil.http.explanations.near import listed, quoted
from counterfoil.identity.permissions import Refusal

_PARAMETER = re.compile(r"\(?\{[^}]*\}\)?")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-]{1,200}(:[0-9]{1,5})?|https?://\[[0-9A-Fa-f:.]{2,60}\](:[0-9]{1,5})?")
_NAME = re.compile(r"[A-Za-z0-9_.$\-\[\]]{1,100}")


def _resource_entry(asked: Asked) -> str:
    """Write the entry that grants the call as the settings document has it, with its client where that is missing."""
    exchange, row = asked.exchange, asked.exchange.route
    if row is None:
        raise NotKnownError
    entry: dict[str, Any] = {"resource_id": _resource_id(row.path), "methods": [row.method.lower()]}
    entry["read_attributes"] = "(**)"
    if row.method != "GET":
        entry["write_attributes"] = "(**)"
    where = f"of site {asked.site.data.site_id} or of all"
    if exchange.rights is None and exchange.caller is not None and exchange.caller.client_id:
        client = {"client_id": exchange.caller.client_id, "resources": [entry]}
        return f'The settings do not name the client. Entry for "clients", {where}: {_json(client)}'
    rights, resource = exchange.rights, exchange.address.resource
    decided = rights.decide(row.permission_row, exchange.version, resource) if rights is not None else None
    fits = isinstance(decided, Refusal) and decided.matched
    said = "An entry fits the path, but not this method and version. " if fits else ""
    return f'{said}Entry for "resources" of the client, {where}: {_json(entry)}'


def _property(asked: Asked) -> str:
    row, name = asked.exchange.route, asked.text("property")
    if row is None or not _NAME.fullmatch(name):
        raise NotKnownError
    return (
        f'In the entry of the client for {row.method.lower()} of "{_resource_id(row.path)}", write_attributes has to'
        f' select \'{name}\' of {asked.text("document")}: "({name})" among the rest, or "(**)" for everything.'
    )


def _origin(asked: Asked) -> str:
    origin = asked.text("origin")
    if not _ORIGIN.fullmatch(origin):
        return f"{quoted(origin)} is no origin that settings can name."
    return f"Line for the client: {_json({'allowed_origins': [origin]})[1:-1]}"


def _user(asked: Asked) -> str:
    """Say which permission or site the agent lacks; he is the one who asks."""
    caller, site_id = asked.exchange.caller, asked.site.data.site_id
    if caller is None:
        raise NotKnownError
    if caller.is_agent and caller.sites and site_id not in caller.sites:
        return f"The agent works on {listed(sorted(caller.sites))} only; {site_id} is missing."
    wanted = asked.argument("_permissions") or ()
    if not wanted and caller.sites:
        return f"The agent works on {listed(sorted(caller.sites))} only; this asks for one who works on every site."
    if not wanted:
        return "If he has both, no agent may do this: use a token of the customer."
    which = "one of the permissions" if len(wanted) > 1 else "the permission"
    return f"The agent needs {which} {listed(wanted)}."


def _client(asked: Asked) -> str:
    """Name the demo's client where the demo is loaded: its id is public, that of no other client is."""
    exchange = asked.exchange
    if exchange.state is None or exchange.server is None or not exchange.server.settings.emulator:
        return ""
    return f"The demo's client is {DEMO_CLIENT}." if DEMO_CLIENT in exchange.state.clients else ""


def _resource_id(path: str) -> str:
    return _PARAMETER.sub("*", path)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


EXPLANATIONS: dict[str, Explain] = {
    "CLIENT_ACCESS_FORBIDDEN": _resource_entry,
    "UNAUTHORIZED_READ_ACCESS": _resource_entry,
    "UNAUTHORIZED_WRITE_ACCESS": _resource_entry,
    "PROPERTY_NOT_PERMITTED": _property,
    "UNAUTHORIZED_ORIGIN": _origin,
    "USER_ACCESS_FORBIDDEN": _user,
    "UNKNOWN_CLIENT_ID": _client,
    "MISSING_CLIENT_ID": _client,
}
