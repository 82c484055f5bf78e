"""Who is calling: bearer token, session cookies, client id. Follows sections 5 and 6 of the platform reference."""

import msgspec

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.demo.accounts import CLIENT_ID as DEMO_CLIENT
from counterfoil.http.request import Request
from counterfoil.identity.caller import Caller, Kind
from counterfoil.identity.claims import invalid_token
from counterfoil.identity.sessions import Sessions, cookies_of
from counterfoil.shop.access import may_act
from counterfoil.shop.state import Site, State
from counterfoil.versions import Version


def bearer_token(request: Request) -> str | None:
    """Return the bearer token, if any; Basic is left to its resource. Fault INVALID_AUTHORIZATION_HEADER."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "basic":
        return None
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise faults.INVALID_AUTHORIZATION_HEADER()
    return token


def refuse_basic(request: Request) -> None:
    """Refuse Basic credentials where only a token counts; fault INVALID_AUTHORIZATION_HEADER."""
    if request.headers.get("authorization", "")[:6].lower() == "basic ":
        raise faults.INVALID_AUTHORIZATION_HEADER()


class Credentials(msgspec.Struct, frozen=True):
    """What a request says about its caller."""

    request: Request
    token: str | None
    revoked: bool


async def identify(
    credentials: Credentials, state: State, site: Site, version: Version, settings: Settings, sessions: Sessions
) -> tuple[Caller, faults.Fault | None]:
    """Return the caller of a request, and why his token was refused if it was.

    Faults: DEMO_CLIENT_ID, INVALID_SECURE_TOKEN, MISSING_CLIENT_ID, UNKNOWN_CLIENT_ID; that of the token, if it alone
    names a client.
    """
    request, refused = credentials.request, None
    if credentials.token is not None:
        try:
            caller = _by_token(credentials, state, site, sessions.now())
            _refuse_demo_client(caller.client_id, settings)
        except faults.Fault as fault:
            if _required(version, settings) and not _names_client(request):
                raise
            refused = fault
        else:
            if not caller.client_id:
                caller = msgspec.structs.replace(caller, client_id=named_client(request, state, version, settings))
            return caller, None
    client_id = named_client(request, state, version, settings)
    cookies = cookies_of(request.headers.get("cookie", ""))
    if "dwsid" in cookies:
        of_session = await sessions.caller(site.data.site_id, cookies, client_id)
        if of_session is not None and _may_go_on(of_session, client_id, state, site):
            return of_session, refused
    return Caller(kind=Kind.CLIENT, client_id=client_id), refused


def _by_token(credentials: Credentials, state: State, site: Site, now: int) -> Caller:
    if credentials.revoked:
        raise invalid_token()
    assert credentials.token is not None
    caller = state.tokens.caller(credentials.token, now, site.customer_list)
    if not may_act(caller, state, site):
        raise invalid_token()
    return caller


def _may_go_on(caller: Caller, client_id: str, state: State, site: Site) -> bool:
    """Say whether a session's client is still there, if the call itself names none, and the agent who acts in it."""
    if caller.client_id != client_id:
        client = state.clients.get(caller.client_id)
        if client is None or not client.enabled:
            return False
    return may_act(caller, state, site)


def _names_client(request: Request) -> bool:
    return bool(request.query.get("client_id") or request.headers.get("x-dw-client-id"))


def named_client(request: Request, state: State, version: Version, settings: Settings) -> str:
    """Return the client id that a request names; faults DEMO_CLIENT_ID, MISSING_CLIENT_ID, UNKNOWN_CLIENT_ID."""
    client_id = request.query.get("client_id") or request.headers.get("x-dw-client-id")
    if not client_id:
        if _required(version, settings):
            raise faults.MISSING_CLIENT_ID()
        return settings.anonymous_client
    _refuse_demo_client(client_id, settings)
    client = state.clients.get(client_id)
    if client is None or not client.enabled:
        raise faults.UNKNOWN_CLIENT_ID(client_id=client_id[:100])
    return client_id


def _refuse_demo_client(client_id: str, settings: Settings) -> None:
    """Refuse the id that everybody knows outside of an emulator; fault DEMO_CLIENT_ID."""
    if client_id == DEMO_CLIENT and settings.refuses_demo_client:
        raise faults.DEMO_CLIENT_ID(client_id=client_id)


def _required(version: Version, settings: Settings) -> bool:
    if settings.require_client_id == "auto":
        return not (settings.emulator and version.year <= 15)
    return settings.require_client_id == "on"
