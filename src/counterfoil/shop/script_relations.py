"""What stands beside a product, as scripts read it: links, recommendations, and what it costs with a promotion."""

from decimal import Decimal
from typing import Any

from counterfoil.commerce.prices import unit_price
from counterfoil.commerce.products import name_of
from counterfoil.commerce.promotions.product_offers import concerns, item_of, price_with
from counterfoil.commerce.terms import NO_EXTRAS, terms_of
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import ProductLinkData, RecommendationData
from counterfoil.shop.call import Call
from counterfoil.shop.product_promotions import basket_of_caller
from counterfoil.shop.script_containers import decimal_of
from counterfoil.shop.script_products import currency_of
from counterfoil.shop.server import ScriptOperation

_WORDS = {"alternative_orderunit": "alt_orderunit", "alternate_orderunit": "alt_orderunit"}
"""What catalogs call otherwise than the API."""


async def _relations(call: Call, product_id: str) -> dict[str, Any]:
    """Return the links from and to a product, and what each catalog recommends; a variant has its master's."""
    view = (await call.load_products([product_id])).get(product_id)
    if view is None:
        return {"outgoing": [], "incoming": [], "recommendations": {}, "catalog": None}
    sources = await call.load_products(view.product.linked_from)
    incoming = [
        _link(name, link)
        for name in view.product.linked_from
        if name in sources
        for link in sources[name].product.product_links
        if link.product_id == product_id
    ]
    found = view.product.recommendations or (view.master.recommendations if view.master is not None else {})
    await call.load_products([one.target_id for all_of_it in found.values() for one in all_of_it])
    return {
        "outgoing": [_link(product_id, link) for link in view.product.product_links],
        "incoming": incoming,
        "recommendations": {
            catalog: [_recommendation(call, product_id, catalog, one) for one in all_of_it]
            for catalog, all_of_it in found.items()
        },
        "catalog": call.site.shop.catalog_id,
    }


def _link(source: str, link: ProductLinkData) -> dict[str, str]:
    word = link.type.replace("-", "_")
    return {"source": source, "target": link.product_id, "type": _WORDS.get(word, word)}


def _recommendation(call: Call, source: str, catalog: str, data: RecommendationData) -> dict[str, Any]:
    tongue = call.site.shop.tongue(call.locale)
    target = call.products.get(data.target_id)
    return {
        "source": source,
        "target": data.target_id,
        "type": data.type,
        "catalog": catalog,
        "name": localised(data.name, tongue) or (name_of(target, tongue) if target is not None else None),
        "callout_msg": localised(data.callout_msg, tongue),
        "short_description": localised(data.short_description, tongue),
        "long_description": localised(data.long_description, tongue),
        "image": data.image.path if data.image is not None else None,
        "custom": {f"c_{name}": value for name, value in data.custom_attributes.items()},
    }


async def _promotional_price(call: Call, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return what one unit costs with a promotion that needs nothing but the product, whoever may have it."""
    product_id, currency, shop = str(asked["product_id"]), currency_of(call), call.site.shop
    view = (await call.load_products([product_id])).get(product_id)
    offer = shop.promotion_book.by_id.get(asked["promotion_id"])
    if view is None or offer is None or offer.rule.promotion_class != "product":
        return None
    await call.load_products([one.product_id for one in view.product.bundled_products])
    own = unit_price(view, view.product.min_order_quantity, currency, call.now, shop)
    price = None if own is None else own + (decimal_of(asked["options"]) or Decimal(0))
    terms = terms_of(
        basket_of_caller(call, currency), shop, call.products, now=call.now, new_id=call.new_id, locale=call.locale,
        shopper=call.shopper, extras=NO_EXTRAS,
    )  # fmt: skip
    item = item_of(view, price)
    found = price_with(offer, view, item, terms) if concerns(offer, item, terms.facts) else None
    return None if found is None else {"price": found, "currency": currency}


OPERATIONS: dict[str, ScriptOperation] = {
    "product_relations": _relations,
    "promotional_price": _promotional_price,
}
