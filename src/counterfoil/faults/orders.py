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
FIELD_NOT_SORTABLE = fault_row(
    "FIELD_NOT_SORTABLE", 400, "FieldNotSortableException", "Orders cannot be sorted by the field '{field}'.", "field"
)
INVALID_SEARCH_FIELD_TYPE = fault_row(
    "INVALID_SEARCH_FIELD_TYPE",
    400,
    "InvalidSearchFieldTypeException",
    "The value '{value}' is not of the type '{type}' of the field '{field}'.",
    "field value type",
)
MALFORMED_SELECTOR = fault_row(
    "MALFORMED_SELECTOR",
    400,
    "MalformedSelectorException",
    "The property selector '{selector}' is malformed.",
    "selector",
)
QUERY_SEARCH_TYPES_NOMATCH = fault_row(
    "QUERY_SEARCH_TYPES_NOMATCH",
    400,
    "QuerySearchTypesNomatchException",
    "The fields '{field1}' and '{field2}' of one query have different types: '{type1}' and '{type2}'.",
    "field1 field2 type1 type2",
)
QUOTA_EXCEEDED = fault_row("QUOTA_EXCEEDED", 400, "QuotaExceededException", "{msg}", "msg")
RANGE_FILTER_TYPE = fault_row(
    "RANGE_FILTER_TYPE",
    400,
    "RangeFilterTypeException",
    "A range of the field '{field}' is not possible: its type is '{type}'.",
    "field type",
)
RANGE_FILTER_VALUE = fault_row(
    "RANGE_FILTER_VALUE",
    400,
    "RangeFilterValueException",
    "The value '{value}' is no bound of a range of the field '{field}'.",
    "field value",
)
SEARCH_OPERATOR_NOT_APPLICABLE = fault_row(
    "SEARCH_OPERATOR_NOT_APPLICABLE",
    400,
    "SearchOperatorNotApplicableException",
    "The operator '{operator}' is not applicable to the field '{field}'.",
    "operator field",
)
TERM_OPERATOR_MISMATCH_VALUES = fault_row(
    "TERM_OPERATOR_MISMATCH_VALUES",
    400,
    "TermOperatorMismatchValuesException",
    "The operator '{operator}' on the field '{field}' does not take so many values.",
    "field operator",
)
UNKNOWN_SEARCH_FIELD = fault_row(
    "UNKNOWN_SEARCH_FIELD", 400, "UnknownSearchFieldException", "The search field '{field}' is unknown.", "field"
)
UNKNOWN_SEARCH_OPERATOR = fault_row(
    "UNKNOWN_SEARCH_OPERATOR",
    400,
    "UnknownSearchOperatorException",
    "The search operator '{operator}' is unknown.",
    "operator",
)
UNQUERYABLE_FIELD = fault_row(
    "UNQUERYABLE_FIELD",
    400,
    "UnqueryableFieldException",
    "The field '{field}' cannot be queried in this way.",
    "field",
)
