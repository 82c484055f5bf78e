"""Baskets of a customer beside each other: quotas, agent and storefront baskets, copies of a guest's basket."""

from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.shopper import BASKETS, refused

LOGIN = ("credentials", "x@gmail.com", "Earl-Grey-1")
FOR_HIM = {"customer_info": {"customer_no": "000000001", "email": "x@gmail.com"}}
QUOTA = (400, "CustomerBasketsQuotaExceededException")
ITEM = {"product_id": "mug-01", "quantity": 1}


@pytest.fixture
def customer(api: Api) -> str:
    """The token of a registered customer."""
    return api.customer(*LOGIN)


def create(api: Api, token: str, body: Any = None) -> str:
    answer = api.post(BASKETS, body, token=token)
    assert answer.status == 200, answer
    return str(answer.json["basket_id"])


def mark(api: Api, basket_id: str, kind: str, token: str, **options: Any) -> Answer:
    return api.call("PUT", f"{BASKETS}/{basket_id}/{kind}", token=token, **options)


def is_agent_basket(api: Api, basket_id: str, token: str) -> bool:
    flag: bool = api.get(f"{BASKETS}/{basket_id}", token=token).json["agent_basket"]
    return flag


def test_agent_baskets_and_the_storefront_basket_are_counted_apart(api: Api, agent: str, customer: str) -> None:
    made = [create(api, agent, FOR_HIM) for _ in range(4)]
    own = create(api, customer)
    too_many = api.post(BASKETS, FOR_HIM, token=agent)
    assert refused(too_many) == QUOTA
    assert sorted(too_many.arguments["basketIds"].split(",")) == sorted(made)
    again = api.post(BASKETS, token=customer)
    assert refused(again) == QUOTA
    assert again.arguments == {"basketIds": own}
    message = (
        "The maximum number of baskets per customer was exceeded."
        f" Please reuse or delete one of the existing baskets ({own})."
    )
    assert again.json["fault"]["message"] == message
    assert api.delete(f"{BASKETS}/{own}", token=customer).status == 204
    assert api.post(BASKETS, token=customer).status == 200


def test_of_many_baskets_made_at_once_as_many_stay_as_the_quota_allows(api: Api, agent: str, customer: str) -> None:
    for token, body, quota in ((customer, None, 1), (agent, FOR_HIM, 4)):
        answers = api.together(*(api.request("POST", BASKETS, body, token=token) for _ in range(8)))
        assert sorted(answer.status for answer in answers) == [200] * quota + [400] * (8 - quota)


def test_an_agent_makes_a_storefront_basket_his_and_gives_it_back(api: Api, agent: str, customer: str) -> None:
    basket_id = create(api, customer, {"product_items": [ITEM]})
    before = api.get(f"{BASKETS}/{basket_id}", token=agent).json["_resource_state"]
    answer = mark(api, basket_id, "agent", agent)
    assert answer.status == 200
    assert answer.json["agent_basket"] is True
    assert answer.json["_resource_state"] != before
    assert api.post(BASKETS, token=customer).status == 200, "his own place is free again"
    assert mark(api, basket_id, "agent", agent).json["agent_basket"] is True, "twice is once"


def test_an_agent_basket_too_many_is_refused(api: Api, agent: str, customer: str) -> None:
    for _ in range(4):
        create(api, agent, FOR_HIM)
    own = create(api, customer)
    assert refused(mark(api, own, "agent", agent)) == QUOTA
    assert not is_agent_basket(api, own, agent)


def test_an_agent_basket_becomes_the_storefront_basket(api: Api, agent: str, customer: str) -> None:
    basket_id = create(api, agent, FOR_HIM)
    answer = mark(api, basket_id, "storefront", agent)
    assert answer.status == 200
    assert answer.json["agent_basket"] is False
    assert mark(api, basket_id, "storefront", agent).status == 200, "twice is once"
    assert api.post(BASKETS, token=customer).arguments == {"basketIds": basket_id}


