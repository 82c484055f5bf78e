"""The examples run as their page says, and do what they say."""

import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from tests.api import V15, V23, Api
from tests.clients.started import Started, environment, read_order, started
from tests.conftest import MakeApi
from tests.project import PROJECT

from counterfoil.demo.walk import payment_document

EXAMPLES = PROJECT / "examples"
CARD = payment_document(Decimal("0.00"))["payment_card"]


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run an example in the folder of the project."""
    return subprocess.run(
        command,
        cwd=PROJECT,
        env={**environment(), "no_proxy": "127.0.0.1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def order_no_in(text: str) -> str:
    """The number of the order that an example speaks of."""
    found = re.search(r"^order (\d+)", text, re.MULTILINE)
    assert found is not None, text
    return found.group(1)


def curl_script(host: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the shell script against a server; skip the test where there is no curl."""
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    return run("sh", "examples/agent_order.sh", SandboxURL=host.removeprefix("http://"), **variables)


def test_an_agent_pays_an_order_by_card(server: Started) -> None:
    number = order_no_in(curl_script(server.origin).stdout)
    host = server.origin.removeprefix("http://")
    total = str(read_order(server, number)["order_total"])
    paid = run("sh", "examples/pay_order.sh", number, total, SandboxURL=host)
    assert paid.returncode == 0, paid.stderr
    assert read_order(server, number)["status"] == "new"
    declined = run("sh", "examples/pay_order.sh", number, total, "4000000000000002", SandboxURL=host)
    assert "HookStatusException" in declined.stdout
    assert run("sh", "examples/pay_order.sh", number).returncode == 2


def test_a_guest_orders_and_pays(server: Started) -> None:
    done = run(sys.executable, "examples/customer_order.py", server.origin)
    assert done.returncode == 0, done.stderr
    order = read_order(server, order_no_in(done.stdout))
    assert order["status"] == "new"
    assert order["customer_info"]["email"] == "guest@example.com"


def test_an_agent_orders_for_a_customer_by_three_curls(server: Started) -> None:
    done = curl_script(server.origin)
    assert done.returncode == 0, done.stderr
    order = read_order(server, order_no_in(done.stdout))
    assert order["status"] == "created"
    assert order["customer_info"]["customer_no"] == "000000001"


def test_the_shell_script_takes_variables_and_stops_with_the_fault(server: Started) -> None:
    done = curl_script(server.origin, product_id="none")
    assert done.returncode != 0
    assert "InvalidProductItemException" in done.stderr
    assert "order" not in done.stdout


def test_a_server_starts_with_the_example_hooks(tmp_path: Path) -> None:
    with started(str(tmp_path / "shop.db"), "--hooks", str(EXAMPLES / "payment_hook.py")) as server:
        done = run(sys.executable, "examples/customer_order.py", server.origin)
        assert done.returncode == 0, done.stderr
        order = read_order(server, order_no_in(done.stdout))
    assert order["payment_instruments"][0]["authorization_status"]["code"] == "APPROVED"
    assert order["status"] == "new"


@pytest.fixture
def hooked(make_api: MakeApi) -> Api:
    """A server with the example hooks."""
    return make_api(hooks=str(EXAMPLES / "payment_hook.py"))


def test_the_example_hook_refuses_what_its_provider_declines(hooked: Api) -> None:
    agent = hooked.agent_token()
    order = hooked.order(agent, product_items=[{"product_id": "mug-01", "quantity": 80}])
    path = f"{V23}/orders/{order['order_no']}"
    instrument = order["payment_instruments"][0]["payment_instrument_id"]
    document = {"payment_method_id": "CREDIT_CARD", "payment_card": CARD}

    refused = hooked.patch(f"{path}/payment_instruments/{instrument}", document, token=agent)

    assert (refused.status, refused.fault) == (400, "HookStatusException")
    assert refused.arguments["statusCode"] == "PAYMENT_DECLINED"
    assert CARD["number"] not in refused.text
    kept = hooked.get(path, token=agent).json
    assert kept["status"] == "created"
    assert kept["payment_instruments"] == order["payment_instruments"]


def test_the_example_hook_authorises_in_15_2_too(hooked: Api) -> None:
    order = hooked.order(hooked.agent_token())
    answer = hooked.authorize(order)
    assert answer.status == 200, answer
    assert answer.json["status"] == "new"
    instrument = answer.json["payment_instruments"][0]
    assert instrument["amount"] == order["order_total"]
    assert instrument["payment_card"]["masked_number"] == "************1111"


def test_a_request_without_a_card_is_left_to_others_in_15_2(hooked: Api) -> None:
    order = hooked.order(hooked.agent_token())
    headers = {"x-dw-order-token": order["order_token"]}
    answer = hooked.post(f"{V15}/orders/{order['order_no']}/payment_authorize", headers=headers)
    assert (answer.status, answer.json["status"]) == (200, "created")


def test_the_page_of_the_examples_names_every_file() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    files = {file.name for file in EXAMPLES.iterdir() if file.is_file()} - {"README.md"}
    assert {name for name in files if f"({name})" not in page} == set()
