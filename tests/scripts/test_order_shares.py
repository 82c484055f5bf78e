"""Lines of dw.order by what they share and bear: taxes, adjustments of the whole, shipping of their own."""

from typing import Any

import pytest
from tests.scripts.order_documents import CONTENTS, TERMS
from tests.scripts.realm import Realm, ScriptFailedError

IDS = iter(range(10_000))


def filled(**more: Any) -> dict[str, Any]:
    return {"kind": "basket", "body": {"basket_id": "b", "currency": "USD", **CONTENTS, **more}}


@pytest.fixture
def lines(realm: Realm) -> Realm:
    realm.operations |= {"tax_terms": lambda _: TERMS, "new_id": lambda _: f"made {next(IDS)}"}
    return realm


def changed(realm: Realm, body: str, **more: Any) -> dict[str, Any]:
    source = f"'use strict';\nexports.hook = function (a) {{\n{body}\n}};\n"
    found: dict[str, Any] = realm.answer(source, filled(**more))["changed"]["0"]
    return found


TAX = "var Tax = require('dw/order/LineItemTax'), line = a.productLineItems[0];"


def test_a_line_is_taxed_by_several_taxes(lines: Realm) -> None:
    body = TAX + (
        "line.setTaxes([new Tax('state', 0.05), new Tax('city', 0.01), new Tax('fee', 0.02,"
        " new dw.value.Money(1.5, 'USD'))]); line.custom.x = 'y';"
        "line.custom.seen = line.getTaxes().toArray().map(function (one) {"
        " return [one.taxId, one.getTaxRate(), String(one.taxValue)].join(' '); }).join();"
    )
    line = changed(lines, body)["product_items"][0]
    assert (line["tax"], line["adjusted_tax"], line["tax_rate"], line["tax_basis"]) == (6.9, 6.9, 0.08, 90)
    assert [one["tax_value"] for one in line["taxes"]] == [4.5, 0.9, 1.5]
    assert line["custom"]["c_seen"] == "state 0.05 null,city 0.01 null,fee 0.02 USD 1.50"


@pytest.mark.parametrize("way", ["line.setTaxes([]);", "line.updateTax(0.05);", "line.updateTaxAmount(null);"])
def test_one_tax_stands_in_for_several(lines: Realm, way: str) -> None:
    line = changed(lines, TAX + f"line.taxes = [new Tax('a', 0.1)]; {way}")["product_items"][0]
    assert "taxes" not in line


def test_taxes_that_are_not_the_lines_any_more_are_not_told(lines: Realm) -> None:
    body = "return [a.productLineItems[0].taxes.length, a.allLineItems.length > 0];"
    item = {**CONTENTS["product_items"][0], "taxes": [{"tax_id": "a", "tax_rate": 0.1, "tax_value": 9, "fixed": False}]}
    assert lines.value(body, filled(product_items=[item])) == [0, True]


@pytest.mark.parametrize(
    "body",
    [
        "line.setTaxes(null);",
        "line.setTaxes(new Array(11).fill(new Tax('a', 0.1)));",
        "new Tax('', 0.1);",
        "new Tax('a');",
    ],
)
def test_taxes_that_are_none_are_refused(lines: Realm, body: str) -> None:
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        lines.value(TAX + body, filled())


def test_lines_of_orders_keep_their_taxes(lines: Realm) -> None:
    order = {"kind": "order", "body": {"order_no": "1", "currency": "USD", **CONTENTS}}
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        lines.value(TAX + "line.setTaxes([new Tax('a', 0.1)]);", order)


def test_external_taxes_are_taken_by_rate_and_by_amount(lines: Realm) -> None:
    body = TAX + (
        "line.setTaxes([new Tax('rate', 0.1), new Tax('amount', 0.01, new dw.value.Money(2, 'USD'))]);"
        "line.setPriceValue(100); require('dw/order/TaxMgr').applyExternalTax(a);"
    )
    found = changed(lines, body)
    line = found["product_items"][0]
    assert (line["price"], line["tax_basis"], line["tax"]) == (200, 190, 21)
    shipping = found["shipping_items"][0]
    assert (shipping["tax_basis"], shipping["tax"], shipping["adjusted_tax"]) == (5, 0.35, 0.25)


