"""The faults of the platform and resource pages, each by a request that earns it: status, type and arguments."""

from typing import Any

import pytest
from tests.api import SHOP, V15, V23, Answer, Api, basic

from counterfoil.demo.accounts import CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import basket_document
from counterfoil.identity import accounts

BASKETS, ORDERS, AUTH = f"{V23}/baskets", f"{V23}/orders", f"{V23}/customers/auth"
GUEST = {"type": "guest"}


def check(answer: Answer, status: int, fault: str, arguments: dict[str, Any] | None = None) -> None:
    """Compare an answer with the fault it must be."""
    assert (answer.status, answer.fault) == (status, fault), answer
    if arguments is not None:
        assert answer.arguments == arguments
    assert answer.headers["expires"] == "Thu, 01-Jan-1970 00:00:00 GMT"
    assert answer.headers["cache-control"] == "max-age=0,no-cache,no-store,must-revalidate"
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"


URLS: list[tuple[str, str, int, str, dict[str, Any]]] = [
    ("GET", "/s/Nowhere/dw/shop/v23_1/orders/1", 404, "UnknownSiteException", {"siteId": "Nowhere"}),
    ("GET", f"{SHOP}/orders/1", 400, "InvalidVersionException", {}),
    ("GET", f"{SHOP}/v23/orders/1", 400, "InvalidVersionException", {}),
    ("GET", f"{SHOP}/23_1/orders/1", 400, "InvalidVersionException", {}),
    ("GET", f"{SHOP}/v23_7/orders/1", 404, "VersionNotFoundException", {"version": "23.7"}),
    ("GET", f"{SHOP}/v99_1/orders/1", 404, "VersionNotFoundException", {"version": "99.1"}),
    ("GET", f"{V23}/incognito", 404, "ResourcePathNotFoundException", {"path": f"{V23}/incognito"}),
    ("GET", V23, 404, "ResourcePathNotFoundException", {"path": V23}),
    ("GET", "/", 404, "ResourcePathNotFoundException", {"path": "/"}),
    ("GET", "/dw/data/v23_1/sites", 404, "ResourcePathNotFoundException", {"path": "/dw/data/v23_1/sites"}),
    ("GET", f"{V23}/Orders/1", 404, "ResourcePathNotFoundException", {"path": f"{V23}/Orders/1"}),
    (
        "POST",
        f"{V23}/baskets/1/calculate",
        404,
        "ResourcePathNotFoundException",
        {"path": f"{V23}/baskets/1/calculate"},
    ),
    (
        "POST",
        f"{V23}/orders/1/payment_authorize",
        404,
        "ResourcePathNotFoundException",
        {"path": f"{V23}/orders/1/payment_authorize"},
    ),
    ("GET", ORDERS, 405, "MethodNotAllowedException", {"method": "GET"}),
    ("DELETE", f"{ORDERS}/1", 405, "MethodNotAllowedException", {"method": "DELETE"}),
    ("PUT", BASKETS, 405, "MethodNotAllowedException", {"method": "PUT"}),
    ("POST", f"{BASKETS}?method=GET", 400, "IllegalHttpMethodOverrideException", {"method": "GET"}),
    ("POST", f"{BASKETS}?method=put", 400, "IllegalHttpMethodOverrideException", {"method": "put"}),
    ("GET", f"{ORDERS}/1?format=yaml", 415, "UnsupportedFormatException", {"format": "yaml"}),
    ("GET", f"{V23}/products/no-such", 404, "ProductNotFoundException", {"productId": "no-such"}),
    ("GET", f"{V23}/products/mug-01?expand=taste", 400, "InvalidExpandValueException", {"expandValue": "taste"}),
    ("GET", f"{V23}/products/mug-01?currency=ZZZ", 400, "UnsupportedCurrencyException", {"currency": "ZZZ"}),
    ("POST", BASKETS, 401, "AuthorizationHeaderMissingException", {}),
    ("POST", ORDERS, 401, "AuthorizationHeaderMissingException", {}),
    ("POST", f"{ORDERS}/1/payment_instruments", 401, "AuthorizationHeaderMissingException", {}),
    ("DELETE", AUTH, 401, "AuthorizationHeaderMissingException", {}),
    ("POST", f"{V23}/sessions", 401, "AuthorizationHeaderMissingException", {}),
]


