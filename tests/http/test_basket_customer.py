"""PUT customer: whose a basket is, who may say so, and how the quota of open baskets follows."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from tests.api import V23, Answer, Api

ADA, ADAS_PASSWORD = "ada@example.com", "Assam-tea-2"
ADAS_NO = "00000501"
POINTS = "dw.ocapi.shop.basket.customer."


def guest_basket(api: Api, agent: str) -> str:
    """Return the id of an agent's basket that belongs to a new guest."""
    answer = api.post(f"{V23}/baskets", token=agent)
    assert answer.status == 200, answer
    return str(answer.json["basket_id"])


def put(api: Api, basket_id: str, body: Any, token: str, **options: Any) -> Answer:
    return api.call("PUT", f"{V23}/baskets/{basket_id}/customer", body, token=token, **options)


def test_an_agent_gives_a_basket_to_a_registered_customer(api: Api, agent: str) -> None:
    basket_id = guest_basket(api, agent)
    answer = put(api, basket_id, {"email": "ada@work.example.com", "customer_no": ADAS_NO}, agent)
    assert answer.status == 200, answer
    info = answer.json["customer_info"]
    assert info["customer_no"] == ADAS_NO
    assert info["email"] == "ada@work.example.com"
    assert "customer_name" not in info
    ada = api.customer("credentials", ADA, ADAS_PASSWORD)
    assert api.get(f"{V23}/baskets/{basket_id}", token=ada).json["customer_info"] == info


def test_the_address_stays_if_the_customer_is_the_same(api: Api, agent: str) -> None:
    basket_id = guest_basket(api, agent)
    put(api, basket_id, {"email": "ada@example.com", "customer_no": ADAS_NO}, agent)
    answer = put(api, basket_id, {"email": "other@example.com"}, agent)
    assert answer.json["customer_info"]["customer_no"] == ADAS_NO
    assert answer.json["customer_info"]["email"] == "other@example.com"


def test_a_guest_leaves_an_address(api: Api) -> None:
    guest = api.customer()
    basket = api.post(f"{V23}/baskets", token=guest).json
    answer = put(api, basket["basket_id"], {"email": "guest@example.com", "customer_id": "somebody"}, guest)
    assert answer.status == 200, answer
    assert answer.json["customer_info"] == {**basket["customer_info"], "email": "guest@example.com"}


@pytest.mark.parametrize("customer_no", [ADAS_NO, "00000502", "nobody"])
def test_a_customer_stays_himself_whatever_number_he_sends(api: Api, customer_no: str) -> None:
    ada = api.customer("credentials", ADA, ADAS_PASSWORD)
    basket = api.post(f"{V23}/baskets", token=ada).json
    body = {"email": "new@example.com", "customer_no": customer_no}
    info = put(api, basket["basket_id"], body, ada).json["customer_info"]
    assert info == {**basket["customer_info"], "email": "new@example.com"}


def test_somebody_elses_basket_is_refused(api: Api, agent: str) -> None:
    basket_id = guest_basket(api, agent)
    answer = put(api, basket_id, {"email": "a@example.com"}, api.customer())
    assert (answer.status, answer.fault) == (400, "InvalidCustomerException")


def test_an_unknown_basket_is_not_found(api: Api, agent: str) -> None:
    answer = put(api, "0" * 26, {"email": "a@example.com"}, agent)
    assert (answer.status, answer.fault) == (404, "BasketNotFoundException")
    assert answer.arguments == {"basketId": "0" * 26}


def test_an_unknown_customer_is_not_found_and_changes_nothing(api: Api, agent: str) -> None:
    basket_id = guest_basket(api, agent)
    before = api.get(f"{V23}/baskets/{basket_id}", token=agent).content
    answer = put(api, basket_id, {"email": "a@example.com", "customer_no": "99999999"}, agent)
    assert (answer.status, answer.fault) == (404, "CustomerNotFoundException")
    assert api.get(f"{V23}/baskets/{basket_id}", token=agent).content == before


@pytest.mark.parametrize(
    "body", [{}, {"email": None}, {"email": ""}, {"customer_no": ADAS_NO}, {"email": "no address"}]
)
def test_the_address_is_demanded(api: Api, agent: str, body: dict[str, Any]) -> None:
    answer = put(api, guest_basket(api, agent), body, agent)
    assert (answer.status, answer.fault) == (400, "PropertyConstraintViolationException")
    assert answer.arguments == {"document": "customer_info", "path": "$.email"}


