"""Faults of batches and their parts, following section 12 of the platform reference."""

from counterfoil.faults.fault import fault_row

ILLEGAL_CONTENT_TYPE = fault_row(
    "ILLEGAL_CONTENT_TYPE",
    400,
    "IllegalContentTypeException",
    "A batch has to be of the content type 'multipart/mixed' with a boundary.",
)
ILLEGAL_QUERY_STRING = fault_row(
    "ILLEGAL_QUERY_STRING",
    400,
    "IllegalQueryStringException",
    "The query string of the batch or of a part could not be read.",
)
INVALID_HTTP_METHOD = fault_row(
    "INVALID_HTTP_METHOD",
    400,
    "InvalidHttpMethodException",
    "The HTTP method '{method}' of a part is not known.",
    "method",
)
INVALID_REQUEST_BODY = fault_row(
    "INVALID_REQUEST_BODY", 400, "InvalidRequestBodyException", "The body of the batch could not be read."
)
INVALID_TOKEN = fault_row("INVALID_TOKEN", 401, "InvalidTokenException", "The access token of the batch is not valid.")
MISSING_HTTP_METHOD = fault_row(
    "MISSING_HTTP_METHOD", 400, "MissingHttpMethodException", "The header 'x-dw-http-method' is missing."
)
MISSING_RESOURCE_PATH = fault_row(
    "MISSING_RESOURCE_PATH", 400, "MissingResourcePathException", "The header 'x-dw-resource-path' is missing."
)
RESOURCE_PATH_NOT_ALLOWED = fault_row(
    "RESOURCE_PATH_NOT_ALLOWED",
    400,
    "ResourcePathNotAllowedException",
    "The resource '{path}' is not allowed in a batch.",
    "path",
)
BATCH_ENTITY_TOO_LARGE = fault_row(
    "BATCH_ENTITY_TOO_LARGE", 400, "RequestEntityTooLargeException", "The body of the batch is too large."
)