@pytest.mark.parametrize(("method", "url", "status", "fault", "arguments"), URLS, ids=lambda value: str(value)[:60])
def test_a_url_that_leads_nowhere_is_answered_by_its_fault(
    api: Api, method: str, url: str, status: int, fault: str, arguments: dict[str, Any]
) -> None:
    check(api.call(method, url), status, fault, arguments)


HEADERS: list[tuple[dict[str, str | None], int, str, dict[str, Any] | None]] = [
    ({"x-dw-client-id": None}, 400, "MissingClientIdException", {}),
    ({"x-dw-client-id": "nobody"}, 401, "UnknownClientIdException", {"clientId": "nobody"}),
    ({"x-dw-http-method-override": "TRACE"}, 400, "IllegalHttpMethodOverrideException", {"method": "TRACE"}),
    ({"Content-Type": "nonsense"}, 400, "MalformedMediaTypeException", {"mediaType": "nonsense"}),
    ({"Content-Type": "text/csv"}, 415, "UnsupportedContentTypeException", {"contentType": "text/csv"}),
    (
        {"Content-Type": "application/json;charset=utf-16"},
        415,
        "UnsupportedContentTypeException",
        {"contentType": "application/json;charset=utf-16"},
    ),
    ({"Accept-Charset": "iso-8859-1"}, 406, "CharsetNotAcceptableException", {"charset": "iso-8859-1"}),
    ({"Authorization": "Digest abc"}, 401, "InvalidAuthorizationHeaderException", {}),
    ({"Authorization": "Bearer"}, 401, "InvalidAuthorizationHeaderException", {}),
    ({"Authorization": "Bearer not.a.token"}, 401, "InvalidAccessTokenException", None),
    ({"Authorization": "Bearer " + "a" * 9000}, 401, "InvalidAccessTokenException", None),
]


@pytest.mark.parametrize(("headers", "status", "fault", "arguments"), HEADERS, ids=lambda value: str(value)[:60])
def test_a_header_that_cannot_be_used_is_answered_by_its_fault(
    api: Api, headers: dict[str, str | None], status: int, fault: str, arguments: dict[str, Any] | None
) -> None:
    answer = api.post(BASKETS if "Authorization" in headers else AUTH, GUEST, headers=headers)
    check(answer, status, fault, arguments)
    assert "a" * 100 not in answer.text
    assert (answer.headers.get("www-authenticate") is not None) == (status == 401)


LIST: list[tuple[str, str]] = [
    ("status=placed", "InvalidOrderStatusException"),
    ("status=new,open", "InvalidOrderStatusException"),
    ("status=NEW", "InvalidOrderStatusException"),
    ("start=-1", "ValueConstraintViolationException"),
    ("start=x", "MalformedParameterException"),
    ("start=1.5", "MalformedParameterException"),
    ("start=99999999999999999999", "MalformedParameterException"),
    ("count=0", "ValueConstraintViolationException"),
    ("count=201", "ValueConstraintViolationException"),
    ("count=-5", "ValueConstraintViolationException"),
    ("count=%D9%A3", "MalformedParameterException"),
    ("from=yesterday", "MalformedParameterException"),
    ("from=2014-13-01T00:00Z", "MalformedParameterException"),
    ("until=2014-02-30T00:00Z", "MalformedParameterException"),
    ("from=2014-06-19T12:30Z&until=2014-06-05T00:00Z", "StartAfterEndException"),
]


@pytest.mark.parametrize(("query", "fault"), LIST)
def test_a_parameter_of_the_list_outside_its_constraint_is_refused(api: Api, query: str, fault: str) -> None:
    answer = api.get(f"{V15}/orders?{query}")
    check(answer, 400, fault)
    assert set(answer.json["fault"]) == {"type", "message"}, "15.2 has no arguments"


def test_a_list_without_a_session_is_empty(api: Api) -> None:
    answer = api.get(f"{V15}/orders", headers={"x-dw-client-id": None})
    assert answer.status == 200
    assert answer.json == {"_v": "15.2", "count": 0, "start": 0, "total": 0}


