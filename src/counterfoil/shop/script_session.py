"""The session as scripts see it: its values live as long as the visit that a customer's tokens and cookies belong to.

Requests at the same time each keep what they changed, name by name. A client without a customer has no visit: what its
scripts keep lives as long as the request.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from counterfoil.commerce.shop import with_price_books
from counterfoil.documents.redact import holds_issued_card_number
from counterfoil.scripts.arguments import decode, encode
from counterfoil.shop.call import Call
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.script_state import SessionValues
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.records import Lease, Session, StoreUnavailable

log = logging.getLogger("counterfoil.scripts")

_PARTS = ("custom", "privacy")
_MOST_BYTES = 64 * 2**10
_RENEW_AFTER = 60_000
_MOST_TRIES = 50
_TRY_AGAIN_SECONDS = 0.005
_LEASE_SECONDS = 5


async def _session(call: Call, _argument: Any) -> dict[str, Any]:
    """Return what is known of the session without reading its values."""
    state, caller = scripts_of(call), call.caller
    return {
        "id": _name(caller.visit or caller.customer_id or caller.client_id, b"session id").hex(),
        "user": caller.agent,
        "currency": state.currency or call.site.shop.currency,
        "price_books": state.price_books,
        "source_code": state.source_code,
    }


async def _values(call: Call, _argument: Any) -> dict[str, Any]:
    values = await _read(call)
    return {"custom": values.custom, "privacy": values.privacy}


async def _read(call: Call) -> SessionValues:
    """Return the values of the session, read once in a request."""
    state = scripts_of(call)
    if state.session is None:
        stored, renew = await _stored(call)
        state.session = SessionValues(stored["custom"], stored["privacy"], stored, renew)
    return state.session


async def _stored(call: Call) -> tuple[dict[str, dict[str, Any]], bool]:
    """Return what is stored of the session, and whether that was some time ago."""
    body = None
    if call.caller.visit:
        body = await call.server.store.session(call.site_id, _key(call), call.now)
    if body is None:
        return {name: {} for name in _PARTS}, False
    found = decode(body)
    return {name: found[name] for name in _PARTS}, call.now - found["seen"] > _RENEW_AFTER


async def _keep(call: Call, argument: dict[str, Any]) -> None:
    """Take what a script made of the values: for the later hooks of the request, and for the requests to come."""
    if len(encode(argument)) > _MOST_BYTES:
        raise ValueError("the session is full")
    values = await _read(call)
    values.custom, values.privacy = dict(argument["custom"]), dict(argument["privacy"])


async def _set_currency(call: Call, currency: str) -> None:
    scripts_of(call).currency = str(currency)


async def _set_price_books(call: Call, wanted: list[str]) -> None:
    """Let the prices of the request come from these price books alone; from those of the site where none is named."""
    known = await call.state.price_books()
    named = [str(one) for one in wanted]
    state = scripts_of(call)
    if unknown := [one for one in named if one not in known]:
        raise LookupError(f"there is no price book {unknown[0]}")
    state.price_books = tuple(named)
    shop = call.site.shop
    in_force = state.price_books or shop.site.listed("SitePriceBooks")
    call.site = msgspec.structs.replace(call.site, shop=with_price_books(shop, in_force, known))


async def store_session(call: Call) -> None:
    """Write what scripts changed in the session, whatever became of the request: a session is in no transaction.

    It is no effect of the request: one that is named by a key and refused can be sent again.
    """
    values = call.scripts.session if call.scripts is not None else None
    if values is None or not call.caller.visit:
        return
    own = {"custom": values.custom, "privacy": values.privacy}
    if _same(own, values.read) and not values.renew:
        return
    try:
        async with _alone(call):
            stored, _ = await _stored(call)
            await _write(call, {name: _merged(stored[name], values.read[name], own[name]) for name in _PARTS})
    except StoreUnavailable as error:
        log.warning("the values of a session are not kept: %s", error)


@asynccontextmanager
async def _alone(call: Call) -> AsyncIterator[None]:
    """Let one request at a time write a session, in all processes; who waits too long writes all the same."""
    lease, store = Lease(call.site_id, f"session {_key(call).hex()}", call.new_id()), call.server.store
    for _ in range(_MOST_TRIES):
        if await store.take_lease(lease, call.server.ambient.now(), _LEASE_SECONDS):
            break
        await asyncio.sleep(_TRY_AGAIN_SECONDS)
    try:
        yield
    finally:
        await store.release_lease(lease)


def _merged(stored: dict[str, Any], read: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Put what a request changed into what is stored by now; a whole card number is not kept."""
    gone = read.keys() - own.keys()
    changed = {name: value for name, value in own.items() if name not in read or not _same(read[name], value)}
    merged = {name: value for name, value in stored.items() if name not in gone} | changed
    kept = {name: value for name, value in merged.items() if not _holds_card({name: value})}
    if len(kept) < len(merged):
        log.warning("the number of a card is not kept in the session")
    return kept


def _same(one: Any, other: Any) -> bool:
    """Say whether two values are the same for a script, for which 1 is not ``true``."""
    return one == other and encode(one) == encode(other)


def _holds_card(value: Any) -> bool:
    return holds_issued_card_number(encode(value).decode())


async def _write(call: Call, values: dict[str, dict[str, Any]]) -> None:
    body = encode({**values, "seen": call.now})
    if len(body) > _MOST_BYTES:
        log.warning("the values of a session are not kept: together with another request's they are too many")
        return
    expires = call.now + call.server.settings.session_idle_seconds * 1000
    await call.server.store.put_session(Session(call.site_id, _key(call), body, expires))


def _key(call: Call) -> bytes:
    return _name(call.caller.visit, b"values")


def _name(visit: str, purpose: bytes) -> bytes:
    """Name the session of a visit by a hash of a kind of its own: no cookie names it, and nobody guesses the visit."""
    return hashlib.blake2b(visit.encode("utf-8", "surrogatepass"), digest_size=32, person=purpose).digest()


OPERATIONS: dict[str, ScriptOperation] = {
    "session": _session,
    "session_values": _values,
    "keep_session": _keep,
    "session_currency": _set_currency,
    "session_price_books": _set_price_books,
}
