"""Faults of the connection, answered before there is a request: the names are ours, the statuses those of HTTP."""

from counterfoil.faults.fault import fault_row

MALFORMED_REQUEST = fault_row(
    "MALFORMED_REQUEST",
    400,
    "MalformedRequestException",
    "The request is not well-formed HTTP/1.1.",
    meaning="What arrived is not well-formed HTTP/1.1, so there is no request to answer.",
    remedy="Look at the first line and the headers that were sent; a client that speaks https to a port of "
    "http is answered so as well.",
)
REQUEST_TIMEOUT = fault_row(
    "REQUEST_TIMEOUT",
    408,
    "RequestTimeoutException",
    "The request was not sent within its time.",
    meaning="The request was not sent within its time.",
    remedy="Send headers and body without pauses; the settings header_seconds and body_seconds say how long is waited.",
)
REQUEST_PATH_TOO_LONG = fault_row(
    "REQUEST_PATH_TOO_LONG",
    414,
    "RequestPathTooLongException",
    "The URL of the request is too long.",
    meaning="The URL is longer than the server takes.",
    remedy="Send long values in the body, or ask for fewer ids at once; the setting max_url_bytes is the limit.",
)
REQUEST_HEADERS_TOO_LARGE = fault_row(
    "REQUEST_HEADERS_TOO_LARGE",
    431,
    "RequestHeadersTooLargeException",
    "The headers of the request are too many or too large.",
    meaning="The headers are more or larger than the server takes.",
    remedy="Send fewer and shorter headers; cookies and tokens are the usual cause, and the settings max_headers and "
    "max_header_bytes the limits.",
)
TOO_MANY_CONNECTIONS = fault_row(
    "TOO_MANY_CONNECTIONS",
    503,
    "ServiceUnavailableException",
    "The server has as many connections as it takes. Please try again.",
    meaning="The server has as many connections as it takes.",
    remedy="Reuse connections and close those not needed; send the request again after a moment. The setting "
    "max_connections is the limit.",
)
