"""The article's scenario: an agent's token, a basket for a customer in one document, the order, its authorisation."""

from collections.abc import Callable
from decimal import Decimal

from tests.api import V15, V23, Api, basket_document

from counterfoil.demo.walk import CARD_NUMBER, CUSTOMER_NO, payment_document


def test_an_agent_orders_for_a_customer(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    assert basket["agent_basket"] is True
    assert basket["customer_info"]["customer_no"] == CUSTOMER_NO
    assert "_flash" not in basket

    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)

    assert answer.status == 200
    order = answer.json
    assert order["status"] == "created"
    assert order["order_total"] == basket["order_total"]
    assert order["created_by"] == "agent@example.com"
    assert order["channel_type"] == "callcenter"
    assert len(order["order_token"]) == 43
    assert api.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).fault == "BasketNotFoundException"


def test_a_basket_is_submitted_once(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    body = {"basket_id": basket["basket_id"]}
    assert api.post(f"{V23}/orders", body, token=agent).status == 200
    again = api.post(f"{V23}/orders", body, token=agent)
    assert (again.status, again.fault) == (404, "BasketNotFoundException")
    assert again.arguments == {"basketId": basket["basket_id"]}


def test_the_whole_basket_may_be_sent_as_the_order(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    answer = api.post(f"{V23}/orders", basket, token=agent)
    assert answer.status == 200, answer


def test_authorisation_keeps_amount_and_masked_card_and_places_the_order(api: Api, agent: str) -> None:
    order = api.order(agent)
    answer = api.authorize(order)
    assert answer.status == 200, answer
    instrument = answer.json["payment_instruments"][0]
    assert instrument["amount"] == Decimal(str(order["order_total"]))
    assert instrument["payment_card"]["masked_number"] == "************1111"
    assert answer.json["status"] == "new"
    assert CARD_NUMBER not in answer.text

    placed = api.get(f"{V23}/orders/{order['order_no']}", token=agent).json
    assert placed["export_status"] == "ready"
    assert len(placed["shipments"][0]["shipment_no"]) == 8


def test_an_amount_that_is_not_the_total_is_kept_but_places_nothing(api: Api, agent: str) -> None:
    order = api.order(agent)
    answer = api.authorize(order, payment_document(Decimal("500.00")))
    assert answer.json["payment_instruments"][0]["amount"] == Decimal("500.00")
    assert answer.json["status"] == "created"


def test_the_sample_spelling_authorize_payment_is_served_too(api: Api, agent: str) -> None:
    order = api.order(agent)
    headers = {"x-dw-order-token": order["order_token"]}
    answer = api.post(f"{V15}/orders/{order['order_no']}/authorize_payment", headers=headers)
    assert answer.status == 200
    assert answer.json["order_no"] == order["order_no"]


def test_a_seeded_run_repeated_on_its_store_makes_new_baskets(make_api: Callable[..., Api]) -> None:
    ids = []
    for api in (make_api(), make_api()):  # both draw the same ids
        answer = api.post(f"{V23}/baskets", basket_document(), token=api.agent_token())
        assert answer.status == 200, answer
        ids.append(answer.json["basket_id"])
    assert ids[0] != ids[1]
