"""What x-explain says about the very request: the settings entry, the permission, the property, the nearest value."""

import json
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api, basic
from tests.http.test_explanations import all_known, sent

from counterfoil import faults
from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.identity import accounts
from counterfoil.identity.caller import Caller, Kind

pytestmark = pytest.mark.fast


def explained(answer: Answer, status: int, fault: str) -> str:
    """Check a fault and return its explanation."""
    assert (answer.status, answer.fault) == (status, fault), answer
    return str(answer.headers["x-explain"])


def test_a_version_that_does_not_exist_is_answered_with_those_near_it(api: Api) -> None:
    text = explained(api.get(f"{SHOP}/v23_3/site"), 404, "VersionNotFoundException")
    assert "23.1" in text and "v24_5" in text


def test_a_site_that_does_not_exist_is_answered_with_those_near_it(api: Api) -> None:
    text = explained(api.get("/s/RefArk/dw/shop/v23_1/site"), 404, "UnknownSiteException")
    assert "RefArch" in text


def test_a_path_that_is_nearly_right_is_answered_with_the_right_one(api: Api) -> None:
    text = explained(api.get(f"{V23}/product/mug-01"), 404, "ResourcePathNotFoundException")
    assert "/products/{id}" in text


def test_a_resource_of_other_versions_is_answered_with_these(api: Api) -> None:
    text = explained(api.post(f"{V23}/orders/1/payment_authorize"), 404, "ResourcePathNotFoundException")
    assert "POST /orders/{order_no}/payment_authorize is there until before" in text


def test_a_method_that_is_not_allowed_is_answered_with_those_that_are(api: Api) -> None:
    text = explained(api.delete(f"{V23}/orders/1"), 405, "MethodNotAllowedException")
    assert "GET" in text and "PATCH" in text


def line(api: Api, fault: faults.Fault, **known: Any) -> str:
    """Explain a fault of PATCH /baskets/{basket_id}."""
    exchange = all_known(api, {})
    for name, value in known.items():
        setattr(exchange, name, value)
    return sent(api, fault, exchange).lines[0].decode("ascii")


def test_a_call_the_settings_do_not_grant_is_answered_with_the_entry_to_add(api: Api) -> None:
    text = line(api, faults.CLIENT_ACCESS_FORBIDDEN(method="PATCH", path="/shop/v23_1/baskets/b-1"))
    assert "site RefArch" in text
    entry = {
        "resource_id": "/baskets/*",
        "methods": ["patch"],
        "read_attributes": "(**)",
        "write_attributes": "(**)",
    }
    assert json.loads(text[text.index("{") :]) == {"client_id": CLIENT_ID, "resources": [entry]}


def test_a_client_without_an_entry_is_told_the_one_to_add(api: Api) -> None:
    server = api.application.server
    api.run(accounts.add_client(server.store, server.ambient, client_id="new-client"))
    text = explained(
        api.get(f"{V23}/products/mug-01", headers={"x-dw-client-id": "new-client"}),
        403,
        "ClientAccessForbiddenException",
    )
    entry = {"resource_id": "/products/*", "methods": ["get"], "read_attributes": "(**)"}
    assert json.loads(text[text.index("{") :]) == {"client_id": "new-client", "resources": [entry]}


def test_an_origin_is_answered_with_the_line_to_add(api: Api) -> None:
    text = line(api, faults.UNAUTHORIZED_ORIGIN(origin="https://shop.example:8443"))
    assert text.endswith('"allowed_origins":["https://shop.example:8443"]')
    assert 'allowed_origins":' not in line(api, faults.UNAUTHORIZED_ORIGIN(origin='https://a"b.example'))


def test_a_property_that_may_not_be_written_is_named(api: Api) -> None:
    fault = faults.PROPERTY_NOT_PERMITTED(property="c_gift", document="basket")
    assert 'patch of "/baskets/*"' in line(api, fault) and '"(c_gift)"' in line(api, fault)


def add_agent(api: Api, **settings: Any) -> str:
    server = api.application.server
    api.run(accounts.add_agent(server.store, server.ambient, "bob@example.com", access_key="secret", **settings))
    return api.agent_token("bob@example.com", "secret")


