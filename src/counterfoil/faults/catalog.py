"""Faults of products and the other resources that are only read, following section 8 of the resource reference."""

from counterfoil.faults.fault import fault_row

PRODUCT_NOT_FOUND = fault_row(
    "PRODUCT_NOT_FOUND", 404, "ProductNotFoundException", "No product with id '{product_id}' found.", "product_id"
)
INVALID_PRODUCT_LINK_TYPE = fault_row(
    "INVALID_PRODUCT_LINK_TYPE",
    400,
    "InvalidProductLinkTypeException",
    "The type of product links '{type}' is not known.",
    "type",
)
INVALID_PRODUCT_LINK_DIRECTION = fault_row(
    "INVALID_PRODUCT_LINK_DIRECTION",
    400,
    "InvalidProductLinkDirectionException",
    "The direction of product links '{direction}' is not known.",
    "direction",
)
CATEGORY_NOT_FOUND = fault_row(
    "CATEGORY_NOT_FOUND", 404, "CategoryNotFoundException", "No category with id '{category_id}' found.", "category_id"
)
PROMOTION_NOT_FOUND = fault_row(
    "PROMOTION_NOT_FOUND",
    404,
    "PromotionNotFoundException",
    "No promotion with id '{promotion_id}' found.",
    "promotion_id",
)
STORE_NOT_FOUND = fault_row(
    "STORE_NOT_FOUND", 404, "StoreNotFoundException", "No store with id '{store_id}' found.", "store_id"
)
MISSING_PARAMETER = fault_row(
    "MISSING_PARAMETER", 400, "MissingParameterException", "The parameter '{parameter}' is missing.", "parameter"
)
MISSING_COORDINATES = fault_row(
    "MISSING_COORDINATES",
    400,
    "MissingCoordinatesException",
    "Please name a latitude and a longitude, or a country code and a postal code.",
)
MISSING_COUNTRY_CODE = fault_row(
    "MISSING_COUNTRY_CODE", 400, "MissingCountryCodeException", "The country code is missing."
)
MISSING_POSTAL_CODE = fault_row("MISSING_POSTAL_CODE", 400, "MissingPostalCodeException", "The postal code is missing.")
INVALID_DISTANCE_UNIT = fault_row(
    "INVALID_DISTANCE_UNIT",
    400,
    "InvalidDistanceUnitException",
    "The distance unit '{distance_unit}' is neither 'km' nor 'mi'.",
    "distance_unit",
)
