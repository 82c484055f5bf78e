"""Customers as scripts find, make and change them; what they change is kept with the request's unit of work."""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.commerce.customer_groups import groups_of
from counterfoil.commerce.customers import check_profile, is_external_id, refuse_card_numbers
from counterfoil.commerce.object_query import compiled, ordered, sort_key
from counterfoil.commerce.passwords import is_acceptable_login, is_acceptable_password
from counterfoil.commerce.payment import refuse_card_numbers as refuse_payment_numbers
from counterfoil.documents.customer import Customer
from counterfoil.documents.organization_data import CustomerGroup
from counterfoil.documents.shop_data import CustomerRecord, ExternalProfile
from counterfoil.faults import Fault
from counterfoil.shop.call import Call
from counterfoil.shop.customer_creation import new_record
from counterfoil.shop.customer_store import customer_row, load_by_external_id, plain_of, take_over, whole_document
from counterfoil.shop.script_site import hide, scripts_of
from counterfoil.shop.script_state import Visitor
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.records import CustomerRow
from counterfoil.timestamps import date_time

_decoder = msgspec.json.Decoder(CustomerRecord, float_hook=Decimal)
_MOST_FOUND = 1000
_BUILT_IN = ("Everyone", "Registered", "Unregistered")
_VISITS = ("last_login", "previous_login", "last_visit", "previous_visit")


class Found(msgspec.Struct):
    """A customer as the request has left him so far, and the revision to save him against."""

    record: CustomerRecord
    revision: int

    def shown(self) -> dict[str, Any]:
        """Return his document as scripts have it."""
        plain: dict[str, Any] = msgspec.to_builtins(whole_document(self.record), builtin_types=(Decimal,))
        return {
            **{name: value for name, value in plain.items() if value is not None},
            "customer_groups": list(self.record.customer_groups),
            "external_profiles": [msgspec.to_builtins(one) for one in self.record.external_profiles],
            "revision": self.revision,
        }


async def _customer(call: Call, by: dict[str, Any]) -> dict[str, Any] | None:
    found = await find(call, by)
    return found.shown() if found is not None else None


async def find(call: Call, by: dict[str, Any]) -> Found | None:
    """Find a customer of the site's list by number, login or id at a provider of identity."""
    found = await _found_by(call, by)
    removed = scripts_of(call).writes.removed
    return None if found is None or (found.record.customer_list_id, found.record.customer_no) in removed else found


async def _found_by(call: Call, by: dict[str, Any]) -> Found | None:
    pending = scripts_of(call).writes.customers
    for row, revision in pending.values():
        if by.get("customer_no") == row.customer_no or (by.get("login") and by["login"] == row.login):
            return Found(_decoder.decode(row.body), revision)
    store, list_id = call.own_store, call.site.customer_list
    if "customer_no" in by:
        return _found(call, await store.customer_by_no(list_id, str(by["customer_no"])))
    if "login" in by:
        return _found(call, await store.customer_by_login(list_id, str(by["login"])))
    provider, external_id = str(by["provider"]), str(by["external_id"])
    if not (is_external_id(provider) and is_external_id(external_id)):
        return None
    candidates = [Found(_decoder.decode(row.body), revision) for row, revision in pending.values()]
    for loaded in await load_by_external_id(call, external_id):
        if (list_id, loaded.record.customer_no) not in pending:
            candidates.append(Found(loaded.record, loaded.revision))
    return next((one for one in candidates if _has(one.record, provider, external_id)), None)


def _has(record: CustomerRecord, provider: str, external_id: str) -> bool:
    return any(
        (one.authentication_provider_id, one.external_id) == (provider, external_id) for one in record.external_profiles
    )


def _found(call: Call, row: CustomerRow | None) -> Found | None:
    if row is None:
        return None
    written = scripts_of(call).writes.written.get((row.list_id, row.customer_no))
    return Found(_decoder.decode(row.body), written or row.revision)


async def _caller(call: Call, _argument: Any) -> dict[str, Any]:
    """Return who the customer of the request is: the caller, if he is one, or whom a script has logged in."""
    visitor = visitor_of(call)
    number = {"customer_no": visitor.customer_no} if visitor.customer_no else {}
    return {"customer_id": visitor.customer_id, **number}


