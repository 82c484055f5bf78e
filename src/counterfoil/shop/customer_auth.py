"""Authentication of customers, by themselves, by a trusted system, and by an agent who acts on their behalf.

Follows section 6.1 of the resource reference.
"""

import contextlib

import msgspec

from counterfoil import faults
from counterfoil.ambient import new_customer_id, new_id
from counterfoil.commerce.customers import is_external_id
from counterfoil.commerce.passwords import password_name
from counterfoil.documents.customer import AuthRequest, Customer, TrustedSystemAuthRequest
from counterfoil.documents.redact import redact
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.identity import passwords
from counterfoil.identity.basic import decode_basic
from counterfoil.identity.caller import LOGIN_ON_BEHALF, ON_BEHALF, Caller, Kind
from counterfoil.identity.claims import customer_claims
from counterfoil.identity.sessions import cookies_of
from counterfoil.shop.access import may_act, require_account
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_hooks import after_with_customer
from counterfoil.shop.customer_store import (
    LoadedCustomer,
    customer_document,
    guest_document,
    load_by_external_id,
    load_by_id,
    load_by_login,
    load_registered,
    logged_in_document,
    note_log_in,
    visited_document,
)
from counterfoil.store.records import Conflict

_POINT = "dw.ocapi.shop.auth."


async def authenticate(call: Call) -> Answer:
    """Give a customer a token, in the response's Authorization header: guest, credentials, session or refresh.

    Faults: AUTHENTICATION_FAILED, AUTHORIZATION_HEADER_MISSING, TOO_MANY_REQUESTS.
    """
    kind = call.body.type if isinstance(call.body, AuthRequest) else None
    await call.before(_POINT + "beforePOST", call.headers.get("authorization"), kind)
    if kind == "credentials":
        record = await _by_credentials(call)
        customer, caller = customer_document(record), registered_caller(call, record)
    elif kind == "session":
        customer, caller = await _again(call, await _by_session(call))
    elif kind == "refresh":
        customer, caller = await _again(call, _by_token(call))
    else:
        caller = Caller(
            kind=Kind.CUSTOMER,
            client_id=call.caller.client_id,
            customer_id=new_customer_id(call.server.ambient),
        )
        customer = guest_document(call, caller.customer_id)
    await after_with_customer(call, _POINT + "afterPOST", customer, kind)
    if kind == "credentials":
        await note_log_in(call, record, customer)
    answer = await call.answer(customer, _POINT + "modifyPOSTResponse", kind)
    answer.headers.append(("authorization", "Bearer " + issue(call, caller)))
    return answer


async def authenticate_for_system(call: Call) -> Answer:
    """Give the token of a customer whose credentials another system keeps, for the client it names.

    Faults: those of require_account, UNKNOWN_CLIENT_ID, AUTHENTICATION_FAILED for a customer who is not there.
    """
    require_account(call, (LOGIN_ON_BEHALF,), client_alone=True)
    request = call.body if isinstance(call.body, TrustedSystemAuthRequest) else TrustedSystemAuthRequest()
    client = call.state.clients.get(request.client_id or "")
    if client is None or not client.enabled:
        raise faults.UNKNOWN_CLIENT_ID(client_id=redact(request.client_id or "")[:100])
    found = await load_by_login(call, request.login or "") or await _logged_in_elsewhere(call, request.login or "")
    if found is None or not found.record.enabled:
        raise faults.AUTHENTICATION_FAILED()
    caller = msgspec.structs.replace(registered_caller(call, found.record), client_id=client.client_id)
    answer = await call.answer(await logged_in_document(call, found.record))
    answer.headers.append(("authorization", "Bearer " + issue(call, caller)))
    return answer


async def _logged_in_elsewhere(call: Call, login: str) -> LoadedCustomer | None:
    """Return the customer whose login a provider of identity keeps; None if two providers mean two customers."""
    found = await load_by_external_id(call, login) if is_external_id(login) else []
    return found[0] if len({each.record.customer_no for each in found}) == 1 else None


