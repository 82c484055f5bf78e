"""What customers are shown of promotions: those of a shipping method, and discounts they are close to.

Follows the shipping promotion and the approaching discount of the documents page.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from counterfoil.commerce.products import Products
from counterfoil.commerce.promotions.adjust import described
from counterfoil.commerce.promotions.coupon_items import usable_coupons
from counterfoil.commerce.promotions.eligibility import Standing, refusal_of
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.order_discounts import OrderLine, order_lines, reached_by, threshold_lines
from counterfoil.commerce.promotions.shipping_discounts import parcels_of, threshold_parcel
from counterfoil.commerce.promotions.slots import slots_of
from counterfoil.commerce.shipping import describe_method
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.commerce.terms import NO_EXTRAS, Container, Terms, terms_of
from counterfoil.commerce.texts import localised
from counterfoil.documents.pricing import ApproachingDiscount, ApproachingDiscountResult
from counterfoil.documents.promotion import PromotionLink
from counterfoil.documents.shipment import ShippingMethod, ShippingPromotion

ShippingPromotions = Callable[[str], list[ShippingPromotion] | None]
"""Takes the id of a shipping method, gives the promotions that apply to it."""
_MONEY = frozenset({"order-total", "shipment-total"})
_ZERO = Decimal(0)


def show_promotions(container: Container, offers: Sequence[Offer], terms: Terms) -> None:
    """Put the promotions of the chosen shipping methods, of those that are open, into the shipments of a container.

    As recorded, a threshold that is not reached keeps none away.
    """
    for shipment in container.shipments or ():
        chosen = shipment.shipping_method
        if chosen is not None:
            chosen.shipping_promotions = _shown(offers, chosen.id, terms) if offers else None


def shipping_promotions(
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int,
    shopper: Shopper = ANYBODY,
    locale: str | None = None,
) -> ShippingPromotions:
    """Prepare to say which promotions a shipping method is shown with to the customer of a container."""
    if not shop.promotion_book.ships:
        return lambda _method_id: None
    standing = _standing(container, shop, products, now, shopper, locale)
    open_ = [offer for offer in shop.promotion_book.ships if refusal_of(offer, standing) is None]
    return lambda method_id: _shown(open_, method_id, standing.terms)


def _shown(offers: Iterable[Offer], method_id: str | None, terms: Terms) -> list[ShippingPromotion] | None:
    found = {
        offer.promotion_id: ShippingPromotion(
            callout_msg=localised(offer.data.callout_msg, terms.locale),
            promotion_id=offer.promotion_id,
            promotion_name=localised(offer.data.name, terms.locale),
        )
        for offer in offers
        if not offer.rule.shipping_methods or method_id in offer.rule.shipping_methods
    }
    return list(found.values()) or None


def approaching_discounts(
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int,
    shopper: Shopper = ANYBODY,
    locale: str | None = None,
) -> ApproachingDiscountResult:
    """Answer which order and shipping discounts a calculated container is close to.

    These are promotions with upsells whose next threshold is not reached, from their upsell threshold on.
    """
    if not shop.promotion_book.upsells:
        return ApproachingDiscountResult()
    standing = _standing(container, shop, products, now, shopper, locale)
    ordinary = [item for item in container.product_items or () if not item.bonus_product_line_item]
    lines = order_lines(slots_of(ordinary, standing.terms))
    found: list[ApproachingDiscount] = []
    for offer in shop.promotion_book.upsells:
        if offer.rule.condition_type not in _MONEY or refusal_of(offer, standing) is not None:
            continue
        if offer.rule.promotion_class == "order":
            found += _approaching(offer, threshold_lines(offer, lines, standing.terms.facts), None, standing.terms)
            continue
        for parcel in parcels_of(container, lines):
            near = threshold_parcel(offer, parcel, standing.terms.facts)
            found += _approaching(offer, near, parcel.shipment_id, standing.terms)
    return ApproachingDiscountResult(approaching_discounts=found or None)


def _standing(
    container: Container, shop: Shop, products: Products, now: int, shopper: Shopper, locale: str | None
) -> Standing:
    terms = terms_of(container, shop, products, now=now, new_id=str, locale=locale, shopper=shopper, extras=NO_EXTRAS)
    return Standing(container, terms, usable_coupons(container, terms))


def _approaching(
    offer: Offer, lines: Sequence[OrderLine], shipment_id: str | None, terms: Terms
) -> list[ApproachingDiscount]:
    if not lines:
        return []
    total = reached_by(offer, lines, terms.facts)
    following = next((each for each in offer.rule.discounts if (each.threshold or _ZERO) > total), None)
    if following is None or total < (offer.rule.upsell_threshold or _ZERO):
        return []
    link = PromotionLink(
        callout_msg=localised(offer.data.callout_msg, terms.locale),
        name=localised(offer.data.name, terms.locale),
        promotion_id=offer.promotion_id,
    )
    of_shipping = offer.rule.promotion_class == "shipping"
    return [
        ApproachingDiscount(
            condition_threshold=following.threshold,
            discount=described(following),
            merchandise_total=total,
            promotion_link=link,
            shipment_id=shipment_id,
            shipping_methods=_methods(offer, terms) if of_shipping else None,
            type="shipping" if of_shipping else "order",
        )
    ]


def _methods(offer: Offer, terms: Terms) -> list[ShippingMethod] | None:
    """Describe the shipping methods of a promotion that are offered in the container's currency."""
    found = []
    for method in terms.shop.shipping_methods.values():
        named = not offer.rule.shipping_methods or method.method_id in offer.rule.shipping_methods
        if named and method.online_flag and terms.shop.method_currency(method) == terms.currency:
            document = ShippingMethod(id=method.method_id)
            describe_method(document, method, terms.locale)
            found.append(document)
    return found or None