def visitor_of(call: Call) -> Visitor:
    """Return the customer of the request: the caller, if he is one, unless a script logged somebody in or him out."""
    caller = call.caller
    return scripts_of(call).visitor or Visitor(
        caller.customer_id,
        caller.customer_no if caller.registered else "",
        caller.is_customer and caller.registered,
    )


async def _facts(call: Call, customer_no: str | None) -> dict[str, Any]:
    """Return what is known of a customer beside his document; no number is a guest."""
    visitor = visitor_of(call)
    authenticated = visitor.customer_id if visitor.authenticated else None
    if customer_no is None:
        groups = ["Everyone", "Unregistered"]
        return {"groups": groups, "external_profiles": [], "authenticated": None, "password_set": False}
    found = await find(call, {"customer_no": customer_no})
    groups = ["Everyone", "Registered"]
    if found is None:
        return {"groups": groups, "external_profiles": [], "authenticated": authenticated, "password_set": False}
    rules = [group for group in await _groups_of(call) if group.dynamic]
    record = found.record
    visits = await call.own_store.visits(call.site.customer_list, customer_no)
    times = {f"{name}_time": getattr(visits, name) if visits is not None else None for name in _VISITS}
    return {
        "groups": [*groups, *sorted(groups_of(record, rules, call.now))],
        "external_profiles": [msgspec.to_builtins(one) for one in record.external_profiles],
        "authenticated": authenticated,
        "password_set": record.password_hash is not None,
        **{name: None if instant is None else date_time(instant) for name, instant in times.items()},
    }


async def groups_of_caller(call: Call) -> set[str]:
    """Return the groups of the customer of the request."""
    return set((await _facts(call, visitor_of(call).customer_no or None))["groups"])


async def _groups_of(call: Call) -> list[CustomerGroup]:
    rows = await call.own_store.shop_rows("customer_group", call.site_id)
    return [msgspec.json.decode(body, type=CustomerGroup) for _scope, _id, body in sorted(rows)]


async def _groups(call: Call, _argument: Any) -> list[dict[str, Any]]:
    """Return the groups of the site, those that every site has first."""
    own = [
        {"id": group.group_id, "description": group.description, "dynamic": group.dynamic}
        for group in await _groups_of(call)
        if group.group_id not in _BUILT_IN
    ]
    return [*({"id": name, "description": None, "dynamic": True} for name in _BUILT_IN), *own]


async def _list(call: Call, _argument: Any) -> dict[str, Any]:
    settings = call.site.customer_list_settings
    return {
        "id": call.site.customer_list,
        "description": settings.description,
        "password_constraints": {
            "force_letters": settings.force_password_contains_alpha is True,
            "force_mixed_case": settings.force_password_mixed_case is True,
            "force_numbers": settings.force_password_contains_numeric is True,
            "min_length": settings.min_password_length or 0,
            "min_special_chars": settings.min_password_special_chars or 0,
        },
    }