ITEMS: list[tuple[dict[str, Any], int, str, dict[str, Any] | None]] = [
    ({"product_id": "no-such", "quantity": 1}, 400, "InvalidProductItemException", None),
    ({"quantity": 1}, 400, "InvalidProductIdException", {"productId": ""}),
    ({"product_id": "mug-01"}, 400, "InvalidProductItemQuantityException", None),
    ({"product_id": "mug-01", "quantity": 0}, 400, "InvalidProductItemQuantityException", None),
    (
        {"product_id": "mug-01", "quantity": 1, "shipment_id": "x"},
        404,
        "ShipmentNotFoundException",
        {"shipmentId": "x"},
    ),
    ({"product_id": "10010010", "quantity": 1}, 400, "ProductItemNotAvailableException", None),
    ({"product_id": "10010007", "quantity": 4}, 400, "ProductItemNotAvailableException", None),
]


@pytest.mark.parametrize(("item", "status", "fault", "arguments"), ITEMS, ids=lambda value: str(value)[:60])
def test_an_item_that_cannot_be_bought_is_refused(
    api: Api, agent: str, item: dict[str, Any], status: int, fault: str, arguments: dict[str, Any] | None
) -> None:
    check(api.post(BASKETS, {"product_items": [item]}, token=agent), status, fault, arguments)


CHANGES: list[tuple[dict[str, Any], int, str, dict[str, Any] | None]] = [
    ({"customer_info": {"customer_no": "404"}}, 404, "CustomerNotFoundException", {"customerNo": "404"}),
    (
        {"shipments": [{"shipping_method": {"id": "999"}}]},
        400,
        "InvalidShippingMethodIdException",
        {"shippingMethodId": "999"},
    ),
    ({"shipments": [{"shipping_method": {}}]}, 400, "MissingShippingMethodIdException", {}),
    (
        {"shipments": [{"shipment_id": "a"}, {"shipment_id": "a"}]},
        400,
        "DuplicateShipmentIdException",
        {"shipmentId": "a"},
    ),
    (
        {"payment_instruments": [{"payment_method_id": "BARTER"}]},
        400,
        "InvalidPaymentMethodIdException",
        {"paymentMethodId": "BARTER"},
    ),
    (
        {"payment_instruments": [{"payment_method_id": "GIFT_CERTIFICATE"}]},
        400,
        "InvalidPaymentMethodIdException",
        {"paymentMethodId": "GIFT_CERTIFICATE"},
    ),
    ({"colour": "red"}, 400, "UnknownPropertyException", {"property": "colour", "document": "basket"}),
    (
        {"billing_address": {"planet": "Mars"}},
        400,
        "UnknownPropertyException",
        {"property": "planet", "document": "order_address"},
    ),
    ({"_v": "15.2"}, 400, "UnexpectedVersionException", {"version": "15.2"}),
    ({"product_items": {}}, 400, "TypeDecodingException", None),
]


@pytest.mark.parametrize(("change", "status", "fault", "arguments"), CHANGES, ids=lambda value: str(value)[:60])
def test_a_basket_with_a_part_that_cannot_be_is_refused(
    api: Api, agent: str, change: dict[str, Any], status: int, fault: str, arguments: dict[str, Any] | None
) -> None:
    check(api.post(BASKETS, {**basket_document(), **change}, token=agent), status, fault, arguments)


