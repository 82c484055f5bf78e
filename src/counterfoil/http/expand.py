"""Expansions of an answer: each is a sub-resource, which the settings grant or not by its own path.

Follows section 9.2 of the platform reference.
"""

from functools import cache

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.documents.redact import redact
from counterfoil.http.exchange import Exchange
from counterfoil.http.route import Route
from counterfoil.http.routes import ROUTES
from counterfoil.identity.permissions import Refusal, Row

_PATHS = frozenset(row.path.replace("({ids})", "{id}") for row in ROUTES)
_SPELT = {"paymentinstruments": "payment_instruments"}
"""Expansions whose sub-resource is spelt otherwise."""


def permit_expansions(exchange: Exchange, settings: Settings) -> None:
    """Refuse expansions that are not granted, or leave them out; the shortest cache time of all parts holds.

    Fault CLIENT_ACCESS_FORBIDDEN. A name that is no expansion is left to the resource.
    """
    expand, route, rights = exchange.request.query.get("expand"), exchange.route, exchange.rights
    if not expand or route is None or rights is None or route.method != "GET":
        return
    granted: list[str] = []
    for name in expand.split(","):
        row = _expansion(route, _SPELT.get(name.strip(), name.strip()))
        if row is None:
            granted.append(name)
            continue
        segments = (*exchange.address.resource, row.pattern[-1])
        decided = rights.decide(row, exchange.version, segments)
        if not isinstance(decided, Refusal):
            granted.append(name)
            shortest = min(decided.cache_time, exchange.permission.cache_time)
            exchange.permission = exchange.permission._replace(cache_time=shortest)
        elif settings.expand_not_permitted == "fault":
            path = redact("/".join(("", exchange.address.face, exchange.version.path_segment, *segments)))
            raise faults.CLIENT_ACCESS_FORBIDDEN(method=exchange.method, path=path)
    exchange.request.query["expand"] = ",".join(granted)


def _expansion(route: Route, name: str) -> Row | None:
    """Return the row of permissions of an expansion, None if there is no such one."""
    path = f"{route.path}/{name}"
    return _row(route, name) if path.replace("({ids})", "{id}") in _PATHS and name else None


@cache
def _row(route: Route, name: str) -> Row:
    return Row(route.method, f"{route.path}/{name}", (*route.pattern, name))
