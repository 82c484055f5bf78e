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
    meaning="There is no order of this number that the caller may see.",
    remedy="Check the order number and the site, and use a token of the customer who ordered, or of an agent.",
)
ORDER_ALREADY_EXISTS = fault_row(
    "ORDER_ALREADY_EXISTS",
    409,
    "OrderAlreadyExistsException",
    "An order with number '{order_no}' exists.",
    "order_no",
    meaning="There is an order of this number.",
    remedy="Submit with another number, or leave the number to the server.",
)
INVALID_ORDER_STATUS = fault_row(
    "INVALID_ORDER_STATUS",
    400,
    "InvalidOrderStatusException",
    "The order status '{status}' is unknown.",
    "status",
    meaning="No order has a status of this name.",
    remedy="Use created, new, open, completed, cancelled, replaced or failed; several of them with commas.",
)
UNAUTHORIZED_ORDER_ACCESS = fault_row(
    "UNAUTHORIZED_ORDER_ACCESS",
    401,
    "UnauthorizedOrderAccessException",
    "Unauthorized access to order '{order_no}' for token '{order_token}'.",
    "order_no order_token",
    meaning="The order token does not belong to the order.",
    remedy="Send the order_token that the order was answered with in the header x-dw-order-token.",
)
STATUS_TRANSITION_NOT_POSSIBLE = fault_row(
    "STATUS_TRANSITION_NOT_POSSIBLE",
    400,
    "StatusTransitionNotPossibleException",
    "The status transition from '{status_from}' to '{status_to}' isn't possible.",
    "status_from status_to",
    meaning="The order cannot go from its status to this one.",
    remedy="Read the order, and send a status that may follow the one it has.",
)
FIELD_NOT_SORTABLE = fault_row(
    "FIELD_NOT_SORTABLE",
    400,
    "FieldNotSortableException",
    "Orders cannot be sorted by the field '{field}'.",
    "field",
    meaning="Orders cannot be sorted by this field.",
    remedy="Sort by a field with one value an order, such as creation_date, order_no or total_gross_price.",
)
INVALID_SEARCH_FIELD_TYPE = fault_row(
    "INVALID_SEARCH_FIELD_TYPE",
    400,
    "InvalidSearchFieldTypeException",
    "The value '{value}' is not of the type '{type}' of the field '{field}'.",
    "field value type",
    meaning="The value is not of the type of the field.",
    remedy="Send a value of the type that the fault names.",
)
MALFORMED_SELECTOR = fault_row(
    "MALFORMED_SELECTOR",
    400,
    "MalformedSelectorException",
    "The property selector '{selector}' is malformed.",
    "selector",
    meaning="The selection cannot be read.",
    remedy="Write select as (**), (*), (name,price) or (data.(**)); every bracket has its partner.",
)
QUERY_SEARCH_TYPES_NOMATCH = fault_row(
    "QUERY_SEARCH_TYPES_NOMATCH",
    400,
    "QuerySearchTypesNomatchException",
    "The fields '{field1}' and '{field2}' of one query have different types: '{type1}' and '{type2}'.",
    "field1 field2 type1 type2",
    meaning="Fields of one query have different types, so no value fits both.",
    remedy="Make a query for each type of field, and join them by a bool query.",
)
QUOTA_EXCEEDED = fault_row(
    "QUOTA_EXCEEDED",
    400,
    "QuotaExceededException",
    "{msg}",
    "msg",
    meaning="The request asks for more than one request may.",
    remedy="Ask for less at once; the message names the limit.",
)
RANGE_FILTER_TYPE = fault_row(
    "RANGE_FILTER_TYPE",
    400,
    "RangeFilterTypeException",
    "A range of the field '{field}' is not possible: its type is '{type}'.",
    "field type",
    meaning="Values of this field have no order, so there are no ranges.",
    remedy="Use a term query for this field, or a range of a number or a date.",
)
RANGE_FILTER_VALUE = fault_row(
    "RANGE_FILTER_VALUE",
    400,
    "RangeFilterValueException",
    "The value '{value}' is no bound of a range of the field '{field}'.",
    "field value",
    meaning="The bound of the range is no value of the field.",
    remedy="Send bounds of the type of the field.",
)
SEARCH_OPERATOR_NOT_APPLICABLE = fault_row(
    "SEARCH_OPERATOR_NOT_APPLICABLE",
    400,
    "SearchOperatorNotApplicableException",
    "The operator '{operator}' is not applicable to the field '{field}'.",
    "operator field",
    meaning="The operator cannot be used with a field of this type.",
    remedy="Use an operator that goes with the type of the field: less and greater need an order among the values.",
)
TERM_OPERATOR_MISMATCH_VALUES = fault_row(
    "TERM_OPERATOR_MISMATCH_VALUES",
    400,
    "TermOperatorMismatchValuesException",
    "The operator '{operator}' on the field '{field}' does not take so many values.",
    "field operator",
    meaning="The operator takes another number of values.",
    remedy="Send one value for is, several for one_of and not_in, none for is_null and is_not_null.",
)
UNKNOWN_SEARCH_FIELD = fault_row(
    "UNKNOWN_SEARCH_FIELD",
    400,
    "UnknownSearchFieldException",
    "The search field '{field}' is unknown.",
    "field",
    meaning="Orders have no search field of this name.",
    remedy="Use a search field of orders, such as order_no, status, creation_date or customer_email; custom ones "
    "begin with c_ and are declared searchable in the archive's metadata.",
)
UNKNOWN_SEARCH_OPERATOR = fault_row(
    "UNKNOWN_SEARCH_OPERATOR",
    400,
    "UnknownSearchOperatorException",
    "The search operator '{operator}' is unknown.",
    "operator",
    meaning="There is no search operator of this name.",
    remedy="Use is, one_of, is_null, is_not_null, less, greater, not_in or neq in a term query, and and, or or not in "
    "a bool query.",
)
UNQUERYABLE_FIELD = fault_row(
    "UNQUERYABLE_FIELD",
    400,
    "UnqueryableFieldException",
    "The field '{field}' cannot be queried in this way.",
    "field",
    meaning="The field cannot be queried in this way.",
    remedy="Use a text query for texts only, a nested query with the path its fields have, and fields of the metadata "
    "that are of a type that can be searched.",
)
