"""Extension points of resources that are only read, following section 3 of the hook reference."""

from counterfoil.hooks.point import SHOP, Point, point

POINTS: tuple[Point, ...] = (
    point(SHOP + "product.beforeGET", "product_id", "before a product is read"),
    point(SHOP + "product.modifyGETResponse", "product document", "the answer of GET products/{id}"),
)
