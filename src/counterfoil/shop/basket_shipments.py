"""Shipments of a basket: add, change, remove. Follows section 3.8 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce import shipments
from counterfoil.commerce.shipments import add_shipment as add
from counterfoil.commerce.shipments import find_shipment, new_address, rename_shipment, set_gift, set_number
from counterfoil.documents.basket import Basket
from counterfoil.documents.shipment import Shipment
from counterfoil.shop.basket_store import Loaded, open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.shipping_methods import choose_method

_BASKET = "dw.ocapi.shop.basket."
_POINT = _BASKET + "shipment."


async def add_shipment(call: Call) -> Answer:
    """Add a shipment; without an id it gets one.

    Faults: those of open_basket, MISSING_SHIPMENT_ID, DUPLICATE_SHIPMENT_ID, DUPLICATE_SHIPMENT_NO,
    MISSING_SHIPPING_METHOD_ID, INVALID_SHIPPING_METHOD_ID, RESOURCE_STATE_CONFLICT.
    """
    return await _add(call, _POINT + "afterPOST")


async def add_shipment_as_before(call: Call) -> Answer:
    """Add a shipment, with the name its after… point had."""
    return await _add(call, _BASKET + "afterPostShipment")


async def _add(call: Call, after: str) -> Answer:
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    await call.before(_POINT + "beforePOST", basket, request)
    if "shipment_id" in call.present and not request.shipment_id:
        raise faults.MISSING_SHIPMENT_ID()
    shipment = add(basket, request.shipment_id or call.new_id(), call.new_id)
    await _set(call, basket, shipment, request)
    await call.calculate_after(after, basket, request)
    return await save_and_answer(call, loaded, _POINT + "modifyPOSTResponse", request)


async def patch_shipment(call: Call) -> Answer:
    """Change a shipment: id, number, address, method, gift or custom attributes.

    Faults: those of open_basket, INVALID_SHIPMENT_ID, DUPLICATE_SHIPMENT_ID, DUPLICATE_SHIPMENT_NO,
    MISSING_SHIPPING_METHOD_ID, INVALID_SHIPPING_METHOD_ID, RESOURCE_STATE_CONFLICT.
    """
    loaded, shipment = await _open(call)
    basket, request = loaded.basket, _request(call)
    await call.before(_POINT + "beforePATCH", basket, shipment, request)
    if "shipment_id" in call.present and request.shipment_id != shipment.shipment_id:
        rename_shipment(basket, shipment, request.shipment_id)
    await _set(call, basket, shipment, request)
    await call.calculate_after(_POINT + "afterPATCH", basket, shipment, request)
    return await save_and_answer(call, loaded, _POINT + "modifyPATCHResponse", shipment.shipment_id)


async def delete_shipment(call: Call) -> Answer:
    """Remove a shipment with everything in it.

    Faults: those of open_basket, INVALID_SHIPMENT_ID, DEFAULT_SHIPMENT_REMOVAL, RESOURCE_STATE_CONFLICT.
    """
    loaded, shipment = await _open(call)
    basket, shipment_id = loaded.basket, call.path["shipment_id"]
    await call.before(_POINT + "beforeDELETE", basket, shipment)
    shipments.remove_shipment(basket, shipment)
    await call.calculate_after(_POINT + "afterDELETE", basket, shipment_id)
    return await save_and_answer(call, loaded, _POINT + "modifyDELETEResponse", shipment_id)


def _request(call: Call) -> Shipment:
    return call.body if isinstance(call.body, Shipment) else Shipment()


async def _open(call: Call) -> tuple[Loaded, Shipment]:
    loaded = await open_basket(call)
    shipment = find_shipment(loaded.basket, call.path["shipment_id"])
    if shipment is None:
        raise faults.INVALID_SHIPMENT_ID(shipment_id=call.path["shipment_id"])
    return loaded, shipment


async def _set(call: Call, basket: Basket, shipment: Shipment, request: Shipment) -> None:
    """Take over what the request names; the address comes first, for the method has to suit it."""
    if "shipment_no" in call.present:
        set_number(basket, shipment, request.shipment_no)
    set_gift(shipment, request, call.present)
    if "shipping_address" in call.present:
        given = request.shipping_address
        shipment.shipping_address = new_address(given, call.new_id) if given is not None else None
    if "shipping_method" in call.present:
        shipment.shipping_method = None
        if request.shipping_method is not None:
            await choose_method(call, basket, shipment, request.shipping_method)
