"""Customers whom scripts log in and out: of the session, as other scripts of the request see it.

Who may call what is decided by the token of the request, and that stays as it is.
"""

import contextlib
from typing import Any

from counterfoil import faults
from counterfoil.ambient import new_customer_id
from counterfoil.commerce.passwords import begin_password
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.call import Call
from counterfoil.shop.customer_auth import check_password
from counterfoil.shop.script_customers import Found, find, visitor_of
from counterfoil.shop.script_site import hide, scripts_of
from counterfoil.shop.script_state import Visitor
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.records import EndedTokens, StoreUnavailable

_LOCKED = "ERROR_CUSTOMER_LOCKED"


async def _authenticate(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Check a login and its password; nobody is logged in by it, and who guesses waits longer and longer."""
    login, password = asked["login"], asked["password"]
    hide(call, password)
    found = await find(call, {"login": login})
    try:
        fits = await check_password(call, login, found.record.password_hash if found else None, password)
    except faults.Fault:
        return {"status": _LOCKED, "customer_no": None}
    if found is None:
        return {"status": "ERROR_CUSTOMER_NOT_FOUND", "customer_no": None}
    if not fits:
        return {"status": "ERROR_PASSWORD_MISMATCH", "customer_no": None}
    number = found.record.customer_no
    if not found.record.enabled:
        return {"status": "ERROR_CUSTOMER_DISABLED", "customer_no": number}
    scripts_of(call).vouched.add(number)
    return {"status": "AUTH_OK", "customer_no": number}


async def _login(call: Call, by: dict[str, Any]) -> dict[str, Any] | None:
    """Make a customer that of the session, and return his document: one whose password was checked in this request.

    So is one whom a provider of identity knows; None for everybody else.
    """
    found = await find(call, by)
    if found is None or not found.record.enabled:
        return None
    record = found.record
    if "customer_no" in by and record.customer_no not in scripts_of(call).vouched:
        return None
    scripts_of(call).visitor = Visitor(record.customer_id, record.customer_no, authenticated=True)
    await _note(call, found, record)
    return found.shown()


async def _note(call: Call, found: Found, record: CustomerRecord) -> None:
    if found.revision:  # one who is not stored yet has no times
        with contextlib.suppress(StoreUnavailable):  # who he is does not depend on it
            await call.server.store.log_in(record.customer_list_id, record.customer_no, call.now)


async def _logout(call: Call, remembered: bool) -> str | None:
    """End the log-in of the session; return the id of the guest that is left, None where the customer is remembered."""
    visitor = visitor_of(call)
    if remembered:
        scripts_of(call).visitor = visitor._replace(authenticated=False)
        return None
    guest = Visitor(new_customer_id(call.server.ambient))
    scripts_of(call).visitor = guest
    return guest.customer_id


async def _remove(call: Call, customer_no: str) -> str:
    """Remove the customer who is logged in, with the request's work; return the id of the guest that is left.

    PermissionError for everybody else.
    """
    found = await find(call, {"customer_no": customer_no})
    visitor = visitor_of(call)
    if found is None or not visitor.authenticated or visitor.customer_no != customer_no:
        raise PermissionError("only a customer who is logged in can be removed")
    record, writes = found.record, scripts_of(call).writes
    writes.customers.pop((record.customer_list_id, customer_no), None)
    if found.revision:
        writes.removed.add((record.customer_list_id, customer_no))
        former, before = begin_password(record)
        longest = call.server.settings.longest_visit_seconds * 1000
        writes.ended.append(EndedTokens(former, call.now + longest, before=before))
    guest = Visitor(new_customer_id(call.server.ambient))
    scripts_of(call).visitor = guest
    return guest.customer_id


async def _attempts(call: Call, login: str) -> int:
    """Return how many wrong passwords are left before a login has to wait."""
    key = f"{call.site.customer_list}\n{login}"
    return call.throttle.left(key, call.now, call.remote_address)


async def _count(call: Call, _argument: Any) -> int:
    return await call.own_store.count_customers(call.site.customer_list)


OPERATIONS: dict[str, ScriptOperation] = {
    "authenticate_customer": _authenticate,
    "login_customer": _login,
    "logout_customer": _logout,
    "remove_customer": _remove,
    "login_attempts": _attempts,
    "count_customers": _count,
}