def test_a_basket_that_is_not_there_is_named(api: Api, agent: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        answer = api.call(method, f"{BASKETS}/nowhere", token=agent)
        check(answer, 404, "BasketNotFoundException", {"basketId": "nowhere"})
    answer = api.post(ORDERS, {"basket_id": "nowhere"}, token=agent)
    check(answer, 404, "BasketNotFoundException", {"basketId": "nowhere"})
    for body in ({}, {"basket_id": None}, {"basket_id": ""}, None):
        check(api.post(ORDERS, body, token=agent), 400, "InvalidBasketIdException", {})


def test_a_basket_with_flashes_is_not_submitted(api: Api, agent: str) -> None:
    for missing in ("billing_address", "shipments", "payment_instruments", "product_items"):
        basket = api.basket(agent, customer_info={"email": f"{missing}@example.com"}, **{missing: None})
        answer = api.post(ORDERS, {"basket_id": basket["basket_id"]}, token=agent)
        check(answer, 400, "ValidationException")


@pytest.mark.parametrize(("amount", "quota"), [("customer", 1), ("agent", 4)])
def test_a_basket_too_many_is_refused(api: Api, amount: str, quota: int) -> None:
    token = api.agent_token() if amount == "agent" else api.customer("credentials", "x@gmail.com", "Earl-Grey-1")
    made = [api.basket(token)["basket_id"] for _ in range(quota)]
    answer = api.post(BASKETS, basket_document(), token=token)
    assert (answer.status, answer.fault) == (400, "CustomerBasketsQuotaExceededException")
    assert sorted(answer.arguments["basketIds"].split(",")) == sorted(made)


def test_the_token_of_an_order_is_demanded_and_compared(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V15}/orders/{order['order_no']}/payment_authorize"
    check(api.post(path), 400, "NullConstraintViolationException")
    check(api.post(path, headers={"x-dw-order-token": ""}), 400, "NullConstraintViolationException")
    for wrong in (order["order_token"][:-1], order["order_token"] + "A", "x", order["order_token"].lower()):
        answer = api.post(path, headers={"x-dw-order-token": wrong})
        check(answer, 401, "UnauthorizedOrderAccessException")
        message = f"Unauthorized access to order '{order['order_no']}' for token '{wrong}'."
        assert answer.json["fault"]["message"] == message
    check(api.post(f"{V15}/orders/404/payment_authorize", headers={"x-dw-order-token": "x"}), 404, "NotFoundException")


def test_a_payment_method_that_does_not_apply_is_refused(api: Api, agent: str) -> None:
    order = api.order(agent)
    check(api.authorize(order, {"payment_method_id": "BARTER"}), 400, "InvalidPaymentMethodException")
    path = f"{ORDERS}/{order['order_no']}/payment_instruments"
    barter = {"payment_method_id": "BARTER"}
    arguments = {"paymentMethodId": "BARTER"}
    check(api.post(path, barter, token=agent), 400, "InvalidPaymentMethodIdException", arguments)
    answer = api.patch(f"{path}/nowhere", barter, token=agent)
    check(answer, 404, "PaymentInstrumentNotFoundException", {"paymentInstrumentId": "nowhere"})


def test_an_order_of_somebody_else_is_answered_like_a_missing_one_in_every_byte(api: Api) -> None:
    owner = api.customer("credentials", "x@gmail.com", "Earl-Grey-1")
    stranger = api.customer("credentials", "ada@example.com", "Assam-tea-2")
    order_no = api.order(owner)["order_no"]
    assert api.get(f"{ORDERS}/{order_no}", token=owner).status == 200
    missing_no = "99999999"
    for root in (V15, V23):
        for token in (stranger, api.customer(), None):
            others = api.get(f"{root}/orders/{order_no}", token=token)
            missing = api.get(f"{root}/orders/{missing_no}", token=token)
            assert others.status == missing.status == 404
            assert others.text.replace(order_no, missing_no) == missing.text
            assert set(others.headers) == set(missing.headers)
    body = {"payment_method_id": "INVOICE"}
    others = api.post(f"{ORDERS}/{order_no}/payment_instruments", body, token=stranger)
    missing = api.post(f"{ORDERS}/{missing_no}/payment_instruments", body, token=stranger)
    assert (others.status, others.fault) == (404, "OrderNotFoundException")
    assert others.text.replace(order_no, missing_no) == missing.text


def test_an_order_of_another_site_is_not_found(api: Api, agent: str) -> None:
    order_no = api.order(agent)["order_no"]
    other = "/s/RefArchEU/dw/shop"
    check(api.get(f"{other}/v15_2/orders/{order_no}", token=agent), 404, "NotFoundException")
    check(
        api.get(f"{other}/v23_1/orders/{order_no}", token=agent), 404, "OrderNotFoundException", {"orderNo": order_no}
    )


def test_a_basket_of_another_site_is_not_found(api: Api, agent: str) -> None:
    basket_id = api.basket(agent)["basket_id"]
    other = "/s/RefArchEU/dw/shop/v23_1"
    check(api.get(f"{other}/baskets/{basket_id}", token=agent), 404, "BasketNotFoundException")
    check(api.post(f"{other}/orders", {"basket_id": basket_id}, token=agent), 404, "BasketNotFoundException")


def test_a_basket_of_another_customer_is_refused_by_invalid_customer(api: Api) -> None:
    basket_id = api.basket(api.customer("credentials", "x@gmail.com", "Earl-Grey-1"))["basket_id"]
    stranger = api.customer()
    for method in ("GET", "PATCH", "DELETE"):
        check(api.call(method, f"{BASKETS}/{basket_id}", token=stranger), 400, "InvalidCustomerException", {})
    check(api.post(ORDERS, {"basket_id": basket_id}, token=stranger), 400, "InvalidCustomerException", {})
    body = {"customer_info": {"customer_no": "000000001"}}
    check(api.post(BASKETS, body, token=stranger), 400, "InvalidCustomerException", {})


def client_token(api: Api) -> str:
    """Get a token without a user."""
    answer = api.post(
        "/dw/oauth2/access_token?grant_type=client_credentials",
        headers={"Authorization": basic(CLIENT_ID, CLIENT_PASSWORD)},
    )
    assert answer.status == 200, answer
    return str(answer.json["access_token"])


def add_agent(api: Api, **settings: Any) -> str:
    """Add an agent and get his token."""
    server = api.application.server
    api.run(accounts.add_agent(server.store, server.ambient, "bob@example.com", access_key="secret", **settings))
    return api.agent_token("bob@example.com", "secret")


SHOPPER_CALLS = [
    ("POST", "/baskets"),
    ("GET", "/baskets/1"),
    ("PATCH", "/baskets/1"),
    ("DELETE", "/baskets/1"),
    ("POST", "/orders"),
    ("POST", "/orders/1/payment_instruments"),
    ("PATCH", "/orders/1/payment_instruments/2"),
]


def test_a_token_without_a_user_is_refused_by_shopper_resources(api: Api) -> None:
    token = client_token(api)
    for method, path in SHOPPER_CALLS:
        check(api.call(method, V23 + path, token=token), 403, "AccessWithoutUserForbiddenException", {})


def test_an_agent_without_the_permission_is_refused(api: Api) -> None:
    token = add_agent(api, permissions=["Login_On_Behalf"])
    for method, path in SHOPPER_CALLS:
        answer = api.call(method, V23 + path, token=token)
        check(answer, 403, "UserAccessForbiddenException", {"method": method, "path": path})


def test_an_agent_of_another_site_is_refused(api: Api, agent: str) -> None:
    order_no = api.order(agent)["order_no"]
    token = add_agent(api, permissions=["Create_Order_On_Behalf_Of"], sites=["RefArchEU"])
    for method, path in SHOPPER_CALLS:
        check(api.call(method, V23 + path, token=token), 403, "UserAccessForbiddenException")
    check(api.get(f"{ORDERS}/{order_no}", token=token), 404, "OrderNotFoundException")
    assert api.post("/s/RefArchEU/dw/shop/v23_1/baskets", token=token).status == 200


@pytest.mark.parametrize(("kind", "minutes"), [("agent", 15), ("customer", 30), ("client", 30)])
def test_a_token_ends_by_the_clock(api: Api, kind: str, minutes: int) -> None:
    token = api.agent_token() if kind == "agent" else api.customer() if kind == "customer" else client_token(api)
    path = f"{V23}/products/mug-01"
    api.clock.advance(minutes * 60_000 - 1)
    assert api.get(path, token=token).status == 200
    api.clock.advance(1)
    check(api.get(path, token=token), 401, "ExpiredTokenException")


def test_a_token_of_another_key_or_with_other_claims_is_refused(api: Api, agent: str) -> None:
    head, claims, signature = agent.split(".")
    order_no = api.order(agent)["order_no"]
    for forged in (
        f"{head}.{claims}.",
        f"{head}.{claims}.{'A' * len(signature)}",
        f"{head}.{claims[:-8]}AAAAAAAA.{signature}",
        f"eyJhbGciOiJub25lIn0.{claims}.",
        f"eyJhbGciOiJIUzI1NiJ9.{claims}.{signature}",
        f"{head}.{claims}",
        f"{head}..{signature}",
    ):
        check(api.get(f"{ORDERS}/{order_no}", token=forged), 401, "InvalidAccessTokenException")


def test_the_client_of_the_token_counts_and_must_still_exist(api: Api, agent: str) -> None:
    assert api.get(f"{V23}/products/mug-01", token=agent, headers={"x-dw-client-id": "nobody"}).status == 200
    api.run(accounts.remove(api.application.server.store, accounts.Client, CLIENT_ID))
    answer = api.get(f"{V23}/products/mug-01", token=agent, headers={"x-dw-client-id": None})
    check(answer, 401, "InvalidAccessTokenException")
