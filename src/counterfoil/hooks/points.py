"""The table of extension points, following the hook reference: name, arguments, versions, one line.

``payment`` marks the points whose hooks may see a card number and security code.
"""

from counterfoil.hooks import (
    points_basket_contents,
    points_basket_payment,
    points_baskets,
    points_coupons,
    points_customers,
    points_gift_certificates,
    points_orders,
    points_price_adjustments,
    points_reads,
    points_system,
)
from counterfoil.hooks.point import Point

POINTS: tuple[Point, ...] = (
    *points_orders.POINTS,
    *points_baskets.POINTS,
    *points_price_adjustments.POINTS,
    *points_basket_contents.POINTS,
    *points_coupons.POINTS,
    *points_basket_payment.POINTS,
    *points_gift_certificates.POINTS,
    *points_customers.POINTS,
    *points_reads.POINTS,
    *points_system.POINTS,
)
BY_NAME: dict[str, Point] = {point.name: point for point in POINTS}
