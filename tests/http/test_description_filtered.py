"""The Meta API describes what a client's settings let through, property by property, and the shop's own attributes."""

from typing import Any

import pytest
from jsonschema import Draft4Validator
from openapi_spec_validator import OpenAPIV2SpecValidator
from tests.api import Api
from tests.conftest import MakeApi
from tests.http.granted import Plain, client, entry, put
from tests.http.test_description import ORIGIN, versions_that_differ

from counterfoil.demo.walk import basket_document
from counterfoil.documents import json
from counterfoil.http.description.operations import Grants
from counterfoil.http.description.swagger import swagger_document
from counterfoil.identity.permissions import ClientPermissions
from counterfoil.shop.ocapi_settings import read_settings
from counterfoil.versions import NEWEST, Version

META = "/s/RefArch/dw/meta/v1/rest/shop/" + NEWEST.path_segment
ENVELOPE = {"_v", "_type", "_resource_state", "_flash"}
SHOP = f"/s/RefArch/dw/shop/{NEWEST.path_segment}"


def described(api: Api, *entries: Plain) -> dict[str, Any]:
    """What the Meta API tells a client with these entries."""
    put(api, client(*entries))
    document: dict[str, Any] = api.get(META).json
    assert list(OpenAPIV2SpecValidator(document).iter_errors()) == []
    return document


def names(document: dict[str, Any], definition: str) -> set[str]:
    return set(document["definitions"][definition]["properties"]) - ENVELOPE


def settable(document: dict[str, Any], definition: str) -> set[str]:
    properties = document["definitions"][definition]["properties"]
    return {name for name in names(document, definition) if not properties[name].get("readOnly")}


def test_what_cannot_be_read_is_not_described(api: Api) -> None:
    read = "(order_no,billing_address.(last_name),product_items[0:1].(product_id,price),shipments)"
    document = described(api, entry("/orders/*", read_attributes=read))
    assert names(document, "Order") == {"order_no", "billing_address", "product_items"}
    assert names(document, "OrderAddress") == {"last_name"}
    assert names(document, "ProductItem") == {"product_id", "price"}
    assert "Shipment" not in document["definitions"]


def test_what_is_excluded_is_not_described(api: Api) -> None:
    document = described(api, entry("/orders/*", read_attributes="(**,-order_token,-billing_address.(phone))"))
    whole = described(api, entry("/orders/*"))
    assert names(whole, "Order") - names(document, "Order") == {"order_token"}
    assert "phone" in names(document, "OrderAddress"), "that of a shipment's address is shown"


def test_simple_properties_are_no_documents(api: Api) -> None:
    document = described(api, entry("/orders/*", read_attributes="(*)"))
    shown = names(document, "Order")
    assert {"order_no", "order_total", "c_deliveryNote"} <= shown
    assert shown.isdisjoint({"billing_address", "product_items", "shipments"})


def test_a_document_has_what_any_operation_of_it_shows(api: Api) -> None:
    document = described(
        api,
        entry("/orders/*", read_attributes="(order_no)"),
        entry("/orders/0*", read_attributes="(order_total)"),
        entry("/customers/*/orders", read_attributes="(data.(status))"),
    )
    assert names(document, "Order") == {"order_no", "order_total", "status"}


def test_what_can_be_read_but_not_sent_is_read_only(api: Api) -> None:
    write = "(billing_address.(last_name),c_giftWrap,product_items.(product_id))"
    document = described(api, entry("/baskets", "post", write_attributes=write))
    assert settable(document, "Basket") == {"billing_address", "c_giftWrap", "product_items"}
    assert settable(document, "OrderAddress") == {"last_name"}
    assert settable(document, "ProductItem") == {"product_id"}
    assert {"basket_id", "customer_info", "c_deliveryNote"} < names(document, "Basket")


def test_what_can_be_sent_but_not_read_is_described(api: Api) -> None:
    document = described(
        api, entry("/baskets", "post", read_attributes="(basket_id)", write_attributes="(customer_info.(email))")
    )
    assert names(document, "Basket") == {"basket_id", "customer_info"}
    assert names(document, "CustomerInfo") == {"email"}


