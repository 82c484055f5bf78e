"""Payment instruments, methods, cards and bank accounts.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, Any, ClassVar

from counterfoil.documents.properties import CustomDocument, Document, Money, RenderContext, prop
from counterfoil.documents.stored import etag_of


class Status(Document):
    code: str | None = None
    message: str | None = None
    status: int | None = None


class PaymentCard(Document):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "card_type",
        "expiration_month",
        "expiration_year",
        "holder",
        "masked_number",
    )

    card_type: Annotated[str | None, prop(max_length=256)] = None
    credit_card_expired: Annotated[bool | None, prop(read_only=True)] = None
    credit_card_token: str | None = None
    expiration_month: int | None = None
    expiration_year: int | None = None
    holder: Annotated[str | None, prop(max_length=256)] = None
    issue_number: Annotated[str | None, prop(max_length=256)] = None
    masked_number: Annotated[str | None, prop(max_length=4000, read_only=True)] = None
    number_last_digits: Annotated[str | None, prop(max_length=4000, read_only=True)] = None
    valid_from_month: Annotated[int | None, prop(minimum=1, maximum=12)] = None
    valid_from_year: int | None = None


class PaymentBankAccount(Document):
    drivers_license_last_digits: Annotated[str | None, prop(max_length=256)] = None
    drivers_license_state_code: Annotated[str | None, prop(max_length=256)] = None
    holder: Annotated[str | None, prop(max_length=256)] = None
    masked_drivers_license: Annotated[str | None, prop(max_length=256)] = None
    masked_number: Annotated[str | None, prop(max_length=256)] = None
    number_last_digits: Annotated[str | None, prop(max_length=256)] = None


def _etag(instrument: "OrderPaymentInstrument", _context: RenderContext) -> str:
    return etag_of(instrument)


def _dotted(instrument: "OrderPaymentInstrument", _context: RenderContext) -> str | None:
    card_type = instrument.payment_card.card_type if instrument.payment_card else None
    if instrument.payment_method_id == "CREDIT_CARD" and card_type:
        return f"CREDIT_CARD.{card_type}"
    return instrument.payment_method_id


class OrderPaymentInstrument(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "uuid",
        "etag",
        "payment_method_id",
        "payment_card",
        "payment_bank_account",
        "amount",
    )

    amount: Annotated[Money | None, prop(minimum=0)] = None
    authorization_status: Annotated[Status | None, prop(read_only=True)] = None
    bank_routing_number: Annotated[str | None, prop(max_length=256)] = None
    etag: Annotated[str | None, prop(until="15.6", read_only=True, computed=_etag)] = None
    masked_gift_certificate_code: Annotated[str | None, prop(read_only=True)] = None
    payment_bank_account: PaymentBankAccount | None = None
    payment_card: PaymentCard | None = None
    payment_instrument_id: Annotated[str | None, prop(read_only=True, named_15="uuid")] = None
    payment_method_id: Annotated[str | None, prop(since="15.6", max_length=256)] = None
    payment_method_id_15: Annotated[
        str | None, prop(until="15.6", max_length=256, named_15="payment_method_id", computed=_dotted)
    ] = None
    """The early form, with the card type behind a dot; never stored."""

    authorized: Annotated[bool | None, prop(internal=True)] = None
    """Whether a hook has authorised the amount."""
    customer_payment_instrument_id: Annotated[str | None, prop(internal=True)] = None
    """The wallet entry the data came from."""
    merchant_id: Annotated[str | None, prop(internal=True)] = None
    """The gift certificate that pays; its code is kept nowhere."""
    processor_id: Annotated[str | None, prop(internal=True)] = None
    redeemed: Annotated[Money | None, prop(internal=True)] = None
    """On an order: what was taken from the gift certificate."""
    transaction_account_id: Annotated[str | None, prop(internal=True)] = None
    transaction_account_type: Annotated[str | None, prop(internal=True)] = None
    transaction_custom: Annotated[dict[str, Any] | None, prop(internal=True)] = None
    """Custom attributes of the transaction, by wire name."""
    transaction_id: Annotated[str | None, prop(internal=True)] = None
    """The payment provider's id of the transaction."""
    transaction_type: Annotated[str | None, prop(internal=True)] = None
    """``AUTH``, ``AUTH_REVERSAL``, ``CAPTURE`` or ``CREDIT``, as a script has set it."""


class PaymentBankAccountRequest(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"drivers_license", "number"})

    drivers_license: Annotated[str | None, prop(max_length=256)] = None
    drivers_license_state_code: Annotated[str | None, prop(max_length=256)] = None
    holder: Annotated[str | None, prop(max_length=256)] = None
    number: Annotated[str | None, prop(max_length=256)] = None


class OrderPaymentCardRequest(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"number", "security_code"})

    card_type: Annotated[str | None, prop(max_length=256)] = None
    credit_card_expired: bool | None = None
    credit_card_token: str | None = None
    expiration_month: int | None = None
    expiration_year: int | None = None
    holder: Annotated[str | None, prop(max_length=256)] = None
    issue_number: Annotated[str | None, prop(max_length=256)] = None
    number: Annotated[str | None, prop(max_length=4000)] = None
    security_code: Annotated[str | None, prop(max_length=4)] = None
    valid_from_month: Annotated[int | None, prop(minimum=1, maximum=12)] = None
    valid_from_year: int | None = None


class OrderPaymentInstrumentRequest(CustomDocument):
    secret: ClassVar[frozenset[str]] = frozenset({"gift_certificate_code"})

    amount: Annotated[Money | None, prop(minimum=0)] = None
    bank_routing_number: Annotated[str | None, prop(max_length=256)] = None
    create_customer_payment_instrument: bool | None = None
    customer_payment_instrument_id: str | None = None
    gift_certificate_code: Annotated[str | None, prop(max_length=256)] = None
    payment_bank_account: PaymentBankAccountRequest | None = None
    payment_card: OrderPaymentCardRequest | None = None
    payment_method_id: Annotated[str | None, prop(max_length=256)] = None


class BasketPaymentInstrumentRequest(CustomDocument):
    secret: ClassVar[frozenset[str]] = frozenset({"gift_certificate_code"})

    amount: Annotated[Money | None, prop(minimum=0)] = None
    bank_routing_number: Annotated[str | None, prop(max_length=256)] = None
    customer_payment_instrument_id: str | None = None
    gift_certificate_code: Annotated[str | None, prop(max_length=256)] = None
    payment_bank_account: PaymentBankAccountRequest | None = None
    payment_card: OrderPaymentCardRequest | None = None
    payment_method_id: Annotated[str | None, prop(max_length=256)] = None


class PaymentCardSpec(CustomDocument):
    card_type: str | None = None
    checksum_verification_enabled: bool | None = None
    description: str | None = None
    image: str | None = None
    name: str | None = None
    number_lengths: list[str] | None = None
    number_prefixes: list[str] | None = None
    security_code_length: int | None = None


class PaymentMethod(CustomDocument):
    cards: list[PaymentCardSpec] | None = None
    description: str | None = None
    id: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    image: str | None = None
    name: str | None = None
    payment_processor_id: Annotated[str | None, prop(since="18.1")] = None


class PaymentMethodResult(Document):
    applicable_payment_methods: list[PaymentMethod] | None = None
