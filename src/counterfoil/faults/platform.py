"""Faults that any resource may answer, following the fault list of the platform reference."""

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
HOOK_STATUS = fault_row(
    "HOOK_STATUS",
    400,
    "HookStatusException",
    "An error occurred in ExtensionPoint '{extension_point}'.",
    "extension_point status_code status_message status_details",
)
ILLEGAL_HTTP_METHOD_OVERRIDE = fault_row(
    "ILLEGAL_HTTP_METHOD_OVERRIDE",
    400,
    "IllegalHttpMethodOverrideException",
    "The HTTP method '{method}' cannot be used as an override.",
    "method",
)
INVALID_CLIENT_ID = fault_row(
    "INVALID_CLIENT_ID", 400, "InvalidClientIdException", "The client id '{client_id}' is not valid.", "client_id"
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
INVALID_VERSION = fault_row(
    "INVALID_VERSION", 400, "InvalidVersionException", "The version in the URL is missing or malformed."
)
MALFORMED_LOCALE = fault_row(
    "MALFORMED_LOCALE", 400, "MalformedLocaleException", "The locale '{locale}' is malformed.", "locale"
)
MALFORMED_MEDIA_TYPE = fault_row(
    "MALFORMED_MEDIA_TYPE",
    400,
    "MalformedMediaTypeException",
    "The media type '{media_type}' is malformed.",
    "media_type",
)
MALFORMED_PARAMETER = fault_row(
    "MALFORMED_PARAMETER",
    400,
    "MalformedParameterException",
    "The value '{value}' of parameter '{parameter}' could not be read.",
    "parameter value",
)
MISSING_CLIENT_ID = fault_row("MISSING_CLIENT_ID", 400, "MissingClientIdException", "The client id is missing.")
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
PROPERTY_NOT_PERMITTED = fault_row(
    "PROPERTY_NOT_PERMITTED",
    400,
    "PropertyNotPermittedException",
    "The property '{property}' of document '{document}' may not be written by this client.",
    "property document",
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
AUTHORIZATION_HEADER_MISSING = fault_row(
    "AUTHORIZATION_HEADER_MISSING", 401, "AuthorizationHeaderMissingException", "The authorization header is missing."
)
AUTHENTICATION_FAILED = fault_row(
    "AUTHENTICATION_FAILED", 401, "AuthenticationFailedException", "The authentication failed."
)
EXPIRED_TOKEN = fault_row(
    "EXPIRED_TOKEN", 401, "ExpiredTokenException", "Unauthorized request! The access token is expired."
)
INVALID_ACCESS_TOKEN = fault_row(
    "INVALID_ACCESS_TOKEN",
    401,
    "InvalidAccessTokenException",
    "Unauthorized request! The access token is invalid.",
    "access_token",
)
INVALID_AUTHORIZATION_HEADER = fault_row(
    "INVALID_AUTHORIZATION_HEADER", 401, "InvalidAuthorizationHeaderException", "The authorization header is not valid."
)
INVALID_SECURE_TOKEN = fault_row(
    "INVALID_SECURE_TOKEN", 401, "InvalidSecureTokenException", "The secure token of the session is not valid."
)
UNKNOWN_CLIENT_ID = fault_row(
    "UNKNOWN_CLIENT_ID", 401, "UnknownClientIdException", "The client id '{client_id}' is unknown.", "client_id"
)
ACCESS_WITHOUT_USER_FORBIDDEN = fault_row(
    "ACCESS_WITHOUT_USER_FORBIDDEN",
    403,
    "AccessWithoutUserForbiddenException",
    "The resource may not be accessed without a user.",
)
CLIENT_ACCESS_FORBIDDEN = fault_row(
    "CLIENT_ACCESS_FORBIDDEN",
    403,
    "ClientAccessForbiddenException",
    "Access to resource '{method} {path}' isn't allowed for the current client.",
    "method path",
)
SECURE_COMMUNICATION_REQUIRED = fault_row(
    "SECURE_COMMUNICATION_REQUIRED",
    403,
    "SecureCommunicationRequiredException",
    "The resource may only be accessed by secure communication (https).",
)
SITE_OFFLINE = fault_row("SITE_OFFLINE", 403, "SiteOfflineException", "The site '{site_id}' is offline.", "site_id")
USER_ACCESS_FORBIDDEN = fault_row(
    "USER_ACCESS_FORBIDDEN",
    403,
    "UserAccessForbiddenException",
    "Access to resource '{method} {path}' isn't allowed for the current user.",
    "method path",
)
RESOURCE_PATH_NOT_FOUND = fault_row(
    "RESOURCE_PATH_NOT_FOUND",
    404,
    "ResourcePathNotFoundException",
    "Unknown resource '{path}'. Please provide a valid resource.",
    "path",
)
UNKNOWN_SITE = fault_row("UNKNOWN_SITE", 404, "UnknownSiteException", "The site '{site_id}' is unknown.", "site_id")
VERSION_NOT_FOUND = fault_row(
    "VERSION_NOT_FOUND", 404, "VersionNotFoundException", "The version '{version}' does not exist.", "version"
)
METHOD_NOT_ALLOWED = fault_row(
    "METHOD_NOT_ALLOWED",
    405,
    "MethodNotAllowedException",
    "The HTTP method '{method}' is not allowed on this resource.",
    "method",
)
CHARSET_NOT_ACCEPTABLE = fault_row(
    "CHARSET_NOT_ACCEPTABLE",
    406,
    "CharsetNotAcceptableException",
    "The charset '{charset}' is not acceptable.",
    "charset",
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
INVALID_IDEMPOTENCY_KEY = fault_row(
    "INVALID_IDEMPOTENCY_KEY",
    400,
    "InvalidIdempotencyKeyException",
    "The header 'Idempotency-Key' has to be 1 to 255 printable ASCII characters.",
)
IDEMPOTENCY_KEY_IN_USE = fault_row(
    "IDEMPOTENCY_KEY_IN_USE",
    409,
    "IdempotencyKeyInUseException",
    "A request with this 'Idempotency-Key' is being processed. Please try again later.",
)
IDEMPOTENCY_ANSWER_LOST = fault_row(
    "IDEMPOTENCY_ANSWER_LOST",
    409,
    "IdempotencyAnswerLostException",
    "The request with this 'Idempotency-Key' was carried out, but its answer is not known. Please read the resource.",
)
IDEMPOTENCY_KEY_REUSED = fault_row(
    "IDEMPOTENCY_KEY_REUSED",
    422,
    "IdempotencyKeyReusedException",
    "The 'Idempotency-Key' was used for another request.",
)
REQUEST_ENTITY_TOO_LARGE = fault_row(
    "REQUEST_ENTITY_TOO_LARGE", 413, "RequestEntityTooLargeException", "The request body is too large."
)
UNSUPPORTED_CONTENT_TYPE = fault_row(
    "UNSUPPORTED_CONTENT_TYPE",
    415,
    "UnsupportedContentTypeException",
    "The content type '{content_type}' is not supported.",
    "content_type",
)
UNSUPPORTED_FORMAT = fault_row(
    "UNSUPPORTED_FORMAT", 415, "UnsupportedFormatException", "The format '{format}' is not supported.", "format"
)
TOO_MANY_REQUESTS = fault_row(
    "TOO_MANY_REQUESTS", 429, "TooManyRequestsException", "Too many requests. Please try again later.", "_seconds"
)
INTERNAL_SERVER_ERROR = fault_row(
    "INTERNAL_SERVER_ERROR",
    500,
    "InternalServerErrorException",
    "An internal error occurred. Please name the request id '{request_id}' when you report it.",
    "request_id",
)
HOOK_INTERNAL_SERVER_ERROR = fault_row(
    "HOOK_INTERNAL_SERVER_ERROR",
    500,
    "HookInternalServerErrorException",
    "An error occurred in ExtensionPoint '{extension_point}'.",
    "extension_point",
)
STORE_UNAVAILABLE = fault_row(
    "STORE_UNAVAILABLE",
    503,
    "ServiceUnavailableException",
    "The store cannot take the request at the moment. Please try again.",
)
