"""What must hold of each document by itself."""

import re
from collections.abc import Iterator
from decimal import Decimal

from counterfoil.commerce.payment import refuse_card_numbers
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.faults import Fault

_FORBIDDEN = re.compile(rb'"(security_code|number|cvn|cvv)"\s*:')
_ZERO = Decimal(0)


def body_breaches(body: bytes, intact: bool) -> Iterator[str]:
    """Compare a document with its digest, and look for what is never stored."""
    if not intact:
        yield "the document is not the one that was stored: its digest differs"
    if _FORBIDDEN.search(body):
        yield "the document has a property for a security code or a card number"


def content_breaches(container: Basket | Order) -> Iterator[str]:
    """Look for card numbers, and compare the totals with the sums of their parts once they are computed."""
    for instrument in container.payment_instruments or ():
        try:
            refuse_card_numbers(instrument, "order_payment_instrument")
        except Fault:
            yield f"payment instrument {instrument.payment_instrument_id} holds what may be a whole card number"
    if container.order_total is None:
        return
    lines = [line for item in container.product_items or () for line in (item, *(item.option_items or ()))]
    items = sum((line.price_after_item_discount or _ZERO for line in lines), _ZERO)
    discounts = sum((adjustment.price or _ZERO for adjustment in container.order_price_adjustments or ()), _ZERO)
    shipping = sum((item.price_after_item_discount or _ZERO for item in container.shipping_items or ()), _ZERO)
    certificates = sum((item.amount or _ZERO for item in container.gift_certificate_items or ()), _ZERO)
    tax = (container.adjusted_merchandize_total_tax or _ZERO) + (container.adjusted_shipping_total_tax or _ZERO)
    total = items + discounts + shipping + certificates
    if container.taxation != "gross":
        total += tax
    expected = {
        "product_sub_total": (container.product_sub_total, items),
        "product_total": (container.product_total, items + discounts),
        "shipping_total": (container.shipping_total, shipping),
        "tax_total": (container.tax_total, tax),
        "order_total": (container.order_total, total),
    }
    for name, (kept, made) in expected.items():
        if kept != made:
            yield f"{name} is {kept}, its parts add up to {made}"
