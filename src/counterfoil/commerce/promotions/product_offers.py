"""Which product promotions a product is part of, whatever else is in the basket, and its price with each.

Follows the product promotion of the documents page.
"""

from decimal import Decimal
from typing import NamedTuple

from counterfoil.commerce.money import round_to
from counterfoil.commerce.prices import book_price
from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.promotions.book import PromotionBook
from counterfoil.commerce.promotions.eligibility import Standing, refusal_of
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.terms import Terms
from counterfoil.documents.items import ProductItem
from counterfoil.documents.promotion_data import PromotionData
from counterfoil.documents.shop_data import ProductView

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)


class ProductOffer(NamedTuple):
    """A promotion and, if it needs nothing but the product, the price of a unit with it."""

    promotion: PromotionData
    price: Decimal | None


def product_offers(view: ProductView, price: Decimal | None, standing: Standing) -> list[ProductOffer]:
    """Return the product promotions that a customer can have now and that a product counts for, or is cheaper by."""
    terms = standing.terms
    item = item_of(view, price)
    found: dict[str, ProductOffer] = {}
    for offer in offers_of_products(terms.shop.promotion_book):
        if refusal_of(offer, standing) is None and concerns(offer, item, terms.facts):
            found[offer.promotion_id] = ProductOffer(offer.data, price_with(offer, view, item, terms))
    return list(found.values())


def offers_of_products(book: PromotionBook) -> list[Offer]:
    """Return the product promotions of a site, in their order."""
    groups = (*book.all.exclusive, *book.all.product)
    return [offer for group in groups for offer in group if offer.rule.promotion_class == "product"]


def concerns(offer: Offer, item: ProductItem, facts: Facts) -> bool:
    """Say whether a product counts for a promotion or is discounted by it."""
    if not offer.may_touch(item, facts) or (offer.excluded is not None and offer.excluded.names(item, facts)):
        return False
    parts = [selection for _quantity, selection in (*offer.qualifying_parts, *offer.discounted_parts)]
    selections = [selection for selection in (offer.qualifying, offer.discounted, *parts) if selection is not None]
    return not selections or any(selection.names(item, facts) for selection in selections)


def item_of(view: ProductView, price: Decimal | None) -> ProductItem:
    """Return a line of the product by itself, at a price."""
    return ProductItem(
        product_id=view.product.product_id, quantity=view.product.min_order_quantity, base_price=price, price=price
    )


def price_with(offer: Offer, view: ProductView, item: ProductItem, terms: Terms) -> Decimal | None:
    """Return the price of one unit, if one is enough for the promotion; as in a basket, what comes off is rounded."""
    price, discount = item.base_price, offer.rule.discounts[0]
    discounted = offer.discounted or offer.qualifying
    alone = discount.threshold is None and not offer.qualifying_parts and not offer.discounted_parts
    if price is None or not alone or (discounted is not None and not discounted.names(item, terms.facts)):
        return None
    if discount.type == "percentage":
        reduced = price * (_HUNDRED - (discount.percentage or _ZERO)) / _HUNDRED
    elif discount.type == "amount":
        reduced = price - (discount.amount or _ZERO)
    elif discount.type == "fixed_price":
        reduced = discount.amount or _ZERO
    elif discount.type == "free":
        reduced = _ZERO
    elif discount.type == "price_book_price":
        chain = terms.shop.named_chains.get(discount.price_book_id or "")
        if not chain or chain[0].currency != terms.currency:
            return None
        in_book = book_price(view, view.product.min_order_quantity, terms.currency, terms.now, (chain,))
        reduced = price if in_book is None else in_book
    else:
        return None
    return price - round_to(max(_ZERO, price - max(_ZERO, reduced)), terms.unit)
