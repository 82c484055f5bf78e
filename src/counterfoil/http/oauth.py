"""The token endpoint: user grant and client credentials. Follows sections 6.2 and 6.3 of the platform reference."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec

from counterfoil.ambient import new_token
from counterfoil.http.answers import RawHeaders, Sender
from counterfoil.http.request import Request
from counterfoil.identity import passwords
from counterfoil.identity.accounts import Client
from counterfoil.identity.basic import decode_basic
from counterfoil.identity.caller import Caller, Kind
from counterfoil.identity.throttle import Throttle
from counterfoil.identity.tokens import account_claims
from counterfoil.shop.call import Server
from counterfoil.shop.state import State, States

USER_GRANT = "urn:demandware:params:oauth:grant-type:client-id:dwsid:dwsecuretoken"
CLIENT_GRANT = "client_credentials"


class OAuthError(Exception):
    """A refusal in the form of RFC 6749."""

    def __init__(self, error: str, description: str, status: int = 400, headers: RawHeaders | None = None) -> None:
        super().__init__(error)
        self.document = {"error_description": description, "error": error}
        self.status = status
        self.headers = headers or []


class Grant(msgspec.Struct):
    """What a token request says."""

    grant_type: str
    client_id: str
    login: str
    password: str
    client_secret: str


class TokenEndpoint:
    """Answers POST /dw/oauth2/access_token."""

    def __init__(self, server: Server, states: States, throttle: Throttle) -> None:
        self._server = server
        self._states = states
        self._throttle = throttle

    async def answer(self, request: Request, sender: Sender) -> None:
        """Give a token, or the reason why not, as OAuth says it."""
        try:
            document = await self._token(request)
        except OAuthError as error:
            await sender.plain_json(error.status, error.document, error.headers)
        else:
            await sender.plain_json(200, document, [])

    async def _token(self, request: Request) -> dict[str, Any]:
        if request.method != "POST":
            raise OAuthError("invalid_request", "The token endpoint is called by POST.")
        grant = read_grant(request)
        opening = await self._server.store.opening(None)
        state = await self._states.at(opening.revision)
        now = self._server.ambient.now()
        key = f"{grant.client_id}\n{grant.login}"
        wait = self._throttle.wait_seconds(key, now)
        if wait:
            retry = [(b"retry-after", str(wait).encode())]
            raise OAuthError("temporarily_unavailable", "Too many failed attempts.", 429, retry)
        try:
            caller, seconds = await self._authenticate(grant, state)
        except OAuthError:
            self._throttle.failed(key, now)
            raise
        claims = account_claims(caller, now=now, seconds=seconds, token_id=new_token(self._server.ambient, 16))
        return {"access_token": state.tokens.issue(claims), "expires_in": seconds - 1, "token_type": "Bearer"}

    async def _authenticate(self, grant: Grant, state: State) -> tuple[Caller, int]:
        settings = self._server.settings
        client = await _known_client(grant, state)
        if grant.grant_type == CLIENT_GRANT:
            caller = Caller(kind=Kind.CLIENT_GRANT, client_id=client.client_id, generation=state.generation(client))
            return caller, settings.client_token_seconds
        agent = state.agents.get(grant.login)
        fits = await passwords.verify(agent.access_key_hash if agent else None, grant.password)
        if agent is None or not fits or not agent.enabled:
            raise OAuthError("invalid_grant", "The user's login or access key is not valid.")
        caller = Caller(
            kind=Kind.AGENT,
            client_id=client.client_id,
            agent=agent.login,
            generation=state.generation(client, agent),
        )
        return caller, settings.agent_token_seconds


async def _known_client(grant: Grant, state: State) -> Client:
    client = state.clients.get(grant.client_id)
    fits = await passwords.verify(client.password_hash if client else None, grant.client_secret)
    if client is None or not fits or not client.enabled:
        challenge = [(b"www-authenticate", b'Basic realm="oauth2"')]
        raise OAuthError("invalid_client", "Client authentication failed", 401, challenge)
    return client


def read_grant(request: Request) -> Grant:
    """Read a token request: parameters in the query, the form body or both; OAuthError where it is not one."""
    parameters = _parameters(request)
    grant_type = parameters.get("grant_type", "")
    if not grant_type:
        raise OAuthError("invalid_request", "The parameter 'grant_type' is missing.")
    if grant_type not in (USER_GRANT, CLIENT_GRANT):
        raise OAuthError("unsupported_grant_type", "The grant type is not supported.")
    if parameters.get("scope", "").strip() not in ("", "mail"):
        raise OAuthError("invalid_scope", "The scope is not granted.")
    authorization = request.headers.get("authorization")
    if grant_type == CLIENT_GRANT and authorization is None and parameters.get("client_secret"):
        return Grant(grant_type, parameters.get("client_id", ""), "", "", parameters["client_secret"])
    credentials = _basic(authorization or "")
    if grant_type == CLIENT_GRANT:
        client_id, _, secret = credentials.partition(":")
        return Grant(grant_type, client_id, "", "", secret)
    login, _, rest = credentials.partition(":")
    password, separator, secret = rest.rpartition(":")
    if not separator:
        raise OAuthError("invalid_request", "The credentials must be user:access key:client password.")
    client_id = parameters.get("client_id", "")
    if not client_id:
        raise OAuthError("invalid_request", "The parameter 'client_id' is missing.")
    return Grant(grant_type, client_id, login, password, secret)


def _parameters(request: Request) -> dict[str, str]:
    """Return the parameters of query and form; one given twice with different values is refused."""
    found: dict[str, str] = {}
    body = request.body.decode("utf-8", "replace")
    for text in (request.query_string, body):
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=50)
        except ValueError:
            raise OAuthError("invalid_request", "There are too many parameters.") from None
        for name, value in pairs:
            if found.setdefault(name, value) != value:
                raise OAuthError("invalid_request", "A parameter is given twice.")
    return found


def _basic(header: str) -> str:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or not encoded:
        challenge = [(b"www-authenticate", b'Basic realm="oauth2"')]
        raise OAuthError("invalid_client", "Client authentication failed", 401, challenge)
    try:
        return decode_basic(encoded)
    except ValueError:
        raise OAuthError("invalid_request", "The Authorization header is malformed.") from None