async def _new(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Make a customer with a login and password, or one whom a provider of identity logs in."""
    if "provider" in asked:
        provider, external_id = asked["provider"], asked["external_id"]
        if not (is_external_id(provider) and is_external_id(external_id)):
            raise ValueError("the ids of an external profile are printable texts of at most 256 characters")
        if await find(call, asked) is not None:
            raise ValueError(f"there is a customer of {provider} with this id already")
        record = await new_record(call)
        record.external_profiles = [ExternalProfile(provider, external_id)]
    else:
        login, password = asked["login"], asked["password"]
        hide(call, password)
        if not is_acceptable_login(login):
            raise ValueError("that cannot be a login")
        if not is_acceptable_password(password, call.site.customer_list_settings):
            raise ValueError("the password does not keep the rules of the customer list")
        if await find(call, {"login": login}) is not None:
            raise ValueError("there is a customer with this login already")
        record = await new_record(call, password)
        record.login = login
    await _number(call, record, asked.get("customer_no"))
    keep(call, record, 0)
    return Found(record, 0).shown()


async def _number(call: Call, record: CustomerRecord, wanted: str | None) -> None:
    if wanted is None:
        return
    if not 1 <= len(wanted) <= 100 or not wanted.isprintable():
        raise ValueError("a customer number has 1 to 100 printable characters")
    if await find(call, {"customer_no": wanted}) is not None:
        raise ValueError(f"there is a customer {wanted} already")
    record.customer_no = wanted


async def save_customer(call: Call, change: dict[str, Any]) -> None:
    """Take a changed customer into the unit of work; ids, password and times stay his."""
    number, given = str(change["customer_no"]), change["document"]
    found = await find(call, {"customer_no": number})
    if found is None:
        raise LookupError(f"there is no customer {number}")
    record = found.record
    known = {name: value for name, value in given.items() if name in Customer.__struct_fields__}
    try:
        customer = msgspec.convert(known, Customer, strict=False)
        _refuse(customer)
    except (msgspec.ValidationError, Fault) as error:
        raise ValueError(f"the customer cannot be kept as the script left him: {error}") from None
    if (customer.login or "") != record.login and await find(call, {"login": customer.login}) is not None:
        raise ValueError("there is a customer with this login already")
    take_over(record, customer, call.now)
    record.enabled = customer.enabled is not False
    if "customer_groups" in given:
        record.customer_groups = [str(group) for group in given["customer_groups"]]
    if "external_profiles" in given:
        record.external_profiles = msgspec.convert(given["external_profiles"], list[ExternalProfile])
    pending = (record.customer_list_id, number) in scripts_of(call).writes.customers
    written = scripts_of(call).writes.written.get((record.customer_list_id, number))
    revision = found.revision if pending or written else change["revision"]
    keep(call, record, found.revision if revision is None else int(revision))


def _refuse(customer: Customer) -> None:
    """Refuse whole card numbers, wherever a script put them."""
    check_profile(customer, ())
    for address in customer.addresses or ():
        refuse_card_numbers(address, "customer_address")
    for instrument in customer.payment_instruments or ():
        refuse_payment_numbers(instrument, "customer_payment_instrument_request")


def keep(call: Call, record: CustomerRecord, revision: int) -> None:
    """Take a customer as he is now into the unit of work, against the revision he was found with."""
    row = customer_row(record)
    scripts_of(call).writes.customers[row.list_id, row.customer_no] = (row, revision)


async def _search(call: Call, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the customers of the site's list that a query finds, in their order; too many are refused."""
    test = compiled(asked["query"], asked["arguments"])
    found = []
    pending = scripts_of(call).writes.customers
    async for row in call.own_store.all_customers():
        if row.list_id != call.site.customer_list:
            continue
        changed = pending.get((row.list_id, row.customer_no))
        record = _decoder.decode(changed[0].body if changed else row.body)
        facts = _attributes(record)
        if test(facts.get):
            found.append((facts, Found(record, changed[1] if changed else row.revision)))
            if len(found) > _MOST_FOUND:
                raise ValueError(f"the query finds more than {_MOST_FOUND} customers: ask for fewer")
    for name, backwards in reversed(ordered(asked["sort"])):
        found.sort(key=lambda pair, name=name: sort_key(pair[0].get(name)), reverse=backwards)  # type: ignore[misc]
    return [one.shown() for _facts_of, one in found]


def _attributes(record: CustomerRecord) -> dict[str, Any]:
    """Return what queries ask for: attributes of the profile as scripts call them."""
    facts: dict[str, Any] = {
        "customerNo": record.customer_no,
        "login": record.login,
        "credentials.login": record.login,
        "creationDate": None if record.creation_date is None else date_time(record.creation_date),
        "lastModified": None if record.last_modified is None else date_time(record.last_modified),
    }
    for name, value in plain_of(whole_document(record)).items():
        if name.startswith("c_"):
            facts["custom." + name.removeprefix("c_")] = value
        else:
            first, *rest = name.split("_")
            facts.setdefault(first + "".join(part.capitalize() for part in rest), value)
    return facts


async def _new_id(call: Call, _argument: Any) -> str:
    return call.new_id()


OPERATIONS: dict[str, ScriptOperation] = {
    "customer": _customer,
    "caller_customer": _caller,
    "customer_facts": _facts,
    "customer_groups": _groups,
    "customer_list": _list,
    "new_customer": _new,
    "search_customers": _search,
    "new_id": _new_id,
}
