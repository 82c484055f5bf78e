"""Faults of customers, following section 6 of the resource reference."""

from counterfoil.faults.fault import fault_row

INVALID_CUSTOMER = fault_row(
    "INVALID_CUSTOMER",
    400,
    "InvalidCustomerException",
    "The customer of the request is not the customer of the resource.",
)
CUSTOMER_NOT_FOUND = fault_row(
    "CUSTOMER_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with number '{customer_no}' found.",
    "customer_no",
)
