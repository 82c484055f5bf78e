"""Faults of the way a request is made, and of the server: section 13 of the platform reference; some of our own."""

from counterfoil.faults.fault import fault_row

ILLEGAL_HTTP_METHOD_OVERRIDE = fault_row(
    "ILLEGAL_HTTP_METHOD_OVERRIDE",
    400,
    "IllegalHttpMethodOverrideException",
    "The HTTP method '{method}' cannot be used as an override.",
    "method",
    meaning="A POST cannot stand for this method.",
    remedy="Override POST with GET, PUT, PATCH, DELETE, HEAD or OPTIONS, written in capitals.",
)
INVALID_VERSION = fault_row(
    "INVALID_VERSION",
    400,
    "InvalidVersionException",
    "The version in the URL is missing or malformed.",
    meaning="The URL has no version where one belongs.",
    remedy="Write the version after the name of the API: /dw/shop/v23_1/...",
)
MALFORMED_MEDIA_TYPE = fault_row(
    "MALFORMED_MEDIA_TYPE",
    400,
    "MalformedMediaTypeException",
    "The media type '{media_type}' is malformed.",
    "media_type",
    meaning="The header names a media type that is none.",
    remedy="Write the media type as type/subtype, such as application/json; charset=UTF-8.",
)
SECURE_COMMUNICATION_REQUIRED = fault_row(
    "SECURE_COMMUNICATION_REQUIRED",
    403,
    "SecureCommunicationRequiredException",
    "The resource may only be accessed by secure communication (https).",
    meaning="The request came by http, and a service speaks https only.",
    remedy="Call the URL with https://; behind a proxy that ends TLS, set behind_tls_proxy and let the proxy "
    "send X-Forwarded-Proto.",
)
RESOURCE_PATH_NOT_FOUND = fault_row(
    "RESOURCE_PATH_NOT_FOUND",
    404,
    "ResourcePathNotFoundException",
    "Unknown resource '{path}'. Please provide a valid resource.",
    "path",
    meaning="No resource of this version has this path.",
    remedy="Check the path and the version; docs/reference/resources.md lists the resources.",
)
VERSION_NOT_FOUND = fault_row(
    "VERSION_NOT_FOUND",
    404,
    "VersionNotFoundException",
    "The version '{version}' does not exist.",
    "version",
    meaning="The version of the URL was never published.",
    remedy="Use a published version of the API; docs/reference/compatibility.md lists them.",
)
METHOD_NOT_ALLOWED = fault_row(
    "METHOD_NOT_ALLOWED",
    405,
    "MethodNotAllowedException",
    "The HTTP method '{method}' is not allowed on this resource.",
    "method",
    meaning="The resource is there, and this method is not one of its methods in this version.",
    remedy="Use a method of the resource; the header Allow names them.",
)
CHARSET_NOT_ACCEPTABLE = fault_row(
    "CHARSET_NOT_ACCEPTABLE",
    406,
    "CharsetNotAcceptableException",
    "The charset '{charset}' is not acceptable.",
    "charset",
    meaning="The header Accept-Charset leaves out UTF-8, the only charset of answers.",
    remedy="Accept UTF-8, or leave out the header Accept-Charset.",
)
INVALID_IDEMPOTENCY_KEY = fault_row(
    "INVALID_IDEMPOTENCY_KEY",
    400,
    "InvalidIdempotencyKeyException",
    "The header 'Idempotency-Key' has to be 1 to 255 printable ASCII characters.",
    meaning="The header Idempotency-Key is empty, too long or not plain text.",
    remedy="Send 1 to 255 printable ASCII characters, best a random UUID for each request.",
)
IDEMPOTENCY_KEY_IN_USE = fault_row(
    "IDEMPOTENCY_KEY_IN_USE",
    409,
    "IdempotencyKeyInUseException",
    "A request with this 'Idempotency-Key' is being processed. Please try again later.",
    meaning="The first request with this key has not been answered yet.",
    remedy="Wait a moment and send the same request with the same key again.",
)
IDEMPOTENCY_ANSWER_LOST = fault_row(
    "IDEMPOTENCY_ANSWER_LOST",
    409,
    "IdempotencyAnswerLostException",
    "The request with this 'Idempotency-Key' was carried out, but its answer is not known. Please read the resource.",
    meaning="The first request with this key was carried out, but its answer was not kept.",
    remedy="Read the resource to see what was done; use a new key for anything else.",
)
IDEMPOTENCY_KEY_REUSED = fault_row(
    "IDEMPOTENCY_KEY_REUSED",
    422,
    "IdempotencyKeyReusedException",
    "The 'Idempotency-Key' was used for another request.",
    meaning="The key was used with another method, path, query or body.",
    remedy="Use a new key for each request; repeat a key only with the same request.",
)
REQUEST_ENTITY_TOO_LARGE = fault_row(
    "REQUEST_ENTITY_TOO_LARGE",
    413,
    "RequestEntityTooLargeException",
    "The request body is too large.",
    meaning="The body of the request is larger than the server takes.",
    remedy="Send less in one request; the setting max_body_bytes says how much is taken.",
)
UNSUPPORTED_CONTENT_TYPE = fault_row(
    "UNSUPPORTED_CONTENT_TYPE",
    415,
    "UnsupportedContentTypeException",
    "The content type '{content_type}' is not supported.",
    "content_type",
    meaning="The body is in a format or charset that is not read.",
    remedy="Send application/json or application/xml in UTF-8.",
)
UNSUPPORTED_FORMAT = fault_row(
    "UNSUPPORTED_FORMAT",
    415,
    "UnsupportedFormatException",
    "The format '{format}' is not supported.",
    "format",
    meaning="The answer was asked for in a format that is not written.",
    remedy="Ask for json or xml: format=json.",
)
TOO_MANY_REQUESTS = fault_row(
    "TOO_MANY_REQUESTS",
    429,
    "TooManyRequestsException",
    "Too many requests. Please try again later.",
    "_seconds",
    meaning="There were too many failures in the last minute.",
    remedy="Wait as many seconds as the header Retry-After says; the setting token_failures_per_minute is the limit.",
)
INTERNAL_SERVER_ERROR = fault_row(
    "INTERNAL_SERVER_ERROR",
    500,
    "InternalServerErrorException",
    "An internal error occurred. Please name the request id '{request_id}' when you report it.",
    "request_id",
    meaning="Something failed that was not foreseen.",
    remedy="Look up the request id (header x-dw-request-base-id) in the log of the server, and report it.",
)
HOOK_INTERNAL_SERVER_ERROR = fault_row(
    "HOOK_INTERNAL_SERVER_ERROR",
    500,
    "HookInternalServerErrorException",
    "An error occurred in ExtensionPoint '{extension_point}'.",
    "extension_point",
    meaning="A hook of the extension point raised an exception or took too long.",
    remedy="Look up the extension point in the log of the server, and repair the hook; the setting "
    "hook_seconds is the time a hook may take.",
)
HOOK_STATUS = fault_row(
    "HOOK_STATUS",
    400,
    "HookStatusException",
    "An error occurred in ExtensionPoint '{extension_point}'.",
    "extension_point status_code status_message status_details",
    meaning="A hook of the extension point refused the request with Status.ERROR; nothing of it was kept.",
    remedy="Read statusCode and statusMessage: they are the hook's own. Change what the hook objects to, or the hook.",
)
STORE_UNAVAILABLE = fault_row(
    "STORE_UNAVAILABLE",
    503,
    "ServiceUnavailableException",
    "The store cannot take the request at the moment. Please try again.",
    meaning="The database cannot be reached or is busy; nothing of the request was kept.",
    remedy="Send the request again after a moment; if it stays so, look at the log of the server.",
)
INVALID_HOST_HEADER = fault_row(
    "INVALID_HOST_HEADER",
    400,
    "InvalidHostHeaderException",
    "The host '{host}' is not valid.",
    "host",
    meaning="The header Host is missing, malformed or none the server answers to.",
    remedy="Call the server by a name it answers to, or add the name to the setting hosts.",
)
RESOURCE_PATH = fault_row(
    "RESOURCE_PATH",
    400,
    "ResourcePathException",
    "The path of the resource could not be read: {message}.",
    "message",
    meaning="The path has escapes or brackets that cannot be read.",
    remedy="Write a percent sign as %25, and the ids of a multiple request as (id1,id2).",
)
HOOK_CIRCUIT_BREAKER = fault_row(
    "HOOK_CIRCUIT_BREAKER",
    503,
    "HookCircuitBreakerException",
    "The hooks of ExtensionPoint '{extension_point}' failed too often and are not run at the moment.",
    "extension_point",
    meaning="Hooks of the extension point failed so often that they are not run for a while.",
    remedy="Repair the hook; it is tried again a minute after the last failure that counted.",
)
