"""Loading and saving registered customers, and their document on the wire."""

from decimal import Decimal

import msgspec

from counterfoil import faults
from counterfoil.documents.customer import Customer
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.call import Call
from counterfoil.store.records import CustomerRow
from counterfoil.timestamps import date_time

_decoder = msgspec.json.Decoder(CustomerRecord, float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


class LoadedCustomer(msgspec.Struct):
    """A registered customer as he stands in the store."""

    record: CustomerRecord
    revision: int

    async def save(self, call: Call) -> None:
        """Store the changed customer; raises the store's Conflict when he was changed meanwhile."""
        await call.store.update_customer(customer_row(self.record), self.revision)


def customer_row(record: CustomerRecord) -> CustomerRow:
    """Return a customer with the columns he is found by."""
    return CustomerRow(
        list_id=record.customer_list_id,
        customer_no=record.customer_no,
        customer_id=record.customer_id,
        login=record.login or None,
        body=_encoder.encode(record),
    )


def _loaded(row: CustomerRow | None) -> LoadedCustomer | None:
    return None if row is None else LoadedCustomer(_decoder.decode(row.body), row.revision)


async def load_by_login(call: Call, login: str) -> LoadedCustomer | None:
    """Return the customer of a login."""
    return _loaded(await call.store.customer_by_login(call.site.customer_list, login))


async def find_by_no(call: Call, customer_no: str) -> CustomerRecord | None:
    """Return the customer of a number."""
    loaded = _loaded(await call.store.customer_by_no(call.site.customer_list, customer_no))
    return loaded.record if loaded else None


async def load_registered(call: Call, customer_id: str) -> CustomerRecord:
    """Return the customer of an id; fault AUTHENTICATION_FAILED when he is gone or disabled."""
    loaded = _loaded(await call.store.customer_by_id(call.site.customer_list, customer_id))
    if loaded is None or not loaded.record.enabled:
        raise faults.AUTHENTICATION_FAILED()
    return loaded.record


def customer_document(record: CustomerRecord) -> Customer:
    """Return the Customer document of a registered customer."""
    known = set(Customer.__struct_fields__)
    plain = {name: value for name, value in record.profile.items() if name in known}
    customer = msgspec.convert(plain, Customer, strict=False)
    customer.custom = {name: value for name, value in record.profile.items() if name.startswith("c_")}
    customer.auth_type = "registered"
    customer.customer_id = record.customer_id
    customer.customer_no = record.customer_no
    customer.login = record.login
    customer.enabled = record.enabled
    if record.creation_date is not None:
        customer.creation_date = date_time(record.creation_date)
    return customer
