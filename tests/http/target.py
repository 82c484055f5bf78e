"""A server to be shot at with anything: its answers must be good ones or documented faults."""

import xml.etree.ElementTree as ET
from typing import Any

from tests.api import V23, Answer, Api

from counterfoil import faults

KNOWN = {row.type for kind in faults.TABLE.values() for row in kind.rows}


class Target:
    """A server with a basket, an order and a token, to be shot at."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.token = api.agent_token()
        order = api.order(self.token)
        self._order_token = order["order_token"]
        self._names = {
            "basket": "",
            "order": order["order_no"],
            "instrument": order["payment_instruments"][0]["payment_instrument_id"],
        }

    def refresh(self) -> None:
        """Make a basket where the last test removed it."""
        if self.api.get(f"{V23}/baskets/{self._names['basket']}", token=self.token).status != 200:
            self._names["basket"] = self.api.basket(self.token)["basket_id"]

    def send(self, method: str, path: str, body: Any = None, **headers: str | None) -> Answer:
        """Send anything with good credentials and check that the answer is a documented one."""
        raw = {name.replace("_", "-"): value and value.encode("latin-1") for name, value in headers.items()}
        kept = {"x-dw-order-token": self._order_token, **raw}
        for name, value in self._names.items():
            path = path.replace("{" + name + "}", value)
        token = None if "Authorization" in kept else self.token
        return documented(self.api.call(method, path, body, headers=kept, token=token))


def documented(answer: Answer) -> Answer:
    """Assert that an answer is a good one or a documented fault of the client's making."""
    assert answer.status < 500, answer
    if answer.status >= 400 and answer.headers["content-type"].startswith("application/json"):
        document = answer.json
        if "fault" in document:
            assert document["fault"]["type"] in KNOWN
            assert document["fault"]["message"]
            assert "_v" in document
        else:
            assert set(document) == {"error", "error_description"}
    if answer.headers.get("content-type", "").startswith("application/xml"):
        ET.fromstring(answer.content)
    return answer


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where in a document something stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inner for place in ((*path, key), *places(part, (*path, key)))]
