"""Where a total comes from: the command, the management page, and the header that links there."""

import json
from pathlib import Path

import httpx
import pytest
from tests.api import V23, Api
from tests.servers import ServerProcess, run

from counterfoil.cli.management import DEMO_SECRET
from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.demo.walk import basket_document

SECRET = {"Authorization": f"Bearer {DEMO_SECRET}"}


@pytest.mark.parametrize("kind", ["basket", "order"])
def test_the_command_tells_every_figure(demo_store: str, kind: str) -> None:
    api = Api(demo_store)
    agent = api.agent_token()
    made = api.basket(agent) if kind == "basket" else api.order(agent)
    api.close()
    name = made["basket_id"] if kind == "basket" else made["order_no"]
    told = run("explain", kind, name, "--site", "RefArch", "--store", demo_store)
    assert told.returncode == 0, told.stderr
    total = f"{made['order_total']}  $.order_total"
    assert total in told.stdout
    assert f"product_total {made['product_total']} + shipping_total {made['shipping_total']}" in told.stdout
    plain = json.loads(run("explain", kind, name, "--json", "--store", demo_store).stdout)
    assert all(step["holds"] for step in plain["steps"])


def test_a_basket_tells_of_each_promotion_why_it_does_not_apply(demo_store: str) -> None:
    api = Api(demo_store)
    agent = api.agent_token()
    basket = api.basket(agent, coupon_items=[{"code": "WELCOME10"}])
    api.close()
    told = run("explain", "basket", basket["basket_id"], "--json", "--store", demo_store)
    found = {each["promotion_id"]: each for each in json.loads(told.stdout)["promotions"]}
    assert found["welcome"]["applies"] is True
    refused = [each for each in found.values() if not each["applies"]]
    assert refused
    assert all(each["reason"].isascii() and each["reason"] for each in refused)
    written = run("explain", "basket", basket["basket_id"], "--store", demo_store).stdout
    assert "by promotion 'welcome', coupon code 'WELCOME10'" in written


def test_the_command_says_what_it_cannot_find(demo_store: str) -> None:
    for arguments, said in (
        (("basket", "nothing"), "there is no basket 'nothing'"),
        (("order", "1", "--site", "Nowhere"), "there is no site 'Nowhere'"),
        (("basked", "1"), "counterfoil explain basket ID"),
    ):
        done = run("explain", *arguments, "--store", demo_store)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert said in " ".join(done.stderr.split())


@pytest.fixture
def server(tmp_path: Path):
    process = ServerProcess(str(tmp_path / "demo.db"), "--management-port", "0")
    yield process
    process.stop()


def basket(server: ServerProcess, **headers: str) -> httpx.Response:
    agent = server.agent_token()
    return server.client.post(
        f"{V23}/baskets", json=basket_document(), headers={"Authorization": f"Bearer {agent}", **headers}
    )


def test_an_emulators_answer_links_to_its_explanation(server: ServerProcess) -> None:
    answer = basket(server)
    link = answer.headers["x-explain"]
    assert link.endswith(f"/explain/RefArch/baskets/{answer.json()['basket_id']}")
    page = httpx.get(link, headers=SECRET, trust_env=False)
    assert page.status_code == 200
    assert {step["path"]: step["holds"] for step in page.json()["steps"]}["$.order_total"] is True
    text = httpx.get(link, headers=SECRET | {"Accept": "text/plain"}, trust_env=False)
    assert "$.order_total" in text.text
    assert "x-explain" not in basket(server, **{"x-explain": "0"}).headers


def test_a_reset_token_is_among_the_notices_of_an_emulator(server: ServerProcess) -> None:
    link = httpx.URL(basket(server).headers["x-explain"]).copy_with(path="/notices")
    assert httpx.get(link, headers=SECRET, trust_env=False).json() == {"notices": []}
    asked = {"identification": "x@gmail.com", "type": "login"}
    reset = f"{V23}/customers/password_reset"
    assert server.client.post(reset, json=asked, headers={"x-dw-client-id": CLIENT_ID}).status_code == 204
    (notice,) = httpx.get(link, headers=SECRET, trust_env=False).json()["notices"]
    assert notice["kind"] == "password reset"
    assert "x@gmail.com" in notice["text"]


def test_the_pages_want_the_secret_and_tell_nothing_without(server: ServerProcess) -> None:
    link = httpx.URL(basket(server).headers["x-explain"])
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        refused = httpx.get(link, headers=headers, trust_env=False)
        assert (refused.status_code, "steps" in refused.text) == (401, False)
    for path, status in (("/", 200), ("/health", 200), ("/none", 404), ("/explain/RefArch/customers/1", 404)):
        assert httpx.get(link.copy_with(path=path), headers=SECRET, trust_env=False).status_code == status
    assert httpx.post(link, headers=SECRET, trust_env=False).status_code == 405
