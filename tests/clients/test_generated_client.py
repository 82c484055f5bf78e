"""A client that a public generator makes of the description places an order, without a line written for it by hand."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import urlopen

import pytest
from tests.clients.started import Started, agent_token
from tests.http.scenarios import ADDRESS, CARD

from counterfoil.demo.walk import CUSTOMER_NO, PRODUCT, SITE

PACKAGE = "generated_shop_client"
BASKET = {
    "customer_info": {"customer_no": CUSTOMER_NO, "email": "x@gmail.com"},
    "product_items": [{"product_id": PRODUCT, "quantity": 2}],
    "shipments": [{"shipment_id": "me", "shipping_method": {"id": "001"}, "shipping_address": ADDRESS}],
    "billing_address": ADDRESS,
    "payment_instruments": [{"payment_method_id": "CREDIT_CARD", "payment_card": CARD}],
}


@pytest.fixture(scope="module")
def client(server: Started, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package that the generator makes of what the server says of itself; a warning of it is a failure."""
    folder = tmp_path_factory.mktemp("generated")
    with urlopen(f"{server.origin}/openapi.json?format=json") as answer:
        (folder / "openapi.json").write_bytes(answer.read())
    settings = folder / "settings.yaml"
    settings.write_text(f"package_name_override: {PACKAGE}\nproject_name_override: {PACKAGE}\npost_hooks: []\n")
    made = subprocess.run(
        [
            Path(sys.executable).with_name("openapi-python-client"),
            *("generate", "--path", folder / "openapi.json", "--output-path", folder / "made"),
            *("--config", settings, "--fail-on-warning"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder / "made"))
        yield importlib.import_module(PACKAGE)
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


def call(name: str) -> Any:
    """The function of an operation."""
    resource = name.split("_")[1]
    return importlib.import_module(f"{PACKAGE}.api.{resource}.{name}").sync


def model(name: str) -> Any:
    return getattr(importlib.import_module(f"{PACKAGE}.models"), name)


def test_a_generated_client_places_an_order(client: Any, server: Started) -> None:
    agent = client.AuthenticatedClient(base_url=server.origin, token=agent_token(server))
    basket = call("post_baskets")(SITE, client=agent, body=model("Basket").from_dict(BASKET))
    order = call("post_orders")(SITE, client=agent, body=model("Basket")(basket_id=basket.basket_id))
    again = call("get_orders_by_order_no")(SITE, order.order_no, client=agent)
    assert (basket.product_items[0].quantity, order.status.value, again.order_no) == (2, "created", order.order_no)
    assert again.order_total == basket.order_total


def test_a_generated_client_gets_faults_as_documents(client: Any, server: Started) -> None:
    agent = client.AuthenticatedClient(base_url=server.origin, token=agent_token(server))
    fault = call("get_orders_by_order_no")(SITE, "nowhere", client=agent)
    assert (fault.fault.type_, fault.fault.arguments["orderNo"]) == ("OrderNotFoundException", "nowhere")
