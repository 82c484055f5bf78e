"""The resources of catalog, following the resource reference."""

from counterfoil.documents.category import Category, CategoryResult
from counterfoil.documents.product import Product, ProductResult
from counterfoil.documents.product_search import ProductSearchResult
from counterfoil.documents.promotion import Promotion, PromotionResult
from counterfoil.documents.properties import Document
from counterfoil.documents.shipment import ShippingMethodResult
from counterfoil.documents.site import Site
from counterfoil.documents.store import Store, StoreResult
from counterfoil.http.route import Resource, Route, route
from counterfoil.shop import categories, product_search, product_shipping, products, promotions, sites, stores

SECONDS = 60
"""How long an answer may be taken from a cache."""


def _read(path: str, resource: Resource, summary: str, response: type[Document], *, since: str | None = None) -> Route:
    return route("GET", path, resource, summary, response=response, cache_seconds=SECONDS, since=since)


ROUTES: tuple[Route, ...] = (
    _read("/products/({ids})", products.get_products, "read several products", ProductResult),
    _read("/products/{id}", products.get_product, "read a product", Product),
    _read("/products/{id}/availability", products.get_availability, "read a product's stock", Product),
    _read("/products/{id}/bundled_products", products.get_bundled_products, "read the parts of a bundle", Product),
    _read("/products/{id}/images", products.get_images, "read a product's images", Product),
    _read("/products/{id}/links", products.get_links, "read the links between a product and others", Product),
    _read("/products/{id}/options", products.get_options, "read a product's options", Product),
    _read("/products/{id}/prices", products.get_prices, "read a product's prices", Product),
    _read("/products/{id}/promotions", products.get_product_promotions, "read a product's promotions", Product),
    _read("/products/{id}/recommendations", products.get_recommendations, "read what is recommended", Product),
    _read("/products/{id}/set_products", products.get_set_products, "read the members of a set", Product),
    _read(
        "/products/{id}/shipping_methods",
        product_shipping.get_product_shipping_methods,
        "read how a product can be sent",
        ShippingMethodResult,
    ),
    _read("/products/{id}/variations", products.get_variations, "read a product's variants", Product),
    _read("/product_search", product_search.search_products, "search for products", ProductSearchResult),
    _read(
        "/product_search/availability",
        product_search.search_availability,
        "search for products, with their stock",
        ProductSearchResult,
    ),
    _read(
        "/product_search/images",
        product_search.search_images,
        "search for products, with an image",
        ProductSearchResult,
    ),
    _read(
        "/product_search/prices",
        product_search.search_prices,
        "search for products, with their prices",
        ProductSearchResult,
    ),
    _read(
        "/product_search/represented_products",
        product_search.search_represented_products,
        "search for products, with those they stand for",
        ProductSearchResult,
        since="18.1",
    ),
    _read(
        "/product_search/variations",
        product_search.search_variations,
        "search for products, with their variation attributes",
        ProductSearchResult,
    ),
    _read("/categories/({ids})", categories.get_categories, "read several categories", CategoryResult),
    _read("/categories/{id}", categories.get_category, "read a category and those below it", Category),
    _read("/promotions", promotions.find_promotions, "list the promotions of a campaign", PromotionResult),
    _read("/promotions/({ids})", promotions.get_promotions, "read several promotions", PromotionResult),
    _read("/promotions/{id}", promotions.get_promotion, "read a promotion", Promotion),
    _read("/site", sites.get_site, "read the site", Site),
    _read("/stores", stores.find_stores, "find the stores near a place", StoreResult),
    _read("/stores/({ids})", stores.get_stores, "read several stores", StoreResult),
    _read("/stores/{id}", stores.get_store, "read a store", Store),
)
