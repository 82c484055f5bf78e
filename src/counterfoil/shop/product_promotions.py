"""The promotions of a product, for the customer who calls and has nothing in the basket yet."""

from decimal import Decimal

from counterfoil.commerce.promotions.eligibility import Standing
from counterfoil.commerce.promotions.product_offers import product_offers
from counterfoil.commerce.terms import NO_EXTRAS, terms_of
from counterfoil.commerce.texts import localised
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.product import ProductPromotion
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Call


async def customer_standing(call: Call, currency: str, locale: str) -> Standing | None:
    """Return what the customer who calls brings along; None if the site has no promotions of products."""
    if call.site.shop.promotion_book.empty:
        return None
    container = basket_of_caller(call, currency)
    shopper = await call.load_shopper(container)
    terms = terms_of(
        container,
        call.site.shop,
        call.products,
        now=call.now,
        new_id=call.new_id,
        locale=locale,
        shopper=shopper,
        extras=NO_EXTRAS,
    )
    return Standing(container, terms, {})


def basket_of_caller(call: Call, currency: str) -> Basket:
    """Make an empty basket of the customer who calls, to ask rules about."""
    caller = call.caller
    info = CustomerInfo(customer_id=caller.customer_id, customer_no=caller.customer_no or None)
    return Basket(currency=currency, customer_info=info if caller.is_customer else None, registered=caller.registered)


def product_promotions(view: ProductView, price: Decimal | None, standing: Standing) -> list[ProductPromotion]:
    """Make the documents of a product's promotions, with its price where one alone is enough."""
    return [
        ProductPromotion(
            promotion_id=offer.promotion.promotion_id,
            callout_msg=localised(offer.promotion.callout_msg, standing.terms.locale),
            promotional_price=offer.price,
        )
        for offer in product_offers(view, price, standing)
    ]
