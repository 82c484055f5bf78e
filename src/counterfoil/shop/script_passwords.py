"""Passwords of customers as scripts set them: by the rules, the hashes and the reset tokens of the resources.

Passwords go in and never out, and neither they nor tokens are kept in a trace.
"""

from typing import Any

from counterfoil import faults
from counterfoil.ambient import new_token
from counterfoil.commerce.passwords import begin_password, is_acceptable_login, is_acceptable_password
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.identity import passwords
from counterfoil.identity.tokens import digest
from counterfoil.shop.call import Call
from counterfoil.shop.customer_auth import check_password
from counterfoil.shop.customer_passwords import reset_minutes
from counterfoil.shop.script_customers import Found, find, keep, visitor_of
from counterfoil.shop.script_site import hide, scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.records import EndedTokens, PasswordReset

_MISMATCH = "the password is not the customer's"
_NOT_ACCEPTABLE = "the password does not keep the rules of the customer list"
_NO_TOKEN = "the token resets no password of this customer"  # noqa: S105  (a message)
_TOO_MANY = "there were too many wrong attempts: try again later"


async def _acceptable(call: Call, password: str) -> bool:
    hide(call, password)
    return is_acceptable_password(password, call.site.customer_list_settings)


async def _set(call: Call, asked: dict[str, Any]) -> str | None:
    """Set the password of the customer who is logged in; return why not, or None."""
    number, password, former = asked["customer_no"], asked["password"], asked["former"]
    hide(call, password, former)
    found = await find(call, {"customer_no": number})
    visitor = visitor_of(call)
    if found is None or not visitor.authenticated or visitor.customer_no != number:
        return "only a customer who is logged in can have another password"
    if asked["verify"] and (why := await _mismatch(call, found.record, former or "")) is not None:
        return why
    if not is_acceptable_password(password, call.site.customer_list_settings):
        return _NOT_ACCEPTABLE
    own = call.caller.customer_no == number
    await _change(call, found, password, spared=call.caller.token_digest if own else b"")
    return None


async def _mismatch(call: Call, record: CustomerRecord, password: str) -> str | None:
    try:
        fits = await check_password(call, record.login, record.password_hash, password)
    except faults.Fault:
        return _TOO_MANY
    return None if fits else _MISMATCH


async def _set_by_token(call: Call, asked: dict[str, Any]) -> str | None:
    """Set a password by a reset token, which is used up; return why not, or None."""
    token, password = asked["reset_token"], asked["password"]
    hide(call, token, password)
    key = f"redeem\n{call.site.customer_list}\n{asked['login']}"
    if call.throttle.wait_seconds(key, call.now):
        return _TOO_MANY
    reset = await _reset(call, token)
    found = await _owner(call, reset)
    if reset is None or found is None or found.record.customer_no != asked["customer_no"]:
        call.throttle.failed(key, call.now)
        return _NO_TOKEN
    if not is_acceptable_password(password, call.site.customer_list_settings):
        return _NOT_ACCEPTABLE
    await _change(call, found, password)
    writes = scripts_of(call).writes
    if writes.resets.pop(reset.digest, None) is None:
        writes.redeemed.append(reset)
    return None


async def _change(call: Call, found: Found, password: str, spared: bytes = b"") -> None:
    """Take a new password into the unit of work; with it the tokens given for the former one end."""
    record = found.record
    record.password_hash = await passwords.hashed(password)
    record.last_modified = call.now
    if found.revision:
        former, before = begin_password(record)
        longest = call.server.settings.longest_visit_seconds * 1000
        scripts_of(call).writes.ended.append(EndedTokens(former, call.now + longest, spared or None, before))
    keep(call, record, found.revision)


async def _create_token(call: Call, asked: dict[str, str]) -> dict[str, str] | None:
    """Make a token that resets a password once; those made before for the customer end with it."""
    found = await find(call, {"customer_no": asked["customer_no"]})
    if found is None:
        return None
    token = new_token(call.server.ambient)
    hide(call, token)
    record = found.record
    expires = call.now + reset_minutes(call) * 60_000
    made = PasswordReset(record.customer_list_id, digest(token), record.customer_no, record.password_changes, expires)
    resets = scripts_of(call).writes.resets
    for earlier in [one for one in resets.values() if one.customer_no == record.customer_no]:
        del resets[earlier.digest]
    resets[made.digest] = made
    return {"reset_token": token}


async def _by_token(call: Call, asked: dict[str, str]) -> str | None:
    """Return the number of the customer whose password a token resets."""
    hide(call, asked["reset_token"])
    found = await _owner(call, await _reset(call, asked["reset_token"]))
    return found.record.customer_no if found is not None else None


async def _reset(call: Call, token: str) -> PasswordReset | None:
    """Return what is known of a reset token that is good still."""
    writes = scripts_of(call).writes
    pending = writes.resets.get(digest(token))
    if pending is not None:
        return pending
    found = await call.own_store.password_reset(call.site.customer_list, digest(token), call.now)
    if found is None or found in writes.redeemed:
        return None
    later = any(one.customer_no == found.customer_no for one in writes.resets.values())
    return None if later else found


async def _owner(call: Call, reset: PasswordReset | None) -> Found | None:
    found = await find(call, {"customer_no": reset.customer_no}) if reset is not None else None
    if reset is None or found is None or not found.record.enabled:
        return None
    return found if found.record.password_changes == reset.password_changes else None


async def _may_log_in_as(call: Call, asked: dict[str, Any]) -> bool:
    """Say whether a customer may take another login: it is one, nobody has it, and his password was given."""
    hide(call, asked["password"])
    found = await find(call, {"customer_no": asked["customer_no"]})
    login = asked["login"]
    if found is None or not is_acceptable_login(login) or await find(call, {"login": login}) is not None:
        return False
    return await _mismatch(call, found.record, asked["password"]) is None


OPERATIONS: dict[str, ScriptOperation] = {
    "acceptable_password": _acceptable,
    "set_password": _set,
    "set_password_by_token": _set_by_token,
    "create_reset_token": _create_token,
    "customer_by_token": _by_token,
    "may_log_in_as": _may_log_in_as,
}
