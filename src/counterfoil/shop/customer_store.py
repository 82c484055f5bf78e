"""Loading and saving registered customers, and their document on the wire."""

from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from counterfoil import faults
from counterfoil.documents.customer import Customer
from counterfoil.documents.properties import CustomDocument
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.call import Call
from counterfoil.store.records import CustomerRow
from counterfoil.timestamps import date_time

AnyDocument = TypeVar("AnyDocument", bound=CustomDocument)
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


async def load_by_no(call: Call, customer_no: str) -> LoadedCustomer | None:
    """Return the customer of a number, to be changed."""
    return _loaded(await call.store.customer_by_no(call.site.customer_list, customer_no))


async def find_by_no(call: Call, customer_no: str) -> CustomerRecord | None:
    """Return the customer of a number."""
    loaded = await load_by_no(call, customer_no)
    return loaded.record if loaded else None


async def load_registered(call: Call, customer_id: str) -> CustomerRecord:
    """Return the customer of an id; fault AUTHENTICATION_FAILED when he is gone or disabled."""
    loaded = _loaded(await call.store.customer_by_id(call.site.customer_list, customer_id))
    if loaded is None or not loaded.record.enabled:
        raise faults.AUTHENTICATION_FAILED()
    return loaded.record


def document_of(cls: type[AnyDocument], plain: dict[str, Any]) -> AnyDocument:  # Any: a document by wire name
    """Return the document that a record keeps by wire name."""
    known = {name: value for name, value in plain.items() if name in cls.__struct_fields__}
    document = msgspec.convert(known, cls, strict=False)
    document.custom = {name: value for name, value in plain.items() if name.startswith("c_")}
    return document


def plain_of(document: CustomDocument) -> dict[str, Any]:  # Any: a document by wire name
    """Return a document by wire name, as records keep it."""
    plain: dict[str, Any] = msgspec.to_builtins(document, builtin_types=(Decimal,))
    custom = plain.pop("custom", {})
    return {**plain, **custom}


def customer_document(record: CustomerRecord) -> Customer:
    """Return the Customer document of a registered customer."""
    customer = document_of(Customer, record.profile)
    customer.auth_type = "registered"
    customer.customer_id = record.customer_id
    customer.customer_no = record.customer_no
    customer.login = record.login
    customer.enabled = record.enabled
    if record.creation_date is not None:
        customer.creation_date = date_time(record.creation_date)
    if record.last_modified is not None:
        customer.last_modified = date_time(record.last_modified)
    return customer
