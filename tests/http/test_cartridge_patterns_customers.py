"""A cartridge that tells a partner of customers: when they register, log in, change and order."""

import json
from collections.abc import Callable

import pytest
from tests.api import V23, Api
from tests.http.accounts import CUSTOMERS, XENIA, log_in, xenia
from tests.http.test_cartridges import submit
from tests.http.wanted_by_cartridges import CRM

MOCKED = json.dumps({CRM: {"mode": "mock"}})
NOWHERE = json.dumps({CRM: {}})
ShopWith = Callable[..., Api]


def test_a_customer_who_registers_is_told_to_the_partner_once(shop_with: ShopWith) -> None:
    api = shop_with("int_teacrm", services=MOCKED)
    customer = {"login": "zoe@example.com", "email": "zoe@example.com", "last_name": "Zell"}
    token = api.customer()
    answer = api.post(CUSTOMERS, {"customer": customer, "password": "Oolong-tea-3"}, token=token)
    assert answer.status == 200, answer
    assert answer.json["c_note"] == "crm-zoe Zell"
    token = log_in(api, "zoe@example.com", "Oolong-tea-3").headers["authorization"].removeprefix("Bearer ")
    shown = api.get(f"{CUSTOMERS}/{answer.json['customer_id']}", token=token)
    assert shown.status == 200, shown
    assert (shown.json["c_crm"], shown.json["c_note"]) == ({"id": "crm-zoe", "tries": 2}, "crm-zoe Zell")
    assert "Everyone" in shown.json["c_groups"]


def test_what_a_script_changes_of_a_customer_is_kept_with_the_change(shop_with: ShopWith) -> None:
    api = shop_with("int_teacrm", services=MOCKED)
    customer = xenia(api)
    changed = customer.call("PATCH", "", {"last_name": "Young"})
    assert (changed.status, changed.json["c_note"]) == (200, "now Young")
    assert customer.call("GET").json["c_note"] == "now Young"


@pytest.mark.parametrize(("services", "note"), [(MOCKED, "crm-x"), (NOWHERE, None)])
def test_an_order_is_told_to_the_partner_and_does_not_suffer_without_him(
    shop_with: ShopWith, services: str, note: str | None
) -> None:
    api = shop_with("int_teacrm", services=services)
    order = submit(api)
    assert order.status == 200, order
    assert order.json.get("c_note") == note
    customer = xenia(api)
    assert customer.call("GET").json["c_crm"].get("tries") == 2
    kept = api.get(f"{V23}/orders/{order.json['order_no']}", token=api.agent_token()).json
    assert (kept["status"], kept["customer_info"]["email"]) == ("created", XENIA)
