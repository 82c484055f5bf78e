"""A calculation in the style of storefronts, step by step in a script, gives what the built-in one gives."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.test_cartridges import write_cartridge

CALCULATE = """
    var HashMap = require('dw/util/HashMap'), PromotionMgr = require('dw/campaign/PromotionMgr');
    var ShippingMgr = require('dw/order/ShippingMgr'), TaxMgr = require('dw/order/TaxMgr');
    var ShippingLocation = require('dw/order/ShippingLocation'), Status = require('dw/system/Status');

    function priceLines() {
        var quantities = a.getProductQuantities(), prices = new HashMap();
        var products = quantities.keySet().iterator();
        while (products.hasNext()) {
            var product = products.next();
            prices.put(product, product.priceModel.getPrice(quantities.get(product)));
        }
        var lines = a.getAllProductLineItems().iterator();
        while (lines.hasNext()) {
            var line = lines.next();
            if (!line.catalogProduct) {
                line.setPriceValue(line.basePrice.valueOrNull);
            } else if (line.optionProductLineItem) {
                line.updateOptionPrice();
            } else if (!line.bundledProductLineItem && !line.bonusProductLineItem) {
                line.setPriceValue(prices.get(line.product).valueOrNull);
            }
        }
    }

    function taxShipment(shipment) {
        var address = shipment.getShippingAddress();
        var place = address === null ? null : TaxMgr.getTaxJurisdictionID(new ShippingLocation(address));
        var lines = shipment.getAllLineItems().iterator();
        while (lines.hasNext()) {
            var line = lines.next();
            line.updateTax(TaxMgr.getTaxRate(line.taxClassID || TaxMgr.defaultTaxClassID,
                place || TaxMgr.defaultTaxJurisdictionID));
        }
    }

    priceLines();
    PromotionMgr.applyDiscounts(a);
    ShippingMgr.applyShippingCost(a);
    PromotionMgr.applyDiscounts(a);
    priceLines();
    var shipments = a.getShipments().iterator();
    while (shipments.hasNext()) {
        taxShipment(shipments.next());
    }
    a.updateTotals();
    return new Status(Status.OK);
"""
BASKETS: dict[str, dict[str, Any]] = {
    "the demo's": {},
    "empty": {"product_items": None},
    "with a coupon": {"coupon_items": [{"code": "WELCOME10"}]},
    "with free shipping": {"product_items": [{"product_id": "mug-01", "quantity": 20}]},
    "without address and method": {"shipments": None},
}
MADE = frozenset(
    {"basket_id", "coupon_item_id", "customer_id", "item_id", "payment_instrument_id", "price_adjustment_id"}
)
MARKS = frozenset({"_resource_state", "creation_date", "last_modified", "link"})


def told(value: Any) -> Any:
    """What a basket says, without what names and dates it."""
    if isinstance(value, dict):
        left_out = MADE | MARKS | ({"id"} if value.get("_type") == "order_address" else set()) | {"_flash"}
        return {name: told(one) for name, one in value.items() if name not in left_out}
    return [told(one) for one in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("point", ["dw.order.calculate", "dw.ocapi.shop.basket.calculate"])
@pytest.mark.parametrize("kind", BASKETS)
def test_a_scripts_calculation_gives_the_built_in_result(
    make_api: Callable[..., Api], tmp_path: Path, point: str, kind: str
) -> None:
    built_in = make_api(demo_hook=False)
    scripted = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", {point: CALCULATE})), demo_hook=False)
    scripted.clock.random_bytes(10_000)  # ids of its own, for both keep their baskets in one store
    expected = built_in.basket(built_in.agent_token(), **BASKETS[kind])
    token = scripted.agent_token()
    basket = scripted.basket(token, **BASKETS[kind])
    assert told(basket) == told(expected)
    again = scripted.patch(f"{V23}/baskets/{basket['basket_id']}", {}, token=token)
    assert told(again.json) == told(expected)
