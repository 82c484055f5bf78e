"""Which texts hold a card number: the shortest and the longest ones, between other signs, and what is no card's."""

import pytest

from counterfoil.documents.redact import holds_card_number, holds_issued_card_number


@pytest.mark.parametrize(
    "text",
    ["4222222222222", "4111111111111111", "4111 1111-1111 1111", "card 4111111111111111.", "6759649826438450009"],
)
def test_a_number_an_issuer_gave_is_seen_whatever_its_length(text: str):
    assert holds_issued_card_number(text)


@pytest.mark.parametrize("text", ["", "422222222222", "4222222222223", "a4222222222222", "606 Venezia"])
def test_other_texts_hold_no_number_an_issuer_gave(text: str):
    assert not holds_issued_card_number(text)


def test_a_number_of_twelve_digits_may_be_a_cards():
    assert holds_card_number("000000000018")
    assert not holds_card_number("000000000017")
    assert not holds_card_number("00000000018")
