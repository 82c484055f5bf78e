"""counterfoil coupon draw: codes that are known at once, no more of them than the coupon may have."""

from pathlib import Path

from tests.api import V23, Api
from tests.cli.test_commands import say
from tests.http.coupons import load_coupons


def test_drawn_codes_can_be_used_at_once(demo_store: str, tmp_path: Path) -> None:
    api = Api(demo_store)
    load_coupons(api, tmp_path)
    codes = say("coupon", "draw", "RefArch", "system", "--count", "3", "--store", demo_store).split()
    assert len(set(codes)) == 3
    assert all(code.startswith("SYS") and len(code) == 15 for code in codes)
    agent = api.agent_token()
    basket = api.basket(agent)
    answer = api.post(f"{V23}/baskets/{basket['basket_id']}/coupons", {"code": codes[0]}, token=agent)
    api.close()
    assert answer.status == 200
    assert answer.json["coupon_items"][0]["status_code"] == "applied"


def test_no_more_codes_are_drawn_than_a_coupon_may_have(demo_store: str, tmp_path: Path) -> None:
    api = Api(demo_store)
    load_coupons(api, tmp_path)
    api.close()
    store = ("--store", demo_store)
    said = say("coupon", "draw", "RefArch", "system", "--count", "10", *store, status=2)
    assert "has 1 codes and may have 10" in said
    assert "single code, HELLO" in say("coupon", "draw", "RefArch", "hello", *store, status=2)
    assert "RefArch has no coupon none" in say("coupon", "draw", "RefArch", "none", *store, status=2)
