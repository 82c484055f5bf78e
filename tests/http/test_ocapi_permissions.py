"""OCAPI settings are in force: which client may call what, and what it may send and see."""

from typing import Any

import pytest
from tests.api import SHOP, V15, V23, Api
from tests.conftest import MakeApi
from tests.http.granted import EVERYTHING, add, client, entry, put

from counterfoil.demo.walk import basket_document
from counterfoil.hooks.registry import Registry
from counterfoil.store.records import ShopRow

ROW = ShopRow("settings", "", "wapi_shop_config", None)


def test_a_client_without_an_entry_may_call_nothing(api: Api):
    """The type, the arguments and the form of the message are recorded."""
    add(api, "erp")
    answer = api.get(f"{V23}/products/tea-01", headers={"x-dw-client-id": "erp"})
    assert (answer.status, answer.fault) == (403, "ClientAccessForbiddenException")
    assert answer.arguments == {"method": "GET", "path": "/shop/v23_1/products/tea-01"}
    message = "Access to resource 'GET /shop/v23_1/products/tea-01' isn't allowed for the current client."
    assert answer.json["fault"]["message"] == message
    assert answer.json["_v"] == "23.1"


def test_only_what_an_entry_names_may_be_called(api: Api):
    put(api, client(entry("/products/*"), entry("/customers/auth", "post")))
    assert api.get(f"{V23}/products/tea-01").status == 200
    assert api.get(f"{V23}/products/tea-01/prices").fault == "ClientAccessForbiddenException"
    token = api.customer()
    assert api.post(f"{V23}/baskets", {}, token=token).arguments["path"] == "/shop/v23_1/baskets"
    put(api, client(entry("/products/*"), entry("/baskets", "post")))
    assert api.post(f"{V23}/baskets", {}, token=token).status == 200


def test_the_method_of_an_override_is_the_one_that_is_granted(api: Api, agent: str):
    basket = api.basket(agent)["basket_id"]
    put(api, client(entry("/baskets/*", "post")))
    answer = api.post(f"{V23}/baskets/{basket}?method=PATCH", {}, token=agent)
    assert answer.arguments["method"] == "PATCH"
    put(api, client(entry("/baskets/*", "patch")))
    assert api.post(f"{V23}/baskets/{basket}?method=PATCH", {}, token=agent).status == 200


def test_an_entry_holds_in_its_versions_only(api: Api):
    put(api, client(entry("/products/*", version_range=[{"from": "18.1", "until": "23.1"}])))
    assert api.get(f"{SHOP}/v22_10/products/tea-01").status == 200
    assert api.get(f"{V23}/products/tea-01").status == 403
    assert api.get(f"{SHOP}/v17_8/products/tea-01").status == 403


def test_every_one_of_several_ids_must_be_granted(api: Api):
    put(api, client(entry("/products/tea-*")))
    assert api.get(f"{V23}/products/(tea-01)").status == 200
    assert api.get(f"{V23}/products/(tea-01,mug-01)").status == 403
    put(api, client(entry("/products/tea-*"), entry("/products/mug-01", read_attributes="(data.(id))")))
    found = api.get(f"{V23}/products/(tea-01,mug-01)").json
    assert found == {"_v": "23.1", "data": [{"id": "tea-01"}, {"id": "mug-01"}]}


def test_a_site_s_own_entry_of_a_client_stands_in_for_that_of_all_sites(api: Api):
    put(api, client(EVERYTHING))
    put(api, client(entry("/site")), site="RefArchEU")
    assert api.get(f"{V23}/products/tea-01").status == 200
    assert api.get("/s/RefArchEU/dw/shop/v23_1/products/tea-01").status == 403
    assert api.get("/s/RefArchEU/dw/shop/v23_1/site").status == 200


def test_a_client_that_the_site_does_not_name_keeps_its_rights(api: Api):
    put(api, client(EVERYTHING))
    put(api, client(entry("/site"), client_id="other"), site="RefArch")
    assert api.get(f"{V23}/products/tea-01").status == 200


def test_what_may_not_be_read_is_silently_left_out(api: Api, agent: str):
    order = api.order(agent)
    place = f"{V23}/orders/{order['order_no']}"
    put(api, client(entry("/orders/*", read_attributes="(order_no,customer_info.(email),product_items.(product_id))")))
    found = api.get(place, token=agent)
    assert found.status == 200
    assert list(found.json) == ["_v", "customer_info", "order_no", "product_items"]
    assert found.json["customer_info"] == {"email": order["customer_info"]["email"]}
    assert found.json["product_items"] == [{"product_id": item["product_id"]} for item in order["product_items"]]
    as_xml = api.get(place + "?format=xml", token=agent).text
    assert order["order_no"] in as_xml
    assert "order_total" not in as_xml


def test_without_read_attributes_the_answer_is_its_version(api: Api):
    put(api, client({"resource_id": "/site", "methods": ["get"]}))
    answer = api.get(f"{V23}/site")
    assert (answer.status, answer.json) == (200, {"_v": "23.1"})


