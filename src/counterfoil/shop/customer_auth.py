"""Authentication of customers: POST and DELETE customers/auth. Follows section 6.1 of the resource reference."""

import contextlib

import msgspec

from counterfoil import faults
from counterfoil.ambient import new_customer_id, new_id
from counterfoil.documents.customer import AuthRequest
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.identity import passwords
from counterfoil.identity.basic import decode_basic
from counterfoil.identity.caller import Caller, Kind
from counterfoil.identity.sessions import cookies_of
from counterfoil.identity.tokens import customer_claims
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import customer_document, guest_document, load_by_login, load_registered
from counterfoil.store.records import Conflict

_POINT = "dw.ocapi.shop.auth."


async def authenticate(call: Call) -> Answer:
    """Give a customer a token, in the response's Authorization header: guest, credentials, session or refresh.

    Faults: AUTHENTICATION_FAILED, AUTHORIZATION_HEADER_MISSING, TOO_MANY_REQUESTS.
    """
    kind = call.body.type if isinstance(call.body, AuthRequest) else None
    await call.before(_POINT + "beforePOST", kind)
    record = None
    if kind == "credentials":
        record = await _by_credentials(call)
        caller = registered_caller(call, record)
    elif kind == "session":
        caller = await _by_session(call)
    elif kind == "refresh":
        caller = _by_token(call)
    else:
        caller = Caller(
            kind=Kind.CUSTOMER,
            client_id=call.caller.client_id,
            customer_id=new_customer_id(call.server.ambient),
        )
    if record is None and caller.registered:
        record = await load_registered(call, caller.customer_id)
    document = customer_document(record) if record is not None else guest_document(call, caller.customer_id)
    await call.after(_POINT + "afterPOST", document, kind)
    answer = await call.answer(document)
    answer.headers.append(("authorization", "Bearer " + issue(call, caller)))
    return answer


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
        visit_id=new_id(call.server.ambient),
    )
    return call.state.tokens.issue(claims)


def registered_caller(call: Call, record: CustomerRecord) -> Caller:
    """Return a registered customer as the caller his token names."""
    return Caller(
        kind=Kind.CUSTOMER,
        client_id=call.caller.client_id,
        customer_id=record.customer_id,
        customer_no=record.customer_no,
        registered=True,
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
    if caller is None:
        raise faults.AUTHENTICATION_FAILED()
    return msgspec.structs.replace(caller, client_id=call.caller.client_id or caller.client_id)


async def _by_credentials(call: Call) -> CustomerRecord:
    login, password = _basic(call.headers.get("authorization"))
    key = f"{call.site.customer_list}\n{login}"
    wait = call.throttle.wait_seconds(key, call.now)
    if wait:
        raise faults.TOO_MANY_REQUESTS(_seconds=wait)
    found = await load_by_login(call, login)
    stored = found.record.password_hash if found is not None else None
    if not await passwords.verify(stored, password) or found is None or not found.record.enabled:
        call.throttle.failed(key, call.now)
        raise faults.AUTHENTICATION_FAILED()
    if stored is not None and passwords.needs_upgrade(stored):
        found.record.password_hash = await passwords.hashed(password)
        with contextlib.suppress(Conflict):  # changed meanwhile: the next log-in upgrades the hash
            await found.save(call)
    return found.record


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