async def act_on_behalf(call: Call) -> Answer:
    """Give an agent a token with which he acts on behalf of a registered customer.

    Faults: those of require_account, CUSTOMER_ID_NOT_FOUND, AUTHENTICATION_FAILED for a disabled customer.
    """
    require_account(call, ON_BEHALF)
    customer_id = call.path["customer_id"]
    found = await load_by_id(call, customer_id)
    if found is None:
        raise faults.CUSTOMER_ID_NOT_FOUND(customer_id=customer_id)
    if not found.record.enabled:
        raise faults.AUTHENTICATION_FAILED()
    caller = msgspec.structs.replace(
        registered_caller(call, found.record), agent=call.caller.agent, generation=call.caller.generation
    )
    answer = await call.answer(await visited_document(call, found.record))
    answer.headers.append(("authorization", "Bearer " + issue(call, caller)))
    return answer


async def _again(call: Call, caller: Caller) -> tuple[Customer, Caller]:
    """Return a customer who has a session or a token already; this is no log-in. Fault AUTHENTICATION_FAILED."""
    if not caller.registered:
        return guest_document(call, caller.customer_id), caller
    record = await load_registered(call, caller.customer_id)
    fresh = registered_caller(call, record)
    return await visited_document(call, record), msgspec.structs.replace(caller, password_name=fresh.password_name)


async def end_token(call: Call) -> Answer:
    """End the customer's token of the request; fault AUTHORIZATION_HEADER_MISSING without one."""
    if not call.caller.is_customer or not call.caller.token_digest:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    await call.store.revoke_token(call.caller.token_digest, call.caller.expires * 1000)
    return Answer(status=204)


def issue(call: Call, caller: Caller) -> str:
    """Sign a token for a customer."""
    claims = customer_claims(
        caller,
        now=call.now,
        seconds=call.server.settings.customer_token_seconds,
        customer_list=call.site.customer_list,
        token_id=new_id(call.server.ambient),
    )
    return call.state.tokens.issue(claims, named_key=call.server.settings.token_kid)


def registered_caller(call: Call, record: CustomerRecord) -> Caller:
    """Return a registered customer as the caller his token names."""
    return Caller(
        kind=Kind.CUSTOMER,
        client_id=call.caller.client_id,
        customer_id=record.customer_id,
        customer_no=record.customer_no,
        registered=True,
        password_name=password_name(record),
    )


def _by_token(call: Call) -> Caller:
    if call.refused is not None:
        raise call.refused
    if not call.caller.token_digest:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    if not call.caller.is_customer:
        raise faults.AUTHENTICATION_FAILED()
    return call.caller


async def _by_session(call: Call) -> Caller:
    cookies = cookies_of(call.headers.get("cookie", ""))
    caller = await call.sessions.caller(call.site_id, cookies, call.caller.client_id)
    if caller is None or not may_act(caller, call.state, call.site):
        raise faults.AUTHENTICATION_FAILED()
    return caller


async def _by_credentials(call: Call) -> CustomerRecord:
    login, password = _basic(call.headers.get("authorization"))
    found = await load_by_login(call, login)
    stored = found.record.password_hash if found is not None else None
    fits = await check_password(call, login, stored, password)
    if not fits or found is None or not found.record.enabled:
        raise faults.AUTHENTICATION_FAILED()
    if stored is not None and passwords.needs_upgrade(stored):
        found.record.password_hash = await passwords.hashed(password)
        with contextlib.suppress(Conflict):  # changed meanwhile: the next log-in upgrades the hash
            await found.save(call)
    return found.record


async def check_password(call: Call, login: str, stored: str | None, password: str) -> bool:
    """Say whether a password fits; too many that do not are refused with TOO_MANY_REQUESTS."""
    key, address = f"{call.site.customer_list}\n{login}", call.remote_address
    async with call.throttle.turn(key, address):
        wait = call.throttle.wait_seconds(key, call.now, address)
        if wait:
            raise faults.TOO_MANY_REQUESTS(_seconds=wait)
        if await passwords.verify(stored, password):
            return True
        call.throttle.failed(key, call.now, address)
        return False


def _basic(header: str | None) -> tuple[str, str]:
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic" or not encoded:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    try:
        text = decode_basic(encoded)
    except ValueError:
        raise faults.INVALID_AUTHORIZATION_HEADER() from None
    login, separator, password = text.partition(":")
    if not separator or "\0" in login:
        raise faults.INVALID_AUTHORIZATION_HEADER()
    return login, password