def test_two_baskets_are_exchanged_only_when_that_is_wanted(api: Api, agent: str, customer: str) -> None:
    own = create(api, customer, {"product_items": [ITEM]})
    his = [create(api, agent, FOR_HIM) for _ in range(4)]
    for query in ("", "?exchange=false"):
        answer = mark(api, his[2], "storefront" + query, agent)
        assert refused(answer) == (400, "StorefrontBasketExistsException")
        assert answer.arguments == {"basketIds": own}
    assert refused(mark(api, his[2], "storefront?exchange=maybe", agent)) == (400, "MalformedParameterException")
    answer = mark(api, his[2], "storefront?exchange=true", agent)
    assert answer.json["agent_basket"] is False
    assert is_agent_basket(api, own, agent)
    items = api.get(f"{BASKETS}/{own}", token=agent).json["product_items"]
    assert [item["product_id"] for item in items] == ["mug-01"], "nothing is lost"
    assert api.post(BASKETS, token=customer).arguments == {"basketIds": his[2]}
    assert refused(api.post(BASKETS, FOR_HIM, token=agent)) == QUOTA
    for basket_id in (own, his[2]):
        path = f"{BASKETS}/{basket_id}"
        state = api.get(path, token=agent).json["_resource_state"]
        assert api.patch(path, {"c_x": "1", "_resource_state": state}, token=agent).status == 200


def test_of_two_exchanges_at_once_one_wins_whole(api: Api, agent: str, customer: str) -> None:
    baskets = [create(api, customer), *(create(api, agent, FOR_HIM) for _ in range(3))]
    requests = [
        api.request("PUT", f"{BASKETS}/{basket_id}/storefront?exchange=true", token=agent) for basket_id in baskets[1:]
    ]
    statuses = {answer.status for answer in api.together(*requests)}
    assert 200 in statuses
    assert statuses <= {200, 409}
    assert sorted(is_agent_basket(api, basket_id, agent) for basket_id in baskets) == [False, True, True, True]


@pytest.mark.parametrize("kind", ["agent", "storefront"])
def test_only_an_agent_says_what_kind_a_basket_is(api: Api, agent: str, customer: str, kind: str) -> None:
    basket_id = create(api, customer)
    assert refused(mark(api, basket_id, kind, customer)) == (403, "AccessWithoutUserForbiddenException")
    assert refused(mark(api, "nowhere", kind, agent)) == (404, "BasketNotFoundException")
    assert refused(api.call("PUT", f"{BASKETS}/{basket_id}/{kind}")) == (401, "AuthorizationHeaderMissingException")
    headers = {"x-dw-resource-state": "0" * 64}
    stale = mark(api, basket_id, kind, agent, headers=headers)
    assert refused(stale) == (409, "ResourceStateConflictException")
    old = f"{BASKETS.replace('v23_1', 'v17_8')}/{basket_id}/{kind}"
    assert api.call("PUT", old, token=agent).fault == "ResourcePathNotFoundException"


class Guest:
    """A guest with a basket that has something of everything."""

    def __init__(self, api: Api) -> None:
        self.api = api
        token = api.customer()
        basket = api.basket(
            token,
            customer_info={"email": "guest@example.com"},
            product_items=[
                {"product_id": "kettle-01", "quantity": 2, "c_engraving": "A"},
                {**ITEM, "shipment_id": "gift", "gift": True, "gift_message": "Dear Bo"},
            ],
            shipments=[
                {"shipment_id": "me", "shipping_address": {"first_name": "A", "last_name": "B"}},
                {"shipment_id": "gift", "shipping_method": {"id": "002"}, "gift_message": "Dear Bo"},
            ],
            c_channel="kiosk",
        )
        self.basket_id = basket["basket_id"]
        self.named = {"basket_id": self.basket_id, "customer_id": basket["customer_info"]["customer_id"]}

    def copy(self, token: str | None, **changes: Any) -> Answer:
        return self.api.post(f"{BASKETS}/reference", {**self.named, **changes}, token=token)


@pytest.fixture
def guest(api: Api) -> Guest:
    """A guest with a basket that has something of everything."""
    return Guest(api)


