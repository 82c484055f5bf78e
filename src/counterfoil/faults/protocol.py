"""Faults of the way a request is made, and of the server: section 13 of the platform reference; some of our own."""

from counterfoil.faults.fault import fault_row

ILLEGAL_HTTP_METHOD_OVERRIDE = fault_row(
    "ILLEGAL_HTTP_METHOD_OVERRIDE",
    400,
    "IllegalHttpMethodOverrideException",
    "The HTTP method '{method}' cannot be used as an override.",
    "method",
)
INVALID_VERSION = fault_row(
    "INVALID_VERSION", 400, "InvalidVersionException", "The version in the URL is missing or malformed."
)
MALFORMED_MEDIA_TYPE = fault_row(
    "MALFORMED_MEDIA_TYPE",
    400,
    "MalformedMediaTypeException",
    "The media type '{media_type}' is malformed.",
    "media_type",
)
SECURE_COMMUNICATION_REQUIRED = fault_row(
    "SECURE_COMMUNICATION_REQUIRED",
    403,
    "SecureCommunicationRequiredException",
    "The resource may only be accessed by secure communication (https).",
)
RESOURCE_PATH_NOT_FOUND = fault_row(
    "RESOURCE_PATH_NOT_FOUND",
    404,
    "ResourcePathNotFoundException",
    "Unknown resource '{path}'. Please provide a valid resource.",
    "path",
)
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
HOOK_STATUS = fault_row(
    "HOOK_STATUS",
    400,
    "HookStatusException",
    "An error occurred in ExtensionPoint '{extension_point}'.",
    "extension_point status_code status_message status_details",
)
STORE_UNAVAILABLE = fault_row(
    "STORE_UNAVAILABLE",
    503,
    "ServiceUnavailableException",
    "The store cannot take the request at the moment. Please try again.",
)
INVALID_HOST_HEADER = fault_row(
    "INVALID_HOST_HEADER", 400, "InvalidHostHeaderException", "The host '{host}' is not valid.", "host"
)
RESOURCE_PATH = fault_row(
    "RESOURCE_PATH", 400, "ResourcePathException", "The path of the resource could not be read: {message}.", "message"
)
HOOK_CIRCUIT_BREAKER = fault_row(
    "HOOK_CIRCUIT_BREAKER",
    503,
    "HookCircuitBreakerException",
    "The hooks of ExtensionPoint '{extension_point}' failed too often and are not run at the moment.",
    "extension_point",
)
