"""Faults of orders, following sections 1, 2 and 7 of the resource reference."""

from counterfoil.faults.fault import FaultRow, fault_row, versioned_fault
from counterfoil.versions import parse_version

_15_6 = parse_version("15.6")

ORDER_NOT_FOUND = versioned_fault(
    "ORDER_NOT_FOUND",
    "order_no",
    [
        FaultRow("NotFoundException", 404, "No order with number '{order_no}' found.", until=_15_6),
        FaultRow("OrderNotFoundException", 404, "No order with number '{order_no}' found.", since=_15_6),
    ],
)
ORDER_ALREADY_EXISTS = fault_row(
    "ORDER_ALREADY_EXISTS", 409, "OrderAlreadyExistsException", "An order with number '{order_no}' exists.", "order_no"
)
INVALID_ORDER_STATUS = fault_row(
    "INVALID_ORDER_STATUS", 400, "InvalidOrderStatusException", "The order status '{status}' is unknown.", "status"
)
UNAUTHORIZED_ORDER_ACCESS = fault_row(
    "UNAUTHORIZED_ORDER_ACCESS",
    401,
    "UnauthorizedOrderAccessException",
    "Unauthorized access to order '{order_no}' for token '{order_token}'.",
    "order_no order_token",
)
STATUS_TRANSITION_NOT_POSSIBLE = fault_row(
    "STATUS_TRANSITION_NOT_POSSIBLE",
    400,
    "StatusTransitionNotPossibleException",
    "The status transition from '{status_from}' to '{status_to}' isn't possible.",
    "status_from status_to",
)
