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

GROUPS: tuple[tuple[str, tuple[Point, ...]], ...] = (
    ("Orders", points_orders.POINTS),
    ("Baskets", points_baskets.POINTS),
    ("What is in a basket", points_basket_contents.POINTS),
    ("Coupons", points_coupons.POINTS),
    ("Manual price adjustments", points_price_adjustments.POINTS),
    ("Payment of a basket", points_basket_payment.POINTS),
    ("Gift certificates", points_gift_certificates.POINTS),
    ("Authentication and customers", points_customers.POINTS),
    ("What is only read", points_reads.POINTS),
    ("The system, whatever the resource", points_system.POINTS),
)
"""The table by subject."""
POINTS: tuple[Point, ...] = tuple(row for _, rows in GROUPS for row in rows)
BY_NAME: dict[str, Point] = {point.name: point for point in POINTS}
