"""Changes of a customer's profile and address book. Follows section 6.3 of the resource reference."""

from collections.abc import Collection
from typing import Any

from counterfoil import faults
from counterfoil.commerce.passwords import is_acceptable_login
from counterfoil.documents.customer import Customer, CustomerAddress, CustomersExtProfile
from counterfoil.documents.properties import CustomDocument
from counterfoil.documents.redact import holds_card_number, holds_issued_card_number

_LONGEST_ID = 256


def change_properties(kept: CustomDocument, given: CustomDocument, present: Collection[str]) -> None:
    """Take over the properties a request names; one that is named without a value is cleared."""
    for name in present:
        if not name.startswith("c_"):
            setattr(kept, name, getattr(given, name))
        elif name not in given.custom:
            kept.custom.pop(name, None)
    kept.custom.update(given.custom)


_MANDATORY = {"login": faults.MISSING_LOGIN, "email": faults.MISSING_EMAIL, "last_name": faults.MISSING_LAST_NAME}
MANDATORY = frozenset(_MANDATORY)
"""What a registered customer's profile has to have."""


def check_profile(customer: Customer, changed: Collection[str]) -> None:
    """Refuse a profile that was changed to lack what is mandatory, or to have a login that cannot be.

    Raises MISSING_LOGIN, MISSING_EMAIL, MISSING_LAST_NAME, INVALID_LOGIN, PROPERTY_CONSTRAINT_VIOLATION.
    """
    for name, missing in _MANDATORY.items():
        if name in changed and not (getattr(customer, name) or "").strip():
            raise missing()
    if "login" in changed and not is_acceptable_login(customer.login or ""):
        raise faults.INVALID_LOGIN()
    refuse_card_numbers(customer, "customer", note=customer.note)


def is_external_id(text: str) -> bool:
    """Say whether a text can be an id at a provider of identity: printable, and no blank at its ends."""
    return 1 <= len(text) <= _LONGEST_ID and text.isprintable() and text == text.strip()


def check_external_profile(given: CustomersExtProfile) -> None:
    """Refuse an external profile whose ids cannot be, or that holds a card number.

    Raises PROPERTY_CONSTRAINT_VIOLATION.
    """
    for name in ("authentication_provider_id", "external_id"):
        if not is_external_id(getattr(given, name) or ""):
            raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="customers_ext_profile", path=f"$.{name}")
    for name in given.__struct_fields__:
        if holds_issued_card_number(getattr(given, name) or ""):
            raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="customers_ext_profile", path=f"$.{name}")


def refuse_card_numbers(document: CustomDocument, name: str, **texts: str | None) -> None:
    """Refuse a whole card number in a free text or custom attribute; what is kept is readable later.

    Raises PROPERTY_CONSTRAINT_VIOLATION.
    """
    for place, value in {**texts, **document.custom}.items():
        if any(holds_card_number(str(part)) for part in _parts(value)):
            raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=name, path=f"$.{place}")


def _parts(value: Any) -> list[Any]:  # Any: the value of a custom attribute
    return value if isinstance(value, list) else [value or ""]


def sorted_addresses(addresses: Collection[CustomerAddress]) -> list[CustomerAddress]:
    """Return addresses as they are listed: the preferred one first, then by name."""
    return sorted(addresses, key=lambda address: (not address.preferred, address.address_id or ""))


def find_address(customer: Customer, address_name: str) -> CustomerAddress | None:
    """Return an address of a customer by its name."""
    return next((one for one in customer.addresses or () if one.address_id == address_name), None)


def check_address(customer: Customer, address: CustomerAddress) -> None:
    """Refuse an address without a name, or with one that another address of the customer has.

    Raises MISSING_ADDRESS_ID, ADDRESS_ID_ALREADY_IN_USE, PROPERTY_CONSTRAINT_VIOLATION.
    """
    if not address.address_id or not address.address_id.strip():
        raise faults.MISSING_ADDRESS_ID()
    others = (other for other in customer.addresses or () if other is not address)
    if any(other.address_id == address.address_id for other in others):
        raise faults.ADDRESS_ID_ALREADY_IN_USE(address_id=address.address_id)
    refuse_card_numbers(address, "customer_address")


def full_name_of(address: CustomerAddress) -> str | None:
    """Return first and last name of an address as one."""
    return " ".join(name for name in (address.first_name, address.last_name) if name) or None


def change_address(address: CustomerAddress, given: CustomerAddress, present: Collection[str]) -> None:
    """Change an address as a request says; its full name follows the names unless a client has set it."""
    follows = address.full_name in (None, full_name_of(address))
    change_properties(address, given, present)
    if not address.full_name or (follows and "full_name" not in present):
        address.full_name = full_name_of(address)
    address.preferred = bool(address.preferred)


def prefer_only(customer: Customer, address: CustomerAddress) -> None:
    """Let no other address of a customer be preferred if this one is."""
    if address.preferred:
        for other in customer.addresses or ():
            if other is not address:
                other.preferred = False
