"""Extension points of authentication and customers, following section 3 of the hook reference."""

from counterfoil.hooks.point import SHOP, Point, point

POINTS: tuple[Point, ...] = (
    point(SHOP + "auth.beforePOST", "authorization_type", "before a customer is authenticated", since="15.8"),
    point(SHOP + "auth.afterPOST", "customer authorization_type", "after a customer was authenticated", since="15.8"),
)
