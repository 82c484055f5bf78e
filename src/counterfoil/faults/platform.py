"""Faults of parameters and documents that any resource may answer: section 13 of the platform reference."""

from counterfoil.faults.fault import fault_row

BODY_DECODING = fault_row(
    "BODY_DECODING", 400, "BodyDecodingException", "The request body could not be decoded: {body}", "body"
)
ENUM_CONSTRAINT_VIOLATION = fault_row(
    "ENUM_CONSTRAINT_VIOLATION",
    400,
    "EnumConstraintViolationException",
    "The value '{enum_value}' is not allowed in document '{document}'.",
    "document enum_value",
)
INVALID_CUSTOM_PROPERTY = fault_row(
    "INVALID_CUSTOM_PROPERTY", 400, "InvalidCustomPropertyException", "The value of a custom property is not valid."
)
INVALID_EXPAND_VALUE = fault_row(
    "INVALID_EXPAND_VALUE",
    400,
    "InvalidExpandValueException",
    "The expand value '{expand_value}' is not known.",
    "expand_value",
)
MALFORMED_LOCALE = fault_row(
    "MALFORMED_LOCALE", 400, "MalformedLocaleException", "The locale '{locale}' is malformed.", "locale"
)
MALFORMED_PARAMETER = fault_row(
    "MALFORMED_PARAMETER",
    400,
    "MalformedParameterException",
    "The value '{value}' of parameter '{parameter}' could not be read.",
    "parameter value",
)
NULL_CONSTRAINT_VIOLATION = fault_row(
    "NULL_CONSTRAINT_VIOLATION",
    400,
    "NullConstraintViolationException",
    "The parameter '{parameter}' must not be null.",
    "parameter",
)
PROPERTY_CONSTRAINT_VIOLATION = fault_row(
    "PROPERTY_CONSTRAINT_VIOLATION",
    400,
    "PropertyConstraintViolationException",
    "The property '{path}' of document '{document}' violates its constraints.",
    "document path",
)
START_AFTER_END = fault_row(
    "START_AFTER_END",
    400,
    "StartAfterEndException",
    "The start '{start_date}' lies after the end '{end_date}'.",
    "document resource_id start_date end_date",
)
STRING_CONSTRAINT_VIOLATION = fault_row(
    "STRING_CONSTRAINT_VIOLATION",
    400,
    "StringConstraintViolationException",
    "The value of parameter '{parameter}' violates its constraint: {expected}.",
    "parameter expected",
)
TYPE_DECODING = fault_row(
    "TYPE_DECODING",
    400,
    "TypeDecodingException",
    "The value at '{path}' has type {actual_type}, expected was {expected_types}.",
    "path expected_types actual_type",
)
UNEXPECTED_VERSION = fault_row(
    "UNEXPECTED_VERSION",
    400,
    "UnexpectedVersionException",
    "The version '{version}' of the document is not the version of the URL.",
    "version",
)
UNKNOWN_LOCALE = fault_row(
    "UNKNOWN_LOCALE", 400, "UnknownLocaleException", "The locale '{locale}' is unknown.", "locale"
)
UNKNOWN_PROPERTY = fault_row(
    "UNKNOWN_PROPERTY",
    400,
    "UnknownPropertyException",
    "The property '{property}' is unknown in document '{document}'.",
    "property document",
)
UNSUPPORTED_CURRENCY = fault_row(
    "UNSUPPORTED_CURRENCY",
    400,
    "UnsupportedCurrencyException",
    "The currency '{currency}' is not supported by the site.",
    "currency",
)
UNSUPPORTED_LOCALE = fault_row(
    "UNSUPPORTED_LOCALE",
    400,
    "UnsupportedLocaleException",
    "The locale '{locale}' is not supported by the site.",
    "locale",
)
VALUE_CONSTRAINT_VIOLATION = fault_row(
    "VALUE_CONSTRAINT_VIOLATION",
    400,
    "ValueConstraintViolationException",
    "The value of parameter '{parameter}' violates its constraint: {expected}.",
    "parameter expected",
)
IF_MATCH_REQUIRED = fault_row(
    "IF_MATCH_REQUIRED", 409, "IfMatchRequiredException", "The header 'If-Match' is required."
)
RESOURCE_STATE_CONFLICT = fault_row(
    "RESOURCE_STATE_CONFLICT",
    409,
    "ResourceStateConflictException",
    "The state '{client}' of the client is not the state '{server}' of the server.",
    "client server",
)
INVALID_IF_MATCH = fault_row(
    "INVALID_IF_MATCH",
    412,
    "InvalidIfMatchException",
    "The value '{if_match}' of header 'If-Match' is not the state of the resource.",
    "if_match",
)
ILLEGAL_ENUMERATION_VALUE = fault_row(
    "ILLEGAL_ENUMERATION_VALUE",
    400,
    "IllegalEnumerationValueException",
    "The value '{value}' is none of the enumeration '{type}'.",
    "value type",
)
CURRENCY_NOT_FOUND = fault_row(
    "CURRENCY_NOT_FOUND", 404, "CurrencyNotFoundException", "No currency with id '{currency_id}' found.", "currency_id"
)
OBJECT_IN_DELETION = fault_row(
    "OBJECT_IN_DELETION",
    409,
    "ObjectInDeletionConflictException",
    "The object '{object_id}' is being deleted.",
    "object_id",
)
