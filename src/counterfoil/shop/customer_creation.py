"""Making a registered customer: number, id and row, and what the guest he was leaves to him.

Follows section 6.2 of the resource reference.
"""

import contextlib

from counterfoil import faults
from counterfoil.ambient import new_customer_id
from counterfoil.commerce.basket_life import belong_to
from counterfoil.documents.basket import CustomerInfo
from counterfoil.documents.customer import Customer
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.identity import passwords
from counterfoil.shop.basket_customer import populate_customer
from counterfoil.shop.basket_store import load_basket
from counterfoil.shop.call import Call
from counterfoil.shop.customer_store import LoadedCustomer, customer_row, whole_document
from counterfoil.store.records import EXTERNAL_ID, DuplicateCustomer, SlotTaken

_SEQUENCE = "customer_no"
_MOST_TRIES = 20


async def new_record(call: Call, password: str | None = None) -> CustomerRecord:
    """Return the record of a new customer, with a number and an id of his own."""
    return CustomerRecord(
        customer_list_id=call.site.customer_list,
        customer_no=await call.server.numbers.next(call.site.customer_list, _SEQUENCE),
        customer_id=new_customer_id(call.server.ambient),
        login="",
        password_hash=await passwords.hashed(password) if password else None,
        creation_date=call.now,
        last_modified=call.now,
    )


def profile_exists(external_id: str, provider_id: str) -> faults.Fault:
    """Return the fault of an id at a provider of identity that a customer has already."""
    return faults.EXTERNAL_PROFILE_ALREADY_EXISTS(external_id=external_id, authentication_provider_id=provider_id)


async def insert(call: Call, record: CustomerRecord) -> LoadedCustomer:
    """Store a new customer; a number or id that is taken is replaced by the next.

    Faults: LOGIN_ALREADY_IN_USE, EXTERNAL_PROFILE_ALREADY_EXISTS, STORE_UNAVAILABLE.
    """
    for _ in range(_MOST_TRIES):
        row = customer_row(record)
        try:
            await call.store.insert_customer(row)
        except DuplicateCustomer as duplicate:
            if duplicate.key == "login":
                raise faults.LOGIN_ALREADY_IN_USE(login=record.login) from None
            if duplicate.key == EXTERNAL_ID:
                (taken,) = record.external_profiles
                raise profile_exists(taken.external_id, taken.authentication_provider_id) from None
            record.customer_no = await call.server.numbers.next(call.site.customer_list, _SEQUENCE)
            record.customer_id = new_customer_id(call.server.ambient)
            continue
        return LoadedCustomer(record, 1, row.body, whole_document(record))
    raise faults.STORE_UNAVAILABLE()


async def take_baskets(call: Call, customer: Customer) -> None:
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
            await populate_customer(call, loaded.basket)
            await call.calculate_after("dw.ocapi.baskets.actions.afterTransfer", loaded.basket)
            await loaded.save(call)
