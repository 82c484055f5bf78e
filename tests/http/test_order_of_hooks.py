"""The page that explains the order of hooks: its hooks run, and its worked request comes out as it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.api import V23, Api
from tests.project import PROJECT

from counterfoil.hooks.loader import load_file

PAGE = PROJECT / "docs" / "explanation" / "order-of-hooks.md"


@pytest.fixture
def api(make_api: Callable[..., Api], tmp_path: Path) -> Api:
    """A server with the hooks of the page."""
    api = make_api(demo_hook=False)
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)):
        file = tmp_path / f"page_{number}.py"
        file.write_text(code)
        load_file(api.application.server.hooks, str(file))
    return api


def test_the_worked_request_comes_out_as_the_page_says(api: Api, agent: str) -> None:
    order = api.order(agent)
    assert order["c_items"] == len(order["product_items"])
    kept = api.get(f"{V23}/orders/{order['order_no']}", token=agent).json
    assert kept["c_source"] == "shop"
    assert "c_items" not in kept


def test_too_many_items_are_refused_as_the_page_says(api: Api, agent: str) -> None:
    products = [f"1001000{number}" for number in range(1, 9)] + ["mug-01", "tea-01", "kettle-01"]
    items = [{"product_id": product, "quantity": 1} for product in products]
    basket = api.basket(agent, product_items=items)
    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)
    assert answer.arguments["statusMessage"] == "At most 10 items, please."
    assert answer.arguments["statusCode"] == "TOO_MANY"


def test_a_hook_pays_by_a_point_of_its_own_as_the_page_says(api: Api, agent: str) -> None:
    order = api.order(agent)
    path = f"{V23}/orders/{order['order_no']}/payment_instruments"
    paid = api.post(path, {"payment_method_id": "INVOICE"}, token=agent)
    assert [one.get("c_authorized") for one in paid.json["payment_instruments"]] == [None, True]
