"""The customers resource: register, read, change. Follows sections 6.2 and 6.3 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.customers import MANDATORY, change_properties, check_profile
from counterfoil.commerce.passwords import is_acceptable_password
from counterfoil.documents.customer import Customer, CustomerRegistration
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_creation import insert, new_record, take_baskets
from counterfoil.shop.customer_store import (
    answer_customer,
    guest_document,
    is_own_guest,
    load_by_login,
    open_customer,
    take_over,
    whole_document,
)
from counterfoil.shop.parameters import expansions
from counterfoil.shop.wallet import aged

_POINT = "dw.ocapi.shop.customer."
EXPANSIONS = ("addresses", "paymentinstruments")


async def register_customer(call: Call) -> Answer:
    """Register a customer: a guest with a password, whose basket goes over to him; an agent without one.

    Faults: CUSTOMER_ALREADY_REGISTERED, MISSING_EMAIL, MISSING_LAST_NAME, MISSING_LOGIN, MISSING_PASSWORD,
    INVALID_LOGIN, INVALID_PASSWORD, LOGIN_ALREADY_IN_USE.
    """
    require_shopper(call)
    if call.caller.registered:
        raise faults.CUSTOMER_ALREADY_REGISTERED()
    request = call.body if isinstance(call.body, CustomerRegistration) else CustomerRegistration()
    await call.before(_POINT + "beforePOST", request)
    customer = request.customer or Customer()
    check_profile(customer, MANDATORY)
    _check_password(call, request.password)
    if await load_by_login(call, customer.login or "") is not None:
        raise faults.LOGIN_ALREADY_IN_USE(login=customer.login)
    record = await new_record(call, request.password)
    customer = _described(record, customer)
    await call.after(_POINT + "afterPOST", customer, request)
    take_over(record, customer, call.now)
    loaded = await insert(call, record)
    if call.caller.is_customer:
        await take_baskets(call, loaded.customer)
    return await answer_customer(call, loaded, _POINT + "modifyPOSTResponse")


async def get_customer(call: Call) -> Answer:
    """Return a customer, on demand with addresses and payment instruments; a guest is shown himself.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, INVALID_EXPAND_VALUE.
    """
    require_shopper(call)
    expanded = expansions(call, EXPANSIONS)
    await call.before(_POINT + "beforeGET", call.path["customer_id"])
    if is_own_guest(call):
        return await call.answer(guest_document(call, call.caller.customer_id), _POINT + "modifyGETResponse")
    loaded = await open_customer(call)
    aged(call, loaded.customer)
    return await answer_customer(call, loaded, _POINT + "modifyGETResponse", expanded)


async def patch_customer(call: Call) -> Answer:
    """Change a customer's profile, login included.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, MISSING_EMAIL, MISSING_LAST_NAME, MISSING_LOGIN, INVALID_LOGIN,
    LOGIN_ALREADY_IN_USE, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_customer(call)
    customer = loaded.customer
    request = call.body if isinstance(call.body, Customer) else Customer()
    await call.before(_POINT + "beforePATCH", customer, request)
    unchanged = {name for name in MANDATORY if getattr(customer, name) == getattr(request, name)}
    change_properties(customer, request, call.present)
    check_profile(customer, call.present - unchanged)
    await call.after(_POINT + "afterPATCH", customer, request)
    loaded = await loaded.save_document(call)
    return await answer_customer(call, loaded, _POINT + "modifyPATCHResponse")


def _check_password(call: Call, password: str | None) -> None:
    if call.caller.is_agent:
        if password is not None:
            raise faults.INVALID_PASSWORD()
        return
    if not password:
        raise faults.MISSING_PASSWORD()
    if not is_acceptable_password(password, call.site.customer_list_settings):
        raise faults.INVALID_PASSWORD()


def _described(record: CustomerRecord, given: Customer) -> Customer:
    """Return the document of a new customer: what he may say of himself, and what the server says of him."""
    customer = whole_document(record)
    change_properties(customer, given, [name for name in given.__struct_fields__ if name != "custom"])
    own = whole_document(record)
    for name in ("auth_type", "customer_id", "customer_no", "enabled", "creation_date", "last_modified"):
        setattr(customer, name, getattr(own, name))
    return customer
