"""How a product can be sent. Follows section 8 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.promotions.shown import shipping_promotions
from counterfoil.commerce.shipping_methods import shipping_method_result
from counterfoil.commerce.terms import NO_EXTRAS, Extras
from counterfoil.documents.items import ProductItem
from counterfoil.documents.shipment import Shipment
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import requested_currency, requested_locale
from counterfoil.shop.parameters import check_id
from counterfoil.shop.product_documents import is_shown
from counterfoil.shop.product_promotions import basket_of_caller

_SHIPMENT = "me"
_LONGEST_ID = 100


async def get_product_shipping_methods(call: Call) -> Answer:
    """Return the shipping methods of a product that the customer who calls would buy alone, with prices and promotions.

    Faults: PRODUCT_NOT_FOUND, STRING_CONSTRAINT_VIOLATION, those of the parameters.
    """
    locale, currency = requested_locale(call), requested_currency(call)
    product = (await _shown_product(call)).product
    shipment = Shipment(shipment_id=_SHIPMENT)
    basket = basket_of_caller(call, currency)
    basket.shipments = [shipment]
    basket.product_items = [
        ProductItem(
            item_id=call.new_id(),
            product_id=product.product_id,
            quantity=product.min_order_quantity,
            shipment_id=_SHIPMENT,
        )
    ]
    products, shopper = await call.load_basket_products(basket), await call.load_shopper(basket)
    await call.load_promoted(basket)
    shop, now = call.site.shop, call.now
    extras = Extras(stock=call.stock) if call.knows_stock else NO_EXTRAS
    calculate(basket, shop, products, now=now, new_id=call.new_id, locale=locale, shopper=shopper, extras=extras)
    result = shipping_method_result(
        shipment,
        basket,
        shop,
        products,
        now=now,
        customer_groups=shopper.groups,
        locale=locale,
        promotions=shipping_promotions(basket, shop, products, now=now, shopper=shopper, locale=locale),
    )
    return await call.answer(result)


async def _shown_product(call: Call) -> ProductView:
    product_id = call.path["id"]
    check_id(product_id, "id", _LONGEST_ID)
    await call.load_products([product_id])
    view = call.products.get(product_id)
    if view is None or not is_shown(call, view):
        raise faults.PRODUCT_NOT_FOUND(product_id=product_id)
    return view
