"""Passwords of customers: change, reset by a token. Follows section 6.3 of the resource reference.

A reset token goes to the extension point ``customer.password_reset.afterPOST``, which sends it to the customer, or to
the system that asked for it. The store has its digest and the instant it expires. It is good for one change.
"""

from counterfoil import faults
from counterfoil.ambient import new_token
from counterfoil.commerce.passwords import begin_password, is_acceptable_password
from counterfoil.documents import stored
from counterfoil.documents.customer import (
    PasswordChangeRequest,
    PasswordReset,
    ResetPasswordRequest,
    ResetPasswordTokenRequest,
    ResetPasswordTokenResult,
)
from counterfoil.identity import passwords
from counterfoil.identity.caller import CREATE_ORDER_ON_BEHALF_OF
from counterfoil.identity.tokens import digest
from counterfoil.shop.access import refuse_agent, require_account
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_auth import check_password
from counterfoil.shop.customer_hooks import after_with_customer
from counterfoil.shop.customer_store import (
    LoadedCustomer,
    customer_row,
    load_by_email,
    load_by_login,
    load_by_no,
    open_customer,
    take_over,
)
from counterfoil.store.records import Conflict, EndedTokens
from counterfoil.store.records import PasswordReset as StoredReset

_PASSWORD = "dw.ocapi.shop.customer.password."  # noqa: S105  (the name of a point)
_RESET = "dw.ocapi.shop.customer.password_reset."
_DEFAULT_MINUTES = 30


async def change_password(call: Call) -> Answer:
    """Let a customer change his password; it ends all tokens given for the former one but that of the request.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, INVALID_PASSWORD, TOO_MANY_REQUESTS, USER_ACCESS_FORBIDDEN for an
    agent, who has no customer's password.
    """
    loaded = await open_customer(call)
    if call.caller.is_agent:
        refuse_agent(call)
    customer, record = loaded.customer, loaded.record
    request = call.body if isinstance(call.body, PasswordChangeRequest) else PasswordChangeRequest()
    await call.before(_PASSWORD + "beforePUT", customer, request)
    if not await check_password(call, record.login, record.password_hash, request.current_password or ""):
        raise faults.INVALID_PASSWORD()
    _check(call, request.password)
    await call.after(_PASSWORD + "afterPUT_v2", customer, request)
    return call.without_body(await _set_password(call, loaded, request.password or ""))


async def reset_password_of(call: Call) -> Answer:
    """Begin a reset for the customer of the path; faults INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, TOO_MANY_REQUESTS."""
    loaded = await open_customer(call)
    _throttle(call, loaded.record.login)
    await call.before(_RESET + "beforePOST", PasswordReset(identification=loaded.record.login, type="login"))
    await _begin_reset(call, loaded)
    return Answer(status=204)


async def reset_password(call: Call) -> Answer:
    """Begin a reset for the customer of a login, or of an e-mail address that only one customer has.

    The answer is the same whether there is one. Fault TOO_MANY_REQUESTS.
    """
    request = call.body if isinstance(call.body, PasswordReset) else PasswordReset()
    identification = (request.identification or "").strip()
    _throttle(call, identification)
    await call.before(_RESET + "beforePOST", request)
    by_email = request.type == "email"
    loaded = await (load_by_email if by_email else load_by_login)(call, identification) if identification else None
    if loaded is not None and loaded.record.enabled:
        await _begin_reset(call, loaded)
    return Answer(status=204)


async def create_reset_token(call: Call) -> Answer:
    """Give a system the token that resets the password of a login; no extension point is called.

    Faults: those of require_account, CUSTOMER_LOGIN_NOT_FOUND.
    """
    require_account(call, (CREATE_ORDER_ON_BEHALF_OF,), client_alone=True)
    request = call.body if isinstance(call.body, ResetPasswordTokenRequest) else ResetPasswordTokenRequest()
    loaded = await load_by_login(call, request.login or "")
    if loaded is None or not loaded.record.enabled:
        raise faults.CUSTOMER_LOGIN_NOT_FOUND(login=request.login or "")
    customer = loaded.customer
    result = ResetPasswordTokenResult(
        email=customer.email,
        first_name=customer.first_name,
        last_name=customer.last_name,
        login=customer.login,
        minutes_expires=reset_minutes(call),
        reset_token=new_token(call.server.ambient),
    )
    await _keep(call, loaded, result.reset_token or "")
    return await call.answer(result)


