"""Whose a basket is: the customer it is made for, and the one an agent gives it later.

Follows sections 3.1 and 3.6 of the resource reference.
"""

from counterfoil import faults
from counterfoil.ambient import new_customer_id
from counterfoil.commerce.basket_life import belong_to
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.redact import redact
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.basket_quota import free_slot, save_in_slot
from counterfoil.shop.basket_store import answer_basket, open_basket
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import find_with_baskets, load_by_no, load_registered

_POINT = "dw.ocapi.shop.basket.customer."
_POPULATE = "dw.order.populateCustomerDetails"


async def set_basket_customer(call: Call) -> Answer:
    """Set the e-mail address of a basket and, for an agent, the registered customer it belongs to.

    Faults: BASKET_NOT_FOUND, INVALID_CUSTOMER, CUSTOMER_NOT_FOUND, CUSTOMER_BASKETS_QUOTA_EXCEEDED,
    PROPERTY_CONSTRAINT_VIOLATION without e-mail, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, call.body
    request = request if isinstance(request, CustomerInfo) else CustomerInfo()
    await call.before(_POINT + "beforePUT", basket, request)
    if not request.email:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="customer_info", path="$.email")
    await _assign(call, basket, request)
    await call.calculate_after(_POINT + "afterPUT", basket, request)
    return await answer_basket(call, await save_in_slot(call, loaded), _POINT + "modifyPUTResponse", request)


async def _assign(call: Call, basket: Basket, request: CustomerInfo) -> None:
    """Take over the e-mail address; a customer stays himself, an agent may name another."""
    info = basket.customer_info = basket.customer_info or CustomerInfo()
    if not call.caller.is_agent or not request.customer_no or request.customer_no == info.customer_no:
        info.email = request.email
        return
    record = await _find(call, request.customer_no)
    basket.slot = await free_slot(call, record.customer_id, agent_basket=bool(basket.agent_basket))
    belong_to(basket, _registered(record, request.email))
    basket.payment_instruments = [
        instrument for instrument in basket.payment_instruments or () if not instrument.customer_payment_instrument_id
    ]
    await populate_customer(call, basket)


async def customer_of_new(call: Call, request: Basket | None) -> CustomerInfo:
    """Return whom a new basket is for: the caller himself, or whom an agent names, or a new guest.

    Faults: INVALID_CUSTOMER, CUSTOMER_NOT_FOUND.
    """
    given = request.customer_info if request is not None and request.customer_info is not None else CustomerInfo()
    caller = call.caller
    record = None
    if caller.is_customer:
        if given.customer_no and given.customer_no != caller.customer_no:
            raise faults.INVALID_CUSTOMER()
        if caller.registered:
            record = await load_registered(call, caller.customer_id)
    elif given.customer_no:
        record = await _find(call, given.customer_no)
    if record is not None:
        return _registered(record, given.email)
    customer_id = caller.customer_id or new_customer_id(call.server.ambient)
    return CustomerInfo(customer_id=customer_id, email=given.email or "")


async def populate_customer(call: Call, basket: Basket) -> None:
    """Let hooks fill a basket with what they know of the registered customer it got; he is read for them alone."""
    customer_no = basket.customer_info.customer_no if basket.customer_info else None
    if customer_no and call.server.hooks.registered(_POPULATE):
        found = await load_by_no(call, customer_no)
        if found is not None:
            await call.ask(_POPULATE, basket, found.customer)


async def _find(call: Call, customer_no: str) -> CustomerRecord:
    record = await find_with_baskets(call, customer_no)
    if record is None:
        raise faults.CUSTOMER_NOT_FOUND(customer_no=redact(customer_no))
    return record


def _registered(record: CustomerRecord, email: str | None) -> CustomerInfo:
    profile = record.profile
    names = (profile.get("first_name"), profile.get("last_name"))
    return CustomerInfo(
        customer_id=record.customer_id,
        customer_no=record.customer_no,
        customer_name=" ".join(name for name in names if name) or None,
        email=email or profile.get("email") or "",
    )
