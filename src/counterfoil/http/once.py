"""Requests with an ``Idempotency-Key``: carried out once, and answered again from what was kept.

Our extension. The claim comes before the work; the answer is stored in the transaction of the effect. What a payment
card, a bank account, a gift certificate's code or a password says is not part of the fingerprint that tells one request
from another; a coupon's code is.
"""

import contextlib
import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.documents.properties import Document
from counterfoil.http.answers import Made, make_answer, make_fault
from counterfoil.http.carry_out import carry_out
from counterfoil.http.request import Request
from counterfoil.http.route import Route
from counterfoil.shop.call import Answer, Call, Once
from counterfoil.store.records import Claim, ClaimLost, ClaimState, StoreUnavailable

HEADER = "idempotency-key"
_REPLAYED = (b"idempotency-replayed", b"true")
_SECRET = frozenset(
    {
        "payment_card",
        "payment_bank_account",
        "bank_routing_number",
        "gift_certificate_code",
        "password",
        "current_password",
        "new_password",
        "reset_token",
    }
)
_LONGEST_KEY = 255
_HOOKS = 10
"""A claim lasts as long as this many hooks may take; after that a crashed request may be sent again."""
_encoder = msgspec.json.Encoder(order="deterministic")

_READING = ("GET", "HEAD", "OPTIONS")


def is_named(request: Request, method: str, route: Route) -> bool:
    """Say whether a request that changes something has an idempotency key."""
    return HEADER in request.headers and method not in _READING and not route.claimless


async def answer_once(call: Call, request: Request, documents: Sequence[Document], route: Route) -> Made:
    """Carry a request out once and keep its answer, or answer as it was answered before.

    Faults: INVALID_IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_REUSED for another request, IDEMPOTENCY_KEY_IN_USE while the first
    is at work, IDEMPOTENCY_ANSWER_LOST.
    """
    claim = Claim(call.site_id, _digest(call, request.headers[HEADER]), call.new_id())
    fingerprint = _fingerprint(call, request, documents)
    store = call.server.store
    until = call.now + call.server.settings.hook_seconds * _HOOKS * 1000
    state = await store.take_claim(claim, fingerprint, call.now, until)
    if state is not None:
        return _replayed(state, fingerprint)
    expires = call.now + call.server.settings.idempotency_seconds * 1000
    claimed = store.claimed(claim, expires)

    def make(answer: Answer) -> Made:
        return make_answer(answer, call)

    call.once = Once(claimed, lambda answer: msgspec.msgpack.encode(make(answer)))
    try:
        made = make(await carry_out(call, route))
    except ClaimLost:
        raise faults.IDEMPOTENCY_KEY_IN_USE() from None
    except faults.Fault as fault:
        if not claimed.wrote:
            await _release(call, claim)
            raise
        typed = call.server.settings.typed_fault_arguments
        made = make_fault(fault, call.version, call.form, typed=typed)  # of a modify…Response hook: the effect stays
    except Exception:
        await _release(call, claim)
        raise
    kept = msgspec.msgpack.encode(made)
    if kept != call.once.kept:  # a modify…Response hook changed it, or it was not known when the effect was stored
        with contextlib.suppress(ClaimLost, StoreUnavailable):
            await store.complete_claim(claim, kept, expires)
    return made


async def _release(call: Call, claim: Claim) -> None:
    with contextlib.suppress(StoreUnavailable):  # it expires by itself
        await call.server.store.release_claim(claim)


def _replayed(state: ClaimState, fingerprint: bytes) -> Made:
    if state.fingerprint != fingerprint:
        raise faults.IDEMPOTENCY_KEY_REUSED()
    if state.answer is None:
        raise faults.IDEMPOTENCY_KEY_IN_USE()
    if not state.answer:
        raise faults.IDEMPOTENCY_ANSWER_LOST()
    made = msgspec.msgpack.decode(state.answer, type=Made)
    return made._replace(headers=[*made.headers, _REPLAYED])


def _digest(call: Call, key: str) -> bytes:
    """Name the claim: the same key of two callers is two claims, and who has no order's token has another."""
    if not (1 <= len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        raise faults.INVALID_IDEMPOTENCY_KEY()
    caller, order_token = call.caller, call.headers.get("x-dw-order-token", "")
    named = (caller.kind.value, caller.client_id, caller.customer_id, caller.agent, order_token, key)
    return hashlib.sha256(_encoder.encode(named)).digest()


def _fingerprint(call: Call, request: Request, documents: Sequence[Document]) -> bytes:
    """Return the digest of what makes a request this request."""
    query = sorted((name, value) for name, value in request.query.items() if name != "client_id")
    plain = [_without_secrets(msgspec.to_builtins(document)) for document in documents]
    said = (call.method_and_path, str(call.version), call.form, query, plain)
    return hashlib.sha256(_encoder.encode(said)).digest()


def _without_secrets(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {name: _without_secrets(value) for name, value in plain.items() if name not in _SECRET}
    if isinstance(plain, list):
        return [_without_secrets(value) for value in plain]
    return plain
