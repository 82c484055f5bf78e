"""Faults of manual price adjustments, following section 3.10 of the resource reference."""

from counterfoil.faults.fault import fault_row

INVALID_PRICE_ADJUSTMENT_LEVEL = fault_row(
    "INVALID_PRICE_ADJUSTMENT_LEVEL",
    400,
    "InvalidPriceAdjustmentLevelException",
    "A fixed price is not possible at level '{level}', or there is one already.",
    "level",
    meaning="A fixed price cannot be set at this level, or there is one already.",
    remedy="Use level product or shipping for a fixed price, and at most one for each item.",
)
INVALID_PROMOTION_ID = fault_row(
    "INVALID_PROMOTION_ID",
    400,
    "InvalidPromotionIdException",
    "The promotion id '{promotion_id}' is used twice.",
    "promotion_id",
    meaning="Two price adjustments would have the same promotion id.",
    remedy="Give each manual price adjustment a promotion_id of its own, or leave it out.",
)
SYSTEM_PROMOTION_ID = fault_row(
    "SYSTEM_PROMOTION_ID",
    400,
    "SystemPromotionIdException",
    "The promotion id '{promotion_id}' is that of a system promotion.",
    "promotion_id",
    meaning="The promotion id belongs to a promotion of the site.",
    remedy="Choose a promotion_id that no promotion of the site has, or leave it out.",
)
TOO_MANY_PROMOTIONS = fault_row(
    "TOO_MANY_PROMOTIONS",
    400,
    "TooManyPromotionsException",
    "The maximum number of manual price adjustments ({maximum}) was exceeded.",
    "maximum",
    meaning="The basket or order has as many manual price adjustments as it may have.",
    remedy="Remove one, or change one with PATCH.",
)
PRICE_ADJUSTMENT_LIMIT_EXCEEDED = fault_row(
    "PRICE_ADJUSTMENT_LIMIT_EXCEEDED",
    400,
    "PriceAdjustmentLimitExceededException",
    "The price adjustment exceeds the limit of the user: at most {maximum} of type '{type}'.",
    "type maximum item_id",
    meaning="The agent's roles do not allow so large an adjustment.",
    remedy="Give less, or raise the limit of the agent's role in price_adjustment_limits of the archive.",
)
PRICE_ADJUSTMENT_ID_NOT_FOUND = fault_row(
    "PRICE_ADJUSTMENT_ID_NOT_FOUND",
    404,
    "PriceAdjustmentIdNotFoundException",
    "No price adjustment with id '{price_adjustment_id}' found.",
    "price_adjustment_id",
    meaning="There is no price adjustment of this id.",
    remedy="Use the price_adjustment_id of a manual price adjustment of the basket or order.",
)
INVALID_PRICE_ADJUSTMENT_ID = fault_row(
    "INVALID_PRICE_ADJUSTMENT_ID",
    400,
    "InvalidPriceAdjustmentIdException",
    "The price adjustment id is missing.",
    meaning="The request names no price adjustment.",
    remedy="Write the price_adjustment_id in the URL: .../price_adjustments/{price_adjustment_id}.",
)
PRICE_ADJUSTMENT_NOT_MANUAL = fault_row(
    "PRICE_ADJUSTMENT_NOT_MANUAL",
    400,
    "PriceAdjustmentNotManualException",
    "The price adjustment '{price_adjustment_id}' is not a manual one.",
    "price_adjustment_id",
    meaning="The price adjustment was made by a promotion.",
    remedy="Change the promotion, or the coupons of the basket; only manual price adjustments are changed by hand.",
)
DISCOUNT_TYPE_CHANGE = fault_row(
    "DISCOUNT_TYPE_CHANGE",
    400,
    "DiscountTypeChangeException",
    "The discount type '{type_from}' cannot be changed to '{type_to}'.",
    "type_from type_to",
    meaning="A price adjustment keeps the type of its discount.",
    remedy="Remove the price adjustment and add one of the other type.",
)
MISSING_DISCOUNT_ATTRIBUTE = fault_row(
    "MISSING_DISCOUNT_ATTRIBUTE",
    400,
    "MissingDiscountAttributeException",
    "A discount of type '{type}' needs the attribute '{attribute}'.",
    "type attribute",
    meaning="A discount of this type needs an attribute that is missing.",
    remedy="Send the attribute that the fault names.",
)
