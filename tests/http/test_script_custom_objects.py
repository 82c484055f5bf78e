"""Custom objects of scripts behind the API: kept with the order, given up with it, imported, and found again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.api import V23, Api
from tests.archive.archives import folder, marked, xml
from tests.http.test_cartridges import SHOP, submit, write_cartridge

from counterfoil.archive.load import load_archive
from counterfoil.archive.report import Report

SLOT = """<custom-type type-id="Slot"><display-name>Slot</display-name><storage-scope>site</storage-scope>
  <retention-days>{days}</retention-days><key-definition attribute-id="id"><type>string</type></key-definition>
  <attribute-definitions><attribute-definition attribute-id="size"><type>int</type></attribute-definition>
  <attribute-definition attribute-id="kind"><type>enum-of-string</type><value-definitions>
  <value-definition default="true">
  <display>Any</display><value>any</value></value-definition></value-definitions></attribute-definition>
  </attribute-definitions></custom-type>"""
SHARED = """<custom-type type-id="Shared"><storage-scope>organization</storage-scope>
  <key-definition attribute-id="number"><type>int</type></key-definition></custom-type>"""
MGR = "const Mgr = require('dw/object/CustomObjectMgr');\n"
MakeShop = Callable[..., Api]


def described(type_id: str, key: str, **attributes: object) -> str:
    inner = "".join(
        f'<object-attribute attribute-id="{name}">{value}</object-attribute>' for name, value in attributes.items()
    )
    return f'<custom-object type-id="{type_id}" object-id="{key}">{inner}</custom-object>'


def load(api: Api, path: Path, files: dict[str, bytes]) -> Report:
    report: Report = api.run(load_archive(api.application.server.store, folder(path, files), hash_password=marked))
    return report


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with the types of these tests and a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], days: int = 0, **settings: object) -> Api:
        folder_of = write_cartridge(tmp_path / "cartridges", {point: MGR + body for point, body in hooks.items()})
        api = make_api(cartridges=str(folder_of), **settings)
        report = load(api, tmp_path / "types", {"meta/types.xml": xml("metadata", SLOT.format(days=days) + SHARED)})
        assert not report.warnings
        return api

    return make


def test_an_object_is_kept_with_the_order_and_seen_by_later_hooks_and_requests(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": """
                const slot = Mgr.getCustomObject('Slot', 'evening') || Mgr.createCustomObject('Slot', 'evening');
                slot.custom.size = (slot.custom.size || 0) + 1;""",
            SHOP + "order.afterPOST": """
                const slot = Mgr.getCustomObject('Slot', 'evening');
                slot.custom.size += 10;
                a.custom.note = [slot.custom.id, slot.custom.size, slot.custom.kind.displayValue,
                    Mgr.queryCustomObjects('Slot', 'custom.size > {0}', null, 10).count].join();""",
            SHOP + "order.modifyPOSTResponse": "b.c_x = Mgr.getAllCustomObjects('Slot').next().custom.size;",
        }
    )
    orders = [submit(api).json for _ in range(2)]
    assert [order["c_note"] for order in orders] == ["evening,11,Any,1", "evening,22,Any,1"]
    assert [order["c_x"] for order in orders] == [11, 22]


def test_an_object_of_a_refused_order_is_given_up_with_it(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": "Mgr.createCustomObject('Slot', 'k').custom.size = 1;",
            SHOP + "order.afterPOST": """
                const size = Mgr.getCustomObject('Slot', 'k').custom.size;
                return new (require('dw/system/Status'))(1, 'NO', String(size));""",
        }
    )
    # Had the first been kept, the second would have been refused for its key.
    assert [submit(api).arguments["statusMessage"] for _ in range(2)] == ["1", "1"]


def test_an_object_is_removed_and_made_again(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": """
                const old = Mgr.getCustomObject('Slot', 'k');
                if (old) { Mgr.remove(old); Mgr.createCustomObject('Slot', 'k').custom.size = 5; }
                else { Mgr.createCustomObject('Slot', 'k').custom.size = 1; }""",
            SHOP + "order.modifyPOSTResponse": "b.c_x = Mgr.getCustomObject('Slot', 'k').custom.size;",
        }
    )
    assert [submit(api).json["c_x"] for _ in range(3)] == [1, 5, 5]


def test_transactions_of_a_scripts_own_are_written_one_after_the_other(make_shop: MakeShop) -> None:
    body = """
    const Transaction = require('dw/system/Transaction');
    const slot = Transaction.wrap(function () { return Mgr.createCustomObject('Slot', 'log-' + Date.now()); });
    Transaction.wrap(function () { slot.custom.size = 1; });
    Transaction.wrap(function () { slot.custom.size = 2; });
    b.c_x = Mgr.queryCustomObjects('Slot', 'custom.size = 2', 'creationDate desc').count;
    """
    api = make_shop({SHOP + "order.modifyGETResponse": body})
    token = api.agent_token()
    number = api.order(token)["order_no"]
    assert api.get(f"{V23}/orders/{number}", token=token).json["c_x"] == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Mgr.createCustomObject('Slot', '');", "a key of Slot has 1 to 256 characters"),
        ("Mgr.createCustomObject('Shared', 'x');", "keys of Shared are whole numbers"),
        ("Mgr.getCustomObject('Nothing', 'x');", "there is no custom object type Nothing"),
        ("Mgr.queryCustomObjects('Slot', 'custom.size');", "the query ends too early"),
    ],
)
def test_what_cannot_be_done_is_told_to_the_script(make_shop: MakeShop, body: str, said: str) -> None:
    caught = f"let told = ''; try {{ {body} }} catch (error) {{ told = error.message; }} a.custom.note = told;"
    api = make_shop({SHOP + "order.afterPOST": caught})
    assert said in submit(api).json["c_note"]


def test_objects_are_imported_and_merged_by_their_types(make_shop: MakeShop, tmp_path: Path) -> None:
    api = make_shop(
        {
            SHOP + "order.modifyPOSTResponse": """
        const slot = Mgr.getCustomObject('Slot', 'evening');
        b.c_x = slot === null ? null : [slot.custom.size + 1, slot.custom.kind.value,
            Mgr.getCustomObject('Shared', 7).custom.text].join();
    """
        }
    )
    objects = described("Slot", "evening", size=12)
    shared = described("Shared", "7", text="all")
    files = {
        "sites/RefArch/custom-objects/Slot.xml": xml("custom-objects", objects),
        "custom-objects/Shared.xml": xml("custom-objects", shared),
    }
    report = load(api, tmp_path / "first", files)
    assert not report.warnings
    assert submit(api).json["c_x"] == "13,any,all"
    gone = (
        '<custom-object type-id="Slot" object-id="evening" mode="delete"/><custom-object type-id="None" object-id="x"/>'
    )
    report = load(api, tmp_path / "second", {"sites/RefArch/custom-objects/Slot.xml": xml("custom-objects", gone)})
    assert [warning.message for warning in report.warnings] == ["there is no custom object type None"]
    assert submit(api).json.get("c_x") is None


def test_objects_are_gone_when_their_days_are_over(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP
            + "order.beforePOST": "if (!Mgr.getCustomObject('Slot', 'k')) { Mgr.createCustomObject('Slot', 'k'); }",
            SHOP + "order.modifyPOSTResponse": "b.c_x = Mgr.getCustomObject('Slot', 'k').creationDate.toISOString();",
        },
        days=2,
    )
    first = submit(api).json["c_x"]
    api.clock.advance(24 * 3_600_000)
    assert submit(api).json["c_x"] == first
    api.clock.advance(25 * 3_600_000)
    assert submit(api).json["c_x"] > first


def test_two_orders_that_change_one_object_do_not_lose_a_change(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": """
                const slot = Mgr.getCustomObject('Slot', 'n') || Mgr.createCustomObject('Slot', 'n');
                slot.custom.size = (slot.custom.size || 0) + 1;""",
            SHOP + "order.modifyGETResponse": "b.c_x = Mgr.getCustomObject('Slot', 'n').custom.size;",
        }
    )
    token = api.agent_token()
    api.order(token)
    baskets = [api.basket(token)["basket_id"] for _ in range(3)]
    answers = api.together(
        *(api.request("POST", f"{V23}/orders", {"basket_id": basket}, token=token) for basket in baskets)
    )
    made = [answer.json["order_no"] for answer in answers if answer.status == 200]
    assert all(answer.status in (200, 409) for answer in answers), answers
    assert api.get(f"{V23}/orders/{made[0]}", token=token).json["c_x"] == 1 + len(made)


def test_a_request_that_is_repeated_by_its_key_changes_an_object_once(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": """
                const slot = Mgr.getCustomObject('Slot', 'n') || Mgr.createCustomObject('Slot', 'n');
                slot.custom.size = (slot.custom.size || 0) + 1;""",
            SHOP + "order.modifyPOSTResponse": "b.c_x = Mgr.getCustomObject('Slot', 'n').custom.size;",
        }
    )
    token = api.agent_token()
    basket = {"basket_id": api.basket(token)["basket_id"]}
    key = {"Idempotency-Key": "once"}
    answers = [api.post(f"{V23}/orders", basket, token=token, headers=key) for _ in range(2)]
    assert [(answer.status, answer.json["c_x"]) for answer in answers] == [(200, 1), (200, 1)]
    assert submit(api).json["c_x"] == 2


def test_an_object_stays_with_the_order_when_only_the_answer_is_refused(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.afterPOST": "Mgr.createCustomObject('Slot', a.orderNo).custom.size = 7;",
            SHOP + "order.modifyPOSTResponse": "return new (require('dw/system/Status'))(1, 'LATE');",
            SHOP + "order.modifyGETResponse": "b.c_x = Mgr.getCustomObject('Slot', a.orderNo).custom.size;",
        }
    )
    assert submit(api).arguments["statusCode"] == "LATE"
    assert api.get(f"{V23}/orders/00000001", token=api.agent_token()).json["c_x"] == 7


def test_an_object_is_kept_where_the_request_writes_nothing_more(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "basket.afterDELETE": "Mgr.createCustomObject('Slot', 'gone').custom.size = 1;",
            SHOP + "order.modifyPOSTResponse": "b.c_x = Mgr.getCustomObject('Slot', 'gone') !== null;",
        }
    )
    token = api.agent_token()
    assert api.delete(f"{V23}/baskets/{api.basket(token)['basket_id']}", token=token).status == 204
    assert submit(api).json["c_x"] is True
