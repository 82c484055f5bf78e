"""What scripts ask of gift certificates: those of a code, paying with them, new ones, and what is changed of them.

Codes are secrets: they are compared by digest, shown in no trace, known to the script that named one or had it made.
"""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.ambient import new_gift_certificate_code
from counterfoil.commerce.gift_certificates import digest_of, mask_code, redeem
from counterfoil.commerce.money import quantum, round_to
from counterfoil.commerce.terms import Container
from counterfoil.documents import stored
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.shop.call import Call
from counterfoil.shop.gift_certificates import COUNTER, certificate_by_code, certificates_of, document_of, pay_by_code
from counterfoil.shop.orders import NUMBER_TRIES
from counterfoil.shop.script_containers import answered, container_of, decimal_of
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.store.records import CertificateRow
from counterfoil.store.script_writes import CertificateWrite

_ZERO = Decimal(0)
MOST_WORTH = Decimal(10) ** 12
LONGEST_CODE = 256


async def _pay_by_code(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Add a payment from the gift certificate of a code."""
    container = container_of(call, asked)
    instrument = OrderPaymentInstrument(payment_instrument_id=call.new_id(), payment_method_id="GIFT_CERTIFICATE")
    container.payment_instruments = [*(container.payment_instruments or ()), instrument]
    try:
        await pay_by_code(call, container, instrument, _code(call, asked), decimal_of(asked["amount"]))
    except faults.Fault as fault:
        raise ValueError(f"the gift certificate cannot pay: {fault.kind.name}") from None
    return answered(container, payment_instrument_id=instrument.payment_instrument_id)


async def _gift_certificate(call: Call, asked: dict[str, str]) -> dict[str, Any] | None:
    """Return a gift certificate by its code or its merchant id; who guesses codes waits longer and longer."""
    merchant_id = asked.get("merchant_id")
    if merchant_id is None:
        code = _code(call, asked)
        made = next((row for row in _new(call) if row.digest == digest_of(code)), None)
        if made is not None:
            return _told(made)
        try:
            merchant_id = (await certificate_by_code(call, code)).merchant_id
        except faults.Fault as fault:
            if fault.kind is faults.GIFT_CERTIFICATE_NOT_FOUND:
                return None
            raise PermissionError("too many codes were tried that are none") from None
    row = await _row(call, merchant_id or "")
    return None if row is None else _told(row)


def _code(call: Call, asked: Mapping[str, Any]) -> str:
    """Return the code that a script names; no trace shows it."""
    code = str(asked["gift_certificate_code"])
    if call.trace is not None:
        call.trace.hide(code)
    return code


def _new(call: Call) -> list[CertificateRow]:
    """Return the gift certificates that scripts of the request have made, and that are not stored yet."""
    return [row for row, before in scripts_of(call).writes.certificates.values() if before is None]


async def _row(call: Call, merchant_id: str) -> CertificateRow | None:
    """Return a gift certificate as scripts have left it so far."""
    pending = scripts_of(call).writes.certificates.get((call.site_id, merchant_id))
    if pending is not None:
        return pending.row
    return (await call.store.gift_certificates(call.site_id, [merchant_id])).get(merchant_id)


def _told(row: CertificateRow) -> dict[str, Any]:
    return {"document": msgspec.Raw(stored.encode(document_of(row))), "order_no": row.order_no, "seen": _seen(row)}


def _seen(row: CertificateRow) -> str:
    """Return what tells whether a gift certificate is still what the script has read."""
    return sha256(b"%d%d" % (row.issued, row.enabled) + row.body).hexdigest()


async def _create(call: Call, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Make a gift certificate, issued and enabled, with a code of its own or one that is given; None for a taken one.

    It is stored with the request. ValueError for an amount that is none.
    """
    currency = scripts_of(call).currency or call.site.shop.currency
    amount = round_to(decimal_of(asked["amount"]) or _ZERO, quantum(currency))
    if not 0 < amount < MOST_WORTH:
        raise ValueError("a gift certificate has an amount above zero")
    given = str(asked.get("gift_certificate_code") or "").strip()
    if len(given) > LONGEST_CODE:
        raise ValueError(f"the code of a gift certificate has {LONGEST_CODE} signs at most")
    code = given or new_gift_certificate_code(call.server.ambient)
    if call.trace is not None:
        call.trace.hide(code)
    digest = digest_of(code)
    if any(row.digest == digest for row in _new(call)) or await call.store.gift_certificate(call.site_id, digest):
        return None
    merchant_id = await _free_merchant_id(call)
    document = GiftCertificate(masked_gift_certificate_code=mask_code(code), merchant_id=merchant_id)
    worth = int(amount * 1000)
    row = CertificateRow(
        site_id=call.site_id,
        merchant_id=merchant_id,
        digest=digest,
        order_no=None,
        currency=currency,
        amount=worth,
        imported=0,
        balance=worth,
        issued=True,
        enabled=True,
        created=call.now,
        body=stored.encode(document),
    )
    scripts_of(call).new_certificates[merchant_id] = row
    return {**_told(row), "gift_certificate_code": code}


async def _free_merchant_id(call: Call) -> str:
    for _ in range(NUMBER_TRIES):
        merchant_id = await call.server.numbers.next(call.site_id, COUNTER)
        if not await call.store.gift_certificates(call.site_id, [merchant_id]):
            return merchant_id
        call.server.numbers.skip(call.site_id, COUNTER)  # an imported one has it
    raise LookupError("no free number was found")


async def keep_gift_certificate(call: Call, change: dict[str, Any]) -> None:
    """Take a gift certificate into the request's unit of work: what it says, and whether it can be used.

    LookupError for one that changed since the script read it.
    """
    merchant_id, state = change["merchant_id"], scripts_of(call)
    key = (call.site_id, merchant_id)
    pending, known = state.writes.certificates.get(key), await _row(call, merchant_id)
    made = state.new_certificates.get(merchant_id) if known is None else None
    now = known or made
    own = state.certificate_states.setdefault(merchant_id, set())
    if now is None or (_seen(now) != change["seen"] and not own >= {_seen(now), change["seen"]}):
        raise LookupError(f"the gift certificate {merchant_id} was changed since the script read it")
    before = pending.before if pending is not None else known
    document = _changed(change["document"], document_of(now))
    row = now._replace(
        order_no=change["order_no"],
        issued=document.status != "pending",
        enabled=document.enabled is True,
        body=stored.encode(document),
    )
    state.writes.certificates[key] = CertificateWrite(row, before)
    own |= {change["seen"], _seen(row)}


def _changed(given: dict[str, Any], now: GiftCertificate) -> GiftCertificate:
    """Return what a script has made of a gift certificate; what it is worth is not the script's to say."""
    try:
        document = msgspec.convert(given, GiftCertificate, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"a script left a gift certificate that is none: {error}") from None
    for name in ("amount", "balance", "currency", "masked_gift_certificate_code", "merchant_id"):
        setattr(document, name, getattr(now, name))
    return document


async def _redeem(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Take the amount of an instrument of an order from its certificate, or say why that cannot be."""
    container = container_of(call, asked)
    instruments = container.payment_instruments or ()
    instrument = next(one for one in instruments if one.payment_instrument_id == asked["payment_instrument_id"])
    known = await certificates_of(call, container)
    refused = _refusal(instrument, known.get(instrument.merchant_id or ""), container)
    if refused is None:
        redeem(instrument)
    return answered(container, refused=refused)


def _refusal(
    instrument: OrderPaymentInstrument, certificate: GiftCertificate | None, container: Container
) -> str | None:
    """Return the platform's constant for what keeps a certificate from paying; None where nothing does."""
    amount, held = instrument.amount or _ZERO, instrument.redeemed or _ZERO
    if certificate is None or certificate.currency != container.currency or not isinstance(container, Order):
        return "GC_ERROR_INVALID_CODE"
    if amount <= 0:
        return "GC_ERROR_INVALID_AMOUNT"
    if certificate.enabled is not True:
        return "GC_ERROR_DISABLED"
    if certificate.status == "pending":
        return "GC_ERROR_PENDING"
    left = (certificate.balance or _ZERO) + held
    if left <= 0:
        return "GC_ERROR_REDEEMED"
    return "GC_ERROR_INSUFFICIENT_BALANCE" if amount > left else None


OPERATIONS: dict[str, ScriptOperation] = {
    "pay_by_code": _pay_by_code,
    "gift_certificate": _gift_certificate,
    "create_gift_certificate": _create,
    "redeem": _redeem,
}
