"""Concurrency as clients see it: ETag and If-Match in early versions, resource state in later ones; one of two wins."""

from typing import Any

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.http.accounts import XENIAS_PASSWORD, xenia

from counterfoil.hooks import Status

V15_9 = f"{SHOP}/v15_9"
CALLS = ["PATCH order", "POST instrument", "PATCH instrument", "DELETE instrument", "PATCH basket", "DELETE basket"]


class Target:
    """A basket and an order, and the calls that change them."""

    def __init__(self, api: Api, token: str) -> None:
        self.api = api
        self.token = token
        self.order = api.order(token)
        self.basket = api.basket(token)

    def request(self, name: str, *, version: str = V23, state: str | None = None, header: str = "", **more: Any) -> Any:
        """Make a call by its name, with a state in the body, or in the header where there is no body."""
        method, _, subject = name.partition(" ")
        path = f"{version}/baskets/{self.basket['basket_id']}"
        if subject != "basket":
            path = f"{version}/orders/{self.order['order_no']}"
        if subject == "instrument":
            path += "/payment_instruments"
            if method != "POST":
                path += f"/{self.order['payment_instruments'][0]['payment_instrument_id']}"
        body: dict[str, Any] | None = {"payment_method_id": "INVOICE"} if subject == "instrument" else {"c_a": "1"}
        headers = {header: state} if header else {}
        if method == "DELETE":
            body = None
            headers = {header or "x-dw-resource-state": state}
        elif state is not None and not header and body is not None:
            body["_resource_state"] = state
        return self.api.request(method, path, body, token=self.token, headers=headers, **more)

    def call(self, name: str, **options: Any) -> Any:
        return self.api.run(self.request(name, **options))

    def state(self, name: str) -> str:
        path = f"{V23}/baskets/{self.basket['basket_id']}"
        if not name.endswith("basket"):
            path = f"{V23}/orders/{self.order['order_no']}"
        return str(self.api.get(path, token=self.token).json["_resource_state"])


@pytest.fixture
def target(api: Api, agent: str) -> Target:
    return Target(api, agent)


CHANGES_WITHOUT_ANSWER = [
    ("DELETE", "/addresses/{address}", None),
    ("DELETE", "/payment_instruments/{instrument}", None),
    ("PUT", "/password", {"current_password": XENIAS_PASSWORD, "password": "Keemun-9!!"}),
]


