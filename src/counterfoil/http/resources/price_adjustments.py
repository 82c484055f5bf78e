"""The resources of manual price adjustments and their limits, following the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.documents.pricing import PriceAdjustmentLimits, PriceAdjustmentRequest
from counterfoil.http.access import AGENT, BASKET_AGENT
from counterfoil.http.route import Route, route
from counterfoil.shop import adjustment_limits, price_adjustments

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets/{basket_id}/price_adjustments",
        price_adjustments.add_price_adjustment,
        "add a manual price adjustment",
        access=BASKET_AGENT,
        request=PriceAdjustmentRequest,
        response=Basket,
        strict=True,
        since="15.8",
    ),
    route(
        "PATCH",
        "/baskets/{basket_id}/price_adjustments/{price_adjustment_id}",
        price_adjustments.patch_price_adjustment,
        "change a manual price adjustment",
        access=BASKET_AGENT,
        request=PriceAdjustmentRequest,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        "/baskets/{basket_id}/price_adjustments/{price_adjustment_id}",
        price_adjustments.delete_price_adjustment,
        "take a manual price adjustment away",
        access=BASKET_AGENT,
        response=Basket,
        since="15.8",
    ),
    route(
        "GET",
        "/price_adjustment_limits",
        adjustment_limits.get_price_adjustment_limits,
        "read how much the agent may take off",
        access=AGENT,
        response=PriceAdjustmentLimits,
        since="15.8",
    ),
)
