"""Payment instruments: masking, card checks, methods that apply, authorised amounts."""

from decimal import Decimal

import pytest
from msgspec import json
from tests.commerce.tea_shop import CARDS, NOW, address, amount, basket, shop

from counterfoil import faults
from counterfoil.commerce.authorization import authorized_amount, may_place, open_amount
from counterfoil.commerce.payment import (
    bank_account,
    fits_card,
    fits_security_code,
    instrument_from_request,
    is_expired,
    mask,
    passes_checksum,
)
from counterfoil.commerce.payment_methods import (
    check_payment_method,
    dotted_method_id,
    payment_method_result,
    purchase_of,
    split_method_id,
)
from counterfoil.documents.order import Order
from counterfoil.documents.payment import (
    OrderPaymentCardRequest,
    OrderPaymentInstrument,
    OrderPaymentInstrumentRequest,
    PaymentBankAccountRequest,
    PaymentCard,
    Status,
)
from counterfoil.documents.shop_data import PaymentMethodData, PurchaseRange

pytestmark = pytest.mark.fast

VISA, MASTER = CARDS[:2]


@pytest.mark.parametrize(
    ("number", "masked", "last"),
    [
        ("4111111111111111", "************1111", "1111"),
        ("4111 1111-1111 1112", "************1112", "1112"),
        ("12345", "*2345", "2345"),
        ("1234", "****", None),
        ("", "", None),
    ],
)
def test_a_number_is_masked_up_to_its_last_four_digits(number: str, masked: str, last: str | None):
    assert mask(number) == (masked, last)


def test_an_instrument_keeps_neither_number_nor_security_code():
    request = OrderPaymentInstrumentRequest(
        payment_method_id="CREDIT_CARD",
        amount=amount("10.00"),
        payment_card=OrderPaymentCardRequest(
            card_type="Visa", number="4111111111111111", security_code="987", holder="Ada Low",
            expiration_month=12, expiration_year=2018,
        ),
        gift_certificate_code="ABCDEFGHIJ",
        custom={"c_source": "phone"},
    )  # fmt: skip
    kept = instrument_from_request(request, payment_instrument_id="pi", now=NOW)
    card = kept.payment_card
    assert (card.masked_number, card.number_last_digits, card.holder) == ("************1111", "1111", "Ada Low")
    assert card.credit_card_expired is True
    assert (kept.masked_gift_certificate_code, kept.custom) == ("******GHIJ", {"c_source": "phone"})
    assert not any(secret in json.encode(kept) for secret in (b"41111", b"987", b"ABCDEF"))


def test_a_card_without_number_has_no_mask():
    request = OrderPaymentInstrumentRequest(payment_card=OrderPaymentCardRequest(card_type="Visa"))
    card = instrument_from_request(request, payment_instrument_id="pi", now=NOW).payment_card
    assert (card.masked_number, card.number_last_digits, card.credit_card_expired) == (None, None, False)


def test_the_dotted_method_id_is_split_into_method_and_card_type():
    request = OrderPaymentInstrumentRequest(payment_method_id="CREDIT_CARD.Visa")
    kept = instrument_from_request(request, payment_instrument_id="pi", now=NOW)
    assert (kept.payment_method_id, kept.payment_card.card_type) == ("CREDIT_CARD", "Visa")
    assert split_method_id("BANK.TRANSFER") == ("BANK.TRANSFER", None)
    assert dotted_method_id("CREDIT_CARD", "Visa") == "CREDIT_CARD.Visa"
    assert dotted_method_id("INVOICE", None) == "INVOICE"


def test_a_bank_account_is_masked():
    kept = bank_account(PaymentBankAccountRequest(number="DE89370400440532013000", drivers_license="W1234567"))
    assert (kept.masked_number[-5:], kept.number_last_digits) == ("*3000", "3000")
    assert (kept.masked_drivers_license, kept.drivers_license_last_digits) == ("****4567", "4567")


@pytest.mark.parametrize(
    ("month", "year", "expired"), [(10, 2023, True), (11, 2023, False), (1, 2024, False), (None, 2024, False)]
)
def test_a_card_expires_after_its_last_month(month: int | None, year: int, expired: bool):
    """It is November 2023."""
    assert is_expired(month, year, NOW) is expired


def test_the_checksum_finds_a_wrong_digit():
    assert passes_checksum("4111111111111111")
    assert passes_checksum("378282246310005")
    assert not passes_checksum("4111111111111112")
    assert not passes_checksum("٤١١١")


@pytest.mark.parametrize(
    ("number", "fits"),
    [("4111111111111111", True), ("4111 1111 1111 1111", True), ("4111111111111112", False), ("411111111111116", False),
     ("5555555555554444", False), ("4abc", False)],
)  # fmt: skip
def test_a_number_must_fit_its_card_type(number: str, fits: bool):
    assert fits_card(number, VISA) is fits


@pytest.mark.parametrize(("number", "fits"), [("5100", True), ("5599", True), ("5000", False), ("5600", False)])
def test_prefixes_may_be_ranges(number: str, fits: bool):
    assert fits_card(number.ljust(16, "0"), MASTER) is fits


