"""Faults of manual price adjustments, following section 3.10 of the resource reference."""

from counterfoil.faults.fault import fault_row

INVALID_PRICE_ADJUSTMENT_LEVEL = fault_row(
    "INVALID_PRICE_ADJUSTMENT_LEVEL",
    400,
    "InvalidPriceAdjustmentLevelException",
    "A fixed price is not possible at level '{level}', or there is one already.",
    "level",
)
INVALID_PROMOTION_ID = fault_row(
    "INVALID_PROMOTION_ID",
    400,
    "InvalidPromotionIdException",
    "The promotion id '{promotion_id}' is used twice.",
    "promotion_id",
)
SYSTEM_PROMOTION_ID = fault_row(
    "SYSTEM_PROMOTION_ID",
    400,
    "SystemPromotionIdException",
    "The promotion id '{promotion_id}' is that of a system promotion.",
    "promotion_id",
)
TOO_MANY_PROMOTIONS = fault_row(
    "TOO_MANY_PROMOTIONS",
    400,
    "TooManyPromotionsException",
    "The maximum number of manual price adjustments ({maximum}) was exceeded.",
    "maximum",
)
PRICE_ADJUSTMENT_LIMIT_EXCEEDED = fault_row(
    "PRICE_ADJUSTMENT_LIMIT_EXCEEDED",
    400,
    "PriceAdjustmentLimitExceededException",
    "The price adjustment exceeds the limit of the user: at most {maximum} of type '{type}'.",
    "type maximum item_id",
)
PRICE_ADJUSTMENT_ID_NOT_FOUND = fault_row(
    "PRICE_ADJUSTMENT_ID_NOT_FOUND",
    404,
    "PriceAdjustmentIdNotFoundException",
    "No price adjustment with id '{price_adjustment_id}' found.",
    "price_adjustment_id",
)
INVALID_PRICE_ADJUSTMENT_ID = fault_row(
    "INVALID_PRICE_ADJUSTMENT_ID", 400, "InvalidPriceAdjustmentIdException", "The price adjustment id is missing."
)
PRICE_ADJUSTMENT_NOT_MANUAL = fault_row(
    "PRICE_ADJUSTMENT_NOT_MANUAL",
    400,
    "PriceAdjustmentNotManualException",
    "The price adjustment '{price_adjustment_id}' is not a manual one.",
    "price_adjustment_id",
)
DISCOUNT_TYPE_CHANGE = fault_row(
    "DISCOUNT_TYPE_CHANGE",
    400,
    "DiscountTypeChangeException",
    "The discount type '{type_from}' cannot be changed to '{type_to}'.",
    "type_from type_to",
)
MISSING_DISCOUNT_ATTRIBUTE = fault_row(
    "MISSING_DISCOUNT_ATTRIBUTE",
    400,
    "MissingDiscountAttributeException",
    "A discount of type '{type}' needs the attribute '{attribute}'.",
    "type attribute",
)
