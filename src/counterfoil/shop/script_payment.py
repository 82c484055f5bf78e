"""What scripts ask of payment: the methods and cards of the site, and coupons and gift certificates by their codes."""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.commerce.gift_certificates import redeem
from counterfoil.commerce.payment_methods import Purchase, applicable_payment_cards, applicable_payment_methods
from counterfoil.commerce.terms import Container
from counterfoil.commerce.texts import localised
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.documents.pricing import CouponItem
from counterfoil.shop.call import Call
from counterfoil.shop.coupons import enter_code
from counterfoil.shop.gift_certificates import certificate_by_code, certificates_of, document_of, pay_by_code
from counterfoil.shop.script_containers import answered, container_of, decimal_of
from counterfoil.shop.server import ScriptOperation

_ZERO = Decimal(0)
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


async def _pay_by_code(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Add a payment from the gift certificate of a code."""
    container = container_of(call, asked)
    instrument = OrderPaymentInstrument(payment_instrument_id=call.new_id(), payment_method_id="GIFT_CERTIFICATE")
    container.payment_instruments = [*(container.payment_instruments or ()), instrument]
    try:
        await pay_by_code(call, container, instrument, asked["code"], decimal_of(asked["amount"]))
    except faults.Fault as fault:
        raise ValueError(f"the gift certificate cannot pay: {fault.kind.name}") from None
    return answered(container, payment_instrument_id=instrument.payment_instrument_id)


async def _gift_certificate(call: Call, asked: dict[str, str]) -> dict[str, Any] | None:
    """Return a gift certificate by its code or its merchant id; who guesses codes waits longer and longer."""
    merchant_id = asked.get("merchant_id")
    if merchant_id is not None:
        row = (await call.store.gift_certificates(call.site_id, [merchant_id])).get(merchant_id)
        return None if row is None else {"document": _plain(document_of(row)), "order_no": row.order_no}
    try:
        certificate = await certificate_by_code(call, asked["code"])
    except faults.Fault as fault:
        if fault.kind is faults.GIFT_CERTIFICATE_NOT_FOUND:
            return None
        raise PermissionError("too many codes were tried that are none") from None
    rows = await call.store.gift_certificates(call.site_id, [certificate.merchant_id or ""])
    sold_by = rows[certificate.merchant_id or ""].order_no
    return {"document": _plain(certificate), "order_no": sold_by}


def _plain(certificate: GiftCertificate) -> msgspec.Raw:
    return msgspec.Raw(stored.encode(certificate))


async def _redeem(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Take the amount of an instrument of an order from its certificate, or say why that cannot be."""
    container = container_of(call, asked)
    instruments = container.payment_instruments or ()
    instrument = next(one for one in instruments if one.payment_instrument_id == asked["payment_instrument_id"])
    known = await certificates_of(call, container)
    refused = _refusal(instrument, known.get(instrument.merchant_id or ""), container)
    if refused is None:
        redeem(instrument)
    return answered(container, refused=refused)


def _refusal(
    instrument: OrderPaymentInstrument, certificate: GiftCertificate | None, container: Container
) -> str | None:
    """Return the platform's constant for what keeps a certificate from paying; None where nothing does."""
    amount, held = instrument.amount or _ZERO, instrument.redeemed or _ZERO
    if certificate is None or certificate.currency != container.currency or not isinstance(container, Order):
        return "GC_ERROR_INVALID_CODE"
    if amount <= 0:
        return "GC_ERROR_INVALID_AMOUNT"
    if certificate.enabled is not True:
        return "GC_ERROR_DISABLED"
    if certificate.status == "pending":
        return "GC_ERROR_PENDING"
    left = (certificate.balance or _ZERO) + held
    if left <= 0:
        return "GC_ERROR_REDEEMED"
    return "GC_ERROR_INSUFFICIENT_BALANCE" if amount > left else None


async def _reserve_inventory(call: Call, minutes: Any) -> None:
    """Have the stock of the basket held when the request stores it; 0 gives it up."""
    call.reserve_inventory(int(minutes))


OPERATIONS: dict[str, ScriptOperation] = {
    "payment_methods": _payment_methods,
    "payment_applicable": _payment_applicable,
    "add_coupon": _add_coupon,
    "pay_by_code": _pay_by_code,
    "gift_certificate": _gift_certificate,
    "redeem": _redeem,
    "reserve_inventory": _reserve_inventory,
}
