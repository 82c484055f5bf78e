"""Customers whom a provider of identity logs in: they register with the id they have there, without a password.

Follows the customers resource and its external profile document, from 20.9.
"""

from counterfoil import faults
from counterfoil.commerce.customers import check_external_profile, is_external_id
from counterfoil.documents.customer import CustomersExtProfile
from counterfoil.documents.shop_data import CustomerRecord, ExternalProfile
from counterfoil.identity.caller import ON_BEHALF
from counterfoil.shop.access import require_account, require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_creation import insert, new_record, profile_exists, take_baskets
from counterfoil.shop.customer_store import load_by_external_id
from counterfoil.shop.parameters import bounded_text

_LONGEST_ID = 256


async def register_external_profile(call: Call) -> Answer:
    """Register a guest by the id that a provider of identity knows him by; his basket goes over to him.

    Faults: CUSTOMER_ALREADY_REGISTERED, EXTERNAL_PROFILE_ALREADY_EXISTS, PROPERTY_CONSTRAINT_VIOLATION.
    """
    require_shopper(call)
    if call.caller.registered:
        raise faults.CUSTOMER_ALREADY_REGISTERED()
    given = call.body if isinstance(call.body, CustomersExtProfile) else CustomersExtProfile()
    check_external_profile(given)
    profile = ExternalProfile(given.authentication_provider_id or "", given.external_id or "", _email_of(given))
    if await _find(call, profile.authentication_provider_id, profile.external_id) is not None:
        raise profile_exists(profile.external_id, profile.authentication_provider_id)
    record = await new_record(call)
    record.external_profiles = [profile]
    named = {"email": profile.email, "first_name": given.first_name, "last_name": given.last_name}
    record.profile = {name: value for name, value in named.items() if value}
    loaded = await insert(call, record)
    if call.caller.is_customer:
        await take_baskets(call, loaded.customer)
    return await call.answer(_document(loaded.record, profile))


async def get_external_profile(call: Call) -> Answer:
    """Return a customer by the id that a provider of identity knows him by, to himself or to a trusted system.

    Faults: MISSING_PARAMETER, STRING_CONSTRAINT_VIOLATION, EXTERNAL_PROFILE_NOT_FOUND, INVALID_CUSTOMER for another
    customer, those of require_account.
    """
    if not call.caller.is_customer:
        require_account(call, ON_BEHALF, client_alone=True)
    provider_id, external_id = (_parameter(call, name) for name in ("authentication_provider_id", "external_id"))
    record = await _find(call, provider_id, external_id)
    if record is None:
        raise faults.EXTERNAL_PROFILE_NOT_FOUND(external_id=external_id, authentication_provider_id=provider_id)
    if call.caller.is_customer and call.caller.customer_id != record.customer_id:
        raise faults.INVALID_CUSTOMER()
    found = next(one for one in record.external_profiles if one.authentication_provider_id == provider_id)
    return await call.answer(_document(record, found))


async def _find(call: Call, provider_id: str, external_id: str) -> CustomerRecord | None:
    if not (is_external_id(provider_id) and is_external_id(external_id)):
        return None
    for loaded in await load_by_external_id(call, external_id):
        if any(
            (one.authentication_provider_id, one.external_id) == (provider_id, external_id)
            for one in loaded.record.external_profiles
        ):
            return loaded.record
    return None


def _parameter(call: Call, name: str) -> str:
    text = bounded_text(call, name, _LONGEST_ID)
    if not text:
        raise faults.MISSING_PARAMETER(parameter=name)
    return text


def _email_of(given: CustomersExtProfile) -> str | None:
    """Return the e-mail address: clients leave it out where it is the id itself."""
    return given.email or (given.external_id if "@" in (given.external_id or "") else None)


def _document(record: CustomerRecord, profile: ExternalProfile) -> CustomersExtProfile:
    return CustomersExtProfile(
        authentication_provider_id=profile.authentication_provider_id,
        customer_id=record.customer_id,
        email=profile.email,
        external_id=profile.external_id,
        first_name=record.profile.get("first_name"),
        last_name=record.profile.get("last_name"),
    )