@pytest.mark.parametrize(("name", "header"), [(V23, "x-dw-resource-state"), (V15_9, "etag")])
def test_an_answer_without_a_body_says_the_state_in_a_header(api: Api, name: str, header: str) -> None:
    """Recorded responses, section 11: so that the next change can name it."""
    customer = xenia(api)
    customer.call("POST", "/addresses", {"address_id": "den", "last_name": "Low", "country_code": "US", "city": "X"})
    card = {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa", "holder": "X"}}
    instrument = customer.call("POST", "/payment_instruments", card).json["payment_instrument_id"]
    path = customer.path.replace(V23, name)
    sent = "If-Match" if header == "etag" else header
    headers: dict[str, str] = {}
    for method, below, body in CHANGES_WITHOUT_ANSWER:
        place = below.format(address="den", instrument=instrument)
        answer = api.call(method, path + place, body, token=customer.token, headers=headers)
        assert (answer.status, answer.content) == (204, b""), answer
        headers = {sent: answer.headers[header]}
    read = api.get(path, token=customer.token)
    assert headers[sent] in (read.json.get("_resource_state"), read.headers.get("etag"))


@pytest.mark.parametrize("name", CALLS)
def test_a_stale_state_is_a_conflict_and_the_present_one_is_not(target: Target, name: str) -> None:
    present = target.state(name)
    answer = target.call(name, state="ab" * 32)
    assert (answer.status, answer.fault) == (409, "ResourceStateConflictException")
    assert answer.arguments == {"client": "ab" * 32, "server": present}
    assert target.state(name) == present
    assert target.call(name, state=present).status in (200, 204)


@pytest.mark.parametrize("name", CALLS)
def test_two_writers_with_the_same_state_one_wins(target: Target, name: str) -> None:
    state = target.state(name)
    answers = target.api.together(*(target.request(name, state=state) for _ in range(2)))
    assert sum(answer.status in (200, 204) for answer in answers) == 1, answers
    (lost,) = (answer for answer in answers if answer.status not in (200, 204))
    assert (lost.status, lost.fault) in {(409, "ResourceStateConflictException"), (404, "BasketNotFoundException")}


def test_writers_without_a_state_lose_no_change_either(target: Target) -> None:
    path = f"{V23}/orders/{target.order['order_no']}"
    requests = (target.api.request("PATCH", path, {f"c_{n}": "1"}, token=target.token) for n in range(8))
    won = [n for n, answer in enumerate(target.api.together(*requests)) if answer.status == 200]
    kept = target.api.get(path, token=target.token).json
    assert [n for n in range(8) if f"c_{n}" in kept] == won


def test_the_property_is_preferred_to_the_header(target: Target) -> None:
    path, state = f"{V23}/orders/{target.order['order_no']}", target.state("PATCH order")
    body = {"c_a": "1", "_resource_state": state}
    headers = {"x-dw-resource-state": "0" * 64}
    assert target.api.patch(path, body, token=target.token, headers=headers).status == 200


def test_every_answer_of_a_change_has_the_state_to_go_on_with(target: Target) -> None:
    for name in ("PATCH order", "POST instrument", "PATCH basket"):
        answer = target.call(name)
        assert answer.json["_resource_state"] == target.state(name)


def test_a_basket_is_patched_with_if_match_only_in_versions_with_etags(target: Target) -> None:
    answer = target.call("PATCH basket", version=V15_9)
    assert (answer.status, answer.fault) == (409, "IfMatchRequiredException")
    read = target.api.get(f"{V15_9}/baskets/{target.basket['basket_id']}", token=target.token)
    state = read.headers["etag"]
    assert len(state) == 64
    stale = target.call("PATCH basket", version=V15_9, header="If-Match", state="ab" * 32)
    assert (stale.status, stale.fault) == (412, "InvalidIfMatchException")
    good = target.call("PATCH basket", version=V15_9, header="If-Match", state=state)
    assert good.status == 200
    assert good.headers["etag"] not in ("", state)


def test_an_order_is_changed_without_if_match_but_not_with_a_stale_one(target: Target) -> None:
    assert target.call("PATCH order", version=V15_9).status == 200
    assert target.call("PATCH order", version=V15_9, header="If-Match", state="x").fault == "InvalidIfMatchException"


@pytest.mark.parametrize("form", ["{}", '"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_if_match_is_read_in_all_its_forms(target: Target, form: str) -> None:
    state = target.state("PATCH order")
    answer = target.call("PATCH order", version=V15_9, header="If-Match", state=form.format(state))
    assert answer.status == 200


def test_two_writers_with_the_same_etag_one_wins(target: Target) -> None:
    state = target.state("PATCH order")
    requests = (target.request("PATCH order", version=V15_9, header="If-Match", state=state) for _ in range(2))
    answers = target.api.together(*requests)
    assert sorted(answer.status for answer in answers) == [200, 412]
    assert {answer.fault for answer in answers if answer.status == 412} == {"InvalidIfMatchException"}


def test_authorising_in_15_2_refuses_a_stale_if_match(target: Target) -> None:
    order = target.order
    answer = target.api.authorize(order, None, headers={"If-Match": "0" * 64})
    assert (answer.status, answer.fault) == (412, "InvalidIfMatchException")
    read = target.api.get(f"{V15}/orders/{order['order_no']}", token=target.token)
    assert target.api.authorize(order, None, headers={"If-Match": read.headers["etag"]}).status == 200


def test_validate_basket_adds_flashes_to_answers_and_keeps_the_basket_from_submit(target: Target) -> None:
    seen: list[bool] = []

    def no_mugs(document: dict[str, Any], during_submit: bool) -> None:
        seen.append(during_submit)
        document.setdefault("_flash", []).append({"_type": "flash", "type": "NoMugs", "message": "No mugs today."})

    target.api.application.server.hooks.register("dw.ocapi.shop.basket.validateBasket", no_mugs)
    read = target.api.get(f"{V23}/baskets/{target.basket['basket_id']}", token=target.token)
    assert [flash["type"] for flash in read.json["_flash"]] == ["NoMugs"]
    assert list(read.json)[:4] == ["_v", "_type", "_resource_state", "_flash"]
    answer = target.api.post(f"{V23}/orders", {"basket_id": target.basket["basket_id"]}, token=target.token)
    assert (answer.status, answer.fault) == (400, "ValidationException")
    assert "NoMugs" in answer.json["fault"]["message"]
    assert seen == [False, True]


def test_an_error_of_validate_basket_refuses_the_submit(target: Target) -> None:
    def refuse(_document: Any, during_submit: bool) -> Status | None:
        return Status(Status.ERROR, "FRAUD") if during_submit else None

    target.api.application.server.hooks.register("dw.ocapi.shop.basket.validateBasket", refuse)
    body = {"basket_id": target.basket["basket_id"]}
    assert target.api.post(f"{V23}/orders", body, token=target.token).arguments["statusCode"] == "FRAUD"
    assert target.api.get(f"{V23}/baskets/{body['basket_id']}", token=target.token).status == 200


def test_validate_order_sees_answers_after_the_commit_and_whether_the_order_was_placed(target: Target) -> None:
    seen: list[tuple[str, bool]] = []
    hooks = target.api.application.server.hooks
    hooks.register("dw.ocapi.shop.order.validateOrder", lambda doc, placed: seen.append((doc["status"], placed)))
    hooks.register("dw.ocapi.shop.order.modifyPATCHResponse", lambda *_: seen.append(("modify", False)))
    path = f"{V23}/orders/{target.order['order_no']}"
    target.api.get(path, token=target.token)
    target.api.patch(path, {"c_a": "1"}, token=target.token)
    instrument = target.order["payment_instruments"][0]["payment_instrument_id"]
    target.api.patch(f"{path}/payment_instruments/{instrument}", {}, token=target.token)
    assert seen == [("created", False), ("created", False), ("modify", False), ("new", True)]
