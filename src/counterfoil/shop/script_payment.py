"""What scripts ask of payment: the methods and cards of the site, and coupons by their codes."""

from typing import Any

from counterfoil import faults
from counterfoil.commerce.payment_methods import Purchase, applicable_payment_cards, applicable_payment_methods
from counterfoil.commerce.texts import localised
from counterfoil.documents.basket import Basket
from counterfoil.documents.pricing import CouponItem
from counterfoil.shop.call import Call
from counterfoil.shop.coupons import enter_code
from counterfoil.shop.script_containers import answered, container_of, decimal_of
from counterfoil.shop.server import ScriptOperation

_UNKNOWN_CODE = "COUPON_CODE_UNKNOWN"
_TWICE = "COUPON_CODE_ALREADY_IN_BASKET"


async def _payment_methods(call: Call, _: Any) -> dict[str, Any]:
    """Return methods and card types of the site, those that are off too, in the texts of the request's locale."""
    shop = call.site.shop
    tongue = shop.tongue(call.locale)
    methods = [
        {
            "id": method.method_id,
            "name": localised(method.name, tongue),
            "description": localised(method.description, tongue),
            "image": method.image,
            "active": method.enabled_flag,
            "processor_id": method.processor_id,
            "custom": {f"c_{name}": value for name, value in method.custom_attributes.items()},
        }
        for method in shop.payment_methods.values()
    ]
    cards = [
        {
            "card_type": card.card_type,
            "name": localised(card.name, tongue),
            "description": localised(card.description, tongue),
            "image": card.image,
            "active": card.enabled_flag,
            "checksum": card.checksum_verification,
            "number_lengths": card.number_lengths,
            "number_prefixes": card.number_prefixes,
            "security_code_length": card.security_code_length,
        }
        for card in shop.payment_cards.values()
    ]
    return {"methods": methods, "cards": cards}


async def _payment_applicable(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the ids of the methods and cards that fit an amount, a country and customer groups."""
    shop = call.site.shop
    groups = asked["groups"]
    purchase = Purchase(
        amount=decimal_of(asked["amount"]),
        currency=asked.get("currency") or shop.currency,
        country=asked["country"],
        is_member=lambda wanted: groups is None or any(group in wanted for group in (*groups, "Everyone")),
    )
    return {
        "methods": [method.method_id for method in applicable_payment_methods(shop, purchase)],
        "cards": [card.card_type for card in applicable_payment_cards(shop, purchase)],
    }


async def _add_coupon(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Enter a coupon code into a basket; the calculation decides whether it is valid."""
    container = container_of(call, asked)
    if not isinstance(container, Basket):
        raise TypeError("coupons are entered into baskets")
    if any(item.code == asked["code"] for item in container.coupon_items or ()):
        return answered(container, refused=_TWICE)
    try:
        await enter_code(call, container, CouponItem(code=asked["code"]))
    except faults.Fault:
        return answered(container, refused=_UNKNOWN_CODE)
    return answered(container)


async def _reserve_inventory(call: Call, minutes: Any) -> None:
    """Have the stock of the basket held when the request stores it; 0 gives it up."""
    call.reserve_inventory(int(minutes))


OPERATIONS: dict[str, ScriptOperation] = {
    "payment_methods": _payment_methods,
    "payment_applicable": _payment_applicable,
    "add_coupon": _add_coupon,
    "reserve_inventory": _reserve_inventory,
}
