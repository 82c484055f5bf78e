"""The customers resource: register, read, change. Follows sections 6.2 and 6.3 of the resource reference."""

import contextlib

from counterfoil import faults
from counterfoil.ambient import new_customer_id
from counterfoil.commerce.basket_life import belong_to
from counterfoil.commerce.customers import MANDATORY, change_properties, check_profile
from counterfoil.commerce.passwords import is_acceptable_password
from counterfoil.documents.basket import CustomerInfo
from counterfoil.documents.customer import Customer, CustomerRegistration
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.identity import passwords
from counterfoil.shop.access import require_shopper
from counterfoil.shop.basket_store import load_basket
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import (
    LoadedCustomer,
    answer_customer,
    customer_row,
    guest_document,
    is_own_guest,
    load_by_login,
    open_customer,
    take_over,
    whole_document,
)
from counterfoil.shop.parameters import expansions
from counterfoil.shop.wallet import aged
from counterfoil.store.records import DuplicateCustomer, SlotTaken

_POINT = "dw.ocapi.shop.customer."
_EXPANSIONS = ("addresses", "paymentinstruments")
_SEQUENCE = "customer_no"
_MOST_TRIES = 20


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
    record = await _new_record(call, request.password)
    customer = _described(record, customer)
    await call.after(_POINT + "afterPOST", customer, request)
    take_over(record, customer, call.now)
    loaded = await _insert(call, record)
    if call.caller.is_customer:
        await _take_baskets(call, loaded.customer)
    return await answer_customer(call, loaded, _POINT + "modifyPOSTResponse")


async def get_customer(call: Call) -> Answer:
    """Return a customer, on demand with addresses and payment instruments; a guest is shown himself.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, INVALID_EXPAND_VALUE.
    """
    require_shopper(call)
    expanded = expansions(call, _EXPANSIONS)
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


async def _new_record(call: Call, password: str | None) -> CustomerRecord:
    return CustomerRecord(
        customer_list_id=call.site.customer_list,
        customer_no=await call.server.numbers.next(call.site.customer_list, _SEQUENCE),
        customer_id=new_customer_id(call.server.ambient),
        login="",
        password_hash=await passwords.hashed(password) if password else None,
        creation_date=call.now,
        last_modified=call.now,
    )


def _described(record: CustomerRecord, given: Customer) -> Customer:
    """Return the document of a new customer: what he may say of himself, and what the server says of him."""
    customer = whole_document(record)
    change_properties(customer, given, [name for name in given.__struct_fields__ if name != "custom"])
    own = whole_document(record)
    for name in ("auth_type", "customer_id", "customer_no", "enabled", "creation_date", "last_modified"):
        setattr(customer, name, getattr(own, name))
    return customer


async def _insert(call: Call, record: CustomerRecord) -> LoadedCustomer:
    """Store a new customer; a number or id that is taken is replaced by the next."""
    for _ in range(_MOST_TRIES):
        row = customer_row(record)
        try:
            await call.store.insert_customer(row)
        except DuplicateCustomer as duplicate:
            if duplicate.key == "login":
                raise faults.LOGIN_ALREADY_IN_USE(login=record.login) from None
            record.customer_no = await call.server.numbers.next(call.site.customer_list, _SEQUENCE)
            record.customer_id = new_customer_id(call.server.ambient)
            continue
        return LoadedCustomer(record, 1, row.body, whole_document(record))
    raise faults.STORE_UNAVAILABLE()


async def _take_baskets(call: Call, customer: Customer) -> None:
    """Let the guest's open basket go over to the customer he has become; one that changes meanwhile stays behind."""
    for entry in await call.store.open_baskets(call.site_id, call.caller.customer_id, call.now):
        with contextlib.suppress(faults.Fault, SlotTaken):  # he is registered, whatever becomes of the basket
            loaded = await load_basket(call, entry.basket_id)
            email = loaded.basket.customer_info.email if loaded.basket.customer_info else None
            info = CustomerInfo(
                customer_id=customer.customer_id,
                customer_no=customer.customer_no,
                customer_name=" ".join(name for name in (customer.first_name, customer.last_name) if name) or None,
                email=email or customer.email,
            )
            belong_to(loaded.basket, info)
            await call.calculate(loaded.basket)
            await loaded.save(call)
