"""Gift certificates of a site: read by code, paying for a basket or an order, sold with one.

Follows sections 3.9, 3.11 and 8 of the resource reference. A code is compared by its digest and kept nowhere.
"""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil import faults
from counterfoil.ambient import new_gift_certificate_code
from counterfoil.commerce import gift_certificates as rules
from counterfoil.commerce.gift_certificate_items import certificate_of
from counterfoil.commerce.money import quantum, round_to
from counterfoil.commerce.redemptions import sold_state
from counterfoil.commerce.terms import Container
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.documents.gift_certificate import GiftCertificate, GiftCertificateRequest
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.store.records import CertificateRow

_POINT = "dw.ocapi.shop.gift_certificate."
CREATED = "counterfoil.gift_certificate.created"
"""The extension point that is told the code of a new gift certificate."""
COUNTER = "gift_certificate"


async def find_gift_certificate(call: Call) -> Answer:
    """Return the gift certificate of a code.

    Faults: those of require_shopper, GIFT_CERTIFICATE_NOT_FOUND, TOO_MANY_REQUESTS for who guesses.
    """
    require_shopper(call)
    request = call.body if isinstance(call.body, GiftCertificateRequest) else GiftCertificateRequest()
    await call.before(_POINT + "beforePOST", request)
    certificate = await certificate_by_code(call, request.gift_certificate_code or "")
    return await call.answer(certificate, _POINT + "modifyPOSTResponse")


async def certificate_by_code(call: Call, code: str) -> GiftCertificate:
    """Return the gift certificate of a code; faults GIFT_CERTIFICATE_NOT_FOUND, TOO_MANY_REQUESTS for who guesses."""
    caller = call.caller
    key = f"gift certificates of {call.site_id}\n{caller.agent or caller.customer_id}\n{call.remote_address}"
    wait = call.throttle.wait_seconds(key, call.now)
    if wait:
        raise faults.TOO_MANY_REQUESTS(_seconds=wait)
    row = await call.store.gift_certificate(call.site_id, rules.digest_of(code)) if code.strip() else None
    if row is None:
        call.throttle.failed(key, call.now)
        raise faults.GIFT_CERTIFICATE_NOT_FOUND()
    return document_of(row)


def document_of(row: CertificateRow) -> GiftCertificate:
    """Return the document of a stored gift certificate."""
    certificate = stored.decode(GiftCertificate, row.body)
    unit = quantum(row.currency)
    certificate.amount = round_to(Decimal(row.amount) / 1000, unit)
    certificate.balance = round_to(Decimal(row.balance) / 1000, unit)
    certificate.merchant_id, certificate.currency, certificate.enabled = row.merchant_id, row.currency, row.enabled
    certificate.status = rules.status_of(certificate.amount, certificate.balance, issued=row.issued)
    return certificate


async def certificates_of(call: Call, container: Container) -> dict[str, GiftCertificate]:
    """Return the gift certificates that a container is paid with; nothing is read where there are none."""
    merchant_ids = [found.merchant_id for found in container.payment_instruments or () if found.merchant_id]
    if not merchant_ids:
        return {}
    rows = await call.store.gift_certificates(call.site_id, merchant_ids)
    return {merchant_id: document_of(row) for merchant_id, row in rows.items()}


async def pay_by_code(
    call: Call, container: Container, instrument: OrderPaymentInstrument, code: str | None, asked: Decimal | None
) -> None:
    """Let an instrument of a container pay from the gift certificate of a code; without one from that it has already.

    Another payment method takes the certificate off. Faults: GIFT_CERTIFICATE_NOT_FOUND, TOO_MANY_REQUESTS,
    INVALID_PAYMENT_METHOD_ID.
    """
    if instrument.payment_method_id != rules.GIFT_CERTIFICATE:
        if instrument.merchant_id is not None:
            rules.release(instrument)
        return
    if code is not None:
        certificate = await certificate_by_code(call, code)
    elif instrument.merchant_id is not None and asked is not None:
        found = (await certificates_of(call, container)).get(instrument.merchant_id)
        if found is None:
            raise faults.GIFT_CERTIFICATE_NOT_FOUND()
        certificate = found
    else:
        return
    rules.pay_with(instrument, certificate, container, call.site.shop, asked)


async def settle_certificates(call: Call, order: Order) -> None:
    """Redeem the gift certificates a new order is paid with; fault VALIDATION."""
    certificates = await certificates_of(call, order)
    rules.settle(order, certificates)


async def certificate_flashes(call: Call, container: Container) -> list[Flash]:
    """Return the flashes of gift certificates that cannot pay any more."""
    if not any(found.merchant_id for found in container.payment_instruments or ()):
        return []
    return rules.certificate_flashes(container, await certificates_of(call, container))


def take_back(basket: Basket, sold: Sequence[CertificateRow]) -> None:
    """Forget the gift certificates that an order was to sell which could not be stored."""
    ids = {row.merchant_id for row in sold}
    for item in basket.gift_certificate_items or ():
        if item.merchant_id in ids:
            item.merchant_id = None


async def sell_certificates(call: Call, order: Order) -> list[CertificateRow]:
    """Make the gift certificates that an order sells, and tell their codes to who listens.

    They are pending until the order is placed. What a script has given a certificate of its own is sold already.
    Fault GIFT_CERTIFICATE_CREATION.
    """
    rows = []
    issued, enabled = sold_state(order.status)
    for item in order.gift_certificate_items or ():
        if item.merchant_id is not None:
            continue
        code = new_gift_certificate_code(call.server.ambient)
        item.merchant_id = await call.server.numbers.next(call.site_id, COUNTER)
        document = certificate_of(item, item.merchant_id, rules.mask_code(code))
        thousandths = int((item.amount or Decimal(0)) * 1000)
        row = CertificateRow(
            site_id=call.site_id,
            merchant_id=item.merchant_id,
            digest=rules.digest_of(code),
            order_no=order.order_no,
            currency=order.currency or call.site.shop.currency,
            amount=thousandths,
            imported=0,
            balance=thousandths,
            issued=issued,
            enabled=enabled,
            created=call.now,
            body=stored.encode(document),
        )
        rows.append(row)
        await call.ask(CREATED, order, document_of(row), code)
    return rows
