"""Faults of the connection, answered before there is a request: the names are ours, the statuses those of HTTP."""

from counterfoil.faults.fault import fault_row

MALFORMED_REQUEST = fault_row(
    "MALFORMED_REQUEST", 400, "MalformedRequestException", "The request is not well-formed HTTP/1.1."
)
REQUEST_TIMEOUT = fault_row(
    "REQUEST_TIMEOUT", 408, "RequestTimeoutException", "The request was not sent within its time."
)
REQUEST_PATH_TOO_LONG = fault_row(
    "REQUEST_PATH_TOO_LONG", 414, "RequestPathTooLongException", "The URL of the request is too long."
)
REQUEST_HEADERS_TOO_LARGE = fault_row(
    "REQUEST_HEADERS_TOO_LARGE",
    431,
    "RequestHeadersTooLargeException",
    "The headers of the request are too many or too large.",
)
TOO_MANY_CONNECTIONS = fault_row(
    "TOO_MANY_CONNECTIONS",
    503,
    "ServiceUnavailableException",
    "The server has as many connections as it takes. Please try again.",
)
