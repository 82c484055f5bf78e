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
