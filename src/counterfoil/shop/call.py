"""Call: one request as the resource functions see it, and the steps they share."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.ambient import new_id
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.documents.flash_types import raised_in
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentCardRequest
from counterfoil.documents.properties import Document, RenderContext
from counterfoil.documents.redact import redact
from counterfoil.documents.render import envelope_first, render
from counterfoil.documents.selection import Selection
from counterfoil.documents.wire import encode_stored
from counterfoil.hooks.context import Context
from counterfoil.hooks.defaults import CALCULATIONS, describe_lines
from counterfoil.hooks.transaction import Transaction
from counterfoil.identity.caller import Caller
from counterfoil.identity.permissions import FULL, Permission
from counterfoil.identity.sessions import Sessions
from counterfoil.identity.throttle import Throttle
from counterfoil.shop.answer import Answer, Once, subject_of
from counterfoil.shop.knowledge import Knowledge
from counterfoil.shop.lease import Lease
from counterfoil.shop.script_host import ScriptHost
from counterfoil.shop.script_state import ScriptState
from counterfoil.shop.server import Server
from counterfoil.shop.traced import Trace, passed, trace_of
from counterfoil.store.interface import Store
from counterfoil.store.records import Lease as StoredLease
from counterfoil.store.records import OpenBasket
from counterfoil.timestamps import date_time
from counterfoil.versions import ETAGS_UNTIL, NEWEST, Version, covers

__all__ = ["Answer", "Call", "Once", "Server"]


class Call(Knowledge, kw_only=True):
    """A request: site, version, caller, body, store, clock; and the hook calls of the resource functions."""

    sessions: Sessions
    throttle: Throttle
    version: Version = NEWEST
    caller: Caller
    refused: faults.Fault | None = None
    """Why the token of the request was refused, where one is optional."""
    permission: Permission = FULL
    """What the OCAPI settings grant of this call."""
    path: dict[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    base_url: str
    query_string: str
    method_and_path: tuple[str, str]
    secure: bool = False
    form: str = "json"
    locale: str | None = None
    """The locale asked for; None is the site's own."""
    selection: Selection | None = None
    """What is shown of the answer, once hooks have seen the whole; None is everything."""
    body: Document | None = None
    documents: tuple[Document, ...] = ()
    """The documents of the body: one, or those of an array where the resource takes one."""
    present: frozenset[str] = frozenset()
    """Properties the request document names, null ones too."""
    client_state: str | None = None
    state_required: bool = False
    location: str = ""
    """Where the object will be found that the request makes under a name of the client's."""
    remote_address: str = ""
    explained: tuple[str, str] | None = None
    """Resource and id of the basket or order that is answered."""
    at_hand: Basket | Order | None = None
    """The basket or order of the request, once it is known that the caller may see it; explanations look into it."""
    once: Once | None = None
    """The claim on a request that the client named by an idempotency key."""
    custom: dict[str, Any] = msgspec.field(default_factory=dict)
    transaction: Transaction = msgspec.field(default_factory=Transaction)
    trace: Trace | None = None
    """What became of hooks, once a point is reached; None in a server that keeps no traces."""
    open_baskets: Mapping[str, list[OpenBasket]] = msgspec.field(default_factory=dict)
    """Baskets that were read together with their customer; by customer id, for one look."""
    scripts: ScriptState | None = None
    """What scripts of cartridges have left behind so far."""
    hold_seconds: int | None = None
    """How long a hook wants the basket's stock to be held; 0 gives it up."""

    @property
    def site_id(self) -> str:
        """Return the id of the site called."""
        return self.site.data.site_id

    @property
    def store(self) -> Store:
        """Return the store whose writes keep what belongs to the request: the answer to its key, changes of scripts."""
        return self.own_store if self.scripts is None else self.scripts.carried_by(self.own_store)

    @property
    def own_store(self) -> Store:
        """Return the store without what scripts changed."""
        return self.server.store if self.once is None else self.once.store

    @property
    def now_text(self) -> str:
        """Return the instant of the request as documents hold it."""
        return date_time(self.now)

    def new_id(self) -> str:
        """Make an id."""
        return new_id(self.server.ambient)

    def context(self, payment_card: OrderPaymentCardRequest | None = None) -> Context:
        """Return what hooks may ask for."""
        trace = trace_of(self, payment_card) if self.server.traces is not None else None
        host = ScriptHost(self)
        return Context(
            shop=self.site.shop,
            products=self.products,
            now=self.now,
            new_id=self.new_id,
            query=self.query,
            custom=self.custom,
            shopper=self.shopper,
            stock=self.stock if self.knows_stock else None,
            host=host if trace is None else trace.host(host),
            payment_card=payment_card,
            reserve_inventory=self.reserve_inventory,
            transaction=self.transaction,
            version=self.version,
            hooks=self.server.hooks,
            watch=trace,
        )

    def reserve_inventory(self, minutes: int) -> None:
        """Let the stock of the basket be held when this request stores it; 0 minutes give up what is held.

        TransactionError outside the transaction.
        """
        self.transaction.require()
        self.hold_seconds = max(minutes, 0) * 60

    async def before(self, point: str, *arguments: Any) -> Any:
        """Run the hooks of a before… point."""
        return await self.ask(point, *arguments)

    async def after(self, point: str, *arguments: Any) -> Any:
        """Run the hooks of an after… point."""
        return await self.ask(point, *arguments)

    async def ask(self, point: str, *arguments: Any, payment_card: OrderPaymentCardRequest | None = None) -> Any:
        """Run a point and return its answer; a payment point sees the card of the request.

        Nothing runs in versions that do not have the point.
        """
        if self.server.hooks.empty(point):
            if self.server.traces is not None:
                passed(self, point)
            return None
        return await self.server.hooks.run(point, self.context(payment_card), *arguments)

    async def calculate(self, container: Basket | Order) -> None:
        """Recalculate a basket or order: the extension point dw.order.calculate."""
        await self.load_basket_products(container)
        await self.load_shopper(container)
        await self.load_promoted(container)
        hooks, context = self.server.hooks, self.context()
        if hooks.registered(*CALCULATIONS):
            describe_lines(container, context)
        await hooks.run("dw.order.calculate", context, container)

    async def calculate_after(self, point: str, container: Basket | Order, *arguments: Any) -> None:
        """Run the hooks of an after… point whose default is to recalculate; a hook that answers stands in for it."""
        if await self.after(point, container, *arguments) is None:
            await self.calculate(container)

    async def answer(self, document: Document, point: str | None = None, *arguments: Any, **form: Any) -> Answer:
        """Render a document and let the modify…Response point change it."""
        rendered = self.render(document, **form)
        if point is not None and self.server.hooks.registered(point):
            await self.server.hooks.run(point, self.context(), document, rendered, *arguments)
        return Answer(document=rendered, document_class=type(document))

    async def answer_many(self, result: Document, documents: Sequence[Document], point: str) -> Answer:
        """Render a result whose data are these documents and let the modify…Response point change each of them."""
        answer = await self.answer(result)
        if self.server.hooks.registered(point) and answer.document is not None:
            for document, rendered in zip(documents, answer.document.get("data", ()), strict=True):
                await self.server.hooks.run(point, self.context(), document, rendered)
        return answer

    async def stateful(
        self,
        document: Document,
        body: bytes,
        revision: int,
        point: str | None,
        flashes: list[Flash] | None = None,
        arguments: tuple[Any, ...] = (),
        validation: tuple[str, bool] | None = None,
    ) -> Answer:
        """Answer a document that has a state: ``_resource_state``, or the ETag header of old versions.

        ``validation`` is a validate… point and what it is told beside the document. Without hooks that want to see the
        answer it is made of the stored form, which is faster.
        """
        self.explained = subject_of(document)
        state = stored.state_of(body, revision)
        points = [name for name in (validation[0] if validation else None, point) if name is not None]
        if not self.server.hooks.registered(*points):
            made = self._from_stored(document, body, state, flashes)
            if made is not None:
                if self.server.traces is not None:
                    passed(self, *points)
                return made
        return await self.answer_with_state(document, point, state, flashes, arguments, validation)

    async def stored(self, identified: Document, body: bytes, revision: int) -> Answer:
        """Answer a stored document that no hook wants to see; ``identified`` is its class with its id."""
        self.explained = subject_of(identified)
        state = stored.state_of(body, revision)
        made = self._from_stored(identified, body, state)
        return made or await self.answer_with_state(stored.decode(type(identified), body), None, state)

    async def answer_with_state(
        self,
        document: Document,
        point: str | None,
        state: str,
        flashes: list[Flash] | None = None,
        arguments: tuple[Any, ...] = (),
        validation: tuple[str, bool] | None = None,
    ) -> Answer:
        """Render a document with its state: ``_resource_state``, or the ETag header of old versions."""
        rendered = self.render(document, state=state, flashes=flashes)
        if validation is not None:
            await self.ask(validation[0], rendered, validation[1])
        if point is not None:
            await self.ask(point, document, rendered, *arguments)
        headers = [("etag", state)] if covers(self.version, None, ETAGS_UNTIL) else []
        return Answer(document=envelope_first(rendered), document_class=type(document), headers=headers, state=state)

    def without_body(self, state: str) -> Answer:
        """Answer 204 with the state that a resource has now in a header."""
        name = "etag" if covers(self.version, None, ETAGS_UNTIL) else "x-dw-resource-state"
        return Answer(status=204, headers=[(name, state)])

    def _from_stored(
        self, identified: Document, body: bytes, state: str, flashes: list[Flash] | None = None
    ) -> Answer | None:
        if self.form != "json":
            return None
        encoded = encode_stored(
            body, identified, self.version, self._rendering, state=state, flashes=flashes, selection=self.selection
        )
        return Answer(encoded=encoded, state=state) if encoded is not None else None

    def render(
        self, document: Document, *, state: str | None = None, flashes: list[Flash] | None = None
    ) -> dict[str, Any]:
        """Render a document for this call's version."""
        return render(document, self.version, self._rendering, state=state, flashes=flashes)

    @property
    def _rendering(self) -> RenderContext:
        return RenderContext(self.base_url, self.query_string, self.server.settings.typed_from)

    def raised(self, flashes: list[Flash]) -> list[Flash]:
        """Return the flashes that the call's version knows."""
        return raised_in(flashes, self.version)

    def check_state(self, body: bytes, revision: int) -> None:
        """Compare the state the client sent with the one in the store.

        Faults: RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH, IF_MATCH_REQUIRED where the resource demands it.

        Versions with ETags read the header If-Match, later ones the document or the header x-dw-resource-state.
        """
        if covers(self.version, None, ETAGS_UNTIL):
            if_match = self.headers.get("if-match")
            if if_match is None and self.state_required:
                raise faults.IF_MATCH_REQUIRED()
            if if_match is not None and not stored.names_state(if_match, stored.state_of(body, revision)):
                raise faults.INVALID_IF_MATCH(if_match=redact(if_match))
            return
        client = self.client_state or self.headers.get("x-dw-resource-state")
        if client is not None and client != (server := stored.state_of(body, revision)):
            raise faults.RESOURCE_STATE_CONFLICT(client=redact(client), server=server)

    def changed_meanwhile(self, body: bytes, revision: int) -> faults.Fault:
        """Return the fault of a write that another one was faster than."""
        if covers(self.version, None, ETAGS_UNTIL) and "if-match" in self.headers:
            return faults.INVALID_IF_MATCH(if_match=redact(self.headers["if-match"]))
        return faults.RESOURCE_STATE_CONFLICT(client=stored.state_of(body, revision), server="changed")

    def lease(self, subject: str, *points: str, refusal: faults.Fault | None = None) -> Lease:
        """Return the lease of a basket or order; it is taken only if somebody's hook is registered at the points.

        Fault RESOURCE_STATE_CONFLICT, or the refusal given, when another request has it.
        """
        if not self.server.hooks.registered(*points):
            return Lease(self.store, None)
        wanted = StoredLease(self.site_id, subject, self.new_id())
        seconds = self.server.settings.hook_seconds * (1 + self.server.hooks.count(*points))
        return Lease(self.store, wanted, self.now, seconds, refusal)
