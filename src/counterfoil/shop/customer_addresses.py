"""A customer's address book. Follows section 6.3 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.customers import (
    change_address,
    check_address,
    find_address,
    prefer_only,
    sorted_addresses,
)
from counterfoil.documents.customer import Customer, CustomerAddress, CustomerAddressResult
from counterfoil.documents.redact import redact
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import answer_part, open_customer, open_or_guest
from counterfoil.shop.paging import page_urls, read_page

_LIST = "dw.ocapi.shop.customer.addresses."
_POINT = "dw.ocapi.shop.customer.address."
_DEFAULT_COUNT = 10


async def list_addresses(call: Call) -> Answer:
    """Return a page of the addresses, the preferred one first, then by name; a guest has none.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION.
    """
    require_shopper(call)
    wanted = read_page(call, _DEFAULT_COUNT, call.server.settings.max_search_start)
    await call.before(_LIST + "beforeGET", call.path["customer_id"])
    customer = await open_or_guest(call)
    addresses = sorted_addresses(customer.addresses or ())
    page = addresses[wanted.start : wanted.end]
    following, previous = page_urls(call, wanted, len(addresses))
    result = CustomerAddressResult(
        count=len(page), data=page, start=wanted.start, total=len(addresses), next=following, previous=previous
    )
    return await answer_part(call, customer, result, _LIST + "modifyGETResponse")


async def add_address(call: Call) -> Answer:
    """Add an address under a name of its own; a preferred one takes the place of the former.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, MISSING_ADDRESS_ID, ADDRESS_ID_ALREADY_IN_USE.
    """
    loaded = await open_customer(call)
    customer, request = loaded.customer, _request(call)
    await call.before(_LIST + "beforePOST", customer, request)
    address = CustomerAddress(creation_date=call.now_text, last_modified=call.now_text)
    change_address(address, request, call.present)
    check_address(customer, address)
    customer.addresses = [*(customer.addresses or ()), address]
    prefer_only(customer, address)
    await call.after(_LIST + "afterPOST", customer, request)
    loaded = await loaded.save_document(call)
    kept = _found(loaded.customer, address.address_id or "")
    return await answer_part(call, loaded.customer, kept, _POINT + "modifyPOSTResponse", request)


async def get_address(call: Call) -> Answer:
    """Return an address; faults INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, CUSTOMER_ADDRESS_NOT_FOUND."""
    require_shopper(call)
    name = call.path["address_name"]
    await call.before(_POINT + "beforeGET", call.path["customer_id"], name)
    customer = await open_or_guest(call)
    return await answer_part(call, customer, _found(customer, name), _POINT + "modifyGETResponse")


async def patch_address(call: Call) -> Answer:
    """Change an address, its name too.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, CUSTOMER_ADDRESS_NOT_FOUND, MISSING_ADDRESS_ID,
    ADDRESS_ID_ALREADY_IN_USE.
    """
    loaded = await open_customer(call)
    customer, request, name = loaded.customer, _request(call), call.path["address_name"]
    address = _found(customer, name)
    await call.before(_POINT + "beforePATCH", customer, name, request)
    change_address(address, request, call.present)
    address.last_modified = call.now_text
    check_address(customer, address)
    prefer_only(customer, address)
    await call.after(_POINT + "afterPATCH", customer, name, request)
    loaded = await loaded.save_document(call)
    kept = _found(loaded.customer, address.address_id or "")
    return await answer_part(call, loaded.customer, kept, _POINT + "modifyPATCHResponse", name)


async def delete_address(call: Call) -> Answer:
    """Remove an address; faults INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, CUSTOMER_ADDRESS_NOT_FOUND."""
    loaded = await open_customer(call)
    customer, name = loaded.customer, call.path["address_name"]
    address = _found(customer, name)
    await call.before(_POINT + "beforeDELETE", customer, name)
    customer.addresses = [other for other in customer.addresses or () if other is not address]
    await call.after(_POINT + "afterDELETE", customer, name)
    return call.without_body((await loaded.save_document(call)).state)


def _request(call: Call) -> CustomerAddress:
    return call.body if isinstance(call.body, CustomerAddress) else CustomerAddress()


def _found(customer: Customer, name: str) -> CustomerAddress:
    address = find_address(customer, name)
    if address is None:
        known = [each.address_id or "" for each in customer.addresses or ()]
        raise faults.CUSTOMER_ADDRESS_NOT_FOUND(address_name=redact(name), _known=known)
    return address
