"""The resources of catalog, following the resource reference."""

from counterfoil.commerce.product_query import SORTING_OPTIONS
from counterfoil.commerce.store_locator import RADIUS
from counterfoil.documents.category import Category, CategoryResult
from counterfoil.documents.enums import PRODUCT_LINK_TYPES
from counterfoil.documents.product import Product, ProductResult
from counterfoil.documents.product_search import ProductSearchResult
from counterfoil.documents.promotion import Promotion, PromotionResult
from counterfoil.documents.properties import Document
from counterfoil.documents.shipment import ShippingMethodResult
from counterfoil.documents.site import Site
from counterfoil.documents.store import Store, StoreResult
from counterfoil.http.access import ANYBODY
from counterfoil.http.parameter import CURRENCY, LOCALE, Parameter, expand, page
from counterfoil.http.route import Resource, Route, route
from counterfoil.shop import categories, product_search, product_shipping, products, promotions, sites, stores
from counterfoil.shop.product_search import EXPANSIONS as SEARCH_EXPANSIONS
from counterfoil.shop.product_wishes import DIRECTIONS
from counterfoil.shop.product_wishes import EXPANSIONS as PRODUCT_EXPANSIONS
from counterfoil.shop.stores import FARTHEST

_IMAGES = (
    Parameter(name="all_images", summary="whether images of every variation are shown", kind="boolean"),
    Parameter(name="view_type", summary="the sizes of images that are wanted", kind="list", max_length=256),
    Parameter(
        name="variation_attribute",
        summary="the values of variation attributes whose images are wanted, such as color=red",
        max_length=256,
    ),
)
_LINKS = (
    Parameter(name="type", summary="the type of links", enum=PRODUCT_LINK_TYPES),
    Parameter(
        name="direction", summary="whose links: the product's own or those to it", enum=DIRECTIONS, default="out"
    ),
)
_LISTS = (Parameter(name="inventory_ids", summary="inventory lists beside the site's own, five at most", kind="list"),)
_PRODUCT = (LOCALE, CURRENCY, *_IMAGES)
_WHOLE_PRODUCT = (expand(PRODUCT_EXPANSIONS), *_PRODUCT, *_LISTS, *_LINKS)
_SEARCH = (
    Parameter(name="q", summary="the phrase to search for", max_length=256),
    *(
        Parameter(name=name, summary="an attribute and the values wanted: name=value|value, price=(10..20)")
        for name in ("refine", *(f"refine_{number}" for number in range(1, 10)))
    ),
    Parameter(name="sort", summary="in which order", enum=tuple(SORTING_OPTIONS)),
    LOCALE,
    CURRENCY,
    *page(),
)
_LEVELS = (
    Parameter(name="levels", summary="how many levels of categories below", kind="integer", minimum=0, default=1),
    LOCALE,
)
_CAMPAIGN = (
    Parameter(name="campaign_id", summary="the campaign", required=True, min_length=1, max_length=256),
    Parameter(name="start_date", summary="from when on, in ISO 8601; with end_date", kind="datetime"),
    Parameter(name="end_date", summary="until when, in ISO 8601; with start_date", kind="datetime"),
    CURRENCY,
    LOCALE,
)
_NEAR = (
    Parameter(name="latitude", summary="degrees north; with longitude", kind="number", minimum=-90, maximum=90),
    Parameter(name="longitude", summary="degrees east; with latitude", kind="number", minimum=-180, maximum=180),
    Parameter(name="country_code", summary="two letters; with postal_code", min_length=2, max_length=2),
    Parameter(name="postal_code", summary="instead of coordinates", min_length=3, max_length=10),
    Parameter(name="distance_unit", summary="of distances", enum=tuple(RADIUS), default="km"),
    Parameter(name="max_distance", summary="how far at most", kind="number", minimum=0, maximum=FARTHEST),
    LOCALE,
    *page(),
)


