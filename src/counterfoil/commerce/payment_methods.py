"""Which payment methods and cards apply to an amount, a currency and a country, and the answer that lists them.

Follows the payment section of the site archive reference; an empty list of currencies, countries or groups restricts
nothing.
"""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from msgspec import Struct

from counterfoil import faults
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container, is_member
from counterfoil.commerce.texts import localised
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCardSpec, PaymentMethod, PaymentMethodResult
from counterfoil.documents.redact import redact
from counterfoil.documents.shop_data import PaymentCardData, PaymentMethodData, PurchaseRange

CREDIT_CARD = "CREDIT_CARD"
"""The built-in method whose instruments have a card type."""


class Purchase(Struct, frozen=True):
    """What a payment method has to fit; an unknown amount or country restricts nothing."""

    amount: Decimal | None
    currency: str
    country: str | None
    is_member: Callable[[Collection[str]], bool]
    """Say whether the customer is in one of some groups."""


def purchase_of(
    container: Container, shop: Shop, amount: Decimal | None, customer_groups: Collection[str] | None = None
) -> Purchase:
    """Return what the payment of an amount of a container has to fit: currency, billing country, customer groups."""
    address = container.billing_address
    return Purchase(
        amount=amount,
        currency=container.currency or shop.currency,
        country=address.country_code if address else None,
        is_member=lambda groups: is_member(groups, container, customer_groups),
    )


def applicable_payment_methods(shop: Shop, purchase: Purchase) -> list[PaymentMethodData]:
    """Return the methods that apply, in the order of the archive."""
    return [method for method in shop.payment_methods.values() if _applies(method, shop, purchase)]


def applicable_payment_cards(shop: Shop, purchase: Purchase) -> list[PaymentCardData]:
    """Return the card types that apply, in the order of the archive."""
    return [card for card in shop.payment_cards.values() if _applies(card, shop, purchase)]


def payment_method_result(shop: Shop, purchase: Purchase, locale: str | None = None) -> PaymentMethodResult:
    """Answer which payment methods apply; the credit card method lists its cards."""
    tongue = shop.tongue(locale)
    cards = applicable_payment_cards(shop, purchase)
    methods = [_method_document(method, cards, tongue) for method in applicable_payment_methods(shop, purchase)]
    return PaymentMethodResult(applicable_payment_methods=methods or None)


def is_applicable_instrument(instrument: OrderPaymentInstrument, shop: Shop, purchase: Purchase) -> bool:
    """Say whether the method of an instrument, and its card type if it has one, apply."""
    method_id, dotted = split_method_id(instrument.payment_method_id or "")
    method = shop.payment_methods.get(method_id)
    if method is None or not _applies(method, shop, purchase):
        return False
    card_type = dotted or (instrument.payment_card.card_type if instrument.payment_card else None)
    if method_id != CREDIT_CARD or card_type is None:
        return True
    card = shop.payment_cards.get(card_type)
    return card is not None and _applies(card, shop, purchase)


def check_payment_method(instrument: OrderPaymentInstrument, shop: Shop, purchase: Purchase) -> None:
    """Refuse an instrument whose method is unknown or does not apply, or that lacks its card type.

    Raises INVALID_PAYMENT_METHOD_ID.
    """
    method_id, dotted = split_method_id(instrument.payment_method_id or "")
    card = instrument.payment_card
    typeless = method_id == CREDIT_CARD and not dotted and (card is None or not card.card_type)
    if typeless or not is_applicable_instrument(instrument, shop, purchase):
        raise faults.INVALID_PAYMENT_METHOD_ID(payment_method_id=redact(instrument.payment_method_id or ""))


def split_method_id(payment_method_id: str) -> tuple[str, str | None]:
    """Split the older form ``CREDIT_CARD.Visa`` into method and card type."""
    method_id, dot, card_type = payment_method_id.partition(".")
    if method_id == CREDIT_CARD and dot and card_type:
        return method_id, card_type
    return payment_method_id, None


def dotted_method_id(payment_method_id: str, card_type: str | None) -> str:
    """Write method and card type in the older form ``CREDIT_CARD.Visa``."""
    return f"{payment_method_id}.{card_type}" if payment_method_id == CREDIT_CARD and card_type else payment_method_id


def _applies(found: PaymentMethodData | PaymentCardData, shop: Shop, purchase: Purchase) -> bool:
    country = purchase.country
    return (
        found.enabled_flag
        and (not found.currencies or purchase.currency in found.currencies)
        and (not found.countries or country is None or country.upper() in found.countries)
        and (not found.customer_groups or purchase.is_member(found.customer_groups))
        and (purchase.amount is None or _in_range(found.ranges, purchase.amount, purchase.currency, shop.currency))
    )


def _in_range(ranges: Sequence[PurchaseRange], amount: Decimal, currency: str, site_currency: str) -> bool:
    """Compare with the limits of a currency; limits that name none are in the site's currency."""
    chosen = next((limits for limits in ranges if limits.currency == currency), None)
    if chosen is None and currency == site_currency:
        chosen = next((limits for limits in ranges if limits.currency is None), None)
    if chosen is None:
        return True
    return (chosen.minimum is None or chosen.minimum <= amount) and (chosen.maximum is None or amount <= chosen.maximum)


def _method_document(method: PaymentMethodData, cards: Sequence[PaymentCardData], locale: str) -> PaymentMethod:
    return PaymentMethod(
        cards=[_card_document(card, locale) for card in cards] or None if method.method_id == CREDIT_CARD else None,
        description=localised(method.description, locale),
        id=method.method_id,
        image=method.image,
        name=localised(method.name, locale),
        payment_processor_id=method.processor_id,
        custom={f"c_{attribute_id}": value for attribute_id, value in method.custom_attributes.items()},
    )


def _card_document(card: PaymentCardData, locale: str) -> PaymentCardSpec:
    return PaymentCardSpec(
        card_type=card.card_type,
        checksum_verification_enabled=card.checksum_verification,
        description=localised(card.description, locale),
        image=card.image,
        name=localised(card.name, locale),
        number_lengths=card.number_lengths or None,
        number_prefixes=card.number_prefixes or None,
        security_code_length=card.security_code_length,
    )
