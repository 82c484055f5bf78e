"""Whether the OCAPI settings grant a call. Follows the evaluation of settings in the platform reference."""

from collections.abc import Callable

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.demo.accounts import CLIENT_ID as DEMO_CLIENT
from counterfoil.documents.redact import redact
from counterfoil.documents.selection import combined
from counterfoil.http.exchange import Exchange
from counterfoil.http.route import Route
from counterfoil.identity.permissions import ClientPermissions, Permission, Refusal
from counterfoil.shop.locale import preferred_locale
from counterfoil.shop.state import Site
from counterfoil.versions import BY_PATH_SEGMENT, NEWEST

_READING = ("GET", "HEAD", "OPTIONS")


def rights_of(client_id: str, site: Site, settings: Settings) -> ClientPermissions | None:
    """Return what the settings say of a client; a call without client id has the rights of the anonymous one."""
    permissions = site.permissions
    if client_id or settings.anonymous_client or not settings.emulator:
        return permissions.of(client_id or settings.anonymous_client)
    return permissions.of(DEMO_CLIENT) or permissions.of(permissions.only())


def permit(exchange: Exchange, settings: Settings) -> None:
    """Note what is granted of a call.

    Faults: CLIENT_ACCESS_FORBIDDEN; where the settings ask for the documented ones, UNAUTHORIZED_READ_ACCESS and
    UNAUTHORIZED_WRITE_ACCESS if an entry of the client has the path but not the method.
    """
    route, address, rights = exchange.route, exchange.address, exchange.rights
    assert route is not None
    refusal = None
    if rights is not None:
        decided = rights.decide(route.permission_row, exchange.version, address.resource)
        if not isinstance(decided, Refusal):
            exchange.permission = decided
            exchange.selection = combined(decided.read, exchange.selection)
            if decided.locale and exchange.locale is None and exchange.site is not None:
                exchange.locale = preferred_locale(decided.locale.replace("_", "-"), exchange.site)
            return
        refusal = decided
    path = redact("/".join(("", address.face, exchange.version.path_segment, *address.resource)))
    if refusal is not None and refusal.matched and settings.refused_access == "documented":
        if route.method in _READING:
            raise faults.UNAUTHORIZED_READ_ACCESS(method=exchange.method, path=path)
        raise faults.UNAUTHORIZED_WRITE_ACCESS(method=exchange.method, path=path)
    raise faults.CLIENT_ACCESS_FORBIDDEN(method=exchange.method, path=path)


def granted_rows(exchange: Exchange) -> Callable[[Route], tuple[Permission, ...]]:
    """Return what tells what a client is granted of a row, in the version that a request to the Meta API asks for."""
    named, rights = exchange.address.resource[1:2], exchange.rights
    version = BY_PATH_SEGMENT.get(named[0], NEWEST) if named else NEWEST
    return lambda route: rights.granted(route.permission_row, version) if rights is not None else ()
