"""Flashes of a basket: told with every answer as recorded, gone once what is missing is there, blocking the submit."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api
from tests.archive.archives import catalog, xml
from tests.http.shopper import Shopper, load, refused

ADDRESS = {"first_name": "Ada", "last_name": "Low", "country_code": "US", "state_code": "MA"}


@pytest.fixture
def shopper(api: Api) -> Shopper:
    """A guest with an empty basket."""
    return Shopper(api)


def types(basket: dict[str, Any]) -> list[str]:
    return [flash["type"] for flash in basket.get("_flash", [])]


def submit(shopper: Shopper) -> Answer:
    body = {"basket_id": shopper.path.rpartition("/")[2]}
    return shopper.api.post(f"{V23}/orders", body, token=shopper.token)


def test_a_new_basket_has_the_recorded_flashes_to_the_letter(shopper: Shopper) -> None:
    basket = shopper.basket()
    item_id = basket["shipping_items"][0]["item_id"]
    assert basket["_flash"] == [
        {
            "_type": "flash",
            "type": "PaymentMethodRequired",
            "message": "No payment method ID was specified. Please provide a valid payment method ID.",
            "path": "$.payment_instruments[0].payment_method_id",
        },
        {
            "_type": "flash",
            "type": "BillingAddressRequired",
            "message": "No billing address was specified. Please provide a valid billing address.",
            "path": "$.billing_address",
        },
        {
            "_type": "flash",
            "type": "OrderTotalNotSet",
            "message": "Order total missing, calculation failed.",
            "path": "$.order_total",
        },
        {
            "_type": "flash",
            "type": "ShippingAddressRequired",
            "message": "No shipping address was specified. Please provide a valid shipping address.",
            "path": "$.shipments[0].shipping_address",
            "details": {"shipmentId": "me"},
        },
        {
            "_type": "flash",
            "type": "ShippingMethodRequired",
            "message": "No shipping method ID was specified. Please provide a valid shipping method ID.",
            "path": "$.shipments[0].shipping_method",
            "details": {"shipmentId": "me"},
        },
        {
            "_type": "flash",
            "type": "ShippingItemAdjustedPriceNotSet",
            "message": f"Price missing for shipping item ''{item_id}''.",
            "path": "$.shipping_items[0].adjusted_price",
        },
    ]


def test_step_by_step_the_flashes_go_and_only_then_it_can_be_submitted(shopper: Shopper) -> None:
    api = shopper.api
    steps: list[tuple[str, str, Any, set[str]]] = [
        ("POST", "/items", [{"product_id": "mug-01", "quantity": 1}], set()),
        ("PUT", "/billing_address", ADDRESS, {"BillingAddressRequired"}),
        ("PUT", "/shipments/me/shipping_address", ADDRESS, {"ShippingAddressRequired"}),
        (
            "PUT",
            "/shipments/me/shipping_method",
            {"id": "001"},
            {"ShippingMethodRequired", "OrderTotalNotSet", "ShippingItemAdjustedPriceNotSet"},
        ),
    ]
    left = set(types(shopper.basket()))
    for method, path, body, gone in steps:
        answer = api.call(method, shopper.path + path, body, token=shopper.token)
        left -= gone
        assert set(types(answer.json)) == left
        assert answer.json["_flash"] == shopper.basket()["_flash"]
        assert refused(submit(shopper)) == (400, "ValidationException")
    assert left == {"PaymentMethodRequired"}


@pytest.fixture
def complete(shopper: Shopper) -> Shopper:
    """A guest with a basket that can be submitted."""
    api = shopper.api
    shopper.token = api.customer()
    basket = api.basket(
        shopper.token,
        customer_info={"email": "a@example.com"},
        product_items=[{"product_id": "kettle-01", "quantity": 1}],
        payment_instruments=[{"payment_method_id": "INVOICE"}],
    )
    assert "_flash" not in basket
    shopper.path = f"{V23}/baskets/{basket['basket_id']}"
    return shopper


SHIPPING = "sites/RefArch/shipping.xml"
PAYMENT = "sites/RefArch/payment-methods.xml"
GONE: list[tuple[str, str, str, str, dict[str, str] | None]] = [
    (
        "InvalidProductItem",
        "$.product_items[0].product_id",
        "catalogs/refarch-products/catalog.xml",
        catalog('<product product-id="kettle-01"><online-flag>false</online-flag></product>', "refarch-products"),
        {"productId": "kettle-01"},
    ),
    (
        "ShippingMethodNotApplicable",
        "$.shipments[0].shipping_method",
        SHIPPING,
        xml("shipping", '<shipping-method method-id="001"><online-flag>false</online-flag></shipping-method>'),
        {"shipmentId": "me"},
    ),
    (
        "PaymentMethodNotApplicable",
        "$.payment_instruments[0].payment_method_id",
        PAYMENT,
        xml(
            "payment-settings",
            '<payment-method method-id="INVOICE"><enabled-flag>false</enabled-flag></payment-method>',
        ),
        None,
    ),
    (
        "ProductItemNotAvailable",
        "$.product_items[0].quantity",
        "inventory-lists/refarch-us.xml",
        xml(
            "inventory",
            '<inventory-list><header list-id="refarch-us"/><records><record product-id="kettle-01">'
            "<allocation>0</allocation></record></records></inventory-list>",
        ),
        {"productId": "kettle-01", "quantity": "1"},
    ),
]


@pytest.mark.parametrize(("kind", "path", "file", "content", "details"), GONE, ids=[row[0] for row in GONE])
def test_what_no_longer_holds_is_flashed_with_the_next_answer_and_blocks(
    complete: Shopper, tmp_path: Path, kind: str, path: str, file: str, content: str, details: dict[str, str] | None
) -> None:
    load(complete.api, tmp_path, {file: content})
    flash = next(flash for flash in complete.basket()["_flash"] if flash["type"] == kind)
    assert (flash["path"], flash.get("details")) == (path, details)
    assert flash["message"]
    assert submit(complete).status == 400
    assert complete.api.get(complete.path, token=complete.token).status == 200, "the basket is still there"


def test_a_price_that_is_gone_is_flashed_after_the_next_calculation(complete: Shopper, tmp_path: Path) -> None:
    header = '<pricebook><header pricebook-id="{}"><currency>USD</currency><online-flag>false</online-flag></header>'
    files = {
        f"pricebooks/{book}.xml": xml("pricebooks", header.format(book) + "</pricebook>")
        for book in ("usd-list", "usd-sale")
    }
    load(complete.api, tmp_path, files)
    answer = complete.api.patch(complete.path, {"c_x": "1"}, token=complete.token)
    item = answer.json["product_items"][0]
    without_price = next(flash for flash in answer.json["_flash"] if flash["type"] == "ProductItemWithoutPrice")
    assert without_price == {
        "_type": "flash",
        "type": "ProductItemWithoutPrice",
        "message": f"Price missing for product item ''{item['item_id']}''.",
        "path": "$.product_items[0].price",
        "details": {"productId": "kettle-01"},
    }
    assert {"OrderTotalNotSet", "ShippingItemAdjustedPriceNotSet"} <= set(types(answer.json))
    assert refused(submit(complete)) == (400, "ValidationException")


def test_an_option_that_is_gone_is_flashed(complete: Shopper, tmp_path: Path) -> None:
    product = '<product product-id="kettle-01"><options></options></product>'
    load(complete.api, tmp_path, {"catalogs/refarch-products/catalog.xml": catalog(product, "refarch-products")})
    basket = complete.basket()
    assert [(flash["type"], flash["path"]) for flash in basket["_flash"]] == [
        ("InvalidOptionItem", "$.product_items[0].option_items[0]")
    ]
    assert refused(submit(complete)) == (400, "InvalidProductOptionItemException")


def test_flashes_are_shown_from_16_1_on_and_only_those_a_release_has(shopper: Shopper) -> None:
    def flashes(segment: str) -> list[str]:
        path = shopper.path.replace(V23, f"{SHOP}/v{segment}")
        return types(shopper.api.get(path, token=shopper.token).json)

    recorded = flashes("23_1")
    assert "CustomerEmailRequired" not in recorded
    assert flashes("17_3") == recorded
    for old in ("16_1", "17_2"):
        assert set(flashes(old)) == {*recorded, "CustomerEmailRequired"}
    assert flashes("15_9") == []
