"""Cases of faults of baskets, and of what is in them."""

import contextlib
from typing import Any

from tests.api import V23
from tests.http.fault_cases import Ask, alone, ask, case
from tests.http.fault_scene import Scene, at_work

BASKET = "/baskets/{basket_id}"
MUG = {"product_id": "mug-01", "quantity": 1}
FOR_XENIA = {"customer_info": {"customer_no": "000000001", "email": "x@gmail.com"}}


def add(**changes: Any) -> Ask:
    """A product item that the basket does not take."""
    return ask("POST", f"{BASKET}/items", [{**MUG, **changes}], by="agent")


def patch(**change: Any) -> Ask:
    return ask("PATCH", BASKET, change, by="agent")


def shipment(**given: Any) -> Ask:
    return ask("POST", f"{BASKET}/shipments", given, by="agent")


def _own_basket(scene: Scene) -> None:
    scene.name("own_basket_id")


def _unpaid(scene: Scene) -> None:
    """A basket that lacks nothing but a payment instrument."""
    scene.named["unpaid_id"] = scene.basket(payment_instruments=None)["basket_id"]


def _numbered(scene: Scene) -> None:
    """A shipment with a number."""
    path = f"{V23}/baskets/{scene.name('basket_id')}/shipments"
    body = {"shipment_id": "numbered", "shipment_no": "S-1"}
    scene.api.post(path, body, token=scene.token("agent"))


def _both_kinds(scene: Scene) -> None:
    """A basket that Xenia made and one that an agent made for her."""
    own = scene.api.post(f"{V23}/baskets", token=scene.token("xenia")).json
    scene.named["storefront_id"] = own["basket_id"]
    scene.named["agents_id"] = scene.api.post(f"{V23}/baskets", FOR_XENIA, token=scene.token("agent")).json["basket_id"]


def being_deleted(scene: Scene) -> contextlib.AbstractContextManager[None]:
    """A basket that another request is deleting as long as the context lasts."""
    scene.named["doomed_id"] = scene.basket()["basket_id"]
    path = f"{V23}/baskets/{scene.named['doomed_id']}"
    return at_work(scene, "dw.ocapi.shop.basket.beforeDELETE", "DELETE", path, {})


