"""Faults of products and the other resources that are only read, following section 8 of the resource reference."""

from counterfoil.faults.fault import fault_row

PRODUCT_NOT_FOUND = fault_row(
    "PRODUCT_NOT_FOUND",
    404,
    "ProductNotFoundException",
    "No product with id '{product_id}' found.",
    "product_id",
    meaning="The site has no such product.",
    remedy="Use the id of a product that is online and in the site's catalog.",
)
INVALID_PRODUCT_LINK_TYPE = fault_row(
    "INVALID_PRODUCT_LINK_TYPE",
    400,
    "InvalidProductLinkTypeException",
    "The type of product links '{type}' is not known.",
    "type",
    meaning="Products have no links of this type.",
    remedy="Use accessory, alt_orderunit, cross_sell, newer_version, other, replacement, spare_part or up_sell.",
)
INVALID_PRODUCT_LINK_DIRECTION = fault_row(
    "INVALID_PRODUCT_LINK_DIRECTION",
    400,
    "InvalidProductLinkDirectionException",
    "The direction of product links '{direction}' is not known.",
    "direction",
    meaning="Product links have no such direction.",
    remedy="Use a direction of product links: all, in or out.",
)
CATEGORY_NOT_FOUND = fault_row(
    "CATEGORY_NOT_FOUND",
    404,
    "CategoryNotFoundException",
    "No category with id '{category_id}' found.",
    "category_id",
    meaning="The site's catalog has no such category that is online.",
    remedy="Use the id of an online category; root is the first.",
)
PROMOTION_NOT_FOUND = fault_row(
    "PROMOTION_NOT_FOUND",
    404,
    "PromotionNotFoundException",
    "No promotion with id '{promotion_id}' found.",
    "promotion_id",
    meaning="The site has no such promotion, or it is not shown to this customer now.",
    remedy="Use the id of an enabled promotion of an active campaign.",
)
STORE_NOT_FOUND = fault_row(
    "STORE_NOT_FOUND",
    404,
    "StoreNotFoundException",
    "No store with id '{store_id}' found.",
    "store_id",
    meaning="The site has no such store.",
    remedy="Use the id of a store; GET /stores lists those near a place.",
)
MISSING_PARAMETER = fault_row(
    "MISSING_PARAMETER",
    400,
    "MissingParameterException",
    "The parameter '{parameter}' is missing.",
    "parameter",
    meaning="A parameter that the resource needs is missing.",
    remedy="Send the parameter that the fault names in the query of the URL.",
)
MISSING_COORDINATES = fault_row(
    "MISSING_COORDINATES",
    400,
    "MissingCoordinatesException",
    "Please name a latitude and a longitude, or a country code and a postal code.",
    meaning="The place to search stores around is not named.",
    remedy="Send latitude and longitude, or country_code and postal_code.",
)
MISSING_COUNTRY_CODE = fault_row(
    "MISSING_COUNTRY_CODE",
    400,
    "MissingCountryCodeException",
    "The country code is missing.",
    meaning="The postal code comes without its country.",
    remedy="Send country_code beside postal_code.",
)
MISSING_POSTAL_CODE = fault_row(
    "MISSING_POSTAL_CODE",
    400,
    "MissingPostalCodeException",
    "The postal code is missing.",
    meaning="The country comes without a postal code.",
    remedy="Send postal_code beside country_code.",
)
INVALID_DISTANCE_UNIT = fault_row(
    "INVALID_DISTANCE_UNIT",
    400,
    "InvalidDistanceUnitException",
    "The distance unit '{distance_unit}' is neither 'km' nor 'mi'.",
    "distance_unit",
    meaning="Distances are told in kilometres or miles.",
    remedy="Send distance_unit=km or distance_unit=mi.",
)
