"""Billing and shipping address of a basket, given or taken from the customer's book.

Follows section 3.7 of the resource reference.
"""

import msgspec

from counterfoil import faults
from counterfoil.commerce.shipments import default_shipment, find_shipment, new_address
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket
from counterfoil.documents.redact import redact
from counterfoil.shop.basket_store import open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import find_by_no
from counterfoil.shop.parameters import boolean

_BILLING = "dw.ocapi.shop.basket.billing_address."
_SHIPPING = "dw.ocapi.shop.basket.shipment.shipping_address."


async def set_billing_address(call: Call) -> Answer:
    """Set the billing address, and with ``use_as_shipping`` the address of the default shipment too.

    Faults: those of open_basket and of _chosen, RESOURCE_STATE_CONFLICT.
    """
    both = boolean(call, "use_as_shipping")
    loaded = await open_basket(call)
    basket, request = loaded.basket, call.body
    await call.before(_BILLING + "beforePUT", basket, request)
    address = await _chosen(call, basket)
    basket.billing_address = new_address(address, call.new_id)
    if both:
        default_shipment(basket).shipping_address = new_address(address, call.new_id)
    await call.calculate_after(_BILLING + "afterPUT", basket, request)
    return await save_and_answer(call, loaded, _BILLING + "modifyPUTResponse", request)


async def set_shipping_address(call: Call) -> Answer:
    """Set the address of a shipment, and with ``use_as_billing`` the billing address too.

    Faults: those of open_basket and of _chosen, INVALID_SHIPMENT_ID, RESOURCE_STATE_CONFLICT.
    """
    both = boolean(call, "use_as_billing")
    loaded = await open_basket(call)
    basket, request = loaded.basket, call.body
    shipment = find_shipment(basket, call.path["shipment_id"])
    if shipment is None:
        raise faults.INVALID_SHIPMENT_ID(shipment_id=call.path["shipment_id"])
    await call.before(_SHIPPING + "beforePUT", basket, shipment, request)
    address = await _chosen(call, basket)
    shipment.shipping_address = new_address(address, call.new_id)
    if both:
        basket.billing_address = new_address(address, call.new_id)
    await call.calculate_after(_SHIPPING + "afterPUT", basket, shipment, request)
    return await save_and_answer(call, loaded, _SHIPPING + "modifyPUTResponse", request)


async def _chosen(call: Call, basket: Basket) -> OrderAddress:
    """Return the address of the body, or the one of the customer's book that ``customer_address_id`` names.

    Faults: INVALID_ADDRESS for both or neither, STRING_CONSTRAINT_VIOLATION, CUSTOMER_NOT_REGISTERED,
    CUSTOMER_ADDRESS_NOT_FOUND.
    """
    address_id = call.query.get("customer_address_id")
    given = call.body if isinstance(call.body, OrderAddress) and call.present else None
    if address_id == "":
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter="customer_address_id", expected="at least 1 character")
    if address_id is not None and given is None:
        return await _from_book(call, basket, address_id)
    if given is None or address_id is not None:
        raise faults.INVALID_ADDRESS()
    return given


async def _from_book(call: Call, basket: Basket, address_id: str) -> OrderAddress:
    customer_no = basket.customer_info.customer_no if basket.customer_info else None
    record = await find_by_no(call, customer_no) if basket.registered and customer_no else None
    if record is None:
        raise faults.CUSTOMER_NOT_REGISTERED()
    kept = next((address for address in record.addresses if address.get("address_id") == address_id), None)
    if kept is None:
        names = [str(address.get("address_id")) for address in record.addresses]
        raise faults.CUSTOMER_ADDRESS_NOT_FOUND(address_name=redact(address_id), _known=names)
    known = {name: value for name, value in kept.items() if name in _COPIED}
    address = msgspec.convert(known, OrderAddress, strict=False)
    address.custom = {name: value for name, value in kept.items() if name.startswith("c_")}
    return address


_COPIED = frozenset(OrderAddress.__struct_fields__) - {"id", "custom"}
"""What an address of the book and one of a basket have in common."""
