"""Source codes on a basket: only those in force are taken, and the order keeps the one it was made with."""

from pathlib import Path

import pytest
from tests.api import V23, Api
from tests.http.gift_certificates import load_files

GROUPS = """<sourcecodes xmlns="http://www.demandware.com/xml/impex/sourcecode/2007-03-31">
  <sourcecode-group group-id="summer"><enabled-flag>true</enabled-flag>
    <code-specs><code-spec>SUN</code-spec><code-spec>sun[1..20]</code-spec></code-specs></sourcecode-group>
  <sourcecode-group group-id="off"><enabled-flag>false</enabled-flag>
    <code-specs><code-spec>OFF</code-spec></code-specs></sourcecode-group>
  <sourcecode-group group-id="over"><enabled-flag>true</enabled-flag><online-to>2026-06-14</online-to>
    <code-specs><code-spec>OVER</code-spec></code-specs></sourcecode-group>
</sourcecodes>"""


@pytest.fixture
def shop(api: Api, tmp_path: Path) -> Api:
    """The demo shop with source codes."""
    assert load_files(api, tmp_path, {"sites/RefArch/sourcecodes.xml": GROUPS}).warnings == []
    return api


@pytest.mark.parametrize("code", ["SUN", "sun", "sun20"])
def test_a_source_code_in_force_is_kept_on_basket_and_order(shop: Api, agent: str, code: str) -> None:
    basket = shop.basket(agent)
    path = f"{V23}/baskets/{basket['basket_id']}"
    answer = shop.patch(path, {"source_code": code}, token=agent)
    assert (answer.status, answer.json["source_code"]) == (200, code)
    order = shop.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)
    assert order.json["source_code"] == code


@pytest.mark.parametrize(
    ("code", "status", "fault"),
    [
        ("none", 404, "SourceCodeNotFoundException"),
        ("sun21", 404, "SourceCodeNotFoundException"),
        ("OFF", 400, "SourceCodeInactiveException"),
        ("OVER", 400, "SourceCodeInactiveException"),
    ],
)
def test_any_other_source_code_is_refused(shop: Api, agent: str, code: str, status: int, fault: str) -> None:
    path = f"{V23}/baskets/{shop.basket(agent)['basket_id']}"
    assert shop.patch(path, {"source_code": "SUN"}, token=agent).status == 200
    answer = shop.patch(path, {"source_code": code}, token=agent)
    assert (answer.status, answer.fault, answer.arguments) == (status, fault, {"sourceCode": code})
    assert shop.get(path, token=agent).json["source_code"] == "SUN"


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_source_code_is_taken_away(shop: Api, agent: str, nothing: str | None) -> None:
    path = f"{V23}/baskets/{shop.basket(agent)['basket_id']}"
    shop.patch(path, {"source_code": "SUN"}, token=agent)
    assert "source_code" not in shop.patch(path, {"source_code": nothing}, token=agent).json


def test_a_new_basket_has_none_whatever_is_sent(shop: Api, agent: str) -> None:
    assert "source_code" not in shop.basket(agent, source_code="none")
