"""Customers: profile, addresses, stored payment instruments, and the requests about them.

Follows the documents page of the Shop API reference.
"""

from typing import Annotated, ClassVar

from counterfoil.documents.payment import PaymentBankAccount, PaymentBankAccountRequest, PaymentCard
from counterfoil.documents.properties import CustomDocument, Date, DateTime, Document, Email, prop


class AuthRequest(Document):
    type: Annotated[str | None, prop(mandatory=True, enum=("guest", "credentials", "refresh", "session"))] = None


class TrustedSystemAuthRequest(Document):
    client_id: Annotated[str | None, prop(mandatory=True)] = None
    login: Annotated[str | None, prop(mandatory=True)] = None


class CustomersExtProfile(Document):
    """A customer whom a provider of identity logs in; follows the pages of 20.10 and 23.2."""

    authentication_provider_id: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    customer_id: Annotated[str | None, prop(max_length=28, read_only=True)] = None
    email: Annotated[Email | None, prop(max_length=256)] = None
    external_id: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    first_name: Annotated[str | None, prop(since="23.2", max_length=256)] = None
    last_name: Annotated[str | None, prop(since="23.2", max_length=256)] = None


class CustomerAddress(CustomDocument):
    address1: Annotated[str | None, prop(max_length=256)] = None
    address2: Annotated[str | None, prop(max_length=256)] = None
    address_id: Annotated[str | None, prop(max_length=256)] = None
    city: Annotated[str | None, prop(max_length=256)] = None
    company_name: Annotated[str | None, prop(max_length=256)] = None
    country_code: Annotated[str | None, prop(max_length=2)] = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    first_name: Annotated[str | None, prop(max_length=256)] = None
    full_name: Annotated[str | None, prop(max_length=256)] = None
    job_title: Annotated[str | None, prop(max_length=256)] = None
    last_modified: Annotated[DateTime | None, prop(read_only=True)] = None
    last_name: Annotated[str | None, prop(max_length=256)] = None
    phone: Annotated[str | None, prop(max_length=32)] = None
    postal_code: Annotated[str | None, prop(max_length=256)] = None
    post_box: Annotated[str | None, prop(max_length=256)] = None
    preferred: bool | None = None
    salutation: Annotated[str | None, prop(max_length=256)] = None
    second_name: Annotated[str | None, prop(max_length=256)] = None
    state_code: Annotated[str | None, prop(max_length=256)] = None
    suffix: Annotated[str | None, prop(max_length=256)] = None
    suite: Annotated[str | None, prop(max_length=32)] = None
    title: Annotated[str | None, prop(max_length=256)] = None


class CustomerAddressResult(Document):
    count: int | None = None
    data: list[CustomerAddress] | None = None
    next: str | None = None
    previous: str | None = None
    select: str | None = None
    start: Annotated[int | None, prop(minimum=0)] = None
    total: int | None = None


class CustomerPaymentInstrument(CustomDocument):
    bank_routing_number: Annotated[str | None, prop(max_length=256)] = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    last_modified: Annotated[DateTime | None, prop(read_only=True)] = None
    masked_gift_certificate_code: Annotated[str | None, prop(read_only=True)] = None
    payment_bank_account: PaymentBankAccount | None = None
    payment_card: PaymentCard | None = None
    payment_instrument_id: Annotated[str | None, prop(read_only=True)] = None
    payment_method_id: Annotated[str | None, prop(max_length=256)] = None


class CustomerPaymentInstrumentResult(Document):
    count: int | None = None
    data: list[CustomerPaymentInstrument] | None = None
    total: int | None = None


class CustomerPaymentCardRequest(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"number"})

    card_type: Annotated[str | None, prop(max_length=256)] = None
    credit_card_token: str | None = None
    expiration_month: int | None = None
    expiration_year: int | None = None
    holder: Annotated[str | None, prop(max_length=256)] = None
    issue_number: Annotated[str | None, prop(max_length=256)] = None
    number: Annotated[str | None, prop(max_length=4000)] = None
    valid_from_month: Annotated[int | None, prop(minimum=1, maximum=12)] = None
    valid_from_year: int | None = None


