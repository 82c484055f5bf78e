"""What scripts of cartridges leave behind in a request: changes for its unit of work, and values of the session."""

from typing import Any, NamedTuple

import msgspec

from counterfoil.documents.basket import Basket
from counterfoil.store.interface import Store
from counterfoil.store.records import CertificateRow, Reservation
from counterfoil.store.script_writes import ScriptWrites


class NewOrder(msgspec.Struct):
    """An order that a script made of a basket: what is settled, whatever the script makes of the order afterwards."""

    basket_id: str
    basket_revision: int | None
    """As a script read the basket; None is one that the request itself writes, 0 one that nobody stored."""
    held: Reservation | None
    """What was held for the basket."""
    sold: list[CertificateRow]


class Visitor(NamedTuple):
    """The customer of a session: a registered one has a number, and has logged in or not."""

    customer_id: str
    customer_no: str = ""
    authenticated: bool = False


class SessionValues(msgspec.Struct):
    """Values of ``session.custom`` and ``session.privacy``: as scripts have left them, and as they were read."""

    custom: dict[str, Any] = {}
    privacy: dict[str, Any] = {}
    read: dict[str, dict[str, Any]] = {}
    renew: bool = False
    """Whether the session ends soon unless it is stored again."""


class Began(NamedTuple):
    """What was to be kept when a script began a transaction of its own."""

    writes: ScriptWrites
    new_orders: dict[str, NewOrder]
    new_baskets: dict[str, Basket]
    new_certificates: dict[str, CertificateRow]
    taken_baskets: set[str]
    preferences: dict[str, Any] | None


class ScriptState(msgspec.Struct):
    """Made when the first script of a request asks for something that outlasts its hook."""

    writes: ScriptWrites = msgspec.field(default_factory=ScriptWrites)
    new_orders: dict[str, NewOrder] = {}
    """By number; kept once the script's transaction is."""
    new_baskets: dict[str, Basket] = {}
    """As the server made them, by id."""
    new_certificates: dict[str, CertificateRow] = {}
    """Gift certificates that scripts made, by merchant id."""
    certificate_states: dict[str, set[str]] = {}
    """What gift certificates were in this request, one after the other, by merchant id."""
    taken_baskets: set[str] = set()
    """Those that became orders, or went."""
    session: SessionValues | None = None
    """What the session holds, once a script asked for it."""
    preferences: dict[str, Any] | None = None
    """The site's custom preferences, once a script changed them."""
    visitor: Visitor | None = None
    """Whom a script has logged in, or the guest that is left after it logged somebody out."""
    vouched: set[str] = set()
    """Numbers of customers whose passwords a script had checked and found right."""
    currency: str | None = None
    """The currency a script gave the session."""
    source_code: str | None = None
    """The source code a script gave the session."""
    price_books: tuple[str, ...] = ()
    """The price books a script gave the session; without any, those of the site hold."""
    began: Began | None = None
    """Where the transaction of its own that a script has open began."""

    def begin(self) -> None:
        """Remember what is to be kept, should the transaction that a script begins be rolled back."""
        self.began = Began(
            self.writes.copied(),
            self.new_orders.copy(),
            self.new_baskets.copy(),
            self.new_certificates.copy(),
            self.taken_baskets.copy(),
            self.preferences,
        )

    def rollback(self) -> None:
        """Give up what a script changed since its transaction began; the session and its visitor are in none."""
        if self.began is None:
            return
        began, self.began = self.began, None
        self.writes.become(began.writes)
        self.new_orders, self.new_baskets = began.new_orders, began.new_baskets
        self.new_certificates, self.taken_baskets = began.new_certificates, began.taken_baskets
        self.preferences = began.preferences

    def carried_by(self, store: Store) -> Store:
        """Return the store whose next write carries along what scripts changed."""
        return store.carrying(self.writes) if self.writes else store

    async def finish(self, store: Store) -> None:
        """Write what no write of the request has carried; raise ScriptConflict."""
        if self.writes:
            await store.write_of_scripts(self.writes)