def test_xml_is_read_and_written(api: Api, agent: str) -> None:
    body = (
        b'<customer_info xmlns="http://www.demandware.com/xml/shop/23.1">'
        b"<email>ada@example.com</email><customer_no>00000501</customer_no></customer_info>"
    )
    answer = put(api, guest_basket(api, agent), body, agent, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert "<customer_no>00000501</customer_no>" in answer.text


def test_the_quota_of_the_new_customer_counts(api: Api, agent: str) -> None:
    assign = {"email": ADA, "customer_no": ADAS_NO}
    held = [guest_basket(api, agent) for _ in range(4)]
    assert [put(api, basket_id, assign, agent).status for basket_id in held] == [200] * 4
    fifth = guest_basket(api, agent)
    answer = put(api, fifth, assign, agent)
    assert (answer.status, answer.fault) == (400, "CustomerBasketsQuotaExceededException")
    assert sorted(answer.arguments["basketIds"].split(",")) == sorted(held)
    assert "customer_no" not in api.get(f"{V23}/baskets/{fifth}", token=agent).json["customer_info"]
    assert put(api, held[0], {**assign, "email": "again@example.com"}, agent).status == 200
    api.delete(f"{V23}/baskets/{held[2]}", token=agent)
    assert put(api, fifth, assign, agent).status == 200


def test_of_many_at_once_only_as_many_as_the_quota_get_the_customer(api: Api, agent: str) -> None:
    baskets = [guest_basket(api, agent) for _ in range(8)]
    assign = {"email": ADA, "customer_no": ADAS_NO}
    answers = api.together(
        *(api.request("PUT", f"{V23}/baskets/{basket_id}/customer", assign, token=agent) for basket_id in baskets)
    )
    assert Counter(answer.status for answer in answers) == {200: 4, 400: 4}
    assert {answer.fault for answer in answers if answer.status == 400} == {"CustomerBasketsQuotaExceededException"}


def test_of_two_changes_at_once_none_is_lost(api: Api, agent: str) -> None:
    basket_id = guest_basket(api, agent)
    path = f"{V23}/baskets/{basket_id}"

    async def both() -> list[Answer]:
        return await asyncio.gather(
            api.request("PUT", f"{path}/customer", {"email": ADA, "customer_no": ADAS_NO}, token=agent),
            api.request("PATCH", path, {"c_note": "x"}, token=agent),
        )

    first, second = api.run(both())
    basket = api.get(path, token=agent).json
    assert (basket["customer_info"].get("customer_no") == ADAS_NO) == (first.status == 200)
    assert ("c_note" in basket) == (second.status == 200)
    assert {first.status, second.status} <= {200, 409}


def test_a_stale_state_is_refused(api: Api, agent: str) -> None:
    basket_id = guest_basket(api, agent)
    body = {"email": ADA, "_resource_state": "0" * 64}
    answer = put(api, basket_id, body, agent)
    assert (answer.status, answer.fault) == (409, "ResourceStateConflictException")


def test_the_order_is_that_of_the_customer_assigned(api: Api, agent: str) -> None:
    basket = api.basket(agent, customer_info=None)
    answer = put(api, basket["basket_id"], {"email": ADA, "customer_no": ADAS_NO}, agent)
    assert answer.json["order_total"] == basket["order_total"]
    assert "_flash" not in answer.json
    order = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent).json
    assert order["customer_info"]["customer_no"] == ADAS_NO


def test_hooks_stand_around_the_change_in_order(api: Api, agent: str) -> None:
    seen: list[tuple[str, Any]] = []
    hooks = api.application.server.hooks
    hooks.register(POINTS + "beforePUT", lambda basket, info: seen.append(("before", basket.customer_info.email)))
    hooks.register(POINTS + "afterPUT", lambda basket, info: seen.append(("after", basket.customer_info.email)))

    def modify(_basket: Any, document: dict[str, Any], info: Any) -> None:
        seen.append(("modify", info.email))
        document["c_seen"] = True

    hooks.register(POINTS + "modifyPUTResponse", modify)
    answer = put(api, guest_basket(api, agent), {"email": "a@example.com"}, agent)
    assert answer.json["c_seen"] is True
    assert seen == [("before", ""), ("after", "a@example.com"), ("modify", "a@example.com")]


def test_before_15_8_there_is_no_such_resource(api: Api, agent: str) -> None:
    answer = api.call("PUT", "/s/RefArch/dw/shop/v15_6/baskets/x/customer", {"email": "a@example.com"}, token=agent)
    assert (answer.status, answer.fault) == (404, "ResourcePathNotFoundException")
