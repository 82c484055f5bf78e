"""A guest who fills a basket, for the tests of what is in one."""

from pathlib import Path
from typing import Any

from tests.api import V23, Answer, Api
from tests.archive.archives import folder, marked

from counterfoil.archive.load import load_archive

BASKETS = f"{V23}/baskets"


def load(api: Api, path: Path, files: dict[str, str]) -> None:
    """Load an archive of these files beside the demo's."""
    report = api.run(load_archive(api.application.server.store, folder(path, files), hash_password=marked))
    assert not report.warnings


class Shopper:
    """A guest with an empty basket."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.token = api.customer()
        self.path = f"{BASKETS}/{api.post(BASKETS, token=self.token).json['basket_id']}"

    def add(self, *items: dict[str, Any], **options: Any) -> Answer:
        return self.api.post(f"{self.path}/items", list(items), token=self.token, **options)

    def change(self, item_id: str, body: Any) -> Answer:
        return self.api.patch(f"{self.path}/items/{item_id}", body, token=self.token)

    def remove(self, item_id: str) -> Answer:
        return self.api.delete(f"{self.path}/items/{item_id}", token=self.token)

    def basket(self) -> dict[str, Any]:
        answer = self.api.get(self.path, token=self.token)
        assert answer.status == 200
        basket: dict[str, Any] = answer.json
        return basket

    def ship_to(self, shipment_id: str) -> None:
        """Begin anew with a basket that has another shipment."""
        assert self.api.delete(self.path, token=self.token).status == 204
        body = {"shipments": [{"shipment_id": "me"}, {"shipment_id": shipment_id}]}
        self.path = f"{BASKETS}/{self.api.post(BASKETS, body, token=self.token).json['basket_id']}"


def lines(answer: Answer) -> list[tuple[Any, ...]]:
    assert answer.status == 200, answer
    return [(item["product_id"], item["quantity"]) for item in answer.json.get("product_items", [])]


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.fault
