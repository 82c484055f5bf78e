"""Card numbers where they do not belong: kept nowhere and repeated nowhere."""

import json

import pytest
from tests.http.test_card_secrets import NUMBER, Watched, card, watched  # noqa: F401


def test_a_card_number_given_as_payment_method_is_not_repeated(watched: Watched) -> None:
    """Lifecycle page, section 9, faults: any 12 to 19 digit Luhn-valid run is redacted before echoing."""
    body = json.dumps({**card(), "payment_method_id": NUMBER}).encode()
    assert watched.authorize(body).status == 400
    assert watched.instrument(body).status == 400
    assert watched.instrument(body, patch=True).status == 400
    assert watched.basket({"payment_instruments": [{"payment_method_id": NUMBER}]}).status == 400


@pytest.mark.parametrize("place", ["holder", "credit_card_token", "issue_number", "c_note"])
def test_a_whole_number_in_another_property_of_a_basket_is_not_kept(watched: Watched, place: str) -> None:
    instrument = {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa"}}
    (instrument if place == "c_note" else instrument["payment_card"])[place] = NUMBER
    assert watched.basket({"payment_instruments": [instrument]}).status in (200, 400)


@pytest.mark.parametrize("place", ["holder", "credit_card_token", "issue_number", "c_note"])
def test_a_whole_number_in_another_property_of_an_order_is_not_kept(watched: Watched, place: str) -> None:
    document = card()
    (document if place == "c_note" else document["payment_card"])[place] = NUMBER
    assert watched.authorize(document).status in (200, 400)
    assert watched.instrument(document).status in (200, 400)
    assert watched.instrument(document, patch=True).status in (200, 400)
