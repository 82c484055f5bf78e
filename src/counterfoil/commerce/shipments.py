"""Shipments of a basket: added, renamed and removed with all that is theirs, and the addresses of a basket.

Follows sections 3.7 and 3.8 of the resource reference.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from counterfoil import faults
from counterfoil.commerce.card_numbers import refuse_cards
from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.shipping import SHIPPING_TEXT
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ShippingItem
from counterfoil.documents.shipment import Shipment

DEFAULT_SHIPMENT = "me"


def default_shipment(basket: Basket) -> Shipment:
    """Return the shipment that every basket has: its first one, whatever it was renamed to."""
    if not basket.shipments:
        basket.shipments = [new_shipment(DEFAULT_SHIPMENT)]
    return basket.shipments[0]


def find_shipment(basket: Basket, shipment_id: str | None) -> Shipment | None:
    """Return a shipment by its id."""
    return next((shipment for shipment in basket.shipments or () if shipment.shipment_id == shipment_id), None)


def new_shipment(shipment_id: str) -> Shipment:
    """Make a shipment without anything in it."""
    return Shipment(shipment_id=shipment_id, gift=False, shipping_status="not_shipped")


def add_shipment(basket: Basket, shipment_id: str, new_id: Callable[[], str]) -> Shipment:
    """Add a shipment and its shipping item; fault DUPLICATE_SHIPMENT_ID."""
    require_free_id(basket, shipment_id)
    shipment = new_shipment(shipment_id)
    item = ShippingItem(item_id=new_id(), item_text=SHIPPING_TEXT, shipment_id=shipment_id)
    basket.shipments = [*(basket.shipments or ()), shipment]
    basket.shipping_items = [*(basket.shipping_items or ()), item]
    return shipment


def require_free_id(basket: Basket, shipment_id: str, own: Shipment | None = None) -> None:
    """Refuse an id that another shipment has; fault DUPLICATE_SHIPMENT_ID."""
    other = find_shipment(basket, shipment_id)
    if other is not None and other is not own:
        raise faults.DUPLICATE_SHIPMENT_ID(shipment_id=shipment_id)


def set_number(basket: Basket, shipment: Shipment, shipment_no: str | None) -> None:
    """Set the number of a shipment; fault DUPLICATE_SHIPMENT_NO when another of the basket has it."""
    if shipment_no and any(
        other.shipment_no == shipment_no for other in basket.shipments or () if other is not shipment
    ):
        raise faults.DUPLICATE_SHIPMENT_NO(shipment_no=shipment_no)
    shipment.shipment_no = shipment_no or None


def set_gift(shipment: Shipment, given: Shipment, present: frozenset[str]) -> None:
    """Take over gift, gift message and custom attributes as far as the request names them.

    Fault PROPERTY_CONSTRAINT_VIOLATION for a card number.
    """
    refuse_cards(given)
    if "gift" in present:
        shipment.gift = bool(given.gift)
    if "gift_message" in present:
        shipment.gift_message = given.gift_message
    change_custom(shipment.custom, given.custom, present)


def rename_shipment(basket: Basket, shipment: Shipment, shipment_id: str | None) -> None:
    """Give a shipment another id, and its items with it; faults INVALID_SHIPMENT_ID, DUPLICATE_SHIPMENT_ID."""
    if not shipment_id:
        raise faults.INVALID_SHIPMENT_ID(shipment_id="")
    require_free_id(basket, shipment_id, shipment)
    for item in (
        *(basket.product_items or ()),
        *(basket.gift_certificate_items or ()),
        *(basket.shipping_items or ()),
    ):
        if item.shipment_id == shipment.shipment_id:
            item.shipment_id = shipment_id
    shipment.shipment_id = shipment_id


def remove_shipment(basket: Basket, shipment: Shipment) -> None:
    """Remove a shipment with its product, gift certificate and shipping items, and the adjustments of those.

    Fault DEFAULT_SHIPMENT_REMOVAL for the shipment that every basket has.
    """
    if shipment is default_shipment(basket):
        raise faults.DEFAULT_SHIPMENT_REMOVAL(shipment_id=shipment.shipment_id)
    gone = shipment.shipment_id
    basket.shipments = [other for other in basket.shipments or () if other is not shipment]
    basket.product_items = [item for item in basket.product_items or () if item.shipment_id != gone]
    basket.shipping_items = [item for item in basket.shipping_items or () if item.shipment_id != gone]
    if basket.gift_certificate_items:
        kept = [item for item in basket.gift_certificate_items if item.shipment_id != gone]
        basket.gift_certificate_items = kept or None


def change_shipping_items(basket: Basket, given: Sequence[ShippingItem]) -> None:
    """Change custom attributes of shipping items, which are named by their ids.

    Faults: INVALID_SHIPPING_ITEM_ID, DUPLICATE_SHIPPING_ITEM_ID, SHIPPING_ITEM_NOT_FOUND,
    PROPERTY_CONSTRAINT_VIOLATION for a card number.
    """
    items = {item.item_id: item for item in basket.shipping_items or ()}
    seen: set[str] = set()
    for changed in given:
        if not changed.item_id:
            raise faults.INVALID_SHIPPING_ITEM_ID()
        if changed.item_id in seen:
            raise faults.DUPLICATE_SHIPPING_ITEM_ID(item_id=changed.item_id)
        seen.add(changed.item_id)
        item = items.get(changed.item_id)
        if item is None:
            raise faults.SHIPPING_ITEM_NOT_FOUND(item_id=changed.item_id)
        refuse_cards(changed)
        item.custom.update(changed.custom)


def new_address(given: OrderAddress, new_id: Callable[[], str]) -> OrderAddress:
    """Return an address of a basket made of one a client sent: with an id of its own and a full name.

    Fault PROPERTY_CONSTRAINT_VIOLATION for a card number.
    """
    refuse_cards(given)
    names = " ".join(name for name in (given.first_name, given.last_name) if name)
    return replace(given, id=new_id(), full_name=given.full_name or names or None, custom=dict(given.custom))
