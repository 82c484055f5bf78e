"""Where a total comes from: the command, the management page, and the header that links there."""

import json
from pathlib import Path

import httpx
import pytest
from tests.api import V23, Api
from tests.servers import ServerProcess, run

from counterfoil.cli.management import DEMO_SECRET
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


def test_the_pages_want_the_secret_and_tell_nothing_without(server: ServerProcess) -> None:
    link = httpx.URL(basket(server).headers["x-explain"])
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        refused = httpx.get(link, headers=headers, trust_env=False)
        assert (refused.status_code, "steps" in refused.text) == (401, False)
    for path, status in (("/", 200), ("/health", 200), ("/none", 404), ("/explain/RefArch/customers/1", 404)):
        assert httpx.get(link.copy_with(path=path), headers=SECRET, trust_env=False).status_code == status
    assert httpx.post(link, headers=SECRET, trust_env=False).status_code == 405