class CustomerPaymentInstrumentRequest(CustomDocument):
    secret: ClassVar[frozenset[str]] = frozenset({"gift_certificate_code"})

    bank_routing_number: Annotated[str | None, prop(max_length=256)] = None
    gift_certificate_code: Annotated[str | None, prop(max_length=256)] = None
    payment_bank_account: PaymentBankAccountRequest | None = None
    payment_card: CustomerPaymentCardRequest | None = None
    payment_method_id: Annotated[str | None, prop(max_length=256)] = None


class Customer(CustomDocument):
    addresses: Annotated[list[CustomerAddress] | None, prop(read_only=True)] = None
    auth_type: Annotated[str | None, prop(enum=("guest", "registered"), read_only=True)] = None
    birthday: Date | None = None
    company_name: Annotated[str | None, prop(max_length=256)] = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    customer_id: Annotated[str | None, prop(max_length=28, read_only=True)] = None
    customer_no: Annotated[str | None, prop(max_length=100, read_only=True)] = None
    email: Annotated[Email | None, prop(max_length=256)] = None
    enabled: Annotated[bool | None, prop(read_only=True)] = None
    fax: Annotated[str | None, prop(max_length=32)] = None
    first_name: Annotated[str | None, prop(max_length=256)] = None
    gender: Annotated[int | None, prop(enum=(1, 2))] = None
    job_title: Annotated[str | None, prop(max_length=256)] = None
    last_login_time: Annotated[DateTime | None, prop(read_only=True)] = None
    last_modified: Annotated[DateTime | None, prop(read_only=True)] = None
    last_name: Annotated[str | None, prop(max_length=256)] = None
    last_visit_time: Annotated[DateTime | None, prop(read_only=True)] = None
    login: Annotated[str | None, prop(max_length=256)] = None
    note: str | None = None
    payment_instruments: Annotated[list[CustomerPaymentInstrument] | None, prop(read_only=True)] = None
    phone_business: Annotated[str | None, prop(max_length=32)] = None
    phone_home: Annotated[str | None, prop(max_length=32)] = None
    phone_mobile: Annotated[str | None, prop(max_length=32)] = None
    preferred_locale: Annotated[str | None, prop(read_only=True)] = None
    previous_login_time: Annotated[DateTime | None, prop(read_only=True)] = None
    previous_visit_time: Annotated[DateTime | None, prop(read_only=True)] = None
    salutation: Annotated[str | None, prop(max_length=256)] = None
    second_name: Annotated[str | None, prop(max_length=256)] = None
    suffix: Annotated[str | None, prop(max_length=256)] = None
    title: Annotated[str | None, prop(max_length=256)] = None


class CustomerRegistration(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"password"})

    customer: Annotated[Customer | None, prop(mandatory=True)] = None
    password: Annotated[str | None, prop(max_length=4096)] = None


class PasswordChangeRequest(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"current_password", "password"})

    current_password: Annotated[str | None, prop(mandatory=True, max_length=4096)] = None
    password: Annotated[str | None, prop(mandatory=True, max_length=4096)] = None


class PasswordReset(Document):
    identification: str | None = None
    type: Annotated[str | None, prop(enum=("email", "login"))] = None


class ResetPasswordTokenRequest(Document):
    login: Annotated[str | None, prop(mandatory=True, max_length=256)] = None


class ResetPasswordTokenResult(Document):
    email: Annotated[Email | None, prop(max_length=256)] = None
    first_name: Annotated[str | None, prop(max_length=256)] = None
    last_name: Annotated[str | None, prop(max_length=256)] = None
    login: Annotated[str | None, prop(max_length=256)] = None
    minutes_expires: int | None = None
    reset_token: str | None = None


class ResetPasswordRequest(Document):
    secret: ClassVar[frozenset[str]] = frozenset({"new_password", "reset_token"})

    login: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
    new_password: Annotated[str | None, prop(mandatory=True, max_length=4096)] = None
    reset_token: Annotated[str | None, prop(mandatory=True, max_length=256)] = None
