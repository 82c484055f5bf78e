"""What scripts keep in the session lives as long as the visit of a customer; prices from price books they choose."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Api
from tests.http.accounts import guest, token_of, xenia
from tests.http.test_cartridges import ERROR, SHOP, submit, write_cartridge

COUNT = "session.custom.count = (session.custom.count || 0) + 1; b.c_x = session.custom.count;"
MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], **settings: object) -> Api:
        return make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)), **settings)

    return make


def count(api: Api, token: str) -> Any:
    """Read the customer's own baskets' count by a hook that counts calls in the session."""
    basket = api.post(f"{V23}/baskets", {}, token=token).json
    answer = api.get(f"{V23}/baskets/{basket['basket_id']}", token=token).json["c_x"]
    api.delete(f"{V23}/baskets/{basket['basket_id']}", token=token)
    return answer


def test_a_session_lives_as_long_as_the_visit_of_a_customer(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "basket.modifyGETResponse": COUNT})
    one, other = guest(api).token, guest(api).token
    assert [count(api, one), count(api, one), count(api, other), count(api, one)] == [1, 2, 1, 3]
    fresh = token_of(api.post(f"{V23}/customers/auth", {"type": "refresh"}, token=one))
    assert fresh != one
    assert [count(api, fresh), count(api, one)] == [4, 5]


def test_a_session_goes_from_a_token_to_cookies_and_back(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "basket.modifyGETResponse": COUNT})
    token = xenia(api).token
    assert count(api, token) == 1
    made = api.post(f"{V23}/sessions", token=token)
    cookies = "; ".join(value.split(";")[0] for name, value in made.headers.multi_items() if name == "set-cookie")
    again = token_of(api.post(f"{V23}/customers/auth", {"type": "session"}, headers={"Cookie": cookies}))
    assert [count(api, again), count(api, token)] == [2, 3]


def test_cookies_alone_name_the_session(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "basket.modifyGETResponse": COUNT,
            SHOP + "order.modifyGETResponse": COUNT,
            SHOP + "order.modifyPOSTResponse": "b.c_no = b.orderNo;",
        }
    )
    token = xenia(api).token
    order = api.order(token)
    assert count(api, token) == 1
    made = api.post(f"{V23}/sessions", token=token)
    cookies = "; ".join(value.split(";")[0] for name, value in made.headers.multi_items() if name == "set-cookie")
    path = f"{V15}/orders/{order['order_no']}"
    assert api.get(path, headers={"Cookie": cookies}).json["c_x"] == 2
    assert count(api, token) == 3


def test_a_new_log_in_begins_a_new_session(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "basket.modifyGETResponse": COUNT})
    assert [count(api, xenia(api).token) for _ in range(2)] == [1, 1]


def test_each_visit_has_a_session_of_its_own(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "basket.modifyGETResponse": "b.c_x = session.sessionID;"})
    one, other = guest(api).token, guest(api).token
    names = [count(api, one), count(api, one), count(api, other)]
    assert names[0] == names[1] != names[2]


def test_the_values_of_a_session_end_with_it(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "basket.modifyGETResponse": COUNT}, session_idle_seconds=600, customer_token_seconds=5000)
    token = guest(api).token
    seen = [count(api, token)]
    for seconds in (500, 500, 700):
        api.clock.advance(seconds * 1000)
        seen.append(count(api, token))
    assert seen == [1, 2, 3, 1]


def test_reading_a_session_keeps_it_alive(make_shop: MakeShop) -> None:
    hook = "session.custom.first = session.custom.first || String(Date.now()); b.c_x = session.custom.first;"
    api = make_shop({SHOP + "basket.modifyGETResponse": hook}, session_idle_seconds=600, customer_token_seconds=5000)
    token = guest(api).token
    seen = set()
    for _ in range(4):
        seen.add(count(api, token))
        api.clock.advance(400 * 1000)
    assert len(seen) == 1


def test_requests_at_the_same_time_keep_what_each_of_them_changed(make_shop: MakeShop) -> None:
    hook = "session.custom[b.basketId] = 1; b.c_x = Object.keys(session.custom).length;"
    api = make_shop({SHOP + "basket.modifyGETResponse": hook}, baskets_per_customer=4)
    token = guest(api).token
    baskets = [api.post(f"{V23}/baskets", {}, token=token).json["basket_id"] for _ in range(2)]
    api.together(*(api.request("GET", f"{V23}/baskets/{one}", token=token) for one in baskets))
    assert api.get(f"{V23}/baskets/{baskets[0]}", token=token).json["c_x"] == 2


def test_a_session_is_in_no_transaction(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "basket.beforePATCH": f"session.privacy.tried = (session.privacy.tried || 0) + 1; {ERROR}",
            SHOP + "basket.modifyGETResponse": "b.c_x = session.privacy.tried;",
        }
    )
    token = guest(api).token
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=token).json['basket_id']}"
    assert [api.patch(path, {"c_a": "x"}, token=token).fault for _ in range(2)] == ["HookStatusException"] * 2
    assert api.get(path, token=token).json["c_x"] == 2


def test_a_request_with_a_key_that_is_refused_can_be_sent_again(make_shop: MakeShop) -> None:
    hook = f"session.privacy.tried = (session.privacy.tried || 0) + 1; if (session.privacy.tried < 3) {{ {ERROR} }}"
    api = make_shop({SHOP + "basket.beforePATCH": hook})
    token = guest(api).token
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=token).json['basket_id']}"
    headers = {"Idempotency-Key": "the-same"}
    statuses = [api.patch(path, {"c_a": "x"}, token=token, headers=headers).status for _ in range(4)]
    assert statuses == [400, 400, 200, 200]


def test_the_number_of_a_card_is_not_kept_in_a_session(make_shop: MakeShop) -> None:
    hook = """
    b.c_x = Object.keys(session.privacy).join();
    session.privacy.card = { number: '4111 1111 1111 1111' };
    session.privacy['4111111111111111'] = 'as a name';
    session.privacy.other = 'x';
    """
    api = make_shop({SHOP + "basket.modifyGETResponse": hook})
    token = guest(api).token
    assert [count(api, token), count(api, token)] == ["", "other"]


def test_a_number_that_becomes_true_is_another_value(make_shop: MakeShop) -> None:
    hook = "b.c_x = String(session.custom.seen); session.custom.seen = session.custom.seen === undefined ? 1 : true;"
    api = make_shop({SHOP + "basket.modifyGETResponse": hook})
    token = guest(api).token
    assert [count(api, token) for _ in range(3)] == ["undefined", "1", "true"]


def test_a_client_without_a_customer_has_a_session_for_the_request(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "order.modifyPOSTResponse": COUNT})
    assert [submit(api).json["c_x"], submit(api).json["c_x"]] == [1, 1]


def test_a_source_code_opens_prices_for_the_basket_and_the_session(make_shop: MakeShop) -> None:
    body = """
    const Codes = require('dw/campaign/SourceCodeStatusCodes');
    const Info = require('dw/campaign/SourceCodeInfo');
    const model = require('dw/catalog/ProductMgr').getProduct('tea-01').priceModel;
    const seen = [session.sourceCodeInfo, model.price.value];
    const refused = session.setSourceCode('nothing');
    seen.push(refused.error, refused.code === Codes.CODE_INVALID, session.lastReceivedSourceCodeInfo.status,
        session.lastReceivedSourceCodeInfo.group, session.sourceCodeInfo);
    seen.push(session.setSourceCode('news12').error, session.sourceCodeInfo.code, session.sourceCodeInfo.group.ID,
        session.getSourceCodeInfo().status === Info.STATUS_ACTIVE, session.sourceCodeInfo.redirect, model.price.value,
        session.sourceCodeInfo.group.priceBooks.get(0).ID);
    const promotion = require('dw/campaign/PromotionMgr').getPromotion('newsletter-tableware');
    seen.push(promotion.campaign.sourceCodeGroups.length + promotion.sourceCodeGroups.length,
        require('dw/campaign/PromotionMgr').activeCustomerPromotions.promotions.toArray().indexOf(promotion) >= 0);
    request.custom.seen = seen.join();
    """
    api = make_shop(
        {
            SHOP + "basket.items.beforePOST": body,
            SHOP + "basket.items.modifyPOSTResponse": "b.c_x = request.custom.seen;",
            SHOP + "basket.modifyPATCHResponse": "b.c_x = session.sourceCodeInfo && session.sourceCodeInfo.code;",
            SHOP + "basket.beforePATCH": "if (b.c_note === 'none') { session.setSourceCode(null); }",
        }
    )
    token = guest(api).token
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=token).json['basket_id']}"
    answer = api.post(f"{path}/items", [{"product_id": "tea-01", "quantity": 1}], token=token).json
    assert answer["c_x"] == ",9.5,true,true,0,,,false,news12,newsletter,true,,8,usd-newsletter,2,true"
    assert (answer["source_code"], answer["product_items"][0]["price"]) == ("news12", 8)
    assert api.patch(path, {"c_note": "x"}, token=token).json["c_x"] == "news12"
    without = api.patch(path, {"c_note": "none"}, token=token).json
    assert ("source_code" in without, without["product_items"][0]["price"]) == (False, 9.5)
    assert "c_x" not in without or without["c_x"] is None


def test_prices_come_from_the_price_books_that_a_script_chooses(make_shop: MakeShop) -> None:
    body = """
    const Mgr = require('dw/catalog/PriceBookMgr');
    const model = require('dw/catalog/ProductMgr').getProduct('10010001').priceModel;
    const seen = [Mgr.applicablePriceBooks.length, model.price.value];
    Mgr.setApplicablePriceBooks(Mgr.getPriceBook('usd-list'));
    seen.push(Mgr.getApplicablePriceBooks().length, Mgr.applicablePriceBooks.get(0).ID, model.price.value);
    Mgr.setApplicablePriceBooks([Mgr.getPriceBook('usd-newsletter')]);
    seen.push(model.price.value, require('dw/catalog/ProductMgr').getProduct('tea-01').priceModel.price.value);
    const kept = Mgr.getApplicablePriceBooks();
    Mgr.setApplicablePriceBooks();
    seen.push(Mgr.applicablePriceBooks.length, model.price.value);
    Mgr.setApplicablePriceBooks(kept);
    seen.push(model.price.value, Mgr.allPriceBooks.length > Mgr.sitePriceBooks.length);
    request.custom.seen = seen.join();
    """
    api = make_shop(
        {
            SHOP + "basket.items.beforePOST": body,
            SHOP + "basket.items.modifyPOSTResponse": "b.c_x = request.custom.seen;",
        }
    )
    token = guest(api).token
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', {}, token=token).json['basket_id']}"
    items = [{"product_id": "10010001", "quantity": 1}, {"product_id": "tea-01", "quantity": 1}]
    answer = api.post(f"{path}/items", items, token=token).json
    assert answer["c_x"] == "0,54,1,usd-list,64,64,8,0,54,64,true"
    assert [item["price"] for item in answer["product_items"]] == [64, 8]
    calculated = api.patch(path, {"c_a": "x"}, token=token).json
    assert [item["price"] for item in calculated["product_items"]] == [54, 9.5]
