"""The token endpoint: user grant and client credentials. Follows sections 6.2 and 6.3 of the platform reference."""

from collections.abc import Sequence
from typing import Any

from counterfoil import faults
from counterfoil.ambient import new_token
from counterfoil.demo.accounts import CLIENT_ID as DEMO_CLIENT
from counterfoil.documents.redact import redact
from counterfoil.http.answers import Sender
from counterfoil.http.request import Request
from counterfoil.http.token_request import CLIENT_GRANT, Grant, OAuthError, invalid_client, read_grant
from counterfoil.identity import passwords
from counterfoil.identity.accounts import Agent, Client
from counterfoil.identity.addresses import is_within
from counterfoil.identity.assertions import is_proof, use_up
from counterfoil.identity.caller import Caller, Kind
from counterfoil.identity.claims import account_claims
from counterfoil.identity.throttle import Throttle
from counterfoil.shop.call import Server
from counterfoil.shop.state import State, States


class TokenEndpoint:
    """Answers POST /dw/oauth2/access_token."""

    def __init__(self, server: Server, states: States, throttle: Throttle) -> None:
        self._server = server
        self._states = states
        self._throttle = throttle

    async def answer(self, request: Request, sender: Sender) -> None:
        """Give a token, or the reason why not, as OAuth says it; fault INVALID_CLIENT_ID."""
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
        self._require_one_client(grant)
        opening = await self._server.store.opening(None)
        state = await self._states.at(opening.revision)
        now = self._server.ambient.now()
        key, address = f"{grant.client_id}\n{grant.login}", request.remote_address
        async with self._throttle.turn(key, address):
            wait = self._throttle.wait_seconds(key, now, address)
            if wait:
                retry = [(b"retry-after", str(wait).encode())]
                raise OAuthError("temporarily_unavailable", "Too many failed attempts.", 429, retry)
            try:
                caller, seconds = await self._authenticate(grant, state, request)
            except OAuthError:
                self._throttle.failed(key, now, address)
                raise
        claims = account_claims(caller, now=now, seconds=seconds, token_id=new_token(self._server.ambient, 16))
        token = state.tokens.issue(claims, named_key=self._server.settings.token_kid)
        return self._document(token, seconds, grant)

    def _document(self, token: str, seconds: int, grant: Grant) -> dict[str, Any]:
        document = {"access_token": token, "expires_in": seconds - 1, "token_type": "Bearer"}
        if self._server.settings.newer_token_answer:
            return {**document, "scope": grant.scope or "mail", "refresh_expires_in": 0, "not-before-policy": 0}
        return {**document, "scope": grant.scope} if grant.scope else document

    def _require_one_client(self, grant: Grant) -> None:
        """Refuse a parameter that names another client than the credentials; fault INVALID_CLIENT_ID."""
        reading = self._server.settings.client_id_mismatch
        if not grant.named_client or grant.named_client == grant.client_id or reading == "ignored":
            return
        if reading == "oauth":
            raise invalid_client()
        raise faults.INVALID_CLIENT_ID(client_id=redact(grant.named_client)[:100])

    async def _authenticate(self, grant: Grant, state: State, request: Request) -> tuple[Caller, int]:
        settings = self._server.settings
        client = await self._known_client(grant, state, request)
        self._require_place(client.ip_ranges, request)
        if grant.grant_type == CLIENT_GRANT:
            generation = state.register.generation(client)
            caller = Caller(kind=Kind.CLIENT_GRANT, client_id=client.client_id, generation=generation)
            return caller, settings.client_token_seconds
        agent = await _known_agent(grant, state)
        self._require_place(agent.ip_ranges, request)
        caller = Caller(
            kind=Kind.AGENT,
            client_id=client.client_id,
            agent=agent.login,
            generation=state.register.generation(client, agent),
        )
        return caller, settings.agent_token_seconds

    async def _known_client(self, grant: Grant, state: State, request: Request) -> Client:
        client = state.clients.get(grant.client_id)
        if grant.assertion:
            fits = await self._is_proven(client, grant.assertion, request)
        else:
            fits = await passwords.verify(client.password_hash if client else None, grant.client_secret)
        if client is None or not fits or not client.enabled:
            raise invalid_client()
        if client.client_id == DEMO_CLIENT and self._server.settings.refuses_demo_client:
            raise invalid_client()
        return client

    async def _is_proven(self, client: Client | None, assertion: str, request: Request) -> bool:
        ambient = self._server.ambient
        if client is None or not is_proof(assertion, client, self._audiences(request), ambient.now()):
            return False
        return await use_up(assertion, self._server.store, ambient)

    def _audiences(self, request: Request) -> set[str]:
        """Return what assertions may be for; what a request calls the server counts for a laptop only."""
        settings = self._server.settings
        named = {audience.strip() for audience in settings.assertion_audiences.split(",")}
        own = {request.origin, request.origin + request.path} if settings.emulator else set()
        return (named | own) - {""}

    def _require_place(self, ranges: Sequence[str], request: Request) -> None:
        if ranges and not is_within(request.remote_address, ranges):
            status = self._server.settings.unauthorized_client_status
            raise OAuthError("unauthorized_client", "The address of the request is not allowed.", status)


async def _known_agent(grant: Grant, state: State) -> Agent:
    agent = state.agents.get(grant.login)
    fits = await passwords.verify(agent.access_key_hash if agent else None, grant.password)
    if agent is None or not fits or not agent.enabled:
        raise OAuthError("invalid_grant", "The user's login or access key is not valid.")
    return agent
