"""Faults of products and the other resources that are only read, following section 8 of the resource reference."""

from counterfoil.faults.fault import fault_row

PRODUCT_NOT_FOUND = fault_row(
    "PRODUCT_NOT_FOUND", 404, "ProductNotFoundException", "No product with id '{product_id}' found.", "product_id"
)
