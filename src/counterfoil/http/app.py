"""The application: handle() is the journey of a request, and the only place that catches faults."""

import logging
import time

from counterfoil import faults
from counterfoil.ambient import new_id
from counterfoil.documents.card_secrets import note_cards
from counterfoil.http.answers import Made, Sender, make_answer
from counterfoil.http.batch import Batch, read_batch
from counterfoil.http.body import Body, BodyReader
from counterfoil.http.caching import AnswerCache
from counterfoil.http.carry_out import carry_out
from counterfoil.http.conditional import show_state
from counterfoil.http.cors import allow_origin, is_preflight, preflight_headers, recall_site
from counterfoil.http.exchange import NOWHERE, Exchange
from counterfoil.http.expand import permit_expansions
from counterfoil.http.headers import Manners
from counterfoil.http.hosts import HostSites, location_of
from counterfoil.http.identify import Credentials, bearer_token, identify, refuse_basic
from counterfoil.http.jsonp import callback_of
from counterfoil.http.jwks import answer_keys
from counterfoil.http.meta import answer_meta, answer_openapi
from counterfoil.http.methods import method_of
from counterfoil.http.negotiate import response_format
from counterfoil.http.oauth import TokenEndpoint
from counterfoil.http.once import answer_once, is_named
from counterfoil.http.paths import Address, Face, read_path, version_in
from counterfoil.http.permit import granted_rows, permit, rights_of
from counterfoil.http.request import ClientGoneError, Receive, Request, Scope, Send, read_body, read_request
from counterfoil.http.routes import find_route
from counterfoil.http.shape import custom_reader, read_locale, read_selection
from counterfoil.http.traced import keep_trace
from counterfoil.http.transport import refuse_unclear
from counterfoil.identity.sessions import Sessions
from counterfoil.identity.throttle import Throttle
from counterfoil.identity.tokens import claimed_password, digest
from counterfoil.logs import RequestLog
from counterfoil.shop.call import Call, Server
from counterfoil.shop.locale import served_locale
from counterfoil.shop.state import Site, State, States
from counterfoil.store.records import StoreUnavailable

log = logging.getLogger("counterfoil.http")