def test_an_agent_is_told_the_permission_he_lacks(api: Api) -> None:
    token = add_agent(api, permissions=[])
    text = explained(api.post(f"{V23}/baskets", {}, token=token), 403, "UserAccessForbiddenException")
    assert "Create_Order_On_Behalf_Of" in text
    body = {"query": {"match_all_query": {}}}
    text = explained(api.post(f"{V23}/order_search", body, token=token), 403, "UserAccessForbiddenException")
    assert "Search_Orders" in text


def test_an_agent_is_told_the_site_he_lacks(api: Api) -> None:
    agent = Caller(kind=Kind.AGENT, client_id=CLIENT_ID, sites=frozenset({"Other"}))
    text = line(api, faults.USER_ACCESS_FORBIDDEN(method="PATCH", path="/", _permissions=()), caller=agent)
    assert "works on Other only; RefArch is missing" in text


def test_an_unknown_client_is_told_the_one_of_the_demo_and_no_other(api: Api) -> None:
    server = api.application.server
    api.run(accounts.add_client(server.store, server.ambient, client_id="hidden-client"))
    answer = api.get(f"{V23}/site", headers={"x-dw-client-id": "hidden-clien"})
    text = explained(answer, 401, "UnknownClientIdException")
    assert CLIENT_ID in text and "hidden-client" not in text


def test_a_misspelt_property_is_answered_with_the_right_one(api: Api, agent: str) -> None:
    text = explained(api.post(f"{V23}/baskets", {"curency": "USD"}, token=agent), 400, "UnknownPropertyException")
    assert "currency" in text


def test_a_property_of_another_document_is_found_there(api: Api, agent: str) -> None:
    text = explained(api.post(f"{V23}/baskets", {"postal_code": "1"}, token=agent), 400, "UnknownPropertyException")
    assert "order_address" in text


def test_a_value_of_an_enumeration_is_answered_with_those_there_are(api: Api, agent: str) -> None:
    order_no = api.order(agent)["order_no"]
    answer = api.patch(f"{V23}/orders/{order_no}", {"status": "oepn"}, token=agent)
    assert "open" in explained(answer, 400, "EnumConstraintViolationException")


def test_a_type_is_answered_with_an_example(api: Api, agent: str) -> None:
    body = {"product_items": [{"product_id": 5, "quantity": 1}]}
    answer = api.post(f"{V23}/baskets", body, token=agent)
    assert '"product_id": "text"' in explained(answer, 400, "TypeDecodingException")


def test_a_constraint_is_told(api: Api, agent: str) -> None:
    answer = api.post(f"{V23}/baskets", {"customer_info": {"email": "no address"}}, token=agent)
    text = explained(answer, 400, "PropertyConstraintViolationException")
    assert "'email' is of type" in text


def test_locales_currencies_and_expansions_of_the_site_are_told(api: Api, agent: str) -> None:
    text = explained(api.get(f"{V23}/products/mug-01?locale=xx-XX"), 400, "UnknownLocaleException")
    assert "default" in text
    text = explained(api.get(f"{V23}/products/mug-01?currency=ZZZ"), 400, "UnsupportedCurrencyException")
    assert "USD" in text
    text = explained(api.get(f"{V23}/products/mug-01?expand=price"), 400, "InvalidExpandValueException")
    assert "Nearest to 'price': prices" in text


def test_a_sorting_is_answered_with_those_there_are(api: Api) -> None:
    text = explained(api.get(f"{V23}/product_search?q=mug&sort=prise"), 400, "IllegalEnumerationValueException")
    assert "best-matches" in text


def test_a_misspelt_product_is_answered_with_those_like_it(api: Api, agent: str) -> None:
    assert "mug-01" in explained(api.get(f"{V23}/products/mug-1"), 404, "ProductNotFoundException")
    body = {"product_items": [{"product_id": "mug01", "quantity": 1}]}
    assert "mug-01" in explained(api.post(f"{V23}/baskets", body, token=agent), 400, "InvalidProductItemException")