def test_a_security_code_has_the_length_of_its_card_type():
    assert fits_security_code("123", VISA)
    assert not fits_security_code("1234", VISA)
    assert not fits_security_code("12x", VISA)


def offered(total: str | None, country: str = "US", **site: object) -> list[str]:
    at = shop(**site)
    made = basket(billing_address=address(country=country))
    purchase = purchase_of(made, at, Decimal(total) if total else None)
    return [each.id for each in payment_method_result(at, purchase).applicable_payment_methods or ()]


def test_methods_apply_by_amount_and_country():
    assert offered("200.00") == ["CREDIT_CARD", "INVOICE"]
    assert offered("200.01") == ["CREDIT_CARD"]
    assert offered(None) == ["CREDIT_CARD", "INVOICE"]
    assert offered("1.00", country="de") == ["CREDIT_CARD"]


@pytest.mark.parametrize(
    ("ranges", "applies"),
    [
        ([PurchaseRange(maximum=Decimal(200))], True),
        ([PurchaseRange(maximum=Decimal(200)), PurchaseRange(currency="JPY", maximum=Decimal(4000))], False),
        ([PurchaseRange(currency="JPY", minimum=Decimal(5000), maximum=Decimal(5000))], True),
        ([PurchaseRange(currency="JPY", minimum=Decimal(5001))], False),
    ],
)
def test_limits_are_in_their_currency_or_in_that_of_the_site(ranges: list[PurchaseRange], applies: bool):
    """A basket of 5000 yen on a site whose own currency is the dollar."""
    at = shop(payment_methods=[PaymentMethodData(method_id="INVOICE", enabled_flag=True, ranges=ranges)])
    result = payment_method_result(at, purchase_of(basket(currency="JPY"), at, Decimal(5000)))
    assert bool(result.applicable_payment_methods) is applies


@pytest.mark.parametrize(("currencies", "applies"), [(["JPY"], False), (["USD", "JPY"], True)])
def test_methods_apply_by_currency(currencies: list[str], applies: bool):
    method = PaymentMethodData(method_id="INVOICE", enabled_flag=True, currencies=currencies)
    assert bool(offered("1.00", payment_methods=[method])) is applies


@pytest.mark.parametrize(("group", "applies"), [("Everyone", True), ("Registered", False), ("Unregistered", True)])
def test_methods_apply_by_customer_group(group: str, applies: bool):
    method = PaymentMethodData(method_id="INVOICE", enabled_flag=True, customer_groups=[group])
    assert bool(offered("1.00", payment_methods=[method])) is applies


def test_the_credit_card_method_lists_the_cards_that_apply():
    at = shop()
    method = payment_method_result(at, purchase_of(basket(), at, None)).applicable_payment_methods[0]
    assert (method.name, method.payment_processor_id) == ("Credit Card", "BASIC_CREDIT")
    assert [card.card_type for card in method.cards] == ["Visa", "Master Card"]
    assert method.cards[0].number_prefixes == ["4"]


@pytest.mark.parametrize(
    ("method_id", "card_type"),
    [("CREDIT_CARD", None), ("CREDIT_CARD", "Retired"), ("BML", None), ("CASH", None), (None, None)],
)
def test_a_method_that_does_not_apply_is_refused(method_id: str | None, card_type: str | None):
    instrument = OrderPaymentInstrument(payment_method_id=method_id, payment_card=PaymentCard(card_type=card_type))
    with pytest.raises(faults.Fault) as refused:
        check_payment_method(instrument, shop(), purchase_of(basket(), shop(), None))
    assert refused.value.kind is faults.INVALID_PAYMENT_METHOD_ID


def test_a_method_that_applies_is_accepted():
    instrument = OrderPaymentInstrument(payment_method_id="CREDIT_CARD", payment_card=PaymentCard(card_type="Visa"))
    check_payment_method(instrument, shop(), purchase_of(basket(), shop(), None))


def paid(text: str | None, status: int | None = 0) -> OrderPaymentInstrument:
    answer = None if status is None else Status(status=status)
    return OrderPaymentInstrument(amount=Decimal(text) if text else None, authorization_status=answer)


def order(*instruments: OrderPaymentInstrument, status: str = "created") -> Order:
    return Order(status=status, order_total=amount("100.00"), payment_instruments=list(instruments))


def test_an_order_may_be_placed_when_all_of_it_is_authorised():
    assert may_place(order(paid("60.00"), paid("40.00")))
    assert not may_place(order(paid("60.00"), paid("39.99")))
    assert not may_place(order(paid("100.00", status=1)))
    assert not may_place(order(paid("100.00", status=None)))
    assert not may_place(order(paid("100.00"), status="new"))
    assert not may_place(Order(status="created"))


def test_what_a_hook_said_about_an_authorisation_counts_first():
    refused = paid("100.00")
    refused.authorized = False
    assert authorized_amount(order(refused, paid("5.00"))) == amount("5.00")


def test_the_open_amount_is_what_no_instrument_covers():
    assert open_amount(order(paid("60.00", status=None), paid(None))) == amount("40.00")
    assert open_amount(order(paid("500.00"))) == amount("0.00")
    assert open_amount(Order()) is None
