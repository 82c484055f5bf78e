"""Loading and saving orders: one stored document and the columns it is found by."""

import hashlib
from collections.abc import Sequence

import msgspec

from counterfoil import faults
from counterfoil.commerce.gift_certificates import GIFT_CERTIFICATE
from counterfoil.commerce.order_status import check_transition
from counterfoil.commerce.redemptions import NOTHING, Held, held_by
from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.shop.call import Call
from counterfoil.shop.lease import Lease
from counterfoil.shop.order_takes import redemption_takes, sold_takes
from counterfoil.shop.stock_store import not_available, takes_of
from counterfoil.store.records import (
    CertificateRefused,
    Conflict,
    CouponUsedUp,
    OrderColumns,
    OutOfStock,
    StockTake,
    Take,
)
from counterfoil.timestamps import instant_of


class LoadedOrder(msgspec.Struct):
    """An order as it stands in the store."""

    order: Order
    body: bytes
    revision: int
    status: str | None
    """The status it was loaded with."""
    placed: bool = False
    """Whether this request has placed it."""
    held: Held = NOTHING
    """The coupons and payments from gift certificates it was loaded with."""

    def __post_init__(self) -> None:
        self.held = held_by(self.order)

    @property
    def customer_id(self) -> str | None:
        """Return whose order it is."""
        return self.order.customer_info.customer_id if self.order.customer_info else None

    async def save(self, call: Call, takes: Sequence[Take] = (), lease: Lease | None = None) -> "LoadedOrder":
        """Store the changed order against the revision it was loaded with, and end its lease with that.

        Unchanged, nothing is written.

        Faults: RESOURCE_STATE_CONFLICT when it was changed meanwhile, STATUS_TRANSITION_NOT_POSSIBLE,
        PRODUCT_ITEM_NOT_AVAILABLE when a cancelled order cannot have its stock again.
        """
        order, status = self.order, self.status or "created"
        takes = [*takes, *await follow_status(call, order, status), *await redemption_takes(call, order, self.held)]
        takes += sold_takes(call, order, status)
        before, self.order.last_modified = self.order.last_modified, call.now_text
        body = stored.encode(self.order)
        if body == self.body.replace(_modified(before), _modified(call.now_text)):
            self.order.last_modified = before
            return self
        await keep_order_answer(call, self.order, body, self.revision + 1)
        try:
            taken = lease.taken if lease is not None else None
            await call.store.save_order(order_columns(call, self.order), body, self.revision, takes, taken)
        except Conflict:
            raise call.changed_meanwhile(self.body, self.revision) from None
        except OutOfStock as short:
            raise not_available(self.order, short) from None
        except (CouponUsedUp, CertificateRefused) as refused:
            raise not_redeemed(self.order, refused) from None
        if lease is not None:
            lease.released()
        placed = self.status == "created" and self.order.status == "new"
        return LoadedOrder(self.order, body, self.revision + 1, self.order.status, placed=placed)


async def keep_order_answer(call: Call, order: Order, body: bytes, revision: int) -> None:
    """Make the answer before the order is stored, when the client's idempotency key wants both kept together."""
    if call.once is not None:
        call.once.keep(await call.stateful(order, body, revision, None))


def not_redeemed(order: Order, refused: CouponUsedUp | CertificateRefused) -> faults.Fault:
    """Return the fault of an order that cannot have its coupon or its payment from a gift certificate again."""
    if isinstance(refused, CertificateRefused):
        return faults.INVALID_PAYMENT_METHOD_ID(payment_method_id=GIFT_CERTIFICATE)
    codes = [item.code for item in order.coupon_items or () if item.coupon_id == refused.coupon_id]
    return faults.INVALID_COUPON_CODE(coupon_code=codes[0] if codes else "")


def _modified(instant: str | None) -> bytes:
    return f'"last_modified":"{instant}"'.encode()


async def follow_status(call: Call, order: Order, before: str) -> list[StockTake]:
    """Do what a change of status brings: shipment numbers when placed, stock given back or taken again.

    Fault STATUS_TRANSITION_NOT_POSSIBLE, whoever changed the status.
    """
    effect = check_transition(before, order.status or "created", may_place=True, may_undo_fail=True)
    if effect == "place":
        for shipment in order.shipments or ():
            shipment.shipment_no = shipment.shipment_no or await call.server.numbers.next(call.site_id, "shipment")
    if effect not in ("fail", "undo_fail", "cancel", "undo_cancel"):
        return []
    takes = await takes_of(call, order)
    sign = 1 if effect in ("undo_fail", "undo_cancel") else -1
    return [take._replace(thousandths=sign * take.thousandths) for take in takes]


async def load_order(call: Call, order_no: str, known: LoadedOrder | None = None) -> LoadedOrder | None:
    """Return an order of the site, or None; one that is known already only if it has changed since."""
    found = await call.store.order(call.site_id, order_no)
    if found is None:
        return None
    if known is not None and known.revision == found.revision:
        return known
    order = stored.decode(Order, found.body)
    return LoadedOrder(order, found.body, found.revision, order.status)


def token_digest(token: str) -> bytes:
    """Return what the store keeps of an order token beside the document."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def order_columns(call: Call, order: Order, basket_id: str | None = None) -> OrderColumns:
    """Return the key columns of an order."""
    customer = order.customer_info
    return OrderColumns(
        site_id=call.site_id,
        order_no=order.order_no or "",
        basket_id=basket_id,
        customer_id=customer.customer_id if customer else None,
        customer_no=customer.customer_no if customer else None,
        customer_email=customer.email if customer else None,
        status=order.status or "created",
        confirmation_status=order.confirmation_status,
        export_status=order.export_status,
        payment_status=order.payment_status,
        shipping_status=order.shipping_status,
        created=instant_of(order.creation_date or call.now_text),
        modified=call.now,
        total=None if order.order_total is None else int(order.order_total * 1000),
        currency=order.currency,
        token_digest=token_digest(order.order_token or ""),
    )
