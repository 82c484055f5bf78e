"""What a store can do: the named operations. What they take and give, and how they fail, is in ``records``."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from counterfoil.documents.search_query import Expression, SortKey
from counterfoil.store.records import (
    BasketColumns,
    BasketEntry,
    BasketWrite,
    CertificateRow,
    Claim,
    ClaimState,
    CouponUse,
    CustomerRow,
    EndedTokens,
    InventoryRow,
    InventoryState,
    Lease,
    OpenBasket,
    Opening,
    OrderColumns,
    OrderEntry,
    OrderPage,
    PasswordReset,
    Reservation,
    SearchPage,
    Session,
    ShopRow,
    StoredBasket,
    StoredOrder,
    Take,
    UseCount,
    Visits,
)
from counterfoil.store.script_writes import CustomObjectRow, ScriptWrites
from counterfoil.store.trace_row import TraceRow


class Store(Protocol):
    """The named operations; each is atomic, and durable when it returns. All may raise StoreUnavailable."""

    async def close(self) -> None:
        """Finish what is under way and give up the database."""

    async def opening(self, token_digest: bytes | None, generation: bytes | None = None) -> Opening:
        """Read the shop revision and whether this token is revoked, itself or with the password it was given for."""

    async def shop_row(self, kind: str, scope: str, row_id: str) -> bytes | None: ...

    async def shop_rows(self, kind: str, scope: str | None = None) -> list[tuple[str, str, bytes]]:
        """List scope, id and body of a kind, in all scopes or one."""

    async def shop_rows_after(self, kind: str, after: str, count: int) -> list[tuple[str, bytes]]:
        """List id and body of a kind that has no scopes, a page at a time: the rows after an id."""

    async def shop_rows_by_id(self, kinds: Sequence[str], ids: Sequence[str]) -> list[ShopRow]:
        """Read the rows of these kinds and ids in every scope."""

    async def put_shop_rows(self, rows: Sequence[ShopRow]) -> None:
        """Write or delete rows and raise the shop revision."""

    async def customer_by_no(self, list_id: str, customer_no: str) -> CustomerRow | None: ...

    async def customer_with_baskets(
        self, list_id: str, customer_no: str, site_id: str, now: int
    ) -> tuple[CustomerRow | None, list[OpenBasket]]:
        """Read a customer together with his open baskets on a site, as ``open_baskets`` would return them."""

    async def customer_by_login(self, list_id: str, login: str) -> CustomerRow | None: ...

    async def customer_by_id(self, list_id: str, customer_id: str) -> CustomerRow | None: ...

    async def save_customers(self, rows: Sequence[CustomerRow], ended: Sequence[EndedTokens] = ()) -> None:
        """Insert customers, or replace those with the same number, and end their tokens; raise DuplicateCustomer."""

    async def insert_customer(self, row: CustomerRow) -> None:
        """Add a customer; raise DuplicateCustomer."""

    async def update_customer(self, row: CustomerRow, expected_revision: int) -> None:
        """Save a customer, whose revision rises by one; raise Conflict, DuplicateCustomer."""

    async def customers_by_email(self, list_id: str, email: str, most: int) -> list[CustomerRow]:
        """List some customers of an e-mail address in lower case."""

    async def customers_by_external_id(self, list_id: str, external_id: str, most: int) -> list[CustomerRow]:
        """List some customers who have this id at a provider of identity, by the provider's id."""

    async def count_customers(self, list_id: str) -> int:
        """Count the registered customers of a list."""

    async def visits(self, list_id: str, customer_no: str) -> Visits | None: ...

    async def log_in(self, list_id: str, customer_no: str, now: int) -> Visits:
        """Note a log-in, which is a visit too, beside the customer: his revision stays."""

    async def put_password_reset(self, reset: PasswordReset) -> None: ...

    async def password_reset(self, list_id: str, digest: bytes, now: int) -> PasswordReset | None:
        """Read a token that has not expired."""

    async def change_password(
        self, row: CustomerRow, expected_revision: int, ended: EndedTokens, redeemed: PasswordReset | None = None
    ) -> None:
        """Save a customer, end the tokens of his former password and use up the reset; raise Conflict."""

    async def stock(self, list_id: str, product_ids: Sequence[str], now: int | None = None) -> dict[str, int | None]:
        """Read what is available and not held for a basket; None is perpetual, a product without record is missing.

        With an instant, reservations that expired until then are given back first.
        """

    async def inventory_records(
        self, list_id: str, product_ids: Sequence[str], now: int | None = None
    ) -> dict[str, InventoryState]:
        """Read whole records; with an instant, what expired reservations held is given back first."""

    async def release_reservations(self, now: int) -> int:
        """Give back what expired reservations hold; return their number."""

    async def stock_after(self, list_id: str, after: str, count: int) -> list[tuple[str, int | None]]:
        """List what is available of a list's products, a page at a time: those after an id."""

    async def put_inventory(self, rows: Sequence[InventoryRow]) -> None:
        """Import records; what was available and sold before is forgotten."""

    async def basket(self, site_id: str, basket_id: str, now: int) -> StoredBasket | None:
        """Read a basket that has not expired."""

    async def open_baskets(self, site_id: str, customer_id: str, now: int) -> list[OpenBasket]: ...

    async def insert_basket(self, columns: BasketColumns, body: bytes, hold: Reservation | None = None) -> None:
        """Add a basket with revision 1, in the place of an expired one of its slot, and hold stock for it.

        Raise SlotTaken, Conflict, OutOfStock.
        """

    async def save_basket(
        self,
        columns: BasketColumns,
        body: bytes,
        expected_revision: int,
        held: Reservation | None = None,
        hold: Reservation | None = None,
    ) -> None:
        """Save a basket, whose revision rises by one; what is to be held for it replaces what was held.

        Raise Conflict, SlotTaken, OutOfStock, ReservationLost.
        """

    async def save_baskets(self, writes: Sequence[BasketWrite]) -> None:
        """Save several baskets in one write, to slots that none of them had; raise Conflict, SlotTaken."""

    async def prolong_basket(self, site_id: str, basket_id: str, expires: int) -> None:
        """Let a basket live longer without a change; one that is not there any more stays away."""

    async def delete_basket(
        self, site_id: str, basket_id: str, expected_revision: int | None = None, held: Reservation | None = None
    ) -> None:
        """Delete a basket and give back what was held for it; raise ReservationLost, Conflict in another revision."""

    async def submit(
        self,
        columns: OrderColumns,
        body: bytes,
        basket_revision: int,
        takes: Sequence[Take] = (),
        lease: Lease | None = None,
    ) -> None:
        """Turn the basket named by the columns into this order, take what it takes and give up the lease.

        Raise Conflict, DuplicateOrder, OutOfStock, CouponUsedUp, CertificateRefused, DuplicateCertificate.
        """

    async def order(self, site_id: str, order_no: str) -> StoredOrder | None: ...

    async def save_order(
        self,
        columns: OrderColumns,
        body: bytes,
        expected_revision: int,
        takes: Sequence[Take] = (),
        lease: Lease | None = None,
    ) -> None:
        """Save an order, whose revision rises by one, and what it takes or gives back.

        Raise Conflict, OutOfStock, CouponUsedUp, CertificateRefused.
        """

    async def list_orders(
        self,
        site_id: str | None,
        customer_id: str,
        statuses: Sequence[str] | None = None,
        since: int | None = None,
        until: int | None = None,
        start: int = 0,
        count: int = 25,
    ) -> OrderPage:
        """List a customer's orders, newest first; both ends of the creation time are included. None is every site."""

    async def coupon_counts(
        self, site_id: str, coupon_ids: Sequence[str], codes: Sequence[str], customer: str
    ) -> tuple[dict[tuple[str, str], UseCount], dict[str, UseCount]]:
        """Read how often codes (by coupon and code) and a customer (by coupon) redeemed these coupons."""

    async def redeemed_since(
        self, site_id: str, customer: str, coupon_ids: Sequence[str], since: int
    ) -> list[tuple[str, int]]:
        """List coupon and instant of a customer's redemptions after an instant."""

    async def import_redemptions(self, uses: Sequence[CouponUse]) -> int:
        """Add redemptions made elsewhere, those that are known left out; return how many were new."""

    def all_redemptions(self, page: int = 200) -> AsyncIterator[tuple[CouponUse, bool]]:
        """Walk over every redemption, with whether it was imported."""

    def all_coupon_counts(self, page: int = 200) -> AsyncIterator[tuple[str, str, str, int]]:
        """Walk over every count as site, coupon, what it counts and the number."""

    async def gift_certificate(self, site_id: str, digest: bytes) -> CertificateRow | None: ...

    async def gift_certificates(self, site_id: str, merchant_ids: Sequence[str]) -> dict[str, CertificateRow]:
        """Read the gift certificates of these merchant ids that exist."""

    async def import_gift_certificate(self, row: CertificateRow) -> None:
        """Add a gift certificate or change the one of its merchant id, whose balance keeps what orders took.

        Raise DuplicateCertificate, NegativeBalance.
        """

    async def recode_gift_certificate(self, row: CertificateRow, digest: bytes, body: bytes) -> None:
        """Give a gift certificate another code; raise DuplicateCertificate."""

    def all_gift_certificates(self, page: int = 200) -> AsyncIterator[CertificateRow]:
        """Walk over every gift certificate, by site and merchant id."""

    def all_gift_certificate_uses(self, page: int = 200) -> AsyncIterator[tuple[str, str, str, str, int]]:
        """Walk over what orders took: site, order, payment instrument, merchant id, thousandths."""

    async def search_orders(
        self,
        site_id: str,
        expression: Expression,
        sorts: Sequence[SortKey] = (),
        start: int = 0,
        count: int = 25,
        seconds: float = 5.0,
    ) -> SearchPage:
        """Find orders, newest first where nothing else is asked for, and count them all; raise TookTooLong."""

    async def index_orders(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Let searches find what was saved of orders since the last time; return how many orders that were.

        Searching does so by itself; doing it before makes searches faster. ``progress`` is told how many of how many.
        """

    async def next_numbers(self, scope: str, name: str, block: int) -> int:
        """Reserve a block of numbers and return its first."""

    async def raise_counter(self, scope: str, name: str, at_least: int) -> None:
        """Let the numbers from here on be greater than one that was used elsewhere."""

    async def take_lease(self, lease: Lease, now: int, seconds: int) -> bool:
        """Take or renew a lease unless another holder has it."""

    async def release_lease(self, lease: Lease) -> None: ...

    async def take_claim(self, claim: Claim, fingerprint: bytes, now: int, expires: int) -> ClaimState | None:
        """Take a claim that is free or expired; return the one that is there, or None when it was taken."""

    async def complete_claim(self, claim: Claim, answer: bytes, expires: int) -> None:
        """Keep the answer of a claimed request; raise ClaimLost."""

    async def release_claim(self, claim: Claim) -> None:
        """Give up a claim whose request had no effect."""

    def claimed(self, claim: Claim, expires: int) -> "ClaimedStore":
        """Return this store for one request: each of its writes completes the claim, or raises ClaimLost."""

    def carrying(self, writes: ScriptWrites) -> "Store":
        """Return this store with what scripts changed, which its next write keeps; else it raises ScriptConflict."""

    async def write_of_scripts(self, writes: ScriptWrites) -> None:
        """Write what scripts changed by itself; raise ScriptConflict, DuplicateCustomer."""

    async def custom_object(self, scope: str, type_id: str, object_key: str, now: int) -> CustomObjectRow | None:
        """Read a custom object whose days are not over."""

    async def custom_objects(self, scope: str, type_id: str, after: str, count: int, now: int) -> list[CustomObjectRow]:
        """List custom objects of a type, a page at a time: those after a key."""

    async def put_custom_objects(self, rows: Sequence[CustomObjectRow]) -> None:
        """Import custom objects: add, replace, and remove those without a body."""

    def all_custom_objects(self, page: int = 200) -> AsyncIterator[CustomObjectRow]:
        """Walk over every custom object, by scope, type and key, a page at a time."""

    async def put_session(self, session: Session) -> None: ...

    async def session(self, site_id: str, digest: bytes, now: int) -> bytes | None: ...

    async def delete_session(self, site_id: str, digest: bytes) -> None: ...

    async def revoke_token(self, digest: bytes, expires: int) -> None: ...

    async def sweep(self, now: int, batch: int = 500) -> dict[str, int]:
        """Delete what has expired, in transactions of at most a batch; return the number by table."""

    def all_orders(self, page: int = 200) -> AsyncIterator[OrderEntry]:
        """Walk over every order, by site and number, a page at a time."""

    def all_customers(self, page: int = 200) -> AsyncIterator[CustomerRow]:
        """Walk over every registered customer, by list and number, a page at a time."""

    def all_reservations(self, page: int = 200) -> AsyncIterator[Reservation]:
        """Walk over all that is held for baskets, by site and basket."""

    def all_held_stock(self, page: int = 200) -> AsyncIterator[tuple[str, str, int]]:
        """Walk over the inventory records of which something is held: list, product, thousandths."""

    def all_baskets(self, page: int = 200) -> AsyncIterator[BasketEntry]:
        """Walk over every basket, by site and id, a page at a time."""

    async def put_traces(self, rows: Sequence[TraceRow], keep: int) -> None:
        """Write traces and delete the oldest, so that so many are left."""

    async def newest_traces(self, count: int) -> list[TraceRow]:
        """List the newest traces without their bodies."""

    async def newest_trace(self) -> TraceRow | None: ...

    async def traces_by_id(self, beginning: str, most: int) -> list[TraceRow]:
        """List the traces of requests whose id begins so."""

    async def counts(self) -> dict[str, int]:
        """Count the rows of each table."""


class ClaimedStore(Store, Protocol):
    """The store of one claimed request."""

    @property
    def wrote(self) -> bool:
        """Say whether the request had an effect."""

    def keep(self, answer: bytes) -> None:
        """Have the next write keep this answer with its effect."""
