"""The resources of catalog, following the resource reference."""

from counterfoil.documents.product import Product, ProductResult
from counterfoil.http.route import Route, route
from counterfoil.shop import products

ROUTES: tuple[Route, ...] = (
    route(
        "GET",
        "/products/({ids})",
        products.get_products,
        "read several products",
        response=ProductResult,
        cache_seconds=60,
    ),
    route("GET", "/products/{id}", products.get_product, "read a product", response=Product, cache_seconds=60),
)
