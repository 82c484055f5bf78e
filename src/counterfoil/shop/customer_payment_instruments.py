"""The resources of a customer's wallet. Follows section 6.3 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.payment_methods import Purchase
from counterfoil.commerce.wallet import check_instrument, customer_instrument
from counterfoil.documents.customer import (
    Customer,
    CustomerPaymentInstrument,
    CustomerPaymentInstrumentRequest,
    CustomerPaymentInstrumentResult,
)
from counterfoil.documents.redact import redact
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_groups import groups_in
from counterfoil.shop.customer_store import LoadedCustomer, answer_part, open_customer, open_or_guest
from counterfoil.shop.wallet import aged, find_instrument, put_into_wallet

_LIST = "dw.ocapi.shop.customer.payment_instruments."
_POINT = "dw.ocapi.shop.customer.payment_instrument."


async def list_customer_payment_instruments(call: Call) -> Answer:
    """Return the stored payment instruments, of one method if asked for; a guest has none.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND.
    """
    require_shopper(call)
    await call.before(_LIST + "beforeGET", call.path["customer_id"])
    customer = await open_or_guest(call)
    method_id = call.query.get("payment_method_id")
    data = [one for one in aged(call, customer) if not method_id or one.payment_method_id == method_id]
    result = CustomerPaymentInstrumentResult(count=len(data), data=data, total=len(data))
    return await answer_part(call, customer, result, _LIST + "modifyGETResponse_v2")


async def add_customer_payment_instrument(call: Call) -> Answer:
    """Store a payment instrument: of numbers the mask and the last digits, of a security code nothing.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, INVALID_PAYMENT_METHOD_ID, PROPERTY_CONSTRAINT_VIOLATION.
    """
    loaded = await open_customer(call)
    customer = loaded.customer
    request = call.body if isinstance(call.body, CustomerPaymentInstrumentRequest) else _NOTHING
    await call.before(_POINT + "beforePOST", customer, request)
    instrument = customer_instrument(request, call.now)
    check_instrument(instrument, request, call.site.shop, _purchase(call, loaded))
    put_into_wallet(call, customer, instrument)
    await call.after(_POINT + "afterPOST", customer, request)
    loaded = await loaded.save_document(call)
    kept = _found(call, loaded.customer, instrument.payment_instrument_id or "")
    return await answer_part(call, loaded.customer, kept, _POINT + "modifyPOSTResponse", request)


async def get_customer_payment_instrument(call: Call) -> Answer:
    """Return a stored payment instrument.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND.
    """
    require_shopper(call)
    instrument_id = call.path["payment_instrument_id"]
    await call.before(_POINT + "beforeGET", call.path["customer_id"], instrument_id)
    customer = await open_or_guest(call)
    return await answer_part(call, customer, _found(call, customer, instrument_id), _POINT + "modifyGETResponse")


async def delete_customer_payment_instrument(call: Call) -> Answer:
    """Remove a stored payment instrument; orders that were paid with it keep what they have.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND.
    """
    loaded = await open_customer(call)
    customer, instrument_id = loaded.customer, call.path["payment_instrument_id"]
    instrument = _found(call, customer, instrument_id)
    await call.before(_POINT + "beforeDELETE", customer, instrument)
    customer.payment_instruments = [one for one in customer.payment_instruments or () if one is not instrument]
    await call.after(_POINT + "afterDELETE", customer, instrument_id)
    return call.without_body((await loaded.save_document(call)).state)


_NOTHING = CustomerPaymentInstrumentRequest()


def _found(call: Call, customer: Customer, instrument_id: str) -> CustomerPaymentInstrument:
    aged(call, customer)
    instrument = find_instrument(customer, instrument_id)
    if instrument is None:
        known = [one.payment_instrument_id or "" for one in customer.payment_instruments or ()]
        raise faults.CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND(
            customer_payment_instrument_id=redact(instrument_id), _known=known
        )
    return instrument


def _purchase(call: Call, loaded: LoadedCustomer) -> Purchase:
    groups = {"Everyone", "Registered", *groups_in(call.site, loaded.body, call.now)}
    return Purchase(None, call.site.shop.currency, None, lambda named: not groups.isdisjoint(named))
