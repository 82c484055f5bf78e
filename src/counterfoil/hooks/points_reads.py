"""Extension points of resources that are only read, following section 3 of the hook reference."""

from counterfoil.hooks.point import SHOP, Point, point

POINTS: tuple[Point, ...] = (
    point(SHOP + "product.beforeGET", "product_id", "before a product is read"),
    point(SHOP + "product.modifyGETResponse", "product document", "the answer of GET products/{id}"),
    point(SHOP + "category.beforeGET", "category_id", "before a category is read"),
    point(SHOP + "category.modifyGETResponse", "category document", "the answer of GET categories/{id}"),
    point(SHOP + "product_search.beforeGET", "", "before products are searched for"),
    point(
        SHOP + "product_search.modifyGETResponse", "product_search_result document", "the answer of GET product_search"
    ),
    point(SHOP + "promotion.beforeGET", "promotion_id", "before a promotion is read"),
    point(SHOP + "promotion.modifyGETResponse", "promotion document", "the answer of GET promotions/{id}"),
    point(
        SHOP + "promotions.beforeGET",
        "promotion_ids",
        "before several promotions are read; of a campaign: no ids",
    ),
    point(
        SHOP + "promotions.modifyGETResponse",
        "promotion_result document",
        "the answer of GET promotions and promotions/({ids})",
    ),
    point(SHOP + "site.beforeGET", "", "before the site is read"),
    point(SHOP + "site.modifyGETResponse", "site document", "the answer of GET site"),
    point(SHOP + "store.beforeGET", "store_id", "before a store is read"),
    point(SHOP + "store.modifyGETResponse", "store document", "the answer of GET stores/{id}"),
    point(SHOP + "stores.beforeGET", "store_ids", "before several stores are read; by distance: no ids"),
    point(SHOP + "stores.modifyGETResponse", "store_result document", "the answer of GET stores and stores/({ids})"),
)
