"""What the tests of order search ask with."""

from typing import Any

import pytest
from tests.api import V23, Answer, Api

SEARCH = f"{V23}/order_search"
ALL: dict[str, Any] = {"match_all_query": {}}


def term(field: str, operator: str, *values: Any) -> dict[str, Any]:
    return {"term_query": {"fields": [field], "operator": operator, "values": list(values)}}


def filtered(found: dict[str, Any]) -> dict[str, Any]:
    return {"filtered_query": {"query": ALL, "filter": found}}


class Searcher:
    """Asks for orders with an agent's token."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.token = api.agent_token()

    def __call__(self, query: Any, path: str = SEARCH, **more: Any) -> Answer:
        return self.api.post(path, {"query": query, **more}, token=self.token)

    def found(self, query: Any, **more: Any) -> list[str]:
        """Return the numbers of the orders found; the total must be that of one page."""
        answer = self(query, **{"count": 200, **more})
        assert answer.status == 200, answer
        numbers = [hit["data"]["order_no"] for hit in answer.json.get("hits", ())]
        assert answer.json["total"] == len(numbers)
        return numbers

    def three(self) -> list[str]:
        """Place three orders, a minute apart, with one, two and three mugs, and return their numbers."""
        numbers = []
        for quantity in (1, 2, 3):
            order = self.api.order(self.token, product_items=[{"product_id": "mug-01", "quantity": quantity}])
            numbers.append(order["order_no"])
            self.api.clock.advance(60_000)
        return numbers


@pytest.fixture
def search(api: Api) -> Searcher:
    return Searcher(api)


@pytest.fixture
def three(search: Searcher) -> list[str]:
    return search.three()
