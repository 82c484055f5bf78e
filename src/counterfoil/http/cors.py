"""Cross-origin calls: which pages may read an answer. Follows the CORS section of the platform reference.

Origins are compared as they are written, with those of the client's settings. A fault that comes before the client is
known may be read by any origin that a client of the site has: a page must see why its token was refused.
"""

import contextlib
import re

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.documents.redact import redact
from counterfoil.http.exchange import Exchange
from counterfoil.http.identify import named_client
from counterfoil.http.paths import Face
from counterfoil.http.permit import rights_of
from counterfoil.http.request import Request
from counterfoil.http.routes import rows_at
from counterfoil.identity.permissions import Refusal
from counterfoil.shop.call import Server
from counterfoil.shop.state import States
from counterfoil.store.records import StoreUnavailable

RawHeaders = list[tuple[bytes, bytes]]

_EXPOSED = "authorization,etag,location,x-dw-version-status,x-dw-resource-state,x-dw-request-base-id"
_EXPOSED_OF_OURS = "idempotency-replayed,retry-after,server-timing,x-explain"
_GRANTED: RawHeaders = [
    (b"access-control-allow-credentials", b"true"),
    (b"access-control-expose-headers", f"{_EXPOSED},{_EXPOSED_OF_OURS}".encode()),
]
_VARY = (b"vary", b"Origin")
_VARY_OF_PREFLIGHT = (b"vary", b"Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
_MAX_AGE = (b"access-control-max-age", b"600")
_HEADER_NAMES = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,2000}")


def allow_origin(exchange: Exchange, settings: Settings) -> None:
    """Refuse a page of an origin that the settings of its client do not name; fault UNAUTHORIZED_ORIGIN."""
    origin = exchange.request.headers.get("origin")
    if origin is None:
        return
    if (exchange.rights is None or origin not in exchange.rights.origins) and not (
        settings.same_origin and origin == exchange.request.origin
    ):
        raise faults.UNAUTHORIZED_ORIGIN(origin=redact(origin))
    exchange.origin = origin


def granted_headers(exchange: Exchange) -> RawHeaders:
    """Return what every answer to a client has beside its own headers: response_headers and those of CORS."""
    rights, origin = exchange.rights, exchange.request.headers.get("origin")
    headers = list(rights.headers) if rights is not None else []
    if origin is None:
        if exchange.route is not None and exchange.route.cacheable:
            headers.append(_VARY)
        return headers
    headers.append(_VARY)
    if exchange.origin is None and exchange.site is not None:
        known = rights.origins if rights is not None else exchange.site.permissions.origins
        exchange.origin = origin if origin in known else None
    if exchange.origin is not None:
        headers.append((b"access-control-allow-origin", origin.encode("latin-1")))
        headers += _GRANTED
    return headers


def is_preflight(request: Request) -> bool:
    """Say whether a browser asks what it may send before it does."""
    headers = request.headers
    return request.method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def preflight_headers(exchange: Exchange, settings: Settings) -> RawHeaders:
    """Return the answer to a preflight.

    Faults: MISSING_CLIENT_ID, UNKNOWN_CLIENT_ID, UNAUTHORIZED_ORIGIN, RESOURCE_PATH_NOT_FOUND.
    """
    request, state, site = exchange.request, exchange.state, exchange.site
    if site is None or state is None:
        raise faults.UNAUTHORIZED_ORIGIN(origin=redact(request.headers["origin"]))
    client_id = named_client(request, state, exchange.version, settings)
    exchange.rights = rights_of(client_id, site, settings)
    allow_origin(exchange, settings)
    headers: RawHeaders = [_VARY_OF_PREFLIGHT, _MAX_AGE]
    headers.append((b"access-control-allow-methods", ", ".join(_methods(exchange)).encode()))
    asked = request.headers.get("access-control-request-headers", "")
    if _HEADER_NAMES.fullmatch(asked):
        headers.append((b"access-control-allow-headers", asked.encode()))
    return headers


async def recall_site(exchange: Exchange, server: Server, states: States) -> None:
    """Find the site of a page's call that was refused before its site was looked for."""
    if "origin" not in exchange.request.headers or exchange.site is not None:
        return
    with contextlib.suppress(StoreUnavailable):
        exchange.state = state = await states.at((await server.store.opening(None)).revision)
        site_id = exchange.address.site_id or server.settings.default_site or state.first_site_id()
        exchange.site = await state.site(site_id)


def _methods(exchange: Exchange) -> list[str]:
    """Return the methods of the path that the client may call."""
    if exchange.address.face in (Face.OAUTH, Face.BATCH):
        return ["POST"]
    resource, rights = exchange.address.resource, exchange.rights
    rows = rows_at(resource, exchange.version)
    if not rows:
        raise faults.RESOURCE_PATH_NOT_FOUND(path=exchange.request.path[:500])
    if rights is None:
        return []
    return [
        row.method
        for row in rows
        if not isinstance(rights.decide(row.permission_row, exchange.version, resource), Refusal)
    ]
