"""What scripts of cartridges changed in a request, beside its basket or order, on its way into the store."""

from typing import NamedTuple

from counterfoil.store.records import (
    BasketColumns,
    CertificateRow,
    CustomerRow,
    EndedTokens,
    OrderColumns,
    PasswordReset,
    Reservation,
    ShopRow,
    StoreError,
    Take,
)


class ScriptConflict(StoreError):  # noqa: N818  (named for what happened)
    """What a script changed was changed or removed since it was loaded."""


class CustomObjectRow(NamedTuple):
    """A custom object; its scope is a site, or empty where the organisation shares it. Without a body it is to go."""

    scope: str
    type_id: str
    object_key: str
    created: int
    modified: int
    expires: int | None
    """When its days of retention are over."""
    revision: int
    """As it was loaded; 0 is one that is not stored yet."""
    body: bytes | None


class OrderWrite(NamedTuple):
    """An order beside that of the request, the revision it was read at, and what it takes or gives back."""

    columns: OrderColumns
    body: bytes
    revision: int
    """As it was loaded; 0 is one that a script made of a basket."""
    takes: tuple[Take, ...]


class BasketChange(NamedTuple):
    """A basket beside that of the request; without a body it is to go, and what is held for it with it."""

    site_id: str
    basket_id: str
    revision: int | None
    """As it was loaded; 0 is a new one, None one that the request itself writes before."""
    columns: BasketColumns | None = None
    body: bytes | None = None
    held: Reservation | None = None


class CertificateWrite(NamedTuple):
    """A gift certificate as a script has made or changed it; its balance is that of the store."""

    row: CertificateRow
    before: CertificateRow | None
    """As it was read; None is a new one."""


CustomObjectKey = tuple[str, str, str]


class ScriptWrites:
    """Changes that the next write of the request carries along: with it they are kept, or refused."""

    def __init__(self) -> None:
        self.custom_objects: dict[CustomObjectKey, CustomObjectRow] = {}
        self.customers: dict[tuple[str, str], tuple[CustomerRow, int]] = {}
        """By list and number, with the revision they were loaded with; 0 is a new one."""
        self.removed: set[tuple[str, str]] = set()
        """Customers to go, by list and number."""
        self.ended: list[EndedTokens] = []
        """Tokens given for passwords that scripts changed."""
        self.resets: dict[bytes, PasswordReset] = {}
        """Tokens that reset passwords, by their digests; others of the same customers end."""
        self.redeemed: list[PasswordReset] = []
        """Those that were used."""
        self.shop_rows: dict[tuple[str, str, str], ShopRow] = {}
        self.orders: dict[tuple[str, str], OrderWrite] = {}
        """By site and number."""
        self.baskets: dict[tuple[str, str], BasketChange] = {}
        """By site and id."""
        self.certificates: dict[tuple[str, str], CertificateWrite] = {}
        """By site and merchant id."""
        self.written: dict[tuple[str, ...], int] = {}
        """The revisions that objects and customers have after earlier writes of the request."""

    def __bool__(self) -> bool:
        documents = self.custom_objects or self.customers or self.shop_rows or self.orders or self.baskets
        accounts = self.removed or self.ended or self.resets or self.redeemed
        return bool(documents or accounts or self.certificates)

    def copied(self) -> "ScriptWrites":
        """Return these changes as they are now."""
        made = ScriptWrites()
        made.become(self)
        return made

    def become(self, other: "ScriptWrites") -> None:
        """Take the changes of another in the place of these."""
        for name, changes in vars(other).items():
            setattr(self, name, changes.copy())

    def done(self) -> None:
        """Note that everything is written."""
        for key, row in self.custom_objects.items():
            self.written[key] = row.revision + 1 if row.body is not None else 0
        for owner, (_, revision) in self.customers.items():
            self.written[owner] = revision + 1
        for (site_id, order_no), write in self.orders.items():
            self.written["order", site_id, order_no] = write.revision + 1
        for (site_id, basket_id), change in self.baskets.items():
            self.written["basket", site_id, basket_id] = (change.revision or 0) + 1
        self.custom_objects.clear()
        self.customers.clear()
        self.removed.clear()
        self.ended.clear()
        self.resets.clear()
        self.redeemed.clear()
        self.shop_rows.clear()
        self.orders.clear()
        self.baskets.clear()
        self.certificates.clear()
