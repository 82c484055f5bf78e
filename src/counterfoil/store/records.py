"""What the operations of a store take and give, and how they fail.

Times are epoch milliseconds; quantities of stock and order totals are whole thousandths; a document is encoded JSON.
"""
# ruff: noqa: N818  (an exception is named for what happened)

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple


class StoreError(Exception):
    """Something the store refuses; nothing of the operation is kept."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, is full, read-only, busy or damaged; a later call may succeed."""


class TookTooLong(StoreError):
    """A search did not end within its time."""


class Conflict(StoreError):
    """The document was changed or removed since it was loaded."""


class SlotTaken(StoreError):
    """The customer has an open basket in that slot already."""


class DuplicateOrder(StoreError):
    """An order with this number, or of this basket, exists; ``key`` says which of the two."""

    def __init__(self, key: str) -> None:
        super().__init__(f"an order with this {key} exists")
        self.key = key


EXTERNAL_ID = "external id"


class DuplicateCustomer(StoreError):
    """Another customer of the list has this login, number, customer id or external id; ``key`` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(f"a customer with this {key} exists")
        self.key = key


class ClaimLost(StoreError):
    """The claim on a request expired and is somebody else's now."""


class OutOfStock(StoreError):
    """Fewer units than asked for are available, or the list has no record of the product."""

    def __init__(self, list_id: str, product_id: str) -> None:
        super().__init__(f"{product_id} of {list_id}")
        self.list_id = list_id
        self.product_id = product_id


class CouponUsedUp(StoreError):
    """A limit of the coupon is reached, or its customer redeemed it meanwhile."""

    def __init__(self, coupon_id: str) -> None:
        super().__init__(coupon_id)
        self.coupon_id = coupon_id


class CertificateRefused(StoreError):
    """The gift certificate has too little balance, another currency, or cannot be used now."""

    def __init__(self, merchant_id: str) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class DuplicateCertificate(StoreError):
    """Another gift certificate of the site has this code or merchant id."""


class NegativeBalance(StoreError):
    """More of the gift certificate was spent than it is to be worth."""


class Opening(NamedTuple):
    """What every request begins with."""

    revision: int
    """Raised by each change of shop data; caches of it are valid for one revision."""
    revoked: bool


class ShopRow(NamedTuple):
    """A record of shop data; without a body it is to be deleted."""

    kind: str
    scope: str
    id: str
    body: bytes | None


class CustomerRow(NamedTuple):
    """A customer of a customer list with the columns it is found by."""

    list_id: str
    customer_no: str
    customer_id: str
    login: str | None
    body: bytes
    revision: int = 1
    email: str | None = None
    """His e-mail address in lower case, which others may have too."""
    external_ids: Sequence[tuple[str, str]] = ()
    """His ids at other providers of identity, with the provider's id behind; given to be written, not read."""


class Visits(NamedTuple):
    """When a customer last logged in and was last seen, and the times before."""

    last_login: int
    previous_login: int | None
    last_visit: int
    previous_visit: int | None


class PasswordReset(NamedTuple):
    """A token that sets a customer's password, by its digest; void once the password was changed again."""

    list_id: str
    digest: bytes
    customer_no: str
    password_changes: int
    expires: int


class EndedTokens(NamedTuple):
    """Tokens and sessions given for a former password: known by what names it, but for the one that changed it.

    The one that the change before had spared, found by what names the password ``before``, ends too.
    """

    digest: bytes
    expires: int
    spared: bytes | None = None
    before: bytes = b""


class InventoryRow(NamedTuple):
    """An inventory record; ``available`` None means perpetual stock."""

    list_id: str
    product_id: str
    available: int | None
    body: bytes


class InventoryState(NamedTuple):
    """An inventory record with what is left and what was sold since its import."""

    body: bytes
    available: int | None
    sold: int
    reserved: int = 0
    """What of the available units is held for baskets."""


class StockTake(NamedTuple):
    """Units that leave an inventory list; negative ones come back."""

    list_id: str
    product_id: str
    thousandths: int


class ReservationLost(StoreError):
    """The units held for a basket were given back meanwhile."""


class Reservation(NamedTuple):
    """Units held for a basket until an instant."""

    site_id: str
    basket_id: str
    expires: int
    units: tuple[StockTake, ...]