def test_a_guests_goods_are_copied_and_nothing_personal(guest: Guest, customer: str) -> None:
    answer = guest.copy(customer)
    assert answer.status == 200, answer
    basket = answer.json
    assert basket["basket_id"] != guest.basket_id
    assert (basket["customer_info"]["customer_no"], basket["c_channel"]) == ("000000001", "kiosk")
    items = basket["product_items"]
    assert [(item["product_id"], item["quantity"], item["shipment_id"]) for item in items] == [
        ("kettle-01", 2, "me"),
        ("mug-01", 1, "gift"),
    ]
    assert (items[0]["c_engraving"], items[1]["gift"]) == ("A", True)
    assert items[0]["option_items"][0]["option_value_id"] == "none"
    assert basket["shipments"][1]["shipping_method"]["id"] == "002"
    assert basket["product_total"] > 0
    assert {"billing_address", "payment_instruments"} & set(basket) == set()
    for personal in ("guest@example.com", "Dear Bo", '"shipping_address":'):
        assert personal not in answer.text
    assert guest.copy(customer).fault == "CustomerBasketsQuotaExceededException"


def test_a_client_without_a_customer_gets_a_copy_of_a_new_guest(guest: Guest) -> None:
    first = guest.copy(None)
    assert first.status == 200, first
    owner = first.json["customer_info"]["customer_id"]
    assert owner != guest.named["customer_id"]
    second = guest.copy(None, basket_id=first.json["basket_id"], customer_id=owner)
    assert len(second.json["product_items"]) == 2


def test_a_reference_that_does_not_fit_is_not_found(guest: Guest, api: Api, agent: str, customer: str) -> None:
    missing = (404, "BasketNotFoundException")
    assert refused(guest.copy(api.customer(), basket_id="nowhere")) == missing
    assert refused(guest.copy(api.customer(), customer_id="somebody")) == missing
    own = api.basket(customer)
    registered = {"basket_id": own["basket_id"], "customer_id": own["customer_info"]["customer_id"]}
    assert refused(guest.copy(api.customer(), **registered)) == missing
    for lacking in ({"basket_id": None}, {"customer_id": None}):
        answer = guest.copy(api.customer(), **lacking)
        assert refused(answer) == (400, "PropertyConstraintViolationException")
    assert refused(guest.copy(agent)) == (403, "UserAccessForbiddenException")


def test_a_reference_comes_as_xml_too(guest: Guest, api: Api) -> None:
    body = "".join(f"<{name}>{value}</{name}>" for name, value in guest.named.items())
    content = f"<basket_reference>{body}</basket_reference>".encode()
    headers = {"Content-Type": "application/xml"}
    answer = api.post(f"{BASKETS}/reference", content, token=api.customer(), headers=headers)
    assert answer.status == 200, answer
    assert b"<product_id>kettle-01</product_id>" in answer.content


def test_shipping_items_are_named_by_their_ids(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    path, item_id = f"{BASKETS}/{basket['basket_id']}", basket["shipping_items"][0]["item_id"]

    def patch(*items: dict[str, Any]) -> Answer:
        return api.patch(path, {"shipping_items": list(items)}, token=agent)

    assert patch({"item_id": item_id, "c_dock": 4}).json["shipping_items"][0]["c_dock"] == 4
    for nameless in ({}, {"item_id": None}, {"item_id": ""}):
        assert refused(patch(nameless)) == (400, "InvalidShippingItemIdException")
    twice = patch({"item_id": item_id}, {"item_id": item_id})
    assert refused(twice) == (400, "DuplicateShippingItemIdException")
    assert twice.arguments == {"itemId": item_id}
    assert refused(patch({"item_id": "nothing"})) == (404, "ShippingItemNotFoundException")
    card = patch({"item_id": item_id, "c_card": 4111111111111111})
    assert refused(card) == (400, "PropertyConstraintViolationException")
    assert refused(api.patch(path, {"currency": "XTS"}, token=agent)) == (400, "UnsupportedCurrencyException")


def test_a_basket_of_the_query_version_is_the_same_basket(api: Api, agent: str) -> None:
    basket_id = create(api, agent, FOR_HIM)
    assert api.get(f"{V23.replace('v23_1', 'v16_9')}/baskets/{basket_id}", token=agent).status == 200