class Application:
    """The Shop API and the token endpoint as one ASGI application."""

    def __init__(self, server: Server) -> None:
        settings = server.settings
        self.server = server
        self.states = States(server.store, server.ambient, settings.response_header_names.replace(" ", "").split(","))
        self.requests = RequestLog()
        self.sessions = Sessions(server.store, server.ambient, settings)
        self.throttle = Throttle(settings.token_failures_per_minute)
        self._host_sites = HostSites(settings.host_sites)
        self._bodies = BodyReader(settings)
        self._manners = Manners(settings)
        self._cache = AnswerCache(settings)
        self._oauth = TokenEndpoint(server, self.states, self.throttle)
        self._faces = {
            Face.SHOP: self._shop,
            Face.OAUTH: self._token,
            Face.JWKS: self._keys,
            Face.META: self._meta,
            Face.OPENAPI: self._openapi,
            Face.BATCH: Batch(server, self.sessions, self._manners, self._serve, self._enter).answer,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; nothing but HTTP is spoken."""
        if scope["type"] == "http":
            await self.handle(scope, receive, send)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request from the wire and answer it, with a fault where it must be."""
        started = time.perf_counter()
        settings = self.server.settings
        request = read_request(scope, new_id(self.server.ambient), behind_proxy=settings.behind_tls_proxy)
        status = await self._serve(request, receive, send)
        if status and self.requests.enabled:
            took = (time.perf_counter() - started) * 1000
            now = self.server.ambient.now()
            self.requests.add(now, request.method, request.path, status, took, request.request_id)

    async def _serve(self, request: Request, receive: Receive, send: Send) -> int:
        """Answer a request, or a part of a batch, and return the status; 0 if nobody is there any more."""
        settings = self.server.settings
        exchange = Exchange(request, self.server, head=request.method == "HEAD")
        sender = Sender(send, exchange, self._manners)
        try:
            if "callback" in request.query:
                exchange.callback = callback_of(request)
            exchange.address = read_path(request.path, request.segments)
            refuse_unclear(request, settings)
            self._require_tls(request)
            read = read_batch if exchange.address.face is Face.BATCH else read_body
            request.body = await read(receive, request.headers, settings.max_body_bytes)
            await self._faces[exchange.address.face](exchange, sender)
        except faults.Fault as fault:
            if exchange.address is NOWHERE:  # the path could not be read, but perhaps its version
                exchange.address = Address(version=version_in(request.path))
            await recall_site(exchange, self.server, self.states)
            await sender.fault(fault)
        except StoreUnavailable as error:
            log.error("store unavailable: %s", error)  # noqa: TRY400  a trace would say nothing more
            await sender.fault(faults.STORE_UNAVAILABLE())
        except ClientGoneError:
            return 0
        except Exception as error:
            _report(request, error)
            await sender.fault(faults.INTERNAL_SERVER_ERROR(request_id=request.request_id))
        finally:
            if exchange.call is not None and exchange.call.trace is not None:
                keep_trace(exchange, exchange.call.trace, sender.status)
        return sender.status

    async def _token(self, exchange: Exchange, sender: Sender) -> None:
        await recall_site(exchange, self.server, self.states)
        if is_preflight(exchange.request):
            await sender.made(Made(204, preflight_headers(exchange, self.server.settings), b""))
            return
        await self._oauth.answer(exchange.request, sender)

    async def _keys(self, exchange: Exchange, sender: Sender) -> None:
        await sender.made(await answer_keys(exchange.request, self.server, self.states))

    async def _shop(self, exchange: Exchange, sender: Sender) -> None:
        """Answer a request to the Shop API: the stages of a request, in the order in which their faults come."""
        request, address = exchange.request, exchange.address
        if address.version is None:
            raise faults.VERSION_NOT_FOUND(version=_version_text(request.segments))
        credentials, state, site = await self._enter(exchange)
        if is_preflight(request):
            await sender.made(Made(204, preflight_headers(exchange, self.server.settings), b""))
            return
        exchange.method = method_of(request, refuse_real_put=self._manners.refuse_real_put)
        if exchange.method == "OPTIONS":
            await sender.options()
            return
        exchange.route, path = find_route(exchange.method, address.resource, address.version, request.path)
        route = exchange.route
        if exchange.method == "HEAD":
            exchange.head, exchange.method = True, "GET"
        exchange.form = response_format(request, accept_strict=self._manners.accept_strict)
        if exchange.callback:
            exchange.form = "json"
        exchange.selection = read_selection(request)
        exchange.locale = await read_locale(exchange, state, site)
        if not route.token_optional:
            refuse_basic(request)
        caller, refused = await identify(credentials, state, site, address.version, self.server.settings, self.sessions)
        exchange.caller = caller
        exchange.rights = rights_of(caller.client_id, site, self.server.settings)
        if refused is not None and not route.token_optional:
            raise refused
        allow_origin(exchange, self.server.settings)
        permit(exchange, self.server.settings)
        permit_expansions(exchange, self.server.settings)
        custom = await custom_reader(exchange, self.server.settings)
        body = self._bodies.read(request, route, address.version, exchange.permission.write, custom)
        call = exchange.call = self._call(exchange, path, body, refused)
        if is_named(request, exchange.method, route):
            made = await answer_once(call, request, body.documents, route)
        elif route.cacheable:
            made = await self._cache.answer(exchange, call)
        else:
            answer = await carry_out(call, route)
            if exchange.head:
                show_state(answer)
            made = make_answer(answer, call)
        await sender.made(made)

    def _call(self, exchange: Exchange, path: dict[str, str], body: Body, refused: faults.Fault | None) -> Call:
        """Return what the resource function is given."""
        request, address, route = exchange.request, exchange.address, exchange.route
        assert exchange.state is not None
        assert exchange.site is not None
        assert exchange.caller is not None
        assert route is not None
        note_cards(body.documents)
        return Call(
            server=self.server,
            sessions=self.sessions,
            throttle=self.throttle,
            state=exchange.state,
            site=exchange.site,
            version=exchange.version,
            caller=exchange.caller,
            refused=refused,
            permission=exchange.permission,
            path=path,
            query=request.query,
            headers=request.headers,
            base_url=request.origin + address.prefix,
            query_string=request.query_string,
            method_and_path=(exchange.method, "/" + "/".join(address.resource)),
            form=exchange.form or "json",
            locale=exchange.locale or served_locale(exchange.permission.locale, exchange.site),
            selection=exchange.selection,
            secure=request.scheme == "https",
            body=body.document,
            documents=body.documents,
            present=body.present,
            client_state=body.client_state,
            state_required=route.state_required,
            location=location_of(request.origin, address) if route.creates else "",
            remote_address=request.remote_address,
            now=self.server.ambient.now(),
        )

    async def _meta(self, exchange: Exchange, sender: Sender) -> None:
        """Answer a request to the Meta API, to a client that is known."""
        credentials, state, site = await self._enter(exchange)
        version = exchange.version
        caller, refused = await identify(credentials, state, site, version, self.server.settings, self.sessions)
        if refused is not None:
            raise refused
        exchange.rights = rights_of(caller.client_id, site, self.server.settings)
        allow_origin(exchange, self.server.settings)
        await sender.made(await answer_meta(exchange, granted_rows(exchange)))

    async def _openapi(self, exchange: Exchange, sender: Sender) -> None:
        await sender.made(await answer_openapi(exchange))

    async def _enter(self, exchange: Exchange) -> tuple[Credentials, State, Site]:
        """Read what each request needs first: whether its token counts still, the shop as it is now, and the site."""
        request = exchange.request
        token = bearer_token(request)
        named = (digest(token), claimed_password(token)) if token else (None, None)
        opening = await self.server.store.opening(*named)
        exchange.state = state = await self.states.at(opening.revision)
        exchange.site = site = await self._site(exchange.address, request.host, state)
        return Credentials(request, token, opening.revoked), state, site

    async def _site(self, address: Address, host: str, state: State) -> Site:
        """Return the site that the URL names by its path or host; faults UNKNOWN_SITE, SITE_OFFLINE."""
        named = address.site_id or self._host_sites.site_of(host)
        site_id = named or self.server.settings.default_site or state.first_site_id()
        site = await state.site(site_id)
        if site is None:
            raise faults.UNKNOWN_SITE(site_id=site_id[:100])
        if site.data.storefront_status == "offline":
            raise faults.SITE_OFFLINE(site_id=site_id)
        return site

    def _require_tls(self, request: Request) -> None:
        """In service mode, refuse plain http; fault SECURE_COMMUNICATION_REQUIRED."""
        if not self.server.settings.emulator and request.scheme != "https":
            raise faults.SECURE_COMMUNICATION_REQUIRED()


def _version_text(segments: list[str]) -> str:
    return next((part[1:].replace("_", ".") for part in segments[2:] if part.startswith("v")), "")


def _report(request: Request, error: Exception) -> None:
    """Log where something unforeseen happened; its message stays out, it may quote a request."""
    trace = error.__traceback__
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    log.error("unforeseen %s in request %s at %s", type(error).__name__, request.request_id, " > ".join(frames))
