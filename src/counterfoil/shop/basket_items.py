"""Product items of a basket: add, change, remove. Follows section 3.4 of the resource reference."""

from collections.abc import Sequence

from counterfoil import faults
from counterfoil.commerce import basket_items
from counterfoil.commerce.basket_items import ItemTerms
from counterfoil.commerce.stock import short_items
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ProductItem
from counterfoil.shop.basket_store import open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.stock_store import stock_of

_ITEMS = "dw.ocapi.shop.basket.items."
_ITEM = "dw.ocapi.shop.basket.item."


async def add_items(call: Call) -> Answer:
    """Add product items: one, or several at once, all or none.

    Faults: those of open_basket and of put_items, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket = loaded.basket
    given = [document for document in call.documents if isinstance(document, ProductItem)]
    await call.before(_ITEMS + "beforePOST", basket, given)
    await put_items(call, basket, given)
    await call.calculate_after(_ITEMS + "afterPOST", basket, given)
    return await save_and_answer(call, loaded, _ITEMS + "modifyPOSTResponse", given)


async def patch_item(call: Call) -> Answer:
    """Change a product item: its variation, quantity, shipment, options, gift or custom attributes.

    Faults: those of open_basket, INVALID_PRODUCT_ITEM_ID, INVALID_PRODUCT_ID, INVALID_PRODUCT_ITEM_QUANTITY,
    INVALID_SHIPMENT_ID, SHIPMENT_NOT_FOUND, INVALID_PRODUCT_OPTION_ITEM, INVALID_PRODUCT_OPTION_VALUE_ITEM,
    RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, item_id = loaded.basket, call.path["item_id"]
    request = call.body if isinstance(call.body, ProductItem) else ProductItem()
    await call.before(_ITEM + "beforePATCH", basket, request)
    await call.load_basket_products(basket)
    await call.load_products([request.product_id] if request.product_id else [])
    basket_items.change_item(basket, item_id, request, call.present, _terms(call))
    await call.calculate_after(_ITEM + "afterPATCH", basket, request)
    return await save_and_answer(call, loaded, _ITEM + "modifyPATCHResponse", item_id)


async def delete_item(call: Call) -> Answer:
    """Remove a product item; faults: those of open_basket, PRODUCT_ITEM_NOT_FOUND, RESOURCE_STATE_CONFLICT."""
    return await _delete(call, must_exist=True)


async def delete_item_if_there(call: Call) -> Answer:
    """Remove a product item; one that is not there is answered like one that was."""
    return await _delete(call, must_exist=False)


async def _delete(call: Call, *, must_exist: bool) -> Answer:
    loaded = await open_basket(call)
    basket, item_id = loaded.basket, call.path["item_id"]
    await call.before(_ITEM + "beforeDELETE", basket, item_id)
    item = basket_items.find_item(basket, item_id)
    if item is not None:
        basket_items.remove_item(basket, item)
    elif must_exist:
        raise faults.PRODUCT_ITEM_NOT_FOUND(item_id=item_id)
    await call.calculate_after(_ITEM + "afterDELETE", basket, item_id)
    return await save_and_answer(call, loaded, _ITEM + "modifyDELETEResponse", item_id)


async def put_items(call: Call, basket: Basket, given: Sequence[ProductItem]) -> None:
    """Put product items into a basket, checking each.

    Faults: those of commerce.basket_items.add_item, BASKET_QUOTA_EXCEEDED, PRODUCT_ITEM_NOT_AVAILABLE.
    """
    await call.load_products(item.product_id for item in given if item.product_id)
    terms = _terms(call)
    for item in given:
        basket_items.add_item(basket, item, terms)
    if given and len(basket.product_items or ()) > call.server.settings.max_product_items:
        raise faults.BASKET_QUOTA_EXCEEDED()
    await _require_stock(call, basket, {item.product_id for item in given})


async def _require_stock(call: Call, basket: Basket, wanted: set[str | None]) -> None:
    """Refuse more of what was added than is available; what else is short is a flash."""
    stock = await stock_of(call, basket)
    short = short_items(basket, call.site.shop, call.products, stock)
    for index, item in enumerate(basket.product_items or ()):
        if index in short and item.product_id in wanted:
            raise faults.PRODUCT_ITEM_NOT_AVAILABLE(product_id=item.product_id, quantity=item.quantity)


def _terms(call: Call) -> ItemTerms:
    return ItemTerms(call.site.shop, call.products, call.now, call.new_id)