def test_what_is_taken_off_the_shipping_of_the_whole_is_told_apart(lines: Realm) -> None:
    body = (
        "var own = a.createShippingPriceAdjustment('whole'), line = a.defaultShipment.standardShippingLineItem;"
        "var before = line.adjustedPrice.value; own.setPriceValue(-1);"
        "a.custom.seen = [before - line.adjustedPrice.value, a.shippingPriceAdjustments.length,"
        " line.shippingPriceAdjustments.contains(own), a.allShippingPriceAdjustments.contains(own),"
        " a.getShippingPriceAdjustmentByPromotionID('whole') === own, own.lineItemCtnr === a].join();"
    )
    found = changed(lines, body)
    assert found["custom"]["c_seen"] == "1,1,false,true,true,true"
    made = found["shipping_items"][0]["price_adjustments"][-1]
    assert (made["promotion_id"], made["price"], made["of_shipping"]) == ("whole", -1, True)


def test_it_is_taken_away_again(lines: Realm) -> None:
    body = (
        "var own = a.createShippingPriceAdjustment('whole'); own.setPriceValue(-1);"
        "a.removeShippingPriceAdjustment(own); a.custom.left = a.shippingPriceAdjustments.length;"
    )
    found = changed(lines, body)
    assert found["custom"]["c_left"] == 0
    for name in ("price_after_item_discount", "price_adjustments"):
        assert found["shipping_items"][0][name] == CONTENTS["shipping_items"][0][name]


@pytest.mark.parametrize(
    "body",
    [
        "a.createShippingPriceAdjustment('x'); a.createShippingPriceAdjustment('x');",
        "a.createPriceAdjustment('x'); a.createPriceAdjustment('x');",
        "a.productLineItems[0].createPriceAdjustment('ten');",
        "a.removeShippingPriceAdjustment(a.productLineItems[0].priceAdjustments[0]);",
        "a.createShippingPriceAdjustment('');",
    ],
)
def test_an_id_stands_for_one_adjustment(lines: Realm, body: str) -> None:
    with pytest.raises(ScriptFailedError, match="IllegalArgumentException"):
        lines.value(body, filled())


def test_adjustments_are_told_by_the_lines_that_bear_them(lines: Realm) -> None:
    lines.operations["prorated"] = lambda _: {"o1": {"p1": -4.75}}
    order = [{"price_adjustment_id": "o1", "promotion_id": "all", "price": -4.75}]
    body = (
        "var line = a.productLineItems[0], own = line.priceAdjustments[0], all = a.priceAdjustments[0];"
        "var borne = line.getProratedPriceAdjustmentPrices();"
        "return [all.proratedPrices.get(line).value, all.proratedPrices.length, own.proratedPrices.get(line).value,"
        " borne.get(own).value, borne.get(all).value, borne.length];"
    )
    assert lines.value(body, filled(order_price_adjustments=order)) == [-4.75, 1, -10, -10, -4.75, 2]


def test_a_line_has_shipping_of_its_own(lines: Realm) -> None:
    body = (
        "var line = a.productLineItems[0], first = line.createShippingLineItem(), own = line.createShippingLineItem();"
        "own.setPriceValue(3); own.setSurcharge(true);"
        "a.custom.seen = [own === line.shippingLineItem, own.surcharge, own.isSurcharge(), own.price.value,"
        " own.productLineItem === line].join();"
    )
    found = changed(lines, body)
    assert found["custom"]["c_seen"] == "true,true,true,6,true"
    own = found["shipping_items"][-1]
    assert len(found["shipping_items"]) == len(CONTENTS["shipping_items"]) + 1
    assert found["product_items"][0]["shipping_item_id"] == own["item_id"]


def test_a_line_without_shipping_of_its_own_goes_with_its_shipment(lines: Realm) -> None:
    again = "var line = a.productLineItems[0]; line.createShippingLineItem(); line.removeShippingLineItem();"
    found = changed(lines, again)
    assert found["shipping_items"] == CONTENTS["shipping_items"]
    assert "shipping_item_id" not in found["product_items"][0]


def test_the_kind_of_business_and_the_number_of_the_customer_are_written_on_the_basket(lines: Realm) -> None:
    body = (
        "var before = a.businessType.value; a.setBusinessType(a.BUSINESS_TYPE_B2B); a.setCustomerNo('7');"
        "a.custom.seen = [before, a.businessType.value, a.getBusinessType().displayValue, a.customerNo].join();"
    )
    found = changed(lines, body)
    assert found["custom"]["c_seen"] == "1,2,B2B,7"
    assert (found["business_type"], found["given_customer_no"]) == ("b2b", "7")
    assert found["customer_info"]["customer_no"] == "0001"


def test_there_are_two_kinds_of_business(lines: Realm) -> None:
    with pytest.raises(ScriptFailedError, match="no type of business"):
        lines.value("a.setBusinessType(3);", filled())
