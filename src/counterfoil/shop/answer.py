"""What a resource function answers, and what is kept of it for a client's idempotency key."""

from collections.abc import Callable
from typing import Any

import msgspec

from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.documents.properties import Document
from counterfoil.store.interface import ClaimedStore


class Answer(msgspec.Struct, kw_only=True):
    """What a resource function answers: a rendered document, or nothing but headers."""

    status: int = 200
    document: dict[str, Any] | None = None
    document_class: type[Document] | None = None
    encoded: bytes | None = None
    """The answer as JSON already, in place of the document; of it only what the request's selection keeps."""
    headers: list[tuple[str, str]] = []
    state: str | None = None
    """The state of the document that is answered, where it has one."""

    def __post_init__(self) -> None:
        """Refuse a document without a class, which could not be written as XML."""
        if self.document is not None and self.document_class is None:
            raise TypeError("a resource function answers a document of a class")


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


def subject_of(document: Document) -> tuple[str, str] | None:
    """Return resource and id of a basket or an order."""
    if isinstance(document, Order):
        return "orders", document.order_no or ""
    return ("baskets", document.basket_id or "") if isinstance(document, Basket) else None