def test_an_item_is_answered_with_those_of_the_own_basket(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    item_id, path = basket["product_items"][0]["item_id"], f"{V23}/baskets/{basket['basket_id']}"
    answer = api.patch(f"{path}/items/nothing", {"quantity": 1}, token=agent)
    assert item_id in explained(answer, 400, "InvalidProductItemIdException")
    answer = api.delete(f"{path}/shipments/mee", token=agent)
    assert "Nearest to 'mee': me." in explained(answer, 400, "InvalidShipmentIdException")


def test_what_lies_in_the_basket_of_another_customer_is_not_told(api: Api) -> None:
    basket = api.basket(api.customer("credentials", "x@gmail.com", "Earl-Grey-1"))
    path = f"{V23}/baskets/{basket['basket_id']}/items/nothing"
    answer = api.patch(path, {"quantity": 1}, token=api.customer())
    text = explained(answer, 400, "InvalidCustomerException")
    assert text == faults.INVALID_CUSTOMER.remedy
    assert basket["product_items"][0]["item_id"] not in text


def test_shipping_and_payment_methods_are_told(api: Api, agent: str) -> None:
    basket_id = api.basket(agent)["basket_id"]
    path = f"{V23}/baskets/{basket_id}"
    answer = api.call("PUT", f"{path}/shipments/me/shipping_method", {"id": "002"}, token=agent)
    assert answer.status in (200, 400)
    answer = api.call("PUT", f"{path}/shipments/me/shipping_method", {"id": "nothing"}, token=agent)
    assert "shipping methods of the site" in explained(answer, 400, "InvalidShippingMethodIdException")
    answer = api.post(f"{path}/payment_instruments", {"payment_method_id": "CREDITCARD"}, token=agent)
    assert "CREDIT_CARD" in explained(answer, 400, "InvalidPaymentMethodIdException")


def test_what_an_incomplete_basket_lacks_is_told(api: Api, agent: str) -> None:
    basket_id = api.post(f"{V23}/baskets", {}, token=agent).json["basket_id"]
    answer = api.post(f"{V23}/orders", {"basket_id": basket_id}, token=agent)
    assert "BillingAddressRequired: set billing_address." in answer.headers["x-explain"]


def test_the_statuses_that_may_follow_are_told(api: Api, agent: str) -> None:
    order_no = api.order(agent)["order_no"]
    answer = api.patch(f"{V23}/orders/{order_no}", {"status": "replaced"}, token=agent)
    assert "After created come: failed." in explained(answer, 400, "StatusTransitionNotPossibleException")


def test_search_fields_and_operators_are_told(api: Api, agent: str) -> None:
    def search(field: str, operator: str) -> Answer:
        query = {"term_query": {"fields": [field], "operator": operator, "values": ["x"]}}
        return api.post(f"{V23}/order_search", {"query": query}, token=agent)

    assert "customer_email" in explained(search("customer_mail", "is"), 400, "UnknownSearchFieldException")
    assert "one_of" in explained(search("status", "oneof"), 400, "UnknownSearchOperatorException")


def test_the_rules_for_passwords_are_told(api: Api) -> None:
    body = {"password": "x", "customer": {"login": "new@example.com", "email": "new@example.com", "last_name": "N"}}
    answer = api.post(f"{V23}/customers", body, token=api.customer())
    text = explained(answer, 400, "InvalidPasswordException")
    assert "at least 8 characters" in text


def test_a_misspelt_category_is_answered_with_those_there_are(api: Api) -> None:
    text = explained(api.get(f"{V23}/categories/nothing"), 404, "CategoryNotFoundException")
    assert text.startswith(faults.CATEGORY_NOT_FOUND.remedy)


def test_secrets_that_were_sent_are_not_repeated(api: Api, agent: str) -> None:
    basket_id = api.basket(agent)["basket_id"]
    answer = api.post(f"{V23}/baskets/{basket_id}/coupons", {"code": "SECRET-CODE"}, token=agent)
    assert "SECRET-CODE" not in explained(answer, 400, "InvalidCouponCodeException")
    answer = api.get(f"{V23}/site", headers={"Authorization": "Bearer secret.token.value"})
    assert "secret" not in answer.headers.get("x-explain", "")
    answer = api.post(f"{V23}/customers/auth", {"type": "credentials"}, headers={"Authorization": basic("a", "geheim")})
    assert "geheim" not in explained(answer, 401, "AuthenticationFailedException")
