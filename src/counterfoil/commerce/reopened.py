"""The basket that an order was made of, open again once the order has failed.

Follows section 6 of the order lifecycle reference: what the order took is given back, and payment begins anew.
"""

from operator import attrgetter

from msgspec.structs import replace

from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument

_COPIED = tuple(
    name
    for name in Basket.__struct_fields__
    if name in Order.__struct_fields__ and name not in ("notes", "note_list", "creation_date")
)
"""What a basket takes over from the order as it is."""
_values = attrgetter(*_COPIED)


def basket_from_order(order: Order, *, basket_id: str, now_text: str, agent_basket: bool) -> Basket:
    """Make the basket of a failed order. Card numbers are masked in it; shipments that were empty are gone."""
    basket = Basket(**dict(zip(_COPIED, _values(order), strict=True)))
    basket.basket_id, basket.agent_basket = basket_id, agent_basket
    basket.creation_date = basket.last_modified = now_text
    basket.channel_type = "callcenter" if agent_basket else "storefront"
    basket.customer_name = order.customer_name
    basket.customer_info = replace(order.customer_info, customer_name=None) if order.customer_info else None
    basket.shipments = order.shipments or []
    basket.coupon_items = [
        replace(item, redeemed_code=None, redeemed_by=None) for item in order.coupon_items or ()
    ] or None
    basket.gift_certificate_items = [
        replace(item, merchant_id=None) for item in order.gift_certificate_items or ()
    ] or None
    basket.payment_instruments = [_unpaid(one) for one in order.payment_instruments or ()]
    return basket


def _unpaid(instrument: OrderPaymentInstrument) -> OrderPaymentInstrument:
    return replace(
        instrument,
        authorization_status=None,
        authorized=None,
        redeemed=None,
        transaction_custom=None,
        transaction_id=None,
        transaction_type=None,
    )
