"""Gift certificates as goods: the items of a basket that become certificates when it is ordered.

Follows section 3.11 of the resource reference: an item has an amount, a recipient and a shipment; it is not taxed.
"""

from collections.abc import Callable
from decimal import Decimal

from counterfoil import faults
from counterfoil.commerce.shop import Shop
from counterfoil.documents.basket import Basket
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.items import GiftCertificateItem
from counterfoil.documents.redact import redact

_DOCUMENT = "gift_certificate_item"
_MOST = Decimal(10) ** 12
_TEXTS = ("message", "recipient_email", "recipient_name", "sender_name")


def add_item(basket: Basket, given: GiftCertificateItem, shop: Shop, new_id: Callable[[], str]) -> None:
    """Add a gift certificate item; without a shipment it goes to the default one.

    Raises INVALID_GIFT_CERTIFICATE_AMOUNT, SHIPMENT_NOT_FOUND, PROPERTY_CONSTRAINT_VIOLATION without a recipient.
    """
    shipments = basket.shipments or ()
    item = GiftCertificateItem(
        gift_certificate_item_id=new_id(),
        amount=_amount(given.amount, basket, shop),
        shipment_id=given.shipment_id or (shipments[0].shipment_id if shipments else None),
        custom={name: value for name, value in given.custom.items() if value is not None},
    )
    for name in _TEXTS:
        setattr(item, name, getattr(given, name))
    _check(basket, item)
    basket.gift_certificate_items = [*(basket.gift_certificate_items or ()), item]


def change_item(
    basket: Basket, item: GiftCertificateItem, given: GiftCertificateItem, present: frozenset[str], shop: Shop
) -> None:
    """Change what a request names of a gift certificate item; raises what adding one raises."""
    if "amount" in present:
        item.amount = _amount(given.amount, basket, shop)
    for name in (*_TEXTS, "shipment_id"):
        if name in present:
            setattr(item, name, getattr(given, name))
    for name in present:
        if name.startswith("c_") and name not in given.custom:
            item.custom.pop(name, None)
    item.custom.update(given.custom)
    _check(basket, item)


def remove_item(basket: Basket, item: GiftCertificateItem) -> None:
    """Take a gift certificate item out of a basket."""
    basket.gift_certificate_items = [kept for kept in basket.gift_certificate_items or () if kept is not item] or None


def find_item(basket: Basket, item_id: str) -> GiftCertificateItem:
    """Return a gift certificate item; raises GIFT_CERTIFICATE_ITEM_NOT_FOUND."""
    for item in basket.gift_certificate_items or ():
        if item.gift_certificate_item_id == item_id:
            return item
    raise faults.GIFT_CERTIFICATE_ITEM_NOT_FOUND(gift_certificate_item_id=redact(item_id))


def certificate_of(item: GiftCertificateItem, merchant_id: str, masked_code: str) -> GiftCertificate:
    """Make the certificate that an item of an order becomes; raises GIFT_CERTIFICATE_CREATION if it is worth nothing.

    Amount, balance and status stand beside the stored document.
    """
    if not item.amount:
        raise faults.GIFT_CERTIFICATE_CREATION(gift_certificate_item_id=item.gift_certificate_item_id)
    return GiftCertificate(
        masked_gift_certificate_code=masked_code,
        merchant_id=merchant_id,
        message=item.message,
        recipient_email=item.recipient_email,
        recipient_name=item.recipient_name,
        sender_name=item.sender_name,
        custom=dict(item.custom),
    )


def _amount(amount: Decimal | None, basket: Basket, shop: Shop) -> Decimal:
    if amount is None or not 0 <= amount < _MOST:
        raise faults.INVALID_GIFT_CERTIFICATE_AMOUNT(amount=amount)
    return shop.round_money(amount, basket.currency)


def _check(basket: Basket, item: GiftCertificateItem) -> None:
    if not item.recipient_email:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=_DOCUMENT, path="$.recipient_email")
    if all(shipment.shipment_id != item.shipment_id for shipment in basket.shipments or ()):
        raise faults.SHIPMENT_NOT_FOUND(shipment_id=redact(item.shipment_id or ""))
