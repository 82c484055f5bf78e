"""Call: one request as the resource functions see it, and the steps they share."""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from counterfoil import faults
from counterfoil.ambient import Ambient, new_id
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.config import Settings
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.documents.flash_types import raised_in
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentCardRequest
from counterfoil.documents.properties import Document, RenderContext
from counterfoil.documents.render import render
from counterfoil.documents.shop_data import ProductView
from counterfoil.documents.wire import encode_stored
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.registry import Context, Registry
from counterfoil.identity.caller import Caller
from counterfoil.identity.sessions import Sessions
from counterfoil.identity.throttle import Throttle
from counterfoil.shop.state import Site, State
from counterfoil.store.interface import ClaimedStore, Store
from counterfoil.store.records import Lease as StoredLease
from counterfoil.store.records import StoreUnavailable
from counterfoil.timestamps import date_time
from counterfoil.versions import Version, covers, parse_version

AnyDocument = TypeVar("AnyDocument", bound=Document)
_ETAG_UNTIL = parse_version("16.1")
_DIGITS = 8


class _Groups(msgspec.Struct):
    customer_groups: list[str] = []


_groups = msgspec.json.Decoder(_Groups)


class Answer(msgspec.Struct, kw_only=True):
    """What a resource function answers: a rendered document, or nothing but headers."""

    status: int = 200
    document: dict[str, Any] | None = None
    document_class: type[Document] | None = None
    encoded: bytes | None = None
    """The answer as JSON already, in place of the document."""
    headers: list[tuple[str, str]] = []


class Once(msgspec.Struct):
    """A request that a client named by an idempotency key: its writes go to ``store``, with the answer last kept."""

    store: ClaimedStore
    write: Callable[[Answer], bytes]
    """Make the bytes that are kept of an answer."""
    kept: bytes = b""

    def keep(self, answer: Answer) -> None:
        """Have the next write keep an answer with its effect."""
        self.kept = self.write(answer)
        self.store.keep(self.kept)


class Numbers:
    """Numbers of orders and shipments, taken from the store in blocks."""

    def __init__(self, store: Store, block: int) -> None:
        self._store = store
        self._block = block
        self._free: dict[tuple[str, str], tuple[int, int]] = {}

    async def next(self, site_id: str, name: str) -> str:
        """Return a number of a site's sequence that no other process and no earlier run has given: eight digits."""
        key = (site_id, name)
        number, end = self._free.get(key, (0, 0))
        if number >= end:
            first = await self._store.next_numbers(site_id, name, self._block)
            number, end = self._free.get(key, (0, 0))
            if number >= end:
                number, end = first, first + self._block
        self._free[key] = (number + 1, end)
        return f"{number:08d}"

    def skip(self, site_id: str, name: str) -> None:
        """Leave the rest of the block: a number of it was used elsewhere."""
        self._free.pop((site_id, name), None)

    async def pass_over(self, site_id: str, name: str, given: str) -> None:
        """Let the sequence go on behind a number that was given from outside, if it has the sequence's form."""
        if len(given) == _DIGITS and given.isascii() and given.isdigit():
            await self._store.raise_counter(site_id, name, int(given))
            self.skip(site_id, name)


class Server(msgspec.Struct):
    """What all requests of a process share."""

    settings: Settings
    ambient: Ambient
    store: Store
    hooks: Registry
    numbers: Numbers
    management_url: str = ""
    """Where the management pages are; empty without any."""


