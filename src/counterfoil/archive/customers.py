"""Customers of customer lists, and the settings of the lists."""

import re
from collections.abc import Iterator
from typing import Any

from counterfoil.archive import values
from counterfoil.archive.attributes import put_values
from counterfoil.archive.customer_groups import assignment
from counterfoil.archive.fields import Handler, Table, converted, fill, ignored, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import CustomerChange, Item, Unit, record_change
from counterfoil.commerce.customers import is_external_id
from counterfoil.documents.organization_data import CustomerList
from counterfoil.documents.shop_data import CustomerRecord, ExternalProfile

SCRYPT = re.compile(r"\$s0\$[0-9a-f]{1,8}\$[A-Za-z0-9+/=]{1,128}\$[A-Za-z0-9+/=]{1,128}")
GENDERS = {"0": None, "1": 1, "2": 2, "male": 1, "female": 2}
NAMES = "salutation title first-name second-name last-name suffix company-name job-title".split()
PASSED_OVER_CREDENTIALS = frozenset("login password enabled-flag password-question password-answer".split())


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file of customers: a customer list, or the customers of a site."""
    list_id = unit.root.attributes.get("list-id") or None

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "customer":
            yield _customer(unit, list_id, node)
        elif node.tag == "group-assignment":
            yield assignment(unit, node, list_id)
        elif node.tag == "header" and list_id is not None:
            yield _list(unit, list_id, node)
        else:
            unit.skip(unit.root.tag, node.tag)

    nodes = unit.nodes()
    next(nodes)
    if list_id is None and unit.site_id is None:
        unit.warn(unit.root.line, "the customers belong to no list: no list-id, and not below sites/")
        return
    yield from unit.guarded(nodes, read)


def list_changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file that holds the settings of customer lists only."""

    def read(node: Node) -> Iterator[Item]:
        yield _list(unit, values.required(node, "list-id"), node)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


LIST: Table = {
    name.replace("_", "-"): {
        str: text(name),
        bool: converted(name, values.boolean),
        int: converted(name, values.integer),
    }[kind]
    for kind, names in {
        str: "description",
        bool: "customer_lockout_enabled force_password_contains_alpha "
        "force_password_contains_numeric force_password_mixed_case",
        int: "max_failed_logins lockout_effective_period customer_login_attempt_reset_time min_password_length "
        "min_password_special_chars max_password_age max_password_reset_token_age",
    }.items()
    for name in names.split()
} | {
    "customerno-sequence-enabled": converted("customerno_sequence_enabled", values.boolean, False),
    "data-retention-days": ignored,
}


def _list(unit: Unit, list_id: str, node: Node) -> Item:
    def merge(old: CustomerList | None) -> CustomerList:
        customer_list = old or CustomerList(list_id=list_id)
        fill(customer_list, node, LIST, unit)
        return customer_list

    return record_change(unit, "customer_list", "", list_id, merge, CustomerList)


def _customer(unit: Unit, list_id: str | None, node: Node) -> CustomerChange:
    customer_no = node.attributes.get("customer-no") or None
    credentials = node.child("credentials")
    login = credentials.text_of("login") if credentials is not None else None
    if customer_no is None and login is None:
        raise BadObjectError(node.line, "the customer has neither customer-no nor login")

    def put(record: CustomerRecord) -> None:
        fill(record, node, CUSTOMER, unit)

    change = CustomerChange(unit, node.line, list_id, customer_no, login, put, deleted=node.deleted)
    password = credentials.child("password") if credentials is not None else None
    if password is not None and password.text:
        _set_password(change, password)
    return change


def _set_password(change: CustomerChange, node: Node) -> None:
    if node.attributes.get("encrypted") not in {"true", "1"}:
        change.password = node.text
    elif SCRYPT.fullmatch(node.text):
        change.password_hash = node.text
    else:
        scheme = node.attributes.get("encryptionScheme", "unknown")
        change.unit.warn(node.line, f"a password of scheme {scheme} cannot be checked; it must be reset")


def _credentials(record: CustomerRecord, node: Node, unit: Unit) -> None:
    for child in node.children:
        if child.tag == "login":
            record.login = child.text
        elif child.tag == "enabled-flag":
            record.enabled = values.boolean(child) if child.text else True
        elif child.tag not in PASSED_OVER_CREDENTIALS:
            unit.skip("credentials", child.tag)


