"""Gift certificates as payment: which may pay for what, and how much of it.

Follows sections 2.5 and 3.9 of the resource reference and section 11 of the site archive reference. A certificate pays
in its own currency, in part or whole, and several may pay for one order.
"""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from counterfoil import faults
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container
from counterfoil.documents import flash_types
from counterfoil.documents.flash import Flash
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, Status

GIFT_CERTIFICATE = "GIFT_CERTIFICATE"
"""The built-in method whose instruments are paid from a gift certificate."""
Certificates = Mapping[str, GiftCertificate]
"""Gift certificates by merchant id."""
_SHOWN = 4
_ZERO = Decimal(0)


def mask_code(code: str) -> str:
    """Return the code with all but its last four signs starred out; a short one is starred out whole."""
    hidden = len(code) - _SHOWN if len(code) > _SHOWN else len(code)
    return "*" * hidden + code[hidden:]


def digest_of(code: str) -> bytes:
    """Return what is kept of a code; blanks around it do not count."""
    return sha256(code.strip().encode("utf-8", "surrogatepass")).digest()


def status_of(amount: Decimal, balance: Decimal, *, issued: bool) -> str:
    """Return the status of a certificate."""
    if not issued:
        return "pending"
    if balance >= amount:
        return "issued"
    return "partially_redeemed" if balance else "redeemed"


def is_usable(certificate: GiftCertificate | None, currency: str | None) -> bool:
    """Say whether a certificate can pay anything in a currency now."""
    return (
        certificate is not None
        and certificate.enabled is True
        and certificate.status != "pending"
        and certificate.currency == currency
    )


def pay_with(
    instrument: OrderPaymentInstrument,
    certificate: GiftCertificate,
    container: Container,
    shop: Shop,
    asked: Decimal | None,
) -> None:
    """Let an instrument of a container pay from a certificate: what is asked, else what is open, as far as it goes.

    While the total is unknown the amount stays open too. Raises INVALID_PAYMENT_METHOD_ID for a certificate that
    cannot be used, has less left than is asked, or is sold with the container itself.
    """
    if certificate.merchant_id in {item.merchant_id for item in container.gift_certificate_items or ()}:
        raise _refused()
    held = instrument.redeemed if instrument.merchant_id == certificate.merchant_id else None
    left = (certificate.balance or _ZERO) + (held or _ZERO) - _spoken_for(certificate, container, instrument)
    if not is_usable(certificate, container.currency or shop.currency) or left <= 0:
        raise _refused()
    if asked is None:
        amount = min(left, _open_beside(container, instrument)) or None
    else:
        amount = shop.round_money(asked, container.currency)
        if amount > left:
            raise _refused()
    if instrument.merchant_id != certificate.merchant_id:
        _release(instrument)
    instrument.payment_method_id = GIFT_CERTIFICATE
    instrument.merchant_id = certificate.merchant_id
    instrument.masked_gift_certificate_code = certificate.masked_gift_certificate_code
    instrument.amount = amount


def release(instrument: OrderPaymentInstrument) -> None:
    """Take the certificate off an instrument that pays in another way now."""
    _release(instrument)
    instrument.merchant_id = instrument.masked_gift_certificate_code = None


def redeem(instrument: OrderPaymentInstrument) -> None:
    """Mark the amount of an instrument of an order as taken from its certificate."""
    instrument.redeemed, instrument.authorized = instrument.amount, True
    if instrument.authorization_status is None:
        instrument.authorization_status = Status(status=0, code="OK")


def settle(order: Order, certificates: Certificates) -> None:
    """Redeem the certificates of a new order: each pays its amount, or what is left, and none more than is open.

    Raises VALIDATION when one cannot pay what it was to pay.
    """
    left = {merchant_id: found.balance or _ZERO for merchant_id, found in certificates.items()}
    to_pay = order.order_total or _ZERO
    for instrument in order.payment_instruments or ():
        if instrument.merchant_id is None:
            continue
        certificate = certificates.get(instrument.merchant_id)
        available = left.get(instrument.merchant_id, _ZERO)
        asked = instrument.amount
        amount = min(to_pay, min(available, _open_beside(order, instrument)) if asked is None else asked)
        if not is_usable(certificate, order.currency) or amount > available:
            raise faults.VALIDATION(flashes=flash_types.PAYMENT_METHOD_NOT_APPLICABLE.name)
        instrument.amount = amount
        left[instrument.merchant_id] = available - amount
        to_pay -= amount
        if amount:
            redeem(instrument)


def certificate_flashes(container: Container, certificates: Certificates) -> list[Flash]:
    """Return a flash for each instrument whose certificate cannot pay its amount any more."""
    found = []
    left = {merchant_id: known.balance or _ZERO for merchant_id, known in certificates.items()}
    for index, instrument in enumerate(container.payment_instruments or ()):
        if instrument.merchant_id is None:
            continue
        certificate = certificates.get(instrument.merchant_id)
        available = left.get(instrument.merchant_id, _ZERO)
        if not is_usable(certificate, container.currency) or (instrument.amount or _ZERO) > available or not available:
            row = flash_types.PAYMENT_METHOD_NOT_APPLICABLE
            message = row.message.format_map({"payment_method_id": instrument.payment_method_id})
            path = f"$.payment_instruments[{index}].payment_method_id"
            found.append(Flash(type=row.name, message=message, path=path))
        left[instrument.merchant_id] = available - (instrument.amount or _ZERO)
    return found


def _release(instrument: OrderPaymentInstrument) -> None:
    instrument.redeemed = instrument.authorized = instrument.authorization_status = None


def _spoken_for(certificate: GiftCertificate, container: Container, instrument: OrderPaymentInstrument) -> Decimal:
    """Return what other instruments of the container will take from the certificate and have not taken yet."""
    others = [
        (other.amount or _ZERO) - (other.redeemed or _ZERO)
        for other in container.payment_instruments or ()
        if other is not instrument and other.merchant_id == certificate.merchant_id
    ]
    return sum(others, _ZERO)


def _open_beside(container: Container, instrument: OrderPaymentInstrument) -> Decimal:
    """Return what the other instruments leave to pay; nothing while the total is unknown."""
    if container.order_total is None:
        return _ZERO
    others = [other.amount for other in container.payment_instruments or () if other is not instrument]
    covered = sum((amount or _ZERO for amount in others), _ZERO)
    return max(container.order_total - covered, container.order_total * 0)


def _refused() -> faults.Fault:
    return faults.INVALID_PAYMENT_METHOD_ID(payment_method_id=GIFT_CERTIFICATE)