CASES = [
    case(
        "VALIDATION",
        400,
        "ValidationException",
        {"flashes": "PaymentMethodRequired"},
        "The basket cannot be submitted: it contains flashes (PaymentMethodRequired).",
        ask("POST", "/orders", {"basket_id": "{unpaid_id}"}, by="agent"),
        _unpaid,
    ),
    case(
        "INVALID_BASKET_ID",
        400,
        "InvalidBasketIdException",
        {},
        "The basket id is missing.",
        ask("POST", "/orders", {}, by="guest"),
    ),
    case(
        "BASKET_NOT_FOUND",
        404,
        "BasketNotFoundException",
        {"basketId": "nothing"},
        "No basket with id 'nothing' found.",
        ask("GET", "/baskets/nothing", by="guest"),
    ),
    case(
        "NOTE_NOT_FOUND",
        404,
        "NoteNotFoundException",
        {"noteId": "nothing"},
        "No note with id 'nothing' found.",
        ask("DELETE", f"{BASKET}/notes/nothing", by="agent"),
    ),
    case(
        "CUSTOMER_BASKETS_QUOTA_EXCEEDED",
        400,
        "CustomerBasketsQuotaExceededException",
        {"basketIds": "{own_basket_id}"},
        "The maximum number of baskets per customer was exceeded."
        " Please reuse or delete one of the existing baskets ({own_basket_id}).",
        ask("POST", "/baskets", by="guest"),
        _own_basket,
    ),
    alone(
        "STOREFRONT_BASKET_EXISTS",
        400,
        "StorefrontBasketExistsException",
        {"basketIds": "{storefront_id}"},
        "The customer has a storefront basket already ({storefront_id}). Please exchange it.",
        ask("PUT", "/baskets/{agents_id}/storefront", by="agent"),
        _both_kinds,
    ),
    alone(
        "BASKET_QUOTA_EXCEEDED",
        400,
        "BasketQuotaExceededException",
        {},
        "The maximum number of product items per basket was exceeded.",
        ask("POST", "/baskets/{own_basket_id}/items", [MUG, {**MUG, "product_id": "tea-01"}], by="guest"),
        max_product_items=1,
    ),
    case(
        "DUPLICATE_SHIPMENT_ID",
        400,
        "DuplicateShipmentIdException",
        {"shipmentId": "me"},
        "The shipment id 'me' is used twice.",
        shipment(shipment_id="me"),
    ),
    case(
        "SHIPMENT_NOT_FOUND",
        404,
        "ShipmentNotFoundException",
        {"shipmentId": "mee"},
        "No shipment with id 'mee' found.",
        add(shipment_id="mee"),
    ),
    case(
        "INVALID_SHIPPING_METHOD_ID",
        400,
        "InvalidShippingMethodIdException",
        {"shippingMethodId": "01"},
        "The shipping method '01' is unknown or not applicable.",
        ask("PUT", f"{BASKET}/shipments/me/shipping_method", {"id": "01"}, by="agent"),
    ),
    case(
        "MISSING_SHIPPING_METHOD_ID",
        400,
        "MissingShippingMethodIdException",
        {},
        "The shipping method id is missing.",
        ask("PUT", f"{BASKET}/shipments/me/shipping_method", {}, by="agent"),
    ),
    case(
        "INVALID_PRODUCT_ID",
        400,
        "InvalidProductIdException",
        {"productId": ""},
        "The product id '' is not valid.",
        add(product_id=""),
    ),
    case(
        "INVALID_PRODUCT_ITEM",
        400,
        "InvalidProductItemException",
        {"productId": "mug-1", "quantity": "1"},
        "The product item with product id 'mug-1' is not valid.",
        add(product_id="mug-1"),
    ),
    case(
        "INVALID_PRODUCT_ITEM_QUANTITY",
        400,
        "InvalidProductItemQuantityException",
        {"productId": "mug-01", "quantity": "1.5"},
        "The quantity '1.5' of product 'mug-01' is not valid.",
        add(quantity=1.5),
    ),
    case(
        "INVALID_PRODUCT_TYPE",
        400,
        "InvalidProductTypeException",
        {"productId": "tee"},
        "The product 'tee' cannot be bought: it is a master, a variation group or a set.",
        add(product_id="tee"),
    ),
    case(
        "INVALID_PRODUCT_OPTION_ITEM",
        400,
        "InvalidProductOptionItemException",
        {"productId": "kettle-01", "optionId": "colour"},
        "The option 'colour' of product 'kettle-01' is unknown.",
        add(product_id="kettle-01", option_items=[{"option_id": "colour", "option_value_id": "red"}]),
    ),
    case(
        "INVALID_PRODUCT_OPTION_VALUE_ITEM",
        400,
        "InvalidProductOptionValueItemException",
        {"productId": "kettle-01", "optionId": "warranty", "optionValueId": "for-ever"},
        "The option value 'for-ever' of option 'warranty' is unknown.",
        add(product_id="kettle-01", option_items=[{"option_id": "warranty", "option_value_id": "for-ever"}]),
    ),
    case(
        "PRODUCT_ITEM_NOT_AVAILABLE",
        400,
        "ProductItemNotAvailableException",
        {"productId": "10010007", "quantity": "4"},
        "The product '10010007' is not available in quantity 4.",
        add(product_id="10010007", quantity=4),
    ),
    case(
        "SHIPPING_ITEM_NOT_FOUND",
        404,
        "ShippingItemNotFoundException",
        {"itemId": "nothing"},
        "No shipping item with id 'nothing' found.",
        patch(shipping_items=[{"item_id": "nothing"}]),
    ),
    case(
        "INVALID_PRODUCT_ITEM_ID",
        400,
        "InvalidProductItemIdException",
        {"itemId": "nothing"},
        "The basket has no product item with id 'nothing'.",
        ask("PATCH", f"{BASKET}/items/nothing", {"quantity": 1}, by="agent"),
    ),
    case(
        "PRODUCT_ITEM_NOT_FOUND",
        404,
        "ProductItemNotFoundException",
        {"itemId": "nothing"},
        "No product item with id 'nothing' found.",
        ask("DELETE", f"{BASKET}/items/nothing", by="agent"),
    ),
    case(
        "INVALID_SHIPMENT_ID",
        400,
        "InvalidShipmentIdException",
        {"shipmentId": "mee"},
        "The shipment id 'mee' is not valid.",
        ask("DELETE", f"{BASKET}/shipments/mee", by="agent"),
    ),
    case(
        "MISSING_SHIPMENT_ID",
        400,
        "MissingShipmentIdException",
        {},
        "The shipment id is missing.",
        shipment(shipment_id=""),
    ),
    case(
        "DUPLICATE_SHIPMENT_NO",
        400,
        "DuplicateShipmentNoException",
        {"shipmentNo": "S-1"},
        "The shipment number 'S-1' is used twice.",
        shipment(shipment_id="second", shipment_no="S-1"),
        _numbered,
    ),
    case(
        "DEFAULT_SHIPMENT_REMOVAL",
        403,
        "DefaultShipmentRemovalException",
        {"shipmentId": "me"},
        "The default shipment 'me' cannot be removed.",
        ask("DELETE", f"{BASKET}/shipments/me", by="agent"),
    ),
    case(
        "INVALID_SHIPPING_ITEM_ID",
        400,
        "InvalidShippingItemIdException",
        {},
        "The id of a shipping item is missing.",
        patch(shipping_items=[{}]),
    ),
    case(
        "DUPLICATE_SHIPPING_ITEM_ID",
        400,
        "DuplicateShippingItemIdException",
        {"itemId": "{shipping_item_id}"},
        "The shipping item '{shipping_item_id}' is named twice.",
        patch(shipping_items=[{"item_id": "{shipping_item_id}"}] * 2),
    ),
    case(
        "INVALID_ADDRESS",
        400,
        "InvalidAddressException",
        {},
        "Please provide either an address or the id of an address of the customer, not both.",
        ask("PUT", f"{BASKET}/billing_address", by="agent"),
    ),
    case(
        "CUSTOMER_NOT_REGISTERED",
        400,
        "CustomerNotRegisteredException",
        {},
        "The customer of the basket is not registered and has no addresses.",
        ask("PUT", f"{BASKET}/billing_address?customer_address_id=home", by="agent"),
    ),
    case(
        "OBJECT_IN_DELETION",
        409,
        "ObjectInDeletionConflictException",
        {"objectId": "{doomed_id}"},
        "The object '{doomed_id}' is being deleted.",
        ask("DELETE", "/baskets/{doomed_id}", by="agent"),
        being_deleted,
    ),
]