@pytest.mark.parametrize("selector", ["(**)", "(**,-order_total)", "(**,-product_items.(price))"])
def test_figures_stay_what_they_are_when_parts_are_left_out(api: Api, agent: str, selector: str):
    order = api.order(agent)
    whole = api.get(f"{V23}/orders/{order['order_no']}", token=agent).json
    put(api, client(entry("/orders/*", read_attributes=selector)))
    found = api.get(f"{V23}/orders/{order['order_no']}", token=agent).json
    if "order_total" in selector:
        del whole["order_total"]
    if "product_items" in selector:
        for item in whole["product_items"]:
            del item["price"]
    assert found == whole


def test_faults_are_not_filtered(api: Api):
    put(api, client({"resource_id": "/**", "methods": ["get"]}))
    answer = api.get(f"{V23}/products/none")
    assert answer.fault == "ProductNotFoundException"
    assert answer.arguments


def test_hooks_see_the_whole_answer_and_what_they_add_is_filtered(api: Api, agent: str):
    seen: list[Any] = []

    def show(basket: Any, response: dict[str, Any]) -> None:
        seen.append(dict(response))
        response["c_added"] = "by a hook"
        response["c_hidden"] = "by a hook"

    hooks: Registry = api.application.server.hooks
    hooks.register("dw.ocapi.shop.basket.modifyPOSTResponse", show, source="test")
    put(api, client(entry("/baskets", "post", read_attributes="(basket_id,c_added)")))
    found = api.post(f"{V23}/baskets", basket_document(), token=agent).json
    assert list(found) == ["_v", "basket_id", "c_added"]
    assert "product_items" in seen[0]


def test_a_property_that_may_not_be_written_is_refused_by_its_path(api: Api, agent: str):
    put(api, client(entry("/baskets", "post", write_attributes="(currency,product_items.(product_id))")))
    sent = {"currency": "USD", "product_items": [{"product_id": "tea-01", "quantity": 1}]}
    answer = api.post(f"{V23}/baskets", sent, token=agent)
    assert (answer.status, answer.fault) == (400, "PropertyNotPermittedException")
    assert answer.arguments == {"property": "product_items.quantity", "document": "basket"}
    del sent["product_items"][0]["quantity"]  # type: ignore[attr-defined]  # that list
    assert api.post(f"{V23}/baskets", {"_v": "23.1", **sent}, token=agent).status != 403
    assert api.post(f"{V23}/baskets", {"c_x": 1}, token=agent).fault == "PropertyNotPermittedException"
    xml = b'<basket xmlns="http://www.demandware.com/xml/shop/23.1"><customer_info><email>a@b.c</email></customer_info></basket>'
    refused = api.post(f"{V23}/baskets", xml, token=agent, headers={"Content-Type": "application/xml"})
    assert "PropertyNotPermittedException" in refused.text


def test_without_write_attributes_nothing_may_be_sent_but_an_empty_body(api: Api, agent: str):
    put(api, client({**entry("/baskets", "post"), "write_attributes": None}))
    assert api.post(f"{V23}/baskets", {"currency": "USD"}, token=agent).fault == "PropertyNotPermittedException"
    assert api.post(f"{V23}/baskets", {}, token=agent).status == 200
    assert api.post(f"{V23}/baskets", None, token=agent).status == 200


def test_each_document_of_an_array_is_looked_at(api: Api, agent: str):
    basket = api.basket(agent)["basket_id"]
    put(api, client(entry("/baskets/*/items", "post", write_attributes="(product_id)")))
    sent = [{"product_id": "tea-01"}, {"product_id": "tea-01", "quantity": 2}]
    answer = api.post(f"{V23}/baskets/{basket}/items", sent, token=agent)
    assert answer.arguments == {"property": "quantity", "document": "product_item"}


def test_searching_counts_as_writing(api: Api, agent: str):
    query = {"query": {"match_all_query": {}}}
    put(api, client(entry("/order_search", "get")))
    assert api.post(f"{V23}/order_search", query, token=agent).fault == "ClientAccessForbiddenException"
    put(api, client({**entry("/order_search", "post"), "write_attributes": None}))
    assert api.post(f"{V23}/order_search", query, token=agent).fault == "PropertyNotPermittedException"
    put(api, client(entry("/order_search", "post")))
    assert api.post(f"{V23}/order_search", query, token=agent).status == 200


def test_a_call_without_client_id_has_the_rights_of_the_demo_client(api: Api):
    put(api, client(entry("/products/*")))
    assert api.get(f"{V15}/products/tea-01", headers={"x-dw-client-id": None}).status == 200
    assert api.get(f"{V15}/site", headers={"x-dw-client-id": None}).status == 403


def test_a_call_without_client_id_has_the_rights_of_the_only_client(api: Api):
    put(api, client(EVERYTHING, client_id="only"))
    assert api.get(f"{V15}/site", headers={"x-dw-client-id": None}).status == 200
    put(api, client(EVERYTHING, client_id="only"), client(client_id="other"))
    assert api.get(f"{V15}/site", headers={"x-dw-client-id": None}).status == 403


