"""Loading and saving registered customers, and their document on the wire and for hooks."""

import contextlib
from collections.abc import Collection
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from counterfoil import faults
from counterfoil.commerce.customers import full_name_of
from counterfoil.documents import stored
from counterfoil.documents.customer import Customer, CustomerAddress, CustomerPaymentInstrument
from counterfoil.documents.properties import CustomDocument, Document
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.store.records import Conflict, CustomerRow, DuplicateCustomer, StoreUnavailable, Visits
from counterfoil.timestamps import date_time

AnyDocument = TypeVar("AnyDocument", bound=CustomDocument)
_decoder = msgspec.json.Decoder(CustomerRecord, float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")
_NOT_OF_THE_PROFILE = frozenset(
    "addresses auth_type creation_date customer_id customer_no enabled last_login_time last_modified last_visit_time "
    "login payment_instruments previous_login_time previous_visit_time".split()
)
MOST_PROVIDERS = 100
"""As many providers of identity are asked for the same id."""


class LoadedCustomer(msgspec.Struct):
    """A registered customer as he stands in the store, and the document that is changed and shown to hooks."""

    record: CustomerRecord
    revision: int
    body: bytes = b""
    customer: Customer = msgspec.field(default_factory=Customer)

    @property
    def state(self) -> str:
        """Return what names this content at this revision."""
        return stored.state_of(self.body, self.revision)

    async def save(self, call: Call) -> None:
        """Store the changed record; raises the store's Conflict when he was changed meanwhile."""
        self._take_password(call)
        await call.store.update_customer(customer_row(self.record), self.revision)

    async def save_document(self, call: Call) -> "LoadedCustomer":
        """Store the changed document; faults LOGIN_ALREADY_IN_USE, RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH."""
        take_over(self.record, self.customer, call.now)
        self._take_password(call)
        row = customer_row(self.record)
        try:
            await call.store.update_customer(row, self.revision)
        except Conflict:
            raise call.changed_meanwhile(self.body, self.revision) from None
        except DuplicateCustomer:
            raise faults.LOGIN_ALREADY_IN_USE(login=self.record.login) from None
        return LoadedCustomer(self.record, self.revision + 1, row.body, whole_document(self.record))

    def _take_password(self, call: Call) -> None:
        """Let a password that a script has set go with this write: of one row there is one write."""
        key = (self.record.customer_list_id, self.record.customer_no)
        pending = call.scripts.writes.customers.get(key) if call.scripts is not None else None
        if call.scripts is None or pending is None:
            return
        given, before = _decoder.decode(pending[0].body), _decoder.decode(self.body)
        for name in ("password_hash", "password_changes", "last_modified"):
            setattr(before, name, getattr(given, name))
        if given == before:  # nothing else is changed of him: what else there is must not be lost
            self.record.password_hash, self.record.password_changes = given.password_hash, given.password_changes
            del call.scripts.writes.customers[key]


def customer_row(record: CustomerRecord) -> CustomerRow:
    """Return a customer with the columns he is found by."""
    return CustomerRow(
        list_id=record.customer_list_id,
        customer_no=record.customer_no,
        customer_id=record.customer_id,
        login=record.login or None,
        body=_encoder.encode(record),
        email=str(record.profile.get("email") or "").lower() or None,
        external_ids=[(one.external_id, one.authentication_provider_id) for one in record.external_profiles],
    )


def take_over(record: CustomerRecord, customer: Customer, now: int) -> None:
    """Put into a record what the customer's document says; ids, times and the password stay the record's."""
    plain = plain_of(customer)
    record.profile = {name: value for name, value in plain.items() if name not in _NOT_OF_THE_PROFILE}
    record.login = customer.login or ""
    record.addresses = [plain_of(address) for address in customer.addresses or ()]
    record.payment_instruments = [plain_of(instrument) for instrument in customer.payment_instruments or ()]
    record.last_modified = now


def _loaded(row: CustomerRow | None) -> LoadedCustomer | None:
    if row is None:
        return None
    record = _decoder.decode(row.body)
    return LoadedCustomer(record, row.revision, row.body, whole_document(record))


async def load_by_login(call: Call, login: str) -> LoadedCustomer | None:
    """Return the customer of a login."""
    return _loaded(await call.store.customer_by_login(call.site.customer_list, login))


async def load_by_email(call: Call, email: str) -> LoadedCustomer | None:
    """Return the customer of an e-mail address; None if several have it."""
    rows = await call.store.customers_by_email(call.site.customer_list, email.lower(), 2)
    return _loaded(rows[0]) if len(rows) == 1 else None


async def load_by_external_id(call: Call, external_id: str) -> list[LoadedCustomer]:
    """Return the customers whom providers of identity know by an id; each provider may mean another."""
    rows = await call.store.customers_by_external_id(call.site.customer_list, external_id, MOST_PROVIDERS)
    found = [loaded for loaded in map(_loaded, rows) if loaded is not None]
    return [loaded for loaded in found if external_id in (one.external_id for one in loaded.record.external_profiles)]


async def load_by_id(call: Call, customer_id: str) -> LoadedCustomer | None:
    """Return the registered customer of an id."""
    return _loaded(await call.store.customer_by_id(call.site.customer_list, customer_id))


async def load_by_no(call: Call, customer_no: str) -> LoadedCustomer | None:
    """Return the customer of a number, to be changed."""
    return _loaded(await call.store.customer_by_no(call.site.customer_list, customer_no))


async def find_by_no(call: Call, customer_no: str) -> CustomerRecord | None:
    """Return the customer of a number."""
    row = await call.store.customer_by_no(call.site.customer_list, customer_no)
    return None if row is None else _decoder.decode(row.body)


async def find_with_baskets(call: Call, customer_no: str) -> CustomerRecord | None:
    """Return the customer of a number whom a basket is for; his open baskets are read with him for their quota."""
    row, baskets = await call.store.customer_with_baskets(call.site.customer_list, customer_no, call.site_id, call.now)
    if row is None:
        return None
    call.open_baskets = {row.customer_id: baskets}
    return _decoder.decode(row.body)


async def load_registered(call: Call, customer_id: str) -> CustomerRecord:
    """Return the customer of an id; fault AUTHENTICATION_FAILED when he is gone or disabled."""
    row = await call.store.customer_by_id(call.site.customer_list, customer_id)
    record = None if row is None else _decoder.decode(row.body)
    if record is None or not record.enabled:
        raise faults.AUTHENTICATION_FAILED()
    return record


def guest_document(call: Call, customer_id: str) -> Customer:
    """Return the Customer document of a guest, of whom nothing is stored."""
    locale = call.site.data.preferences.get("SiteDefaultLocale")
    return Customer(auth_type="guest", customer_id=customer_id, preferred_locale=locale)


def is_own_guest(call: Call) -> bool:
    """Say whether the customer of the path is the calling guest himself, of whom nothing is stored."""
    caller = call.caller
    return caller.is_customer and not caller.registered and caller.customer_id == call.path["customer_id"]


async def open_or_guest(call: Call) -> Customer:
    """Return the customer of the path for a list of what he has; a guest has nothing. Faults of open_customer."""
    if is_own_guest(call):
        return guest_document(call, call.caller.customer_id)
    return (await open_customer(call)).customer


async def open_customer(call: Call) -> LoadedCustomer:
    """Return the registered customer of the path, if the caller may see him.

    Faults: those of require_shopper, INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, RESOURCE_STATE_CONFLICT.
    """
    require_shopper(call)
    customer_id = call.path["customer_id"]
    loaded = await load_by_id(call, customer_id)
    if loaded is None:
        raise faults.CUSTOMER_ID_NOT_FOUND(customer_id=customer_id)
    caller = call.caller
    if caller.is_customer and (caller.customer_id != customer_id or not caller.registered):
        raise faults.INVALID_CUSTOMER()
    if call.method_and_path[0] != "GET":
        call.check_state(loaded.body, loaded.revision)
    return loaded


async def answer_customer(call: Call, loaded: LoadedCustomer, point: str, expanded: Collection[str] = ()) -> Answer:
    """Answer a customer with his state; addresses and payment instruments as far as asked for."""
    shown = msgspec.structs.replace(
        loaded.customer,
        addresses=loaded.customer.addresses if "addresses" in expanded else None,
        payment_instruments=loaded.customer.payment_instruments if "paymentinstruments" in expanded else None,
    )
    await _add_visits(call, shown)
    return await call.answer_with_state(shown, point, loaded.state)


async def visited_document(call: Call, record: CustomerRecord) -> Customer:
    """Return the Customer document with the times of his log-ins and visits."""
    customer = customer_document(record)
    await _add_visits(call, customer)
    return customer


async def logged_in_document(call: Call, record: CustomerRecord) -> Customer:
    """Note that a customer logs in now, and return his document with the times of that and of the time before."""
    customer = customer_document(record)
    await note_log_in(call, record, customer)
    return customer


async def note_log_in(call: Call, record: CustomerRecord, customer: Customer) -> None:
    """Note that a customer logs in now, and show in his document the times of that and of the time before."""
    with contextlib.suppress(StoreUnavailable):  # who he is does not depend on it
        _show_visits(customer, await call.store.log_in(record.customer_list_id, record.customer_no, call.now))


async def _add_visits(call: Call, customer: Customer) -> None:
    visits = await call.store.visits(call.site.customer_list, customer.customer_no or "")
    if visits is not None:
        _show_visits(customer, visits)


def _show_visits(customer: Customer, visits: Visits) -> None:
    customer.last_login_time = date_time(visits.last_login)
    customer.last_visit_time = date_time(visits.last_visit)
    customer.previous_login_time = None if visits.previous_login is None else date_time(visits.previous_login)
    customer.previous_visit_time = None if visits.previous_visit is None else date_time(visits.previous_visit)


async def answer_part(call: Call, customer: Customer, part: Document, point: str, *arguments: Any) -> Answer:
    """Answer a document that belongs to a customer; its modify…Response point gets the customer first."""
    answer = await call.answer(part)
    if call.server.hooks.registered(point):
        await call.server.hooks.run(point, call.context(), customer, answer.document, *arguments)
    return answer


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
    """Return the Customer document of a registered customer, without addresses and payment instruments."""
    customer = document_of(Customer, record.profile)
    customer.auth_type = "registered"
    customer.customer_id = record.customer_id
    customer.customer_no = record.customer_no
    customer.login = record.login or None
    customer.enabled = record.enabled
    if record.creation_date is not None:
        customer.creation_date = date_time(record.creation_date)
    if record.last_modified is not None:
        customer.last_modified = date_time(record.last_modified)
    return customer


def whole_document(record: CustomerRecord) -> Customer:
    """Return the Customer document with everything that belongs to the customer."""
    customer = customer_document(record)
    customer.addresses = [document_of(CustomerAddress, plain) for plain in record.addresses]
    for address in customer.addresses:
        address.full_name = address.full_name or full_name_of(address)
    customer.payment_instruments = [document_of(CustomerPaymentInstrument, one) for one in record.payment_instruments]
    return customer
