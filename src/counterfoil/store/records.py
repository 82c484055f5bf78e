"""What the operations of a store take and give, and how they fail.

Times are epoch milliseconds; quantities of stock and order totals are whole thousandths; a document is encoded JSON.
"""
# ruff: noqa: N818  (an exception is named for what happened)

from hashlib import sha256
from typing import NamedTuple


class StoreError(Exception):
    """Something the store refuses; nothing of the operation is kept."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, is full, read-only, busy or damaged; a later call may succeed."""


class Conflict(StoreError):
    """The document was changed or removed since it was loaded."""


class SlotTaken(StoreError):
    """The customer has an open basket in that slot already."""


class DuplicateOrder(StoreError):
    """An order with this number, or of this basket, exists; ``key`` says which of the two."""

    def __init__(self, key: str) -> None:
        super().__init__(f"an order with this {key} exists")
        self.key = key


class DuplicateCustomer(StoreError):
    """Another customer of the list has this login or customer id; ``key`` says which of the two."""

    def __init__(self, key: str) -> None:
        super().__init__(f"a customer with this {key} exists")
        self.key = key


class OutOfStock(StoreError):
    """Fewer units than asked for are available, or the list has no record of the product."""

    def __init__(self, list_id: str, product_id: str) -> None:
        super().__init__(f"{product_id} of {list_id}")
        self.list_id = list_id
        self.product_id = product_id


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


class StockTake(NamedTuple):
    """Units that leave an inventory list; negative ones come back."""

    list_id: str
    product_id: str
    thousandths: int


class Stored(NamedTuple):
    """A document and the revision to save it against."""

    body: bytes
    revision: int


class BasketColumns(NamedTuple):
    """The columns beside a basket; a customer's open baskets have different slots, None is outside of the quota."""

    site_id: str
    basket_id: str
    customer_id: str | None
    slot: int | None
    modified: int
    expires: int


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


class Lease(NamedTuple):
    """The right of one holder to work on one subject of a site."""

    site_id: str
    subject: str
    holder: str


class Session(NamedTuple):
    """A session by the digest of its id."""

    site_id: str
    digest: bytes
    body: bytes
    expires: int


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
