"""What stands beside a product: links to and from others, and recommendations."""

from counterfoil.commerce.products import is_sellable, name_of
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import ProductLinkData, RecommendationData
from counterfoil.documents.product import ProductLink, Recommendation, RecommendationType
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_images import first_image, image_document
from counterfoil.shop.product_wishes import Wishes

_KINDS = {1: "Cross-Sell", 2: "Up-Sell", 3: "Others"}
"""As every catalog begins with; other kinds are shown by their number."""
_WORDS = {"alternative_orderunit": "alt_orderunit", "alternate_orderunit": "alt_orderunit"}
"""What catalogs call otherwise than the API."""


def product_links(call: Call, view: ProductView, wishes: Wishes) -> list[ProductLink]:
    """Make the documents of the links between this product and others that the site shows."""
    own = view.product.product_id
    made = []
    if wishes.link_direction in ("out", "all"):
        made += [_link(own, link.product_id, link) for link in view.product.product_links]
    if wishes.link_direction in ("in", "all"):
        sources = [call.products[name] for name in view.product.linked_from if name in call.products]
        for source in sources:
            made += [
                _link(source.product.product_id, own, link)
                for link in source.product.product_links
                if link.product_id == own
            ]
    return [
        link
        for link in made
        if (wishes.link_type is None or link.type == wishes.link_type)
        and _shown(call, link.target_product_id if link.source_product_id == own else link.source_product_id)
    ]


def recommendations(call: Call, view: ProductView, wishes: Wishes) -> list[Recommendation]:
    """Make the documents of what the site's catalog recommends; a variant without any has those of its master."""
    catalog_id = call.site.shop.catalog_id or ""
    found = view.product.recommendations.get(catalog_id, [])
    if not found and view.master is not None:
        found = view.master.recommendations.get(catalog_id, [])
    return [_recommendation(call, one, wishes.locale) for one in found if _shown(call, one.target_id)]


def _link(source_id: str, target_id: str, link: ProductLinkData) -> ProductLink:
    word = link.type.replace("-", "_")
    return ProductLink(source_product_id=source_id, target_product_id=target_id, type=_WORDS.get(word, word))


def _shown(call: Call, product_id: str | None) -> bool:
    known = call.products.get(product_id or "")
    return known is not None and is_sellable(known, call.site.shop, call.now)


def _recommendation(call: Call, data: RecommendationData, locale: str) -> Recommendation:
    target = call.products[data.target_id]
    image = data.image or first_image(target)
    return Recommendation(
        recommended_item_id=data.target_id,
        recommended_item_type="product",
        recommendation_type=RecommendationType(value=data.type, display_value=_KINDS.get(data.type)),
        name=localised(data.name, locale) or name_of(target, locale),
        callout_msg=localised(data.callout_msg, locale),
        short_description=localised(data.short_description, locale),
        long_description=localised(data.long_description, locale),
        image=image_document(call, image, locale) if image is not None else None,
        custom={"c_" + name: value for name, value in data.custom_attributes.items()},
    )