def _word(name: str) -> Handler:
    """Fill a property of a wire document, which is a dictionary here."""

    def handle(document: dict[str, Any], node: Node, _unit: Unit) -> None:  # Any: a wire document
        if node.text:
            document[name] = node.text
        else:
            document.pop(name, None)

    return handle


def _gender(profile: dict[str, Any], node: Node, _unit: Unit) -> None:  # Any: a wire document
    if node.text and node.text not in GENDERS:
        raise BadObjectError(node.line, f"there is no gender '{node.text[:10]}'")
    gender = GENDERS.get(node.text)
    if gender is None:
        profile.pop("gender", None)
    else:
        profile["gender"] = gender


def _birthday(profile: dict[str, Any], node: Node, _unit: Unit) -> None:  # Any: a wire document
    if node.text:
        profile["birthday"] = values.day(node)
    else:
        profile.pop("birthday", None)


def _profile(record: CustomerRecord, node: Node, unit: Unit) -> None:
    fill(record.profile, node, PROFILE, unit)
    created = node.child("creation-date")
    if created is not None and created.text:
        record.creation_date = values.instant(created, unit.settings.zone)


def _custom(type_id: str) -> Handler:
    return lambda document, node, unit: put_values(document, node, type_id, unit, prefix="c_")


PROFILE: Table = {
    **{name: _word(name.replace("-", "_")) for name in NAMES},
    **{name: _word(name.replace("-", "_")) for name in "email phone-home phone-business phone-mobile fax".split()},
    "birthday": _birthday,
    "gender": _gender,
    "creation-date": ignored,
    "last-login-time": ignored,
    "last-visit-time": ignored,
    "preferred-locale": _word("preferred_locale"),
    "custom-attributes": _custom("Profile"),
}

ADDRESS: Table = {
    **{name: _word(name.replace("-", "_")) for name in NAMES},
    **{
        name: _word(name.replace("-", "_"))
        for name in "address1 address2 suite city postal-code state-code country-code phone".split()
    },
    "postbox": _word("post_box"),
    "custom-attributes": _custom("CustomerAddress"),
}


def _addresses(record: CustomerRecord, node: Node, unit: Unit) -> None:
    """Replace the addresses named; the others stay."""
    for child in node.all("address"):
        address_id = values.required(child, "address-id")
        address: dict[str, Any] = {"address_id": address_id}  # Any: a wire document
        address["preferred"] = child.attributes.get("preferred") in {"true", "1"}
        fill(address, child, ADDRESS, unit)
        kept = [other for other in record.addresses if other.get("address_id") != address_id]
        place = next((i for i, a in enumerate(record.addresses) if a.get("address_id") == address_id), len(kept))
        if address["preferred"]:
            for other in kept:
                other["preferred"] = False
        record.addresses = [*kept[:place], address, *kept[place:]]


def _external_profiles(record: CustomerRecord, node: Node, _unit: Unit) -> None:
    """Add the external profiles named, or replace their e-mail addresses; the others stay."""
    for child in node.all("external-profile"):
        texts = {name: child.text_of(name) or "" for name in ("provider-id", "external-id", "email")}
        profile = ExternalProfile(texts["provider-id"], texts["external-id"], texts["email"] or None)
        names = (profile.authentication_provider_id, profile.external_id)
        if not all(is_external_id(name) for name in names):
            raise BadObjectError(child.line, "the external profile has no provider-id or no external-id that can be")
        kept = record.external_profiles
        record.external_profiles = [
            one for one in kept if (one.authentication_provider_id, one.external_id) != names
        ] + [profile]


def _groups(record: CustomerRecord, node: Node, unit: Unit) -> None:
    """Replace the groups; a list import ignores them, as the platform does."""
    if unit.root.tag == "customers":
        record.customer_groups = [values.required(child, "group-id") for child in node.all("customer-group")]


def _note(record: CustomerRecord, node: Node, unit: Unit) -> None:
    _word("note")(record.profile, node, unit)


CUSTOMER: Table = {
    "credentials": _credentials,
    "profile": _profile,
    "addresses": _addresses,
    "external-profiles": _external_profiles,
    "customer-groups": _groups,
    "note": _note,
}