class Call(msgspec.Struct, kw_only=True):
    """A request: site, version, caller, body, store, clock; and the hook calls of the resource functions."""

    server: Server
    sessions: Sessions
    throttle: Throttle
    state: State
    site: Site
    version: Version
    caller: Caller
    refused: faults.Fault | None = None
    """Why the token of the request was refused, where one is optional."""
    path: dict[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    base_url: str
    query_string: str
    method_and_path: tuple[str, str]
    secure: bool = False
    form: str = "json"
    body: Document | None = None
    documents: tuple[Document, ...] = ()
    """The documents of the body: one, or those of an array where the resource takes one."""
    present: frozenset[str] = frozenset()
    """Properties the request document names, null ones too."""
    client_state: str | None = None
    remote_address: str = ""
    explained: tuple[str, str] | None = None
    """Resource and id of the basket or order that is answered."""
    once: Once | None = None
    """The claim on a request that the client named by an idempotency key."""
    now: int = 0
    products: dict[str, ProductView] = {}
    asked_stock: set[str] = set()
    stock: dict[str, Decimal | None] = {}
    """What the site's inventory list had of the products asked for so far in this request."""
    shopper: Shopper = ANYBODY
    """What the rules know of the customer of the basket or order at hand; read by :meth:`load_shopper`."""
    shopper_no: str | None = None
    custom: dict[str, Any] = {}

    @property
    def site_id(self) -> str:
        """Return the id of the site called."""
        return self.site.data.site_id

    @property
    def store(self) -> Store:
        """Return the store; for a request with an idempotency key, the one whose writes keep its answer."""
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
        return Context(
            shop=self.site.shop,
            products=self.products,
            now=self.now,
            new_id=self.new_id,
            query=self.query,
            custom=self.custom,
            shopper=self.shopper,
            payment_card=payment_card,
        )

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
        hooks = self.server.hooks
        if hooks.empty(point) or not covers(self.version, BY_NAME[point].since, BY_NAME[point].until):
            return None
        return await hooks.run(point, self.context(payment_card), *arguments)

    async def load_products(self, product_ids: Iterable[str]) -> Mapping[str, ProductView]:
        """Make products known to the rules of this request."""
        missing = [product_id for product_id in product_ids if product_id not in self.products]
        if missing:
            self.products.update(await self.state.products(self.site, missing))
        return self.products

    async def load_basket_products(self, container: Basket | Order) -> Mapping[str, ProductView]:
        """Make the products of a container known, parts of bundles included."""
        products = await self.load_products(
            item.product_id for item in container.product_items or () if item.product_id
        )
        return await self.load_products(
            [part.product_id for view in products.values() for part in view.product.bundled_products]
        )

    async def calculate(self, container: Basket | Order) -> None:
        """Recalculate a basket or order: the extension point dw.order.calculate."""
        await self.load_basket_products(container)
        await self.load_shopper(container)
        await self.server.hooks.run("dw.order.calculate", self.context(), container)

    async def calculate_after(self, point: str, container: Basket | Order, *arguments: Any) -> None:
        """Run the hooks of an after… point whose default is to recalculate; a hook that answers stands in for it."""
        if await self.after(point, container, *arguments) is None:
            await self.calculate(container)

    async def load_shopper(self, container: Basket | Order) -> Shopper:
        """Make the customer of a container known to the rules, as far as the site's rules ask for him."""
        customer_no = container.customer_info.customer_no if container.customer_info else None
        if not customer_no or not self.site.shop.named_groups:
            self.shopper = ANYBODY
        elif self.shopper_no != customer_no:
            row = await self.store.customer_by_no(self.site.customer_list, customer_no)
            groups = _groups.decode(row.body).customer_groups if row is not None else []
            self.shopper, self.shopper_no = Shopper(groups=frozenset(groups)), customer_no
        codes = [item.code for item in container.coupon_items or () if item.code]
        if codes:
            self.shopper = self.shopper._replace(coupons=await self.state.coupon_codes(self.site, codes))
        return self.shopper

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
    ) -> Answer:
        """Answer a document that has a state: ``_resource_state``, or the ETag header of old versions.

        Without hooks that want to change the answer it is made of the stored form, which is faster.
        """
        self.explained = _subject(document)
        state = stored.state_of(body, revision)
        if not (point and self.server.hooks.registered(point)):
            made = self._from_stored(document, body, state, flashes)
            if made is not None:
                return made
        return await self.answer_with_state(document, point, state, flashes, arguments)

    async def stored(self, identified: Document, body: bytes, revision: int) -> Answer:
        """Answer a stored document that no hook wants to see; ``identified`` is its class with its id."""
        self.explained = _subject(identified)
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
    ) -> Answer:
        """Render a document with its state: ``_resource_state``, or the ETag header of old versions."""
        answer = await self.answer(document, point, *arguments, state=state, flashes=flashes)
        if covers(self.version, None, _ETAG_UNTIL):
            answer.headers = [("etag", state)]
        return answer

    def _from_stored(
        self, identified: Document, body: bytes, state: str, flashes: list[Flash] | None = None
    ) -> Answer | None:
        if self.form != "json":
            return None
        context = RenderContext(self.base_url, self.query_string)
        encoded = encode_stored(body, identified, self.version, context, state=state, flashes=flashes)
        return Answer(encoded=encoded) if encoded is not None else None

    def render(
        self, document: Document, *, state: str | None = None, flashes: list[Flash] | None = None
    ) -> dict[str, Any]:
        """Render a document for this call's version."""
        context = RenderContext(self.base_url, self.query_string)
        return render(document, self.version, context, state=state, flashes=flashes)

    def raised(self, flashes: list[Flash]) -> list[Flash]:
        """Return the flashes that the call's version knows."""
        return raised_in(flashes, self.version)

    def check_state(self, body: bytes, revision: int) -> None:
        """Compare the state the client sent, if any; faults RESOURCE_STATE_CONFLICT and INVALID_IF_MATCH."""
        if_match = self.headers.get("if-match")
        client = self.client_state or self.headers.get("x-dw-resource-state")
        if client is None and if_match is None:
            return
        server = stored.state_of(body, revision)
        if covers(self.version, None, _ETAG_UNTIL):
            if if_match is not None and if_match.strip('"') != server:
                raise faults.INVALID_IF_MATCH(if_match=if_match)
        elif client is not None and client != server:
            raise faults.RESOURCE_STATE_CONFLICT(client=client, server=server)

    def lease(self, subject: str, *points: str) -> "Lease":
        """Return the lease of a basket or order; it is taken only if somebody's hook is registered at the points."""
        wanted = None
        if self.server.hooks.registered(*points):
            wanted = StoredLease(self.site_id, subject, self.new_id())
        seconds = self.server.settings.hook_seconds * (1 + self.server.hooks.count(*points))
        return Lease(self.store, wanted, self.now, seconds)


def _subject(document: Document) -> tuple[str, str] | None:
    if isinstance(document, Order):
        return "orders", document.order_no or ""
    return ("baskets", document.basket_id or "") if isinstance(document, Basket) else None


class Lease:
    """Keeps hooks of one basket or order from running twice at once, in all processes."""

    def __init__(self, store: Store, wanted: StoredLease | None, now: int, seconds: int) -> None:
        self.taken = wanted
        self._store = store
        self._now = now
        self._seconds = seconds

    async def __aenter__(self) -> "Lease":
        if self.taken is not None and not await self._store.take_lease(self.taken, self._now, self._seconds):
            raise faults.RESOURCE_STATE_CONFLICT(client="", server="busy")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.taken is not None:
            with contextlib.suppress(StoreUnavailable):  # it expires by itself
                await self._store.release_lease(self.taken)
