"""What scripts learn of the shop, the request and one another, behind the API."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.api import V23, Api
from tests.http.test_cartridges import SHOP, submit, write_cartridge

MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], **settings: object) -> Api:
        return make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)), **settings)

    return make


def test_a_script_sees_its_site_and_its_request(make_shop: MakeShop) -> None:
    body = """
    const site = require('dw/system/Site').current;
    const System = require('dw/system/System');
    b.c_x = [site.ID, site.defaultCurrency, site.status, System.instanceType === System.DEVELOPMENT_SYSTEM,
        request.httpMethod, request.httpParameterMap.c_y.value, request.httpHeaders.containsKey('authorization'),
        request.httpHeaders.get('x-dw-client-id') !== null, request.httpHost].join();
    """
    api = make_shop({SHOP + "order.modifyGETResponse": body})
    token = api.agent_token()
    number = api.order(token)["order_no"]
    seen = api.get(f"{V23}/orders/{number}?c_y=12", token=token).json["c_x"]
    assert seen == "RefArch,USD,1,true,GET,12,false,true,127.0.0.1:8080"


def test_a_preference_that_a_script_sets_is_kept_with_the_order(make_shop: MakeShop) -> None:
    change = "const site = require('dw/system/Site').current; site.setCustomPreferenceValue('count', {});"
    show = "b.c_x = require('dw/system/Site').current.getCustomPreferenceValue('count');"
    api = make_shop(
        {
            SHOP + "order.afterPOST": change.format("(site.getCustomPreferenceValue('count') || 0) + 1"),
            SHOP + "order.modifyPOSTResponse": show,
        }
    )
    assert [submit(api).json["c_x"] for _ in range(2)] == [1, 2]


def test_a_preference_of_a_refused_order_stays_as_it_was(make_shop: MakeShop) -> None:
    body = """
    const site = require('dw/system/Site').current;
    const before = site.getCustomPreferenceValue('count');
    site.setCustomPreferenceValue('count', 1);
    return new (require('dw/system/Status'))(1, 'SEEN', String(before));
    """
    api = make_shop({SHOP + "order.beforePOST": body})
    assert [submit(api).arguments["statusMessage"] for _ in range(2)] == ["null", "null"]


def test_a_transaction_of_its_own_is_written_at_once(make_shop: MakeShop) -> None:
    body = """
    const site = require('dw/system/Site').current;
    const count = (site.getCustomPreferenceValue('count') || 0) + 1;
    require('dw/system/Transaction').wrap(function () { site.setCustomPreferenceValue('count', count); });
    b.c_x = count;
    """
    api = make_shop({SHOP + "order.modifyGETResponse": body})
    token = api.agent_token()
    number = api.order(token)["order_no"]
    assert [api.get(f"{V23}/orders/{number}", token=token).json["c_x"] for _ in range(3)] == [1, 2, 3]


def test_what_is_in_the_session_goes_from_hook_to_hook(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "order.beforePOST": "session.privacy.seen = [1, { a: 2 }]; session.custom.who = session.sessionID;",
            SHOP + "order.modifyPOSTResponse": "b.c_x = session.privacy.seen[1].a + (session.custom.who ? '!' : '');",
        }
    )
    assert submit(api).json["c_x"] == "2!"


def test_a_script_calls_what_the_server_does_by_default(make_shop: MakeShop) -> None:
    body = """
    const HookMgr = require('dw/system/HookMgr');
    const before = a.totalGrossPrice.value;
    HookMgr.callHook('dw.order.calculate', 'calculate', a);
    a.custom.note = [HookMgr.hasHook('dw.order.calculate'), HookMgr.hasHook('dw.nowhere'),
        a.totalGrossPrice.value === before].join();
    """
    api = make_shop({SHOP + "order.afterPOST": body})
    order = submit(api).json
    assert order["c_note"] == "true,false,true"
    assert order["order_total"] > 0