async def redeem_reset_token(call: Call) -> Answer:
    """Set a password by a reset token, which is used up; it ends all tokens given for the former password.

    Faults: those of require_account, INVALID_RESET_TOKEN, INVALID_PASSWORD, TOO_MANY_REQUESTS.
    """
    require_account(call, (CREATE_ORDER_ON_BEHALF_OF,), client_alone=True)
    request = call.body if isinstance(call.body, ResetPasswordRequest) else ResetPasswordRequest()
    key = f"redeem\n{call.site.customer_list}\n{request.login}"
    wait = call.throttle.wait_seconds(key, call.now)
    if wait:
        raise faults.TOO_MANY_REQUESTS(_seconds=wait)
    list_id = call.site.customer_list
    found = await call.store.password_reset(list_id, digest(request.reset_token or ""), call.now)
    loaded = await load_by_no(call, found.customer_no) if found is not None else None
    if (
        found is None
        or loaded is None
        or not loaded.record.enabled
        or loaded.record.login != request.login
        or loaded.record.password_changes != found.password_changes
    ):
        call.throttle.failed(key, call.now)
        raise faults.INVALID_RESET_TOKEN()
    _check(call, request.new_password)
    await _set_password(call, loaded, request.new_password or "", found)
    return Answer(status=204)


def _check(call: Call, password: str | None) -> None:
    if not is_acceptable_password(password or "", call.site.customer_list_settings):
        raise faults.INVALID_PASSWORD()


def _throttle(call: Call, identification: str) -> None:
    """Count every reset asked for, so that nobody is flooded with mail; fault TOO_MANY_REQUESTS."""
    key = f"reset\n{call.site.customer_list}\n{identification.lower()[:256]}"
    wait = call.throttle.wait_seconds(key, call.now)
    if wait:
        raise faults.TOO_MANY_REQUESTS(_seconds=wait)
    call.throttle.failed(key, call.now)


async def _begin_reset(call: Call, loaded: LoadedCustomer) -> None:
    token = new_token(call.server.ambient)
    await after_with_customer(call, _RESET + "afterPOST", loaded.customer, token)
    await _keep(call, loaded, token)
    text = f"reset token {token} for {loaded.record.login}, good for {reset_minutes(call)} minutes"
    call.server.notices.add(call.now, "password reset", text)


async def _keep(call: Call, loaded: LoadedCustomer, token: str) -> None:
    """Store a reset token by its digest, with the instant it expires and the password it resets."""
    expires = call.now + reset_minutes(call) * 60_000
    record = loaded.record
    await call.store.put_password_reset(
        StoredReset(record.customer_list_id, digest(token), record.customer_no, record.password_changes, expires)
    )


def reset_minutes(call: Call) -> int:
    """Return how long a reset token is good."""
    return call.site.customer_list_settings.max_password_reset_token_age or _DEFAULT_MINUTES


async def _set_password(call: Call, loaded: LoadedCustomer, password: str, redeemed: StoredReset | None = None) -> str:
    """Store a new password, end what was given for the former one, return the state; fault RESOURCE_STATE_CONFLICT."""
    record = loaded.record
    take_over(record, loaded.customer, call.now)
    record.password_hash = await passwords.hashed(password)
    former, before = begin_password(record)
    longest = call.server.settings.longest_visit_seconds * 1000
    spared = call.caller.token_digest if redeemed is None else b""
    ended = EndedTokens(former, call.now + longest, spared or None, before)
    row = customer_row(record)
    try:
        await call.store.change_password(row, loaded.revision, ended, redeemed)
    except Conflict:
        raise call.changed_meanwhile(loaded.body, loaded.revision) from None
    return stored.state_of(row.body, loaded.revision + 1)
