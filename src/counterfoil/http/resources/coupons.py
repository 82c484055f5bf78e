"""The resources of coupons in a basket, and of the discounts it is close to, following the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.documents.pricing import ApproachingDiscountResult, CouponItem
from counterfoil.http.access import OWNER
from counterfoil.http.parameter import LOCALE
from counterfoil.http.route import Route, route
from counterfoil.shop import approaching_discounts, coupons

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets/{basket_id}/coupons",
        coupons.add_coupon,
        "enter a coupon code",
        access=OWNER,
        request=CouponItem,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        "/baskets/{basket_id}/coupons/{coupon_item_id}",
        coupons.delete_coupon,
        "take a coupon code out of a basket",
        access=OWNER,
        response=Basket,
        since="15.8",
    ),
    route(
        "GET",
        "/baskets/{basket_id}/approaching_discounts",
        approaching_discounts.get_approaching_discounts,
        "list the discounts a basket is close to",
        access=OWNER,
        response=ApproachingDiscountResult,
        query=(LOCALE,),
        since="18.1",
    ),
)
