"""A shop of the suite's own hooks: the demo shop without the demo's, and how tests register theirs and order in it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.recorder import contents

from counterfoil.hooks import Status

SHOP = "dw.ocapi.shop."
ORDER, BASKET = SHOP + "order.", SHOP + "basket."
PAYMENT = ORDER + "payment_instrument."
ERROR = Status(Status.ERROR, "NO_WAY", "It must not be.")
INVOICE = {"payment_method_id": "INVOICE"}

Register = Callable[[str, Any], None]


@pytest.fixture
def shop(make_api: Callable[..., Api]) -> Api:
    """The demo shop without the demo's payment hook."""
    return make_api(demo_hook=False)


@pytest.fixture
def agent(shop: Api) -> str:
    return shop.agent_token()


@pytest.fixture
def register(shop: Api) -> Register:
    """Register a hook; a value other than a function is what the hook answers."""

    def at(point: str, hook: Any) -> None:
        shop.application.server.hooks.register(point, hook if callable(hook) else lambda *_: hook)

    return at


def submit(api: Api, token: str, basket: dict[str, Any]) -> Answer:
    return api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)


def kept(api: Api) -> dict[str, str]:
    """What is stored."""
    found: dict[str, str] = api.run(contents(api.settings.store))
    return found