class CouponUse(NamedTuple):
    """A coupon code that an order redeems, or gives back."""

    site_id: str
    coupon_id: str
    code: str
    order_no: str
    customer: str
    """By whom: his number, else his e-mail; empty is nobody, who has no limits of his own."""
    redeemed: int = 0
    back: bool = False
    limit_per_code: int | None = None
    limit_per_customer: int | None = None
    unchanged_since: int | None = None
    """How often the customer's count had changed when it was read; None: that does not matter."""


class UseCount(NamedTuple):
    """How often a code or a customer redeemed a coupon, and how often that number changed."""

    uses: int
    changes: int


class CertificateRow(NamedTuple):
    """A gift certificate by the digest of its code; amounts in thousandths, ``imported`` was spent elsewhere."""

    site_id: str
    merchant_id: str
    digest: bytes
    order_no: str | None
    """The order that sold it."""
    currency: str
    amount: int
    imported: int
    balance: int
    issued: bool
    enabled: bool
    created: int
    body: bytes


class CertificateUse(NamedTuple):
    """What a payment instrument of an order takes from a gift certificate, beside what it had taken before."""

    site_id: str
    merchant_id: str
    order_no: str
    payment_instrument_id: str
    currency: str
    before: int
    after: int


class CertificateState(NamedTuple):
    """Whether the gift certificates that an order sold can be used."""

    site_id: str
    order_no: str
    issued: bool
    enabled: bool


Take = StockTake | Reservation | CouponUse | CertificateUse | CertificateRow | CertificateState
"""What an order takes, gives back or makes in its own transaction; a certificate's row is one it sells.

A reservation is what was held for its basket and is turned into the stock it takes."""


class StoredBasket(NamedTuple):
    """A basket, the revision to save it against, when it was changed last and when it is gone."""

    body: bytes
    revision: int
    modified: int
    expires: int


class BasketColumns(NamedTuple):
    """The columns beside a basket; a customer's open baskets have different slots, None is outside of the quota."""

    site_id: str
    basket_id: str
    customer_id: str | None
    slot: int | None
    modified: int
    expires: int


class BasketWrite(NamedTuple):
    """A changed basket and the revision it was loaded with."""

    columns: BasketColumns
    body: bytes
    revision: int


class OpenBasket(NamedTuple):
    basket_id: str
    slot: int | None


class OrderColumns(NamedTuple):
    """The columns beside an order; site, number, basket and creation never change."""

    site_id: str
    order_no: str
    basket_id: str | None
    created: int
    modified: int
    customer_id: str | None = None
    customer_no: str | None = None
    customer_email: str | None = None
    status: str = "created"
    confirmation_status: str | None = None
    export_status: str | None = None
    payment_status: str | None = None
    shipping_status: str | None = None
    total: int | None = None
    currency: str | None = None
    token_digest: bytes | None = None


class StoredOrder(NamedTuple):
    """An order, the revision to save it against, the digest of its token, and whose it is."""

    body: bytes
    revision: int
    token_digest: bytes | None
    customer_id: str | None


class OrderPage(NamedTuple):
    """A part of a list and the size of the whole."""

    total: int
    bodies: list[bytes]


class SearchPage(NamedTuple):
    """A part of the orders that a search found, and the number of all of them."""

    total: int
    bodies: list[bytes]


class Lease(NamedTuple):
    """The right of one holder to work on one subject of a site."""

    site_id: str
    subject: str
    holder: str


class Claim(NamedTuple):
    """The right of one holder to do what a client named by an idempotency key."""

    site_id: str
    digest: bytes
    holder: str


class ClaimState(NamedTuple):
    """A claim that was there before: what it was taken for, and the answer once there is one.

    An empty answer means that the effect is there and its answer was lost.
    """

    fingerprint: bytes
    answer: bytes | None


class Session(NamedTuple):
    """A session by the digest of its id."""

    site_id: str
    digest: bytes
    body: bytes
    expires: int
    generation: bytes | None = None
    """What names the customer's password; the session ends with it."""


class OrderEntry(NamedTuple):
    """All that is stored of one order."""

    columns: OrderColumns
    revision: int
    body: bytes
    digest: bytes

    @property
    def intact(self) -> bool:
        """Say whether the body still has the digest it was stored with."""
        return sha256(self.body).digest() == self.digest


class BasketEntry(NamedTuple):
    """All that is stored of one basket."""

    columns: BasketColumns
    revision: int
    body: bytes
    digest: bytes

    @property
    def intact(self) -> bool:
        """Say whether the body still has the digest it was stored with."""
        return sha256(self.body).digest() == self.digest
