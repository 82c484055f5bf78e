"""Extension points of the system, whatever the resource, following section 3 of the hook reference."""

from counterfoil.hooks.point import Point, point

POINTS: tuple[Point, ...] = (
    point("dw.order.calculate", "line_item_container", "the one recalculation pass of a basket"),
    point("dw.ocapi.shop.basket.calculate", "basket", "the former name of dw.order.calculate, called by its default"),
    point("dw.order.createOrderNo", "", "the number of the next order; at most 50 characters"),
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
