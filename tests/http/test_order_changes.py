"""Orders changed after they were made: PUT with a number of the client's, PATCH of status and custom attributes."""

from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api, basic

from counterfoil.demo.accounts import CLIENT_ID, CLIENT_PASSWORD
from counterfoil.hooks import Status

ORDER = "dw.ocapi.shop.order."


def client_grant(api: Api) -> str:
    """Return the token of a client without a user."""
    answer = api.post(
        "/dw/oauth2/access_token",
        b"grant_type=client_credentials",
        headers={
            "Authorization": basic(CLIENT_ID, CLIENT_PASSWORD),
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    assert answer.status == 200, answer
    return str(answer.json["access_token"])


def put(api: Api, order_no: str, basket: dict[str, Any], token: str) -> Answer:
    return api.call("PUT", f"{V23}/orders/{order_no}", {"basket_id": basket["basket_id"]}, token=token)


def stock(api: Api, product_id: str = "mug-01") -> int:
    left: int = api.run(api.application.server.store.stock("refarch-us", [product_id]))[product_id]
    return left


def place(api: Api, order: dict[str, Any], token: str) -> None:
    """Place an order by authorising its whole total."""
    instrument = order["payment_instruments"][0]["payment_instrument_id"]
    path = f"{V23}/orders/{order['order_no']}/payment_instruments/{instrument}"
    answer = api.patch(path, {"amount": order["order_total"]}, token=token)
    assert answer.json["status"] == "new", answer


def test_put_makes_the_order_with_the_number_of_the_path(api: Api, agent: str) -> None:
    answer = put(api, "ERP-2026-1", api.basket(agent), agent)
    assert (answer.status, answer.json["order_no"], answer.json["status"]) == (201, "ERP-2026-1", "created")
    assert api.get(f"{V23}/orders/ERP-2026-1", token=agent).status == 200


def test_a_client_without_a_user_may_put_but_do_nothing_else_with_orders(api: Api, agent: str) -> None:
    server = client_grant(api)
    answer = put(api, "ERP-1", api.basket(agent), server)
    assert (answer.status, answer.json["channel_type"]) == (201, "storefront")
    again = {"basket_id": api.basket(agent)["basket_id"]}
    assert api.post(f"{V23}/orders", again, token=server).fault == "AccessWithoutUserForbiddenException"
    assert api.patch(f"{V23}/orders/ERP-1", {}, token=server).fault == "AccessWithoutUserForbiddenException"


def test_a_caller_without_token_may_not_put(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    answer = api.call("PUT", f"{V23}/orders/ERP-1", {"basket_id": basket["basket_id"]})
    assert (answer.status, answer.fault) == (401, "AuthorizationHeaderMissingException")


def test_a_customer_may_put_his_own_basket_only(api: Api, agent: str) -> None:
    answer = put(api, "ERP-1", api.basket(agent), api.customer())
    assert (answer.status, answer.fault) == (400, "InvalidCustomerException")


def test_a_number_that_is_taken_is_a_conflict_and_the_basket_stays(api: Api, agent: str) -> None:
    first, basket = put(api, "ERP-1", api.basket(agent), agent), api.basket(agent)
    answer = put(api, "ERP-1", basket, agent)
    assert (answer.status, answer.fault) == (409, "OrderAlreadyExistsException")
    assert answer.arguments == {"orderNo": "ERP-1"}
    assert api.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).status == 200
    assert api.get(f"{V23}/orders/ERP-1", token=agent).json["order_token"] == first.json["order_token"]


def test_one_of_many_puts_of_one_number_wins(api: Api, agent: str) -> None:
    baskets = [api.basket(agent)["basket_id"] for _ in range(4)]
    answers = api.together(
        *(api.request("PUT", f"{V23}/orders/R-1", {"basket_id": one}, token=agent) for one in baskets)
    )
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert {answer.fault for answer in answers if answer.status == 409} == {"OrderAlreadyExistsException"}


@pytest.mark.parametrize("order_no", ["x" * 51, "%20", "a%01b"], ids=["too long", "blank", "unprintable"])
def test_a_number_that_is_none_is_refused(api: Api, agent: str, order_no: str) -> None:
    answer = put(api, order_no, api.basket(agent), agent)
    assert (answer.status, answer.fault) == (400, "StringConstraintViolationException")
    assert answer.arguments["parameter"] == "order_no"


def test_a_number_of_fifty_characters_and_one_with_a_slash_are_numbers(api: Api, agent: str) -> None:
    for path, order_no in (("x" * 50, "x" * 50), ("a%2Fb", "a/b")):
        assert put(api, path, api.basket(agent), agent).json["order_no"] == order_no
        assert api.get(f"{V23}/orders/{path}", token=agent).status == 200


def test_put_without_basket_id_and_with_an_unknown_one_says_so(api: Api, agent: str) -> None:
    assert api.call("PUT", f"{V23}/orders/P-1", {}, token=agent).fault == "InvalidBasketIdException"
    assert put(api, "P-1", {"basket_id": "none"}, agent).fault == "BasketNotFoundException"


def test_the_sequence_goes_on_behind_numbers_of_its_form(api: Api, agent: str) -> None:
    number = int(api.order(agent)["order_no"])
    for following in range(number + 1, number + 31):
        assert put(api, f"{following:08d}", api.basket(agent), agent).status == 201
    assert int(api.order(agent)["order_no"]) > number + 30


def test_another_process_meets_a_given_number_and_takes_the_next(make_api: Any) -> None:
    one, other = make_api(), make_api(seed=0)
    agent = one.agent_token()
    number = int(other.order(agent)["order_no"])
    assert put(one, f"{number + 1:08d}", one.basket(agent), agent).status == 201
    assert int(other.order(agent)["order_no"]) > number + 1


def test_put_has_points_of_its_own_and_else_those_of_post(api: Api, agent: str) -> None:
    seen: list[str] = []
    for point in ("beforePOST", "afterPOST", "modifyPOSTResponse"):
        api.application.server.hooks.register(ORDER + point, lambda *_, point=point: seen.append(point))
    put(api, "P-1", api.basket(agent), agent)
    assert seen == ["beforePOST", "afterPOST", "modifyPOSTResponse"]
    for point in ("beforePUT", "afterPUT", "modifyPUTResponse"):
        api.application.server.hooks.register(ORDER + point, lambda *_, point=point: seen.append(point))
    seen.clear()
    put(api, "P-2", api.basket(agent), agent)
    assert seen == ["beforePUT", "afterPUT", "modifyPUTResponse"]


def test_the_number_hook_is_not_asked_for_a_given_number(api: Api, agent: str) -> None:
    api.application.server.hooks.register("dw.order.createOrderNo", lambda: "FROM-HOOK")
    assert put(api, "P-1", api.basket(agent), agent).json["order_no"] == "P-1"


def test_put_does_not_exist_in_early_versions(api: Api, agent: str) -> None:
    answer = api.call("PUT", f"{V15}/orders/P-1", {"basket_id": "x"}, token=agent)
    assert answer.status == 405


def test_patch_changes_status_and_custom_attributes_and_ignores_the_rest(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}"
    place(api, order, agent)
    sent = {**order, "status": "open", "c_erp": "7", "order_total": 1, "order_no": "x", "export_status": "exported"}
    sent.pop("_resource_state")
    answer = api.patch(path, sent, token=agent)
    assert (answer.status, answer.json["status"], answer.json["c_erp"]) == (200, "open", "7")
    assert answer.json["order_total"] == order["order_total"]
    assert (answer.json["order_no"], answer.json["export_status"]) == (order["order_no"], "ready")
    assert api.get(path, token=agent).json == answer.json


def test_null_removes_a_custom_attribute_and_absence_keeps_it(api: Api, agent: str) -> None:
    path = f"{V23}/orders/{api.order(agent)['order_no']}"
    api.patch(path, {"c_a": "1", "c_b": ["x", "y"]}, token=agent)
    answer = api.patch(path, {"c_a": None, "status": None}, token=agent)
    assert "c_a" not in answer.json
    assert answer.json["c_b"] == ["x", "y"]


def test_patch_speaks_xml(api: Api, agent: str) -> None:
    path = f"{V23}/orders/{api.order(agent)['order_no']}"
    body = b'<?xml version="1.0"?><order xmlns="http://www.demandware.com/xml/ocapi"><status>failed</status></order>'
    answer = api.patch(path, body, token=agent, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert b"<status>failed</status>" in answer.content


@pytest.mark.parametrize("status", ["new", "open", "completed", "cancelled", "replaced"])
def test_a_created_order_leaves_that_status_by_patch_as_failed_only(api: Api, agent: str, status: str) -> None:
    path = f"{V23}/orders/{api.order(agent)['order_no']}"
    answer = api.patch(path, {"status": status, "c_a": "1"}, token=agent)
    assert (answer.status, answer.fault) == (400, "StatusTransitionNotPossibleException")
    assert answer.arguments == {"statusFrom": "CREATED", "statusTo": status.upper()}
    kept = api.get(path, token=agent).json
    assert kept["status"] == "created"
    assert "c_a" not in kept


def test_a_setting_lets_patch_place_an_order(make_api: Any) -> None:
    api = make_api(place_by_patch=True)
    agent = api.agent_token()
    order = api.order(agent)
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {"status": "new"}, token=agent)
    assert (answer.json["status"], answer.json["export_status"]) == ("new", "ready")
    assert len(answer.json["shipments"][0]["shipment_no"]) == 8


def test_a_status_nobody_knows_is_refused(api: Api, agent: str) -> None:
    answer = api.patch(f"{V23}/orders/{api.order(agent)['order_no']}", {"status": "placed"}, token=agent)
    assert (answer.status, answer.fault) == (400, "EnumConstraintViolationException")
    assert answer.arguments == {"document": "order", "enumValue": "placed"}


def test_failing_gives_stock_back_exactly_once(api: Api, agent: str) -> None:
    before = stock(api)
    path = f"{V23}/orders/{api.order(agent)['order_no']}"
    assert stock(api) == before - 2000
    requests = (api.request("PATCH", path, {"status": "failed"}, token=agent) for _ in range(8))
    statuses = {answer.status for answer in api.together(*requests)}
    assert statuses <= {200, 409}
    assert api.patch(path, {"status": "failed"}, token=agent).status == 200
    assert stock(api) == before
    assert api.patch(path, {"status": "created"}, token=agent).status == 400


def test_cancelling_gives_stock_back_and_undoing_takes_it_again(api: Api, agent: str) -> None:
    before = stock(api)
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}"
    place(api, order, agent)
    for status, left in (("cancelled", before), ("open", before - 2000), ("cancelled", before)):
        assert api.patch(path, {"status": status}, token=agent).json["status"] == status
        assert stock(api) == left


def test_a_cancelled_order_whose_stock_is_gone_stays_cancelled(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}"
    place(api, order, agent)
    api.patch(path, {"status": "cancelled"}, token=agent)
    left = stock(api) // 1000
    api.order(agent, product_items=[{"product_id": "mug-01", "quantity": left}])
    answer = api.patch(path, {"status": "open"}, token=agent)
    assert (answer.status, answer.fault) == (400, "ProductItemNotAvailableException")
    assert answer.arguments["productId"] == "mug-01"
    assert api.get(path, token=agent).json["status"] == "cancelled"


def test_the_owner_may_change_his_order_and_the_channel_follows_the_caller(api: Api, agent: str) -> None:
    customer = api.customer()
    order = api.order(customer, customer_info={"email": "a@example.com"})
    path = f"{V23}/orders/{order['order_no']}"
    assert order["channel_type"] == "storefront"
    assert api.patch(path, {"c_a": "1"}, token=agent).json["channel_type"] == "callcenter"
    answer = api.patch(path, {"c_a": "2"}, token=customer)
    assert (answer.json["c_a"], answer.json["channel_type"]) == ("2", "storefront")


def test_a_card_number_in_a_custom_attribute_is_refused(api: Api, agent: str) -> None:
    answer = api.patch(f"{V23}/orders/{api.order(agent)['order_no']}", {"c_note": "4111111111111111"}, token=agent)
    assert (answer.status, answer.fault) == (400, "PropertyConstraintViolationException")
    assert "4111111111111111" not in answer.text


def test_hooks_of_patch_run_around_the_change(api: Api, agent: str) -> None:
    order = api.order(agent)
    seen: list[Any] = []
    hooks = api.application.server.hooks
    hooks.register(ORDER + "beforePATCH", lambda order, request: seen.append((order.status, request.status)))
    hooks.register(ORDER + "afterPATCH", lambda order, request: seen.append((order.status, request.status)))
    hooks.register(ORDER + "modifyPATCHResponse", lambda _order, document: document.update(c_seen=True))
    answer = api.patch(f"{V23}/orders/{order['order_no']}", {"status": "failed"}, token=agent)
    assert seen == [("created", "failed"), ("failed", "failed")]
    assert answer.json["c_seen"] is True


def test_an_error_of_a_patch_hook_keeps_nothing(api: Api, agent: str) -> None:
    order, before = api.order(agent), stock(api)
    api.application.server.hooks.register(ORDER + "afterPATCH", lambda *_: Status(Status.ERROR))
    path = f"{V23}/orders/{order['order_no']}"
    assert api.patch(path, {"status": "failed"}, token=agent).fault == "HookStatusException"
    assert (api.get(path, token=agent).json["status"], stock(api)) == ("created", before)


def sub_resources(order: dict[str, Any]) -> list[tuple[str, str]]:
    instrument = order["payment_instruments"][0]["payment_instrument_id"]
    return [
        ("GET", ""),
        ("PATCH", ""),
        ("POST", "/payment_instruments"),
        ("PATCH", f"/payment_instruments/{instrument}"),
        ("DELETE", f"/payment_instruments/{instrument}"),
        ("GET", "/payment_methods"),
    ]


def test_another_customers_order_answers_as_an_unknown_one_in_every_byte(api: Api, agent: str) -> None:
    order, stranger = api.order(agent), api.customer()
    order_no = order["order_no"]
    for method, path in sub_resources(order):
        body = None if method in ("GET", "DELETE") else {"amount": 1} if path else {"status": "failed"}
        foreign = api.call(method, f"{V23}/orders/{order_no}{path}", body, token=stranger)
        unknown = api.call(method, f"{V23}/orders/99999999{path}", body, token=stranger)
        assert (foreign.status, foreign.fault) == (404, "OrderNotFoundException"), (method, path)
        assert foreign.content.replace(order_no.encode(), b"99999999") == unknown.content
        skipped = {"x-dw-request-base-id"}
        kept = [
            {name: value for name, value in one.headers.items() if name not in skipped} for one in (foreign, unknown)
        ]
        assert kept[0] == kept[1]
