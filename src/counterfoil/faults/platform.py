"""Faults of parameters and documents that any resource may answer: section 13 of the platform reference."""

from counterfoil.faults.fault import fault_row

BODY_DECODING = fault_row(
    "BODY_DECODING",
    400,
    "BodyDecodingException",
    "The request body could not be decoded: {body}",
    "body",
    meaning="The body is not the JSON or XML it says to be.",
    remedy="Send one well-formed document in UTF-8, without a property named twice.",
)
ENUM_CONSTRAINT_VIOLATION = fault_row(
    "ENUM_CONSTRAINT_VIOLATION",
    400,
    "EnumConstraintViolationException",
    "The value '{enum_value}' is not allowed in document '{document}'.",
    "document enum_value",
    meaning="The value is none that the property may have.",
    remedy="Send one of the values of the property, which /openapi.json lists.",
)
INVALID_CUSTOM_PROPERTY = fault_row(
    "INVALID_CUSTOM_PROPERTY",
    400,
    "InvalidCustomPropertyException",
    "The value of a custom property is not valid.",
    "_definition",
    meaning="The value of a custom attribute (c_*) is not what the metadata of the site declares.",
    remedy="Send a value as the attribute is declared, or change its declaration in the archive's metadata.",
)
INVALID_EXPAND_VALUE = fault_row(
    "INVALID_EXPAND_VALUE",
    400,
    "InvalidExpandValueException",
    "The expand value '{expand_value}' is not known.",
    "expand_value _known",
    meaning="The resource has no such expansion.",
    remedy="Name expansions of the resource in expand, separated by commas.",
)
INVALID_EXPAND_PARAMETER = fault_row(
    "INVALID_EXPAND_PARAMETER",
    400,
    "InvalidExpandParameterException",
    "The expand value '{expand_value}' is not known.",
    "expand_value _known",
    meaning="The older name of InvalidExpandValueException, which the setting expand_fault chooses.",
    remedy="Name expansions of the resource in expand, separated by commas.",
)
MALFORMED_LOCALE = fault_row(
    "MALFORMED_LOCALE",
    400,
    "MalformedLocaleException",
    "The locale '{locale}' is malformed.",
    "locale",
    meaning="The locale is not a language tag.",
    remedy="Write the locale as language and country, such as en-US, or default.",
)
MALFORMED_PARAMETER = fault_row(
    "MALFORMED_PARAMETER",
    400,
    "MalformedParameterException",
    "The value '{value}' of parameter '{parameter}' could not be read.",
    "parameter value _known",
    meaning="The value of the parameter cannot be read as what the parameter is: a number, a date, true or false.",
    remedy="Send a value of the parameter's type; dates are in ISO 8601, such as 2026-01-31T12:00:00Z.",
)
NULL_CONSTRAINT_VIOLATION = fault_row(
    "NULL_CONSTRAINT_VIOLATION",
    400,
    "NullConstraintViolationException",
    "The parameter '{parameter}' must not be null.",
    "parameter",
    meaning="Something that is needed is null or missing.",
    remedy="Send the parameter or header that the fault names.",
)
PROPERTY_CONSTRAINT_VIOLATION = fault_row(
    "PROPERTY_CONSTRAINT_VIOLATION",
    400,
    "PropertyConstraintViolationException",
    "The property '{path}' of document '{document}' violates its constraints.",
    "document path",
    meaning="A property of the document is missing, too long, too short, or not of the form it has to have.",
    remedy="Correct the property that path names; docs/reference/documents.md lists properties and constraints.",
)
START_AFTER_END = fault_row(
    "START_AFTER_END",
    400,
    "StartAfterEndException",
    "The start '{start_date}' lies after the end '{end_date}'.",
    "document resource_id start_date end_date",
    meaning="The start of the interval lies after its end.",
    remedy="Exchange start and end, or leave one of them out.",
)
STRING_CONSTRAINT_VIOLATION = fault_row(
    "STRING_CONSTRAINT_VIOLATION",
    400,
    "StringConstraintViolationException",
    "The value of parameter '{parameter}' violates its constraint: {expected}.",
    "parameter expected",
    meaning="The text of the parameter has not the form it has to have.",
    remedy="Send a text of the form that the argument expected tells.",
)
TYPE_DECODING = fault_row(
    "TYPE_DECODING",
    400,
    "TypeDecodingException",
    "The value at '{path}' has type {actual_type}, expected was {expected_types}.",
    "path expected_types actual_type",
    meaning="The value of a property has another type than the property.",
    remedy="Send a value of one of the types that expectedTypes names.",
)
UNEXPECTED_VERSION = fault_row(
    "UNEXPECTED_VERSION",
    400,
    "UnexpectedVersionException",
    "The version '{version}' of the document is not the version of the URL.",
    "version",
    meaning="The document says that it is of another version than the URL.",
    remedy="Leave out _v, or write the version of the URL.",
)
UNKNOWN_LOCALE = fault_row(
    "UNKNOWN_LOCALE",
    400,
    "UnknownLocaleException",
    "The locale '{locale}' is unknown.",
    "locale",
    meaning="No site knows this locale.",
    remedy="Use a locale of the site; GET /site lists them as allowed_locales.",
)
UNKNOWN_PROPERTY = fault_row(
    "UNKNOWN_PROPERTY",
    400,
    "UnknownPropertyException",
    "The property '{property}' is unknown in document '{document}'.",
    "property document",
    meaning="The document has no such property in this version.",
    remedy="Check the spelling, or leave the property out; attributes of your own begin with c_.",
)
UNSUPPORTED_CURRENCY = fault_row(
    "UNSUPPORTED_CURRENCY",
    400,
    "UnsupportedCurrencyException",
    "The currency '{currency}' is not supported by the site.",
    "currency",
    meaning="The site does not sell in this currency.",
    remedy="Use a currency of the site (GET /site: allowed_currencies), or add it to the preference SiteCurrencies.",
)
UNSUPPORTED_LOCALE = fault_row(
    "UNSUPPORTED_LOCALE",
    400,
    "UnsupportedLocaleException",
    "The locale '{locale}' is not supported by the site.",
    "locale",
    meaning="The locale is known, but not active on the site.",
    remedy="Use a locale of the site, or add it to the preference SiteLocales.",
)
VALUE_CONSTRAINT_VIOLATION = fault_row(
    "VALUE_CONSTRAINT_VIOLATION",
    400,
    "ValueConstraintViolationException",
    "The value of parameter '{parameter}' violates its constraint: {expected}.",
    "parameter expected",
    meaning="The value of the parameter lies outside its range.",
    remedy="Send a value within the range that the argument expected tells.",
)
IF_MATCH_REQUIRED = fault_row(
    "IF_MATCH_REQUIRED",
    409,
    "IfMatchRequiredException",
    "The header 'If-Match' is required.",
    meaning="The resource is changed only by clients that say which state of it they know.",
    remedy="Read the resource and send its ETag in the header If-Match.",
)
RESOURCE_STATE_CONFLICT = fault_row(
    "RESOURCE_STATE_CONFLICT",
    409,
    "ResourceStateConflictException",
    "The state '{client}' of the client is not the state '{server}' of the server.",
    "client server",
    meaning="The resource changed after the client read it, or is being changed at this moment.",
    remedy="Read the resource again, apply the change to what it is now, and send its new state.",
)
INVALID_IF_MATCH = fault_row(
    "INVALID_IF_MATCH",
    412,
    "InvalidIfMatchException",
    "The value '{if_match}' of header 'If-Match' is not the state of the resource.",
    "if_match",
    meaning="The resource has changed since the client read it.",
    remedy="Read the resource again and send its new ETag in the header If-Match.",
)
ILLEGAL_ENUMERATION_VALUE = fault_row(
    "ILLEGAL_ENUMERATION_VALUE",
    400,
    "IllegalEnumerationValueException",
    "The value '{value}' is none of the enumeration '{type}'.",
    "value type _known",
    meaning="The value is none of the enumeration.",
    remedy="Send one of the values of the enumeration that the argument type names.",
)
CURRENCY_NOT_FOUND = fault_row(
    "CURRENCY_NOT_FOUND",
    404,
    "CurrencyNotFoundException",
    "No currency with id '{currency_id}' found.",
    "currency_id",
    meaning="There is no currency of this code.",
    remedy="Use a currency code of ISO 4217, such as USD.",
)
OBJECT_IN_DELETION = fault_row(
    "OBJECT_IN_DELETION",
    409,
    "ObjectInDeletionConflictException",
    "The object '{object_id}' is being deleted.",
    "object_id",
    meaning="Another request is deleting the object at this moment.",
    remedy="Do not use the object any more; read it again if its deletion may have been refused.",
)
