"""Gift certificate items of a basket: add, change, remove. Follows section 3.11 of the resource reference."""

from collections.abc import Sequence

from counterfoil import faults
from counterfoil.commerce import gift_certificate_items as rules
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import GiftCertificateItem
from counterfoil.shop.basket_store import open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call

_POINT = "dw.ocapi.shop.basket.gift_certificate_item."


async def add_gift_certificate_item(call: Call) -> Answer:
    """Add a gift certificate to be bought.

    Faults: those of open_basket, INVALID_GIFT_CERTIFICATE_AMOUNT, PROPERTY_CONSTRAINT_VIOLATION, SHIPMENT_NOT_FOUND,
    BASKET_QUOTA_EXCEEDED, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    await call.before(_POINT + "beforePOST", basket, request)
    put_gift_certificate_items(call, basket, [request])
    await call.calculate_after(_POINT + "afterPOST", basket, request)
    return await save_and_answer(call, loaded, _POINT + "modifyPOSTResponse", request)


async def patch_gift_certificate_item(call: Call) -> Answer:
    """Change a gift certificate to be bought: amount, recipient, sender, message, shipment, custom attributes.

    Faults: those of adding one, GIFT_CERTIFICATE_ITEM_NOT_FOUND.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    item_id = call.path["gift_certificate_item_id"]
    item = rules.find_item(basket, item_id)
    await call.before(_POINT + "beforePATCH", basket, item_id, request)
    rules.change_item(basket, item, request, call.present, call.site.shop)
    await call.calculate_after(_POINT + "afterPATCH", basket, item_id, request)
    return await save_and_answer(call, loaded, _POINT + "modifyPATCHResponse", item_id, request)


async def delete_gift_certificate_item(call: Call) -> Answer:
    """Remove a gift certificate to be bought; faults: those of open_basket, GIFT_CERTIFICATE_ITEM_NOT_FOUND."""
    loaded = await open_basket(call)
    basket, item_id = loaded.basket, call.path["gift_certificate_item_id"]
    item = rules.find_item(basket, item_id)
    await call.before(_POINT + "beforeDELETE", basket, item_id)
    rules.remove_item(basket, item)
    await call.calculate_after(_POINT + "afterDELETE", basket, item_id)
    return await save_and_answer(call, loaded, _POINT + "modifyDELETEResponse", item_id)


def put_gift_certificate_items(call: Call, basket: Basket, given: Sequence[GiftCertificateItem]) -> None:
    """Put gift certificates to be bought into a basket, as many as it may have product items."""
    for item in given:
        rules.add_item(basket, item, call.site.shop, call.new_id)
    if given and len(basket.gift_certificate_items or ()) > call.server.settings.max_product_items:
        raise faults.BASKET_QUOTA_EXCEEDED()


def _request(call: Call) -> GiftCertificateItem:
    return call.body if isinstance(call.body, GiftCertificateItem) else GiftCertificateItem()
