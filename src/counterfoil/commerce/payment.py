"""Payment instruments from requests: card and account numbers masked, security codes dropped, cards checked.

Follows the masking section of the order lifecycle reference. What is kept is the mask and the last four digits.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from counterfoil import faults
from counterfoil.commerce.gift_certificates import mask_code
from counterfoil.commerce.payment_methods import split_method_id
from counterfoil.documents.customer import (
    CustomerPaymentCardRequest,
    CustomerPaymentInstrument,
    CustomerPaymentInstrumentRequest,
)
from counterfoil.documents.payment import (
    BasketPaymentInstrumentRequest,
    OrderPaymentCardRequest,
    OrderPaymentInstrument,
    OrderPaymentInstrumentRequest,
    PaymentBankAccount,
    PaymentBankAccountRequest,
    PaymentCard,
)
from counterfoil.documents.redact import holds_card_number
from counterfoil.documents.shop_data import PaymentCardData

_SHOWN = 4
_MONTHS = 12
_DAY = 86_400_000
_CARD_TEXTS = ("card_type", "credit_card_token", "holder", "issue_number")


def mask(number: str) -> tuple[str, str | None]:
    """Return the mask and the last four digits of a number; one of four signs or fewer is masked whole."""
    plain = "".join(number.replace("-", "").split())
    if len(plain) <= _SHOWN:
        return "*" * len(plain), None
    last = plain[-_SHOWN:]
    return "*" * (len(plain) - _SHOWN) + last, last


def instrument_from_request(
    request: OrderPaymentInstrumentRequest | BasketPaymentInstrumentRequest,
    *,
    payment_instrument_id: str,
    now: int,
) -> OrderPaymentInstrument:
    """Make the instrument that is kept; the dotted method id of old clients is split."""
    method_id, card = method_and_card(request, now)
    code = request.gift_certificate_code
    return OrderPaymentInstrument(
        amount=request.amount,
        bank_routing_number=mask(request.bank_routing_number)[0] if request.bank_routing_number else None,
        masked_gift_certificate_code=mask_code(code) if code else None,
        payment_bank_account=bank_account(request.payment_bank_account) if request.payment_bank_account else None,
        payment_card=card,
        payment_instrument_id=payment_instrument_id,
        payment_method_id=method_id or None,
        custom=dict(request.custom),
    )


def method_and_card(
    request: OrderPaymentInstrumentRequest | BasketPaymentInstrumentRequest | CustomerPaymentInstrumentRequest,
    now: int,
) -> tuple[str, PaymentCard | None]:
    """Return the method of a request and the card that is kept, of the type that a dotted method id names."""
    method_id, card_type = split_method_id(request.payment_method_id or "")
    card = payment_card(request.payment_card, now) if request.payment_card else None
    if card_type is not None:
        card = card or PaymentCard()
        card.card_type = card.card_type or card_type
    return method_id, card


def refuse_card_numbers(instrument: OrderPaymentInstrument | CustomerPaymentInstrument, document: str) -> None:
    """Refuse an instrument that holds a whole card number where none belongs; what is kept is readable later.

    Raises PROPERTY_CONSTRAINT_VIOLATION for the property of the request ``document``.
    """
    if instrument.payment_card is not None:
        for name in _CARD_TEXTS:
            text = getattr(instrument.payment_card, name)
            if text and holds_card_number(text):
                raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=document, path=f"$.payment_card.{name}")
    refuse_card_numbers_in(instrument.custom, document)


def refuse_card_numbers_in(custom: Mapping[str, Any], document: str) -> None:
    """Refuse custom attributes that hold a whole card number; raises PROPERTY_CONSTRAINT_VIOLATION."""
    for name, value in custom.items():
        values = value if isinstance(value, list) else [value]
        if any(holds_card_number(str(part)) for part in values):
            raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=document, path=f"$.{name}")


def payment_card(request: OrderPaymentCardRequest | CustomerPaymentCardRequest, now: int) -> PaymentCard:
    """Make the card that is kept: no number, no security code."""
    masked, last_digits = mask(request.number) if request.number else (None, None)
    return PaymentCard(
        card_type=request.card_type,
        credit_card_expired=is_expired(request.expiration_month, request.expiration_year, now),
        credit_card_token=request.credit_card_token,
        expiration_month=request.expiration_month,
        expiration_year=request.expiration_year,
        holder=request.holder,
        issue_number=request.issue_number,
        masked_number=masked,
        number_last_digits=last_digits,
        valid_from_month=request.valid_from_month,
        valid_from_year=request.valid_from_year,
    )


def bank_account(request: PaymentBankAccountRequest) -> PaymentBankAccount:
    """Make the bank account that is kept: account number and driver's licence masked."""
    number, number_digits = mask(request.number) if request.number else (None, None)
    licence, licence_digits = mask(request.drivers_license) if request.drivers_license else (None, None)
    return PaymentBankAccount(
        drivers_license_last_digits=licence_digits,
        drivers_license_state_code=request.drivers_license_state_code,
        holder=request.holder,
        masked_drivers_license=licence,
        masked_number=number,
        number_last_digits=number_digits,
    )


def is_expired(month: int | None, year: int | None, now: int) -> bool:
    """Say whether a card's last month is over (UTC); recorded as false where month or year are not given."""
    if month is None or year is None:
        return False
    return year * _MONTHS + month < _month_of(now // _DAY)


@lru_cache(maxsize=8)
def _month_of(day: int) -> int:
    """Return the month of a day since 1970, counted from the year 0."""
    date = datetime.fromtimestamp(day * _DAY // 1000, UTC)
    return date.year * _MONTHS + date.month


def passes_checksum(number: str) -> bool:
    """Say whether a number's digits pass the Luhn check."""
    if not (number.isascii() and number.isdigit()):
        return False
    total = 0
    for position, sign in enumerate(reversed(number)):
        digit = int(sign)
        if position % 2:
            digit = digit * 2 - 9 if digit > _SHOWN else digit * 2
        total += digit
    return total % 10 == 0


def fits_card(number: str, card: PaymentCardData) -> bool:
    """Say whether a number has the length, prefix and checksum of a card type."""
    plain = "".join(number.replace("-", "").split())
    if not (plain.isascii() and plain.isdigit()):
        return False
    return (
        (not card.number_lengths or any(_in_lengths(len(plain), text) for text in card.number_lengths))
        and (not card.number_prefixes or any(_has_prefix(plain, text) for text in card.number_prefixes))
        and (not card.checksum_verification or passes_checksum(plain))
    )


def check_card_number(
    request: OrderPaymentCardRequest | CustomerPaymentCardRequest | None,
    card_type: str | None,
    cards: Mapping[str, PaymentCardData],
    document: str,
) -> None:
    """Refuse a number without length, prefix or checksum of its card type, where the site knows the type.

    Raises PROPERTY_CONSTRAINT_VIOLATION.
    """
    card = cards.get(card_type or "")
    if request is not None and request.number and card is not None and not fits_card(request.number, card):
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document=document, path="$.payment_card.number")


def fits_security_code(code: str, card: PaymentCardData) -> bool:
    """Say whether a security code is digits of the card type's length."""
    if not (code.isascii() and code.isdigit()):
        return False
    return card.security_code_length is None or len(code) == card.security_code_length


def _in_lengths(length: int, text: str) -> bool:
    low, _, high = text.partition("-")
    return int(low) <= length <= int(high or low)


def _has_prefix(number: str, text: str) -> bool:
    low, _, high = text.partition("-")
    start = number[: len(low)]
    return len(start) == len(low) and low <= start <= (high or low)