def test_a_call_without_client_id_has_the_rights_of_the_anonymous_client(make_api: MakeApi):
    api = make_api(anonymous_client="anybody")
    put(api, client(EVERYTHING), client(entry("/site"), client_id="anybody"))
    assert api.get(f"{V15}/site", headers={"x-dw-client-id": None}).status == 200
    assert api.get(f"{V15}/products/tea-01", headers={"x-dw-client-id": None}).status == 403


@pytest.mark.parametrize(("method", "fault"), [("GET", "UnauthorizedReadAccess"), ("PATCH", "UnauthorizedWriteAccess")])
def test_the_documented_refusal_can_be_asked_for(make_api: MakeApi, method: str, fault: str):
    api = make_api(refused_access="documented")
    put(api, client(entry("/baskets/*", "delete")))
    answer = api.call(method, f"{V23}/baskets/1")
    assert (answer.status, answer.fault) == (401, fault + "Exception")
    assert answer.arguments == {"method": method, "path": "/shop/v23_1/baskets/1"}
    assert api.get(f"{V23}/site").fault == "ClientAccessForbiddenException"


def test_response_headers_are_on_every_answer(api: Api, agent: str):
    put(api, client(EVERYTHING, response_headers={"x-foo": "bar", "P3P": 'CP="NOI"', "Set-Cookie": "a=b"}))
    basket = api.basket(agent)["basket_id"]
    for answer in (
        api.get(f"{V23}/site"),
        api.get(f"{V23}/products/none"),
        api.delete(f"{V23}/baskets/{basket}", token=agent),
    ):
        assert (answer.headers["x-foo"], answer.headers["p3p"]) == ("bar", 'CP="NOI"')
        assert "set-cookie" not in answer.headers


def test_a_change_is_in_force_with_the_next_request_of_every_server(make_api: MakeApi):
    one, other = make_api(), make_api()
    assert other.get(f"{V23}/site").status == 200
    put(one, client(entry("/stores")))
    assert other.get(f"{V23}/site").status == 403
    assert one.get(f"{V23}/site").status == 403
    put(other, client(EVERYTHING))
    assert one.get(f"{V23}/site").status == 200


def test_an_answer_kept_for_a_retry_is_what_the_client_may_see(api: Api, agent: str):
    put(api, client(entry("/baskets", "post", read_attributes="(basket_id)")))
    headers = {"Idempotency-Key": "once"}
    first = api.post(f"{V23}/baskets", basket_document(), token=agent, headers=headers)
    again = api.post(f"{V23}/baskets", basket_document(), token=agent, headers=headers)
    assert list(first.json) == ["_v", "basket_id"]
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"


def test_settings_that_cannot_be_read_grant_nothing(api: Api):
    """Earlier releases kept whatever an archive held."""
    from_before = b'{"clients": [{"client_id": 1}]}'
    store = api.application.server.store
    api.run(store.put_shop_rows([ROW._replace(body=from_before)]))
    assert api.get(f"{V23}/site").fault == "ClientAccessForbiddenException"


def test_only_prices_of_the_price_books_that_an_entry_names_are_shown(api: Api):
    place = f"{V23}/products/tea-01/prices"
    books = api.get(place).json["prices"]
    (first, *_) = books
    put(api, client(entry("/products/**", config={"product.prices.price_book_ids": f"{first}, none"})))
    assert api.get(place).json["prices"] == {first: books[first]}
    put(api, client(entry("/products/**", config={"product.prices.price_book_ids": "none", "odd": "x"})))
    assert "prices" not in api.get(place).json


def test_the_meta_api_describes_what_the_caller_may_call(api: Api):
    put(api, client(entry("/baskets/b1", "get"), entry("/orders", "post", version_range=[{"until": "20.4"}])))
    found = api.get("/s/RefArch/dw/meta/v1/rest/shop/v23_1").json["paths"]
    assert {path: set(methods) for path, methods in found.items()} == {"/baskets/{basket_id}": {"get"}}
    assert "/orders" in api.get("/s/RefArch/dw/meta/v1/rest/shop/v20_3").json["paths"]


def test_an_entry_says_which_language_answers_have_where_none_is_asked_for(api: Api):
    place = f"{V23}/products/tea-01"
    english, german = (api.get(f"{place}?locale={locale}").json["name"] for locale in ("en-US", "de-DE"))
    assert english != german
    put(api, client(entry("/products/*"), locale="de_DE"))
    assert api.get(place).json["name"] == german
    assert api.get(f"{place}?locale=en-US").json["name"] == english
    put(api, client(entry("/products/*", locale="en-US"), locale="de-DE"))
    assert api.get(place).json["name"] == english
    put(api, client(entry("/products/*", locale="nonsense")))
    assert api.get(place).status == 200
