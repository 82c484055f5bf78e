"""Items that name the inventory list their stock comes from."""

from pathlib import Path
from typing import Any

from tests.api import V23, Api
from tests.archive.archives import xml
from tests.http.shopper import BASKETS, Shopper, lines, load, refused


def inventory(list_id: str, content: str, header: str = "") -> dict[str, str]:
    body = f'<inventory-list><header list-id="{list_id}">{header}</header><records>{content}</records></inventory-list>'
    return {f"inventory-lists/{list_id}.xml": xml("inventory", body)}


def record(product_id: str, allocation: int) -> str:
    return f'<record product-id="{product_id}"><allocation>{allocation}</allocation></record>'


def item(product_id: str, quantity: int, list_id: str) -> dict[str, Any]:
    return {"product_id": product_id, "quantity": quantity, "inventory_id": list_id}


def test_an_item_is_compared_with_the_list_that_it_names(api: Api, tmp_path: Path) -> None:
    load(api, tmp_path, inventory("store-7", record("mug-01", 2)))
    shopper = Shopper(api)
    assert refused(shopper.add(item("mug-01", 3, "store-7"))) == (400, "ProductItemNotAvailableException")
    assert lines(shopper.add(item("mug-01", 2, "store-7"), {"product_id": "mug-01", "quantity": 200})) == [
        ("mug-01", 2),
        ("mug-01", 200),
    ]
    for list_id, product_id in (("store-7", "tea-01"), ("nowhere", "mug-01")):
        assert refused(shopper.add(item(product_id, 1, list_id))) == (400, "ProductItemNotAvailableException")
    assert "ProductItemNotAvailable" not in {flash["type"] for flash in shopper.basket()["_flash"]}


def test_a_list_may_sell_what_it_has_no_record_of(api: Api, agent: str, tmp_path: Path) -> None:
    load(api, tmp_path, inventory("open", record("mug-01", 1), "<default-instock>true</default-instock>"))
    order = api.order(agent, product_items=[item("tea-01", 5, "open"), item("mug-01", 1, "open")])
    assert [each["inventory_id"] for each in order["product_items"]] == ["open", "open"]
    short = api.post(BASKETS, {"product_items": [item("mug-01", 1, "open")]}, token=agent)
    assert refused(short) == (400, "ProductItemNotAvailableException")


def test_stock_of_another_list_that_is_gone_meanwhile_is_a_flash(api: Api, agent: str, tmp_path: Path) -> None:
    load(api, tmp_path, inventory("store-7", record("mug-01", 2)))
    first, second = (api.basket(agent, product_items=[item("mug-01", 2, "store-7")]) for _ in range(2))
    assert api.post(f"{V23}/orders", {"basket_id": first["basket_id"]}, token=agent).status == 200
    basket = api.get(f"{BASKETS}/{second['basket_id']}", token=agent).json
    assert [(flash["type"], flash["path"]) for flash in basket["_flash"]] == [
        ("ProductItemNotAvailable", "$.product_items[0].quantity")
    ]
    answer = api.post(f"{V23}/orders", {"basket_id": second["basket_id"]}, token=agent)
    assert refused(answer) == (400, "ProductItemNotAvailableException")