def _read(
    path: str,
    resource: Resource,
    summary: str,
    response: type[Document],
    *query: Parameter,
    since: str | None = None,
) -> Route:
    return route(
        "GET",
        path,
        resource,
        summary,
        access=ANYBODY,
        response=response,
        query=query,
        cacheable=True,
        since=since,
    )


ROUTES: tuple[Route, ...] = (
    _read("/products/({ids})", products.get_products, "read several products", ProductResult, *_WHOLE_PRODUCT),
    _read("/products/{id}", products.get_product, "read a product", Product, *_WHOLE_PRODUCT),
    _read(
        "/products/{id}/availability",
        products.get_availability,
        "read a product's stock",
        Product,
        *_PRODUCT,
        *_LISTS,
    ),
    _read(
        "/products/{id}/bundled_products",
        products.get_bundled_products,
        "read the parts of a bundle",
        Product,
        *_PRODUCT,
    ),
    _read("/products/{id}/images", products.get_images, "read a product's images", Product, *_PRODUCT),
    _read(
        "/products/{id}/links",
        products.get_links,
        "read the links between a product and others",
        Product,
        *_PRODUCT,
        *_LINKS,
    ),
    _read("/products/{id}/options", products.get_options, "read a product's options", Product, *_PRODUCT),
    _read("/products/{id}/prices", products.get_prices, "read a product's prices", Product, *_PRODUCT),
    _read(
        "/products/{id}/promotions", products.get_product_promotions, "read a product's promotions", Product, *_PRODUCT
    ),
    _read(
        "/products/{id}/recommendations", products.get_recommendations, "read what is recommended", Product, *_PRODUCT
    ),
    _read("/products/{id}/set_products", products.get_set_products, "read the members of a set", Product, *_PRODUCT),
    _read(
        "/products/{id}/shipping_methods",
        product_shipping.get_product_shipping_methods,
        "read how a product can be sent",
        ShippingMethodResult,
        LOCALE,
        CURRENCY,
    ),
    _read("/products/{id}/variations", products.get_variations, "read a product's variants", Product, *_PRODUCT),
    _read(
        "/product_search",
        product_search.search_products,
        "search for products",
        ProductSearchResult,
        expand(SEARCH_EXPANSIONS),
        *_SEARCH,
    ),
    _read(
        "/product_search/availability",
        product_search.search_availability,
        "search for products, with their stock",
        ProductSearchResult,
        *_SEARCH,
    ),
    _read(
        "/product_search/images",
        product_search.search_images,
        "search for products, with an image",
        ProductSearchResult,
        *_SEARCH,
    ),
    _read(
        "/product_search/prices",
        product_search.search_prices,
        "search for products, with their prices",
        ProductSearchResult,
        *_SEARCH,
    ),
    _read(
        "/product_search/represented_products",
        product_search.search_represented_products,
        "search for products, with those they stand for",
        ProductSearchResult,
        *_SEARCH,
        since="18.1",
    ),
    _read(
        "/product_search/variations",
        product_search.search_variations,
        "search for products, with their variation attributes",
        ProductSearchResult,
        *_SEARCH,
    ),
    _read("/categories/({ids})", categories.get_categories, "read several categories", CategoryResult, *_LEVELS),
    _read("/categories/{id}", categories.get_category, "read a category and those below it", Category, *_LEVELS),
    _read("/promotions", promotions.find_promotions, "list the promotions of a campaign", PromotionResult, *_CAMPAIGN),
    _read("/promotions/({ids})", promotions.get_promotions, "read several promotions", PromotionResult, LOCALE),
    _read("/promotions/{id}", promotions.get_promotion, "read a promotion", Promotion, LOCALE),
    _read("/site", sites.get_site, "read the site", Site),
    _read("/stores", stores.find_stores, "find the stores near a place", StoreResult, *_NEAR),
    _read("/stores/({ids})", stores.get_stores, "read several stores", StoreResult, LOCALE),
    _read("/stores/{id}", stores.get_store, "read a store", Store, LOCALE),
)