def test_neither_reading_nor_writing_leaves_the_envelope(api: Api) -> None:
    document = described(api, entry("/baskets", "post", read_attributes=None, write_attributes=None))
    assert names(document, "Basket") == set()
    assert document["definitions"]["Basket"]["additionalProperties"] is False


def test_a_custom_attribute_that_only_a_hook_adds_is_described_where_a_filter_names_it(api: Api) -> None:
    document = described(api, entry("/orders/*", read_attributes="(order_no,c_fromHook)"))
    order = document["definitions"]["Order"]
    assert (order["properties"]["c_fromHook"], order["additionalProperties"]) == ({}, False)


def test_every_custom_attribute_of_the_metadata_is_described(api: Api) -> None:
    basket = described(api, entry("/**", "get", "post"))["definitions"]["Basket"]
    assert basket["additionalProperties"] is True, "hooks may add others"
    assert {name: basket["properties"][name] for name in CUSTOM} == CUSTOM


CUSTOM = {
    "c_deliveryDate": {"type": "string", "format": "date"},
    "c_deliveryNote": {"type": "string", "maxLength": 256},
    "c_deliverySlot": {"type": "string", "enum": ["any", "morning", "evening"]},
    "c_exportedAt": {"type": "string", "format": "date-time"},
    "c_giftWrap": {"type": "boolean"},
    "c_loyaltyPoints": {"type": "integer", "format": "int32"},
    "c_tags": {"type": "array", "items": {"type": "string"}},
    "c_totalWeight": {"type": "number"},
}


SELECTORS = ["(*)", "(**,-product_items,-c_deliveryNote)", "(basket_id,product_items.(*),shipments.(**))"]


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_filtered_answer_is_as_described(api: Api, agent: str, selector: str) -> None:
    granted = entry("/baskets", "post", read_attributes=selector)
    document = described(api, granted)
    answer = api.post(f"{SHOP}/baskets", {**basket_document(), "c_deliveryNote": "ring"}, token=agent)
    assert answer.status == 200, answer
    schema = {**document["definitions"]["Basket"], "definitions": document["definitions"]}
    assert [error.message for error in Draft4Validator(schema).iter_errors(answer.json)] == []


@pytest.mark.parametrize("selector", SELECTORS)
def test_what_is_not_settable_is_refused_and_the_rest_is_not(api: Api, agent: str, selector: str) -> None:
    granted = entry("/baskets", "post", write_attributes=selector)
    free = settable(described(api, granted), "Basket")
    for name, value in {**basket_document(), "currency": "USD", "c_giftWrap": True}.items():
        answer = api.post(f"{SHOP}/baskets", {name: value}, token=agent)
        refused = answer.status == 400 and answer.fault == "PropertyNotPermittedException"
        assert refused == (name not in free), (name, answer)


def test_no_filter_leaves_the_description_whole(make_api: MakeApi) -> None:
    api = make_api()
    put(api, client(entry("/**", "get", "post", "put", "patch", "delete")))
    types = api.run(api.application.states.at(api.run(api.application.server.store.opening(None, None)).revision))
    whole = swagger_document(NEWEST, ORIGIN, "RefArch", custom=api.run(types.custom_types()))
    assert api.get(META).json == json.decode(json.encode(whole))


FILTERS = {"read_attributes": "(*,product_items.(**,-price),data.(order_no))", "write_attributes": "(**,-shipments)"}


def test_a_filtered_description_is_valid_in_every_version() -> None:
    settings = {"_v": "24.5", "clients": [client(entry("/**", "get", "post", "put", "patch", **FILTERS))]}
    rights = ClientPermissions(read_settings(json.encode(settings)).clients[0])
    for version in versions_that_differ():
        document = swagger_document(version, ORIGIN, "RefArch", grants_of(rights, version))
        assert list(OpenAPIV2SpecValidator(document).iter_errors()) == [], version
        assert document["definitions"] != swagger_document(version, ORIGIN, "RefArch")["definitions"]


def grants_of(rights: ClientPermissions, version: Version) -> Grants:
    return lambda row: rights.granted(row.permission_row, version)
