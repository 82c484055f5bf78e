"""Extension points of the system, whatever the resource, following section 3 of the hook reference."""

from counterfoil.hooks.point import Point, point

CALCULATION = (
    "dw.order.calculate",
    "dw.ocapi.shop.basket.calculate",
    "dw.order.calculateShipping",
    "dw.order.calculateTax",
)
"""The points whose hooks may run in a recalculation."""

POINTS: tuple[Point, ...] = (
    point(
        "dw.order.calculate",
        "line_item_container",
        "the one recalculation pass of a basket: after every change, and before it becomes an order",
        default="calls `dw.ocapi.shop.basket.calculate`; without an answer prices, promotions, shipping, tax, totals",
    ),
    point(
        "dw.ocapi.shop.basket.calculate",
        "basket",
        "the former name of dw.order.calculate; called by its default, for baskets",
    ),
    point(
        "dw.order.calculateShipping",
        "line_item_container",
        "the shipping costs, called by the default of dw.order.calculate; an answer lets the prices stand that the "
        "hook gave the shipping items",
        default="prices shipping items by the shipping methods",
    ),
    point(
        "dw.order.calculateTax",
        "line_item_container",
        "the taxes, called by the default of dw.order.calculate; an answer lets stand what the hook set of tax_rate, "
        "tax and adjusted_tax",
        default="taxes all lines by the tax table",
    ),
    point(
        "dw.order.createOrderNo",
        "",
        "the number of the next order; at most 50 characters",
        default="the next number of the site's sequence",
    ),
    point(
        "dw.order.populateCustomerDetails",
        "basket customer",
        "a basket got a registered customer: made for him, given to him by an agent, or taken along when he "
        "registered; the customer is to be read, not changed",
        since="24.5",
    ),
    point(
        "dw.order.mergeBasket",
        "source_basket basket",
        "the basket of a guest goes into one of the caller (POST baskets/reference)",
        default="copies products, shipments with their methods, currency, source code and custom attributes",
    ),
    point(
        "dw.order.payment.authorize",
        "order order_payment_instrument",
        "authorise an instrument that is not a card",
        payment=True,
    ),
    point(
        "dw.order.payment.authorizeCreditCard",
        "order order_payment_instrument security_code",
        "authorise a card; the security code may be None",
        payment=True,
    ),
)
