"""Discounts that a basket is close to."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.api import V23, Api
from tests.http.coupons import IMPEX
from tests.http.gift_certificates import load_files

PROMOTIONS = f"""<promotions xmlns="{IMPEX}promotion/2008-01-31">
  <campaign campaign-id="all"><enabled-flag>true</enabled-flag></campaign>
  <promotion promotion-id="ten-off"><enabled-flag>true</enabled-flag>
    <name xml:lang="x-default">Ten off</name><callout-msg xml:lang="x-default">Nearly there</callout-msg>
    <order-promotion-rule><discounts condition-type="order-total">
      <discount><threshold>100.00</threshold><amount>10.00</amount></discount></discounts>
      <enable-upsells>true</enable-upsells><upsell-threshold>5.00</upsell-threshold></order-promotion-rule></promotion>
  <promotion promotion-id="far-off"><enabled-flag>true</enabled-flag>
    <order-promotion-rule><discounts condition-type="order-total">
      <discount><threshold>900.00</threshold><amount>10.00</amount></discount></discounts>
      <enable-upsells>true</enable-upsells><upsell-threshold>800.00</upsell-threshold></order-promotion-rule></promotion>
  <promotion-campaign-assignment promotion-id="ten-off" campaign-id="all"/>
  <promotion-campaign-assignment promotion-id="far-off" campaign-id="all"/>
</promotions>"""


@pytest.fixture
def shop(api: Api, tmp_path: Path) -> Api:
    """The demo shop with two order promotions that tell how close a basket is."""
    assert load_files(api, tmp_path, {"sites/RefArch/promotions.xml": PROMOTIONS}).warnings == []
    return api


def test_the_discount_a_basket_is_close_to_is_listed(shop: Api, agent: str) -> None:
    basket = shop.basket(agent)
    answer = shop.get(f"{V23}/baskets/{basket['basket_id']}/approaching_discounts", token=agent)
    assert answer.status == 200
    assert answer.json["_type"] == "approaching_discount_result"
    (near,) = answer.json["approaching_discounts"]
    assert (near["type"], near["condition_threshold"]) == ("order", Decimal("100.00"))
    assert near["merchandise_total"] == basket["product_total"]
    assert (near["discount"]["type"], near["discount"]["amount"]) == ("amount", Decimal("10.00"))
    assert near["promotion_link"]["promotion_id"] == "ten-off"
    assert near["promotion_link"]["link"].endswith("/promotions/ten-off")
    xml = shop.get(f"{V23}/baskets/{basket['basket_id']}/approaching_discounts?format=xml", token=agent)
    assert "<condition_threshold>100.00</condition_threshold>" in xml.text


def test_a_basket_that_is_close_to_nothing_has_none(shop: Api, agent: str) -> None:
    basket = shop.post(f"{V23}/baskets", token=agent).json
    answer = shop.get(f"{V23}/baskets/{basket['basket_id']}/approaching_discounts", token=agent)
    assert answer.json == {"_v": "23.1", "_type": "approaching_discount_result"}


def test_only_the_owner_of_a_basket_may_ask(shop: Api, agent: str) -> None:
    basket = shop.basket(agent)
    guest = shop.customer()
    path = f"{V23}/baskets/{basket['basket_id']}/approaching_discounts"
    assert shop.get(path, token=guest).fault == "InvalidCustomerException"
    assert shop.get(f"{V23}/baskets/none/approaching_discounts", token=guest).fault == "BasketNotFoundException"
    assert shop.get(path.replace("v23_1", "v17_8"), token=agent).fault == "ResourcePathNotFoundException"
