"""Discounts that a basket is close to. Follows section 3.11 of the resource reference."""

from counterfoil.commerce.promotions.shown import approaching_discounts
from counterfoil.shop.access import require_shopper
from counterfoil.shop.basket_store import load_basket
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import requested_locale


async def get_approaching_discounts(call: Call) -> Answer:
    """Return the order and shipping discounts that a basket is close to.

    Faults: those of require_shopper, BASKET_NOT_FOUND, INVALID_CUSTOMER.
    """
    require_shopper(call)
    basket = (await load_basket(call, call.path["basket_id"])).basket
    products = await call.load_basket_products(basket)
    shopper = await call.load_shopper(basket)
    locale = requested_locale(call)
    found = approaching_discounts(basket, call.site.shop, products, now=call.now, shopper=shopper, locale=locale)
    return await call.answer(found)
